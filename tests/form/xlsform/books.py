"""Small templates, written as somebody would type them, with one thing changed at a time."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from tests.builders.edits import cell, error
from tests.builders.files import relations, row, sheet_part, workbook_part, xlsx_parts, zipped

Value: TypeAlias = str | float | bool | None
Rows: TypeAlias = Sequence[Sequence[Value]]
Sheets: TypeAlias = Mapping[str, Rows]

SURVEY: Rows = (
    ("type", "name", "ref", "label", "hint", "required", "appearance", "evidence_of"),
    ("begin_group", "beginnings", "1", "Beginnings", "How we start.", None, None, None),
    ("select_one ladder", "welcome", "1.1", "Welcome", "How people arrive.", "yes", None, None),
    ("text", "welcome_evidence", None, "Letters and leaflets.", None, None, None, "welcome"),
    ("select_one answers", "agreed", None, "Is this agreed?", None, None, "minimal", None),
    ("end_group", None, None, None, None, None, None, None),
    ("begin_group", "numbers", None, "Numbers", None, None, None, None),
    ("note", "about_numbers", None, "Counts are for today.", None, None, None, None),
    ("integer", "staff", None, "How many staff?", None, None, None, None),
    ("date", "opened", "2.9", "When did you open?", None, None, None, None),
    ("end_group", None, None, None, None, None, None, None),
)
CHOICES: Rows = (
    ("list_name", "name", "label", "score"),
    ("ladder", "low", "We have not begun.", 1),
    ("ladder", "high", "We have done it.", 2),
    ("answers", "yes", "Yes", None),
    ("answers", "no", "No", None),
    ("status", "open", "Open", None),
    ("status", "shut", "Shut", None),
)
SETTINGS: Rows = (
    ("form_title", "form_id", "version", "default_language", "side"),
    ("A small form", "small-form", "3", None, "provider"),
)
OTHERS: Sheets = {
    "bands": (("level", "band"), (1, "Beginning"), (2, "Done")),
    "guidance": (("where", "heading", "text"), ("start", "Why", "It helps.")),
    "planner": (
        ("column", "kind", "heading", "hint", "choices", "width", "added"),
        ("topic", "topic", "Topic", None, None, None, None),
        ("action", "text", "Action", "Start with a verb.", None, 40, None),
        ("status", "choice", "Status", None, "status", None, "yes"),
    ),
    "glossary": (("term", "meaning"), ("Ladder", "Steps."), ("Rung", "One step.")),
    "resources": (("heading", "title", "publisher", "year", "note"), ("Books", "On ladders", "Rungs", 2010, None)),
}
FORM: Sheets = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, **OTHERS}
CROSSWALK: Sheets = {
    "crosswalk": (
        ("theme", "title", "instrument", "item", "strength"),
        ("arrival", "Arriving", "small-form", "welcome", "direct"),
        ("arrival", "Arriving", "another-form", "door", "partial"),
        ("size", "Size", "small-form", "staff", "direct"),
    )
}


def changed(sheets: Sheets, changes: Mapping[str, Value]) -> Sheets:
    """The sheets with some cells changed, each given by its address such as `survey!D3`."""
    cells = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    for address, value in changes.items():
        name, _, cell = address.partition("!")
        row, column = coordinate_to_tuple(cell)
        cells[name].extend([] for _ in range(row - len(cells[name])))
        typed = cells[name][row - 1]
        typed.extend(None for _ in range(column - len(typed)))
        typed[column - 1] = value
    return cells


def without(sheets: Sheets, *names: str) -> Sheets:
    """The sheets but for some."""
    return {name: rows for name, rows in sheets.items() if name not in names}


def survey_of(*rows: Sequence[Value]) -> Sheets:
    """The small form with other rows in its survey, each as type, name, ref, label."""
    return {**FORM, "survey": (SURVEY[0][:4], *rows)}


def save(sheets: Sheets, path: Path) -> Path:
    """A workbook of the sheets, saved by hand, which takes no time: an entry that begins with = is a formula."""
    parts = {f"s{number}": name for number, name in enumerate(sheets, start=1)}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{part[1:]}" r:id="{part}"/>' for part, name in parts.items()
    )
    links = relations(**{part: f"worksheet:worksheets/{part}.xml" for part in parts})
    book = {
        **xlsx_parts(),
        "xl/workbook.xml": workbook_part("".join(listed)),
        "xl/_rels/workbook.xml.rels": links,
        **{f"xl/worksheets/{part}.xml": sheet_part("".join(_rows(sheets[name]))) for part, name in parts.items()},
    }
    path.write_bytes(zipped(book, ZIP_STORED))
    return path


def save_form(folder: Path, survey: Rows, choices: Rows) -> Path:
    """The form F of a survey and its lists of choices."""
    settings = (("form_title", "form_id", "version"), ("F", "f", "1"))
    return save({"survey": survey, "choices": choices, "settings": settings}, folder / "form.xlsx")


def _rows(rows: Rows) -> Iterator[str]:
    for number, values in enumerate(rows, start=1):
        places = (f"{get_column_letter(column)}{number}" for column in range(1, len(values) + 1))
        yield row(*(_cell(place, value) for place, value in zip(places, values, strict=True)), number=number)


def _cell(place: str, value: Value) -> str:
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{place}"><f>{escape(value[1:])}</f></c>'
    return error(place, value) if value in ERROR_CODES else cell(place, value)
