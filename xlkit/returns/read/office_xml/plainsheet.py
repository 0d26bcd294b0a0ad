"""Sheets of Office Open XML stored in the plainest way, which is nearly every one: read by pattern, row by row.

That takes a fifth of the time of a scan by element with an engine behind it. The patterns know no more than what Excel,
LibreOffice, openpyxl and XlsxWriter write; a sheet with anything else is left to the scan by element, which decides
whether it is taken. Most rows of a return stand in the other returns of its round too, but for the numbers of their
texts: what a row came to is kept for them.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, pairwise

from msgspec import Struct
from msgspec.structs import replace

from xlkit.returns.raw import Value
from xlkit.returns.read.book import LAST_ROW
from xlkit.returns.read.office_xml.markup import check, each_kept, is_plain
from xlkit.returns.read.office_xml.plaintext import ATTRIBUTES, TEXT, plain_xml, text_of

# Plain formulas and blank cells hold no answer and are most of a form: leaving them out first halves the time of a
# scan. In XML of elements and texts alone nothing else looks like them, at the start of a cell. Each pattern begins
# with letters to look for, which is several times as fast as one pattern of several beginnings.
PLAIN_FORMULA = re.compile(rb'<f>(?<="><f>)[^<]*</f>(?=<v>[^<])')
BLANK = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="n")?(?: ?/>|></c>)')

_NUMBER = rb"-?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][-+]?[0-9]{1,2})?"
_ERROR = rb"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)"
_FORMULA = rb"<f" + ATTRIBUTES + rb"(?:/>|>" + TEXT + rb"</f>)"
_CELL = (  # in a row whose number is the first group
    rb'<c r="[A-Z]{1,2}\1"(?: s="[0-9]{1,6}")?'
    rb'(?: t="s"><v></v>'
    rb'|(?: t="n")?>(?:(?:' + _FORMULA + rb")?<v>" + _NUMBER + rb"|" + _FORMULA + rb"<v>)</v>"
    rb'| t="b">(?:(?:' + _FORMULA + rb")?<v>[01]|" + _FORMULA + rb"<v>)</v>"
    rb'| t="str">(?:' + _FORMULA + rb")?<v>" + TEXT + rb"</v>"
    rb'| t="e">(?:' + _FORMULA + rb")?<v>" + _ERROR + rb"</v>"
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?>' + TEXT + rb"</t></is>)</c>"
)
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"' + ATTRIBUTES + rb"(?:/>|>((?:" + _CELL + rb")*)</row>)")
_PARTS = re.compile(  # of each cell in such a row: its letters, look and type, whether it is exact, its content
    rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?>'
    rb"(?:<f[^<]*(?:</f>)?)?<(?:v|is><t( xml[^>]*)?)>([^<]*)"
)
_NO_VALUE = re.compile(rb"<v ?/>")
# What programs write that work no formula out; XlsxWriter leaves the result of an empty text out too, and means it.
UNCALCULATED = re.compile(rb'"inlineStr"|<v ?/>| t="n"(?: ?/>|></c>)')
_SHARED = re.compile(rb' t="s"><v>([0-9]{1,9})</v>')
_ANY_SHARED = b' t="s"><v></v>'
_OPENING, _CLOSING, _DATA, _END_OF_ROW = b"<sheetData>", b"</sheetData>", b"sheetData", b"</row>"
_ROOM = 2**16  # cells that a sheet may lay out, however few are in use; above that no more than it has bytes
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 61, 2_958_465  # between which programs agree on what day a number is


class PlainSheet(Struct, frozen=True):
    """A sheet as read: its rows from the first, and the facts of a scan by element.

    `unvalued` are formulas without their results, and `around` is all that stands around the cells.
    """

    bottom: int
    right: int
    errors: dict[tuple[int, int], str]
    unvalued: frozenset[tuple[int, int]]
    rows: list[list[Value]]
    around: bytes = b""


class _Stretch(Struct, frozen=True):
    """Rows without cells, and the row with cells that ends them.

    `first` and `last` are the numbers of the first and last row. `cells` are those of the last one: blank where a text
    belongs that is `shared`, by their columns, and the number as stored where it is one that has a `look`.
    """

    first: int
    last: int
    cells: tuple[Value, ...]
    shared: tuple[int, ...]
    looks: tuple[tuple[int, int], ...]
    errors: tuple[tuple[tuple[int, int], str], ...]
    unvalued: tuple[tuple[int, int], ...]


def scan(data: bytes, texts: Sequence[str], days: Sequence[bool | None], part: str) -> PlainSheet | None:
    """The sheet read, or None where it is for the scan by element; RefusedError where it is not well formed.

    `days` says of each look of a cell whether a number in it is a day, None where it may be anything.
    """
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(_CLOSING)
    head, tail = data[:start], data[end:]
    is_usual = len(_OPENING) <= start <= end and head.count(_DATA) == tail.count(_DATA) == 1
    sheet = _gathered(data[start:end], texts, days) if is_usual and is_plain(head) and is_plain(tail) else None
    if sheet is None:
        return None
    # The cells are well formed, as they are all that the patterns know; what stands around them is looked at here.
    check(head + tail, part)
    return replace(sheet, around=head + tail)


def _gathered(cells: bytes, texts: Sequence[str], days: Sequence[bool | None]) -> PlainSheet | None:
    """All of the rows; None unless they are plain, in order, and point at texts that there are."""
    apart = _SHARED.split(cells)
    numbers = [*map(int, apart[1::2])]
    if max(numbers, default=-1) >= len(texts):
        return None
    own = iter([texts[number] for number in numbers])
    room = max(_ROOM, len(cells))
    rows: list[list[Value]] = []
    errors: dict[tuple[int, int], str] = {}
    unvalued: set[tuple[int, int]] = set()
    last = width = sharing = 0
    *pieces, rest = _ANY_SHARED.join(apart[::2]).split(_END_OF_ROW)
    for stretch in chain(_stretches(pieces), [_read(rest)] if rest else []):
        if stretch is None or stretch.first <= last:
            return None
        last = stretch.last
        if not stretch.cells:
            continue
        width = max(width, len(stretch.cells))
        row = _filled(stretch, own, days) if last * width <= room else None
        if row is None:
            return None
        if len(rows) < last - 1:
            rows += [[] for _ in range(last - 1 - len(rows))]
        rows.append(row)
        sharing += len(stretch.shared)
        errors.update(stretch.errors)
        unvalued.update(stretch.unvalued)
    if sharing != len(numbers):  # a cell that shares a text and does not say which
        return None
    lacking = frozenset(unvalued if unvalued and UNCALCULATED.search(cells) else ())
    return PlainSheet(len(rows) - 1, width - 1, errors, lacking, rows)


def _filled(stretch: _Stretch, texts: Iterator[str], days: Sequence[bool | None]) -> list[Value] | None:
    """The cells of a row with the texts that they share, and numbers as the days that they show; None if not plain."""
    row = [*stretch.cells]
    for column, text in zip(stretch.shared, texts, strict=False):
        row[column] = text
    for column, look in stretch.looks:
        is_day, number = days[look] if look < len(days) else None, row[column]
        if is_day is None:
            return None
        if is_day and isinstance(number, float):
            if not _FIRST_DAY <= number <= _LAST_DAY or not number.is_integer():
                return None
            row[column] = _DAY_ZERO + timedelta(number)
    return row


@each_kept
def _stretches(cells: bytes) -> _Stretch | None:
    """One stretch whose last tag, that of the end of its row, is left off."""
    return _read(cells + _END_OF_ROW)


def _read(cells: bytes) -> _Stretch | None:
    """One stretch, or None where it is not plain."""
    spelt = plain_xml(cells)
    if spelt is None:
        return None
    thin = BLANK.sub(b"", PLAIN_FORMULA.sub(b"", _NO_VALUE.sub(b"<v></v>", spelt)))
    first = row = place = 0
    inside = b""
    for match in _ROW.finditer(thin):
        number, inside = match.groups(b"")
        if match.start() != place or not row < int(number) <= LAST_ROW + 1:
            return None
        place, row = match.end(), int(number)
        first = first or row
    return _of_cells(first, row, inside) if place == len(thin) else None


def _of_cells(first: int, last: int, inside: bytes) -> _Stretch | None:
    """The stretch of rows of which the last holds these cells; None where they are out of order."""
    stored = _PARTS.findall(inside)
    columns = _columns(tuple(letters for letters, *_ in stored))
    if columns is None:
        return None
    cells: list[Value] = [""] * (columns[-1] + 1 if columns else 0)
    shared, looks, errors, unvalued = [], [], [], []
    for column, (_, look, kind, is_exact, content) in zip(columns, stored, strict=True):
        if kind == b"s":
            shared.append(column)
        elif kind == b"e":
            errors.append(((last - 1, column), content.decode()))
        elif kind in (b"str", b"inlineStr"):
            cells[column] = text_of(content, is_exact=bool(is_exact) or kind == b"str")
        elif not content:
            unvalued.append((last - 1, column))
        elif kind == b"b":
            cells[column] = content == b"1"
        else:
            cells[column] = float(content)
            looks += [(column, int(look))] if look else []
    return _Stretch(first, last, tuple(cells), tuple(shared), tuple(looks), tuple(errors), tuple(unvalued))


@lru_cache(maxsize=2**12)
def _columns(letters: tuple[bytes, ...]) -> tuple[int, ...] | None:
    """The columns that some letters name; None where they are out of order. Few rows differ in theirs."""
    columns = tuple(map(column, letters))
    return columns if all(before < after for before, after in pairwise(columns)) else None


def column(letters: bytes) -> int:
    """The column, counted from 0, that some letters name."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
