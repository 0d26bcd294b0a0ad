"""Summary: the level of every topic, by section too, strengths and weakest links, and a chart; nothing to type."""

from collections.abc import Sequence

from xlkit.books.respondent import looks, picks, ranking, where
from xlkit.books.respondent.form import (
    Form,
    address,
    chosen,
    column_range,
    filled,
    finish,
    head,
    literal,
    sentence,
    text_literal,
    weighted,
)
from xlkit.books.respondent.ranking import chart_rows, draw
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form import layout, plan, progress, wording
from xlkit.form.instrument import Section
from xlkit.form.item import Item, Kind
from xlkit.form.layout import Row
from xlkit.form.progress import Standing
from xlkit.measures.location import low_median_formula
from xlkit.returns.raw import CellRef

WIDTHS = (8, 48, 10, 9, 27, 10, 10)
WITHOUT_LEVELS = (8, 46, 12, 12, 26, 12, 12)
WITH_COUNTS = (8, 38, 10, 10, 22, 10, 10)  # where a table of counts takes more columns
FURTHER = 10  # the width of each of those


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    words, rows = form.words, form.layout.summary
    sheet = book.sheet(words.summary)
    headings = [*words.summary_headings]
    headings += [words.summary_actions] if form.layout.planner else []
    headings += [words.summary_last] if form.last else []
    widths = _widths(form, layout.SUMMARY_LAST + 1 if form.last else len(headings))
    sheet.widths(widths)
    head(sheet, words.summary, words.summary_intro, headings, layout.HEADING_ROW)
    for row, standing in zip(rows, form.standings, strict=True):
        _row(sheet, form, row, standing)
    sections = rows[-1].row + 2
    last = _sections(sheet, form, sections)
    parts = [rows[0].row, sections]
    if form.instrument.highest:
        strengths = last + 2
        below = ranking.write(sheet, form, strengths) + 1
        draw(book, sheet, form, below)
        last = below + chart_rows(form)
        parts.append(strengths)
    elif picks.scales(form):
        below = last + 2
        last = picks.write_counts(sheet, form, below, widths[layout.SUMMARY_TITLE])
        parts.append(below)
    _dress(sheet, form)
    finish(sheet, form, widths, last, parts=parts)


def _has_standing(form: Form) -> bool:
    """Whether a question has a level, or is required."""
    return bool(form.instrument.highest) or any(standing.item.required for standing in form.standings)


def _widths(form: Form, columns: int) -> Sequence[float]:
    if form.instrument.highest:
        return WIDTHS[:columns]
    if not (_has_standing(form) or picks.scales(form) or form.layout.planner):
        # Nothing stands in the column here, nor in the tables below.
        return [width * (place != layout.SUMMARY_LEVEL) for place, width in enumerate(WITHOUT_LEVELS[:columns])]
    many = layout.summary_width(form.instrument) if picks.scales(form) else columns
    widths = WITH_COUNTS if many > len(WITHOUT_LEVELS) else WITHOUT_LEVELS
    return (*widths, *[FURTHER] * many)[:many]


def _row(sheet: Sheet, form: Form, row: Row, standing: Standing) -> None:
    item, at = standing.item, row.row
    count, level = (address(CellRef(row.sheet, at, column)) for column in (layout.SUMMARY_COUNT, layout.SUMMARY_LEVEL))
    question, title = form.question_row(item.name), wording.short_title(item.title)
    figure = sheet.styles["shown_level"]
    sheet.text(at, layout.REF, row.ref, sheet.styles["reference"])
    target = CellRef(question.sheet, question.row, layout.REF).a1
    sheet.link(at, layout.SUMMARY_TITLE, question.sheet, title, sheet.styles["shown_link"], target)
    counted = where.unless_needless(form, item, _count(form, item))
    sheet.formula(at, layout.SUMMARY_COUNT, f"={counted}", standing.count, figure)
    if form.instrument.highest:
        formula = f'=IF({count}=1,{_level(form, item)},"")' if item.has_levels else '=""'
        formula = f'=IF({count}=1,IF({_level(form, item)}>0,{_level(form, item)},""),"")' if item.apart else formula
        sheet.formula(at, layout.SUMMARY_LEVEL, formula, standing.level, figure)
    else:
        optional = "" if _has_standing(form) else form.words.optional.removesuffix(".")
        sheet.text(at, layout.SUMMARY_LEVEL, form.words.required if item.required else optional, figure)
    state = where.said_unless_needed(form, item, count, _state(form, item, count, level))
    sheet.formula(at, layout.SUMMARY_STATE, f"={state}", standing.state, sheet.styles["shown"])
    if form.layout.planner:
        _actions(sheet, form, at, standing, level)
    if form.last:
        cells.put(sheet, at, layout.SUMMARY_LAST, form.last.get(item.name), "shown_level")
    widths, not_needed = sheet.across, wording.not_needed(form.instrument, item)
    possible = (standing.state, not_needed, *(choice.label for choice in item.apart))
    states = [(state, widths[layout.SUMMARY_STATE]) for state in possible]
    sheet.height(at, height([(title, widths[layout.SUMMARY_TITLE]), *states]))


def _count(form: Form, item: Item) -> str:
    """How many answers an item has; wherever its rows stand now, its references find them."""
    if item.kind is Kind.STATEMENTS:
        return _ticked(form, item)
    if item.kind is Kind.MANY:
        return f"MIN(1,{_ticked(form, item)})"
    if item.kind is Kind.TABLE:
        return f"MIN(1,{where.used(form, item)})"
    return filled(form.words.questions, item.ref, layout.ANSWER)


def _ticked(form: Form, item: Item) -> str:
    return filled(form.words.questions, f"{item.ref}.*", layout.TICK)


def _level(form: Form, item: Item) -> str:
    """The level of the choice that is picked, as an expression: how often each is picked, times its level."""
    return weighted((picks.picked(form, item, choice), choice.score or 0) for choice in item.choices)


def _state(form: Form, item: Item, count: str, level: str) -> str:
    words = form.words
    if item.kind is Kind.TABLE:
        return sentence(words.rows_used.replace("{rows}", str(item.rows)), used=where.used(form, item))
    if item.kind is Kind.MANY:
        return f"IF({count}=0,{literal(words.not_answered)},{sentence(words.chosen, count=_ticked(form, item))})"
    if item.is_graded:
        # What stands there and is no choice is an answer all the same.
        return _picked_state(form, count, picks.label(form, item, words.answered))
    if item.kind is Kind.STATEMENTS and not item.has_levels:
        return _picked_state(form, count, literal(words.answered))
    if not item.has_levels:
        return f"IF({count}=0,{literal(words.not_answered)},{literal(words.answered)})"
    scores = [choice.score for choice in item.choices if choice.score is not None]
    names = [literal(progress.level_in_words(form.instrument, score)) for score in scores]
    otherwise = picks.said(form, item, literal(words.not_answered))
    named = chosen((f"({level}={score})" for score in scores), otherwise, names)
    return _picked_state(form, count, named)


def _picked_state(form: Form, count: str, named: str) -> str:
    """What is picked, as an expression, where it is one choice alone."""
    many = sentence(form.words.many_ticks, count=count)
    return f"IF({count}=0,{literal(form.words.not_answered)},IF({count}>1,{many},{named}))"


def _actions(sheet: Sheet, form: Form, at: int, standing: Standing, level: str) -> None:
    """How many actions are planned; where the level is low and there is none, that is said in words."""
    style = sheet.styles["shown_level"]
    item = standing.item
    if not item.is_planned:
        sheet.blank(at, layout.SUMMARY_ACTIONS, style)
        return
    if not item.has_levels:
        sheet.formula(at, layout.SUMMARY_ACTIONS, f"={_planned(form, item)}", standing.actions, style)
        return
    low = form.instrument.scale.low
    is_wanted = standing.level is not None and standing.level <= low and not standing.actions
    planned = _planned(form, item)
    formula = f"=IF(AND(N({level})>0,N({level})<={low},{planned}=0),{literal(form.words.no_action)},{planned})"
    sheet.formula(at, layout.SUMMARY_ACTIONS, formula, form.words.no_action if is_wanted else standing.actions, style)


def _planned(form: Form, item: Item) -> str:
    names = [column.name for column in form.instrument.planner]
    named = progress.action_column(form.instrument)
    if not named:
        return "0"
    action = layout.PLAN_FIRST + names.index(named)
    topic = plan.topic_column(form.instrument)
    if topic is None:
        return filled(form.words.planner, plan.plan_ref(item.ref), action)
    # From the headings to the row after the last: cutting and pasting what is typed leaves both as they are.
    first, last = layout.HEADING_ROW, form.layout.planner[-1].row + 1
    topics, actions = (column_range(form.words.planner, first, last, column) for column in (topic, action))
    return f'SUMPRODUCT(({topics}={text_literal(plan.plan_topic(item))})*({actions}<>""))'


def _sections(sheet: Sheet, form: Form, top: int) -> int:
    """Write the table of sections; its last row is returned."""
    words = form.words
    headings = [*words.section_headings, *([words.summary_actions] if form.layout.planner else [])]
    cells.texts(sheet, top, layout.SUMMARY_TITLE, headings, "header")
    sheet.height(top, height((heading, 9.0) for heading in headings))
    at = top
    for section in form.instrument.sections:
        standings = [standing for standing in form.standings if standing.section is section]
        if standings:
            at += 1
            _section(sheet, form, at, section, standings)
    at += 1
    _all(sheet, form, at)
    return at


def _section(sheet: Sheet, form: Form, at: int, section: Section, standings: Sequence[Standing]) -> None:
    rows, style = form.section_rows(section), sheet.styles["shown_level"]
    sheet.text(at, layout.SUMMARY_TITLE, section.title, sheet.styles["shown"])
    sheet.height(at, height([(section.title, sheet.across[layout.SUMMARY_TITLE])]))
    _answered(sheet, form, at, rows, standings)
    if form.instrument.highest:
        levels = column_range(form.words.summary, rows[0].row, rows[-1].row, layout.SUMMARY_LEVEL)
        low = f'=IF(COUNT({levels})=0,"",MIN({levels}))'
        sheet.formula(at, layout.SUMMARY_LEVEL, low, progress.lowest(standings), style)
        sheet.formula(at, layout.SUMMARY_STATE, low_median_formula(levels), progress.middle(standings), style)


def _all(sheet: Sheet, form: Form, at: int) -> None:
    """The last row: how much is answered and planned in all; a level of the whole would say nothing."""
    sheet.text(at, layout.SUMMARY_TITLE, form.words.all_sections, sheet.styles["named"])
    _answered(sheet, form, at, form.layout.summary, form.standings)
    for column in (layout.SUMMARY_LEVEL, layout.SUMMARY_STATE) if form.instrument.highest else ():
        sheet.blank(at, column, sheet.styles["shown_level"])


def _answered(sheet: Sheet, form: Form, at: int, rows: Sequence[Row], standings: Sequence[Standing]) -> None:
    first, last, summary = rows[0].row, rows[-1].row, form.words.summary
    counts, style = column_range(summary, first, last, layout.SUMMARY_COUNT), sheet.styles["shown_level"]
    answered = sum(standing.count == 1 for standing in standings)
    sheet.formula(at, layout.SUMMARY_COUNT, f"=COUNTIF({counts},1)", answered, style)
    if form.layout.planner:
        actions = column_range(summary, first, last, layout.SUMMARY_ACTIONS)
        column = layout.SUMMARY_TITLE + len(form.words.section_headings)
        sheet.formula(at, column, f"=SUM({actions})", sum(standing.actions for standing in standings), style)


def _dress(sheet: Sheet, form: Form) -> None:
    """Let what has to be looked at stand out: several ticks, and a low level without an action; words say both."""
    rows = form.layout.summary
    alarms = {
        layout.SUMMARY_STATE: form.words.many_ticks.partition("}")[2].strip(),
        layout.SUMMARY_ACTIONS: form.words.no_action,
    }
    for column, value in alarms.items():
        rule = {"type": "text", "criteria": "containing", "value": value, "format": sheet.styles["to_look_at"]}
        sheet.conditional(rows[0].row, column, rows[-1].row, column, rule)
    for row in rows:
        where.dress(sheet, form, [row], layout.SUMMARY_STATE, layout.SUMMARY_STATE)
    looks.tone(sheet, (((row.row, layout.SUMMARY_STATE), row.item) for row in rows if row.item and row.item.is_graded))
