"""Returns: every file that was given, with what became of it and why."""

from collections.abc import Iterator

from xlkit.issues import Issue, Severity
from xlkit.ledger import Entry
from xlkit.returns import Return
from xlkit.write.book import Book
from xlkit.write.sheets.consolidated.answers import shown
from xlkit.write.sheets.consolidated.plan import Plan, item_key
from xlkit.write.sheets.consolidated.table import Cell, Column, Formula, Table, in_order, unique, write_table

COLUMNS = (
    Column("file", "File", 44),
    Column("status", "Status", 14),
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
MOST_REASONS = 3
DECIDED = ("excluded", "check-waived", "waiver-ended")  # what decisions leave among the issues of a file


def table(rows: int, sheet: str) -> Table:
    """The table of all files."""
    return Table(sheet=sheet, name="Returns", title="Returns", intro=INTRO, columns=unique(COLUMNS), rows=rows)


def write(book: Book, plan: Plan, returns: Table) -> None:
    """Write the sheet."""
    write_table(book, returns, _rows(plan, returns))


def _rows(plan: Plan, returns: Table) -> Iterator[list[Cell]]:
    for row, entry in enumerate(plan.comparison.ledger.entries):
        cells: dict[str, Cell] = {
            "file": entry.path,
            "status": entry.status.value,
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
    items = list(plan.comparison.instruments[completed.identity.template].items)
    found = {answer.item: answer for answer in completed.answers}
    answered = sum(shown(item, found.get(item.name)) not in (None, "") for item in items)
    block = tables.answers.block(item_key(items[0].name), item_key(items[-1].name))
    place = f"MATCH({returns.cell('return_id', row)},{tables.answers.span('return_id')},0)"
    count = Formula(f"=COUNTA(INDEX({block},{place},0))", answered)
    return {**facts, "answered": count, "out_of": len(items)}
