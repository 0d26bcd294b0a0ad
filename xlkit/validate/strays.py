"""Strays: what stands in a returned workbook where the form as issued holds nothing, such as notes in the margin."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from xlkit import correction, layout
from xlkit.instrument import Instrument, Kind
from xlkit.layout import Layout, Row, RowKind
from xlkit.returns import CellRef, RawReturn, RawSheet, Value
from xlkit.validate import values
from xlkit.validate.findings import Findings
from xlkit.validate.keeping import input_columns, kept_place
from xlkit.validate.places import Places, is_hidden_sheet, reference
from xlkit.words import Words

MOST = 100  # strays that are named one by one
START_WIDTH, GLOSSARY_WIDTH, RESOURCES_WIDTH = 2, 2, 5
STEPS = frozenset("123456789")  # the numbers of the steps on Start


@dataclass(frozen=True, slots=True)
class Form:
    """The form as issued: all its fixed texts, the rows that are found by their references, and its titles.

    `rows` maps references to rows of any kind, `is_same` is False where the workbook was made from another version of
    the template, whose fixed texts are not known here.
    """

    own: frozenset[str]
    rows: Mapping[str, Row]
    instrument: Instrument
    words: Words
    is_same: bool


def form(instrument: Instrument, laid_out: Layout, words: Words) -> Form:
    """What is known of the form of an instrument, in its language and as those read it who answer it."""
    rows = {row.ref: row for row in (*laid_out.details, *laid_out.questions, *laid_out.planner) if row.ref}
    return Form(frozenset(map(_plain, _fixed_texts(instrument, words))) | STEPS, rows, instrument, words, True)


def find_strays(raw: RawReturn, form: Form, places: Places, findings: Findings, *, is_correction: bool) -> None:
    """Note every cell in which something stands that is neither the form's own nor an answer to it."""
    found = 0
    for sheet in raw.sheets:
        if is_hidden_sheet(sheet) or (is_correction and _title(sheet) == correction.SHEET):
            continue
        for cell, item, value in _strays(sheet, form, places):
            if is_correction and cell.column == _width(sheet, form) and _is_remark(value):
                continue
            found += 1
            if found <= MOST:
                findings.add("unreferenced-text", cell, item, found=values.brief(value))
    if found > MOST:
        findings.add("unreferenced-text", None, None, found=f"{found - MOST:,} more cells like these")


def _strays(sheet: RawSheet, form: Form, places: Places) -> Iterator[tuple[CellRef, str | None, Value]]:
    titles = {form.instrument.title: _start_strays, form.words.summary: _summary_strays}
    reading = (form.words.glossary, form.words.resources)
    title = _title(sheet)
    look = titles.get(title, _reading_strays if title in reading else _form_strays)
    for number, cells in enumerate(sheet.rows):
        for column, item in look(sheet, number, cells, form, places):
            yield CellRef(sheet.name, number, column), item, cells[column]


Found = Iterator[tuple[int, str | None]]
Cells = tuple[Value, ...]


def _start_strays(_sheet: RawSheet, _number: int, cells: Cells, form: Form, _places: Places) -> Found:
    label = cells[0] if cells else None
    is_line = _is_own(label, form) and not values.is_blank(label)
    for column, value in enumerate(cells):
        if column >= START_WIDTH or not (is_line or not form.is_same or _is_own(value, form)):
            yield from _filled(column, value)


def _summary_strays(_sheet: RawSheet, _number: int, cells: Cells, _form: Form, _places: Places) -> Found:
    for column in range(layout.SUMMARY_LAST + 1, len(cells)):
        yield from _filled(column, cells[column])


def _reading_strays(_sheet: RawSheet, _number: int, cells: Cells, form: Form, _places: Places) -> Found:
    for column, value in enumerate(cells):
        if not _is_own(value, form) and (form.is_same or column >= RESOURCES_WIDTH):
            yield from _filled(column, value)


def _form_strays(sheet: RawSheet, number: int, cells: Cells, form: Form, places: Places) -> Found:
    row = form.rows.get(reference(cells[layout.REF])) if cells else None
    filled = _expected(row, sheet, number, form, places)
    is_known = form.is_same or row is None
    item = row.item.name if row and row.item else None
    width = _width(sheet, form)
    for column, value in enumerate(cells):
        if column in filled or (isinstance(value, str) and value in form.own) or _is_own(value, form):
            continue
        if is_known or column >= width:
            yield from ((at, item) for at, _ in _filled(column, value))


def _expected(row: Row | None, sheet: RawSheet, number: int, form: Form, places: Places) -> frozenset[int]:
    """The columns of a row in which anything may stand: its reference, what is filled in, and what fills itself."""
    if row is None:
        return frozenset()
    if row.kind is RowKind.TOPIC:
        return frozenset((layout.REF, layout.ANSWER))
    inputs = input_columns(form.instrument, row)
    place = kept_place(places, row.ref, inputs)
    if place is not None and (place.sheet is not sheet or place.row != number):
        return frozenset((layout.REF,))  # a row that stands twice: only one of them is read
    if row.kind is RowKind.PLAN:
        return frozenset(range(layout.PLAN_FIRST + len(form.instrument.planner)))
    # A statement's wording is held against the one that was sent out by itself.
    wording = (layout.TEXT,) if row.kind is RowKind.STATEMENT else ()
    return frozenset((layout.REF, *inputs, *wording))


def _width(sheet: RawSheet, form: Form) -> int:
    """How many columns the form has on a sheet."""
    if _title(sheet) == form.words.planner:
        return layout.PLAN_FIRST + len(form.instrument.planner)
    return layout.ANSWER + 1


def _filled(column: int, value: Value) -> Found:
    if not values.is_blank(value):
        yield column, None


def _is_own(value: Value, form: Form) -> bool:
    return values.is_blank(value) or _plain(values.shown(value)) in form.own


def _is_remark(value: Value) -> bool:
    return isinstance(value, str) and value.startswith(correction.REMARKS)


def _title(sheet: RawSheet) -> str:
    first = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else None
    return first if isinstance(first, str) else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _fixed_texts(instrument: Instrument, words: Words) -> Iterator[str]:
    for field in fields(words):
        yield from _texts(getattr(words, field.name))
    yield words.planner_intro.format(rows=layout.ACTIONS_A_TOPIC)
    yield instrument.title
    for section in instrument.sections:
        yield from (section.title, section.hint, words.section.format(ref=section.ref, title=section.title))
        for item in section.items:
            yield from (item.title, f"{item.title}: {item.hint}", f"{item.ref} {item.title}", item.hint)
            yield words.evidence.format(prompt=item.evidence)
            if item.kind is Kind.STATEMENTS:
                yield from (choice.label for choice in item.choices)
    for column in instrument.planner:
        yield column.title
    for guidance in instrument.guidance:
        yield from (guidance.heading, guidance.text)
    for term in instrument.glossary:
        yield from (term.term, term.meaning)
    for work in instrument.resources:
        yield from (work.heading, work.title, work.publisher, work.year, work.note)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in (*value.keys(), *value.values()):
            yield from _texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
