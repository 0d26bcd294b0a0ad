"""An expression made to fit the form it stands in: its names found, its values of the kinds that the answers are of."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import isfinite

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.form import patterns
from xlkit.form.evaluation import sort_of
from xlkit.form.expression import PLACE, Call, Column, Expression, Literal, Named, Sort, changed, text_by
from xlkit.form.functions import FETCHED, FUNCTIONS, INDEXED, OVER_ROWS, PARTS_OF_DAY, number_of, text_of
from xlkit.form.item import Kind
from xlkit.form.xlsform.book import Line, choice_name
from xlkit.form.xlsform.cells import Files
from xlkit.form.xlsform.dialect import OTHER
from xlkit.form.xlsform.expressions import COLUMN, NotSupportedError, day, parse, turned
from xlkit.form.xlsform.fetched import fetched, ticked
from xlkit.form.xlsform.form import Asked

PICKED = (Kind.STATEMENTS, Kind.CHOICE, Kind.MANY)
SAME, ORDERED, ADDED = ("=", "!="), ("<", "<=", ">", ">="), ("+", "-")
MOST_IN_ROWS = 10_000  # choices in all rows of a table together
MOST_NAMED = 40  # choices whose labels a formula can pick from


class Scope(Struct, frozen=True):
    """What an expression may speak of: items by name, calculations by their sorts, tables, and lists of choices.

    `near` are the columns of the row of a table that it stands in, which are among the items, and `files` what lies
    beside the form. Where it `is_lenient`, a choice that is not there is one that is never picked.
    """

    asked: Mapping[str, Asked]
    worked: Mapping[str, Sort] = field(default_factory=dict)
    tables: Mapping[str, Asked] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, Line]] = field(default_factory=dict)
    near: Mapping[str, Asked] = field(default_factory=dict)
    files: Files = Files()
    is_lenient: bool = False

    def sort(self, name: str) -> Sort:
        """The sort of what stands under a name."""
        if name in self.worked:
            return self.worked[name]
        if name == PLACE:
            return Sort.NUMBER
        return self.asked[name].sort if name in self.asked else Sort.BLANK

    def picked(self, expression: Expression) -> Asked | None:
        """The item with choices whose answer an expression is; None for any other expression."""
        item = self.asked.get(expression.name) if isinstance(expression, Named) else None
        return item if item is not None and item.kind in PICKED else None

    def choices(self, item: Asked) -> Mapping[str, Line]:
        """The rows of an item's choices by their names."""
        return self.lists.get(item.line.from_list, {})


def fitted(expression: Expression, scope: Scope, found: Callable[[str], Expression]) -> Expression:
    """The expression as it holds for the answers of a workbook; `found` is what a name stands for there.

    Raises NotSupportedError where it can never be worked out so.
    """
    of_row = changed(ticked(expression, scope.near), lambda part: fetched(part, scope.tables, scope.files, found))
    named = changed(of_row, lambda part: found(part.name) if isinstance(part, Named) else part)
    return changed(named, lambda part: _fit(part, scope) if isinstance(part, Call) else part)


def _fit(call: Call, scope: Scope) -> Expression:
    function, parts = call.function, call.parts
    if function in FETCHED:
        return Call(function, (parts[0], _key(parts[1], function, scope)))
    if function in OVER_ROWS:
        return Call(function, tuple(_gathered(part, function, scope) for part in parts))
    _refuse_columns(parts)
    special = {"selected": _selected, "regex": _matched, "jr:choice-name": _labelled, "format-date": _dated}
    if scope.is_lenient and function in ("=", "selected") and _is_of_no_choice(parts, scope):
        return Literal(value=False)
    if function in special:
        return special[function](parts, scope)
    if function in (*SAME, *ORDERED):
        return Call(function, _same(parts, scope) if function in SAME else _ordered(parts, scope))
    if function in ADDED:
        given = [part if _sort(part, scope) is Sort.DAY else _number(part, scope) for part in parts]
    else:
        given = [_of_sort(part, FUNCTIONS[function].sort(place), scope) for place, part in enumerate(parts)]
    return Call(function, tuple(given))


def _key(part: Expression, function: str, scope: Scope) -> Expression:
    """The number of a row, or the text by which a file is looked up, in which days are written as in files."""
    if function == INDEXED:
        return _number(part, scope)
    if _sort(part, scope) is Sort.DAY:
        return Call("format-date", (part, Literal("%Y-%m-%d")))
    return _of_sort(part, None, scope)


def _refuse_columns(parts: Sequence[Expression]) -> None:
    for part in parts:
        if isinstance(part, Column):
            raise NotSupportedError(f"{part.field or part.table} stands in the rows of a table")


def _is_of_no_choice(parts: Sequence[Expression], scope: Scope) -> bool:
    item = scope.picked(parts[0])
    if item is None or not isinstance(parts[1], Literal):
        return False
    name = choice_name(text_of(parts[1].value))
    return name not in scope.choices(item) and name != ""


def _gathered(part: Expression, function: str, scope: Scope) -> Expression:
    """What can be counted or added up: the column of a table, or a number."""
    if function.startswith("count"):
        if not isinstance(part, Column):
            raise NotSupportedError(f"{function}() counts the rows of a table")
        return part
    if isinstance(part, Column):
        field = next((field for field in scope.tables[part.table].columns if field.name == part.field), None)
        if field is None or field.sort is not Sort.NUMBER:
            raise NotSupportedError(f"{part.field or part.table} has no numbers in its rows")
        return part
    if function != "sum" and isinstance(part, Call):
        raise NotSupportedError(f"{function}() is understood of answers and values alone")
    return _number(part, scope)


def _sort(expression: Expression, scope: Scope) -> Sort:
    return sort_of(expression, scope.sort)


def _of_sort(part: Expression, wanted: Sort | None, scope: Scope) -> Expression:
    """An expression as a function takes it."""
    sort = _sort(part, scope)
    if wanted is Sort.NUMBER:
        return _number(part, scope)
    if wanted is Sort.DAY and sort is not Sort.DAY:
        return Literal(day(part.value if isinstance(part, Literal) else "what stands there"))
    if wanted is Sort.MANY and scope.picked(part) is None:
        raise NotSupportedError("only of choices it can be asked which are selected")
    if wanted is None and sort is Sort.MANY:
        raise NotSupportedError("several choices may be picked: ask with selected()")
    return part


def _number(part: Expression, scope: Scope) -> Expression:
    if isinstance(part, Literal):
        number = number_of(part.value)
        if number is None or not isfinite(number):
            raise NotSupportedError(f"{part.value!r} is not a number")
        return Literal(number)
    item = scope.picked(part)
    names = scope.choices(item) if item else {}
    is_text = _sort(part, scope) in (Sort.TEXT, Sort.MANY) and isinstance(part, Named)
    if is_text and (item is None or item.kind is Kind.MANY or not all(map(patterns.NUMBER.fullmatch, names))):
        raise NotSupportedError(f"{part.name if isinstance(part, Named) else ''} is not a number")
    return part


def _same(parts: Sequence[Expression], scope: Scope) -> tuple[Expression, ...]:
    """Two expressions that can be the same: a value that stands there is of the sort of what it is held against."""
    left, right = parts
    if isinstance(left, Literal) or not isinstance(right, Literal):
        if Sort.MANY in (_sort(left, scope), _sort(right, scope)):
            raise NotSupportedError("several choices may be picked: ask with selected()")
        return left, right
    if right.value == "":
        return left, right
    sort, item = _sort(left, scope), scope.picked(left)
    if sort is Sort.MANY and item is not None:
        raise NotSupportedError(f"several choices of {item.name} may be picked: ask with selected()")
    if item is not None:
        return left, Literal(_choice(text_of(right.value), item, scope))
    return left, _held_against(right, sort, scope)


def _held_against(literal: Literal, sort: Sort, scope: Scope) -> Expression:
    """A value made of the sort of what it is held against."""
    if sort is Sort.NUMBER:
        return _number(literal, scope)
    if sort is Sort.DAY:
        return Literal(day(literal.value))
    if sort is Sort.TRUTH:
        return Literal(literal.value in (True, 1.0, "1", "true"))
    return Literal(text_of(literal.value))


def _ordered(parts: Sequence[Expression], scope: Scope) -> tuple[Expression, ...]:
    sorts = [_sort(part, scope) for part in parts]
    if Sort.DAY in sorts:
        return tuple(_of_sort(part, Sort.DAY, scope) for part in parts)
    return tuple(_number(part, scope) for part in parts)


def _selected(parts: Sequence[Expression], scope: Scope) -> Expression:
    item, name = scope.picked(parts[0]), parts[1]
    if item is None:
        raise NotSupportedError("selected() needs a question with choices")
    if not isinstance(name, Literal):
        raise NotSupportedError("selected() needs the name of a choice in quotes")
    return Call("selected", (parts[0], Literal(_choice(text_of(name.value), item, scope))))


def _choice(name: str, item: Asked, scope: Scope) -> str:
    name = choice_name(name)
    if name not in scope.choices(item) and not (name == OTHER and item.line.has_other):
        raise NotSupportedError(f"{item.name} has no choice named {name!r}")
    return name


def _matched(parts: Sequence[Expression], scope: Scope) -> Expression:
    pattern = parts[1].value if isinstance(parts[1], Literal) else None
    if not isinstance(pattern, str):
        raise NotSupportedError("regex() needs its pattern in quotes")
    if reason := patterns.refusal(pattern):
        raise NotSupportedError(f"the pattern {pattern[:40]!r} cannot be matched ({reason})")
    return Call("regex", (_of_sort(parts[0], None, scope), parts[1]))


def _labelled(parts: Sequence[Expression], scope: Scope) -> Expression:
    """The label of what is picked, as a chain of choices."""
    item = scope.picked(parts[0])
    if item is None or item.kind is Kind.MANY:
        raise NotSupportedError("jr:choice-name() needs a question of which one choice is picked")
    lines = scope.choices(item)
    if len(lines) > MOST_NAMED:
        raise NotSupportedError(f"{item.name} has more than {MOST_NAMED} choices")
    return text_by(parts[0], [(name, line.text("label")) for name, line in lines.items()])


def _dated(parts: Sequence[Expression], scope: Scope) -> Expression:
    pattern = parts[1].value if isinstance(parts[1], Literal) else None
    left = str(pattern)
    for code in PARTS_OF_DAY:
        left = left.replace(code, "")
    if not isinstance(pattern, str) or "%" in left:
        raise NotSupportedError(f"format-date() is understood with {' '.join(PARTS_OF_DAY)}")
    return Call("format-date", (_of_sort(parts[0], Sort.DAY, scope), parts[1]))


def offered(item: Asked, scope: Scope, found: Callable[[str], Expression], rows: int) -> Mapping[str, Expression]:
    """When each choice of an item is offered, by its name; raises NotSupportedError where that cannot be worked out.

    In a table each of its `rows` has cells of its own for each choice. A choice whose columns speak of another list's
    choice that is not there is never offered.
    """
    parsed = parse(item.line.text("choice_filter"), of_choices=True)
    if rows > 1 and rows * len(scope.choices(item)) > MOST_IN_ROWS:
        raise NotSupportedError(f"{len(scope.choices(item)):,} choices are too many for each of {rows} rows")
    lenient = replace(scope, is_lenient=True)
    fit = cache(lambda stated: fitted(stated, lenient, found))  # that of a thousand villages is that of a few districts
    return {name: fit(_of_choice(parsed, line)) for name, line in scope.choices(item).items()}


def _of_choice(parsed: Expression, line: Line) -> Expression:
    """A filter with the columns of one choice in place of their names."""

    def put_in(part: Expression) -> Expression:
        if isinstance(part, Named) and part.name.startswith(COLUMN):
            return Literal(line.text(part.name.removeprefix(COLUMN)))
        return turned(part) if isinstance(part, Call) else part

    return changed(parsed, put_in)
