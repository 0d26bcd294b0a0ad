"""Returns: every file that was given, with what became of it and why."""

from collections.abc import Iterator

from xlkit.books.consolidated.answers import cells_of, shown
from xlkit.books.consolidated.plan import Plan, item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Comparison
from xlkit.intake.log import Entry
from xlkit.returns.completed import Return
from xlkit.returns.issues import Issue, Severity

ASKED = "yes"  # what marks the file that answers for one who was asked
FIRST = (
    Column("file", "File", 44),
    Column("status", "Status", 14),
)
RESPONSE = Column("asked", "Counts for response", 14)
LAST = (
    Column("reason", "Reason", 70),
    Column("decisions", "Decisions", 50),
    Column("organisation", "Organisation", 30),
    Column("respondent", "Respondent", 22),
    Column("template", "Template", 26),
    Column("return_id", "Return id", 14, "line"),
    Column("answered", "Answered", 13, "whole"),
    Column("out_of", "Out of", 10, "whole"),
    Column("issues", "Issues", 11, "whole"),
    Column("sha256", "Content hash (SHA-256)", 26, "line"),
    Column("size", "Size in bytes", 12, "whole"),
)
INTRO = (
    "One row for each file that was given, in the order of their names: what became of it, why, and what was decided "
    "about it in the round's control workbook. Only valid and incomplete returns are merged."
)
RESPONSE_INTRO = " The response counts valid returns of those who were asked, each of them once."
MOST_REASONS = 3
DECIDED = ("excluded", "check-waived", "waiver-ended")  # what decisions leave among the issues of a file


def table(comparison: Comparison, sheet: str) -> Table:
    """The table of all files, with those marked that count for the response where it is known who was asked."""
    asked = (RESPONSE,) if comparison.response else ()
    return Table(
        sheet=sheet,
        name="Returns",
        title="Returns",
        intro=INTRO + RESPONSE_INTRO if asked else INTRO,
        columns=unique((*FIRST, *asked, *LAST)),
        rows=len(comparison.ledger.entries),
    )


def write(book: Book, plan: Plan, returns: Table) -> None:
    """Write the sheet."""
    print_to(write_table(book, returns, _rows(plan, returns)), returns, "issues")


def _rows(plan: Plan, returns: Table) -> Iterator[list[Cell]]:
    response = plan.comparison.response
    valid = response.files if response else frozenset()
    for row, entry in enumerate(plan.comparison.ledger.entries):
        cells: dict[str, Cell] = {
            "file": entry.path,
            "status": entry.status.value,
            "asked": ASKED if entry.path in valid else None,
            "reason": _reason(entry),
            "decisions": "\n".join(one.message for one in entry.issues if one.code in DECIDED) or None,
            "issues": len(entry.issues),
            "sha256": entry.sha256,
            "size": entry.size,
        }
        if entry.completed is not None:
            cells |= _facts(plan, entry, entry.completed, returns, row)
        yield in_order(returns, cells)


def _reason(entry: Entry) -> str | None:
    # What kept a file out comes first; of a merged one, what is missing.
    weights = (Severity.REJECTS, Severity.ERROR, Severity.NOTE if not entry.status.is_merged else Severity.ERROR)
    found: list[Issue] = [one for weight in dict.fromkeys(weights) for one in entry.issues if one.severity is weight]
    found = [one for one in found if one.code not in DECIDED]
    said = [f"{one.cell.sheet}!{one.cell.a1}: {one.message}" if one.cell else one.message for one in found]
    more = [f"And {len(said) - MOST_REASONS} more."] if len(said) > MOST_REASONS else []
    return "\n".join((*said[:MOST_REASONS], *more)) or None


def _facts(plan: Plan, entry: Entry, completed: Return, returns: Table, row: int) -> dict[str, Cell]:
    facts: dict[str, Cell] = {
        "organisation": completed.organisation,
        "respondent": completed.respondent,
        "template": completed.identity.template,
        "return_id": completed.identity.return_id,
    }
    tables = plan.of_template(completed.identity.template)
    if not entry.status.is_merged or tables is None:
        return facts
    items = cells_of(plan.comparison.instruments[completed.identity.template])
    if not items:
        return facts
    found = {answer.item: answer for answer in completed.answers}
    answered = sum(shown(item, found.get(item.name)) not in (None, "") for item in items)
    block = tables.answers.block(item_key(items[0].name), item_key(items[-1].name))
    place = f"MATCH({returns.cell('return_id', row)},{tables.answers.span('return_id')},0)"
    count = Formula(f"=COUNTA(INDEX({block},{place},0))", answered)
    return {**facts, "answered": count, "out_of": len(items)}
