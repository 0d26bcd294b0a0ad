"""Texts in the place of numbers and dates, as somebody pastes them: they count for nothing, and each is said."""

from collections.abc import Mapping

from msgspec.structs import replace

from xlkit.books.accounts.page import Columns, Page, Reckoned, Row, Value
from xlkit.books.respondent.form import literal, text_literal
from xlkit.books.writer import cells
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.cells import Cell
from xlkit.form.accounts import GOES_BY
from xlkit.form.item import Item, Kind
from xlkit.form.layout import DETAIL_ANSWER, DETAIL_HELP
from xlkit.returns.raw import CellRef

NO_NUMBER, NO_DATE = "Text, not a number: type it again.", "Text, not a date: type it again."
WORDS = (NO_DATE, NO_NUMBER)
SAID = {Kind.DECIMAL: NO_NUMBER, Kind.INTEGER: NO_NUMBER, Kind.DATE: NO_DATE}
NAMELESS = {
    "agreement": "Enter the day from which it holds.",
    "pots": "Give this pot a name.",
    "people": "Give this row a code.",
    "shared": "Say what is shared.",
}
NO_CHECK = Reckoned('""', lambda _row: None)


def told(page: Page, table: str, columns: Columns) -> Columns:
    """The columns of a table, whose Check says first where a text is in the place of a number, or nothing of a name."""
    check, fields = columns.get("check", NO_CHECK), page.tables[table].fields
    names = {words: [field.name for field in fields if SAID.get(field.kind) == words] for words in WORDS}
    key, formula = GOES_BY.get(table, ""), check.formula
    if key:
        formula = f'IF(AND([{key}]="",[typed]>0),{literal(NAMELESS[table])},{formula})'
    for words, own in names.items():
        if own:
            formula = f"IF(OR({','.join(f'ISTEXT([{name}])' for name in own)}),{literal(words)},{formula})"

    def value(row: Row) -> Value:
        said = [words for words, own in names.items() if any(map(row.line.text, own))]
        is_nameless = key and row.line.cells and not row.line.has(key)
        return said[-1] if said else NAMELESS[table] if is_nameless else check.value(row)

    return {**columns, "check": replace(check, formula=formula, value=value)}


def mark(sheet: Sheet, item: Item, first: int, last: int, column: int) -> None:
    """Mark the cells of a number or a date in which a text stands."""
    if item.kind in SAID:
        is_text = f"=ISTEXT({CellRef('', first, column).a1})"
        rule = {"type": "formula", "criteria": is_text, "format": sheet.styles["to_look_at"]}
        sheet.conditional(first, column, last, column, rule)


def look_at_facts(sheet: Sheet, page: Page) -> None:
    """Mark texts in what is said once; each is said in the place of the words that help to fill it in."""
    for row in page.form.layout.details:
        if row.item and row.item.kind in SAID:
            mark(sheet, row.item, row.row, row.row, DETAIL_ANSWER)
            words = SAID[row.item.kind]
            formula = page.says(f"IF(ISTEXT([fact {row.item.name}]),{literal(words)},{text_literal(row.item.hint)})")
            shown = words if page.entered.facts.text(row.item.name) else row.item.hint
            cells.line(sheet, row.row, DETAIL_HELP, Cell(shown or None, "prompt", formula))


def of_facts(page: Page) -> tuple[str, int]:
    """How many texts stand among what is said once, as an expression and as a value."""
    names = [row.item.name for row in page.form.layout.details if row.item and row.item.kind in SAID]
    many = sum(bool(page.entered.facts.text(name)) for name in names)
    return "+".join(f"ISTEXT([fact {name}])" for name in names), many


def nameless(page: Page, columns: Mapping[str, Columns]) -> tuple[str, bool]:
    """Whether a row is filled in without what it goes by, as an expression and as a value."""
    own = [table for table in NAMELESS if table in page.tables]
    said = (
        columns[table]["check"].value(Row(page, table, line.number))
        for table in own
        for line in page.entered.lines(table)
    )
    counts = (f"COUNTIF([rows {table} check],{literal(NAMELESS[table])})" for table in own)
    return f"{'+'.join(counts)}>0", any(words in NAMELESS.values() for words in said)


def anywhere(page: Page) -> tuple[str, bool]:
    """Whether a text stands in the place of a number or of a date anywhere, as an expression and as a value."""
    facts, many = of_facts(page)
    tables = [name for name, own in page.sheets.items() if "check" in own.filled]
    rows = "".join(f"+COUNTIF([rows {table} check],{literal(words)})" for table in tables for words in WORDS)
    names = {table: [field.name for field in page.tables[table].fields if field.kind in SAID] for table in tables}
    texts = (line.text(name) for table, own in names.items() for line in page.entered.lines(table) for name in own)
    return f"{facts}{rows}>0", bool(many) or any(texts)
