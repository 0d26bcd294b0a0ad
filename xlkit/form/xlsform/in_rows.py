"""In rows: what an expression says in a row of a table, where each of several choices has a column to tick."""

from collections.abc import Mapping, Sequence
from functools import reduce

from xlkit.form.expression import Call, Expression, Literal, Named, changed, walk
from xlkit.form.functions import text_of
from xlkit.form.words import TYPED_TICK
from xlkit.form.xlsform.dialect import TICK_OF
from xlkit.form.xlsform.expressions import NotSupportedError
from xlkit.form.xlsform.form import Asked
from xlkit.form.xlsform.tabled import tick_of

Ticks = Mapping[str, Sequence[str]]
BLANK = Literal("")


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
