"""What is picked from an ordered scale other than the levels: which choice stands for several, and its order.

In formulas a scale is two ranges side by side: the labels of its choices, and their places in the order.
"""

from collections.abc import Sequence

from xlkit.measures.scale import Where

UP, DOWN, SAME, CHANGED, JOINED, LEFT = "up", "down", "same", "changed", "joined", "left"
SHIFTS = (DOWN, SAME, CHANGED, UP)  # what becomes of somebody who answered both times
STATES = (*SHIFTS, JOINED, LEFT)


def middle_formula(picked: str, chosen: str, labels: str) -> str:
    """The label that `low_median` takes, from a range of labels and which of its cells are chosen; an array formula.

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


def alike_where_formula(picked: str, where: Where, otherwise: str) -> str:
    """The label that all chosen cells hold which are not blank, or `otherwise`; an array formula."""
    chosen = f'({where.keys}={where.key})*({picked}<>"")'
    first = f"INDEX({picked},MATCH(1,{chosen},0))"
    return f'=IFERROR(IF(SUM({chosen}*(1-EXACT({picked},{first})))=0,{first},{otherwise}),"")'


def count_among_formula(picked: str, label: str, between: str) -> str:
    """How many cells of a range hold a label among others, with a text between them."""
    return f'=SUMPRODUCT(ISNUMBER(FIND("{between}"&{label}&"{between}","{between}"&{picked}&"{between}"))*1)'


def most_formula(labels: str, counts: str, n: str) -> str:
    """In words the label that is counted most often, or how many are; an expression."""
    most = f"MAX({counts})"
    single = f'"most often “"&INDEX({labels},MATCH({most},{counts},0))&"”, "&{most}&" of "&{n}'
    several = f'COUNTIF({counts},{most})&" choices alike, "&{most}&" of "&{n}&" each"'
    return f'IF({n}=0,"nobody answered",IF(COUNTIF({counts},{most})=1,{single},{several}))'


def most_often(labels: Sequence[str], counts: Sequence[int], n: int) -> str:
    """The same from the labels and their counts."""
    if not n:
        return "nobody answered"
    many = [label for label, count in zip(labels, counts, strict=True) if count == max(counts)]
    single, several = (
        f"most often “{many[0]}”, {max(counts)} of {n}",
        f"{len(many)} choices alike, {max(counts)} of {n} each",
    )
    return single if len(many) == 1 else several


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
