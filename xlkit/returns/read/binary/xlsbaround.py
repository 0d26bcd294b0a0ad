"""What a sheet of a binary workbook (.xlsb) says otherwise than by the values of its cells."""

import struct
from collections.abc import Iterable, Iterator

from xlkit.returns.raw import Around, Aside, AsideKind
from xlkit.returns.read import symbols
from xlkit.returns.read.office_xml import asides
from xlkit.returns.read.office_xml.looks import MOST
from xlkit.returns.read.office_xml.ooxml import Relation
from xlkit.returns.read.office_xml.package import Package

_FONT, _XF, _BEGIN_LOOKS, _END_LOOKS = 43, 47, 617, 618
_MERGED, _LINK, _COMMENT, _COMMENT_TEXT = 176, 494, 635, 637
_STRUCK = 0x08
_NAME = 21  # where the name of a font stands in its record

Records = Iterable[tuple[int, bytes]]


def looks(records: Records) -> symbols.Looks:
    """What the styles say of looks."""
    fonts: list[tuple[bool, str]] = []
    cells: list[int] = []
    is_of_cells = False
    for kind, body in records:
        if kind in (_BEGIN_LOOKS, _END_LOOKS):
            is_of_cells = kind == _BEGIN_LOOKS
        elif kind == _FONT and len(body) > _NAME:
            fonts.append((bool(body[2] & _STRUCK), _text(body, _NAME)))
        elif kind == _XF and is_of_cells and len(body) >= 6:
            cells.append(struct.unpack_from("<H", body, 4)[0])
    return symbols.looks(fonts, cells)


def around(package: Package, named: tuple[Relation, ...], records: Records, comments: Records) -> Around:
    """What a sheet says beside its cells; `named` is what its part names, `comments` are the records of those."""
    targets = {relation.id: relation.part for relation in named if relation.outside and relation.kind == "hyperlink"}
    merged: list[tuple[int, int, int, int]] = []
    links: list[Aside] = []
    for kind, body in records:
        if kind in (_MERGED, _LINK) and len(body) >= 16:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            if kind == _MERGED:
                merged.append((top, left, bottom, right))
            elif (target := targets.get(_text(body, 16), "")) and len(links) < MOST:
                links.append(Aside(AsideKind.LINK, (top, left), target))
    lying = asides.lying_on(package, named)
    threads = {aside.place for aside in lying if aside.kind is AsideKind.COMMENT}
    notes = (note for note in _comments(comments) if note.place not in threads)
    return Around((*links, *lying, *tuple(notes)[:MOST]), merged=tuple(merged[:MOST]))


def _comments(records: Records) -> Iterator[Aside]:
    note: Aside | None = None
    for kind, body in records:
        if kind == _COMMENT and len(body) >= 20:
            top, _, left = struct.unpack_from("<III", body, 4)
            note = Aside(AsideKind.COMMENT, (top, left))
        elif kind == _COMMENT_TEXT and note is not None:
            yield note.saying(_text(body, 1)[: asides.LONGEST])


def _text(body: bytes, at: int) -> str:
    """A text with its length before it; as much of it as there is."""
    if len(body) < at + 4:
        return ""
    length = struct.unpack_from("<I", body, at)[0]
    return body[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")
