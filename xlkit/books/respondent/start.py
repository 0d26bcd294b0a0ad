"""Start: what the workbook is, who sees the answers, how to fill it in, how far it is, and where everything stands."""

from collections.abc import Iterator, Sequence

from xlkit.books.respondent.form import Block, Form, column_range, entitle, finish, section_title, sentence
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form import layout, progress, wording
from xlkit.form.instrument import Section
from xlkit.form.layout import Row, RowKind
from xlkit.returns.raw import CellRef

WIDTHS = (54, 70)
LABEL, TEXT = 0, 1
LEAST_HEIGHT = 21.0  # points


def write(book: Book, form: Form) -> None:
    """Add the sheet, which comes first."""
    sheet, at = begin(book, form, form.words.start_subtitle)
    at = _progress(sheet, form, at)
    contents = write_steps(sheet, form, at + 1, form.words.start_steps) + 1
    at = _contents(sheet, form, contents)
    for guidance in form.instrument.guidance:
        if guidance.where == "start":
            write_line(sheet, at + 1, guidance.heading, guidance.text)
            at += 1
    _dress(sheet, form, contents, at)
    finish(sheet, form, WIDTHS, at, upright=True, blocks=[Block(0, 0), Block(contents, 0, starts_page=True)])


def begin(book: Book, form: Form, subtitle: str) -> tuple[Sheet, int]:
    """The sheet that a workbook opens on, with whom it is for and who sees its answers; and its next row."""
    sheet = book.sheet(form.words.start)
    sheet.widths(WIDTHS)
    sheet.raw.activate()
    entitle(sheet, form.instrument.title, subtitle)
    lines = (*_issued_lines(form), *_reader_lines(form))
    for at, (label, text) in enumerate(lines, start=2):
        write_line(sheet, at, label, text)
    return sheet, 2 + len(lines)


def _issued_lines(form: Form) -> Iterator[tuple[str, str]]:
    """Whom the workbook is for and when it is wanted back, each with its label."""
    facts = {
        "organisation": form.identity.organisation,
        "respondent": ", ".join(part for part in (form.identity.respondent, form.identity.role) if part),
        "subject": form.identity.subject if form.identity.subject != form.identity.organisation else "",
        "round": form.round.name,
        "deadline": form.round.deadline,
        "contact": form.round.contact,
        "return_id": form.identity.return_id,
    }
    return ((label, facts[name]) for name, label in form.words.start_issued.items() if facts[name])


def _reader_lines(form: Form) -> Iterator[tuple[str, str]]:
    """Who sees the answers and how long they are kept, each with its label."""
    yield form.words.start_readers_heading, form.round.readers or form.words.start_readers
    if form.round.retention:
        yield form.words.start_retention_heading, form.round.retention


def write_line(sheet: Sheet, at: int, label: str, text: str) -> None:
    """Write a label with its text beside it."""
    sheet.text(at, LABEL, label, sheet.styles["label"])
    sheet.text(at, TEXT, text, sheet.styles["body"])
    sheet.height(at, max(height([(label, WIDTHS[LABEL] / 1.1), (text, WIDTHS[TEXT])]), LEAST_HEIGHT))


def _progress(sheet: Sheet, form: Form, at: int) -> int:
    words, rows = form.words, form.layout.summary
    sheet.text(at, LABEL, words.start_progress, sheet.styles["label"])
    formula = _in_words(form, rows)
    sheet.formula(at, TEXT, formula, progress.in_words(form.standings, words), sheet.styles["label"])
    at += 1
    if form.layout.planner:
        sheet.text(at, LABEL, words.start_actions, sheet.styles["label"])
        actions = column_range(words.summary, rows[0].row, rows[-1].row, layout.SUMMARY_ACTIONS)
        planned = sum(standing.actions for standing in form.standings)
        sheet.formula(at, TEXT, f"=SUM({actions})", planned, sheet.styles["count"])
        at += 1
    if form.last:
        last_time = f"{words.start_last} {words.start_kept}" if form.draft.answers else words.start_last
        write_line(sheet, at, words.start_last_heading, last_time)
        at += 1
    return at


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


def write_steps(sheet: Sheet, form: Form, at: int, steps: Sequence[str]) -> int:
    """Write how to fill the workbook in, and what is locked; the row after it is returned."""
    words = form.words
    sheet.text(at, LABEL, words.start_how, sheet.styles["heading"])
    for number, step in enumerate(steps, start=1):
        write_line(sheet, at + number, f"{number}", step)
    locked = words.start_locked_firmly if form.round.password else words.start_locked
    write_line(sheet, at + len(steps) + 1, "", locked)
    return at + len(steps) + 2


def _contents(sheet: Sheet, form: Form, at: int) -> int:
    words = form.words
    sheet.text(at, LABEL, words.start_contents, sheet.styles["heading"])
    sheet.text(at, TEXT, words.start_topics, sheet.styles["body"])
    sheet.height(at, height([(words.start_topics, WIDTHS[TEXT])]))
    at = sheet_link(sheet, at + 1, words.about, words.start_about)
    for section in form.instrument.sections:
        at = _section(sheet, form, at, section)
    if form.layout.tables:
        at = sheet_link(sheet, at, words.tables, words.start_tables)
    if form.layout.planner:
        at = sheet_link(sheet, at, words.planner, words.start_planner)
    at = sheet_link(sheet, at, words.summary, words.start_summary)
    if form.instrument.glossary:
        at = sheet_link(sheet, at, words.glossary, words.start_glossary)
    if form.instrument.resources:
        at = sheet_link(sheet, at, words.resources, words.start_resources)
    return at


def sheet_link(sheet: Sheet, at: int, name: str, holds: str) -> int:
    """Write a link to a sheet with what it holds; the row after it is returned."""
    sheet.link(at, LABEL, name, name, sheet.styles["link_label"])
    sheet.text(at, TEXT, holds, sheet.styles["body"])
    sheet.height(at, LEAST_HEIGHT)
    return at + 1


def _section(sheet: Sheet, form: Form, at: int, section: Section) -> int:
    """A section and its topics, each a link with how far it is; the row after them is returned."""
    title, rows = section_title(form.words, section), form.section_rows(section)
    heading = next(row for row in form.layout.questions if row.kind is RowKind.SECTION and row.section is section)
    sheet.link(at, LABEL, heading.sheet, title, sheet.styles["link_label"], _cell(heading))
    if rows:
        standings = [standing for standing in form.standings if standing.section is section]
        formula = _in_words(form, rows)
        sheet.formula(at, TEXT, formula, progress.in_words(standings, form.words), sheet.styles["label"])
    sheet.height(at, max(height([(title, WIDTHS[LABEL] / 1.1)]), LEAST_HEIGHT))
    for place, row in enumerate(rows, start=at + 1):
        _topic(sheet, form, place, row)
    return at + 1 + len(rows)


def _topic(sheet: Sheet, form: Form, at: int, row: Row) -> None:
    item = row.item
    if item is None:
        return
    title = wording.short_title(f"{item.ref} {item.title}")
    not_needed = wording.not_needed(form.instrument, item)
    sheet.link(at, LABEL, form.words.questions, title, sheet.styles["link_topic"], _cell(form.question_row(item.name)))
    formula = f"={form.summary_cell(item.name, layout.SUMMARY_STATE)}"
    sheet.formula(at, TEXT, formula, form.standing(item.name).state, sheet.styles["body"])
    sheet.height(at, max(height([(title, WIDTHS[LABEL] - 3), (not_needed, WIDTHS[TEXT])]), LEAST_HEIGHT))


def _cell(row: Row) -> str:
    return CellRef(row.sheet, row.row, layout.REF).a1


def _dress(sheet: Sheet, form: Form, first: int, last: int) -> None:
    """Let topics with several ticks stand out; the words say so too."""
    value = form.words.many_ticks.partition("}")[2].strip()
    rule = {"type": "text", "criteria": "containing", "value": value, "format": sheet.styles["to_look_at"]}
    sheet.conditional(first, TEXT, last, TEXT, rule)
