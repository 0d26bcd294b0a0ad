"""Expressions as XLSForms write them: a text parsed into a tree, and a tree written as such a text."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from xlkit.form.expression import ITSELF, PLACE, Call, Column, Constant, Expression, Literal, Named, Pairs
from xlkit.form.functions import FUNCTIONS

# The quotes may be the curly ones that word processors make of plain ones.
TOKEN = re.compile(
    r"""\s*(?:
    (?P<item>\$\{\s*[^\s{}]+\s*\}|\.(?![\d.]))
    |(?P<place>position\(\s*\.\.\s*\)|index\(\s*\))
    |(?P<text>'[^']*'|"[^"]*"|\u2018[^\u2019]*\u2019|\u201c[^\u201d]*\u201d)
    |(?P<number>\d+\.?\d*|\.\d+)
    |(?P<sign>!=|<=|>=|[-+*=<>])
    |(?P<mark>[(),])
    |(?P<word>[A-Za-z_][\w.:-]*)
    )""",
    re.VERBOSE,
)
# How tightly each operator binds; those of one strength are worked out from left to right.
STRENGTHS = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("=", "!="), 3),
    **dict.fromkeys(("<", "<=", ">", ">="), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "div", "mod"), 6),
}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
COLUMN = "@"
JOINED = ("or", "and")  # these take any number of parts
TRUTHS = {"true": True, "false": False}
DEEPEST = 50  # functions and parentheses in one another; a rule that a person wrote has a few
MOST_TOKENS = 400
MOST_LEVELS = 120  # of a tree: a long sum is as deep as it has parts

Token: TypeAlias = tuple[str, str]  # what it is, and what is written
END: Token = ("", "")


class NotSupportedError(Exception):
    """An expression that is more than xlkit can do in a workbook, or that is not one; its text says what."""


def parse(text: str, *, of_choices: bool = False) -> Expression:
    """The tree of an expression; raises NotSupportedError.

    In one `of_choices` a bare word is a column of the choices, which is named with the sign COLUMN before it.
    """
    return _Reader(_tokens(text), is_bare=of_choices).whole()


def constant(text: str) -> str | date | None:
    """The value of a calculation that is always the same: a text, a number as it is written, a date; else None."""
    try:
        parsed = parse(text)
    except NotSupportedError:
        return None
    if not isinstance(parsed, Literal) or isinstance(parsed.value, bool):
        return None
    return text.strip() if isinstance(parsed.value, float) else parsed.value


def written(expression: Expression) -> str:
    """An expression as an XLSForm writes it; `parse` gives it back, but for a table's column, which is its name."""
    match expression:
        case Literal(value):
            return _value(value)
        case Named(name):
            return name if name in (ITSELF, PLACE) else f"${{{name}}}"
        case Pairs(name):
            return f"'{name}'"
        case Column(_, field):
            return f"${{{field}}}"
        case Call(function, parts) if function in STRENGTHS:
            return f" {function} ".join(_operands(function, parts))
        case Call(function, parts):
            return f"{function}({', '.join(map(written, parts))})"


def _operands(operator: str, parts: Iterable[Expression]) -> Iterable[str]:
    strength = STRENGTHS[operator]
    for place, part in enumerate(parts):
        own = STRENGTHS.get(part.function, 9) if isinstance(part, Call) else 9
        is_loose = own < strength or (own == strength and (place > 0 or operator in JOINED))
        yield f"({written(part)})" if is_loose else written(part)


def _value(value: Constant) -> str:
    if isinstance(value, bool):
        return f"{str(value).lower()}()"
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, str):
        return f'"{value}"' if "'" in value else f"'{value}'"
    return format(Decimal(repr(value)).normalize(), "f")


def _tokens(text: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise NotSupportedError(f"{text[place:].split(maxsplit=1)[0][:40]!r} is not understood")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
        if len(tokens) > MOST_TOKENS:
            raise NotSupportedError("it is too long")
    return (*tokens, END)


class _Reader:
    """Reads the tokens one after the other; what binds tighter is deeper in the tree."""

    def __init__(self, tokens: tuple[Token, ...], *, is_bare: bool = False) -> None:
        self._tokens = tokens
        self._is_bare = is_bare
        self._place = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._part(0)
        if self._next != END:
            raise NotSupportedError(f"{self._next[1]!r} is not understood where it stands")
        if not _is_shallow(expression):
            raise NotSupportedError("it is too long")
        return expression

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._next
        self._place = min(self._place + 1, len(self._tokens) - 1)
        return token

    def _expect(self, mark: str) -> None:
        _, text = self._take()
        if text != mark:
            raise NotSupportedError(f"{mark!r} is missing before {text!r}" if text else f"{mark!r} is missing")

    def _part(self, strength: int) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotSupportedError("too much stands in parentheses in one another")
        expression = self._operand()
        while self._next[0] in ("sign", "word") and STRENGTHS.get(self._next[1], 0) > strength:
            expression = self._operation(expression)
        self._depth -= 1
        return expression

    def _operation(self, left: Expression) -> Expression:
        _, operator = self._take()
        parts = [left, self._part(STRENGTHS[operator])]
        while operator in JOINED and self._next == ("word", operator):
            self._take()
            parts.append(self._part(STRENGTHS[operator]))
        return turned(Call(operator, tuple(parts)))

    def _operand(self) -> Expression:
        kind, text = self._take()
        is_column = kind == "word" and self._is_bare and self._next != ("mark", "(")
        if kind in ("item", "place") or is_column:
            name = PLACE if kind == "place" else text.strip("${} \t\n")
            return Named(f"{COLUMN}{text.lower()}" if is_column else name)
        if kind == "text":
            return Literal(text[1:-1])
        if kind == "number":
            return Literal(float(text))
        if text == "-":
            return _negative(self._part(STRENGTHS["*"]))
        if text == "(":
            inner = self._part(0)
            self._expect(")")
            return inner
        if kind == "word" and self._next == ("mark", "("):
            return _called(text, tuple(self._arguments()))
        raise NotSupportedError(f"{text!r} is not understood where it stands" if text else "it ends too early")

    def _arguments(self) -> Iterable[Expression]:
        self._expect("(")
        while self._next != ("mark", ")"):
            yield self._part(0)
            if self._next != ("mark", ")"):
                self._expect(",")
        self._take()


def turned(call: Call) -> Call:
    """A comparison with the value that stands there behind what it is held against; any other call as it is."""
    if call.function not in TURNED:
        return call
    left, right = call.parts
    is_before = isinstance(left, Literal) and not isinstance(right, Literal)
    return Call(TURNED[call.function], (right, left)) if is_before else call


def _is_shallow(expression: Expression) -> bool:
    level = [expression]
    for _ in range(MOST_LEVELS):
        level = [part for each in level if isinstance(each, Call) for part in each.parts]
    return not level


def _negative(part: Expression) -> Expression:
    if isinstance(part, Literal) and isinstance(part.value, float):
        return Literal(-part.value)
    return Call("-", (Literal(0.0), part))


def _called(function: str, parts: tuple[Expression, ...]) -> Expression:
    if function in TRUTHS and not parts:
        return Literal(TRUTHS[function])
    known = FUNCTIONS.get(function)
    if known is None or function in STRENGTHS:
        raise NotSupportedError(f"the function {function}() cannot be done in a workbook")
    if not known.fits(len(parts)):
        raise NotSupportedError(f"{function}() is given {len(parts)} values, which is not what it takes")
    if function == "date" and isinstance(parts[0], Literal):
        return Literal(day(parts[0].value))
    return Call(function, parts)


def day(value: object) -> date:
    """The date that a value spells; raises NotSupportedError where it spells none."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise NotSupportedError(f"{value!r} is no date such as '2027-04-30'") from error
