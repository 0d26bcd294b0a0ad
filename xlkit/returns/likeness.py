"""Likeness: when two names that are not certainly one organisation's may be."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations, product

from xlkit.returns.names import counted_as, now_and_formerly, one_spelling, organisation_of, plain

CORRECTED = 80  # of 100: lodges and houses of different names stay below it
SLIP = 90  # a letter or two in a name of ordinary length


def may_be_one(name: str, other: str) -> bool:
    """Whether two names may be one organisation's after a correction: a slip mended, or words added to the name.

    A name that says what it was formerly is compared by either.
    """
    pairs = product(filter(None, now_and_formerly(name)), filter(None, now_and_formerly(other)))
    return any(_is_corrected(one_spelling(one), one_spelling(two)) for one, two in pairs)


def _is_corrected(one: str, two: str) -> bool:
    from rapidfuzz import fuzz

    marks = sorted(_marks(one)), sorted(_marks(two))
    is_marked_alike = marks[0] == marks[1] or not all(marks)
    return is_marked_alike and max(fuzz.ratio(one, two), fuzz.token_set_ratio(one, two)) >= CORRECTED


def listed_apart(listed: Iterable[tuple[Hashable, str]]) -> Iterator[str]:
    """The names of one spelling that a list has in several ways in one place: whoever listed them means several.

    `listed` has each name behind its place, such as its template, where another spelling is another organisation.
    """
    groups: defaultdict[Hashable, dict[str, str]] = defaultdict(dict)
    for place, name in listed:
        groups[place, one_spelling(name)].setdefault(plain(name), name)
    for names in groups.values():
        if len(names) > 1:
            yield from names.values()


def looking_alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of names that are not certainly one organisation's but look like it, of each organisation one name.

    They differ in their legal form, in a space, or in a letter or two after the first, and not in any number; or one
    says that it is, or was, called as the other is.
    """
    first: dict[str, str] = {}
    for name in sorted(names):
        first.setdefault(organisation_of(name), name)
    near: defaultdict[Hashable, list[str]] = defaultdict(list)
    for key in filter(None, first):
        near[key[0], *_marks(key)].append(key)
        for counted in {counted_as(name) for name in now_and_formerly(first[key]) if name}:
            near[counted].append(key)
    pairs = {pair for keys in near.values() for pair in combinations(keys, 2) if _is_slip(*pair)}
    pairs |= {pair for kind, keys in near.items() if isinstance(kind, str) for pair in combinations(keys, 2)}
    yield from sorted((first[one], first[two]) for one, two in pairs)


def counted_once(names: Iterable[str]) -> Mapping[str, str]:
    """What each name is counted as where small groups are kept back: all that may be one organisation's are one.

    A name that looks like two others makes them one too, since it cannot be said which of them it is.
    """
    every = sorted(set(names))
    by = {name: counted_as(name) for name in every}
    for pair in looking_alike(every):
        first, second = sorted(by[name] for name in pair)
        by = {name: first if counted == second else counted for name, counted in by.items()}
    return by


def _is_slip(one: str, two: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two, score_cutoff=SLIP) > 0


def _marks(folded: str) -> list[str]:
    """The numbers and single letters in a name, in their order, which tell one house of a group from another."""
    return [word for word in folded.split() if len(word) == 1 or any(map(str.isdigit, word))]
