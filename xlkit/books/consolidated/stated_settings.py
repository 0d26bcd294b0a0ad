"""Settings: what each return's round had put into the words of its template, such as dates."""

from collections.abc import Iterator
from datetime import date

from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.comparison.comparison import Comparison

COLUMNS = (
    Column("organisation", "Organisation", 32),
    Column("template", "Template", 26, "line"),
    Column("title", "Setting", 30),
    Column("value", "Value", 22),
    Column("return_id", "Return id", 14, "line"),
    Column("setting", "Setting name", 18, "line"),
)
INTRO = (
    "One row for each return and setting: the dates and words that its workbook was issued with. Where they differ "
    "between returns, questions name the setting in square brackets."
)


def table(comparison: Comparison, sheet: str) -> Table:
    """The table of all settings; it has no rows where no return has any."""
    return Table(
        sheet=sheet,
        name="Settings",
        title="Settings",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=sum(1 for _ in _rows(comparison)),
    )


def write(book: Book, comparison: Comparison, settings: Table) -> None:
    """Write the sheet."""
    write_table(book, settings, _rows(comparison))


def _rows(comparison: Comparison) -> Iterator[list[Cell]]:
    for panel in comparison.panels:
        titles = {setting.name: setting.title for setting in panel.instrument.settings}
        for one in panel.returns:
            for name, value in one.identity.settings:
                id_ = one.identity.return_id
                shown = [titles.get(name, name), _typed(value), id_, name]
                yield [one.organisation, one.identity.template, *shown]


def _typed(value: str) -> Cell:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value
