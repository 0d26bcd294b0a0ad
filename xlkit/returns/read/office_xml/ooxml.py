"""The skeleton of an Office Open XML package: what it is, its workbook part, and the parts that belong to it."""

import posixpath
from functools import lru_cache

from msgspec import Struct

from xlkit.returns.read.office_xml.markup import elements, kept
from xlkit.returns.read.office_xml.package import Package
from xlkit.returns.read.refusal import damaged, refused

CONTENT_TYPES = "[content_types].xml"
_DOCUMENTS = {
    "wordprocessingml": "a Word document",
    "ms-word": "a Word document",
    "presentationml": "a PowerPoint presentation",
    "ms-powerpoint": "a PowerPoint presentation",
    "visio": "a Visio drawing",
}

# Notes, by their codes, and what the names of parts hold that they are made of.
_CARRIED = {
    "has-macros": ("vbaproject.bin", "/macrosheets/"),
    "has-objects": ("/embeddings/", "/activex/"),
    "has-links": ("/externallinks/", "xl/connections."),
}


class Relation(Struct, frozen=True):
    """A part that another one names: `kind` is the last word of the relationship's type, such as `worksheet`.

    What is `outside` is no part of the package, and is named as it stands.
    """

    id: str
    kind: str
    part: str
    outside: bool = False


def main_part(package: Package) -> tuple[str, str]:
    """The workbook part and the format (`xlsx`, `xlsm`, `xlsb`); RefusedError where it is no workbook."""
    main = next((relation.part for relation in relations(package, "") if relation.kind == "officeDocument"), None)
    if main is None or main not in package:
        raise damaged("the list of its parts is missing")
    content_types = _content_types(package.read(CONTENT_TYPES))
    content_type = content_types.get(main.lower()) or content_types.get(posixpath.splitext(main.lower())[1], "")
    if "sheet.binary" in content_type:
        return main, "xlsb"
    if "spreadsheetml" in content_type or "ms-excel" in content_type:
        return main, "xlsm" if "macroEnabled" in content_type else "xlsx"
    kind = next((name for word, name in _DOCUMENTS.items() if word in content_type), "an Office file of another kind")
    raise refused("not-a-workbook", found=kind)


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """The parts that a part names, in order; the package itself is the part without a name."""
    return tuple(relation for relation in links(package, part) if not relation.outside)


def links(package: Package, part: str) -> tuple[Relation, ...]:
    """All that a part names, in order, outside the package too."""
    folder, listing = _listing(part)
    named: list[Relation] = []
    for element, attributes in elements(package.read(listing), listing) if listing in package else ():
        if element == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            outside = attributes.get("TargetMode") == "External"
            path = target if outside else _part(package, folder, target)
            named.append(Relation(attributes.get("Id", ""), kind, path, outside))
    return tuple(named)


@lru_cache
def _listing(part: str) -> tuple[str, str]:
    """The folder that a part lies in, and the part that lists what it names."""
    folder, name = posixpath.split(part)
    return folder, posixpath.join(folder, "_rels", f"{name}.rels")


@lru_cache
def _inside(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _part(package: Package, folder: str, target: str) -> str:
    inside = _inside(folder, target)
    # Some programs count from the top where they should count from the folder.
    return target if inside not in package and target in package else inside


def carried(package: Package) -> tuple[str, ...]:
    """The codes of notes on what a package carries beside its cells: macros, objects, values from elsewhere."""
    return tuple(
        code for code, pieces in _CARRIED.items() if any(piece in name for name in package.names for piece in pieces)
    )


@kept()
def _content_types(data: bytes) -> dict[str, str]:
    """What each part holds, by its name, or by its suffix (`.xml`) where that holds for all that have it."""
    kinds: dict[str, str] = {}
    for element, attributes in elements(data, CONTENT_TYPES):
        if element in ("Override", "Default"):
            name = attributes.get("PartName", "").lstrip("/") or f".{attributes.get('Extension', '')}"
            kinds[name.lower()] = attributes.get("ContentType", "")
    return kinds
