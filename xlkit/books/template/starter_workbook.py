"""The starter of a template and its crosswalk as workbooks, each with a sheet that says what its columns are for."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.heights import height
from xlkit.books.writer.table import set_print
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Side
from xlkit.form.xlsform import starter
from xlkit.form.xlsform.columns import CROSSWALK, SHEETS
from xlkit.form.xlsform.starter import Rows

WIDTHS: Mapping[str, float] = {
    **dict.fromkeys(("type", "name", "list_name", "item", "theme"), 26),
    **dict.fromkeys(("label", "label_they", "text"), 64),
    **dict.fromkeys(("hint", "form_title", "band", "heading", "title"), 40),
    **dict.fromkeys(("form_id", "instrument", "evidence_of"), 30),
}
WIDTH = 14  # of any other column
COLUMNS = "columns"  # the sheet that explains, which is read by nobody but a person
ABOUT = ("sheet", "column", "what it is for")
ABOUT_WIDTHS = (14, 24, 100)


def write(path: Path, name: str, title: str, side: Side, steps: int) -> None:
    """Write a template to begin with; raises XlkitError where the place cannot be written."""
    _write(path, f"Template: {title}", starter.sheets(name, title, side, steps))


def write_crosswalk(path: Path, name: str, themes: Crosswalk) -> None:
    """Write the crosswalk of such a template to themes that there are; raises as above."""
    titles = {theme.name: theme.title for theme in themes.themes}
    rows = ((theme, titles[theme], name, topic, "direct", "") for topic, theme in starter.links())
    _write(path, "Crosswalk", {"crosswalk": (tuple(CROSSWALK["crosswalk"].told), *rows)})


def _write(path: Path, title: str, sheets: Mapping[str, Rows]) -> None:
    with books.opened(path, title) as book:
        for name, rows in sheets.items():
            widths = [WIDTHS.get(str(heading), WIDTH) for heading in rows[0]]
            _table(book, name, rows, widths, frozen=2 if name == "survey" else 1)
        known = CROSSWALK if "crosswalk" in sheets else SHEETS
        explained = [(name, column, told) for name, of in known.items() for column, told in of.told.items()]
        _table(book, COLUMNS, (ABOUT, *explained), ABOUT_WIDTHS, frozen=0)


def _table(book: books.Book, name: str, rows: Rows, widths: Sequence[float], frozen: int) -> None:
    sheet = book.sheet(name)
    sheet.widths(widths)
    cells.texts(sheet, 0, 0, map(str, rows[0]), "header")
    for number, row in enumerate(rows[1:], start=1):
        for place, value in enumerate(row):
            cells.put(sheet, number, place, value, "text")
        sheet.height(number, height((str(value), width) for value, width in zip(row, widths, strict=True)))
    sheet.raw.freeze_panes(1, frozen)
    set_print(sheet)
    sheet.raw.ignore_errors({"number_stored_as_text": "A1:Z999"})
