"""Low without action: which organisations stand at a low level on a theme and plan nothing on it."""

from collections.abc import Iterator

from xlkit.books.consolidated.plan import PanelTables, actions_key, theme_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison import level_words
from xlkit.comparison.panel import Panel, Position
from xlkit.measures import planning
from xlkit.measures.scale import n_formula

INTRO = (
    "{title}: the themes on which each organisation stands at level {low} and plans no action. Filter a theme for "
    "what is not empty. It follows “{sheet}”."
)


def table(panel: Panel, sheet: str, levels: Table, place: int) -> Table:
    """The table of one panel."""
    columns = [
        Column("organisation", "Organisation", 32),
        Column("n", f"Themes at {level_words.low(panel.scale)} without an action", 16, "whole"),
        *(Column(theme_key(spoken.theme.name), spoken.theme.title, 14, "level") for spoken in panel.themes),
        Column("number", "Position", 11, "whole"),
        Column("row", "Row among the theme levels", 14, "whole"),
    ]
    return Table(
        sheet=sheet,
        name=f"Unplanned_{place}",
        title=f"Low without action: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title, sheet=levels.sheet, low=level_words.low_or(panel.scale)),
        columns=unique(columns),
        rows=len(panel.positions),
    )


def write(book: Book, panel: Panel, tables: PanelTables, unplanned: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, unplanned, _rows(panel, tables, unplanned))
    print_to(sheet, unplanned, unplanned.columns[unplanned.place("number") - 1].key)
    shade(sheet, unplanned, [theme_key(spoken.theme.name) for spoken in panel.themes], panel.scale.steps)


def _rows(panel: Panel, tables: PanelTables, unplanned: Table) -> Iterator[list[Cell]]:
    levels = tables.levels
    if levels is None:
        return
    keys = [theme_key(spoken.theme.name) for spoken in panel.themes]
    for row, position in enumerate(panel.positions):
        found = [planning.unplanned(one.level, one.actions, panel.scale) for one in position.themes]
        yield [
            position.organisation,
            Formula(n_formula(unplanned.across(keys[0], keys[-1], row)), len(found) - found.count(None)),
            *_themes(panel, position, levels, unplanned, row),
            position.number,
            Formula(f"=MATCH({unplanned.cell('number', row)},{levels.span('number')},0)", row + 1),
        ]


def _themes(panel: Panel, position: Position, levels: Table, unplanned: Table, row: int) -> Iterator[Formula]:
    place = unplanned.cell("row", row)
    for spoken, found in zip(panel.themes, position.themes, strict=True):
        name = spoken.theme.name
        level, actions = (f"INDEX({levels.span(key)},{place})" for key in (theme_key(name), actions_key(name)))
        formula = planning.unplanned_formula(level, actions, panel.scale)
        yield Formula(formula, planning.unplanned(found.level, found.actions, panel.scale))
