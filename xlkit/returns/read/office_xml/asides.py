"""Asides: what lies on an Office Open XML sheet beside its cells: comments, text boxes, pictures and the like."""

from xlkit.returns.raw import Aside, AsideKind
from xlkit.returns.read.office_xml.looks import MOST, cells_of
from xlkit.returns.read.office_xml.markup import kept, parser, run
from xlkit.returns.read.office_xml.ooxml import Relation
from xlkit.returns.read.office_xml.package import Package

LONGEST = 32_767  # characters of a text: as many as a cell holds
_HOLDERS = {
    "comment": AsideKind.COMMENT, "threadedComment": AsideKind.COMMENT, "pic": AsideKind.PICTURE,
    "sp": AsideKind.DRAWING, "cxnSp": AsideKind.DRAWING, "contentPart": AsideKind.DRAWING,
}  # fmt: skip
_CONTROLS = ("ctrlProp", "control")
_TEXTS = ("t", "text")
_LINES = ("p", "br")


def lying_on(package: Package, named: tuple[Relation, ...]) -> tuple[Aside, ...]:
    """All that lies on a sheet, of which `named` is what its part names."""
    inside = [relation for relation in named if not relation.outside and relation.part in package]
    of_kind = {
        kind: [aside for relation in inside if relation.kind == kind for aside in _read(package, relation.part)]
        for kind in ("threadedComment", "comments", "drawing")
    }
    # Beside a thread of comments stands one for older programs, which only says that there is a thread.
    threads = {aside.place for aside in of_kind["threadedComment"]}
    notes = [note for note in of_kind["comments"] if note.place not in threads]
    controls = [Aside(AsideKind.CONTROL) for relation in inside if relation.kind in _CONTROLS]
    return (*of_kind["threadedComment"], *notes, *of_kind["drawing"], *controls[:MOST])


def _read(package: Package, part: str) -> tuple[Aside, ...]:
    """The asides that a part of comments or of drawings holds; a binary part is not looked into."""
    data = package.read(part)
    if part.endswith(".bin"):
        return ()
    return _scanned(data, part)


@kept()
def _scanned(data: bytes, part: str) -> tuple[Aside, ...]:
    scan = _Scan()
    scan.parser.StartElementHandler, scan.parser.EndElementHandler = scan.start, scan.end
    run(scan.parser, data, part)
    return tuple(scan.found)


class _Scan:
    """Goes through a part; what is in it stands at the cell that it names, or that its upper left corner lies on."""

    def __init__(self) -> None:
        self.parser = parser()
        self.found: list[Aside] = []
        self._anchor: dict[str, str] = {}
        self._aside: Aside | None = None
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take up an element."""
        local = name.rpartition(":")[2]
        if local == "from":
            self._anchor = {}
        elif local in _HOLDERS:
            range_ = cells_of(attributes.get("ref", ""))
            self._aside = Aside(_HOLDERS[local], range_[:2] if range_ else self._corner())
            self._pieces.clear()
        elif local in _TEXTS or local in ("row", "col"):
            self._heard: list[str] = []
            self.parser.CharacterDataHandler = self._heard.append

    def end(self, name: str) -> None:
        """Leave an element."""
        local = name.rpartition(":")[2]
        if local in ("row", "col"):
            self._anchor.setdefault(local, "".join(self._heard).strip())
        elif local in _TEXTS:
            self._pieces.append("".join(self._heard))
        elif local in _LINES:
            self._pieces.append("\n")
        elif local in _HOLDERS and self._aside is not None:
            self._end_aside(self._aside)
        if local in _TEXTS or local in ("row", "col"):
            self.parser.CharacterDataHandler = None
            self._heard = []

    def _corner(self) -> tuple[int, int] | None:
        row, column = self._anchor.get("row", ""), self._anchor.get("col", "")
        return (int(row), int(column)) if row.isdecimal() and column.isdecimal() else None

    def _end_aside(self, aside: Aside) -> None:
        if len(self.found) < MOST:
            self.found.append(aside.saying("".join(self._pieces).strip()[:LONGEST]))
        self._aside = None
