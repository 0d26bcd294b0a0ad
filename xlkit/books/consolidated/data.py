"""Data: one typed row for each return and item, for pivots, Power Query and Power BI."""

from collections.abc import Iterator

from xlkit.books.consolidated.answers import cells_of, typed
from xlkit.books.consolidated.plan import Plan, item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Formula, Table, write_table
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.panel import Panel
from xlkit.comparison.scale_matrix import is_rated
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Section
from xlkit.form.item import Item, Kind
from xlkit.returns.completed import Answer, Return

MOST_LIVE = 20_000  # rows; above this levels are plain values, since looking them up would take long at every change

# These names are stable: pivots and queries of other people's workbooks rest on them.
NAMES = (
    "return_id", "round", "template", "version", "organisation", "subject", "perspective", "respondent", "role",
    "locality", "service_area", "size", "section", "ref", "item", "title", "theme", "level", "value", "evidence",
    "returned_on", "view",
)  # fmt: skip
DAY = "day"  # only where a date stands beside an answer
OF_REGION = "council"  # stands last, and in the workbook of a region alone
WIDTHS = {
    "council": 28,
    "template": 26,
    "organisation": 28,
    "subject": 28,
    "title": 32,
    "section": 28,
    "theme": 26,
    "evidence": 40,
    "item": 24,
}
STYLES = {"level": "level", "returned_on": "date", "day": "date"}
INTRO = (
    "One row for each return and item, for pivot tables, Power Query and Power BI. {levels} "
    "Answers off the scale stand under value. Rows may be sorted and filtered."
)
LIVE = "Levels are looked up among the answers by the ids in their own row."
PLAIN = "Levels are plain values: there are too many to follow the answers."


def row_count(comparison: Comparison) -> int:
    """How many rows there are: one for each return and item that it was asked for."""
    return sum(len(_asked(comparison, panel, one)) for panel in comparison.panels for one in panel.returns)


def table(comparison: Comparison, sheet: str) -> Table:
    """The table of all answers."""
    rows = row_count(comparison)
    names = (*NAMES, *_more(comparison), *((OF_REGION,) if comparison.region else ()))
    return Table(
        sheet=sheet,
        name="Data",
        title="Data",
        intro=INTRO.format(levels=LIVE if rows <= MOST_LIVE else PLAIN),
        columns=tuple(Column(name, name, WIDTHS.get(name, 16), STYLES.get(name, "line")) for name in names),
        rows=rows,
    )


def write(book: Book, plan: Plan, data: Table) -> None:
    """Write the sheet."""
    write_table(book, data, _rows(plan, data))


def _rows(plan: Plan, data: Table) -> Iterator[list[Cell]]:
    row = 0
    merged = plan.comparison.ledger.merged if plan.comparison.region else ()
    more = _more(plan.comparison)
    councils = {entry.completed.identity.return_id: [entry.council] for entry in merged if entry.completed}
    for panel in plan.comparison.panels:
        placed = _placed(plan.comparison, panel)
        answers = plan.of(panel).answers
        for completed in panel.returns:
            found = {answer.item: answer for answer in completed.answers}
            asked = _asked(plan.comparison, panel, completed)
            for section, item, theme in placed:
                if item.name not in asked:
                    continue
                answer = found.get(item.name)
                yield [
                    *_facts(completed),
                    section.title,
                    item.ref,
                    item.name,
                    item.title,
                    theme.title if theme else None,
                    _level(item, answer, answers, data, row),
                    _value(item, answer, answers, data, row),
                    answer.evidence if answer else None,
                    completed.completed_on,
                    "agreed" if completed.agreed else "one",
                    *(answer.day if answer else None for _ in more),
                    *councils.get(completed.identity.return_id, []),
                ]
                row += 1


def _placed(comparison: Comparison, panel: Panel) -> list[tuple[Section, Item, Theme | None]]:
    name = panel.instrument.name
    return [
        (section, item, comparison.crosswalk.theme_of(name, item.name, section.name))
        for section in panel.instrument.sections
        for item in section.items
        if item.is_answered and item.kind is not Kind.TABLE
    ]


def _asked(comparison: Comparison, panel: Panel, completed: Return) -> frozenset[str]:
    """The items that a return was asked, of which a short form has fewer than its panel; tables have their sheets."""
    whole, own = (
        {item.name for item in cells_of(comparison.instruments[name])}
        for name in (panel.instrument.name, completed.identity.template)
    )
    return frozenset(whole & own)


def _more(comparison: Comparison) -> tuple[str, ...]:
    """The further columns that the answers ask for."""
    return (DAY,) if any(item.day for panel in comparison.panels for item in panel.instrument.items) else ()


def _facts(completed: Return) -> list[str]:
    identity = completed.identity
    return [
        identity.return_id,
        identity.round,
        identity.template,
        identity.version,
        completed.organisation,
        completed.subject,
        identity.perspective.value,
        completed.respondent,
        completed.role,
        completed.locality,
        completed.service_area,
        identity.size,
    ]


def _value(item: Item, answer: Answer | None, answers: Table, data: Table, row: int) -> Cell:
    """An answer off the scale, looked up where other sheets follow it."""
    said = typed(item, answer) if answer and not item.has_levels else None
    if not is_rated(item) or data.rows > MOST_LIVE:
        return said
    return Formula(_look_up(item, answers, data, row), said if isinstance(said, str) else None)


def _level(item: Item, answer: Answer | None, answers: Table, data: Table, row: int) -> Cell:
    if not item.has_levels:
        return None
    level = answer.level if answer else None
    if data.rows > MOST_LIVE:
        return level
    return Formula(_look_up(item, answers, data, row), level)


def _look_up(item: Item, answers: Table, data: Table, row: int) -> str:
    place = f"MATCH({data.cell('return_id', row)},{answers.span('return_id')},0)"
    answer = f"INDEX({answers.span(item_key(item.name))},{place})"
    return f'=IF({answer}="","",{answer})'
