"""Likeness: when two names that are not certainly one organisation's may be."""

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from xlkit.returns.names import counted_as, now_and_formerly, organisation_of

CORRECTED = 80  # of 100: lodges and houses of different names stay below it
SLIP = 90  # a letter or two in a name of ordinary length


def may_be_one(name: str, other: str) -> bool:
    """Whether two names may be one organisation's after a correction: a slip mended, or words added to the name.

    A name that says what it was formerly is compared by either.
    """
    pairs = product(filter(None, now_and_formerly(name)), filter(None, now_and_formerly(other)))
    return any(_is_corrected(organisation_of(one), organisation_of(two)) for one, two in pairs)


def _is_corrected(one: str, two: str) -> bool:
    from rapidfuzz import fuzz

    marks = _marks(one), _marks(two)
    is_marked_alike = marks[0] == marks[1] or not all(marks)
    return is_marked_alike and max(fuzz.ratio(one, two), fuzz.token_set_ratio(one, two)) >= CORRECTED


def looking_alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of names that are not certainly one organisation's but look like it, of each organisation one name.

    They differ in their legal form, in a space, or in a letter or two after the first, and not in any number.
    """
    first: dict[str, str] = {}
    for name in sorted(names):
        first.setdefault(organisation_of(name), name)
    parts = [(key, _marks(key), counted_as(name), name) for key, name in first.items() if key]
    for (one, marks, counted, name), (two, other_marks, other_counted, other) in combinations(parts, 2):
        is_slip = one[0] == two[0] and marks == other_marks and _is_slip(one, two)
        if counted == other_counted or is_slip:
            yield name, other


def _is_slip(one: str, two: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two, score_cutoff=SLIP) > 0


def _marks(folded: str) -> list[str]:
    """The numbers and single letters in a name, which tell one house of a group from another."""
    return sorted(word for word in folded.split() if len(word) == 1 or any(map(str.isdigit, word)))
