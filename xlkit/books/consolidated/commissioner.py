"""Commissioner: each challenge as one commissioning organisation answers it, and how far its people agree."""

from collections.abc import Sequence

from xlkit.books.consolidated.plan import Plan, item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Challenge, Council
from xlkit.measures.agreement import agreement_formula, running_over
from xlkit.measures.location import (
    highest,
    highest_formula,
    lowest,
    lowest_formula,
    median_formula,
    spread,
    spread_formula,
)
from xlkit.measures.scale import n_formula
from xlkit.returns.completed import Return

FIRST = (
    Column("section", "Section", 26),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Challenge", 34),
    Column("level", "Position", 12, "level"),
)
MIDDLE = (
    Column("n", "Respondents (n)", 14, "whole"),
    Column("median", "Median of respondents", 14, "one_place"),
    Column("lowest", "Lowest", 11, "level"),
    Column("highest", "Highest", 11, "level"),
    Column("spread", "Spread", 11, "whole"),
    Column("agreement", "Agreement", 15, "two_places"),
)
LAST = (Column("evidence", "Evidence for the position", 60),)
INTRO = (
    "{organisation}: its position on each challenge ({basis}) beside each of its respondents. "
    "Agreement is shown from five respondents on. It follows the sheet “{sheet}”."
)


def table(council: Council, sheet: str, answers: Table, place: int) -> Table:
    """The table of one council."""
    views = [Column(_key(one), _name(one), 14, "level") for one in council.respondents]
    return Table(
        sheet=sheet,
        name=f"Challenges_{place}",
        title=f"Commissioner: {council.position.organisation}",
        intro=INTRO.format(
            organisation=council.position.organisation, basis=council.position.basis.value, sheet=answers.sheet
        ),
        columns=unique((*FIRST, *views, *(MIDDLE if views else ()), *LAST)),
        rows=len(council.challenges),
        frozen=3,
    )


def write(book: Book, plan: Plan, council: Council, challenges: Table) -> None:
    """Write the sheet."""
    rows = (_row(plan, council, found, challenges, row) for row, found in enumerate(council.challenges))
    sheet = write_table(book, challenges, (in_order(challenges, row) for row in rows))
    views = [_key(one) for one in council.respondents]
    keys = ["level", *views, *(("lowest", "highest") if views else ())]
    shade(sheet, challenges, keys, council.panel.scale.steps)


def _key(completed: Return) -> str:
    return f"view {completed.identity.return_id}"


def _name(completed: Return) -> str:
    said = [part for part in (completed.respondent, completed.role) if part]
    return " – ".join(said) or completed.identity.return_id


def _row(plan: Plan, council: Council, found: Challenge, challenges: Table, row: int) -> dict[str, Cell]:
    tables = plan.of(council.panel)
    cells: dict[str, Cell] = {
        "section": found.section.title,
        "ref": found.item.ref,
        "item": found.item.title,
        "evidence": found.evidence or None,
    }
    if tables.positions is not None:
        place = f"MATCH({council.position.number},{tables.positions.span('number')},0)"
        look_up = f"=INDEX({tables.positions.span(item_key(found.item.name))},{place})"
        cells["level"] = Formula(look_up, found.level)
    views = [_key(one) for one in council.respondents]
    for completed, level in zip(council.respondents, found.views, strict=True):
        answers = tables.answers
        place = f'MATCH("{completed.identity.return_id}",{answers.span("return_id")},0)'
        answer = f"INDEX({answers.span(item_key(found.item.name))},{place})"
        cells[_key(completed)] = Formula(f'=IF({answer}="","",{answer})', level)
    return {**cells, **(_measures(found, views, challenges, row) if views else {})}


def _measures(found: Challenge, views: Sequence[str], challenges: Table, row: int) -> dict[str, Cell]:
    levels = challenges.across(views[0], views[-1], row)
    counts = found.found.counts
    agreed = agreement_formula(challenges.cell("n", row), running_over(levels, found.found.scale))
    return {
        "n": Formula(n_formula(levels), found.found.n),
        "median": Formula(median_formula(levels), found.found.median),
        "lowest": Formula(lowest_formula(levels), lowest(counts)),
        "highest": Formula(highest_formula(levels), highest(counts)),
        "spread": Formula(spread_formula(levels), spread(counts)),
        "agreement": Formula(agreed, found.found.agreement),
    }
