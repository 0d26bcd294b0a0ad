"""Answers: the ticks, typed answers and evidence of a returned workbook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlkit import layout
from xlkit.instrument import Choice, Instrument, Item, Kind
from xlkit.layout import Row, RowKind
from xlkit.returns import Answer, CellRef
from xlkit.validate import values
from xlkit.validate.findings import Findings
from xlkit.validate.places import Place, Places


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement with the place it was found in and what its tick means."""

    choice: Choice
    place: Place
    tick: values.Tick


def read_answers(instrument: Instrument, rows: Sequence[Row], places: Places, findings: Findings) -> tuple[Answer, ...]:
    """The answer to every item, in order; an item left blank is among them, without level or value."""
    by_item: dict[str, list[Row]] = {}
    for row in rows:
        if row.item and row.kind.is_input:
            by_item.setdefault(row.item.name, []).append(row)
    return tuple(_answer(item, by_item[item.name], places, findings) for item in instrument.items)


def one_place(row: Row, places: Places, findings: Findings) -> Place | None:
    """The place of a row that has to stand exactly once; None, with a finding, where it does not."""
    found = places.get(row.ref, ())
    item = row.item.name if row.item else None
    if len(found) > 1:
        cells = _cells(place.cell(layout.REF) for place in found)
        findings.add("reference-twice", found[1].cell(layout.REF), item, ref=row.ref, cells=cells)
    elif not found:
        findings.add("reference-missing", None, item, ref=row.ref)
    return found[0] if len(found) == 1 else None


def read_typed(item: Item, place: Place, column: int, findings: Findings) -> str | float | date | None:
    """What was typed or picked in one cell, as the item's kind has it; None where it is blank or not understood."""
    cell, value = place.cell(column), place.value(column)
    facts = {"ref": item.ref, "title": item.title, "found": values.brief(value)}
    if error := place.error(column):
        findings.add("error-value", cell, item.name, **(facts | {"found": error}))
        return None
    if values.is_blank(value):
        return None
    if item.kind is Kind.DATE:
        return _date(item, place, column, findings, facts)
    if item.kind in (Kind.INTEGER, Kind.DECIMAL):
        whole = item.kind is Kind.INTEGER
        number = values.as_number(value, whole=whole)
        if number is None:
            findings.add("not-a-number", cell, item.name, expected="a whole number" if whole else "a number", **facts)
        return number
    if item.kind is Kind.CHOICE:
        return _choice(item, cell, values.shown(value), findings, facts)
    if not isinstance(value, str):
        findings.add(
            "text-changed-type",
            cell,
            item.name,
            **(facts | {"found": values.kind_of(value)}),
            shown=values.brief(value),
        )
    return values.shown(value)


def _answer(item: Item, rows: Sequence[Row], places: Places, findings: Findings) -> Answer:
    evidence_row = next((row for row in rows if row.kind is RowKind.EVIDENCE), None)
    asked = [row for row in rows if row is not evidence_row]
    if item.kind is Kind.STATEMENTS:
        chosen, cell = _ticked(item, asked, places, findings)
        answer = Answer(item.name, chosen.score if chosen else None, chosen.name if chosen else None, cell)
    else:
        answer = _typed_answer(item, asked[0], places, findings)
    evidence = _evidence(evidence_row, places, findings) if evidence_row else ""
    return Answer(answer.item, answer.level, answer.value, answer.cell, evidence)


def _ticked(
    item: Item, rows: Sequence[Row], places: Places, findings: Findings
) -> tuple[Choice | None, CellRef | None]:
    if not any(places.get(row.ref) for row in rows):
        findings.add("reference-missing", None, item.name, ref=item.ref)
        return None, None
    marks = [_marked(item, row, places, findings) for row in rows]
    known = [mark for mark in marks if mark is not None]
    ticked = [mark for mark in known if mark.tick.is_on]
    first = known[0].place.cell(layout.TICK) if known else None
    facts = {"ref": item.ref, "title": item.title}
    if len(ticked) > 1:
        cells = [mark.place.cell(layout.TICK) for mark in ticked]
        findings.add("two-ticks", cells[0], item.name, count=len(ticked), cells=_cells(cells), **facts)
    is_whole = len(known) == len(rows) and all(mark.tick.is_on is not None for mark in known)
    if is_whole and not ticked and item.required:
        findings.add("no-answer", first, item.name, **facts)
    if is_whole and len(ticked) == 1:
        return ticked[0].choice, ticked[0].place.cell(layout.TICK)
    return None, first


def _marked(item: Item, row: Row, places: Places, findings: Findings) -> Marked | None:
    place = one_place(row, places, findings)
    if place is None or row.choice is None:
        return None
    cell, value = place.cell(layout.TICK), place.value(layout.TICK)
    facts: Mapping[str, object] = {"ref": item.ref, "title": item.title, "found": values.brief(value)}
    if error := place.error(layout.TICK):
        findings.add("error-value", cell, item.name, ref=item.ref, title=item.title, found=error)
        return None
    tick = values.tick(value, row.choice.score)
    if tick.is_on is None:
        findings.add("unknown-tick", cell, item.name, **facts)
    elif tick.is_on and not tick.is_usual:
        findings.add("tick-understood", cell, item.name, **facts)
    elif not tick.is_usual:
        findings.add("blank-understood", cell, item.name, **facts)
    if not _same_wording(place.value(layout.TEXT), row.choice.label):
        findings.add("wording-changed", place.cell(layout.TEXT), item.name, ref=row.ref)
    return Marked(row.choice, place, tick)


def _same_wording(found: object, issued: str) -> bool:
    return found == issued or (isinstance(found, str) and found.split() == issued.split())


def _typed_answer(item: Item, row: Row, places: Places, findings: Findings) -> Answer:
    place = one_place(row, places, findings)
    if place is None:
        return Answer(item.name, None, None, None)
    cell = place.cell(layout.ANSWER)
    before = len(findings.issues)
    value = read_typed(item, place, layout.ANSWER, findings)
    if value is None and item.required and len(findings.issues) == before:
        findings.add("no-answer", cell, item.name, ref=item.ref, title=item.title)
    chosen = item.choice(value) if isinstance(value, str) and item.kind is Kind.CHOICE else None
    return Answer(item.name, chosen.score if chosen else None, value, cell)


def _evidence(row: Row, places: Places, findings: Findings) -> str:
    place = one_place(row, places, findings)
    if place is None or row.item is None:
        return ""
    # An evidence box is a question of its own kind: text, whatever the item's answer is.
    prompt = Item(row.item.name, row.ref, row.item.title, Kind.TEXT)
    value = read_typed(prompt, place, layout.ANSWER, findings)
    return value if isinstance(value, str) else ""


def _choice(item: Item, cell: CellRef, text: str, findings: Findings, facts: Mapping[str, object]) -> str | None:
    wanted = text.strip().casefold()
    for choice in item.choices:
        if wanted in (choice.label.strip().casefold(), choice.name.casefold()):
            return choice.name
    expected = ", ".join(f"“{choice.label}”" for choice in item.choices)
    findings.add("unknown-choice", cell, item.name, expected=expected, **facts)
    return None


def _date(item: Item, place: Place, column: int, findings: Findings, facts: Mapping[str, object]) -> date | None:
    day, is_usual = values.as_date(place.value(column))
    if day is None:
        findings.add("not-a-date", place.cell(column), item.name, **facts)
    elif not is_usual:
        findings.add("date-understood", place.cell(column), item.name, date=f"{day:%d/%m/%Y}", **facts)
    return day


def _cells(cells: Iterable[CellRef]) -> str:
    return ", ".join(f"{cell.sheet}!{cell.a1}" for cell in cells)
