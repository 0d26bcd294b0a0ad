"""Start: how far the workbook is, what to do next and where to send it; below that who sees it, and all contents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlkit.books.respondent import steps
from xlkit.books.respondent.form import Form, column_range, entitle, finish, section_title, sentence
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height, line_count
from xlkit.form import layout, progress
from xlkit.form.instrument import Section
from xlkit.form.layout import START_BAR, START_NOTES, START_SAID, Row, RowKind
from xlkit.form.words import untranslated
from xlkit.returns.raw import CellRef

WIDTHS = (25, 58, 22, 13)
LABEL, TEXT, STATE, BESIDE = range(layout.START_WIDTH)
LEAST_HEIGHT, BAR_HEIGHT = 21.0, 38.0  # points
ROOM = sum(WIDTHS[TEXT:])  # of a sentence that may run on to the right


def write(book: Book, form: Form) -> None:
    """Add the sheet, which comes first."""
    sheet = begin(book, form, form.words.start_subtitle)
    _so_far(sheet, form)
    steps.write(sheet, form)
    write_untranslated(sheet, START_NOTES - 1, form)
    at = write_notes(sheet, START_NOTES, form.words.start_how, form.words.start_steps(firmly=bool(form.round.password)))
    at = write_lines(sheet, at + 1, _lines(form))
    contents = at + 1
    last = _contents(sheet, form, contents)
    _dress(sheet, form, contents, last)
    finish(sheet, form, WIDTHS, last, parts=(START_BAR, contents))


def begin(book: Book, form: Form, subtitle: str) -> Sheet:
    """The sheet that a workbook opens on, with its deadline and return id beside what it says of its progress."""
    sheet = book.sheet(form.words.start)
    sheet.widths(WIDTHS)
    sheet.raw.activate()
    entitle(sheet, form.instrument.title, subtitle)
    beside = {STATE: ("deadline", form.deadline), BESIDE: ("return_id", form.identity.return_id)}
    for column, (name, fact) in beside.items():
        if fact:
            label = form.words.start_issued[name]
            sheet.rich(START_BAR, column, (("label", label), ("body", f"\n{fact}")), sheet.styles["body"])
            tall = height([(f"{label}\n{fact}", WIDTHS[column], "label")])
            sheet.height(START_BAR, max(BAR_HEIGHT, tall, sheet.heights.get(START_BAR, 0.0)))
    return sheet


def whom(form: Form) -> Iterator[tuple[str, str]]:
    """Whom the workbook is for, and who sees its answers and keeps them, each with its label."""
    words, who = form.words, form.identity
    yield from untold(form)
    facts = {
        "organisation": who.organisation,
        "respondent": ", ".join(part for part in (who.respondent, who.role) if part),
        "subject": who.subject if who.subject != who.organisation else "",
        "round": form.round.name,
        "contact": form.round.contact,
    }
    yield from ((words.start_issued[name], fact) for name, fact in facts.items() if fact)
    yield words.start_readers_heading, form.round.readers or words.start_readers
    if form.round.retention:
        yield words.start_retention_heading, form.round.retention


def untold(form: Form) -> Iterator[tuple[str, str]]:
    """Which parts of a form are not in its language yet, with a label; nothing where all are."""
    if parts := form.instrument.fallen_back:
        yield form.words.start_fallen_heading, form.words.start_fallen.format(parts=", ".join(parts))


def _lines(form: Form) -> Iterator[tuple[str, str]]:
    words = form.words
    refs = ", ".join(item.ref for item in form.instrument.items if item.name in form.reworded)
    said = {
        words.start_last: form.last,
        words.start_kept: form.last and form.draft.answers,
        words.start_reworded.format(refs=refs): refs,
    }
    if before := " ".join(text for text, is_so in said.items() if is_so):
        yield words.start_last_heading, before
    yield from whom(form)
    yield from ((part.heading, part.text) for part in form.instrument.guidance if part.where == "start")


def write_lines(sheet: Sheet, first: int, lines: Iterable[tuple[str, str]]) -> int:
    """Write labels with their texts beside them; the row after them is returned."""
    at = first
    for at, (label, text) in enumerate(lines, start=first):
        sheet.text(at, LABEL, label, sheet.styles["label"])
        tall = _beside(sheet, at, text)
        sheet.height(at, max(height([(label, WIDTHS[LABEL], "label")]), tall))
    return at + 1


def write_notes(sheet: Sheet, first: int, heading: str, notes: Iterable[str]) -> int:
    """Write sentences below each other beside a heading; the row after them is returned."""
    sheet.text(first, LABEL, heading, sheet.styles["label"])
    at = first
    for at, note in enumerate(notes, start=first):
        sheet.height(at, _beside(sheet, at, note))
    return at + 1


def write_figure(sheet: Sheet, at: int, label: str, formula: str, shown: str) -> None:
    """Write beside its label a sentence that follows figures."""
    cells.line(sheet, at, LABEL, (label, "label"), Cell(shown, "label", formula))


def write_untranslated(sheet: Sheet, at: int, form: Form, *more: str) -> None:
    """Say in a row of its own which words stand in English since the language lacks them; where none does, nothing.

    `more` are tables of words that the workbook has beside the usual one.
    """
    if said := untranslated(form.instrument.language, *more):
        sheet.text(at, LABEL, said, sheet.styles["quiet_line"])
        sheet.height(at, LEAST_HEIGHT)


def _beside(sheet: Sheet, at: int, text: str) -> float:
    """Write a text that runs on to the right where it is one line there; the height it needs is returned."""
    is_line = "\n" not in text and line_count(text, ROOM) == 1
    sheet.text(at, TEXT, text, sheet.styles["intro" if is_line else "body"])
    return LEAST_HEIGHT if is_line else height([(text, WIDTHS[TEXT])])


def _so_far(sheet: Sheet, form: Form) -> None:
    """How much is answered, as a bar and in words."""
    rows = form.layout.summary
    answered, needed = steps.counted(form)
    sheet.formula(START_BAR, LABEL, steps.bar_formula(form), steps.bar(answered, needed), sheet.styles["bar"])
    words = progress.in_words(form.standings, form.words)
    sheet.formula(START_SAID, LABEL, _in_words(form, rows), words, sheet.styles["state_line"])
    sheet.height(START_BAR, max(BAR_HEIGHT, sheet.heights.get(START_BAR, 0.0)))
    sheet.height(START_SAID, LEAST_HEIGHT)


def _in_words(form: Form, rows: Sequence[Row]) -> str:
    """How many of the items in some rows of the summary are answered, to look at, and left."""
    words = form.words
    counts = column_range(words.summary, rows[0].row, rows[-1].row, layout.SUMMARY_COUNT)
    figures = {"answered": f"COUNTIF({counts},1)", "all": f"COUNT({counts})"}
    text = words.progress
    if not any(row.item and row.item.relevant for row in rows):
        text = text.replace("{all}", str(len(rows)))
    many, left = f'COUNTIF({counts},">1")', f"COUNTIF({counts},0)"
    many_in_words = f'IF({many}>0,{sentence(words.progress_many, many=many)},"")'
    left_in_words = f'IF({left}>0,{sentence(words.progress_left, left=left)},"")'
    return f"={sentence(text, **figures)}&{many_in_words}&{left_in_words}"


def _contents(sheet: Sheet, form: Form, at: int) -> int:
    """Write links to every sheet, section and topic; the last row is returned."""
    words = form.words
    sheet.text(at, TEXT, words.start_topics, sheet.styles["quiet_line"])
    at = contents(sheet, form, at, {words.about: words.start_about})
    for section in form.instrument.sections:
        at = _section(sheet, form, at, section)
    sheets = {
        words.tables: words.start_tables if form.layout.tables else "",
        words.planner: words.start_planner if form.layout.planner else "",
        words.summary: words.start_summary,
        words.glossary: words.start_glossary if form.instrument.glossary else "",
        words.resources: words.start_resources if form.instrument.resources else "",
    }
    for name, holds in sheets.items():
        at = sheet_link(sheet, at, name, holds) if holds else at
    return at - 1


def contents(sheet: Sheet, form: Form, at: int, sheets: Mapping[str, str]) -> int:
    """Write under a heading the way to each sheet, with what it holds; the row after them is returned."""
    sheet.text(at, LABEL, form.words.start_contents, sheet.styles["heading_line"])
    sheet.height(at, 24)
    at += 1
    for name, holds in sheets.items():
        at = sheet_link(sheet, at, name, holds)
    return at


def sheet_link(sheet: Sheet, at: int, name: str, holds: str) -> int:
    """Write a link to a sheet with what it holds; the row after it is returned."""
    sheet.link(at, LABEL, name, name, sheet.styles["link_label"])
    sheet.text(at, TEXT, holds, sheet.styles["intro"])
    sheet.height(at, LEAST_HEIGHT)
    return at + 1


def _section(sheet: Sheet, form: Form, at: int, section: Section) -> int:
    """A section, which is a link, with how far it is; the row after it is returned."""
    title, rows = section_title(form.words, section), form.section_rows(section)
    heading = next(row for row in form.layout.questions if row.kind is RowKind.SECTION and row.section is section)
    # Links are short or run on to the right: LibreOffice does not wrap them.
    sheet.link(at, LABEL, heading.sheet, title, sheet.styles["link_strong"], _cell(heading))
    if rows:
        standings = [standing for standing in form.standings if standing.section is section]
        words = progress.in_words(standings, form.words)
        sheet.formula(at, STATE, _in_words(form, rows), words, sheet.styles["state_line"])
    sheet.height(at, LEAST_HEIGHT)
    return at + 1


def _cell(row: Row) -> str:
    return CellRef(row.sheet, row.row, layout.REF).a1


def _dress(sheet: Sheet, form: Form, first: int, last: int) -> None:
    """Let topics with several ticks stand out; the words say so too."""
    value = form.words.many_ticks.partition("}")[2].strip()
    rule = {"type": "text", "criteria": "containing", "value": value, "format": sheet.styles["to_look_at"]}
    sheet.conditional(first, STATE, last, STATE, rule)
