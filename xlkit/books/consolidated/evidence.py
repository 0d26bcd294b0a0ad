"""Evidence: every evidence text of every return, with its place."""

from collections.abc import Iterator

from xlkit.books.consolidated.data import MOST_LIVE
from xlkit.books.consolidated.plan import PanelTables, Plan, item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.panel import Panel
from xlkit.form.item import Item
from xlkit.returns.completed import AS_A_WHOLE, Answer, Return

COLUMNS = (
    Column("organisation", "Organisation", 21),
    Column("subject", "About", 18),
    Column("perspective", "Perspective", 15),
    Column("respondent", "Respondent", 15),
    Column("section", "Section", 18),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 21),
    Column("theme", "Theme", 18),
    Column("level", "Level", 9, "level"),
    Column("evidence", "Evidence", 45),
    Column("return_id", "Return id", 14, "line"),
)
INTRO = "One row for each evidence text of every return, with its place and the level it speaks for. Search and filter."
PLAIN = " Levels are plain values here, since there are too many to look up."


def table(comparison: Comparison, sheet: str) -> Table:
    """The table of all evidence; it has no rows where there is none."""
    rows = sum(len(list(_told(panel))) + len(_noted(panel)) for panel in comparison.panels)
    return Table(
        sheet=sheet,
        name="Evidence",
        title="Evidence",
        intro=INTRO if rows <= MOST_LIVE else INTRO + PLAIN,
        columns=unique(COLUMNS),
        rows=rows,
    )


def write(book: Book, plan: Plan, evidence: Table) -> None:
    """Write the sheet."""
    print_to(write_table(book, evidence, _rows(plan, evidence)), evidence, "evidence")


def _rows(plan: Plan, evidence: Table) -> Iterator[list[Cell]]:
    row = 0
    for panel in plan.comparison.panels:
        items, sections = {item.name: item for item in panel.instrument.items}, panel.sections
        themes = {
            name: plan.comparison.crosswalk.theme_of(panel.instrument.name, name, sections[name].name) for name in items
        }
        for completed, answer in _told(panel):
            item, theme = items[answer.item], themes[answer.item]
            yield [
                completed.organisation,
                completed.subject,
                completed.identity.perspective.value,
                completed.respondent,
                sections[item.name].title,
                item.ref,
                item.title,
                theme.title if theme else None,
                _level(item, answer, plan.of(panel), evidence, row),
                answer.evidence,
                completed.identity.return_id,
            ]
            row += 1
        for completed in _noted(panel):
            yield _as_a_whole(completed)
            row += 1


def _as_a_whole(completed: Return) -> list[Cell]:
    """The row of what was noted of an organisation beside its ratings."""
    who = (completed.organisation, completed.subject, completed.identity.perspective.value, completed.respondent)
    return [*who, None, None, AS_A_WHOLE, None, None, completed.note, completed.identity.return_id]


def _noted(panel: Panel) -> list[Return]:
    return [completed for completed in panel.returns if completed.note]


def _told(panel: Panel) -> Iterator[tuple[Return, Answer]]:
    names = {item.name for item in panel.instrument.items}
    for completed in panel.returns:
        for answer in completed.answers:
            if answer.evidence and answer.item in names:
                yield completed, answer


def _level(item: Item, answer: Answer, tables: PanelTables, evidence: Table, row: int) -> Cell:
    if not item.has_levels:
        return None
    if evidence.rows > MOST_LIVE:
        return answer.level
    answers = tables.answers
    place = f"MATCH({evidence.cell('return_id', row)},{answers.span('return_id')},0)"
    found = f"INDEX({answers.span(item_key(item.name))},{place})"
    return Formula(f'=IF({found}="","",{found})', answer.level)
