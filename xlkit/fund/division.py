"""Exact division: of whole units into whole units, so that nothing is lost and nothing is made up."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise


def half_up(amount: Fraction) -> int:
    """A fraction as the nearest whole number; halves go away from 0, as they do in a spreadsheet's ROUND."""
    whole = int(abs(amount) + Fraction(1, 2))
    return whole if amount >= 0 else -whole


def divided(total: int, weights: Sequence[Fraction]) -> tuple[int, ...]:
    """A total by weights, in their order; the parts add up to it, and a weight of 0 gets nothing.

    Each part is what the running share grows by, rounded, so the odd unit falls by the order of the weights. ValueError
    where a weight is negative, or all of them are 0 and there is something to divide.
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights) or (total and not whole):
        raise ValueError("weights are 0 or more, and one of them is more")
    if not whole:
        return (0,) * len(weights)
    shares = [half_up(Fraction(total) * so_far / whole) for so_far in accumulate(weights, initial=Fraction(0))]
    return tuple(after - before for before, after in pairwise(shares))
