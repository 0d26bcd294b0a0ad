"""Pairs: organisations beside what others say of them, on the same items of the same instrument."""

from collections.abc import Iterator, Mapping, Sequence

from xlkit.comparison.comparison import Pair, Pairing, Seen, SeenItem
from xlkit.comparison.panel import Panel, Position, View
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Side
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import counts
from xlkit.returns.names import plain


def pairings(panels: Sequence[Panel]) -> tuple[Pairing, ...]:
    """Each organisation beside the views of it, for every panel but those of commissioners."""
    found = (_pairing(one) for one in panels if one.views and one.instrument.side is not Side.COMMISSIONER)
    return tuple(one for one in found if one.asked)


def seen(panels: Sequence[Panel]) -> tuple[Seen, ...]:
    """The commissioners of each panel as others see them, each voice an organisation of its own."""
    found = (_seen(one) for one in panels if one.views and one.instrument.side is Side.COMMISSIONER)
    return tuple(one for one in found if one.items)


def _pairing(panel: Panel) -> Pairing:
    perspectives = tuple(one for one in Perspective if any(view.perspective is one for view in panel.views))
    own = _own(panel)
    subjects = dict.fromkeys(plain(view.subject) for view in panel.views)
    return Pairing(
        panel, perspectives, tuple(_pair(panel, subject, own.get(subject), perspectives) for subject in subjects)
    )


def _pair(panel: Panel, subject: str, position: Position | None, perspectives: Sequence[Perspective]) -> Pair:
    mine = {view.perspective: view for view in panel.views if plain(view.subject) == subject}
    name = position.organisation if position else next(iter(mine.values())).subject
    asked = tuple(sorted({place for view in mine.values() for place in view.asked}))
    return Pair(name, position, tuple(mine.get(one) for one in perspectives), asked)


def _seen(panel: Panel) -> Seen:
    own = _own(panel)
    positions = tuple(own.get(plain(view.subject)) for view in panel.views)
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
            found=Distribution(counts((voice.levels[place] for voice in view.voices), panel.scale), panel.scale),
        )


def _own(panel: Panel) -> Mapping[str, Position]:
    return {plain(position.organisation): position for position in panel.positions}
