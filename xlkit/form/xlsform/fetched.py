"""Fetched: what an expression takes from ticks in its row, from a row by its number, or from a file beside the form."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from xlkit.form import patterns
from xlkit.form.expression import Call, Column, Expression, Literal, Named, Pairs, Sort, changed, walk
from xlkit.form.functions import INDEXED, LONGEST_TEXT, PULLED, text_of
from xlkit.form.words import TYPED_TICK
from xlkit.form.xlsform.cells import Files
from xlkit.form.xlsform.dialect import TICK_OF
from xlkit.form.xlsform.expressions import NotSupportedError
from xlkit.form.xlsform.form import Asked
from xlkit.form.xlsform.tabled import tick_of

Ticks = Mapping[str, Sequence[str]]
BLANK = Literal("")
MOST_PAIRS = 2_000  # rows of a file: each workbook holds them, and is searched from top to bottom


def fetched(
    part: Expression, tables: Mapping[str, Asked], files: Files, found: Callable[[str], Expression]
) -> Expression:
    """A part of an expression with the column, or the facts of the file, that it speaks of; any other as it is.

    Raises NotSupportedError where there are none.
    """
    match part:
        case Call(function, (Named(column), Named(table), number)) if function == INDEXED:
            found(column)  # refuses what has no one place in a row
            return Call(INDEXED, (_column(tables, table, column), number))
        case Call(function, (Literal(file), Literal(column), Literal(key), wanted)) if function == PULLED:
            return Call(PULLED, (_pairs(files, *map(text_of, (file, column, key))), wanted))
        case Call(function) if function in (INDEXED, PULLED):
            raise NotSupportedError(f"{function}() is understood of names, and of files and columns in quotes")
    return part


def _column(tables: Mapping[str, Asked], table: str, column: str) -> Column:
    columns = tables[table].columns if table in tables else ()
    own = next((each for each in columns if each.name == column), None)
    if own is None:
        raise NotSupportedError(f"{column} is no column of a table {table}")
    return Column(table, column, own.sort)


def _pairs(files: Files, file: str, column: str, key: str) -> Pairs:
    """What stands in a column of a file by what stands in another, where both are filled in; the first row counts."""
    if file not in files.pulled:
        raise NotSupportedError(f"the file {file!r} {files.unread.get(file, 'is not there')}")
    headings, *rows = files.pulled[file] or [()]
    if len(rows) > MOST_PAIRS:
        raise NotSupportedError(f"the file {file!r} has more than {MOST_PAIRS:,} rows")
    unknown = [name for name in (key, column) if name not in headings]
    if unknown:
        raise NotSupportedError(f"the file {file!r} has no column {unknown[0]!r}")
    at = [headings.index(name) for name in (key, column)]
    stated = [tuple(row[place] for place in at) for row in rows if len(row) > max(at)]
    texts = {name: value for name, value in reversed(stated) if name and 0 < len(value) <= LONGEST_TEXT}
    is_number = all(patterns.NUMBER.fullmatch(value) and text_of(float(value)) == value for value in texts.values())
    pairs = tuple((name, float(value) if is_number else value) for name, value in reversed(texts.items()))
    return Pairs(f"{file} {column} {key}", pairs, Sort.NUMBER if is_number and pairs else Sort.TEXT)


def ticked(expression: Expression, near: Mapping[str, Asked]) -> Expression:
    """An expression that speaks of ticks where it speaks of several choices; `near` are the columns of its row.

    Raises NotSupportedError where ticks do not tell.
    """
    ticks: dict[str, list[str]] = {}
    for name, column in near.items():
        if question := column.line.text(TICK_OF):
            ticks.setdefault(question, []).append(name)
    if not ticks:
        return expression
    made = changed(expression, lambda part: _of_ticks(part, ticks))
    for part in walk(made):
        if isinstance(part, Named) and part.name in ticks:
            raise NotSupportedError(f"each choice of {part.name} has a column: ask with selected()")
    return made


def _of_ticks(part: Expression, ticks: Ticks) -> Expression:
    match part:
        case Call("selected", (Named(name), Literal(value))) if name in ticks:
            column = tick_of(name, text_of(value))
            if column not in ticks[name]:
                raise NotSupportedError(f"{name} has no choice named {text_of(value)!r}")
            return _is_ticked(column)
        case Call("count-selected", (Named(name),)) if name in ticks:
            counts: list[Expression] = [
                Call("if", (_is_ticked(column), Literal(1.0), Literal(0.0))) for column in ticks[name]
            ]
            return reduce(lambda so_far, count: Call("+", (so_far, count)), counts)
        case Call("=" | "!=" as sign, (Named(name), other)) if name in ticks and other == BLANK:
            joined = "and" if sign == "=" else "or"
            return Call(joined, tuple(Call(sign, (Named(column), BLANK)) for column in ticks[name]))
    return part


def _is_ticked(column: str) -> Expression:
    return Call("=", (Named(column), Literal(TYPED_TICK)))
