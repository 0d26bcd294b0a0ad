"""Scale matrices, made: what the returns of an instrument say beside the levels, by the roles of its items."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from xlkit.comparison.gathered import Listed, Told, closing, due_field, status_field
from xlkit.comparison.other_scales.outlook import ahead, crossed, progress, prospects
from xlkit.comparison.other_scales.picks import changes, items_of, places, scales_of
from xlkit.comparison.other_scales.questions import is_text, questions
from xlkit.comparison.other_scales.scale_matrix import Matrices, Progress
from xlkit.comparison.other_scales.shares import shares
from xlkit.comparison.standing.panel import Panel
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.form.item import Item, Kind, Role
from xlkit.measures.planning import CLOSED, timing
from xlkit.returns.completed import Return, TableRow


def matrices(
    panels: Sequence[Panel], crosswalk: Crosswalk, as_at: date, earlier: Iterable[Return] = ()
) -> tuple[Matrices, ...]:
    """The matrices of each panel that has any; dates are held against `as_at`, and `earlier` are earlier returns."""
    before = tuple(earlier)
    several = (_of_panel(panel, crosswalk, as_at, before) for panel in panels)
    return tuple(one for one in several if _has_any(one))


def _of_panel(panel: Panel, crosswalk: Crosswalk, as_at: date, earlier: Sequence[Return]) -> Matrices:
    scales = scales_of(panel.instrument) if panel.positions else ()
    items = items_of(panel, crosswalk, scales)
    forecasts = prospects(items, panel.positions, as_at)
    far = progress(items, panel.positions, as_at)
    rows = list(_listed(panel, crosswalk, as_at))
    return Matrices(
        panel=panel,
        scales=scales,
        items=items,
        prospects=forecasts,
        crossed=crossed(items, forecasts),
        progress=far,
        requests=_by_theme(crosswalk, _told(panel, crosswalk, lambda item: item.role is Role.SUPPORT, far)),
        gathered=_by_theme(crosswalk, _told(panel, crosswalk, _is_gathered, ())),
        registered=tuple(one for one in rows if one.item.role is Role.REGISTER),
        other_rows=tuple(one for one in rows if one.item.role is not Role.REGISTER),
        shares=shares(panel),
        questions=questions(panel, crosswalk),
        changes=changes(panel, items, earlier),
    )


def _has_any(matrices: Matrices) -> bool:
    gathered = (matrices.requests, matrices.gathered, matrices.registered, matrices.other_rows)
    return any((matrices.items, matrices.shares, matrices.questions, *gathered))


def _is_gathered(item: Item) -> bool:
    return item.role is Role.GATHER or is_text(item)


def _told(
    panel: Panel, crosswalk: Crosswalk, is_taken: Callable[[Item], bool], far: Sequence[Progress]
) -> Iterator[Told]:
    helpers = ahead(far)
    for section, item in places(panel.instrument):
        if not is_taken(item):
            continue
        theme = crosswalk.theme_of(panel.instrument.name, item.name, section.name)
        for completed, number, single in zip(panel.returns, panel.numbers, panel.singles, strict=True):
            answer = completed.answer(item.name)
            if answer is not None and answer.value not in (None, ""):
                own = (number or single) if completed.identity.perspective is Perspective.SELF else None
                ahead_of_it = helpers.get((section.name, own), ()) if own else ()
                yield Told(section, item, theme, completed, answer, own, ahead_of_it)


def _by_theme(crosswalk: Crosswalk, told: Iterable[Told]) -> tuple[Told, ...]:
    order = {theme.name: place for place, theme in enumerate(crosswalk.themes)}
    return tuple(sorted(told, key=lambda one: order[one.theme.name] if one.theme else len(order)))


def _listed(panel: Panel, crosswalk: Crosswalk, as_at: date) -> Iterator[Listed]:
    tables = {
        item.name: (section, item, crosswalk.theme_of(panel.instrument.name, item.name, section.name))
        for section, item in places(panel.instrument)
        if item.kind is Kind.TABLE
    }
    order = {name: place for place, name in enumerate(tables)}
    for completed in panel.returns:
        mine = [row for row in completed.rows if row.table in tables]
        for row in sorted(mine, key=lambda row: (order[row.table], row.number)):
            section, item, theme = tables[row.table]
            yield Listed(section, item, theme, completed, row, _timing(item, row, as_at))


def _timing(table: Item, row: TableRow, as_at: date) -> str:
    """Where a row stands in time: by its first date, and by its first choice that can say it is closed."""
    due, status = due_field(table), status_field(table)
    values = {answer.item: answer.value for answer in row.answers}
    day = values.get(due.name) if due else None
    choice = status.choice(str(values.get(status.name) or "")) if status else None
    is_closed = status is not None and choice is not None and choice.label in closing(status)
    return timing(day if isinstance(day, date) else None, CLOSED[0] if is_closed else "", as_at)
