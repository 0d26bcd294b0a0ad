"""Pairings: organisations beside what others say of them, on the same items of the same instrument."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from xlkit.comparison.standing.panel import Asked, Panel, Position, View
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Section, Side
from xlkit.form.item import Item
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import dominance, further_on, gap
from xlkit.returns.names import organisation_of


class Pair(Struct, frozen=True):
    """One organisation beside what others say of it; `views` goes by the perspectives of its pairing."""

    subject: str
    position: Position | None
    views: tuple[View | None, ...]
    asked: tuple[int, ...]

    def own(self, place: int) -> int | None:
        """The organisation's own level on an item."""
        return self.position.levels[place] if self.position else None


class Heard(Struct, frozen=True):
    """What the voices of one view say of one item: the low median of the `n` of them that have a level.

    `voices` is how many speak at all, and `gap` the organisation's own level less theirs.
    """

    view: int
    voices: int
    n: int
    level: int | None
    gap: float | None


class PairItem(Asked, frozen=True):
    """One item on which others were asked of an organisation, whose position has `number`, None without one.

    `heard` goes by the perspectives of its pairing.
    """

    subject: str
    number: int | None
    own: int | None
    heard: tuple[Heard | None, ...]


class GapItem(Asked, frozen=True):
    """How many organisations others of one perspective place further on, alike, and less far on than they themselves.

    These are `below`, `alike` and `above`: how many gaps lie below 0, at 0 and above it.
    """

    perspective: Perspective
    below: int
    alike: int
    above: int

    @property
    def n(self) -> int:
        """How many are compared: those with both levels."""
        return self.below + self.alike + self.above


class Pairing(Struct, frozen=True):
    """All organisations of a panel of which others spoke, each beside those views on the same items.

    `items` holds the items of every pair in turn, `gaps` all items of every perspective in turn.
    """

    panel: Panel
    perspectives: tuple[Perspective, ...]
    pairs: tuple[Pair, ...]
    items: tuple[PairItem, ...]
    gaps: tuple[GapItem, ...]


class SeenItem(Asked, frozen=True):
    """One item as a commissioner answers it of itself, beside how those who deal with it answer."""

    view: View
    subject: str
    own: int | None
    found: Distribution

    @property
    def gap(self) -> float | None:
        """The commissioner's own level less the median of the voices."""
        return gap(self.own, self.found.median)

    @property
    def dominance(self) -> float | None:
        """Voices below the commissioner's own level less those above, as a share."""
        return dominance(self.own, self.found.counts)


class Seen(Struct, frozen=True):
    """All views of the commissioners of a panel, item by item; `positions` goes by the views, None without its own."""

    panel: Panel
    positions: tuple[Position | None, ...]
    items: tuple[SeenItem, ...]


def pairings(panels: Sequence[Panel]) -> tuple[Pairing, ...]:
    """Each organisation beside the views of it, for every panel but those of commissioners."""
    several = (_pairing(one) for one in panels if one.views and one.instrument.side is not Side.COMMISSIONER)
    return tuple(one for one in several if one.items)


def seen(panels: Sequence[Panel]) -> tuple[Seen, ...]:
    """The commissioners of each panel as others see them, each voice an organisation of its own."""
    several = (_seen(one) for one in panels if one.views and one.instrument.side is Side.COMMISSIONER)
    return tuple(one for one in several if one.items)


def _pairing(panel: Panel) -> Pairing:
    perspectives = tuple(one for one in Perspective if any(view.perspective is one for view in panel.views))
    own = _own(panel)
    subjects = dict.fromkeys(organisation_of(view.subject) for view in panel.views)
    pairs = tuple(_pair(panel, subject, own.get(subject), perspectives) for subject in subjects)
    sections = panel.sections
    items = tuple(_pair_item(pair, place, panel.items[place], sections) for pair in pairs for place in pair.asked)
    return Pairing(panel, perspectives, pairs, items, tuple(_gaps(panel, perspectives, items)))


def _pair(panel: Panel, subject: str, position: Position | None, perspectives: Sequence[Perspective]) -> Pair:
    mine = {view.perspective: view for view in panel.views if organisation_of(view.subject) == subject}
    name = position.organisation if position else next(iter(mine.values())).subject
    asked = tuple(sorted({place for view in mine.values() for place in view.asked}))
    return Pair(name, position, tuple(mine.get(one) for one in perspectives), asked)


def _pair_item(pair: Pair, place: int, item: Item, sections: Mapping[str, Section]) -> PairItem:
    own = pair.own(place)
    return PairItem(
        subject=pair.subject,
        number=pair.position.number if pair.position else None,
        section=sections[item.name],
        item=item,
        own=own,
        heard=tuple(_heard(view, place, own) if view else None for view in pair.views),
    )


def _heard(view: View, place: int, own: int | None) -> Heard:
    level = view.levels[place]
    n = sum(voice.levels[place] is not None for voice in view.voices)
    return Heard(view.number, len(view.voices), n, level, gap(own, level))


def _gaps(panel: Panel, perspectives: Sequence[Perspective], items: Sequence[PairItem]) -> Iterator[GapItem]:
    """All items on which anybody was asked, for every perspective."""
    sections = panel.sections
    rows = [[row for row in items if row.item is item] for item in panel.items]
    for number, perspective in enumerate(perspectives):
        for mine in filter(None, rows):
            below, alike, above = further_on(heard.gap for row in mine if (heard := row.heard[number]))
            item = mine[0].item
            yield GapItem(sections[item.name], item, perspective, below, alike, above)


def _seen(panel: Panel) -> Seen:
    own = _own(panel)
    positions = tuple(own.get(organisation_of(view.subject)) for view in panel.views)
    items = tuple(
        item for view, position in zip(panel.views, positions, strict=True) for item in _items(panel, view, position)
    )
    return Seen(panel, positions, items)


def _items(panel: Panel, view: View, position: Position | None) -> Iterator[SeenItem]:
    sections = panel.sections
    for place in view.asked:
        item = panel.items[place]
        yield SeenItem(
            view=view,
            subject=position.organisation if position else view.subject,
            section=sections[item.name],
            item=item,
            own=position.levels[place] if position else None,
            found=Distribution.of((voice.levels[place] for voice in view.voices), panel.scale),
        )


def _own(panel: Panel) -> Mapping[str, Position]:
    return {organisation_of(position.organisation): position for position in panel.positions}
