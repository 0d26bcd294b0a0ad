"""Summary: the level of every topic, by section too, and a chart; nothing to type."""

from collections.abc import Sequence

from xlkit import layout, measures, progress, words
from xlkit.instrument import Item, Kind, Section
from xlkit.layout import (
    ANSWER,
    REF,
    SUMMARY_COUNT,
    SUMMARY_LEVEL,
    SUMMARY_STATE,
    SUMMARY_TITLE,
    TICK,
    Row,
)
from xlkit.progress import Standing
from xlkit.returns import CellRef
from xlkit.write.book import Book, Sheet
from xlkit.write.heights import height
from xlkit.write.sheets.respondent.form import Form, address, array, head, literal, print_on_a4, protect, whole_column
from xlkit.write.styles import FONT, LINE, NAVY

WIDTHS = (9, 56, 11, 10, 30)
BAR = 30  # pixels of a bar of the chart with its gap
CHART_WIDTH = 900


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    sheet = book.sheet(words.SUMMARY)
    sheet.widths(WIDTHS)
    head(sheet, words.SUMMARY, words.SUMMARY_INTRO, words.SUMMARY_HEADINGS, layout.HEADING_ROW)
    rows = form.layout.summary
    for row, standing in zip(rows, form.standings, strict=True):
        _row(sheet, form, row, standing)
    below = layout.HEADING_ROW + len(rows) + 2
    after = _sections(sheet, form, below)
    if any(row.item and row.item.has_levels for row in rows):
        _chart(book, sheet, form, after + 1)
    protect(sheet)
    print_on_a4(sheet, WIDTHS, upright=True, last_row=after + 2 + (len(rows) * BAR + 120) // 21)
    sheet.raw.set_selection(0, 0, 0, 0)


def _row(sheet: Sheet, form: Form, row: Row, standing: Standing) -> None:
    item, at = standing.item, row.row
    cell = {column: address(CellRef(row.sheet, at, column)) for column in (SUMMARY_COUNT, SUMMARY_LEVEL)}
    sheet.text(at, REF, row.ref, sheet.styles["reference"])
    sheet.text(at, SUMMARY_TITLE, item.title, sheet.styles["shown"])
    sheet.formula(at, SUMMARY_COUNT, f"={_count(item)}", standing.count, sheet.styles["shown_level"])
    level = f'=IF({cell[SUMMARY_COUNT]}=1,{_level(item)},"")' if item.has_levels else '=""'
    sheet.formula(at, SUMMARY_LEVEL, level, standing.level, sheet.styles["shown_level"])
    state = _state(form, item, cell[SUMMARY_COUNT], cell[SUMMARY_LEVEL])
    sheet.formula(at, SUMMARY_STATE, state, standing.state, sheet.styles["shown"])
    sheet.height(at, height([(item.title, WIDTHS[SUMMARY_TITLE])]))


def _count(item: Item) -> str:
    """How many answers an item has; wherever its rows stand now, its references find them."""
    refs = whole_column(words.QUESTIONS, REF)
    if item.kind is Kind.STATEMENTS:
        return f'COUNTIFS({refs},{literal(f"{item.ref}.*")},{whole_column(words.QUESTIONS, TICK)},"<>")'
    return f'COUNTIFS({refs},{literal(item.ref)},{whole_column(words.QUESTIONS, ANSWER)},"<>")'


def _level(item: Item) -> str:
    scores = ",".join(str(choice.score) for choice in item.choices)
    refs = whole_column(words.QUESTIONS, REF)
    if item.kind is Kind.STATEMENTS:
        statements = array(item.statement_ref(number) for number in range(1, len(item.choices) + 1))
        ticked = f'COUNTIFS({refs},{statements},{whole_column(words.QUESTIONS, TICK)},"<>")'
    else:
        labels = array(choice.label for choice in item.choices)
        ticked = f"COUNTIFS({refs},{literal(item.ref)},{whole_column(words.QUESTIONS, ANSWER)},{labels})"
    return f"SUMPRODUCT({ticked}*{{{scores}}})"


def _state(form: Form, item: Item, count: str, level: str) -> str:
    before, _, after = words.MANY_TICKS.partition("{count}")
    many = "&".join(part for part in (literal(before) if before else "", count, literal(after)) if part)
    if not item.has_levels:
        return f"=IF({count}=0,{literal(words.NOT_ANSWERED)},{literal(words.ANSWERED)})"
    scores = [choice.score for choice in item.choices if choice.score is not None]
    said = ",".join(literal(progress.level_in_words(form.instrument, score)) for score in scores)
    one = f"IFERROR(CHOOSE(MATCH({level},{{{','.join(map(str, scores))}}},0),{said}),{literal(words.NOT_ANSWERED)})"
    return f"=IF({count}=0,{literal(words.NOT_ANSWERED)},IF({count}>1,{many},{one}))"


def _sections(sheet: Sheet, form: Form, top: int) -> int:
    """Write the table of sections; the row after it is returned."""
    for column, heading in enumerate(words.SUMMARY_SECTION_HEADINGS):
        sheet.text(top, column + SUMMARY_TITLE, heading, sheet.styles["header"])
    sheet.height(top, height((heading, 9.0) for heading in words.SUMMARY_SECTION_HEADINGS))
    at = top + 1
    for section in form.instrument.sections:
        found = [standing for standing in form.standings if standing.section is section]
        if found:
            _section(sheet, form, at, section, found)
            at += 1
    return at


def _section(sheet: Sheet, form: Form, at: int, section: Section, found: Sequence[Standing]) -> None:
    counts, levels = section_range(form, section, SUMMARY_COUNT), section_range(form, section, SUMMARY_LEVEL)
    answered = sum(standing.count == 1 for standing in found)
    column = SUMMARY_TITLE
    sheet.text(at, column, section.title, sheet.styles["shown"])
    sheet.formula(at, column + 1, f"=COUNTIF({counts},1)", answered, sheet.styles["shown_level"])
    low = f'=IF(COUNT({levels})=0,"",MIN({levels}))'
    sheet.formula(at, column + 2, low, progress.lowest(found), sheet.styles["shown_level"])
    middle = measures.low_median_formula(levels)
    sheet.formula(at, column + 3, middle, progress.middle(found), sheet.styles["shown_level"])
    sheet.height(at, height([(section.title, WIDTHS[SUMMARY_TITLE])]))


def section_range(form: Form, section: Section, column: int) -> str:
    """A column of the summary over the rows of one section, as formulas write it."""
    rows = [row.row for row in form.layout.summary if row.section is section]
    last = CellRef(words.SUMMARY, rows[-1], column)
    return f"{address(CellRef(words.SUMMARY, rows[0], column))}:{address(last).partition('!')[2]}"


def _chart(book: Book, sheet: Sheet, form: Form, top: int) -> None:
    rows = form.layout.summary
    first, last = rows[0].row, rows[-1].row
    font = {"name": FONT, "size": 10}
    grid = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    chart = book.chart("bar")
    chart.add_series(
        {
            "name": words.SUMMARY_HEADINGS[SUMMARY_LEVEL],
            "categories": [words.SUMMARY, first, SUMMARY_TITLE, last, SUMMARY_TITLE],
            "values": [words.SUMMARY, first, SUMMARY_LEVEL, last, SUMMARY_LEVEL],
            "fill": {"color": NAVY},
            "gap": 60,
            "data_labels": {"value": True, "font": font},
        }
    )
    highest = max((choice.score or 0 for item in form.instrument.items for choice in item.choices), default=5)
    chart.set_title({"name": words.CHART_TITLE, "name_font": {**font, "size": 14}})
    chart.set_legend({"none": True})
    # Topics read from the top, so the levels' axis has to cross at the last one to stand below them.
    chart.set_y_axis({"reverse": True, "crossing": "max", "interval_unit": 1, "num_font": font})
    chart.set_x_axis({"min": 0, "max": highest, "major_unit": 1, "num_font": font, "major_gridlines": grid})
    chart.set_size({"width": CHART_WIDTH, "height": len(rows) * BAR + 100})
    sheet.chart(top, SUMMARY_TITLE, chart, words.CHART_ALT)
