"""Told: what of a workshop everybody may be told, beside what earlier workshops of its round may have told.

Each of them counts as having told every theme that enough people named, whether its words were checked by then or not.
A card says the same wherever it stands, and cards of a person that stand in the same themes are one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xlkit.comparison.disclosure.most import most
from xlkit.comparison.disclosure.overlaps import Answer, cells, tells_nothing
from xlkit.voice.following import Following
from xlkit.voice.telling import SMALLEST_HEARD, Telling, Told, telling
from xlkit.voice.walls import Placed
from xlkit.voice.workshop import Workshop


def told(workshop: Workshop, earlier: Sequence[Workshop] = ()) -> Telling:
    """What may be told of a workshop: the most themes that, with what was told before, tell of nobody or of enough."""
    may = telling(Following.of(workshop))
    mine = _themes(workshop)
    before = {(at, ref): cards for at, one in enumerate(earlier) for ref, cards in _themes(one).items()}

    def is_safe(some: Sequence[Told]) -> bool:
        new = {(len(earlier), one.theme.ref): mine[one.theme.ref] for one in some}
        return tells_nothing(cells({**before, **new}), new.keys(), lambda _: workshop.smallest_theme)

    kept = most(may.told, is_safe)
    return replace(may, told=kept, follows=tuple(one.theme.ref for one in may.told if one not in kept))


def changed_by_few(workshop: Workshop, earlier: Iterable[Workshop]) -> Workshop | None:
    """The first earlier workshop since which some people came or went, and too few: what is left out told of them."""
    return next((one for one in earlier if _is_few(one, workshop) or _is_few(workshop, one)), None)


def _is_few(before: Workshop, after: Workshop) -> bool:
    was = {given.provider: given.people for given in before.given}
    return 0 < sum(max(0, one.people - was.get(one.provider, 0)) for one in after.given) < SMALLEST_HEARD


def _themes(workshop: Workshop) -> Mapping[str, Sequence[Answer]]:
    """The cards of each theme that enough people named, by its reference."""
    placed = Placed(workshop)
    return {
        theme.ref: [(card.code, card.place or card.number) for card in placed.cards(theme) if card.code]
        for theme in workshop.themes
        if placed.people(theme) >= workshop.smallest_theme
    }
