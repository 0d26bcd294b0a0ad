"""What people say, in a region: on each theme how many of each council's people, and below them all together."""

from xlkit.books.consolidated.people.people import EXPLAINS, SHEET, of_headings
from xlkit.books.consolidated.regional.councils import stress
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.comparison.regional.region import CouncilHeard, RegionHeard
from xlkit.intake.council_workbook import TOGETHER

INTRO = (
    "For each theme how many people of each council say something, of all that it heard, and below them all together. "
    "People are counted beside levels and never within them, and their words stay with their councils."
)


def sheet(found: RegionHeard, name: str) -> SheetOf[CouncilHeard]:
    """The sheet of all themes that people spoke of, by council."""
    columns: tuple[Col[CouncilHeard], ...] = (
        Col("theme", "Theme", 34, value=lambda row: row.said.subject),
        Col("council", "Council", 30, value=lambda row: row.council or TOGETHER),
        Col("median", "Middle provider", 13, "one_place", value=lambda row: row.said.median),
        Col("n", "Providers (n)", 12, "whole", value=lambda row: row.said.n or None),
        Col(
            *("heard", "People heard", 11, "whole"),
            value=lambda row: row.said.heard,
            formula=lambda at: _above(at, "heard"),
            explains=EXPLAINS["heard"],
        ),
        *of_headings(found.headings, lambda row: row.said, _above),
        Col("said", "In words", 60, value=lambda row: row.said.said, explains=EXPLAINS["said"]),
    )
    return SheetOf(
        sheet=name,
        name="What_people_say",
        title=SHEET,
        intro=INTRO,
        columns=columns,
        records=found.rows,
        frozen=2,
        more=stress,
    )


def _above(at: At[CouncilHeard], key: str) -> str | None:
    """The sum of the rows of councils right above; None in these."""
    if not at.row.above:
        return None
    return f"=SUM({at.table.cell(key, at.place - at.row.above)}:{at.table.cell(key, at.place - 1)})"
