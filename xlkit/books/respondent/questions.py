"""Questions: every statement with its dropdown, the level each topic comes to, and room for evidence."""

from collections.abc import Sequence

from xlkit.books.respondent import entries, looks, where
from xlkit.books.respondent.form import (
    Form,
    address,
    as_text,
    begin,
    finish,
    section_title,
    text_literal,
)
from xlkit.books.respondent.pages import parts_of
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height, room_to_type, width_of
from xlkit.books.writer.styles import LOOKS
from xlkit.form import layout, progress, wording
from xlkit.form.headings import QUESTIONS
from xlkit.form.item import Item, Kind
from xlkit.form.layout import ANSWER, DAY, REF, TEXT, TICK, Row, RowKind
from xlkit.form.wording import is_live
from xlkit.form.words import TICK as TICK_MARK
from xlkit.form.words import WORKINGS
from xlkit.form.workings import SEEN, VALUE, stored
from xlkit.returns.raw import CellRef

WIDTHS = (6, 65, 6, 48)
DAY_WIDTH = 11
SECTION_HEIGHT, LEAST_HEIGHT = 26.0, 22.0  # points
TWO_LINES = "\n"  # as much room as a text has that is no paragraph


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    words = form.words
    widths = _widths(form)
    headed = form.headed[QUESTIONS].headings
    sheet = begin(book, words.questions, words.questions_intro, headed, widths)
    rows = form.layout.questions
    for row in rows:
        sheet.height(row.row, _row(sheet, form, row))
    _dress(sheet, form)
    finish(sheet, form, widths, rows[-1].row, parts=parts_of(rows))


def _widths(form: Form) -> Sequence[float]:
    """The columns' widths: that for ticks is hidden where nothing is ticked, that for dates stands where there are."""
    instrument, (least, text, tick, answer) = form.instrument, WIDTHS
    ref = max(least, *(width_of(item.ref) for item in instrument.items))
    has_ticks = any(item.is_ticked for item in instrument.items)
    if layout.has_days(instrument):
        return (ref, text, tick if has_ticks else 0, answer, DAY_WIDTH)
    return (ref, text, tick if has_ticks else 0, answer if has_ticks else answer + tick)


def _row(sheet: Sheet, form: Form, row: Row) -> float:
    """Write a row; the height it needs, in points, is returned."""
    writers = {
        RowKind.SECTION: _section,
        RowKind.TOPIC: _topic,
        RowKind.STATEMENT: _statement,
        RowKind.EVIDENCE: _evidence,
        RowKind.ANSWER: _answer,
        RowKind.TABLE: _table,
        RowKind.HEADING: _heading,
    }
    return writers.get(row.kind, _note)(sheet, form, row)


def _section(sheet: Sheet, form: Form, row: Row) -> float:
    if row.section is None:
        return 0
    title = section_title(form.words, row.section)
    cells.texts(sheet, row.row, REF, ("", title, ""), "section")
    sheet.text(row.row, ANSWER, row.section.hint, sheet.styles["section_hint"])
    if layout.has_days(form.instrument):
        sheet.blank(row.row, DAY, sheet.styles["section"])
    texts = [(title, WIDTHS[TEXT], "section"), (row.section.hint, WIDTHS[ANSWER], "section_hint")]
    return max(height(texts), SECTION_HEIGHT)


def _topic(sheet: Sheet, form: Form, row: Row) -> float:
    item = _item(row)
    text = _asked(sheet, form, row)
    cells.texts(sheet, row.row, TICK, ("",), "topic")
    _day(sheet, form, row)
    shown = _state(sheet, form, row)
    may_stand = (shown, wording.not_needed(form.instrument, item), *(choice.label for choice in item.apart))
    return max(height([text, *((said, WIDTHS[ANSWER], "state") for said in may_stand)]), LEAST_HEIGHT)


def _state(sheet: Sheet, form: Form, row: Row) -> str:
    """Write how far an item is answered, and under that what is known of last time; what now stands is returned."""
    item, last = _item(row), []
    if level := form.last.get(item.name):
        last.append(progress.last_in_words(form.instrument, level))
    if then := form.reworded.get(item.name):
        last.append(progress.reworded_in_words(form.instrument, then))
    state, shown = form.summary_cell(item.name, layout.SUMMARY_STATE), form.standing(item.name).state
    formula = "&CHAR(10)&".join((state, *map(text_literal, last)))
    shown = "\n".join((shown, *last))
    sheet.formula(row.row, ANSWER, f"={formula}", shown, sheet.styles["state"])
    return shown


def _asked(sheet: Sheet, form: Form, row: Row) -> tuple[str, float, str]:
    """Write what an item asks, its title bold where it always says the same; the text is returned to be measured."""
    item = _item(row)
    text = wording.question_text(form.instrument, form.words, item.alive)
    if row.kind is RowKind.ANSWER and (then := form.reworded.get(item.name)):
        text = f"{text}\n{progress.reworded_in_words(form.instrument, then)}"
    sheet.text(row.row, REF, item.ref, sheet.styles["topic"])
    if is_live(text) or (row.kind is RowKind.ANSWER and item.relevant is not None):
        write = where.write_text if row.kind is RowKind.ANSWER else where.put_text
        return write(sheet, form, row, TEXT, text, "topic"), WIDTHS[TEXT], "topic"
    pieces = (("label", item.title), ("body", text.removeprefix(item.title)))
    sheet.rich(row.row, TEXT, pieces, sheet.styles["topic" if text == item.title else "topic_text"])
    # Where the title is short, what is bold makes little difference.
    return text, WIDTHS[TEXT], "topic" if 2 * len(item.title) > len(text) else "topic_text"


def _day(sheet: Sheet, form: Form, row: Row) -> None:
    """Write the date beside an answer, where there is one."""
    if row.has_day:
        item = _item(row)
        day, as_asked = form.draft.days.get(item.name), Item(item.name, row.ref, item.day, Kind.DATE)
        cells.line(sheet, row.row, DAY, entries.entry(as_asked, day, entries.options(as_asked, form.words)))


def _statement(sheet: Sheet, form: Form, row: Row) -> float:
    if row.choice is None:
        return 0
    item = _item(row)
    answer = form.draft.answers.get(item.name)
    is_ticked = row.choice.name in as_text(answer).split() if item.kind is Kind.MANY else answer == row.choice.name
    mark = form.draft.marks.get(item.name, {}).get(row.choice.name, TICK_MARK if is_ticked else "")
    tick = Cell(mark, "tick", takes=entries.tick_options(form.words))
    cells.line(sheet, row.row, REF, (row.ref, "statement_ref"), (row.choice.label, "statement"), tick)
    looks.say(sheet, form, row, row.choice)
    beside = wording.not_offered(form.instrument, row.choice)
    return max(height([(row.choice.label, WIDTHS[TEXT], "statement"), (beside, WIDTHS[ANSWER])]), LEAST_HEIGHT)


def _evidence(sheet: Sheet, form: Form, row: Row) -> float:
    item = _item(row)
    prompt = form.words.evidence.format(prompt=item.evidence)
    evidence = form.draft.evidence.get(item.name, "")
    cells.line(sheet, row.row, REF, (row.ref, "reference"), (prompt, "prompt"), ("", "prompt"), (evidence, "typed"))
    return max(height([(prompt, WIDTHS[TEXT]), (evidence, WIDTHS[ANSWER])]), room_to_type(WIDTHS[ANSWER]))


def _answer(sheet: Sheet, form: Form, row: Row) -> float:
    item = _item(row)
    sheet.text(row.row, REF, item.ref, sheet.styles["topic"])
    text = _asked(sheet, form, row)
    sheet.blank(row.row, TICK, sheet.styles["topic"])
    answer = form.draft.answers.get(item.name)
    if item.is_asked:
        cells.line(sheet, row.row, ANSWER, entries.entry(item, answer, entries.ruled(form, item, row.row, ANSWER)))
    else:
        _calculation(sheet, form, row, item)
    _day(sheet, form, row)
    least = height([(TWO_LINES, WIDTHS[ANSWER])]) if item.kind is Kind.TEXT else SECTION_HEIGHT
    room = room_to_type(WIDTHS[ANSWER]) if item.is_long and item.is_asked else least
    return max(height([text, (as_text(answer), WIDTHS[ANSWER])]), room)


def _calculation(sheet: Sheet, form: Form, row: Row, item: Item) -> None:
    """What is worked out, by itself, in a cell that nobody types in."""
    place = form.workings[item.name]
    column = VALUE if item.relevant is None else SEEN
    value = None if item.name in form.worked.needless else form.worked.values.get(item.name)
    formula = f"={address(CellRef(WORKINGS, place.row, column))}"
    style = sheet.styles["worked_out_date" if item.kind is Kind.DATE else "worked_out"]
    sheet.formula(row.row, ANSWER, formula, stored(value), style)


def _table(sheet: Sheet, form: Form, row: Row) -> float:
    """A table's title, which leads to it, and how much of it is used."""
    item = _item(row)
    first = next(entry for entry in form.layout.tables if entry.item == item)
    text = wording.short_title(item.title)
    sheet.text(row.row, REF, item.ref, sheet.styles["topic"])
    target = CellRef("", first.row, TEXT).a1
    sheet.link(row.row, TEXT, first.sheet, text, sheet.styles["topic_link"], target)
    sheet.blank(row.row, TICK, sheet.styles["topic"])
    may_stand = (_state(sheet, form, row), wording.not_needed(form.instrument, item))
    states = [(said, WIDTHS[ANSWER], "state") for said in may_stand]
    return max(height([(text, WIDTHS[TEXT], "topic"), *states]), SECTION_HEIGHT)


def _heading(sheet: Sheet, form: Form, row: Row) -> float:
    item = _item(row)
    cells.texts(sheet, row.row, REF, ("", "", ""), "group")
    title = where.put_text(sheet, form, row, TEXT, item.alive.title, "group")
    longest = _unless_needed(sheet, form, row, item.alive.hint, "group_hint")
    return max(height([(title, WIDTHS[TEXT], "group"), (longest, WIDTHS[ANSWER])]), 30)


def _note(sheet: Sheet, form: Form, row: Row) -> float:
    item = _item(row)
    title = item.title if item.runs else where.put_text(sheet, form, row, TEXT, item.alive.title, "body")
    if item.runs:
        pieces = [(LOOKS[run.is_bold, run.is_slanted], run.text) for run in item.runs]
        sheet.rich(row.row, TEXT, pieces, sheet.styles["body"])
    longest = _unless_needed(sheet, form, row, item.alive.hint, "hint")
    return height([(title, WIDTHS[TEXT], "topic" if item.runs else "body"), (longest, WIDTHS[ANSWER])])


def _unless_needed(sheet: Sheet, form: Form, row: Row, hint: str, role: str) -> str:
    """Write beside what is only read its hint, or that it is not needed; the longer of the two is returned."""
    item, style = _item(row), sheet.styles[role]
    not_needed = wording.not_needed(form.instrument, item)
    if item.relevant is None:
        return where.put_text(sheet, form, row, ANSWER, hint, role) if hint or role != "hint" else hint
    hint_formula, hint = where.text_and_formula(form, item, hint)
    formula = f"=IF({where.condition(form, item)},{hint_formula},{text_literal(not_needed)})"
    shown = not_needed if item.name in form.worked.needless else hint
    sheet.formula(row.row, ANSWER, formula, shown, style)
    return max(hint, not_needed, key=len)


def _dress(sheet: Sheet, form: Form) -> None:
    """Let the ticked row stand out, what has to be looked at, and what is picked; each is also said in words."""
    rows = form.layout.questions
    if not rows:
        return
    first, last = rows[0].row, rows[-1].row
    _dress_not_needed(sheet, form)
    looks.tone_ticked(sheet, ((row.row, row.choice) for row in rows if row.choice), REF, TICK)
    if any(row.kind is RowKind.STATEMENT for row in rows):
        looks.dress(sheet, form, first, last)
    many = {"type": "text", "criteria": "containing", "value": form.words.many_ticks.partition("}")[2].strip()}
    sheet.conditional(first, ANSWER, last, ANSWER, {**many, "format": sheet.styles["to_look_at"]})
    looks.tone(sheet, (((row.row, ANSWER), _item(row)) for row in rows if row.kind is RowKind.ANSWER))


def _dress_not_needed(sheet: Sheet, form: Form) -> None:
    own: dict[str, list[Row]] = {}
    for row in form.layout.questions:
        if row.item is not None:
            own.setdefault(row.item.name, []).append(row)
    last = layout.questions_width(form.instrument) - 1
    for rows in own.values():
        where.dress(sheet, form, rows, last, TEXT if rows[0].kind is RowKind.ANSWER else ANSWER)


def _item(row: Row) -> Item:
    if row.item is None:
        raise ValueError(f"row {row.row} of {row.sheet} speaks of no item")
    return row.item
