"""Told where: of which kind of service and locality the people are who want something next, as far as all may know.

A kind of group stands whole or not at all: each of its groups has five people and five organisations at least, since
what is left out of several that add up could be had back. Of a theme it stands where nobody or enough of each group
named it, and where nothing about fewer follows from it and all else that is told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from xlkit.comparison.disclosure.overlaps import Answer, cells, most, tells_nothing
from xlkit.voice.telling import FUTURE, SMALLEST_HEARD, Part, ToldWhere
from xlkit.voice.where import KINDS, persons
from xlkit.voice.workshop import Workshop

Key = tuple[Part, str]
Cards = Mapping[Key, Sequence[Answer]]
EVERYBODY: Part = ("", "")


def cards_where(workshop: Workshop, by_theme: Mapping[str, Sequence[Answer]]) -> Cards:
    """The cards of each group on each theme of the future that may be told of it, were nothing else told before."""
    refs = [theme.ref for theme in workshop.themes if theme.wall == FUTURE and theme.ref in by_theme]
    parts = {(kind, ref): _parts(workshop, kind, by_theme[ref]) for kind, ref in product(_large(workshop), refs)}
    enough = [thing for thing, groups in parts.items() if _is_enough(workshop, thing[0], groups)]
    whole: Cards = {(EVERYBODY, ref): cards for ref, cards in by_theme.items()}

    def keyed(some: Iterable[tuple[str, str]]) -> Cards:
        return {((kind, name), ref): mine for kind, ref in some for name, mine in parts[kind, ref].items()}

    def is_safe(some: Sequence[tuple[str, str]]) -> bool:
        new = keyed(some)
        is_told = tells_nothing(cells({**whole, **new}), new.keys(), lambda _: workshop.smallest_theme)
        return is_told and are_large(workshop, [kind for kind in KINDS if kind in {kind for kind, _ in some}])

    return keyed(most(enough, is_safe))


def told_where(
    workshop: Workshop, mine: Cards, before: Sequence[tuple[Workshop, Cards]], shown: Iterable[str], smallest: int
) -> tuple[ToldWhere, ...]:
    """What may be told of groups, beside what earlier workshops of the round may have told, of the themes that are.

    `mine` and those of `before` are all that each workshop may have told, by part and theme; `smallest` is how many
    organisations the round asks for.
    """
    known = {(at, key): cards for at, (_, those) in enumerate(before) for key, cards in those.items()}
    now = {key: cards for key, cards in mine.items() if key[1] in shown}
    public = {(len(before), key): cards for key, cards in now.items() if key[0] == EVERYBODY}
    things = dict.fromkeys((part[0], ref) for part, ref in now if part[0] in _large(workshop, smallest))
    earlier = [(one, _kinds(those)) for one, those in before if _kinds(those)]

    def keyed(some: Iterable[tuple[str, str]]) -> Cards:
        return {key: cards for key, cards in now.items() if (key[0][0], key[1]) in some}

    def is_safe(some: Sequence[tuple[str, str]]) -> bool:
        new = {(len(before), key): cards for key, cards in keyed(some).items()}
        kinds = {kind for kind, _ in some}.union(*(told for _, told in earlier))
        is_told = tells_nothing(cells({**known, **public, **new}), new.keys(), lambda _: workshop.smallest_theme)
        return is_told and _are_safe(workshop, [one for one, _ in earlier], [kind for kind in KINDS if kind in kinds])

    kept = keyed(most(tuple(things), is_safe))
    heard = {(kind, name): many for kind in KINDS for (name,), many in _heard(workshop, [kind]).items()}
    rows = (ToldWhere(part, heard[part], ref, len({code for code, _ in cards})) for (part, ref), cards in kept.items())
    return tuple(sorted(rows, key=lambda row: (KINDS.index(row.part[0]), row.part[1], -row.people, row.ref)))


def kinds_of(workshop: Workshop) -> Iterator[str]:
    """The kinds of group of which there are several, so that something could be told of each."""
    return (kind for kind in KINDS if len(_heard(workshop, [kind])) > 1)


def are_large(workshop: Workshop, kinds: Sequence[str], smallest: int = SMALLEST_HEARD) -> bool:
    """Whether of each group that some kinds part people into enough were heard, of enough organisations."""
    least = max(smallest, SMALLEST_HEARD)
    rows = [row for row in workshop.where if row.of(kinds) is not None]
    return all(row.people >= SMALLEST_HEARD and row.providers >= least for row in rows)


def _large(workshop: Workshop, smallest: int = SMALLEST_HEARD) -> list[str]:
    return [kind for kind in kinds_of(workshop) if are_large(workshop, [kind], smallest)]


def _kinds(told: Cards) -> set[str]:
    return {part[0] for part, _ in told} & {*KINDS}


def _heard(workshop: Workshop, kinds: Sequence[str]) -> Mapping[tuple[str, ...], int]:
    """How many people were heard of each group that some kinds part them into."""
    return {group: row.people for row in workshop.where if (group := row.of(kinds)) is not None}


def _persons(workshop: Workshop) -> Mapping[str, tuple[str, str]]:
    return persons((card.code, card.service, card.locality) for card in workshop.cards if card.code)


def _parts(workshop: Workshop, kind: str, cards: Iterable[Answer]) -> Mapping[str, Sequence[Answer]]:
    """The cards of a theme by the groups of their people; a group nobody of which named it has none."""
    of_code = _persons(workshop)
    found: dict[str, list[Answer]] = {name: [] for (name,) in _heard(workshop, [kind])}
    for card in cards:
        found.setdefault(of_code[card[0]][KINDS.index(kind)], []).append(card)
    return found


def _is_enough(workshop: Workshop, kind: str, groups: Mapping[str, Sequence[Answer]]) -> bool:
    """Whether nobody or enough of each group named a theme, and of no group that is not known of."""
    few = range(1, workshop.smallest_theme)
    is_known = len(groups) == len(_heard(workshop, [kind]))
    return is_known and all(len({code for code, _ in cards}) not in few for cards in groups.values())


def _are_safe(workshop: Workshop, before: Iterable[Workshop], kinds: Sequence[str]) -> bool:
    """Whether groups of some kinds are large, and none has a few people more or less than when they were told of."""
    are_many = are_large(workshop, kinds)
    return are_many and not any(
        _differ(one, other, kinds) for was in before for one, other in ((was, workshop), (workshop, was))
    )


def _differ(one: Workshop, other: Workshop, kinds: Sequence[str]) -> bool:
    """Whether a few people of some group are in one of two workshops alone, by how many there are or by their codes."""
    more = Counter(_heard(one, kinds))
    more.subtract(_heard(other, kinds))
    was, now = ({(code, _group(both, kinds)) for code, both in _persons(each).items()} for each in (other, one))
    alone = Counter(group for _, group in now - was)
    return any(many in range(1, SMALLEST_HEARD) for many in (*more.values(), *alone.values()))


def _group(both: tuple[str, str], kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(both[KINDS.index(kind)] for kind in kinds)
