"""Sheets of Office Open XML stored in the plainest way, which is nearly every one: scanned by pattern, row by row.

That takes a third of the time of a scan by element. The patterns know no more than what Excel, LibreOffice, openpyxl
and XlsxWriter write; a sheet with anything else is left to the scan by element, which decides whether it is taken.
Most rows of a return stand in the other returns of its round too, to the byte: what a row came to is kept for them.
"""

import re
from functools import lru_cache
from itertools import chain, pairwise

from msgspec import Struct

from xlkit.returns.read.book import LAST_COLUMN, LAST_ROW
from xlkit.returns.read.office_xml.markup import check, is_plain

# Plain formulas and blank cells hold no answer and are most of a form: leaving them out first halves the time of a
# scan. In XML of elements and texts alone nothing else looks like them, at the start of a cell. Each pattern begins
# with letters to look for, which is several times as fast as one pattern of several beginnings.
PLAIN_FORMULA = re.compile(rb'<f>(?<="><f>)[^<]*</f>(?=<v>[^<])')
BLANK = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?:/>| t="n"></c>)')

_ATTRIBUTES = rb'(?: [A-Za-z][A-Za-z:0-9]*="[^"<>&/]*")*'
_TEXT = rb"[^<&]*(?:&(?:amp|lt|gt|quot|apos);[^<&]*)*"
_ERROR = rb"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)"
_FORMULA = rb"<f" + _ATTRIBUTES + rb"(?:/>|>" + _TEXT + rb"</f>)"
_CELL = (  # in a row whose number is the first group
    rb'<c r="[A-Z]{1,3}\1"(?: s="[0-9]{1,6}")?'
    rb'(?: t="s"><v>[0-9]{1,9}</v>'
    rb'|(?: t="[nb]")?>(?:(?:' + _FORMULA + rb")?<v>[^<>&]+|" + _FORMULA + rb"<v>)</v>"
    rb'| t="str">(?:' + _FORMULA + rb")?<v>" + _TEXT + rb"</v>"
    rb'| t="e">(?:' + _FORMULA + rb")?<v>" + _ERROR + rb"</v>"
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?>' + _TEXT + rb"</t></is>)</c>"
)
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"' + _ATTRIBUTES + rb"(?:/>|>((?:" + _CELL + rb")*)</row>)")
_TAG = re.compile(rb"<(?:row|f) [^>/]*")
_NAME = re.compile(rb" ([A-Za-z:0-9]+)=")
_LETTERS = re.compile(rb'<c r="([A-Z]+)')
_SHARED = re.compile(rb' t="s"><v>([0-9]+)')
_ERRORS = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]* t="e">(?:<f[^>]*>(?:[^<]*</f>)?)?<v>([^<]+)')
_UNVALUED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"(?: s="[0-9]+")?(?: t="[nb]")?><f[^<]*(?:</f>)?<v></v>')
_NO_VALUE = re.compile(rb"<v ?/>")
# What programs write that work no formula out; XlsxWriter leaves the result of an empty text out too, and means it.
UNCALCULATED = re.compile(rb'"inlineStr"|<v ?/>| t="n"></c>')
_NUMBERED = re.compile(rb"&#([0-9]{1,7});")
# What the engine has no use for: rows without cells, how rows look, and how texts do.
_NO_CELLS = re.compile(rb"<row [^>]*/>")
_LOOK_OF_ROW = re.compile(rb'<row (r="[0-9]+")[^>]*>')
_LOOK_OF_TEXT = re.compile(rb'<c (r="[A-Z]+[0-9]+") s="[0-9]+"(?= t="(?:s|str|inlineStr)")')
_OPENING, _CLOSING, _END_OF_ROW = b"<sheetData>", b"</sheetData>", b"</row>"
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_NOT_IN_TEXT = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_END_OF_LINE, _FIRST_FOREIGN = 10, 0xA0  # characters by their numbers
_KEPT, _LONGEST_KEPT = 2**14, 2**12  # stretches that are kept, and the bytes of the longest one


class PlainSheet(Struct, frozen=True):
    """A sheet as scanned; the fields are those of a scan by element. `unvalued` are formulas without their results."""

    bottom: int
    right: int
    errors: dict[tuple[int, int], str]
    unvalued: frozenset[tuple[int, int]]
    data: bytes


class _Stretch(Struct, frozen=True):
    """Rows without cells, and the row with cells that ends them; `data` is what of them the engine is to read.

    `first` and `last` are the numbers of the first and last row, `bottom` and `right` those of the cell in the last
    row and column in use counted from 0, `texts` how many shared texts there have to be; each is -1 or 0 without any.
    """

    first: int
    last: int
    bottom: int
    right: int
    texts: int
    errors: tuple[tuple[tuple[int, int], str], ...]
    unvalued: tuple[tuple[int, int], ...]
    data: bytes


def scan(data: bytes, strings: int, part: str) -> PlainSheet | None:
    """The sheet scanned, or None where it is for the scan by element; RefusedError where it is not well formed."""
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(_CLOSING)
    if not len(_OPENING) <= start <= end or data.count(b"sheetData") != 2:
        return None
    sheet = _gathered(data[start:end], strings) if is_plain(data) else None
    if sheet is not None:
        # The cells are well formed, as they are all that the patterns know; what stands around them is looked at here.
        check(data[:start] + data[end:], part)
    return sheet


def _gathered(cells: bytes, strings: int) -> PlainSheet | None:
    """All of the rows; None unless they are plain, in order, and point at texts that there are."""
    *pieces, rest = cells.split(_END_OF_ROW)
    errors: dict[tuple[int, int], str] = {}
    unvalued: set[tuple[int, int]] = set()
    kept = [b"<worksheet>", _OPENING]
    last, bottom, right = 0, -1, -1
    for stretch in chain(map(_stretch, pieces), [_read(rest)] if rest else []):
        if stretch is None or stretch.first <= last or stretch.texts > strings:
            return None
        last = stretch.last
        bottom = max(bottom, stretch.bottom)
        right = max(right, stretch.right)
        if stretch.errors:
            errors.update(stretch.errors)
        if stretch.unvalued:
            unvalued.update(stretch.unvalued)
        kept.append(stretch.data)
    lacking = frozenset(unvalued if unvalued and UNCALCULATED.search(cells) else ())
    return PlainSheet(bottom, right, errors, lacking, b"".join((*kept, _CLOSING, b"</worksheet>")))


def _read(cells: bytes) -> _Stretch | None:
    """One stretch, or None where it is not plain."""
    spelt = _NO_VALUE.sub(b"<v></v>", _NUMBERED.sub(_spelt_out, cells))
    thin = BLANK.sub(b"", PLAIN_FORMULA.sub(b"", spelt))
    if not _is_text(thin) or not all(map(_names_are_single, _TAG.findall(thin))):
        return None
    bottom = right = -1
    first = row = place = 0
    for match in _ROW.finditer(thin):
        number, inside = match.groups()
        if match.start() != place or not row < int(number) <= LAST_ROW + 1:
            return None
        place, row = match.end(), int(number)
        first = first or row
        if inside:
            last = _last_column(tuple(_LETTERS.findall(inside)))
            if last is None:
                return None
            bottom, right = row - 1, max(right, last)
    if place != len(thin):
        return None
    texts = max(map(int, _SHARED.findall(thin)), default=-1) + 1
    shown = _ERRORS.findall(thin) if b' t="e"' in thin else ()
    errors = tuple(((int(number) - 1, column(letters)), error.decode()) for letters, number, error in shown)
    lacking = _UNVALUED.findall(thin) if b"<v></v>" in thin else ()
    unvalued = tuple((int(number) - 1, column(letters)) for letters, number in lacking)
    seen = _LOOK_OF_TEXT.sub(rb"<c \1", _LOOK_OF_ROW.sub(rb"<row \1>", _NO_CELLS.sub(b"", thin)))
    return _Stretch(first, row, bottom, right, texts, errors, unvalued, seen)


def _spelt_out(numbered: re.Match[bytes]) -> bytes:
    """A character in place of its number, as LibreOffice writes ends of lines and openpyxl ticks; no markup is."""
    number = int(numbered[1])
    is_letter = _FIRST_FOREIGN <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF or number == _END_OF_LINE
    return chr(number).encode() if is_letter else numbered[0]


def _stretch(cells: bytes) -> _Stretch | None:
    """One stretch whose last tag, that of the end of its row, is left off."""
    return _known(cells) if len(cells) <= _LONGEST_KEPT else _read(cells + _END_OF_ROW)


@lru_cache(maxsize=_KEPT)
def _known(cells: bytes) -> _Stretch | None:
    return _read(cells + _END_OF_ROW)


def _names_are_single(tag: bytes) -> bool:
    """Whether no attribute stands twice in a tag, or names what it belongs to, which the patterns do not look at."""
    names = _NAME.findall(tag)
    return len(names) == len(set(names)) and not any(name.startswith(b"xmlns") for name in names)


def _is_text(cells: bytes) -> bool:
    """Whether there is nothing in the cells that no XML may hold."""
    if len(cells.translate(None, _CONTROLS)) != len(cells) or any(piece in cells for piece in _NOT_IN_TEXT):
        return False
    try:
        cells.decode()
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(maxsize=2**12)
def _last_column(letters: tuple[bytes, ...]) -> int | None:
    """The last of some columns; None where they are out of order, or beyond a sheet. Few rows differ in theirs."""
    columns = [column(name) for name in letters]
    in_order = all(before < after for before, after in pairwise(columns))
    return columns[-1] if in_order and columns[-1] <= LAST_COLUMN else None


def column(letters: bytes) -> int:
    """The column, counted from 0, that some letters name."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
