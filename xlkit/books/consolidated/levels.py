"""Theme levels: where each organisation stands on each theme, from its positions on the items."""

from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.plan import PanelTables, actions_key, item_key, theme_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison.comparison import Grouping
from xlkit.comparison.panel import Panel, Position, Spoken
from xlkit.measures.location import low_median_formula, lowest_formula

MOST_COMPARED = 50_000_000  # actions that may be gone through for counting; above this the numbers are plain values
INTRO = (
    "One row for each organisation: its level on each theme (the low median of the theme's items), its lowest item in "
    "it, its planned actions{plain} and the items from the sheet “{sheet}”."
)
PLAIN = " (plain values)"


def table(
    panel: Panel,
    sheet: str,
    positions: Table,
    register: Table | None,
    place: int,
    groupings: Sequence[Grouping] = (),
) -> Table:
    """The table of a panel's theme levels; without a register nobody plans anything."""
    names = {spoken.theme.name: _title(spoken) for spoken in panel.themes}
    columns = [
        Column("number", "Position", 11, "whole"),
        Column("organisation", "Organisation", 32),
        Column("row", "Row among the positions", 14, "whole"),
        *(Column(theme_key(name), title, 14, "level") for name, title in names.items()),
        *(Column(lowest_key(name), f"Lowest: {title}", 14, "level") for name, title in names.items()),
        *(Column(actions_key(name), f"Actions: {title}", 14, "whole") for name, title in names.items()),
        *(
            Column(used_key(spoken, item), f"{spoken.theme.title}: {panel.items[item].ref}", 14, "level")
            for spoken in panel.themes
            for item in spoken.items
        ),
        *(Column(group_key(one), f"Group number: {one.title}", 14, "whole") for one in groupings),
        *(Column(named_key(one), f"Group: {one.title}", 20) for one in groupings),
    ]
    return Table(
        sheet=sheet,
        name=f"Theme_levels_{place}",
        title=f"Theme levels: {panel.instrument.title}",
        intro=INTRO.format(sheet=positions.sheet, plain="" if _counts(panel, register) else PLAIN),
        columns=unique(columns),
        rows=len(panel.positions),
        frozen=2,
    )


def write(
    book: Book,
    panel: Panel,
    tables: PanelTables,
    levels: Table,
    register: Table | None,
    groupings: Sequence[Grouping] = (),
) -> None:
    """Write the sheet."""
    sheet = write_table(book, levels, _rows(panel, tables, levels, register, groupings))
    keys = [key(spoken.theme.name) for spoken in panel.themes for key in (theme_key, lowest_key)]
    shade(sheet, levels, keys, panel.scale.steps)
    used = [used_key(spoken, item) for spoken in panel.themes for item in spoken.items]
    shade(sheet, levels, used, panel.scale.steps)


def counting_key(panel_place: int, number: int, theme_place: int) -> int:
    """What an action of one organisation on one theme is counted by."""
    return (panel_place * 100_000 + number) * 1_000 + theme_place


def lowest_key(theme: str) -> str:
    """The key of a theme's lowest item."""
    return f"lowest {theme}"


def used_key(spoken: Spoken, item: int) -> str:
    """The key of an item used for a theme."""
    return f"used {spoken.theme.name} {item}"


def group_key(grouping: Grouping) -> str:
    """The key of the number of the group that an organisation belongs to."""
    return f"group {grouping.name}"


def named_key(grouping: Grouping) -> str:
    """The key of that group's name."""
    return f"named {grouping.name}"


def _counts(panel: Panel, register: Table | None) -> bool:
    return len(panel.positions) * len(panel.themes) * (register.rows if register else 0) <= MOST_COMPARED


def _title(spoken: Spoken) -> str:
    return f"{spoken.theme.title} (partial links)" if spoken.is_partial else spoken.theme.title


def _rows(
    panel: Panel, tables: PanelTables, levels: Table, register: Table | None, groupings: Sequence[Grouping]
) -> Iterator[list[Cell]]:
    positions = tables.positions
    if positions is None:
        return
    for row, position in enumerate(panel.positions):
        number = levels.cell("number", row)
        yield [
            position.number,
            position.organisation,
            Formula(f"=MATCH({number},{positions.span('number')},0)", row + 1),
            *(cell for cell in _themes(panel, position, levels, row)),
            *(cell for cell in _lowest(panel, position, levels, row)),
            *(cell for cell in _actions(panel, position, tables, levels, register, row)),
            *(cell for cell in _used(panel, position, positions, levels, row)),
            *(grouping.members[row] for grouping in groupings),
            *(grouping.groups[grouping.members[row] - 1] for grouping in groupings),
        ]


def _across(spoken: Spoken, levels: Table, row: int) -> str:
    return levels.across(used_key(spoken, spoken.items[0]), used_key(spoken, spoken.items[-1]), row)


def _themes(panel: Panel, position: Position, levels: Table, row: int) -> Iterator[Formula]:
    for spoken, found in zip(panel.themes, position.themes, strict=True):
        yield Formula(low_median_formula(_across(spoken, levels, row)), found.level)


def _lowest(panel: Panel, position: Position, levels: Table, row: int) -> Iterator[Formula]:
    for spoken, found in zip(panel.themes, position.themes, strict=True):
        yield Formula(lowest_formula(_across(spoken, levels, row)), found.lowest)


def _actions(
    panel: Panel, position: Position, tables: PanelTables, levels: Table, register: Table | None, row: int
) -> Iterator[Cell]:
    counts = _counts(panel, register)
    for place, found in enumerate(position.themes):
        if register is None or not counts:
            yield found.actions
        else:
            number = levels.cell("number", row)
            key = f"({tables.place * 100_000}+{number})*1000+{place}"
            yield Formula(f"=COUNTIF({register.span('key')},{key})", found.actions)


def _used(panel: Panel, position: Position, positions: Table, levels: Table, row: int) -> Iterator[Formula]:
    found = levels.cell("row", row)
    for spoken in panel.themes:
        for item in spoken.items:
            span = positions.span(item_key(panel.items[item].name))
            yield Formula(f"=INDEX({span},{found})", position.levels[item])
