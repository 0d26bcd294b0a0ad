"""Questions: every statement with its dropdown, the level each topic comes to, and room for evidence."""

from collections.abc import Sequence

from xlkit import layout, progress
from xlkit.instrument import Item, Kind
from xlkit.layout import ANSWER, REF, TEXT, TICK, Row, RowKind
from xlkit.words import TICK as TICK_MARK
from xlkit.write.book import Book, Sheet
from xlkit.write.heights import height
from xlkit.write.sheets.respondent import entries
from xlkit.write.sheets.respondent.form import (
    Block,
    Form,
    first_input,
    head,
    literal,
    print_on_a4,
    protect,
    section_title,
    tick_options,
)

WIDTHS = (8, 64, 7, 34)
EVIDENCE_HEIGHT = 56.0  # points: room for three lines, and a person may drag it taller


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    words = form.words
    sheet = book.sheet(words.questions)
    sheet.widths(WIDTHS)
    head(sheet, words.questions, words.questions_intro, words.questions_headings, layout.HEADING_ROW)
    rows = form.layout.questions
    blocks: list[Block] = []
    for row in rows:
        tall = _row(sheet, form, row)
        sheet.height(row.row, tall)
        if row.kind in (RowKind.STATEMENT, RowKind.EVIDENCE) or _follows_section(blocks, row):
            blocks[-1] = blocks[-1].with_row(tall)
        else:
            blocks.append(Block(row.row, tall, starts_page=row.kind is RowKind.SECTION))
    _dress(sheet, form)
    protect(sheet, form, [_input(row) for row in rows if row.kind.is_input])
    sheet.raw.repeat_rows(layout.HEADING_ROW)
    print_on_a4(sheet, words, WIDTHS, upright=True, last_row=rows[-1].row, blocks=blocks)
    sheet.raw.set_selection(first := first_input(rows), _first_column(form), first, _first_column(form))


def _follows_section(blocks: Sequence[Block], row: Row) -> bool:
    # A section's heading stays with its first topic.
    return bool(blocks) and blocks[-1].starts_page and blocks[-1].row == row.row - 1


def _row(sheet: Sheet, form: Form, row: Row) -> float:
    """Write a row; the height it needs, in points, is returned."""
    match row.kind:
        case RowKind.SECTION:
            return _section(sheet, form, row)
        case RowKind.TOPIC:
            return _topic(sheet, form, row)
        case RowKind.STATEMENT:
            return _statement(sheet, form, row)
        case RowKind.EVIDENCE:
            return _evidence(sheet, form, row)
        case RowKind.ANSWER:
            return _answer(sheet, form, row)
        case _:
            return _note(sheet, row)


def _input(row: Row) -> tuple[int, int]:
    return row.row, TICK if row.kind is RowKind.STATEMENT else ANSWER


def _first_column(form: Form) -> int:
    row = next((row for row in form.layout.questions if row.kind.is_input), None)
    return _input(row)[1] if row else REF


def _section(sheet: Sheet, form: Form, row: Row) -> float:
    if row.section is None:
        return 0
    title = section_title(form.words, row.section)
    style = sheet.styles["section"]
    sheet.blank(row.row, REF, style)
    sheet.text(row.row, TEXT, title, style)
    sheet.blank(row.row, TICK, style)
    sheet.text(row.row, ANSWER, row.section.hint, sheet.styles["section_hint"])
    return max(height([(title, WIDTHS[TEXT] / 1.2), (row.section.hint, WIDTHS[ANSWER])]), 26)


def _topic(sheet: Sheet, form: Form, row: Row) -> float:
    item = _item(row)
    style = sheet.styles["topic"]
    text = f"{item.title}: {item.hint}" if item.hint else item.title
    sheet.text(row.row, REF, item.ref, style)
    sheet.text(row.row, TEXT, text, style)
    sheet.blank(row.row, TICK, style)
    state, said = form.summary_cell(item.name, layout.SUMMARY_STATE), form.standing(item.name).state
    formula = f"={state}"
    if last := form.last.get(item.name):
        last_time = progress.last_in_words(form.instrument, last)
        formula, said = f"={state}&CHAR(10)&{literal(last_time)}", f"{said}\n{last_time}"
    sheet.formula(row.row, ANSWER, formula, said, sheet.styles["state"])
    # Bold runs a tenth wider.
    return height([(text, WIDTHS[TEXT] / 1.1), (said, WIDTHS[ANSWER] / 1.1)])


def _statement(sheet: Sheet, form: Form, row: Row) -> float:
    if row.choice is None:
        return 0
    sheet.text(row.row, REF, row.ref, sheet.styles["reference"])
    sheet.text(row.row, TEXT, row.choice.label, sheet.styles["text"])
    name = _item(row).name
    ticked = form.draft.answers.get(name) == row.choice.name
    mark = form.draft.marks.get(name, {}).get(row.choice.name, TICK_MARK if ticked else "")
    sheet.text(row.row, TICK, mark, sheet.styles["tick"])
    sheet.validate(row.row, TICK, row.row, TICK, tick_options(form.words))
    return height([(row.choice.label, WIDTHS[TEXT])])


def _evidence(sheet: Sheet, form: Form, row: Row) -> float:
    item = _item(row)
    prompt = form.words.evidence.format(prompt=item.evidence)
    said = form.draft.evidence.get(item.name, "")
    sheet.text(row.row, REF, row.ref, sheet.styles["reference"])
    sheet.text(row.row, TEXT, prompt, sheet.styles["shown"])
    sheet.blank(row.row, TICK, sheet.styles["shown"])
    sheet.text(row.row, ANSWER, said, sheet.styles["typed"])
    return max(height([(prompt, WIDTHS[TEXT]), (said, WIDTHS[ANSWER])]), EVIDENCE_HEIGHT)


def _answer(sheet: Sheet, form: Form, row: Row) -> float:
    item = _item(row)
    text = f"{item.title}: {item.hint}" if item.hint else item.title
    sheet.text(row.row, REF, item.ref, sheet.styles["topic"])
    sheet.text(row.row, TEXT, text, sheet.styles["topic"])
    sheet.blank(row.row, TICK, sheet.styles["topic"])
    said = form.draft.answers.get(item.name)
    entries.write(sheet, form.words, row.row, ANSWER, item, said)
    least = EVIDENCE_HEIGHT if item.kind is Kind.TEXT else 0
    texts = [(text, WIDTHS[TEXT] / 1.1), (said if isinstance(said, str) else "", WIDTHS[ANSWER])]
    return max(height(texts), least)


def _note(sheet: Sheet, row: Row) -> float:
    title = _item(row).title
    sheet.text(row.row, TEXT, title, sheet.styles["body"])
    return height([(title, WIDTHS[TEXT])])


def _dress(sheet: Sheet, form: Form) -> None:
    """Let the ticked row stand out, and what has to be looked at; each is also said in words."""
    rows = form.layout.questions
    if not rows:
        return
    first, last = rows[0].row, rows[-1].row
    ticked = {"type": "formula", "criteria": f'=$C{first + 1}<>""'}
    sheet.conditional(first, REF, last, TICK, {**ticked, "format": sheet.styles["chosen"]})
    many = {"type": "text", "criteria": "containing", "value": form.words.many_ticks.partition("}")[2].strip()}
    sheet.conditional(first, ANSWER, last, ANSWER, {**many, "format": sheet.styles["to_look_at"]})


def _item(row: Row) -> Item:
    if row.item is None:
        raise ValueError(f"row {row.row} of {row.sheet} speaks of no item")
    return row.item
