"""A formula's text turned into a tree of literals, areas, operations and calls."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from tests.oracle.values import ERRORS, Array, Scalar, UnknownError, Value

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Literal(Struct, frozen=True):
    """A value that stands in the formula itself; None for an argument left out."""

    value: Value


class Area(Struct, frozen=True):
    """A cell or a rectangle of cells; rows and columns count from 1, and the last ones belong to it.

    A range of one cell, such as A1:A1, is not the same as the cell A1.
    """

    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    is_cell: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return self.bottom - self.top + 1, self.right - self.left + 1

    def __str__(self) -> str:
        first, last = a1(self.top, self.left), a1(self.bottom, self.right)
        return f"{self.sheet}!{first}" if self.is_cell else f"{self.sheet}!{first}:{last}"


class Operation(Struct, frozen=True):
    """An operator between two parts."""

    operator: str
    left: "Node"
    right: "Node"


class Negation(Struct, frozen=True):
    """A minus before a part."""

    part: "Node"


class Call(Struct, frozen=True):
    """A function and what it is given."""

    name: str
    arguments: tuple["Node", ...]


Node: TypeAlias = Literal | Area | Operation | Negation | Call

TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<error>\#(?:N/A|[A-Z0-9/]+[!?]))
    |(?P<area>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
        (?:\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]+:\$?[0-9]+)(?![\w(]))
    |(?P<call>[A-Z][A-Z0-9.]*\()
    |(?P<truth>(?:TRUE|FALSE)(?![\w(.!]))
    |(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]+)?(?![\w(]))
    |(?P<operator><=|>=|<>|[-+*/&=<>])
    |(?P<mark>[(){},;])""",
    re.VERBOSE,
)
CORNER = re.compile(r"(\$?)([A-Z]*)(\$?)([0-9]*)")
STRENGTHS = {**dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1), "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}
Token: TypeAlias = tuple[str, str]
END: Token = ("end", "")


@lru_cache(maxsize=50_000)  # books of one kind have many formulas in common, and each is asked for again
def parsed(formula: str, sheet: str, moved: tuple[int, int] = (0, 0)) -> Node:
    """The tree of a formula on a sheet; it stands so many rows and columns from where it was written."""
    try:
        return _Parser(tuple(_tokens(formula)), sheet, moved).whole()
    except UnknownError as unknown:
        raise UnknownError(f"{unknown}, in ={formula}") from None


def replaced(node: Node, placed: Callable[[Area], Node]) -> Node:
    """A tree in which something else stands for each area."""
    match node:
        case Area():
            return placed(node)
        case Operation():
            return Operation(node.operator, replaced(node.left, placed), replaced(node.right, placed))
        case Negation():
            return Negation(replaced(node.part, placed))
        case Call():
            return Call(node.name, tuple(replaced(argument, placed) for argument in node.arguments))
        case Literal():
            return node


def areas(node: Node) -> Iterator[Area]:
    """Every area in a tree, from left to right."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Area() as area:
                yield area
            case Operation(_, left, right):
                waiting += (right, left)
            case Negation(part):
                waiting.append(part)
            case Call(_, arguments):
                waiting += reversed(arguments)


def a1(row: int, column: int) -> str:
    """The address of a cell."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def place(address: str) -> tuple[int, int]:
    """The row and the column of an address."""
    found = CORNER.fullmatch(address)
    if not found or not (found[2] and found[4]):
        raise UnknownError(f"“{address}” as an address")
    return int(found[4]), _column(found[2])


@lru_cache(maxsize=50_000)  # formulas that stand below each other have most of their addresses in common
def area_at(address: str, sheet: str, moved: tuple[int, int] = (0, 0)) -> Area:
    """The area at an address such as $A$1, B2:C5 or $A:$A, whose parts without $ move."""
    name, _, corners = address.rpartition("!")
    if name:
        sheet = name[1:-1].replace("''", "'") if name.startswith("'") else name
    first, _, last = corners.partition(":")
    tops, lefts = _corner(first, moved, 1, 1)
    bottoms, rights = _corner(last or first, moved, LAST_ROW, LAST_COLUMN)
    return Area(sheet, min(tops, bottoms), min(lefts, rights), max(tops, bottoms), max(lefts, rights), not last)


def _corner(written: str, moved: tuple[int, int], row: int, column: int) -> tuple[int, int]:
    found = CORNER.fullmatch(written)
    assert found is not None
    row_is_fixed = found[3] or (found[1] and not found[2])
    if found[4]:
        row = int(found[4]) + (0 if row_is_fixed else moved[0])
    if found[2]:
        column = _column(found[2]) + (0 if found[1] else moved[1])
    return row, column


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _tokens(formula: str) -> Iterator[Token]:
    end = 0
    for found in TOKEN.finditer(formula):
        if found.start() != end:
            break
        end = found.end()
        if found.lastgroup and found.lastgroup != "space":
            yield found.lastgroup, found[0]
    if end < len(formula):
        raise UnknownError(f"“{formula[end : end + 30]}”")
    yield END


class _Parser:
    """Reads one formula; what binds tighter is deeper in the tree."""

    def __init__(self, tokens: tuple[Token, ...], sheet: str, moved: tuple[int, int]) -> None:
        self._left = iter(tokens)
        self._token = next(self._left)
        self._sheet = sheet
        self._moved = moved

    def whole(self) -> Node:
        node = self._part(0)
        if self._token != END:
            raise UnknownError(f"“{self._token[1]}” where the formula should end")
        return node

    def _taken(self) -> Token:
        token, self._token = self._token, next(self._left, END)
        return token

    def _expect(self, mark: str) -> None:
        found = self._taken()[1]
        if found != mark:
            raise UnknownError(f"“{found}” in place of “{mark}”")

    def _part(self, strength: int) -> Node:
        node = self._operand()
        while self._token[0] == "operator" and STRENGTHS[self._token[1]] > strength:
            operator = self._taken()[1]
            node = Operation(operator, node, self._part(STRENGTHS[operator]))
        return node

    def _operand(self) -> Node:
        kind, written = self._taken()
        if kind == "area":
            return area_at(written, self._sheet, self._moved)
        if kind == "call":
            return Call(written[:-1], self._arguments())
        if written == "-":
            return Negation(self._operand())
        if written == "(":
            node = self._part(0)
            self._expect(")")
            return node
        return Literal(self._constants() if written == "{" else _constant(kind, written))

    def _arguments(self) -> tuple[Node, ...]:
        if self._token[1] == ")":
            self._taken()
            return ()
        found = [self._argument()]
        while self._token[1] == ",":
            self._taken()
            found.append(self._argument())
        self._expect(")")
        return tuple(found)

    def _argument(self) -> Node:
        return Literal(None) if self._token in (("mark", ","), ("mark", ")")) else self._part(0)

    def _constants(self) -> Array:
        rows: list[list[Scalar]] = [[]]
        while True:
            rows[-1].append(self._signed())
            mark = self._taken()[1]
            if mark == "}":
                return Array(tuple(map(tuple, rows)))
            if mark == ";":
                rows.append([])
            elif mark != ",":
                raise UnknownError(f"“{mark}” in an array")

    def _signed(self) -> Scalar:
        if self._token != ("operator", "-"):
            return _constant(*self._taken())
        self._taken()
        number = _constant(*self._taken())
        assert isinstance(number, float)
        return -number


def _constant(kind: str, written: str) -> Scalar:
    if kind == "number":
        return float(written)
    if kind == "text":
        return written[1:-1].replace('""', '"')
    if kind == "truth":
        return written == "TRUE"
    if kind == "error" and written in ERRORS:
        return ERRORS[written]
    raise UnknownError(f"“{written}” where a value should stand" if written else "a formula that ends too early")
