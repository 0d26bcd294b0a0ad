"""Filters: which choices of a list are offered, by what other questions are answered."""

from collections.abc import Callable, Mapping
from functools import cache

from msgspec.structs import replace

from xlkit.form.expression import Call, Expression, Literal, Named, changed
from xlkit.form.xlsform.expressions import COLUMN, NotSupportedError, parse, turned
from xlkit.form.xlsform.fitting import Scope, fitted
from xlkit.form.xlsform.form import Asked
from xlkit.form.xlsform.workbook import Line

MOST_IN_ROWS = 10_000  # choices in all rows of a table together


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
