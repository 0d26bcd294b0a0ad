"""Answers: the ticks, typed answers and evidence of a returned workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xlkit.form import layout, wording
from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.layout import Row, RowKind
from xlkit.returns.completed import Answer
from xlkit.returns.raw import CellRef
from xlkit.returns.validate import values
from xlkit.returns.validate.asked import Asked, has_conditions
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement with the place it was found in and what its tick means."""

    choice: Choice
    place: Place
    tick: values.Tick


def first_sight(instrument: Instrument, rows: Sequence[Row], places: Places) -> Asked:
    """What the answers are before anything is said of them, where something depends on that."""
    if not has_conditions(instrument):
        return Asked(instrument)
    # Whether anything is required is not known yet: what is found here is found again, and said then.
    alone, unsaid = Asked(_without_rules(instrument)), Findings()
    found = (_answer(alone, item, own, places, unsaid) for item, own in _by_item(alone.instrument, rows))
    return Asked(instrument, {answer.item: answer.value for answer in found})


def read_answers(asked: Asked, rows: Sequence[Row], places: Places, findings: Findings) -> tuple[Answer, ...]:
    """The answer to every item, in order; an item left blank is among them, without level or value."""
    needed, found = asked.needed, []
    for item, own in _by_item(asked.instrument, rows):
        is_needed = item.name in needed
        answer = _answer(asked, item if is_needed else replace(item, required=False), own, places, findings)
        if not is_needed and _says_anything(answer):
            not_needed(asked, item, answer.cell, findings)
        found.append(answer)
    return tuple(found)


def is_open(instrument: Instrument, answers: Iterable[Answer], findings: Findings) -> bool:
    """Whether of all choices that the instrument requires none is picked, and nothing is said of them either."""
    wanted = {item.name for item in instrument.items if item.required and item.choices}
    said = {found.item for found in findings.issues} | {answer.item for answer in answers if answer.value is not None}
    return bool(wanted) and not wanted & said


def not_needed(asked: Asked, item: Item, cell: CellRef | None, findings: Findings) -> None:
    """Note that an item is answered though that is not needed."""
    condition = wording.condition(asked.instrument, item)
    findings.add("answer-not-needed", cell, item.name, ref=item.ref, title=item.title, condition=condition)


def _says_anything(answer: Answer) -> bool:
    return answer.value is not None or bool(answer.evidence) or answer.day is not None


def _by_item(instrument: Instrument, rows: Sequence[Row]) -> Iterator[tuple[Item, Sequence[Row]]]:
    by_item: dict[str, list[Row]] = {item.name: [] for item in instrument.items}
    for row in rows:
        if row.item and row.is_input:
            by_item[row.item.name].append(row)
    return ((item, by_item[item.name]) for item in instrument.items)


def _without_rules(instrument: Instrument) -> Instrument:
    return replace(
        instrument,
        sections=tuple(
            replace(section, items=tuple(replace(item, required=False, constraint=None) for item in section.items))
            for section in instrument.sections
        ),
    )


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


def _answer(asked: Asked, item: Item, rows: Sequence[Row], places: Places, findings: Findings) -> Answer:
    evidence_row = next((row for row in rows if row.kind is RowKind.EVIDENCE), None)
    own = [row for row in rows if row is not evidence_row]
    if item.is_ticked:
        answer = _ticked_answer(asked, item, own, places, findings)
    elif item.kind is Kind.TABLE:
        answer = Answer(item.name, None, None, None)
    else:
        answer = _typed_answer(asked, item, own[0], places, findings)
    evidence = _evidence(evidence_row, places, findings) if evidence_row else ""
    return replace(answer, evidence=evidence)


def _ticked_answer(asked: Asked, item: Item, rows: Sequence[Row], places: Places, findings: Findings) -> Answer:
    topic = next((row for row in rows if row.kind is RowKind.TOPIC), None)
    statements = [row for row in rows if row is not topic]
    chosen, cell = _ticked(item, statements, places, findings)
    value = " ".join(choice.name for choice in chosen) or None
    kept = asked.kept(item, value, cell, findings) if cell else value
    level = chosen[0].score if kept is not None and item.kind is Kind.STATEMENTS else None
    place = one_place(topic, places, findings) if topic and (cell or places.get(topic.ref)) else None
    return Answer(item.name, level, kept, cell, day=_day(item, place, findings))


def _ticked(
    item: Item, rows: Sequence[Row], places: Places, findings: Findings
) -> tuple[Sequence[Choice], CellRef | None]:
    """What is ticked, as far as it counts, with the cell of the first tick, or else of the first statement."""
    if not any(places.get(row.ref) for row in rows):
        findings.add("reference-missing", None, item.name, ref=item.ref)
        return (), None
    marks = [_marked(item, row, places, findings) for row in rows]
    known = [mark for mark in marks if mark is not None]
    ticked = [mark for mark in known if mark.tick.is_on]
    first = known[0].place.cell(layout.TICK) if known else None
    facts = {"ref": item.ref, "title": item.title}
    is_one = item.kind is Kind.STATEMENTS
    if len(ticked) > 1 and is_one:
        cells = [mark.place.cell(layout.TICK) for mark in ticked]
        findings.add("two-ticks", cells[0], item.name, count=len(ticked), cells=_cells(cells), **facts)
    is_whole = len(known) == len(rows) and all(mark.tick.is_on is not None for mark in known)
    if is_whole and not ticked and item.required:
        findings.add("no-answer", first, item.name, **facts)
    # Of any number of ticks each stands for itself; where one is asked for, what is unclear leaves all of it open.
    if ticked and (not is_one or (is_whole and len(ticked) == 1)):
        return [mark.choice for mark in ticked], ticked[0].place.cell(layout.TICK)
    return (), first


def _marked(item: Item, row: Row, places: Places, findings: Findings) -> Marked | None:
    place = one_place(row, places, findings)
    if place is None or row.choice is None:
        return None
    if error := place.error(layout.TICK):
        findings.add("error-value", place.cell(layout.TICK), item.name, ref=item.ref, title=item.title, found=error)
        return None
    value = place.value(layout.TICK)
    tick = values.tick(value, row.choice.score)
    if code := _remark(tick):
        facts = {"ref": item.ref, "title": item.title, "found": values.brief(value)}
        findings.add(code, place.cell(layout.TICK), item.name, **facts)
    if not _same_wording(place.value(layout.TEXT), row.choice.label):
        findings.add("wording-changed", place.cell(layout.TEXT), item.name, ref=row.ref)
    return Marked(row.choice, place, tick)


def _remark(tick: values.Tick) -> str:
    """The issue code of a tick that is not the usual mark, or an empty text."""
    if tick.is_on is None:
        return "unknown-tick"
    if tick.is_usual:
        return ""
    return "tick-understood" if tick.is_on else "blank-understood"


def _same_wording(found: object, issued: str) -> bool:
    return found == issued or (isinstance(found, str) and found.split() == issued.split())


def _typed_answer(asked: Asked, item: Item, row: Row, places: Places, findings: Findings) -> Answer:
    place = one_place(row, places, findings)
    if place is None:
        return Answer(item.name, None, None, None)
    value = read_kept(asked, item, place, layout.ANSWER, findings)
    chosen = item.choice(value) if isinstance(value, str) and item.kind is Kind.CHOICE else None
    level, cell = chosen.score if chosen else None, place.cell(layout.ANSWER)
    return Answer(item.name, level, value, cell, day=_day(item, place, findings))


def read_kept(asked: Asked, item: Item, place: Place, column: int, findings: Findings) -> str | float | date | None:
    """What stands in one cell, where it fits its rule; a required answer that is missing is a finding."""
    cell, before = place.cell(column), len(findings.issues)
    value = read_typed(item, place, column, findings)
    if value is None and item.required and len(findings.issues) == before:
        findings.add("left-empty", cell, item.name, ref=item.ref, title=item.title)
    return asked.kept(item, value, cell, findings)


def _day(item: Item, place: Place | None, findings: Findings) -> date | None:
    """The date beside an answer."""
    if place is None or not item.day:
        return None
    prompt = Item(item.name, item.ref, item.day, Kind.DATE)
    value = read_typed(prompt, place, layout.DAY, findings)
    return value if isinstance(value, date) else None


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
