"""Changes by organisation: what each picked then and now, item by item."""

from xlkit.books.consolidated.given.data import MOST_LIVE
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.matrix_tables import ABOUT, NAME, MatrixTables
from xlkit.books.writer.choice_tones import coloured
from xlkit.books.writer.sheets import At, Col, SheetOf, live_if
from xlkit.comparison.other_scales.scale_matrix import Change, Shift
from xlkit.measures.picks import shifted_formula

INTRO = (
    "One row for each organisation and item that was answered in {earlier} or is now. What stood then is as it was; "
    "what stands now {how}."
)
LIVE = "follows the answers"
PLAIN = "is a plain value, since there is too much to look up"


def sheet(tables: MatrixTables, change: Change, name: str, place: int) -> SheetOf[Shift]:
    """The sheet of everything that one change rests on."""
    is_live = len(change.shifts) <= MOST_LIVE
    organisation: Col[Shift] = Col("organisation", "Organisation", 28)
    return SheetOf(
        sheet=name,
        name=f"Changes_by_organisation_{place}",
        title=f"Changes by organisation since {change.earlier}: {tables.found.panel.instrument.title}",
        intro=INTRO.format(earlier=change.earlier, how=LIVE if is_live else PLAIN),
        columns=(organisation, *ABOUT, *live_if(_picked(tables), is_live=is_live), NAME),
        records=change.shifts,
        printed="state",
        more=coloured(["before", "now"], tables.found.scales),
    )


def _picked(tables: MatrixTables) -> tuple[Col[Shift], ...]:
    """What was picked then and now, which follows the matrices for those who have a position."""

    def now(at: At[Shift]) -> str | None:
        position = at.row.position
        return f"={tables.picked(at.row.about, position.number, at['name'])}" if position else None

    def place_now(at: At[Shift]) -> str | None:
        return tables.scales.order(at.row.about.scale, at["now"]) if at.row.position else None

    return (
        Col("before", "Then", 18, value=lambda row: row.before.label if row.before else None),
        Col("now", "Now", 18, value=lambda row: row.now.label if row.now else None, formula=now),
        Col(
            *("state", "Movement", 14),
            formula=lambda at: shifted_formula(at["before"], at["now"], at["order_before"], at["order_now"]),
            explains=WORDS["What changed"],
        ),
        Col(
            *("order_before", "Place then", 10, "whole"),
            value=lambda row: row.about.scale.place(row.before),
        ),
        Col(
            *("order_now", "Place now", 10, "whole"),
            value=lambda row: row.about.scale.place(row.now),
            formula=place_now,
        ),
    )
