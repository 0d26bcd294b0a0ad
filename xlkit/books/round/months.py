"""Months: each fund of a round with each month of its account: in, late, or not closing."""

from collections.abc import Callable
from datetime import date

from xlkit.books.round.asked import ORGANISATION, RETURN_ID, SUBJECT
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.intake.months import months_of, named
from xlkit.intake.tracker import Tracked, Tracking

INTRO = (
    "One row for each fund. In: closed to the end of the month. Late: not closed two weeks after its end. Does not "
    "close: something of that month is to be put right, and stands under Problems of Recipients."
)


def sheet(tracking: Tracking, as_at: date) -> SheetOf[Tracked]:
    """The sheet of all funds, a column for each month that has begun; without rows where no account is known."""
    months = months_of(tracking.accounts, as_at)
    return SheetOf(
        sheet="Months",
        name="Months",
        title="Months",
        intro=INTRO,
        columns=(
            ORGANISATION,
            SUBJECT,
            Col("closed_to", "Closed to", 14, "date", value=_closed_to),
            *(Col(f"m{month:%Y%m}", named(month), 16, value=_standing(month, as_at)) for month in months),
            RETURN_ID,
        ),
        records=[row for row in tracking.rows if row.account is not None and months],
    )


def _closed_to(row: Tracked) -> date | None:
    return row.account.closed_to if row.account else None


def _standing(month: date, as_at: date) -> Callable[[Tracked], str | None]:
    return lambda row: row.account.standing(month, as_at) if row.account else None
