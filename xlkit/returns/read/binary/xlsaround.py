"""What a sheet of Excel 97 to 2003 says otherwise than by the values of its cells, from the records that hold it."""

import struct
from collections.abc import Iterable

from xlkit.returns.raw import Around, Aside, AsideKind
from xlkit.returns.read import symbols
from xlkit.returns.read.office_xml.looks import MOST

_FONT, _XF = 0x31, 0xE0
_NOTE, _OBJECT, _TEXT, _CONTINUE, _DRAWING, _MERGED, _LINK = 0x1C, 0x5D, 0x1B6, 0x3C, 0xEC, 0xE5, 0x1B8
_STRUCK = 0x08
# Kinds of objects; charts, groups, and the arrows of dropdowns and filters, say nothing of their own.
_KINDS = {
    **dict.fromkeys((0x01, 0x02, 0x03, 0x04, 0x09, 0x1E), AsideKind.DRAWING),
    **dict.fromkeys((0x07, 0x0B, 0x0C, 0x0D, 0x10, 0x11, 0x12), AsideKind.CONTROL),
    0x06: AsideKind.TEXT_BOX,
    0x08: AsideKind.PICTURE,
    0x19: AsideKind.COMMENT,
}
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"  # what stands before the corners of a drawing
_ADDRESS = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")  # what stands before where a link leads
_NOT_LISTED = 4  # a number that no font has

Record = tuple[int, bytes]


def looks(records: Iterable[Record]) -> symbols.Looks:
    """What the records before the first sheet say of looks."""
    fonts: list[tuple[bool, str]] = []
    cells: list[int] = []
    for kind, body in records:
        if kind == _FONT and len(body) >= 16:
            name = body[16:].decode("utf-16-le" if body[15] & 1 else "latin-1", "replace")
            fonts.append((bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK), name[: body[14]]))
        elif kind == _XF and len(body) >= 2:
            number = struct.unpack_from("<H", body)[0]
            cells.append(number - (number > _NOT_LISTED))
    return symbols.looks(fonts, cells)


def around(records: Iterable[Record], struck: frozenset[tuple[int, int]]) -> Around:
    """What the records of a sheet say beside its cells, of which some are known to be `struck` through."""
    objects = _Objects()
    merged: list[tuple[int, int, int, int]] = []
    for kind, body in records:
        if kind == _MERGED:
            for at in range(2, len(body) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
                merged.append((top, left, bottom, right))
        else:
            objects.take(kind, body)
    return Around(tuple(objects.asides()[:MOST]), struck, tuple(merged[:MOST]))


class _Objects:
    """The objects of a sheet, whose text follows on them, and the links."""

    def __init__(self) -> None:
        self._objects: dict[int, Aside] = {}
        self._notes: list[tuple[int, tuple[int, int]]] = []
        self._links: list[Aside] = []
        self._corner: tuple[int, int] | None = None
        self._last = 0
        self._left = 0  # characters of a text that are still to come

    def take(self, kind: int, body: bytes) -> None:
        """Take up a record."""
        if kind == _DRAWING and (at := body.rfind(_ANCHOR)) >= 0 and len(body) >= at + 14:
            column, _, row = struct.unpack_from("<HHH", body, at + 8)
            self._corner = (row, column)
        elif kind == _OBJECT and len(body) >= 8:
            what, self._last = struct.unpack_from("<HH", body, 4)
            if what in _KINDS:
                self._objects[self._last] = Aside(_KINDS[what], self._corner)
        elif kind == _TEXT and len(body) >= 12:
            self._left = struct.unpack_from("<H", body, 10)[0]
        elif kind == _CONTINUE and self._left and body and self._last in self._objects:
            self._hear(body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")[: self._left])
        elif kind == _NOTE and len(body) >= 8:
            row, column, _, number = struct.unpack_from("<HHHH", body)
            self._notes.append((number, (row, column)))
        elif kind == _LINK and (at := body.find(_ADDRESS)) >= 0:
            row, _, column = struct.unpack_from("<HHH", body)
            address = body[at + len(_ADDRESS) + 4 :].decode("utf-16-le", "replace").partition("\0")[0]
            self._links.append(Aside(AsideKind.LINK, (row, column), address))

    def _hear(self, text: str) -> None:
        self._left -= len(text)
        before = self._objects[self._last]
        self._objects[self._last] = before.saying(before.text + text)

    def asides(self) -> list[Aside]:
        """All of them; a comment stands at the cell that it is of."""
        places = dict(self._notes)
        return [
            *self._links,
            *(Aside(one.kind, places.get(number, one.place), one.text) for number, one in self._objects.items()),
        ]
