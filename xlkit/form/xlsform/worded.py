"""A copy of a template in the words of a published document, with a sheet that sets them beside xlkit's own."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.workbook import Workbook

from xlkit.form.published.placing import Placed
from xlkit.form.xlsform.book import Book
from xlkit.form.xlsform.workbook import read_all

VERSION = "published"  # is put behind the template's own version, since its words are others
REPORT = "wording"  # the sheet that sets both side by side
HEADINGS = ("ref", "topic", "step", "xlkit's words", "the document's words", "from line", "what became of it")
LABEL_WIDTH = 110  # of the labels of choices in a shipped template, in characters
LINE = 15.0  # points
WIDTHS = (8, 28, 8, 60, 60, 10, 40)
SHARED = "its list of choices serves several questions"


def worded(path: Path, found: Sequence[Placed]) -> tuple[bytes, tuple[Placed, ...]]:
    """A copy of the template at a path with what is sure in place of its own statements, and all as it was taken.

    What others say of somebody stays as it is worded.
    """
    book = read_all(path)[0]
    lists = {
        line.text("name"): line.from_list for line in book.lines("survey") if line.text("type").startswith("select")
    }
    used = Counter(lists.values())
    taken = tuple(
        replace(statement, doubt=SHARED)
        if statement.is_sure and used[lists.get(statement.item.name, "")] != 1
        else statement
        for statement in found
    )
    copy = load_workbook(path)
    sure = {(lists[each.item.name], each.choice.name): each.text for each in taken if each.is_sure}
    choices = book.sheets["choices"]
    for line in choices.lines:
        text = sure.get((line.text("list_name"), line.text("name")))
        if text is not None:
            copy[choices.name].cell(line.number, line.columns["label"]).value = text
            copy[choices.name].row_dimensions[line.number].height = _tall(text, LABEL_WIDTH)
    _version(copy, book)
    _report(copy, taken)
    content = BytesIO()
    copy.save(content)
    return content.getvalue(), taken


def _version(copy: Workbook, book: Book) -> None:
    """Give the copy a version of its own, where the template has one."""
    for line in book.lines("settings")[:1]:
        if "version" in line.columns:
            cell = copy[line.sheet].cell(line.number, line.columns["version"])
            cell.value = "-".join(filter(None, (line.text("version"), VERSION)))


def _tall(text: str, width: float) -> float:
    """About the height in points of a text that is wrapped in a column: programs do not all find it by themselves."""
    return LINE * max(1, math.ceil(1.1 * len(text) / width))


def _report(copy: Workbook, taken: Iterable[Placed]) -> None:
    sheet = copy.create_sheet(REPORT)
    sheet.append(HEADINGS)
    for statement in taken:
        became = "taken" if statement.is_sure else f"not taken: {statement.doubt}"
        facts = (
            statement.ref,
            statement.item.title,
            statement.step,
            statement.choice.label,
            statement.text,
            statement.line or None,
            became,
        )
        sheet.append(facts)
        sheet.row_dimensions[sheet.max_row].height = max(
            _tall(str(fact), width) for fact, width in zip(facts, WIDTHS, strict=True)
        )
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFG"[place]].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="Arial", bold=cell.row == 1)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # what begins with = is no formula
    sheet.freeze_panes = "D2"
