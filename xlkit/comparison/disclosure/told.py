"""Told: what of a workshop everybody may be told, beside what earlier workshops of its round may have told.

Each of them counts as having told every theme that enough people named, whether its words were checked by then or not,
and each provider that may have been how many of its own did.
A card says the same wherever it stands, and cards of a person that stand in the same themes are one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from xlkit.comparison.disclosure.overlaps import Answer, cells, most, tells_nothing
from xlkit.comparison.disclosure.published import Withheld
from xlkit.comparison.disclosure.told_where import EVERYBODY, Cards, Key, cards_where, kinds_of, told_where
from xlkit.returns.likeness import counted_once
from xlkit.returns.names import same_name
from xlkit.voice.following import Following
from xlkit.voice.telling import SMALLEST_HEARD, Own, Telling, Told, telling
from xlkit.voice.walls import Placed
from xlkit.voice.workshop import Workshop

SAID = "What people say"
PROVIDER = "Provider"  # a part of all people that is told of to itself alone
FEW_HEARD = f"Fewer than {SMALLEST_HEARD} people were heard."
FEW_ORGANISATIONS = "The people who were heard are of fewer than {smallest} organisations."
FEW_CAME = f"Since everybody was told before, fewer than {SMALLEST_HEARD} people came or went."
NAMED_BY_FEW = "Fewer than {few} people named it."
UNCHECKED = "Nobody has marked its words as checked yet."
FOLLOWS = "With what was told before, something about fewer than {few} people would follow."


def told(workshop: Workshop, earlier: Sequence[Workshop] = ()) -> Telling:
    """What may be told of a workshop: the most themes that, with what was told before, tell of nobody or of enough."""
    may = telling(Following.of(workshop))
    mine = _themes(workshop)
    before = {(at, key): cards for at, one in enumerate(earlier) for key, cards in _may_be_known(one).items()}

    def is_safe(some: Sequence[Told]) -> bool:
        new = {(len(earlier), (EVERYBODY, one.theme.ref)): mine[one.theme.ref] for one in some}
        return tells_nothing(cells({**before, **new}), new.keys(), lambda _: workshop.smallest_theme)

    kept = most(may.told, is_safe)
    return replace(may, told=kept, follows=tuple(one.theme.ref for one in may.told if one not in kept))


def told_beside(workshop: Workshop, earlier: Iterable[Workshop], smallest: int) -> Telling:
    """The same in a workbook about organisations: only where the people are of as many as it asks for.

    Of `earlier` workshops those of the same round may have been told before.
    """
    before = [one for one in earlier if same_name(one.round, workshop.round)]
    organisations = counted_once(given.provider for given in workshop.given if given.people)
    why = ""
    if workshop.heard < SMALLEST_HEARD:
        why = FEW_HEARD
    elif len({*organisations.values()}) < smallest:
        why = FEW_ORGANISATIONS.format(smallest=smallest)
    elif changed_by_few(workshop, before):
        why = FEW_CAME
    telling = told(workshop, before)
    if why:
        return replace(telling, told=(), why=why)
    refs = {one.theme.ref for one in telling.told}
    where = told_where(workshop, _may_be_known(workshop), [(one, _may_be_known(one)) for one in before], refs, smallest)
    parted = {one.part[0] for one in where}
    return replace(telling, where=where, unparted=tuple(kind for kind in kinds_of(workshop) if kind not in parted))


def left_out(telling: Telling) -> Iterator[Withheld]:
    """What is not told of a workshop, and why, without a word of it."""
    if telling.why:
        yield Withheld(SAID, telling.why)
        return
    for many, why in (
        (telling.others, NAMED_BY_FEW),
        (len(telling.unchecked), UNCHECKED),
        (len(telling.follows), FOLLOWS),
    ):
        if many:
            what = f"{SAID}: {many} more {'thing' if many == 1 else 'things'}"
            yield Withheld(what, why.format(few=telling.few))


def told_to_providers(telling: Telling, workshop: Workshop, earlier: Sequence[Workshop] = ()) -> tuple[Own, ...]:
    """What each provider is told of its own people, beside what everybody is, where all agreed to be named.

    Of fewer than the smallest number of its people nothing is told, nor anything by which, with what everybody is told
    and what all other providers are, fewer of somebody else's would be: each earlier workshop counts as told whole.
    """
    shown = [one.theme.ref for one in telling.told]
    before = {(at, key): cards for at, one in enumerate(earlier) for key, cards in _may_be_known(one).items()}
    known = {(len(earlier), key): cards for key, cards in _may_be_known(workshop).items()}
    own = {key: cards for (_, key), cards in known.items() if key[0][0] == PROVIDER and key[1] in shown}
    public = {(at, key): cards for (at, key), cards in known.items() if key[0][0] != PROVIDER}

    def is_safe(some: Sequence[Key]) -> bool:
        new = {(len(earlier), key): own[key] for key in some}
        return tells_nothing(cells({**before, **public, **new}), new.keys(), lambda _: workshop.smallest_theme)

    kept = most(tuple(own), is_safe)
    heard = {given.provider: given.people for given in workshop.given}
    return tuple(
        Own(part[1], heard[part[1]], {ref: len({code for code, _ in own[part, ref]}) for ref in refs})
        for part in dict.fromkeys(part for part, _ in kept)
        if (refs := [ref for one, ref in kept if one == part])
    )


def _may_be_known(workshop: Workshop) -> Cards:
    """The cards of each theme that enough people named, of all, of groups, and of each provider of whom enough did.

    They go by the part of all people and by the theme; a provider beside few others is told of none.
    """
    themes = _themes(workshop)
    by_theme = {(EVERYBODY, ref): theirs for ref, theirs in themes.items()}
    provider_of = {card.code: card.provider for card in workshop.cards if card.provider}
    enough = {one.provider for one in workshop.given if one.people >= SMALLEST_HEARD}
    groups: dict[Key, list[Answer]] = {}
    for ref, theirs in themes.items():
        for answer in theirs:
            groups.setdefault(((PROVIDER, provider_of.get(answer[0], "")), ref), []).append(answer)
    many, few = {key: len(dict(theirs)) for key, theirs in {**groups, **by_theme}.items()}, workshop.smallest_theme
    others = {key: many[EVERYBODY, key[1]] - many[key] for key in groups}
    large = [key for key in groups if many[key] >= few and others[key] not in range(1, few) and key[0][1] in enough]
    return {**by_theme, **cards_where(workshop, themes), **{key: groups[key] for key in large}}


def changed_by_few(workshop: Workshop, earlier: Iterable[Workshop]) -> Workshop | None:
    """The first earlier workshop since which some people came or went, and too few: what is left out told of them."""
    return next((one for one in earlier if _is_few(one, workshop) or _is_few(workshop, one)), None)


def _is_few(before: Workshop, after: Workshop) -> bool:
    """Whether a few people are in one of two workshops alone, by how many each provider gave or by codes on cards."""
    was = {given.provider: given.people for given in before.given}
    more = sum(max(0, one.people - was.get(one.provider, 0)) for one in after.given)
    return any(0 < many < SMALLEST_HEARD for many in (more, len(_codes(after) - _codes(before))))


def _codes(workshop: Workshop) -> frozenset[str]:
    return frozenset(card.code for card in workshop.cards if card.code)


def _themes(workshop: Workshop) -> Mapping[str, Sequence[Answer]]:
    """The cards of each theme that enough people named, by its reference."""
    placed = Placed(workshop)
    return {
        theme.ref: [(card.code, card.place or card.number) for card in placed.cards(theme) if card.code]
        for theme in workshop.themes
        if placed.people(theme) >= workshop.smallest_theme
    }
