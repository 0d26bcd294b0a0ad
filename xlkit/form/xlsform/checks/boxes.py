"""What can be wrong with the rows that stand beside an item: its evidence box, and the date of its answer."""

from collections.abc import Iterator, Mapping

from xlkit.form.item import Kind
from xlkit.form.xlsform.checks import rules
from xlkit.form.xlsform.dialect import YES
from xlkit.form.xlsform.form import Asked, blocks, every
from xlkit.form.xlsform.problem import Problem, Takes
from xlkit.form.xlsform.rows import is_day, is_evidence
from xlkit.form.xlsform.workbook import Book, Line

OWN = ("ref", "hint", "relevant", "constraint")  # what only an item has
WHAT = {"evidence_of": "an evidence box", "date_of": "a date beside an answer"}


def problems(book: Book) -> Iterator[Problem]:
    """Boxes of items that are there, one of each sort an item, without what only an item has."""
    items = {item.name: item for item in every(blocks(book)) if item.is_answered}
    for column in WHAT:
        boxes = [line for line in book.lines("survey") if line.text(column)]
        yield from rules.unique(boxes, column)
        for line in boxes:
            yield from _box(book, line, column, items)


def _box(book: Book, line: Line, column: str, items: Mapping[str, Asked]) -> Iterator[Problem]:
    name = line.text(column)
    if column == "evidence_of" and not is_evidence(line):
        yield line.problem(column, "only a text row can be an evidence box: write text as its type")
    elif column == "date_of" and not is_day(line):
        yield line.problem(column, "only a date row can be the date beside an answer: write date as its type")
    elif name not in items and name in book.names - {other.text("name") for other in book.lines("survey")}:
        yield line.left_out(column, f"{name!r} is left out, and {WHAT[column]} with it", Takes.ROW)
    elif name not in items:
        yield line.problem(column, f"no question is named {name!r}: write the name of the question it belongs to")
    elif column == "date_of" and items[name].kind is Kind.TABLE:
        yield line.problem(column, f"{name!r} is a table, with no date beside it: put a date row into the table")
    else:
        yield from rules.empty(line, OWN, f"{WHAT[column]} has no {{column}} of its own: leave it empty")
        if line.text("required").lower() in YES:
            yield line.problem("required", f"{WHAT[column]} cannot be required: leave it empty")
