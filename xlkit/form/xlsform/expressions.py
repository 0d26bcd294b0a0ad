"""Expressions: the conditions that XLSForms write in `relevant` and `constraint`, parsed and written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from xlkit.form.condition import ITSELF, Compared, Condition, Either, Every, Not, Selected, Sign

# The quotes may be the curly ones that word processors make of plain ones.
TOKEN = re.compile(
    r"""\s*(?:
    (?P<item>\$\{\s*[^\s{}]+\s*\}|\.(?![\d.]))
    |(?P<text>'[^']*'|"[^"]*"|\u2018[^\u2019]*\u2019|\u201c[^\u201d]*\u201d)
    |(?P<number>-?(?:\d+\.?\d*|\.\d+))
    |(?P<sign>!=|<=|>=|=|<|>)
    |(?P<mark>[(),])
    |(?P<word>[A-Za-z_][\w.:-]*)
    )""",
    re.VERBOSE,
)
TURNED = {Sign.LESS: Sign.MORE, Sign.MOST: Sign.LEAST, Sign.MORE: Sign.LESS, Sign.LEAST: Sign.MOST}
DEEPEST = 50  # parentheses; a rule that a person wrote has a few

Token: TypeAlias = tuple[str, str]  # what it is, and what is written
END: Token = ("", "")


class NotSupportedError(Exception):
    """An expression that is more than xlkit can do in a workbook, or that is not one; its text says what."""


@dataclass(frozen=True, slots=True)
class Named:
    """An answer that is spoken of."""

    name: str


Operand: TypeAlias = Named | str | float | date


def parse(text: str) -> Condition:
    """The condition that an expression states; raises NotSupportedError.

    Understood are comparisons of one answer with a value, `selected`, `not`, `and`, `or` and parentheses.
    """
    return _Reader(_tokens(text)).whole()


def constant(text: str) -> str | date | None:
    """The value of a calculation that is always the same: a text, a number as it is written, a date; else None."""
    try:
        reader = _Reader(_tokens(text))
        value = reader.operand()
        reader.expect_end()
    except NotSupportedError:
        return None
    if isinstance(value, Named):
        return None
    return text.strip() if isinstance(value, float) else value


def written(condition: Condition) -> str:
    """A condition as an XLSForm writes it; `parse` gives it back."""
    match condition:
        case Compared(item, sign, value):
            return f"{_name(item)} {sign} {_value(value)}"
        case Selected(item, choice):
            return f"selected({_name(item)}, {_value(choice)})"
        case Not(part):
            return f"not({written(part)})"
        case Every(parts):
            return " and ".join(_in_parentheses(part) for part in parts)
        case Either(parts):
            return " or ".join(_in_parentheses(part) for part in parts)


def _in_parentheses(condition: Condition) -> str:
    inner = written(condition)
    return f"({inner})" if isinstance(condition, Every | Either) else inner


def _name(item: str) -> str:
    return item if item == ITSELF else f"${{{item}}}"


def _value(value: str | float | date) -> str:
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, str):
        return f'"{value}"' if "'" in value else f"'{value}'"
    return format(Decimal(repr(value)).normalize(), "f")


def _tokens(text: str) -> tuple[Token, ...]:
    if text.count("(") > DEEPEST:
        raise NotSupportedError("it is too long")
    tokens: list[Token] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise NotSupportedError(f"{text[place:].split(maxsplit=1)[0]!r} is not understood")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return (*tokens, END)


class _Reader:
    """Reads the tokens one after the other: `or` binds loosest, then `and`."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._place = 0

    def whole(self) -> Condition:
        condition = self._either()
        self.expect_end()
        return condition

    def expect_end(self) -> None:
        if self._next != END:
            raise NotSupportedError(f"{self._next[1]!r} is not understood where it stands")

    def operand(self) -> Operand:
        kind, text = self._take()
        if kind == "item":
            return Named(text.strip("${} \t\n"))
        if kind == "text":
            return text[1:-1]
        if kind == "number":
            return float(text)
        if kind == "word" and self._next == ("mark", "("):
            return self._date(text)
        raise NotSupportedError(f"{text!r} is not understood where it stands" if text else "it ends too early")

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._next
        self._place = min(self._place + 1, len(self._tokens) - 1)
        return token

    def _calls(self, function: str) -> bool:
        follows = self._tokens[min(self._place + 1, len(self._tokens) - 1)]
        return self._next == ("word", function) and follows == ("mark", "(")

    def _expect(self, mark: str) -> None:
        _, text = self._take()
        if text != mark:
            raise NotSupportedError(f"{mark!r} is missing before {text!r}" if text else f"{mark!r} is missing")

    def _either(self) -> Condition:
        return self._joined("or", self._every, Either)

    def _every(self) -> Condition:
        return self._joined("and", self._single, Every)

    def _joined(self, word: str, part: Callable[[], Condition], several: type[Every | Either]) -> Condition:
        parts = [part()]
        while self._next == ("word", word):
            self._take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else several(tuple(parts))

    def _single(self) -> Condition:
        if self._next == ("mark", "("):
            return self._enclosed()
        if self._calls("not"):
            self._take()
            return Not(self._enclosed())
        return self._selected() if self._calls("selected") else self._compared()

    def _enclosed(self) -> Condition:
        self._expect("(")
        condition = self._either()
        self._expect(")")
        return condition

    def _selected(self) -> Condition:
        self._take()
        self._expect("(")
        item = self.operand()
        self._expect(",")
        choice = self.operand()
        self._expect(")")
        if not isinstance(item, Named) or not isinstance(choice, str):
            raise NotSupportedError("selected() needs a question and the name of a choice in quotes")
        return Selected(item.name, choice)

    def _compared(self) -> Condition:
        left = self.operand()
        kind, text = self._take()
        if kind != "sign":
            raise NotSupportedError(f"{text!r} is not understood where it stands" if text else "it compares nothing")
        right, sign = self.operand(), Sign(text)
        if isinstance(left, Named) and not isinstance(right, Named):
            return Compared(left.name, sign, right)
        if isinstance(right, Named) and not isinstance(left, Named):
            return Compared(right.name, TURNED.get(sign, sign), left)
        raise NotSupportedError("only one answer can be compared with one value")

    def _date(self, function: str) -> date:
        if function != "date":
            raise NotSupportedError(f"the function {function}() cannot be done in a workbook")
        self._expect("(")
        kind, text = self._take()
        self._expect(")")
        try:
            return date.fromisoformat(text[1:-1] if kind == "text" else "")
        except ValueError as error:
            raise NotSupportedError(f"{text} is no date such as '2027-04-30'") from error
