"""What stands in an .xlsx package: values, formulas with the results stored beside them, and rules with formulas."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct, field
from openpyxl.xml.functions import fromstring

from tests.oracle.formula import place
from tests.oracle.values import ERRORS, ErrorValue, Scalar, UnknownError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
FORMULA_KINDS = {None: False, "array": True}
Place = tuple[int, int]  # a row and a column, from 1


class Formula(Struct, frozen=True):
    """A formula without its "=", and the result stored beside it."""

    text: str
    is_array: bool
    stored: Scalar


class Rule(Struct, frozen=True):
    """A condition of a format, or what a cell may hold: its formulas as written for the first cell of the ranges."""

    kind: str
    operator: str
    ranges: tuple[str, ...]
    formulas: tuple[str, ...]


class Sheet(Struct, frozen=True):
    """Values and formulas by place; a cell has one or the other."""

    values: dict[Place, Scalar] = field(default_factory=dict)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    conditions: tuple[Rule, ...] = ()
    validations: tuple[Rule, ...] = ()


@lru_cache(maxsize=2)  # tests ask of one workbook again and again what comes of a change
def read(source: bytes) -> Mapping[str, Sheet]:
    """The sheets of a workbook by name; nobody changes them."""
    with zipfile.ZipFile(BytesIO(source)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    texts = tuple(_texts(parts))
    targets = {
        found.get("Id"): (found.get("Target") or "").removeprefix("/xl/")
        for found in fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    workbook = fromstring(parts["xl/workbook.xml"])
    named = ((sheet.get("name") or "", targets[sheet.get(RELATIONSHIP)]) for sheet in workbook.iter(f"{MAIN}sheet"))
    names = _names(workbook)
    return {name: _sheet(fromstring(parts[f"xl/{target}"]), texts, names) for name, target in named if "work" in target}


def _names(workbook: "Element") -> Mapping[str, str]:
    """The cells that have a name in the whole workbook, by it; those of Excel's own, such as print areas, are not."""
    defined = ((name.get("name") or "", name.text or "") for name in workbook.iter(f"{MAIN}definedName"))
    return {name: cell for name, cell in defined if not name.startswith("_xlnm.")}


def _with_cells(formula: str, names: Mapping[str, str]) -> str:
    """A formula with the cells that it calls by name, outside its texts."""
    if not names:
        return formula
    wanted = "|".join(map(re.escape, names))
    parts = re.compile(rf'"[^"]*"|(?<![\w!.])(?:{wanted})(?![\w(!.])')
    return parts.sub(lambda part: names.get(part[0], part[0]), formula)


def _texts(parts: Mapping[str, bytes]) -> Iterator[str]:
    if "xl/sharedStrings.xml" in parts:
        for shared in fromstring(parts["xl/sharedStrings.xml"]):
            yield _unescaped("".join(found.text or "" for found in _runs(shared)))


def _runs(holder: "Element") -> Iterator["Element"]:
    yield from holder.findall(f"{MAIN}t")
    yield from holder.findall(f"{MAIN}r/{MAIN}t")


def _sheet(root: "Element", texts: tuple[str, ...], names: Mapping[str, str]) -> Sheet:
    sheet = Sheet(conditions=tuple(_conditions(root)), validations=tuple(_validations(root)))
    for cell in root.iter(f"{MAIN}c"):
        where, value = place(cell.get("r") or ""), _value(cell, texts)
        formula = cell.find(f"{MAIN}f")
        if formula is not None:
            sheet.formulas[where] = _formula(formula, value, names)
        elif value is not None:
            sheet.values[where] = value
    return sheet


def _formula(found: "Element", stored: Scalar, names: Mapping[str, str]) -> Formula:
    kind = found.get("t")
    if kind not in FORMULA_KINDS or ":" in found.get("ref", ""):
        raise UnknownError(f"a formula of the kind {kind!r} for {found.get('ref')}")
    return Formula(_with_cells(found.text or "", names), FORMULA_KINDS[kind], stored)


def _value(cell: "Element", texts: tuple[str, ...]) -> Scalar:
    kind, written = cell.get("t", "n"), cell.find(f"{MAIN}v")
    if kind == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        assert inline is not None
        return _unescaped("".join(found.text or "" for found in _runs(inline)))
    if written is None:
        return None
    return _typed(kind, written.text or "", texts)


def _typed(kind: str, written: str, texts: tuple[str, ...]) -> float | str | bool | ErrorValue:
    match kind:
        case "n":
            return float(written) if written else ""  # so XlsxWriter stores an empty text
        case "s":
            return texts[int(written)]
        case "str":
            return _unescaped(written)
        case "b":
            return written == "1"
        case "e":
            return ERRORS[written]
    raise UnknownError(f"a cell of the type {kind}")


def _conditions(root: "Element") -> Iterator[Rule]:
    for holder in root.iter(f"{MAIN}conditionalFormatting"):
        for found in holder.iter(f"{MAIN}cfRule"):
            yield _rule(found, holder.get("sqref", ""), ("formula",))


def _validations(root: "Element") -> Iterator[Rule]:
    for found in root.iter(f"{MAIN}dataValidation"):
        yield _rule(found, found.get("sqref", ""), ("formula1", "formula2"))


def _rule(found: "Element", ranges: str, tags: tuple[str, ...]) -> Rule:
    formulas = tuple(formula.text or "" for tag in tags for formula in found.findall(f"{MAIN}{tag}"))
    return Rule(found.get("type", ""), found.get("operator", ""), tuple(ranges.split()), formulas)


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
