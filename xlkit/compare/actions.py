"""Actions: every planned action of every return, with the place it belongs to."""

from collections.abc import Iterator, Sequence

from xlkit.compare.standing import levels_of
from xlkit.comparison import Panel, Planned
from xlkit.crosswalk import Crosswalk
from xlkit.identity import plain
from xlkit.returns import Perspective, Return


def planned(panels: Sequence[Panel], crosswalk: Crosswalk) -> tuple[Planned, ...]:
    """The actions of all returns, in the order of the panels and of their returns."""
    return tuple(action for panel in panels for action in _of_panel(panel, crosswalk))


def _of_panel(panel: Panel, crosswalk: Crosswalk) -> Iterator[Planned]:
    instrument = panel.instrument
    numbers = {plain(position.organisation): position.number for position in panel.positions}
    places = {item.name: (section, item) for section in instrument.sections for item in section.items}
    themes = {name: crosswalk.theme_of(instrument.name, name) for name in places}
    for completed in panel.returns:
        levels = levels_of(completed) if completed.actions else {}
        for action in completed.actions:
            section, item = places.get(action.item, (None, None))
            yield Planned(
                instrument=instrument,
                completed=completed,
                section=section,
                item=item,
                theme=themes.get(action.item),
                level=levels.get(action.item),
                action=action,
                number=_number(completed, numbers) if action.action.strip() else None,
            )


def _number(completed: Return, numbers: dict[str, int]) -> int | None:
    if completed.identity.perspective is not Perspective.SELF:
        return None
    return numbers[plain(completed.organisation)]
