"""Recipients: the tracker's table of everybody who was asked, with what came back, and of those to chase."""

from collections.abc import Iterator, Sequence

from xlkit.books.writer.table import Cell, Column, Formula, Table, unique
from xlkit.intake.tracker import Tracked, Tracking
from xlkit.returns.issues import Issue
from xlkit.round.control import NO, YES

NO_LOCALITY, NO_SIZE = "no locality", "no size"
MOST_PROBLEMS = 3
COLUMNS = (
    Column("organisation", "Organisation", 30),
    Column("respondent", "Respondent", 22),
    Column("template", "Template", 25),
    Column("locality", "Locality", 17),
    Column("size", "Size", 13),
    Column("in_scope", "In scope", 11),
    Column("state", "State", 15),
    Column("answered", "Answered", 13, "whole"),
    Column("out_of", "Out of", 10, "whole"),
    Column("problems", "Problems", 60),
    Column("file", "File", 40),
    Column("return_id", "Return id", 14, "line"),
)
INTRO = "One row for each recipient, in the order of the control workbook, with the return that counts."
CHASE_COLUMNS = (
    Column("organisation", "Organisation", 30),
    Column("respondent", "Respondent", 22),
    Column("email", "Email", 32),
    Column("state", "State", 15),
    Column("advice", "What to do", 44),
    Column("problems", "Problems", 70),
    Column("return_id", "Return id", 14, "line"),
)
CHASE_INTRO = "One row for each recipient about whom something has to be done. xlkit mail --chase drafts the messages."


def table(tracking: Tracking) -> Table:
    """The table of all recipients."""
    return Table("Recipients", "Asked", "Recipients", INTRO, unique(COLUMNS), len(tracking.rows))


def rows(tracking: Tracking, parts: Table | None, asked: Table) -> Iterator[list[Cell]]:
    """The rows of the table; how much is answered is summed over the rows of `parts`, by return id."""
    for number, row in enumerate(tracking.rows):
        who = row.recipient
        yield [
            *(who.organisation, who.respondent, who.template, row.locality or NO_LOCALITY, row.size or NO_SIZE),
            *(YES if who.in_scope else NO, row.state.value),
            _sum(parts, "answered", asked, number, row),
            _sum(parts, "out_of", asked, number, row),
            *(in_words(row.problems), row.file, row.return_id),
        ]


def chase_table(tracking: Tracking) -> Table:
    """The table of those to chase."""
    return Table("To chase", "ToChase", "To chase", CHASE_INTRO, unique(CHASE_COLUMNS), len(tracking.to_chase))


def chase_rows(tracking: Tracking) -> Iterator[list[Cell]]:
    """The rows of that table."""
    for row in tracking.to_chase:
        who = row.recipient
        yield [
            *(who.organisation, who.respondent, who.email, row.state.value, row.state.advice),
            *(in_words(row.problems), row.return_id),
        ]


def in_words(problems: Sequence[Issue]) -> str:
    """The first problems of a return, each in a line with its cell."""
    lines = [
        f"{problem.cell.sheet}!{problem.cell.a1}: {problem.message}" if problem.cell else problem.message
        for problem in problems
    ]
    more = [f"And {len(lines) - MOST_PROBLEMS} more."] if len(lines) > MOST_PROBLEMS else []
    return "\n".join((*lines[:MOST_PROBLEMS], *more))


def _sum(parts: Table | None, key: str, asked: Table, number: int, row: Tracked) -> Cell:
    if parts is None or not row.parts:
        return None
    where = f"{parts.span('return_id')}={asked.cell('return_id', number)}"
    total = sum(part.answered if key == "answered" else part.out_of for part in row.parts)
    return Formula(f"=SUMPRODUCT(({where})*{parts.span(key)})", total)
