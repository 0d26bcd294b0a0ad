"""What each function of an expression is in Excel 2010, of what its parts are as formulas."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from xlkit.books.respondent.form import literal, text_literal
from xlkit.form import patterns
from xlkit.form.expression import Column, Expression, Literal

EPOCH = "DATE(1970,1,1)"
PARTS_OF_DAY = {
    "%Y": "YEAR({0})",
    "%y": 'TEXT(MOD(YEAR({0}),100),"00")',
    "%m": 'TEXT(MONTH({0}),"00")',
    "%n": "MONTH({0})",
    "%d": 'TEXT(DAY({0}),"00")',
    "%e": "DAY({0})",
}
DIGITS = "0123456789"


class TooLongError(Exception):
    """A formula would be longer than Excel takes, or holds what it cannot work out."""


class Writer(Protocol):
    """Writes the parts of an expression as formulas, without an equals sign."""

    def number(self, expression: Expression) -> str:
        """A number or a day; where it is blank, an empty text or an error."""

    def text(self, expression: Expression) -> str:
        """A text, never an error."""

    def cells(self, expression: Expression) -> str:
        """What can be gathered: the cells of a table's column, or a number by itself."""

    def counted(self, column: Column) -> str:
        """In how many rows of a table something stands, or stands in one of its columns."""


Parts: TypeAlias = Sequence[Expression]
Written: TypeAlias = Callable[[Writer, Parts], str]


def _of_numbers(pattern: str) -> Written:
    """A formula of the numbers that a function is given."""

    def made(write: Writer, parts: Parts) -> str:
        return pattern.format(*(f"({write.number(part)})" for part in parts))

    return made


def _of_texts(pattern: str) -> Written:
    """A formula of the texts that a function is given."""

    def made(write: Writer, parts: Parts) -> str:
        return pattern.format(*(write.text(part) for part in parts))

    return made


def _gathered(function: str, *, may_be_none: bool = False) -> Written:
    """A formula of all numbers among cells and values; texts and blanks do not count."""

    def made(write: Writer, parts: Parts) -> str:
        given = ",".join(write.cells(part) for part in parts)
        return f'IF(COUNT({given})=0,"",{function}({given}))' if may_be_none else f"{function}({given})"

    return made


def _counted(write: Writer, parts: Parts) -> str:
    (part,) = parts
    if not isinstance(part, Column):
        raise TooLongError
    return write.counted(part)


def _rows_counted(write: Writer, parts: Parts) -> str:
    return _counted(write, [Column(part.table, "") if isinstance(part, Column) else part for part in parts])


def _rounded(write: Writer, parts: Parts) -> str:
    digits = write.number(parts[1]) if len(parts) > 1 else "0"
    return f"ROUND({write.number(parts[0])},{digits})"


NUMBERS: Mapping[str, Written] = {
    **{sign: _of_numbers(f"{{}}{sign}{{}}") for sign in "+-*"},
    "div": _of_numbers("{}/{}"),
    "mod": _of_numbers("{0}-{1}*TRUNC({0}/{1})"),
    "number": _of_numbers("{}*1"),
    "int": _of_numbers("TRUNC({})"),
    "abs": _of_numbers("ABS({})"),
    "pow": _of_numbers("POWER({},{})"),
    "date": _of_numbers("{}*1"),
    "decimal-date-time": _of_numbers(f"{{}}-{EPOCH}"),
    "today": _of_numbers("TODAY()"),
    "now": _of_numbers("TODAY()"),
    "round": _rounded,
    "sum": _gathered("SUM"),
    "min": _gathered("MIN", may_be_none=True),
    "max": _gathered("MAX", may_be_none=True),
    "count": _rows_counted,
    "count-non-empty": _counted,
    "count-selected": _of_texts('IF({0}="",0,1+LEN({0})-LEN(SUBSTITUTE({0}," ","")))'),
    "string-length": _of_texts("LEN({})"),
}


def _part_of_text(write: Writer, parts: Parts) -> str:
    text, start = write.text(parts[0]), f"INT(MAX({write.number(parts[1])},0))"
    end = f"INT(MAX({write.number(parts[2])},0))" if len(parts) > 2 else f"{patterns.MOST}"
    return f'IFERROR(MID({text},{start}+1,{end}-{start}),"")'


def _day_said(write: Writer, parts: Parts) -> str:
    pattern = str(parts[1].value) if isinstance(parts[1], Literal) else ""
    pieces = [text_literal(pattern)]
    for code, formula in PARTS_OF_DAY.items():
        pieces = [new for piece in pieces for new in _cut(piece, code, formula.format(f"({write.number(parts[0])})"))]
    return f'IFERROR({"&".join(pieces)},"")'


def _cut(piece: str, code: str, formula: str) -> Sequence[str]:
    if not piece.startswith('"'):
        return [piece]
    texts = piece[1:-1].split(code)
    joined = [made for text in texts for made in (f'"{text}"', formula)][:-1]
    return [made for made in joined if made != '""'] or ['""']


TEXTS: Mapping[str, Written] = {
    "concat": lambda write, parts: "&".join(map(write.text, parts)) or '""',
    "string": _of_texts("{}"),
    "substr": _part_of_text,
    "format-date": _day_said,
}


def _matched(write: Writer, parts: Parts) -> str:
    """What a formula can tell of a pattern: how many characters there are, and whether all of them are digits."""
    wanted = patterns.counted(str(parts[1].value)) if isinstance(parts[1], Literal) else None
    if wanted is None:
        raise TooLongError
    are_digits, least, most = wanted
    text = write.text(parts[0])
    tests = [f"LEN({text})={least}"] if least == most else [f"LEN({text})>={least}"] * (least > 0)
    tests += [f"LEN({text})<={most}"] * (least < most < patterns.MOST)
    left = text
    for digit in DIGITS if are_digits else "":
        left = f"SUBSTITUTE({left},{digit},)"
    tests += [f'{left}=""'] * are_digits
    return f"AND({','.join(tests)})" if tests else "TRUE"


def _selected(write: Writer, parts: Parts) -> str:
    picked, name = parts
    value = str(name.value) if isinstance(name, Literal) else ""
    return f'ISNUMBER(FIND({literal(f" {value} ")}," "&{write.text(picked)}&" "))'


TRUTHS: Mapping[str, Written] = {
    "regex": _matched,
    "selected": _selected,
    "contains": _of_texts("ISNUMBER(FIND({1},{0}))"),
    "starts-with": _of_texts("EXACT(LEFT({0},LEN({1})),{1})"),
}
