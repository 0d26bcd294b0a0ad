"""Action planner: rows that fill themselves from the ticks, with room for what will be done."""

from collections.abc import Sequence

from xlkit.books.respondent import apart, entries, ranks
from xlkit.books.respondent.form import Block, Form, add_row, as_text, begin, beside, chosen, finish, literal
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form import layout
from xlkit.form.headings import PLANNER
from xlkit.form.instrument import PlannerColumn, PlannerKind, Section
from xlkit.form.item import Choice, Item
from xlkit.form.layout import PLAN_FIRST, REF, Row

REF_WIDTH = 9
SPARE_HEIGHT = 36.0  # points: two lines


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    words = form.words
    columns = form.instrument.planner
    widths = (REF_WIDTH, *(column.width for column in columns))
    headings = form.headed[PLANNER].headings
    intro = words.planner_intro.format(rows=layout.ACTIONS_A_TOPIC)
    sheet = begin(book, words.planner, intro, headings, widths)
    sheet.height(layout.HEADING_ROW, height(zip(headings, (width / 1.1 for width in widths), strict=True)))
    blocks: list[Block] = []
    for position, row in enumerate(form.layout.planner):
        number = position % layout.ACTIONS_A_TOPIC
        tall = _row(sheet, form, row, number)
        sheet.height(row.row, tall)
        add_row(blocks, row.row, tall, follows=number > 0)
    _allow(sheet, form, columns)
    typed = [PLAN_FIRST + at for at, column in enumerate(columns) if column.kind.is_input]
    inputs = [(row.row, column) for row in form.layout.planner for column in typed]
    finish(sheet, form, widths, inputs[-1][0], upright=False, blocks=blocks, inputs=inputs, cursor=inputs[0])


def _row(sheet: Sheet, form: Form, row: Row, number: int) -> float:
    if row.item is None or row.section is None:
        return 0
    sheet.text(row.row, REF, row.ref, sheet.styles["reference"])
    written = form.draft.actions.get(row.item.name, ())
    action = written[number] if number < len(written) else {}
    for at, column in enumerate(form.instrument.planner, start=PLAN_FIRST):
        if column.kind.is_input:
            role = "typed_date" if column.kind is PlannerKind.DATE else "typed"
            cells.put(sheet, row.row, at, action.get(column.name, ""), role)
        else:
            _shown(sheet, form, row, at, column, is_first=number == 0)
    texts = [(as_text(action.get(column.name)), float(column.width)) for column in form.instrument.planner]
    texts += _longest(form, row.section, row.item, is_first=number == 0)
    return max(height(texts), SPARE_HEIGHT)


def _shown(sheet: Sheet, form: Form, row: Row, at: int, column: PlannerColumn, *, is_first: bool) -> None:
    item, style = row.item, sheet.styles["shown"]
    if item is None or row.section is None:
        return
    standing = form.standing(item.name)
    level = form.summary_cell(item.name, layout.SUMMARY_LEVEL)
    if column.kind is PlannerKind.SECTION:
        sheet.text(row.row, at, row.section.title, style)
    elif column.kind is PlannerKind.TOPIC:
        sheet.text(row.row, at, f"{item.ref} {item.title}", style)
    elif column.kind is PlannerKind.LEVEL and item.has_ranks:
        sheet.formula(
            row.row, at, f"={ranks.label(form, item)}", standing.picked.label if standing.picked else None, style
        )
    elif column.kind is PlannerKind.LEVEL:
        sheet.formula(row.row, at, f"={level}", standing.level, sheet.styles["shown_level"])
    elif not is_first:
        # The other rows of a topic are for further actions: what to work towards stands once.
        sheet.blank(row.row, at, style)
    elif column.kind is PlannerKind.NEXT and item.has_ranks:
        words = ranks.next_in_words(form, item, standing.picked)
        sheet.formula(row.row, at, f"={ranks.next_up(form, item)}", words, style)
    elif column.kind is PlannerKind.NEXT:
        words = next_in_words(form, item, standing.level, standing.picked)
        sheet.formula(row.row, at, _next_formula(form, item, level), words, style)
    else:
        evidence = form.draft.evidence.get(item.name, "")
        sheet.formula(row.row, at, _evidence_formula(form, item), evidence, style)


def steps(item: Item) -> Sequence[Choice]:
    """An item's choices from the lowest level to the highest."""
    return sorted((choice for choice in item.choices if choice.score is not None), key=lambda choice: choice.score or 0)


def next_in_words(form: Form, item: Item, level: int | None, picked: Choice | None = None) -> str:
    """What to work towards from a level: the next statement up, or at the top to sustain and share.

    What is `picked` and counted apart stands for itself.
    """
    if level is None:
        return picked.label if picked and picked.apart else form.words.choose_first
    above = [choice for choice in steps(item) if (choice.score or 0) > level]
    return above[0].label if above else form.words.sustain


def _next_formula(form: Form, item: Item, level: str) -> str:
    texts_above = [apart.wording_of(form, item, choice) for choice in steps(item)[1:]]
    stands = [f"({level}={choice.score})" for choice in steps(item)]
    otherwise = apart.said(form, item, literal(form.words.choose_first))
    return f"={chosen(stands, otherwise, [*texts_above, literal(form.words.sustain)])}"


def _evidence_formula(form: Form, item: Item) -> str:
    evidence = beside(form.words.questions, layout.evidence_ref(item), layout.ANSWER)
    return f'=IF({evidence}="","",{evidence})' if item.evidence else '=""'


def _longest(form: Form, section: Section, item: Item, *, is_first: bool) -> Sequence[tuple[str, float]]:
    """The texts that may come to stand in the columns which fill themselves: a locked row does not grow for them."""
    texts = {PlannerKind.SECTION: [section.title], PlannerKind.TOPIC: [f"{item.ref} {item.title}"]}
    if is_first:
        texts[PlannerKind.NEXT] = [choice.label for choice in item.choices]
        texts[PlannerKind.EVIDENCE] = [form.draft.evidence.get(item.name, "")]
    return [(text, column.width) for column in form.instrument.planner for text in texts.get(column.kind, ())]


def _allow(sheet: Sheet, form: Form, columns: Sequence[PlannerColumn]) -> None:
    first, last = form.layout.planner[0].row, form.layout.planner[-1].row
    for at, column in enumerate(columns, start=PLAN_FIRST):
        if column.kind is PlannerKind.CHOICE:
            sheet.validate(first, at, last, at, entries.list_options(column.choices, form.words))
        elif column.kind is PlannerKind.DATE:
            sheet.validate(first, at, last, at, entries.date_options(form.words))
