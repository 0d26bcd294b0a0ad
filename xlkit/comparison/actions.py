"""Actions: every planned action of every return, with the place it belongs to, and where it was planned before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

from xlkit.comparison.between_rounds.movement import round_of
from xlkit.comparison.comparison import Planned
from xlkit.comparison.standing.panel import Panel
from xlkit.comparison.standing.standing import levels_of
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.measures.planning import TIMINGS, repeated, timing
from xlkit.returns.completed import Action, Return
from xlkit.returns.names import organisation_of, plain
from xlkit.returns.raw import CellRef
from xlkit.voice.following import Following
from xlkit.voice.workshop import Promise, Workshop

Before: TypeAlias = Mapping[tuple[str, ...], dict[str, None]]
"""By what makes two actions the same: the names of the earlier rounds in which it was planned, in their order."""

NO_THEME, NO_OWNER = "no theme", "no owner"
PROMISES = "Actions"  # the sheet of a workshop workbook that they stand on


class ActionGroup(Struct, frozen=True):
    """The actions `by` one theme, or by one owner; `is_none` marks those that have none."""

    by: str
    name: str
    is_none: bool
    actions: tuple[Planned, ...]

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.actions)

    @property
    def repeated(self) -> int:
        """How many were planned in an earlier round already and are not closed."""
        return repeated((action.before for action in self.actions), (action.timing for action in self.actions))

    def timed(self, when: str) -> int:
        """How many stand so in time."""
        return sum(action.timing == when for action in self.actions)


def planned(panels: Sequence[Panel], as_at: date, earlier: Iterable[Return] = ()) -> tuple[Planned, ...]:
    """The actions of all returns, beside those of earlier ones: overdue first, the oldest of them before the others.

    Those alike stand in the order of the panels and of their returns.
    """
    before = _before(earlier)
    return ordered(action for panel in panels for action in _of_panel(panel, as_at, before))


def ordered(actions: Iterable[Planned]) -> tuple[Planned, ...]:
    """Some actions as they are read: overdue first, the oldest of them before the others."""
    return tuple(sorted(actions, key=lambda one: (TIMINGS.index(one.timing), one.action.due or date.max)))


def promised(
    following: Following, crosswalk: Crosswalk, as_at: date, earlier: Iterable[Workshop] = ()
) -> Iterator[Planned]:
    """What each group promised at a workshop, on the theme that its cause was found for, beside earlier workshops."""
    before: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for workshop in earlier:
        for promise in workshop.promises:
            before[_same_promise(promise)][workshop.round] = None
    themes = {theme.title: theme for theme in crosswalk.themes}
    for row, promise in enumerate(following.workshop.promises, start=1):
        if promise.action.strip():
            cell = CellRef(PROMISES, row, 1)
            about = following.about(promise)
            yield Planned(
                action=Action("", promise.action, promise.owner, promise.by, promise.status, cell),
                timing=timing(promise.by, promise.status, as_at),
                theme=themes.get(about.speaks_of) if about else None,
                before=tuple(before.get(_same_promise(promise), ())),
                promised=promise,
                about=(about.short or about.name) if about else "",
            )


def action_groups(actions: Sequence[Planned], crosswalk: Crosswalk) -> tuple[ActionGroup, ...]:
    """The actions by theme, in the order of the crosswalk, then by owner; those that have none stand last."""
    themes = [theme.title for theme in crosswalk.themes]
    owners = sorted({planned.action.owner for planned in actions} - {""})
    by_theme = [(planned.theme.title if planned.theme else "", planned) for planned in actions]
    by_owner = [(planned.action.owner, planned) for planned in actions]
    return (*_groups("theme", NO_THEME, themes, by_theme), *_groups("owner", NO_OWNER, owners, by_owner))


def _groups(by: str, none: str, names: Sequence[str], named: Sequence[tuple[str, Planned]]) -> Iterator[ActionGroup]:
    groups: dict[str, list[Planned]] = {name: [] for name in (*names, "")}
    for name, action in named:
        groups[name].append(action)
    yield from (ActionGroup(by, name or none, not name, tuple(actions)) for name, actions in groups.items() if actions)


def _of_panel(panel: Panel, as_at: date, before: Before) -> Iterator[Planned]:
    places = {asked.item.name: astuple(asked) for asked in panel.asked}
    for completed, number, single in zip(panel.returns, panel.numbers, panel.singles, strict=True):
        own = (number or single) if completed.identity.perspective is Perspective.SELF else None
        levels = levels_of(completed) if completed.actions else {}
        for action in completed.actions:
            section, item, theme = places.get(action.item, (None, None, None))
            yield Planned(
                instrument=panel.instrument,
                completed=completed,
                section=section,
                item=item,
                theme=theme,
                level=levels.get(action.item),
                action=action,
                timing=timing(action.due, action.status, as_at),
                number=own if action.action.strip() else None,
                before=tuple(before.get(_same(completed, action), ())) if before else (),
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
        organisation_of(completed.organisation),
        organisation_of(completed.subject or completed.organisation),
        action.item,
        _words(action.action),
    )


def _same_promise(promise: Promise) -> tuple[str, ...]:
    """What two promises have in common that are the same: who makes it, and the words of it."""
    return promise.who, organisation_of(promise.organisation), _words(promise.action)


def _words(text: str) -> str:
    """The words of a text without case, punctuation and spacing, which people change without planning anything new."""
    return " ".join("".join(each if each.isalnum() else " " for each in plain(text)).split())
