"""Actions: every planned action of every return, with the place it belongs to, and where it was planned before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from xlkit.comparison.comparison import Planned
from xlkit.comparison.movements import round_of
from xlkit.comparison.panel import Panel
from xlkit.comparison.standing import levels_of
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.returns.completed import Action, Return
from xlkit.returns.names import plain

Before: TypeAlias = Mapping[tuple[str, ...], dict[str, None]]
"""By what makes two actions the same: the names of the earlier rounds in which it was planned, in their order."""


def planned(panels: Sequence[Panel], crosswalk: Crosswalk, earlier: Iterable[Return] = ()) -> tuple[Planned, ...]:
    """The actions of all returns, in the order of the panels and of their returns, beside those of earlier ones."""
    before = _before(earlier)
    return tuple(action for panel in panels for action in _of_panel(panel, crosswalk, before))


def _of_panel(panel: Panel, crosswalk: Crosswalk, before: Before) -> Iterator[Planned]:
    instrument = panel.instrument
    places = {item.name: (section, item) for section in instrument.sections for item in section.items}
    themes = {name: crosswalk.theme_of(instrument.name, name, section.name) for name, (section, _) in places.items()}
    for completed, number, single in zip(panel.returns, panel.numbers, panel.singles, strict=True):
        own = (number or single) if completed.identity.perspective is Perspective.SELF else None
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
                number=own if action.action.strip() else None,
                before=tuple(before.get(_same(completed, action), ())),
            )


def _before(earlier: Iterable[Return]) -> Before:
    rounds: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for completed in earlier:
        for action in completed.actions:
            if _words(action.action):
                rounds[_same(completed, action)][round_of(completed)] = None
    return rounds


def _same(completed: Return, action: Action) -> tuple[str, ...]:
    """What two actions have in common that are the same: who plans it, on whom and on what, and the words of it."""
    return (
        completed.identity.template,
        completed.identity.perspective.value,
        plain(completed.organisation),
        plain(completed.subject or completed.organisation),
        action.item,
        _words(action.action),
    )


def _words(text: str) -> str:
    """The words of a text without case, punctuation and spacing, which people change without planning anything new."""
    return " ".join("".join(each if each.isalnum() else " " for each in plain(text)).split())
