"""Data: one typed row for each return and item, for pivots, Power Query and Power BI."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from xlkit.books.consolidated.common import look_up_answer, look_up_apart
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.standing.answers import typed
from xlkit.books.writer.sheets import At, Col, FormulaOf, SheetOf, Value
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.other_scales.scale_matrix import is_in_matrix
from xlkit.comparison.standing.panel import Panel
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Section
from xlkit.form.item import Item, Kind
from xlkit.returns.completed import Answer, Return

MOST_LIVE = 20_000  # rows; above this levels are plain values, since looking them up would take long at every change

INTRO = (
    "One row for each return and item, for pivot tables, Power Query and Power BI. {levels} "
    "Other answers stand under value; answered is 1 or 0."
)
LIVE = "Levels are looked up among the answers by the ids in their own row."
PLAIN = "Levels are plain values: there are too many to follow the answers."


class Datum(Struct, frozen=True):
    """An item that a return was asked, with its answer, if any; `council` is whose the return is in a region."""

    panel: Panel
    completed: Return
    section: Section
    item: Item
    theme: Theme | None
    answer: Answer | None
    council: str


def sheet(plan: Plan, name: str) -> SheetOf[Datum]:
    """The sheet of all answers."""
    records = list(_records(plan.comparison))
    is_live = len(records) <= MOST_LIVE
    return SheetOf(
        sheet=name,
        name="Data",
        title="Data",
        intro=INTRO.format(levels=LIVE if is_live else PLAIN),
        columns=tuple(_columns(plan, is_live=is_live)),
        records=records,
        is_worked_with=True,
    )


def _columns(plan: Plan, *, is_live: bool) -> Iterator[Col[Datum]]:
    """The columns; their names are stable, since pivots and queries of other people's workbooks rest on them."""
    source = _Source(plan)
    yield _column("return_id", lambda row: row.completed.identity.return_id)
    yield _column("round", lambda row: row.completed.identity.round)
    yield _column("template", lambda row: row.completed.identity.template, 26)
    yield _column("version", lambda row: row.completed.identity.version)
    yield _column("organisation", lambda row: row.completed.organisation, 28)
    yield _column("subject", lambda row: row.completed.subject, 28)
    yield _column("perspective", lambda row: row.completed.identity.perspective.value)
    yield _column("respondent", lambda row: row.completed.respondent)
    yield _column("role", lambda row: row.completed.role)
    yield _column("locality", lambda row: row.completed.locality)
    yield _column("service_area", lambda row: row.completed.service_area)
    yield _column("size", lambda row: row.completed.identity.size)
    yield _column("section", lambda row: row.section.title, 28)
    yield _column("ref", lambda row: row.item.ref)
    yield _column("item", lambda row: row.item.name, 24)
    yield _column("title", lambda row: row.item.title, 32)
    yield _column("theme", lambda row: row.theme.title if row.theme else None, 26)
    yield _column("level", _level, style="level", formula=source.level if is_live else None)
    yield _column("value", _value, formula=source.value if is_live else None)
    yield _column("evidence", lambda row: row.answer.evidence if row.answer else None, 40)
    yield _column("returned_on", lambda row: row.completed.completed_on, style="date")
    yield _column("view", lambda row: row.completed.view)
    yield _column("answered", _answered, formula=_counted if is_live else None)
    if any(item.day for panel in plan.comparison.panels for item in panel.instrument.items):
        yield _column("day", lambda row: row.answer.day if row.answer else None, style="date")
    if plan.comparison.region:
        yield _column("council", lambda row: row.council, 28)


def _column(
    name: str,
    value: Callable[[Datum], Value],
    width: float = 16,
    style: str = "line",
    formula: FormulaOf[Datum] | None = None,
) -> Col[Datum]:
    return Col(name, name, width, style, value=value, formula=formula)


class _Source(Struct, frozen=True):
    """Where levels, and what other sheets follow of answers off the scale, are looked up."""

    plan: Plan

    def level(self, at: At[Datum]) -> str | None:
        """The look-up of a level."""
        return self._look_up(at) if at.row.item.has_levels else None

    def value(self, at: At[Datum]) -> str | None:
        """The look-up of what stands in a matrix."""
        item = at.row.item
        if item.apart:
            return look_up_apart(self.plan.of(at.row.panel).answers, item, at["return_id"])
        return self._look_up(at) if is_in_matrix(item) else None

    def _look_up(self, at: At[Datum]) -> str:
        return look_up_answer(self.plan.of(at.row.panel).answers, at.row.item, at["return_id"])


def _level(row: Datum) -> int | None:
    return row.answer.level if row.answer and row.item.has_levels else None


def _value(row: Datum) -> Value:
    if row.answer is None:
        return None
    return row.item.said_apart(row.answer.value) or None if row.item.has_levels else typed(row.item, row.answer)


def _answered(row: Datum) -> int:
    return int(row.answer is not None and row.answer.is_answered)


def _counted(at: At[Datum]) -> str | None:
    """Whether what is looked up is blank, which a PivotTable would count as well as a level."""
    if at.row.item.apart:
        return f'=IF(AND({at["level"]}="",{at["value"]}=""),0,1)'
    key = "level" if at.row.item.has_levels else "value" if is_in_matrix(at.row.item) else None
    return f'=IF({at[key]}="",0,1)' if key else None


def _records(comparison: Comparison) -> Iterator[Datum]:
    merged = comparison.ledger.merged if comparison.region else ()
    councils = {entry.completed.identity.return_id: entry.council for entry in merged if entry.completed}
    for panel in comparison.panels:
        placed = _placed(comparison, panel)
        for completed in panel.returns:
            answers = {answer.item: answer for answer in completed.answers}
            asked = {item.name for item in comparison.instruments[completed.identity.template].in_one_cell}
            council = councils.get(completed.identity.return_id, "")
            for section, item, theme in placed:
                if item.name in asked:  # a short form asks for fewer items than its panel has
                    yield Datum(panel, completed, section, item, theme, answers.get(item.name), council)


def _placed(comparison: Comparison, panel: Panel) -> list[tuple[Section, Item, Theme | None]]:
    """The items that have one row for each return; tables have sheets of their own."""
    name = panel.instrument.name
    return [
        (section, item, comparison.crosswalk.theme_of(name, item.name, section.name))
        for section in panel.instrument.sections
        for item in section.items
        if item.is_answered and item.kind is not Kind.TABLE
    ]
