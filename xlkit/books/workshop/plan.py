"""What the sheets of a workshop workbook share: their names, its tables by sheet, and cells that are typed in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.books.respondent.form import called, refuse
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.sheets import AnySheet, At, Col, FormulaOf, SheetOf, Value
from xlkit.books.writer.table import print_out
from xlkit.voice.following import Following
from xlkit.voice.workshop import SPARE, Wall, Workshop, spoken

STATEMENTS, CAME, CAUSES, SUCCESS, ACTIONS = "Statements", "Who came", "Causes", "Success", "Actions"
FEEDBACK, SAID, DATA, GIVEN, CHECK = "Feedback", "What people say", "Data", "Given", "Check"
WHERE = "Where heard"
HEARD = "people_heard"  # what formulas call the number of people whose reviews are in
REFUSED = ("Not in the list", "Please pick one of the list.")
ROOMY = 36.0  # points: two lines
SHOWN = {  # the look of a cell that is locked, by the look it would have in a workbook that nobody fills in
    "text": "shown",
    "line": "shown",
    "whole": "shown_whole",
    "two_places": "shown_places",
    "share": "shown_share",
    "date": "shown_date",
}
Row = TypeVar("Row")
Dropdowns = Mapping[str, Sequence[str] | str]


class Plan(Struct, frozen=True):
    """A workshop, what follows from it, and the sheets of its workbook by their names, all before any is written.

    `subjects` is the range that holds what a theme may speak of.
    """

    following: Following
    subjects: str
    tables: dict[str, AnySheet] = field(default_factory=dict)

    @property
    def workshop(self) -> Workshop:
        """The workshop itself."""
        return self.following.workshop

    def add(self, sheet: AnySheet) -> AnySheet:
        """A sheet in words of those who are counted, which other sheets' formulas find from now on."""
        columns = (
            replace(column, header=self.spoken(column.header), explains=self.spoken(column.explains))
            for column in sheet.columns
        )
        self.tables[sheet.sheet] = replace(sheet, intro=self.spoken(sheet.intro), columns=tuple(columns))
        return self.tables[sheet.sheet]

    def spoken(self, text: str) -> str:
        """A text in words of those who are counted."""
        return spoken(self.workshop.counted, text)

    def says(self, formula: str, **sheets: str) -> FormulaOf[Any]:
        """A formula in which `[theme]` is that cell of its row, `[all theme]` the column, `[Causes theme]` another's.

        `sheets` are the names of sheets that it calls otherwise.
        """

        def of_row(at: At[Any]) -> str:
            def found(first: str, key: str = "") -> str:
                if not key:
                    return at[first]
                return at.column(key) if first == "all" else self.span(sheets.get(first, first), key)

            return called(formula, found)

        return of_row

    def span(self, sheet: str, key: str) -> str:
        """A whole column of a sheet."""
        return self.tables[sheet].span(key)


def wall_sheet(wall: Wall) -> str:
    """The name of the sheet of a wall."""
    return f"Wall {wall.name.lower()}"


def card_sheet(wall: Wall) -> str:
    """The name of the sheet of a wall's cards."""
    return f"Cards {wall.name.lower()}"


def shown(columns: Iterable[Col[Row]]) -> tuple[Col[Row], ...]:
    """The columns of a sheet, tinted where nobody types."""
    return tuple(replace(column, style=SHOWN.get(column.style, column.style)) for column in columns)


def sheet_of(
    name: str,
    intro: str,
    columns: tuple[Col[Row], ...],
    records: Sequence[Row],
    more: Callable[[Sheet, AnySheet], None] | None = None,
    printed: str = "",
) -> SheetOf[Row]:
    """A sheet whose table, title and tab are called alike; `printed` is the last column that people read."""
    return SheetOf(
        sheet=name,
        intro=intro,
        columns=shown(columns),
        records=records,
        more=more or ready({}),
        printed=printed,
    )


def typed(key: str, header: str, width: float, value: Callable[[Row], Value], style: str = "typed") -> Col[Row]:
    """A column that somebody types in."""
    return Col(key, header, width, style, value=value)


def ready(dropdowns: Dropdowns) -> Callable[[Sheet, AnySheet], None]:
    """What makes a written table ready to be filled in: dropdowns, rows with room, and locks on all that is not yellow.

    A dropdown is its choices, or the range that holds them.
    """

    def prepare(sheet: Sheet, table: AnySheet) -> None:
        for key, source in dropdowns.items():
            column = table.place(key)
            listed = source if isinstance(source, str) else list(source)
            options = refuse(REFUSED, validate="list", source=listed)
            sheet.validate(table.first_row, column, table.last_row, column, options)
        yellow = [at for at, column in enumerate(table.columns) if column.style.startswith("typed")]
        sheet.raw.set_selection(table.first_row, min(yellow, default=0), table.first_row, min(yellow, default=0))
        for row in range(table.first_row, table.last_row + 1):
            if yellow and row not in sheet.heights:
                sheet.height(row, ROOMY)
        _print_filled(sheet, table)
        lock(sheet)

    return prepare


def _print_filled(sheet: Sheet, table: AnySheet) -> None:
    """Print a table as far as anything stands beside the numbers of its rows, and some rows to write in."""
    printed = table.place(table.printed) + 1 if table.printed else len(table.columns)
    read = table.columns[1:printed]
    filled = [at for at, row in enumerate(table.records, start=1) if any(column.value(row) for column in read)]
    print_out(sheet, table, printed, max(filled, default=0) + SPARE)


def lock(sheet: Sheet) -> None:
    """Lock what is not yellow; nothing asks for a password, and rows, columns and filters may be changed."""
    sheet.raw.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})


def looked_up(wanted: str, refs: str, found: str) -> str:
    """What stands in one column beside a reference in another, and nothing where it is not there."""
    return f'IF({wanted}="","",IFERROR(INDEX({found},MATCH({wanted},{refs},0))&"",""))'
