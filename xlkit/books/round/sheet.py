"""What the sheets of an officer's workbooks share: cells say what they take, a hidden sheet what the workbook is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs

from xlkit.books.writer import cells, paper
from xlkit.books.writer.book import FORMAT, Book, Sheet
from xlkit.books.writer.heights import heading_height, height
from xlkit.books.writer.table import set_print
from xlkit.form.identity import Perspective
from xlkit.round.control import HIDDEN, INTROS, KIND, MARK, NO, SECRET, WAIVABLE, YES, Column, Entry

TITLE_ROW, INTRO_ROW, HELP_ROW, HEADING_ROW, FIRST_ROW = 0, 1, 2, 3, 4
TITLE_HEIGHT, INTRO_HEIGHT = 28.0, 24.0  # points
LONGEST_LIST = 255  # characters of a dropdown's choices
SPARE = 30  # empty rows that are printed below those filled in
ZOOM = 90  # per cent, at which every column that is filled in is in sight
EARLIEST = date(2000, 1, 1)
TEMPLATES, CHECKS = 3, 4  # columns of the hidden sheet that hold long lists
STYLES = {Entry.DAY: "typed_date", Entry.NUMBER: "typed_number", Entry.FIXED: "reference"}


def begin(book: Book, name: str, title: str, widths: Sequence[float]) -> Sheet:
    """A new sheet with its title and what it holds."""
    sheet = book.sheet(name)
    sheet.widths(widths)
    sheet.text(TITLE_ROW, 0, title, sheet.styles["title"])
    sheet.height(TITLE_ROW, TITLE_HEIGHT)
    sheet.text(INTRO_ROW, 0, INTROS[name], sheet.styles["intro"])
    sheet.height(INTRO_ROW, INTRO_HEIGHT)
    sheet.raw.set_zoom(ZOOM)
    set_print(sheet)
    return sheet


def prepared(
    book: Book, name: str, columns: Sequence[Column], rows: Sequence[Mapping[str, str | date | None]], count: int
) -> Sheet:
    """A sheet with a table of `count` rows to fill in, the first of them filled with what stands in `rows` already."""
    sheet = begin(book, name, name, [column.width for column in columns])
    cells.texts(sheet, HELP_ROW, 0, (column.help for column in columns), "hint")
    sheet.height(HELP_ROW, height((column.help, column.width) for column in columns))
    last = FIRST_ROW + count - 1
    header = sheet.styles["header"]
    headings = [{"header": column.heading, "header_format": header} for column in columns]
    options = {"name": name, "style": None, "columns": headings, "title": name, "description": INTROS[name]}
    sheet.table(HEADING_ROW, 0, last, len(columns) - 1, options)
    # Filter buttons cover about three characters at the end of a heading.
    sheet.height(
        HEADING_ROW, heading_height((column.heading for column in columns), (column.width - 3 for column in columns))
    )
    for row in range(count):
        filled = rows[row] if row < len(rows) else {}
        for place, column in enumerate(columns):
            put(sheet, FIRST_ROW + row, place, column.entry, filled.get(column.name))
    for place, column in enumerate(columns):
        allow(sheet, (FIRST_ROW, place, last, place), column.heading, column.entry, column.choices)
    sheet.raw.ignore_errors({"number_stored_as_text": xl_range(FIRST_ROW, 0, last, len(columns) - 1)})
    sheet.raw.freeze_panes(FIRST_ROW, 1)
    shown = _fold(sheet, columns, rows)
    typed = [place for place, filled in enumerate(rows, start=1) if _is_filled(columns, filled)]
    end = min(FIRST_ROW + typed[-1] + SPARE - 1, last) if typed else last
    widths = [column.width for column in columns[:shown]]
    paper.lay_out(sheet, widths, 1, paper.line(INTROS[name]), [(TITLE_ROW, HEADING_ROW, end, len(widths))])
    if end < last:
        sheet.raw.set_footer(paper.FILLED_ALONE)
    elif not typed and count > SPARE:
        sheet.raw.print_area_range = _as_filled(name, last, len(widths) - 1)
    sheet.raw.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)
    return sheet


def _as_filled(name: str, last: int, right: int) -> str:
    """What is printed of a blank table: it grows with what is typed, where the program works it out."""
    typed = f"{name}!{xl_range_abs(FIRST_ROW, 0, last, right)}"
    row = f'MAX({FIRST_ROW + SPARE},SUMPRODUCT(MAX(({typed}<>"")*ROW({typed}))))'
    return f"{name}!$A$1:INDEX({name}!{xl_range_abs(0, right, last, right)},{row})"


def _is_filled(columns: Sequence[Column], row: Mapping[str, str | date | None]) -> bool:
    """Whether anything is said in a row, beside what tells it apart and the perspective that most have."""
    said = (row.get(column.name) for column in columns if column.entry is not Entry.FIXED)
    return any(value not in (None, "", Perspective.SELF) for value in said)


def _fold(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Mapping[str, str | date | None]]) -> int:
    """Fold the columns away that are seldom filled in, unless one is: the + above them brings them back.

    How many columns are then in sight is returned.
    """
    seldom = [place for place, column in enumerate(columns) if column.is_seldom]
    if not seldom:
        return len(columns)
    is_used = any(_is_filled([columns[place] for place in seldom], row) for row in rows)
    for place in seldom:
        sheet.raw.set_column(place, place, columns[place].width, None, {"level": 1, "hidden": not is_used})
    sheet.raw.set_column(seldom[-1] + 1, seldom[-1] + 1, None, None, {"collapsed": not is_used})
    return len(columns) if is_used else seldom[0]


def put(sheet: Sheet, row: int, column: int, entry: Entry, value: str | float | date | None) -> None:
    """Write a cell that is to be filled in, with what stands in it already."""
    cells.put(sheet, row, column, value, STYLES.get(entry, "typed"))


def allow(
    sheet: Sheet,
    area: tuple[int, int, int, int],
    name: str,
    entry: Entry,
    choices: Sequence[str] = (),
    *,
    least: int = 0,
    most: int = 0,
) -> None:
    """Let cells (first row, left column, last row, right column) take only what they are for."""
    rule: dict[str, object]
    weight = "stop"
    if entry is Entry.DAY:
        rule = {"validate": "date", "criteria": ">=", "value": EARLIEST}
        message = "Type a date as day/month/year, such as 31/03/2027, or press Delete to leave it empty."
    elif entry is Entry.NUMBER:
        rule = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
        message = f"Type a whole number from {least} to {most}."
    elif entry is Entry.TEMPLATE:
        rule = {"validate": "list", "source": _source(entry, choices)}
        # A template may be put into its folder after this workbook was made.
        weight = "warning"
        message = "This workbook began without that template. Yes takes it, if it is in the folder of your own ones."
    elif entry in (Entry.YES_NO, Entry.LIST):
        rule = {"validate": "list", "source": _source(entry, choices)}
        message = "Pick one from the dropdown, or press Delete to leave it empty."
    elif entry is Entry.FIXED:
        # A locked cell would keep the table from being sorted.
        rule = {"validate": "custom", "value": "=FALSE"}
        message = "This tells the row apart, whatever else is corrected in it: press Esc, and leave it."
    else:
        return
    sheet.validate(*area, {**rule, "error_title": name[:32], "error_message": message, "error_type": weight})


def _source(entry: Entry, choices: Sequence[str]) -> list[str] | str:
    if entry is Entry.YES_NO:
        return [YES, NO]
    # Excel takes a list of at most 255 characters; longer ones stand on the hidden sheet.
    if len(",".join(choices)) <= LONGEST_LIST:
        return list(choices)
    letter = xl_col_to_name(TEMPLATES if entry is Entry.TEMPLATE else CHECKS)
    return f"={HIDDEN}!${letter}$1:${letter}${len(choices)}"


KEY = 0  # column; what it stands for follows in the next


def mark(book: Book, what: str) -> Sheet:
    """Add the sheet, so that among returns the workbook is known for what it is."""
    sheet = book.sheet(HIDDEN)
    for row, facts in enumerate(((MARK, FORMAT), (KIND, what))):
        cells.texts(sheet, row, KEY, facts, "reference")
    sheet.raw.very_hidden()
    return sheet


def write_control(book: Book, what: str, secret: str, templates: Iterable[str]) -> None:
    """Add the sheet of a control workbook, with the round's secret and the lists of its longer dropdowns."""
    sheet = mark(book, what)
    cells.texts(sheet, 2, KEY, (SECRET, secret), "reference")
    for column, texts in ((TEMPLATES, templates), (CHECKS, WAIVABLE)):
        for row, text in enumerate(texts):
            sheet.text(row, column, text, sheet.styles["reference"])
