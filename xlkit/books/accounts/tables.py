"""Tables: the sheet of one table of a workbook of accounts: what is typed, and beside it what fills itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from xlkit.books.accounts import texts
from xlkit.books.accounts.page import Columns, Page, Row
from xlkit.books.respondent import entries
from xlkit.books.respondent.form import begin, finish, refuse
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height
from xlkit.form import accounts
from xlkit.form.headings import TABLE
from xlkit.form.item import Item, Kind
from xlkit.form.layout import FIELD_FIRST, FIRST_ROW, HEADING_ROW, REF
from xlkit.returns.raw import CellRef

REF_WIDTH, ROW_HEIGHT = 8.0, 21.0
WIDTHS = {Kind.TEXT: 26.0, Kind.CHOICE: 20.0, Kind.DATE: 14.0, Kind.INTEGER: 12.0, Kind.DECIMAL: 12.0}
WIDE = {
    "what": 32.0,
    "notice": 40.0,
    "outcome": 34.0,
    "bank_rule": 30.0,
    "pot": 16.0,
    "day": 12.5,
    "hours": 9.0,
    "pounds": 11.0,
    "purpose": 24.0,
    "evidence": 22.0,
    "corrects": 10.0,
}
# Where each word under Check is of something to look at.
LOOKED_AT = ("agreement", "plan", "nights", "entries", "pots", "people", "listed")
SAID_ONCE = "What is said once"  # of the sheet of facts, where each sheet is named with what it holds
TIME_REFUSED = ("Hours", "Type hours as a number in quarters: 1.5 for an hour and a half, not 1:30.")
ABOVE_NOTHING = ("A number", "Type a number above 0.")


def write(book: Book, page: Page, item: Item, reckoned: Columns, lists: Mapping[str, str]) -> Sheet:
    """Add the sheet of a table; `lists` are the ranges that dropdowns are filled from, by the names of their fields."""
    filled = accounts.filled(page.form.instrument, item.name)
    headed = page.form.headed[f"{TABLE}{item.name}"].headings[FIELD_FIRST:]
    titles = (page.form.words.ref, *headed, *("" for column in filled if not column.heading))
    widths = (REF_WIDTH, *map(_width, item.fields), *(column.width for column in filled))
    sheet = begin(book, item.title, item.hint, titles, widths)
    shown = [place for place, width in enumerate(widths) if width]
    sheet.height(HEADING_ROW, height([(titles[place], widths[place] / 1.15) for place in shown]))
    for number in range(1, item.rows + 1):
        _row(sheet, Row(page, item.name, number), item, filled, reckoned)
    _take(sheet, page, item, lists)
    for column, field in enumerate(item.fields, start=FIELD_FIRST):
        texts.mark(sheet, field, FIRST_ROW, FIRST_ROW + item.rows - 1, column)
    if item.name in LOOKED_AT:
        beside = f'=${page.sheets[item.name].letters["check"]}{FIRST_ROW + 1}<>""'
        marked = {"type": "formula", "criteria": beside, "format": sheet.styles["to_look_at"]}
        sheet.conditional(FIRST_ROW, REF, FIRST_ROW + item.rows - 1, REF, marked)
    used = max((line.number for line in page.entered.lines(item.name)), default=0)
    # A page holds some thirty rows: what nobody has filled in yet is not printed beyond the first.
    printed = FIRST_ROW + min(item.rows, max(30, used + 5)) - 1
    seen = [width for width in widths if width]
    finish(sheet, page.form, seen, printed, upright=False, kept=FIELD_FIRST + 1)
    sheet.raw.freeze_panes(FIRST_ROW, FIELD_FIRST + 1)
    return sheet


def _is_carried(page: Page, field: Item) -> bool:
    return accounts.is_carried(page.form.instrument, page.form.draft, field.name)


def _width(field: Item) -> float:
    return WIDE.get(field.name, WIDTHS.get(field.kind, 20.0))


def _row(sheet: Sheet, row: Row, item: Item, filled: Sequence[accounts.Filled], reckoned: Columns) -> None:
    at, line = FIRST_ROW + row.number - 1, row.line
    typed = (_typed(row.page, field, line.cells.get(field.name)) for field in item.fields)
    own = (reckoned[figure.name] for figure in filled)
    figures = (Cell(each.value(row), each.style, row.says(each.formula)) for each in own)
    cells.line(sheet, at, REF, (item.statement_ref(row.number), "reference"), *typed, *figures)
    texts = [(str(line.cells.get(field.name) or ""), _width(field)) for field in item.fields if field.kind is Kind.TEXT]
    sheet.height(at, max(height(texts), ROW_HEIGHT))


def _typed(page: Page, field: Item, value: str | float | date | None) -> Cell:
    """The cell of a field: typed in, but for what was carried over from the last account."""
    is_carried = _is_carried(page, field)
    if accounts.is_money(field):
        return Cell(value, "shown_money" if is_carried else "typed_money")
    return Cell(value, "shown_figure") if is_carried else entries.entry(field, value, None)


def _take(sheet: Sheet, page: Page, item: Item, lists: Mapping[str, str]) -> None:
    """Let each column take only what its field is for; what is pasted is held against the same on reading."""
    last, words = FIRST_ROW + item.rows - 1, page.form.words
    for column, field in enumerate(item.fields, start=FIELD_FIRST):
        cell = CellRef("", FIRST_ROW, column).a1
        let = partial(sheet.validate, FIRST_ROW, column, last, column)
        if field.name in lists:
            source = lists[field.name]
            let(refuse(words.choice_refused, validate="list", source=f"={source}"))
        elif field.kind is Kind.CHOICE:
            let(entries.list_options([choice.label for choice in field.choices], words))
        elif field.kind is Kind.DATE:
            let(entries.date_options(words))
        elif field.name == "hours" and item.name == "entries":
            what = CellRef("", FIRST_ROW, column - 1).a1
            any_minute = (f"{what}={page.label(item.name, 'what', kind)}" for kind in ("rate_adds", "rate_takes"))
            rule = f"=AND(ISNUMBER({cell}),{cell}>0,OR(MOD(ROUND({cell}*4,6),1)=0,{','.join(any_minute)}))"
            let(refuse(TIME_REFUSED, validate="custom", value=rule))
        elif field.kind in (Kind.DECIMAL, Kind.INTEGER) and field.constraint is not None:
            kind = "decimal" if field.kind is Kind.DECIMAL else "integer"
            let(refuse(ABOVE_NOTHING, validate=kind, criteria=">=", value=0))
