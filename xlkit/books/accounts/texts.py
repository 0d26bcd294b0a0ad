"""Texts in the place of numbers and dates, and numbers that a cell does not take, as somebody pastes them: all said.

A text counts for nothing. A number is what it is, and refused where the workbook is read.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from xlkit.books.accounts import span
from xlkit.books.accounts.page import Columns, Page, Reckoned, Row, Value
from xlkit.books.respondent.form import literal, text_literal
from xlkit.books.writer import cells
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.cells import Cell
from xlkit.form.accounts import GOES_BY
from xlkit.form.expression import Call, Literal, Named
from xlkit.form.item import Item, Kind
from xlkit.form.layout import DETAIL_ANSWER, DETAIL_HELP
from xlkit.returns.raw import CellRef

NO_NUMBER, NO_DATE = "Text, not a number: type it again.", "Text, not a date: type it again."
ABOVE, LEAST = "Figures are typed above 0.", "No figure here is below 0."
WORDS = (NO_DATE, NO_NUMBER)
# What may be wrong with a cell, later ones being said first: as a formula asks of it, and as it is asked of its value.
FAULTS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    LEAST: ("N({})<0", lambda value: isinstance(value, int | float) and value < 0),
    ABOVE: ("IF(ISNUMBER({0}),{0}<=0,FALSE)", lambda value: isinstance(value, int | float) and value <= 0),
    NO_DATE: ("ISTEXT({})", lambda value: isinstance(value, str) and bool(value.strip())),
    NO_NUMBER: ("ISTEXT({})", lambda value: isinstance(value, str) and bool(value.strip())),
}
RULES = {">": ABOVE, ">=": LEAST}
NOTHING = (Named("."), Literal(0.0))
SAID = {Kind.DECIMAL: NO_NUMBER, Kind.INTEGER: NO_NUMBER, Kind.DATE: NO_DATE}
NAMELESS = {
    "agreement": "Enter the day from which it holds.",
    "pots": "Give this pot a name.",
    "people": "Give this row a code.",
    "shared": "Say what is shared.",
}
NO_CHECK = Reckoned('""', lambda _row: None)


def faults(field: Item) -> Iterator[str]:
    """What is said of a cell that may be wrong, for each way in which it may be."""
    if field.kind in SAID:
        yield SAID[field.kind]
    if isinstance(field.constraint, Call) and field.constraint.parts == NOTHING and field.constraint.function in RULES:
        yield RULES[field.constraint.function]


def told(page: Page, table: str, columns: Columns) -> Columns:
    """The columns of a table, whose Check says first what is wrong with a cell, or that a row has nothing of a name."""
    check, fields = columns.get("check", NO_CHECK), page.tables[table].fields
    names = {words: [field.name for field in fields if words in faults(field)] for words in FAULTS}
    key, formula = GOES_BY.get(table, ""), check.formula
    if key:
        formula = f'IF(AND([{key}]="",[typed]>0),{literal(NAMELESS[table])},{formula})'
    for words, own in names.items():
        if own:
            wrong = ",".join(FAULTS[words][0].format(f"[{name}]") for name in own)
            formula = f"IF(OR({wrong}),{literal(words)},{formula})"

    def value(row: Row) -> Value:
        cells_of = row.line.cells
        said = [words for words, own in names.items() if any(FAULTS[words][1](cells_of.get(name)) for name in own)]
        is_nameless = key and cells_of and cells_of.get(key) in (None, "")
        return said[-1] if said else NAMELESS[table] if is_nameless else check.value(row)

    return {**columns, "check": replace(check, formula=formula, value=value)}


def mark(sheet: Sheet, item: Item, first: int, last: int, column: int) -> None:
    """Mark the cells in which something is wrong."""
    cell = CellRef("", first, column).a1
    if wrong := [FAULTS[words][0].format(cell) for words in faults(item)]:
        rule = {"type": "formula", "criteria": f"=OR({','.join(wrong)})", "format": sheet.styles["to_look_at"]}
        sheet.conditional(first, column, last, column, rule)


def look_at_facts(sheet: Sheet, page: Page) -> None:
    """Mark what is wrong in what is said once; each is said in the place of the words that help to fill it in."""
    days = {told.name: told for told in span.of_facts(page)}
    for row in page.form.layout.details:
        if row.item and (own := [*faults(row.item)]):
            mark(sheet, row.item, row.row, row.row, DETAIL_ANSWER)
            cell, value = page.fact(row.item.name), page.entered.facts.cells.get(row.item.name)
            formula, shown = text_literal(row.item.hint), row.item.hint
            if day := days.get(row.item.name):
                expression, shown = page.says(day.expression), day.words if day.is_so else shown
                formula = f"IF({expression},{literal(day.words)},{formula})"
                rule = {"type": "formula", "criteria": f"={expression}", "format": sheet.styles["to_look_at"]}
                sheet.conditional(row.row, DETAIL_ANSWER, row.row, DETAIL_ANSWER, rule)
            for words in own:
                formula = f"IF({FAULTS[words][0].format(cell)},{literal(words)},{formula})"
                shown = words if FAULTS[words][1](value) else shown
            cells.line(sheet, row.row, DETAIL_HELP, Cell(shown or None, "prompt", formula))


def of_facts(page: Page) -> tuple[str, int]:
    """How much is wrong in what is said once, as an expression and as a value."""
    own = [(row.item.name, words) for row in page.form.layout.details if row.item for words in faults(row.item)]
    many = sum(FAULTS[words][1](page.entered.facts.cells.get(name)) for name, words in own)
    days = [*span.of_facts(page)]
    wrong = (*(FAULTS[words][0].format(f"[fact {name}]") for name, words in own), *(day.expression for day in days))
    return "+".join(f"({each})" for each in wrong), many + sum(day.is_so for day in days)


def anywhere(page: Page, columns: Mapping[str, Columns]) -> tuple[str, bool]:
    """Whether anything of this kind is told anywhere, as an expression and as a value."""
    facts, many = of_facts(page)
    tables = [name for name, own in page.sheets.items() if "check" in own.filled]
    words = {table: (*FAULTS, *([NAMELESS[table]] if table in NAMELESS else [])) for table in tables}
    told_of = (
        columns[table]["check"].value(Row(page, table, line.number)) in words[table]
        for table in tables
        for line in page.entered.lines(table)
    )
    rows = "".join(f"+COUNTIF([rows {table} check],{literal(each)})" for table in tables for each in words[table])
    return f"{facts}{rows}>0", bool(many) or any(told_of)
