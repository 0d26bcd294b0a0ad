"""Ratings: what the returns of an instrument say beside the five levels, by the roles of its items."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xlkit.comparison.changes import changes
from xlkit.comparison.outlook import ahead, progress, prospects
from xlkit.comparison.panel import Panel
from xlkit.comparison.picks import places, rated_of, scales_of
from xlkit.comparison.scale_matrix import Listed, Progress, Ratings, Told
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.form.item import Kind, Role
from xlkit.returns.completed import Return


def ratings(
    panels: Sequence[Panel], crosswalk: Crosswalk, as_at: date, earlier: Iterable[Return] = ()
) -> tuple[Ratings, ...]:
    """The ratings of each panel that has any; dates are held against `as_at`, and `earlier` are earlier returns."""
    before = tuple(earlier)
    every = (_of_panel(panel, crosswalk, as_at, before) for panel in panels)
    return tuple(one for one in every if _has_any(one))


def _of_panel(panel: Panel, crosswalk: Crosswalk, as_at: date, earlier: Sequence[Return]) -> Ratings:
    scales = scales_of(panel.instrument) if panel.positions else ()
    rated = rated_of(panel, crosswalk, scales)
    far = progress(rated, as_at)
    rows = list(_listed(panel, crosswalk))
    return Ratings(
        panel=panel,
        scales=scales,
        rated=rated,
        prospects=prospects(rated),
        progress=far,
        requests=_by_theme(crosswalk, _told(panel, crosswalk, Role.SUPPORT, far)),
        gathered=_by_theme(crosswalk, _told(panel, crosswalk, Role.GATHER, ())),
        registered=tuple(one for one in rows if one.item.role is Role.REGISTER),
        other_rows=tuple(one for one in rows if one.item.role is not Role.REGISTER),
        changes=changes(panel, rated, earlier),
    )


def _has_any(whole: Ratings) -> bool:
    return any((whole.rated, whole.requests, whole.gathered, whole.registered, whole.other_rows))


def _told(panel: Panel, crosswalk: Crosswalk, role: Role, far: Sequence[Progress]) -> Iterator[Told]:
    helpers = ahead(far)
    for section, item in places(panel.instrument):
        if item.role is not role:
            continue
        theme = crosswalk.theme_of(panel.instrument.name, item.name, section.name)
        for completed, number, single in zip(panel.returns, panel.numbers, panel.singles, strict=True):
            answer = completed.answer(item.name)
            if answer is not None and answer.value not in (None, ""):
                own = (number or single) if completed.identity.perspective is Perspective.SELF else None
                helping = helpers.get((section.name, own - 1), ()) if own else ()
                yield Told(
                    completed, section, item, theme, answer, own, tuple(panel.positions[place] for place in helping)
                )


def _by_theme(crosswalk: Crosswalk, told: Iterable[Told]) -> tuple[Told, ...]:
    order = {theme.name: place for place, theme in enumerate(crosswalk.themes)}
    return tuple(sorted(told, key=lambda one: order[one.theme.name] if one.theme else len(order)))


def _listed(panel: Panel, crosswalk: Crosswalk) -> Iterator[Listed]:
    tables = {
        item.name: (section, item, crosswalk.theme_of(panel.instrument.name, item.name, section.name))
        for section, item in places(panel.instrument)
        if item.kind is Kind.TABLE
    }
    order = {name: place for place, name in enumerate(tables)}
    for completed in panel.returns:
        mine = [row for row in completed.rows if row.table in tables]
        for row in sorted(mine, key=lambda row: (order[row.table], row.number)):
            yield Listed(completed, *tables[row.table], row)
