"""Copies: a sheet of the form that stands in a workbook more than once, as programs and people copy sheets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from xlkit.form import layout
from xlkit.form.layout import Row, RowKind
from xlkit.returns.validate import values
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

Page: TypeAlias = Mapping[str, Place]
"""The places of one sheet by their references."""
Said: TypeAlias = Mapping[str, frozenset[tuple[str, int, str]]]
"""What is filled in on a sheet, by the reference of what is asked; where nothing is, that is not among them."""

OVERLAP = 0.5  # the share of the smaller one's references that two sheets have in common if one is the other's copy


def settled(
    places: Places, rows: Mapping[str, Row], columns: Callable[[Row], Sequence[int]], findings: Findings
) -> Places:
    """The places without those that only repeat another sheet, or are blank where another one is filled in.

    Where sheets differ that is one finding for all of them, and what they differ in keeps its several places.
    `columns` gives those of a row that are filled in.
    """
    if not any(len(standing) > 1 for standing in places.values()):
        return places
    repeated: set[tuple[str, str]] = set()
    for family in _families(places):
        filled = {name: _said(page, rows, columns) for name, page in family.items()}
        repeated |= _repeated(family, filled, rows, findings)
    return {
        ref: tuple(place for place in standing if (place.sheet.name, ref) not in repeated)
        for ref, standing in places.items()
    }


def _families(places: Places) -> Iterable[Mapping[str, Page]]:
    """Sheets that ask the same, by their names and in their order."""
    pages: dict[str, dict[str, Place]] = {}
    for ref, standing in places.items():
        for place in standing:
            pages.setdefault(place.sheet.name, {}).setdefault(ref, place)
    families: list[dict[str, Page]] = []
    for name, page in pages.items():
        first = (family for family in families if _is_copy(page, next(iter(family.values()))))
        family = next(first, None)
        if family is None:
            families.append({name: page})
        else:
            family[name] = page
    return [family for family in families if len(family) > 1]


def _is_copy(page: Page, other: Page) -> bool:
    common = len(page.keys() & other.keys())
    return common > 1 and common >= OVERLAP * min(len(page), len(other))


def _said(page: Page, rows: Mapping[str, Row], columns: Callable[[Row], Sequence[int]]) -> Said:
    filled: dict[str, set[tuple[str, int, str]]] = {}
    for ref, place in page.items():
        for column in columns(rows[ref]):
            text = place.error(column) or values.shown(place.value(column)).strip()
            if text:
                filled.setdefault(_asked(rows[ref]), set()).add((ref, column, text))
    return {asked: frozenset(entries) for asked, entries in filled.items()}


def _asked(row: Row) -> str:
    """The reference of what a row asks: the statements of a topic ask one thing together."""
    is_of_topic = row.kind in (RowKind.STATEMENT, RowKind.TOPIC) and row.item is not None
    return row.item.ref if is_of_topic and row.item else row.ref


def _repeated(
    family: Mapping[str, Page], said: Mapping[str, Said], rows: Mapping[str, Row], findings: Findings
) -> set[tuple[str, str]]:
    """The sheet and reference of each place that says nothing of its own, with the findings about its family."""
    filled = [name for name in family if said[name]]
    stands = next(iter(filled or family))
    others = [name for name in family if name != stands]
    apart = {name: _apart(name, stands, family, said, rows) for name in others if said[name]}
    differing = [name for name in others if apart.get(name)]
    for name in others:
        if name not in differing:
            what = "the same answers" if said[name] else "nothing filled in"
            findings.add("sheet-copied", copy=name, sheet=stands, what=what)
    unsettled = {asked for name in differing for asked in apart[name]}
    if differing:
        names = (stands, *differing)
        _tell(names, [ref for ref in family[differing[0]] if _asked(rows[ref]) in unsettled], family, rows, findings)
        findings.doubled |= set(names)
    return {
        (name, ref)
        for name in others
        for ref in family[name].keys() & family[stands].keys()
        if name not in differing or _asked(rows[ref]) not in unsettled
    }


def _apart(
    name: str, other: str, family: Mapping[str, Page], said: Mapping[str, Said], rows: Mapping[str, Row]
) -> set[str]:
    """What two sheets say otherwise, of what is asked on both: a row that one of them lacks stands once."""
    own, others = ({_asked(rows[ref]) for ref in family[each]} for each in (name, other))
    return {asked for asked in own & others if said[name].get(asked) != said[other].get(asked)}


def _tell(
    names: Sequence[str], refs: Sequence[str], family: Mapping[str, Page], rows: Mapping[str, Row], findings: Findings
) -> None:
    """Say of sheets that differ in some references, in their order, where they first do so."""
    first = rows[refs[0]]
    count = len({_asked(rows[ref]) for ref in refs})
    facts = {
        "sheets": " and ".join(f"“{name}”" for name in names),
        "what": "one answer" if count == 1 else f"{count} answers",
        "first": f"{_asked(first)} {first.item.title}" if first.item else first.ref,
    }
    cell = family[names[1]][refs[0]].cell(layout.REF)
    findings.add("sheet-twice", cell, first.item.name if first.item else None, **facts)
