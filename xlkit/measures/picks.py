"""What is picked from an ordered scale other than the levels: which choice stands for several, and its order.

In formulas a scale is two ranges side by side: the labels of its choices, and their places in the order.
"""

from collections.abc import Sequence

UP, DOWN, SAME, CHANGED, JOINED, LEFT = "up", "down", "same", "changed", "joined", "left"
SHIFTS = (DOWN, SAME, CHANGED, UP)  # what becomes of somebody who answered both times
STATES = (*SHIFTS, JOINED, LEFT)


def middle(places: Sequence[int]) -> int | None:
    """The low middle of some places in an order: the middle one, and of two middle ones the lower."""
    return sorted(places)[(len(places) - 1) // 2] if places else None


def middle_formula(picked: str, chosen: str, labels: str) -> str:
    """The label in the low middle, from a range of labels and which of its cells are chosen; an array formula.

    `labels` are those of the ordered choices, the least first.
    """
    places = f"MMULT(EXACT({picked},TRANSPOSE({labels}))*1,ROW({labels})-MIN(ROW({labels}))+1)"
    taken = f"({chosen})*({places}>0)"
    return f'=IFERROR(INDEX({labels},SMALL(IF({taken},{places}),INT((SUM({taken})+1)/2))),"")'


def known_formula(picked: str, labels: str) -> str:
    """A label from a cell where it is one of a scale, and otherwise an empty text."""
    return f'=IF(SUMPRODUCT(EXACT({labels},{picked})*1)=0,"",{picked})'


def order_formula(picked: str, labels: str, orders: str) -> str:
    """The place in the order of a label in a cell, 0 where it has none."""
    return f"=SUMPRODUCT(EXACT({labels},{picked})*{orders})"


def count_label_formula(picked: str, label: str) -> str:
    """How many cells of a range hold a label."""
    return f"=SUMPRODUCT(EXACT({picked},{label})*1)"


def shifted(before: int | None, now: int | None, *, is_alike: bool) -> str:
    """What became of an answer between two rounds, from the places of both in the order, None where it has none."""
    if is_alike:
        return SAME
    if before is None or now is None or before == now:
        return CHANGED
    return UP if now > before else DOWN


def shifted_formula(before: str, now: str, order_before: str, order_now: str) -> str:
    """What became of an answer, from the cells of both labels and of their places in the order, 0 for none."""
    ordered = f'IF({order_now}>{order_before},"{UP}",IF({order_now}<{order_before},"{DOWN}","{CHANGED}"))'
    moved = f'IF(OR({order_before}=0,{order_now}=0),"{CHANGED}",{ordered})'
    both = f'IF(EXACT({before},{now}),"{SAME}",{moved})'
    return f'=IF({before}="",IF({now}="","","{JOINED}"),IF({now}="","{LEFT}",{both}))'
