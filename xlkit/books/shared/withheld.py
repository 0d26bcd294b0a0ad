"""Left out: what the shared workbook does not show, and why."""

from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.comparison.disclosure.published import Shared, Withheld

INTRO = "What is not shown, so that nothing here tells of a few organisations or a few people, and why."


def sheet(shared: Shared, name: str) -> SheetOf[Withheld]:
    """The sheet of all that is left out."""
    return SheetOf(
        sheet=name,
        name="Left_out",
        title="Left out",
        intro=INTRO,
        columns=(
            Col("what", "What", 60, value=lambda row: row.what),
            Col("why", "Why", 90, value=lambda row: row.why),
        ),
        records=shared.withheld,
        frozen=0,
        is_filtered=False,
    )
