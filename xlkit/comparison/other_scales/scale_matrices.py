"""Scale matrices, made: what the returns of an instrument say beside the levels, by the roles of its items."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from xlkit.comparison.gathered import Listed, Told, closing, due_field, status_field
from xlkit.comparison.other_scales.foresight import foresight
from xlkit.comparison.other_scales.outlook import ahead, crossed, progress, prospects
from xlkit.comparison.other_scales.picks import changes, items_of, scales_of
from xlkit.comparison.other_scales.questions import is_text, questions
from xlkit.comparison.other_scales.scale_matrix import Matrices, Progress
from xlkit.comparison.other_scales.shares import shares
from xlkit.comparison.standing.panel import Panel, Position, Themed
from xlkit.form.identity import Perspective
from xlkit.form.item import Item, Kind, Role
from xlkit.measures.planning import CLOSED, timing
from xlkit.returns.completed import Return, TableRow


def matrices(
    panels: Sequence[Panel], as_at: date, before: Sequence[Return] = (), earlier: Sequence[Return] = ()
) -> tuple[Matrices, ...]:
    """The matrices of each panel that has any; dates are held against `as_at`.

    `earlier` are earlier returns, and `before` what of them can be compared, since its dates are the same.
    """
    several = (_of_panel(panel, as_at, before, earlier) for panel in panels)
    return tuple(one for one in several if _has_any(one))


def _of_panel(panel: Panel, as_at: date, before: Sequence[Return], earlier: Sequence[Return]) -> Matrices:
    scales = scales_of(panel.instrument) if panel.positions else ()
    items = items_of(panel, scales)
    forecasts = prospects(panel, items, foresight(panel, items, earlier, as_at))
    far = progress(items, panel.positions, as_at)
    rows = list(_listed(panel, as_at))
    return Matrices(
        panel=panel,
        scales=scales,
        items=items,
        prospects=forecasts,
        crossed=crossed(items, forecasts),
        progress=far,
        requests=_told(panel, lambda item: item.role is Role.SUPPORT, far),
        gathered=_told(panel, lambda item: item.role is Role.GATHER or is_text(item), ()),
        registered=tuple(one for one in rows if one.item.role is Role.REGISTER),
        other_rows=tuple(one for one in rows if one.item.role is not Role.REGISTER),
        shares=shares(panel),
        questions=questions(panel),
        changes=changes(panel, items, before),
    )


def _has_any(matrices: Matrices) -> bool:
    gathered = (matrices.requests, matrices.gathered, matrices.registered, matrices.other_rows)
    return any((matrices.items, matrices.shares, matrices.questions, *gathered))


def _told(panel: Panel, is_taken: Callable[[Item], bool], far: Sequence[Progress]) -> tuple[Told, ...]:
    """What is told under some items, by theme in the order of the crosswalk."""
    order, helpers = {theme.name: place for place, theme in enumerate(panel.crosswalk.themes)}, ahead(far)
    every = (told for asked in panel.asked if is_taken(asked.item) for told in _under(asked, panel, helpers))
    return tuple(sorted(every, key=lambda told: order[told.theme.name] if told.theme else len(order)))


def _under(asked: Themed, panel: Panel, helpers: Mapping[tuple[str, int], tuple[Position, ...]]) -> Iterator[Told]:
    for completed, number, single in zip(panel.returns, panel.numbers, panel.singles, strict=True):
        answer = completed.answer(asked.item.name)
        if answer is not None and answer.value not in (None, ""):
            own = (number or single) if completed.identity.perspective is Perspective.SELF else None
            ahead_of_it = helpers.get((asked.section.name, own), ()) if own else ()
            yield Told(asked.section, asked.item, asked.theme, completed, answer, own, ahead_of_it)


def _listed(panel: Panel, as_at: date) -> Iterator[Listed]:
    tables = {asked.item.name: asked for asked in panel.asked if asked.item.kind is Kind.TABLE}
    order = {name: place for place, name in enumerate(tables)}
    for completed in panel.returns:
        mine = [row for row in completed.rows if row.table in tables]
        for row in sorted(mine, key=lambda row: (order[row.table], row.number)):
            asked = tables[row.table]
            yield Listed(asked.section, asked.item, asked.theme, completed, row, _timing(asked.item, row, as_at))


def _timing(table: Item, row: TableRow, as_at: date) -> str:
    """Where a row stands in time: by its first date, and by its first choice that can say it is closed."""
    due, status = due_field(table), status_field(table)
    values = {answer.item: answer.value for answer in row.answers}
    day = values.get(due.name) if due else None
    choice = status.choice(str(values.get(status.name) or "")) if status else None
    is_closed = status is not None and choice is not None and choice.label in closing(status)
    return timing(day if isinstance(day, date) else None, CLOSED[0] if is_closed else "", as_at)
