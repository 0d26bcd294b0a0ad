"""Answers: the ticks, typed answers and evidence of a returned workbook."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from xlkit import days
from xlkit.form import layout, wording
from xlkit.form.instrument import Instrument
from xlkit.form.item import EARLIEST, LATEST, Choice, Item, Kind
from xlkit.form.layout import Row, RowKind
from xlkit.returns.completed import Answer
from xlkit.returns.raw import CellRef, Value
from xlkit.returns.validate import statements, values, worked_out
from xlkit.returns.validate.asked import Asked
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places
from xlkit.shown import excerpt

MONTHS_OF_YEAR = 12  # of a day beyond them, typed as the form asks, nobody can take the month for it
# The issue codes of a tick that is not the usual mark, by what it was taken for.
REMARKS = {None: "unknown-tick", True: "tick-understood", False: "blank-understood"}
_prompt = lru_cache(maxsize=2**10)(Item)  # what is asked beside an answer, of every return the same


class Marked(Struct, frozen=True):
    """A statement with the place it was found in and what its tick means."""

    choice: Choice
    place: Place
    tick: values.Tick


def read_answers(asked: Asked, rows: Sequence[Row], places: Places, findings: Findings) -> tuple[Answer, ...]:
    """The answer to every item, in order; an item left blank is among them, without level or value."""
    needless, surely, answers = asked.worked.needless, asked.worked.surely, []
    for item, own in by_item(asked.instrument, rows):
        if not item.is_asked:
            answers.append(worked_out.answer(asked, item, places, findings))
            continue
        answer = answer_to(asked, item if item.name in surely else replace(item, required=False), own, places, findings)
        if item.name in needless and answer.says_anything:
            not_needed(asked, item, answer.cell, findings)
        answers.append(answer)
    return tuple(answers)


def not_needed(asked: Asked, item: Item, cell: CellRef | None, findings: Findings) -> None:
    """Note that an item is answered though that is not needed."""
    condition = wording.condition(asked.instrument, item)
    findings.about(item, "answer-not-needed", cell, condition=condition)


def by_item(instrument: Instrument, rows: Sequence[Row]) -> Iterator[tuple[Item, Sequence[Row]]]:
    """Every item with the rows on which it is answered."""
    by_item: dict[str, list[Row]] = {item.name: [] for item in instrument.items}
    for row in rows:
        if row.item and row.is_input:
            by_item[row.item.name].append(row)
    return ((item, by_item[item.name]) for item in instrument.items)


def one_place(row: Row, places: Places, findings: Findings) -> Place | None:
    """The place of a row that has to stand exactly once; None, with a finding, where it does not."""
    standing = places.get(row.ref, ())
    if len(standing) == 1:
        return standing[0]
    item = row.item.name if row.item else None
    if standing and not _is_said(standing, findings):
        cells = _addresses(place.cell(layout.REF) for place in standing)
        findings.add("reference-twice", standing[1].cell(layout.REF), item, ref=row.ref, cells=cells)
    elif not standing:
        findings.add("reference-missing", None, item, ref=row.ref)
    return None


def spare_places(rows: Sequence[Row], places: Places, findings: Findings) -> Sequence[tuple[Row, Place]]:
    """The rows of which any may be left blank, each with its place; those that are gone count as blank, with a note."""
    gone = [row for row in rows if not places.get(row.ref)]
    if gone:
        refs = ", ".join(row.ref for row in gone)
        findings.add("spare-rows-gone", count=len(gone), sheet=gone[0].sheet, refs=excerpt(refs))
    standing = ((row, one_place(row, places, findings)) for row in rows if row not in gone)
    return [(row, place) for row, place in standing if place is not None]


def _is_said(standing: Sequence[Place], findings: Findings) -> bool:
    """Whether it is said of whole sheets that they differ, so that their rows need not say it too."""
    sheets = {place.sheet.name for place in standing}
    return len(sheets) > 1 and sheets <= findings.doubled


def read_typed(item: Item, place: Place, column: int, findings: Findings) -> str | float | date | None:
    """What was typed or picked in one cell, as the item's kind has it; None where it is blank or not understood."""
    if is_void(item, place, column, findings):
        return None
    cell, value = place.cell(column), place.value(column)
    if item.kind is Kind.DATE:
        return read_date(item, place, column, findings)
    if item.kind in (Kind.INTEGER, Kind.DECIMAL):
        whole = item.kind is Kind.INTEGER
        number = values.as_number(value, whole=whole)
        if number is None:
            hours = values.as_hours(value) if "hour" in item.title.casefold() else None
            expected = "a whole number" if whole else f"a number of hours, here {hours:g}," if hours else "a number"
            findings.about(item, "not-a-number", cell, expected=expected, found=values.brief(value))
        elif not values.is_plain(value, whole=whole):
            findings.about(item, "number-understood", cell, found=values.brief(value), number=values.shown(number))
        return number
    if item.kind is Kind.CHOICE:
        choice = values.choice_named(values.shown(value), item)
        if choice is None and cell not in findings.said:
            expected = values.quoted(choice.label for choice in item.choices)
            findings.about(item, "unknown-choice", cell, expected=expected, found=values.brief(value))
        return choice.name if choice else None
    return read_text(item, place, column, findings)


def is_void(item: Item, place: Place, column: int, findings: Findings, kind: Kind | None = None) -> bool:
    """Whether a cell has nothing to read: it is blank, or shows an error or what is struck through, each a finding.

    A text that is struck through is read all the same; `kind` is that of the cell, where its item has another.
    """
    if error := place.error(column):
        findings.about(item, "error-value", place.cell(column), found=error)
        return True
    is_struck = place.is_struck(column)
    if is_struck:
        code = "struck-text" if (kind or item.kind) is Kind.TEXT else "struck-through"
        findings.about(item, code, place.cell(column), found=values.brief(place.value(column)))
    return values.is_blank(place.value(column)) or (is_struck and (kind or item.kind) is not Kind.TEXT)


def read_text(item: Item, place: Place, column: int, findings: Findings) -> str:
    """What stands in a cell as text; a finding where it is something else."""
    value = place.value(column)
    if not isinstance(value, str):
        kind, shown = values.kind_of(value), values.brief(value)
        findings.about(item, "text-changed-type", place.cell(column), found=kind, shown=shown)
    return values.shown(value)


def read_date(
    item: Item, place: Place, at: int, findings: Findings, unclear: str = "not-a-date", **facts: str
) -> date | None:
    """The date that a cell means; None, with a finding of the kind `unclear`, where it means none."""
    cell, value = place.cell(at), place.value(at)
    day, is_usual = values.as_date(value)
    if day is None:
        findings.about(item, unclear, cell, found=values.brief(value), expected=_expected_day(value), **facts)
    elif not is_usual and not (day.day > MONTHS_OF_YEAR and values.shown(value).strip() == f"{day:%d/%m/%Y}"):
        findings.about(item, "date-understood", cell, date=f"{day:%d/%m/%Y}", found=values.brief(value))
    return day


def _expected_day(value: Value) -> str:
    year = values.year_alone(value)
    if year is not None:
        return f"a whole date and not the year {year} by itself"
    is_day = isinstance(value, date) or (isinstance(value, str) and days.written(value) is not None)
    return f"a date from {EARLIEST.year} to {LATEST.year}" if is_day else "a date"


def answer_to(asked: Asked, item: Item, rows: Sequence[Row], places: Places, findings: Findings) -> Answer:
    """The answer to an item, from the rows on which it is given."""
    if not rows:
        return Answer(item.name, None, None, None)  # its version of the form did not ask it
    evidence_row = next((row for row in rows if row.kind is RowKind.EVIDENCE), None)
    own = [row for row in rows if row is not evidence_row]
    if item.is_ticked:
        answer = _ticked_answer(asked, item, own, places, findings)
    elif item.kind is Kind.TABLE:
        answer = Answer(item.name, None, None, None)
    else:
        answer = _typed_answer(asked, item, own[0], places, findings)
    evidence = _evidence(evidence_row, places, findings) if evidence_row else ""
    return replace(answer, evidence=evidence) if evidence else answer


def _ticked_answer(asked: Asked, item: Item, rows: Sequence[Row], places: Places, findings: Findings) -> Answer:
    topic = next((row for row in rows if row.kind is RowKind.TOPIC), None)
    own = [row for row in rows if row is not topic]
    chosen, cell = _ticked(asked, item, own, places, findings)
    value = " ".join(choice.name for choice in chosen) or None
    kept = asked.kept(item, value, cell, findings) if cell else value
    level = chosen[0].score if kept is not None and item.kind is Kind.STATEMENTS else None
    place = one_place(topic, places, findings) if topic and (cell or places.get(topic.ref)) else None
    return Answer(item.name, level, kept, cell, day=_day(item, place, findings))


def _ticked(
    asked: Asked, item: Item, rows: Sequence[Row], places: Places, findings: Findings
) -> tuple[Sequence[Choice], CellRef | None]:
    """What is ticked, as far as it counts, with the cell of the first tick, or else of the first statement."""
    if rows and not any(places.get(row.ref) for row in rows):
        findings.add("reference-missing", None, item.name, ref=item.ref)
        return (), None
    marks = [_marked(asked, item, row, rows, places, findings) for row in rows]
    known = [mark for mark in marks if mark is not None]
    ticked = [mark for mark in known if mark.tick.is_on]
    first = known[0].place.cell(layout.TICK) if known else None
    is_one = item.kind is Kind.STATEMENTS
    if len(ticked) > 1 and is_one:
        cells = [mark.place.cell(layout.TICK) for mark in ticked]
        findings.about(item, "two-ticks", cells[0], count=len(ticked), cells=_addresses(cells[1:]))
    is_whole = len(known) == len(rows) and all(mark.tick.is_on is not None for mark in known)
    if is_whole and not ticked and item.required and item.name not in findings.unmatched:
        findings.about(item, "no-answer", first)
    # Of any number of ticks each stands for itself; where one is asked for, what is unclear leaves all of it open.
    if ticked and (not is_one or (is_whole and len(ticked) == 1 and item.name not in findings.unmatched)):
        return [mark.choice for mark in ticked], ticked[0].place.cell(layout.TICK)
    return (), first


def _marked(
    asked: Asked, item: Item, row: Row, rows: Sequence[Row], places: Places, findings: Findings
) -> Marked | None:
    place = one_place(row, places, findings)
    if place is None or row.choice is None:
        return None
    if error := place.error(layout.TICK):
        findings.about(item, "error-value", place.cell(layout.TICK), found=error)
        return None
    value = place.value(layout.TICK)
    tick = values.tick(value, row.choice.score)
    if place.is_struck(layout.TICK):
        findings.about(item, "struck-through", place.cell(layout.TICK), found=values.brief(value))
        return Marked(row.choice, place, values.Tick(is_on=None))
    if tick.is_cross:
        tick = _beside_others(tick, item, rows, places)
    if not tick.is_usual:
        findings.about(item, REMARKS[tick.is_on], place.cell(layout.TICK), found=values.brief(value))
    if tick.is_on is not False and statements.is_anothers(row, place, statements.of(asked.instrument)):
        findings.about(item, "statement-moved", place.cell(layout.TICK), at=row.ref)
        tick = replace(tick, is_on=None)
    elif not statements.is_due(row, place):
        findings.add("wording-changed", place.cell(layout.TEXT), item.name, ref=row.ref)
    elif tick.is_on and (now := item.choice(row.choice.name)) is not None:
        statements.say_if_reworded(item, row.choice, now, place.cell(layout.TICK), findings)
    return Marked(row.choice, place, tick)


def _beside_others(tick: values.Tick, item: Item, rows: Sequence[Row], places: Places) -> values.Tick:
    """What a cross means, by the other marks of its item."""
    placed = [(row.choice, places[row.ref][0]) for row in rows if row.choice and row.ref in places]
    marks = [values.tick(place.value(layout.TICK), choice.score) for choice, place in placed]
    # Where a tick stood there to begin with, who crosses another statement may have meant that one.
    is_every_row = item.default is None and all(mark != values.NO_TICK for mark in marks)
    return values.held_against(tick, marks, is_every_row=is_every_row, is_one=item.kind is Kind.STATEMENTS)


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
    if value is None and item.required and len(findings.issues) == before and cell not in findings.said:
        findings.about(item, "left-empty", cell)
    return asked.kept(item, value, cell, findings)


def _day(item: Item, place: Place | None, findings: Findings) -> date | None:
    """The date beside an answer."""
    if place is None or not item.day:
        return None
    value = read_typed(_prompt(item.name, item.ref, item.day, Kind.DATE), place, layout.DAY, findings)
    return value if isinstance(value, date) else None


def _evidence(row: Row, places: Places, findings: Findings) -> str:
    place = one_place(row, places, findings)
    if place is None or row.item is None or place.ends_before(layout.ANSWER):
        return ""
    # An evidence box is a question of its own kind: text, whatever the item's answer is.
    value = read_typed(_prompt(row.item.name, row.ref, row.item.title, Kind.TEXT), place, layout.ANSWER, findings)
    return value if isinstance(value, str) else ""


def _addresses(cells: Iterable[CellRef]) -> str:
    return ", ".join(cell.address for cell in cells)
