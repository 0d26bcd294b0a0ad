"""Likeness: when two names that are not certainly one organisation's may be."""

from rapidfuzz import fuzz

from xlkit.returns.names import organisation_of

ALIKE = 80  # of 100: lodges and houses of different names stay below it


def may_be_one(name: str, other: str) -> bool:
    """Whether two names may be one organisation's after a correction: a slip mended, or words added to the name."""
    one, two = organisation_of(name), organisation_of(other)
    numbers = [{word for word in text.split() if any(map(str.isdigit, word))} for text in (one, two)]
    is_numbered_alike = numbers[0] == numbers[1] or not all(numbers)
    return is_numbered_alike and max(fuzz.ratio(one, two), fuzz.token_set_ratio(one, two)) >= ALIKE
