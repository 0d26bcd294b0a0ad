"""Strays: what stands in a returned workbook where the form as issued holds nothing, such as notes in the margin."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.form import layout, meaning, relevance, wording
from xlkit.form.instrument import Instrument
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.form.relevance import Worked
from xlkit.form.wording import beside, fixed_texts, live_texts, said_of_last_time
from xlkit.form.words import Words
from xlkit.returns import correction
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.returns.validate import values
from xlkit.returns.validate.columns import Columns
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.former import REFERENCE
from xlkit.returns.validate.keeping import kept_place
from xlkit.returns.validate.places import Places, is_unseen, reference

MOST = 100  # strays that are named one by one
_REFERENCE, _NOTHING = frozenset((layout.REF,)), frozenset[int]()
RESOURCES_WIDTH = 5  # columns
STEPS = "123 "  # what stands before the title of a step on Start
UNREAD, MOST_ZEROS = 0.0, 3  # what the reader of .xls makes of a formula's text; so few may be typed


class Form(Struct, frozen=True):
    """The form as issued: `own` holds all its fixed texts and what is blank; `live` finds those that fill themselves.

    `of_last_time` finds what is added to one that asks what has other words than when it was answered last. `rows` maps
    references to rows of any kind but the summary's, whose references are in `summary`; as many columns of it and of
    the questions are in use as their widths say. `is_same` is False where the workbook was made from another version of
    the template, whose fixed texts are known here by the marks of its `frame` alone; `now` maps the references that it
    had to those of today, or to an empty text.
    """

    own: frozenset[str | None]
    live: re.Pattern[str]
    of_last_time: re.Pattern[str]
    rows: Mapping[str, Row]
    expected: Mapping[str, frozenset[int]]
    summary: frozenset[str]
    summary_width: int
    questions_width: int
    instrument: Instrument
    words: Words
    is_same: bool
    now: Mapping[str, str] = field(default_factory=dict)
    frame: frozenset[str] = frozenset()


def form(instrument: Instrument, laid_out: Layout, words: Words) -> Form:
    """What is known of the form of an instrument, in its language and as those read it who answer it."""
    every = (*laid_out.details, *laid_out.questions, *laid_out.tables, *laid_out.planner)
    rows = {row.ref: row for row in every if row.ref}
    summary = frozenset(row.ref for row in laid_out.summary)
    own = frozenset((None, *map(_plain, ("", *fixed_texts(instrument, words)))))
    expected = {ref: _expected_columns(row, instrument) for ref, row in rows.items()}
    widths = layout.summary_width(instrument), layout.questions_width(instrument)
    texts = live_texts(words), said_of_last_time(words)
    return Form(own, *texts, rows, expected, summary, *widths, instrument, words, is_same=True)


def with_live(form: Form, worked: Worked) -> Form:
    """The form as issued with the texts that answers stand in, as they are by now and as they were without any."""
    instrument = worked.instrument
    spoken = [item for section in instrument.sections for item in section.items if item.live_title or item.live_hint]
    if not spoken:
        return form
    blank = relevance.work_out(instrument, {})
    texts = (
        wording.with_answers_said(state, item, text)
        for item in spoken
        for text in beside(instrument, form.words, item.alive)
        for state in (worked, blank)
    )
    return replace(form, own=form.own | frozenset(map(_plain, texts)))


def find_strays(
    raw: RawReturn, form: Form, places: Places, findings: Findings, moved: Iterable[Columns], *, is_correction: bool
) -> None:
    """Note every cell in which something stands that is neither the form's own nor an answer to it.

    Columns that have `moved` are looked at where they stand now; what stands in those that were added is said of them.
    """
    strays = 0
    by_sheet = {columns.sheet: columns for columns in moved}
    for sheet in raw.sheets:
        columns = by_sheet.get(sheet.name)
        if is_unseen(sheet):
            continue
        page = _page(sheet, form, {} if sheet.name in findings.doubled else places, columns)
        if is_correction and not correction.SHEETS.isdisjoint(page.labels):
            continue
        for cell, item, value in _strays(page):
            if is_correction and page.issued(cell.column) == page.width and _is_remark(value):
                continue
            strays += 1
            if strays <= MOST:
                findings.add("unreferenced-text", cell, item, found=values.brief(value))
    if strays > MOST:
        findings.add("unreferenced-text", found=f"{strays - MOST:,} more cells like these")


class Page(Struct, frozen=True, dict=True):
    """A returned sheet of a form; `width` is how many columns it has as issued, `labels` what its column A says.

    `at` is the column in which the references stand now.
    """

    sheet: RawSheet
    labels: frozenset[str]
    width: int
    form: Form
    places: Places
    columns: Columns | None
    at: int

    @cached_property
    def _has_unread(self) -> bool:
        return sum(cells.count(UNREAD) for cells in self.sheet.rows) > MOST_ZEROS

    def is_unread(self, value: Value) -> bool:
        """Whether a value stands for the text that a formula comes to: there are many such, or none."""
        return value == UNREAD and self._has_unread

    def issued(self, place: int) -> int | None:
        """The column as issued of one as it stands now; None for one that was added."""
        return self.columns.issued(place) if self.columns else place

    def reference(self, cells: "Cells") -> str:
        """The reference of a row."""
        ref = reference(cells[self.at]) if self.at < len(cells) else ""
        return self.form.now.get(ref, ref)

    def is_gone(self, cells: "Cells") -> bool:
        """Whether a row stands for something that the form of today does not ask."""
        return self.at < len(cells) and self.form.now.get(reference(cells[self.at])) == ""


Cells = tuple[Value, ...]
Look = Callable[[Page, int, Cells], Iterator[int]]


def _page(sheet: RawSheet, form: Form, places: Places, columns: Columns | None) -> Page:
    at = columns.reference if columns else layout.REF
    labels = _labels(sheet, at)
    if form.words.planner in labels:
        width = layout.PLAN_FIRST + len(form.instrument.planner)
    elif form.words.tables in labels and any(form.rows[label].number for label in labels & form.rows.keys()):
        width = layout.tables_width(form.instrument)
    else:
        width = form.questions_width
    return Page(sheet, labels, width, form, places, columns, at)


def _labels(sheet: RawSheet, at: int) -> frozenset[str]:
    """What stands in column A, which tells one sheet from another whatever its tab says and its rows' order is."""
    return frozenset([label for cells in sheet.rows if at < len(cells) and isinstance(label := cells[at], str)])


def _strays(page: Page) -> Iterator[tuple[CellRef, str | None, Value]]:
    look = _look(page)
    for number, cells in enumerate(page.sheet.rows):
        for column in look(page, number, cells):
            row = page.form.rows.get(page.reference(cells))
            item = row.item.name if row and row.item else None
            yield CellRef(page.sheet.name, number, column), item, cells[column]


def _look(page: Page) -> Look:
    """How to look at a sheet, by which one it is."""
    labels, form = page.labels, page.form
    if form.instrument.title in labels:
        return _start_strays
    if labels & form.rows.keys():
        return _form_strays
    if labels & form.summary:
        return _summary_strays
    if any(map(form.live.match, labels)):
        return _start_strays
    return _reading_strays if labels & {form.words.glossary, form.words.resources} else _form_strays


def _start_strays(page: Page, _number: int, cells: Cells) -> Iterator[int]:
    form = page.form
    is_line = not form.is_same
    for column, value in enumerate(cells):
        if values.is_blank(value):
            continue
        is_own = _is_own(value, form) or _follows_progress(value, form) or page.is_unread(value)
        if column >= layout.START_WIDTH or not (is_own or (is_line and column < layout.START_WIDTH - 1)):
            yield column
        is_line = is_line or is_own


def _follows_progress(value: Value, form: Form) -> bool:
    """Whether a text on Start is one that fills itself."""
    text = values.shown(value)
    return bool(form.live.match(text)) or text.lstrip(STEPS) in form.own


def _summary_strays(page: Page, _number: int, cells: Cells) -> Iterator[int]:
    beyond = range(page.form.summary_width, len(cells))
    return (column for column in beyond if not values.is_blank(cells[column]))


def _reading_strays(page: Page, _number: int, cells: Cells) -> Iterator[int]:
    for column, value in enumerate(cells):
        if not _is_own(value, page.form) and (page.form.is_same or column >= RESOURCES_WIDTH):
            yield column


def _form_strays(page: Page, number: int, cells: Cells) -> Iterator[int]:
    form = page.form
    if page.columns and page.columns.row == number:
        return  # headings that are not as issued are said of their columns
    is_usual = not page.columns and not form.now
    if is_usual and form.own.issuperset(cells[1:]) and cells[:1] and cells[0] in form.rows:
        return  # as most rows
    expected = _expected(page.reference(cells), page, number)
    for place, value in enumerate(cells):
        if value in form.own:
            continue
        column = page.issued(place) if page.columns else place
        if column is None or column in expected or _is_own(value, form):
            continue
        if column == layout.ANSWER and page.is_unread(value):
            continue
        if form.is_same or column >= page.width or not _was_printed(page, number, place, cells):
            yield place


def _was_printed(page: Page, number: int, column: int, cells: Cells) -> bool:
    """Whether a text may have stood in another version of the form: in its head, a row of it, or as a reference."""
    if page.reference(cells) in page.form.rows or page.is_gone(cells):
        return True
    value = cells[column]
    if not page.labels & page.form.rows.keys() or not isinstance(value, str):
        return False
    is_reference = column == layout.REF and REFERENCE.fullmatch(value) is not None
    is_of_frame = meaning.framed(value) in page.form.frame
    return number <= layout.HEADING_ROW or is_reference or is_of_frame or page.form.live.match(value) is not None


def _expected(ref: str, page: Page, number: int) -> frozenset[int]:
    """The columns of a row in which anything may stand."""
    if len(page.places.get(ref, ())) > 1:
        kept = kept_place(page.places, ref, layout.input_columns(page.form.instrument, page.form.rows[ref]))
        if kept is not None and (kept.sheet is not page.sheet or kept.row != number):
            return _REFERENCE  # a row that stands twice: only one of them is kept
    return page.form.expected.get(ref, _NOTHING)


def _expected_columns(row: Row, instrument: Instrument) -> frozenset[int]:
    """The columns of a row that hold its reference, what is filled in, and what fills itself."""
    if row.kind in (RowKind.TOPIC, RowKind.TABLE):
        return frozenset((layout.REF, layout.ANSWER, *(layout.input_columns(instrument, row) if row.has_day else ())))
    if row.kind in (RowKind.PLAN, RowKind.FURTHER):
        return frozenset(range(layout.PLAN_FIRST + len(instrument.planner)))
    if row.kind is RowKind.ENTRY:
        return frozenset((layout.REF, *range(layout.FIELD_FIRST, layout.tables_width(instrument))))
    # A statement's wording is held against the one that was sent out by itself.
    wording = (layout.TEXT,) if row.kind is RowKind.STATEMENT else ()
    worked_out = (layout.ANSWER,) if row.is_worked_out else ()
    return frozenset((layout.REF, *layout.input_columns(instrument, row), *wording, *worked_out))


def _is_own(value: Value, form: Form) -> bool:
    if value in form.own or values.is_blank(value):
        return True
    text = _plain(form.of_last_time.sub("", _plain(values.shown(value))))
    ref, _, title = text.partition(" ")  # as a table is headed, by the reference that it had
    return text in form.own or (ref in form.now and f"{form.now[ref]} {title}" in form.own)


def _is_remark(value: Value) -> bool:
    return isinstance(value, str) and value.startswith(correction.REMARKS)


def _plain(text: str) -> str:
    return " ".join(text.split())
