"""Action planner: a row for each topic that fills itself from the ticks, and below them rows for further actions."""

from collections.abc import Mapping, Sequence
from datetime import date

from xlkit.books.respondent import entries, picks, where
from xlkit.books.respondent.form import Form, as_text, begin, beside, chosen, column_range, finish, literal
from xlkit.books.respondent.pages import parts_of
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height, room_to_type, width_of
from xlkit.books.writer.paper import pixels
from xlkit.form import layout, plan, progress, wording
from xlkit.form.headings import PLANNER
from xlkit.form.instrument import PlannerColumn, PlannerKind
from xlkit.form.item import Choice, Item
from xlkit.form.layout import PLAN_FIRST, REF, Row, RowKind

REF_WIDTH = 6.0
SCREEN = 1150.0  # pixels: in sight at once on an officer's screen, and of 7 points on paper
FIXED = {PlannerKind.DATE: 11.0, PlannerKind.CHOICE: 11.0}
# What fills itself with two statements, and with a paragraph that somebody typed.
NARROWEST = {PlannerKind.NEXT: 50.0, PlannerKind.EVIDENCE: 28.0}
ROOMIEST = 46.0  # what people type of what they will do
WIDEST_TOPIC = 16.0
WIDEST_LEVEL = 13.0  # one that is named by its choice gives way like other texts
LEAST_WIDTH = 9.0
GIVING_WAY = (PlannerKind.TOPIC, PlannerKind.NEXT, PlannerKind.EVIDENCE, PlannerKind.TEXT)
TITLE_HEIGHT = 30.0  # points
Written = Mapping[str, str | date]
NOTHING: Written = {}


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    words = form.words
    widths = _widths(form)
    headings = form.headed[PLANNER].headings
    sheet = begin(book, words.planner, words.planner_intro, headings, widths)
    for row in form.layout.planner:
        sheet.height(row.row, _row(sheet, form, row, widths))
    _allow(sheet, form)
    finish(sheet, form, widths, form.layout.planner[-1].row, parts=parts_of(form.layout.planner))
    topic = plan.topic_column(form.instrument)
    sheet.raw.freeze_panes(layout.FIRST_ROW, 0 if topic is None else topic + 1)


def _widths(form: Form) -> Sequence[float]:
    """The columns' widths: as the template has them, those of texts narrower where not all would be in sight.

    The section, which the topic's reference names too, is hidden. No word of a heading or of a topic is broken.
    """
    columns, has_topic = form.instrument.planner, plan.topic_column(form.instrument) is not None
    wide = [0.0 if has_topic and column.kind is PlannerKind.SECTION else _wished(form, column) for column in columns]
    gives = [column.kind in GIVING_WAY or width > WIDEST_LEVEL for column, width in zip(columns, wide, strict=True)]
    least = [_least(form, column) for column in columns]
    while True:
        kept = sum(pixels(width) for width, is_giving in zip(wide, gives, strict=True) if width and not is_giving)
        giving = sum(pixels(width) for width, is_giving in zip(wide, gives, strict=True) if is_giving)
        share = min(1.0, (SCREEN - pixels(REF_WIDTH) - kept) / giving) if giving else 1.0
        narrow = [place for place, is_giving in enumerate(gives) if is_giving and wide[place] * share < least[place]]
        if not narrow:
            break
        for place in narrow:
            wide[place], gives[place] = least[place], False
    return (REF_WIDTH, *(width * share if is_giving else width for width, is_giving in zip(wide, gives, strict=True)))


def _least(form: Form, column: PlannerColumn) -> float:
    """The width in which the longest word of a column's heading, and of its topics, has room."""
    topics = [plan.plan_topic(item) for item in form.instrument.items if item.is_planned]
    texts = [column.title, *(topics if column.kind is PlannerKind.TOPIC else ())]
    return max(LEAST_WIDTH, *(width_of(word) for text in texts for word in text.split()))


def _wished(form: Form, column: PlannerColumn) -> float:
    """The width of a column where there is room for all: what holds the most text is wide."""
    is_typed = column.name == progress.action_column(form.instrument)
    wished = FIXED.get(column.kind, max(column.width, ROOMIEST if is_typed else NARROWEST.get(column.kind, 0.0)))
    return min(wished, WIDEST_TOPIC) if column.kind is PlannerKind.TOPIC else wished


def _row(sheet: Sheet, form: Form, row: Row, widths: Sequence[float]) -> float:
    if row.kind is RowKind.FURTHER_TITLE:
        cells.texts(sheet, row.row, REF, (form.words.further, *[""] * len(form.instrument.planner)), "group_line")
        return TITLE_HEIGHT
    sheet.text(row.row, REF, row.ref, sheet.styles["reference"])
    if row.kind is RowKind.FURTHER:
        topic, written = _further(form, row.number)
    else:
        topic, written = "", next(iter(form.draft.actions.get(row.item.name if row.item else "", ())), NOTHING)
    for at, column in enumerate(form.instrument.planner, start=PLAN_FIRST):
        if column.kind.is_input:
            role = "typed_date" if column.kind is PlannerKind.DATE else "typed"
            cells.put(sheet, row.row, at, written.get(column.name, ""), role)
        elif row.item is not None:
            cells.line(sheet, row.row, at, _shown(form, row, row.item, column))
        else:
            is_topic = at == plan.topic_column(form.instrument)
            sheet.text(row.row, at, topic if is_topic else "", sheet.styles["typed" if is_topic else "shown"])
    return _tall(form, row, widths, topic, written)


def _further(form: Form, number: int) -> tuple[str, Written]:
    """What stands in a row for a further action: for its topic, and in the columns that are typed in."""
    stood = progress.further(form.instrument, form.draft)
    return stood[number - 1] if number <= len(stood) else ("", NOTHING)


def _shown(form: Form, row: Row, item: Item, column: PlannerColumn) -> Cell:
    """A cell that fills itself."""
    standing = form.standing(item.name)
    match column.kind, item.has_ranks:
        case PlannerKind.SECTION, _:
            cell = Cell(row.section.title if row.section else "")
        case PlannerKind.TOPIC, _:
            cell = Cell(plan.plan_topic(item), "named")
        case PlannerKind.LEVEL, True:
            cell = Cell(standing.picked.label if standing.picked else None, "shown", picks.label(form, item))
        case PlannerKind.LEVEL, _:
            cell = Cell(standing.level, "level_now", form.summary_cell(item.name, layout.SUMMARY_LEVEL))
        case PlannerKind.NEXT, True:
            cell = _next(form, item, picks.next_in_words(form, item, standing.picked), picks.next_up(form, item))
        case PlannerKind.NEXT, _:
            cell = _next(form, item, in_words(form, item, standing.level, standing.picked), formula(form, item))
        case _:
            cell = Cell(form.draft.evidence.get(item.name, ""), "shown", _evidence_formula(form, item))
    return cell


def _next(form: Form, item: Item, text: str, expression: str) -> Cell:
    """What to work towards; while an item is not needed, just that is said."""
    shown = wording.not_needed(form.instrument, item) if item.name in form.worked.needless else text
    count = form.summary_cell(item.name, layout.SUMMARY_COUNT)
    return Cell(shown, "shown", where.said_unless_needed(form, item, count, expression))


def _evidence_formula(form: Form, item: Item) -> str:
    evidence = beside(form.words.questions, layout.evidence_ref(item), layout.ANSWER)
    return f'IF({evidence}="","",{evidence})' if item.evidence else '""'


def _tall(form: Form, row: Row, widths: Sequence[float], topic: str, written: Written) -> float:
    """The height of a row, in points: of what stands in it, of what may, since locked rows do not grow, and to type."""
    texts: list[tuple[str, float] | tuple[str, float, str]] = []
    for column, width in zip(form.instrument.planner, widths[PLAN_FIRST:], strict=True):
        texts.append((as_text(written.get(column.name)), width or 1.0))
        if column.kind is PlannerKind.TOPIC:
            texts.append((plan.plan_topic(row.item), width, "named") if row.item else (topic, width))
        elif column.kind is PlannerKind.NEXT and row.item:
            texts += [(text, width) for text in may_stand(form, row.item)]
        elif column.kind is PlannerKind.EVIDENCE and row.item:
            texts.append((form.draft.evidence.get(row.item.name, ""), width))
    typed = progress.action_column(form.instrument)
    columns = zip(form.instrument.planner, widths[PLAN_FIRST:], strict=True)
    room = [room_to_type(width) for column, width in columns if column.name == typed]
    return max(height(texts), *room)


def _allow(sheet: Sheet, form: Form) -> None:
    rows = [row.row for row in form.layout.planner if row.is_input]
    first, last = rows[0], rows[-1]
    for at, column in enumerate(form.instrument.planner, start=PLAN_FIRST):
        if column.kind is PlannerKind.CHOICE:
            sheet.validate(first, at, last, at, entries.list_options(column.choices, form.words))
        elif column.kind is PlannerKind.DATE:
            sheet.validate(first, at, last, at, entries.date_options(form.words))
    further = [row.row for row in form.layout.planner if row.kind is RowKind.FURTHER]
    topic = plan.topic_column(form.instrument)
    if further and topic is not None:
        own = [row.row for row in form.layout.planner if row.kind is RowKind.PLAN]
        source = f"={column_range(form.words.planner, own[0], own[-1], topic)}"
        options = entries.picked_from(source, form.words)
        sheet.validate(further[0], topic, further[-1], topic, options)


def steps(item: Item) -> Sequence[Choice]:
    """An item's choices from the lowest level to the highest."""
    return sorted((choice for choice in item.choices if choice.score is not None), key=lambda choice: choice.score or 0)


def in_words(form: Form, item: Item, level: int | None, picked: Choice | None = None) -> str:
    """What to work towards from a level, and at the top to sustain and share.

    What is `picked` and counted apart stands for itself.
    """
    if level is None:
        return picked.label if picked and picked.apart else form.words.choose_first
    return _from(form, [choice for choice in steps(item) if (choice.score or 0) > level], level)


def formula(form: Form, item: Item) -> str:
    """The same as a formula."""
    level = form.summary_cell(item.name, layout.SUMMARY_LEVEL)
    stands = [f"({level}={choice.score})" for choice in steps(item)]
    otherwise = picks.said(form, item, literal(form.words.choose_first))
    texts = (_expression(form, item, steps(item)[place:], choice) for place, choice in enumerate(steps(item), start=1))
    return chosen(stands, otherwise, texts)


def may_stand(form: Form, item: Item) -> Sequence[str]:
    """Every text that may come to stand there."""
    levels = (choice.score for choice in steps(item))
    not_needed = wording.not_needed(form.instrument, item)
    return [*(in_words(form, item, level) for level in levels), *(choice.label for choice in item.choices), not_needed]


def _from(form: Form, above: Sequence[Choice], level: int) -> str:
    if not above:
        return form.words.sustain
    beyond = f"\n{form.words.then.format(step=above[1].label)}" if _goes_on(form, above, level) else ""
    return f"{above[0].label}{beyond}"


def _expression(form: Form, item: Item, above: Sequence[Choice], choice: Choice) -> str:
    if not above:
        return literal(form.words.sustain)
    first, *rest = (picks.wording_of(form, item, step) for step in above)
    if not _goes_on(form, above, choice.score or 0):
        return first
    before, _, after = form.words.then.partition("{step}")
    ending = f"&{literal(after)}" if after else ""
    return f"{first}&CHAR(10)&{literal(before)}&{rest[0]}{ending}"


def _goes_on(form: Form, above: Sequence[Choice], level: int) -> bool:
    """Whether the step beyond the next one is said too: the next one alone may only be to see that there is a way."""
    return len(above) > 1 and level <= form.instrument.scale.low
