"""Beside: what an organisation picks on other scales on a theme, in words, to stand beside its level on it."""

from itertools import islice

from xlkit.books.consolidated.matrix_tables import MatrixTables, short
from xlkit.books.writer.table import quoted
from xlkit.comparison.other_scales.scale_matrix import MatrixItem
from xlkit.comparison.standing.panel import Position
from xlkit.form.crosswalk import Theme
from xlkit.form.item import Role
from xlkit.returns.names import same_organisation

BETWEEN = "; "
MOST = 20  # items of one theme that a formula can still join


def position_of(tables: MatrixTables, council: Position | None) -> int | None:
    """The place of a council among those who rate themselves, None where it does not."""
    if council is None:
        return None
    places = (
        place
        for place, position in enumerate(tables.found.panel.positions)
        if same_organisation(position.organisation, council.organisation)
    )
    return next(places, None)


def words(tables: MatrixTables, council: Position | None, theme: Theme) -> str | None:
    """What a council picks for each rating and forecast that is linked to a theme, or whose section is."""
    place = position_of(tables, council)
    picks = [(_begin(one), one.picks[place]) for one in _linked(tables, theme)] if place is not None else []
    return "".join(f"{name}{choice.label}" for name, choice in picks if choice)[len(BETWEEN) :] or None


def formula(tables: MatrixTables, council: Position | None, theme: Theme) -> str | None:
    """The formula of these words; None where there is nothing to say."""
    place = position_of(tables, council)
    linked = _linked(tables, theme)
    if place is None or not linked:
        return None
    number = tables.found.panel.positions[place].number
    labels = [(_begin(one), tables.picked(one, number, quoted(one.item.name))) for one in linked]
    joined = "&".join(f'IF({label}="","",{quoted(name)}&{label})' for name, label in labels)
    return f"=MID({joined},{len(BETWEEN) + 1},9999)"


def _begin(item: MatrixItem) -> str:
    return f"{BETWEEN}{short(item)}: "


def _linked(tables: MatrixTables, theme: Theme) -> list[MatrixItem]:
    names = set(theme.items(tables.found.panel.instrument.name))
    linked = (
        item
        for item in tables.found.items
        if item.role is not Role.OUTCOME and names & {item.item.name, item.section.name}
    )
    return list(islice(linked, MOST))
