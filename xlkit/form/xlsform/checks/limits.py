"""What a form asks for and a workbook cannot do: it is said, and the rest is made without it."""

from collections.abc import Iterator

from xlkit.form.item import NAMED
from xlkit.form.xlsform import dialect
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.conditions import conditions
from xlkit.form.xlsform.form import Part, blocks, every, is_long, tables, tree
from xlkit.form.xlsform.problem import Problem, Weight
from xlkit.whole import whole_number

# The types whose rows can hold a thing.
PLACES = {
    "relevant": (*dialect.QUESTIONS, dialect.CALCULATE, *dialect.OPENINGS),
    "constraint": dialect.QUESTIONS,
    "calculation": (*dialect.QUESTIONS, dialect.CALCULATE),
    "repeat_count": (dialect.BEGIN_REPEAT,),
}


def problems(book: Book) -> Iterator[Problem]:
    """Every row, cell and rule that is left out; with them the rules that are wrong."""
    survey = blocks(book)
    yield from conditions(book, survey).problems
    for line in book.lines("survey"):
        yield from _row(line)
        yield from _cells(line)
    asked = {item.line.number for item in every(survey)}
    for table in tables(tree(book.lines("survey"))):
        if table.line.number not in asked and table.parts:
            yield table.line.left_out("type", "nobody is asked anything in this table: it is left out")
        yield from _count(table.line)
        yield from _inside(book, table.parts)


def _row(line: Line) -> Iterator[Problem]:
    kind = line.kind
    if kind in dialect.RECORDED:
        reason = f"{kind} is recorded by a device, and a workbook does not need it: it is left out"
        yield line.problem("type", reason, Weight.RECORDED)
    elif kind in dialect.ELSEWHERE:
        yield line.left_out("type", f"{kind!r} is not supported in a workbook: the question is left out")
    elif kind in (*dialect.SELECTS, "note") and line.text("calculation"):
        yield line.left_out("calculation", f"a calculated {kind} is not supported in a workbook: people are asked")


def _cells(line: Line) -> Iterator[Problem]:
    """What stands in a row that its type does not take, or that is not known."""
    kind, required, appearance = line.kind, line.text("required"), line.text("appearance")
    for column, kinds in PLACES.items():
        if line.text(column) and kind in dialect.TYPES and kind not in kinds:
            yield line.left_out(column, f"{column} is not supported on a {kind} row: it is left out")
    if required.lower() not in (*dialect.YES, *dialect.NO):
        reason = f"{required!r} is not a required that xlkit knows: the question may be left empty"
        yield line.left_out("required", f"{reason}; write yes or no")
    if line.text("read_only").lower() in dialect.YES and kind in dialect.SELECTS:
        yield line.left_out("read_only", "choices that are read only are not supported: they can be picked")
    if line.text("choice_filter") and kind not in dialect.SELECTS:
        reason = "a choice_filter is supported for select_one and select_multiple alone: it is left out"
        yield line.left_out("choice_filter", reason)
    known = dialect.APPEARANCES.get(kind, ())
    if appearance and appearance.lower() not in known:
        advice = f"leave it empty or write {' or '.join(known)}" if known else "leave it empty"
        yield line.left_out("appearance", f"the appearance {appearance!r} is not supported for {kind}: {advice}")


def _count(line: Line) -> Iterator[Problem]:
    text = line.text("repeat_count")
    if NAMED.search(text):
        reason = f"{dialect.ROWS_BY_ANSWER} rows are ready, whatever {text} comes to"
        yield line.left_out("repeat_count", reason)
    elif text and whole_number(text, 1) is None:
        reason = f"the repeat_count {text!r} is not a number: {dialect.PREPARED_ROWS} rows are prepared"
        yield line.left_out("repeat_count", reason)
    elif text and int(text) > dialect.MOST_ROWS:
        yield line.left_out("repeat_count", f"a table has {dialect.MOST_ROWS} rows at most: so many are prepared")


def _inside(book: Book, parts: tuple[Part, ...]) -> Iterator[Problem]:
    for part in parts:
        line, kind = part.line, part.line.kind
        if kind in dialect.OPENINGS:
            yield from _inside(book, part.parts)
        elif line.is_item and kind not in dialect.ONE_CELL:
            yield line.left_out("type", f"{kind} does not fit one cell of a table: the column is left out")
        elif kind == dialect.SELECT_ONE and is_long(book, line) and book.stands_apart:
            reason = "the choices are too long for a dropdown in such a table, or have commas: any text can be typed"
            yield line.left_out("type", reason)
