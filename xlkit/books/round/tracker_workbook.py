"""The tracker: who has returned what in a round, the response, and whom to chase."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from xlkit.books.round import asked, response
from xlkit.books.round.asked import ORGANISATION, RETURN_ID, SUBJECT, in_words
from xlkit.books.round.response import share_formula
from xlkit.books.round.sheet import mark
from xlkit.books.writer import book as books
from xlkit.books.writer import cover, remade
from xlkit.books.writer.cover import Cover, Fact
from xlkit.books.writer.held import Formula
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.form.identity import OfficersWorkbook
from xlkit.intake.log import folder_of, within
from xlkit.intake.months import months_of, named
from xlkit.intake.tracker import State, Tracked, Tracking
from xlkit.intake.whose import Unused
from xlkit.round.round import Round

WHAT = OfficersWorkbook.TRACKER.value
HOW = (
    "Figures are formulas over the sheet Recipients, whose rows may be sorted and filtered.",
    "Response is valid returns as a share of the recipients who are in scope; incomplete ones are not counted in it.",
    "Days to the deadline follow the as-at date, never today's, and are less than 0 once it is past.",
    "To bring it up to date, run xlkit status again: once somebody saved this one, another is written beside it.",
)
UNKNOWN = "none"
NOT_USED_INTRO = (
    "One row for each file that was rejected, or is held until a decision. Whose it seems to be proves nothing; nobody "
    "whose file stands here is told that nothing came."
)
NOT_KNOWN = "not known"
MONTHS_INTRO = (
    "One row for each fund. In: closed to the end of the month. Late: not closed two weeks after its end. Does not "
    "close: something of that month is to be put right, and stands under Problems of Recipients."
)


def write(path: Path, this_round: Round, tracking: Tracking, as_at: date) -> None:
    """Write the tracker; XlkitError where it cannot be written."""
    parts = asked.by_return(tracking)
    recipients = asked.sheet(tracking, parts)
    title = f"Tracker: {this_round.name}"
    with books.opened(path, title, subject=this_round.council) as book:
        front = cover.begin(book)
        tables = [sheet.write(book) for sheet in _sheets(tracking, recipients, parts, as_at)]
        facts = [*_dates(this_round, as_at), *_figures(tracking, recipients)]
        how = cover.steps("How to use this workbook", HOW)
        subtitle = "How far the round is. Internal: it names every recipient."
        cover.write(front, Cover(title, subtitle, facts, [how]), tables)
        mark(book, WHAT)
        remade.seal(book)


def _sheets(tracking: Tracking, recipients: AnySheet, parts: AnySheet | None, as_at: date) -> Iterator[AnySheet]:
    """The sheets in their order; those of sections and of months are there once something came back of them."""
    if tracking.to_chase:
        yield asked.to_chase(tracking)
    if tracking.unused:
        yield unused(tracking)
    yield recipients
    if (of_months := by_month(tracking, as_at)).rows:
        yield of_months
    yield response.states(tracking, recipients)
    yield response.sheet(tracking, recipients)
    if parts is not None:
        yield asked.sections(tracking, parts)
        yield parts


def _dates(this_round: Round, as_at: date) -> Sequence[Fact]:
    facts = [
        Fact("Round", this_round.name),
        Fact("Council", this_round.council or "not named"),
        Fact("As at", as_at, "date_setting", "as_at"),
    ]
    if this_round.due is None:
        return [*facts, Fact("Deadline", "not set")]
    days = Formula("=deadline-as_at", (this_round.due - as_at).days)
    return [
        *facts,
        Fact("Deadline", this_round.due, "date_setting", "deadline"),
        Fact("Days to the deadline", days, "figure"),
    ]


def _figures(tracking: Tracking, recipients: Table) -> Sequence[Fact]:
    state, scope = recipients.span("state"), recipients.span("in_scope")
    counts = tracking.counts
    valid = f'COUNTIF({state},"{State.VALID}")'
    inside = f'COUNTIF({scope},"yes")'
    share = Formula(share_formula(valid, inside), tracking.response)
    invited = len(tracking.rows) - counts[State.OUT_OF_SCOPE]
    strangers = ", ".join(entry.path for entry in tracking.strangers) or UNKNOWN
    return [
        Fact("Recipients invited", Formula(f"={inside}", invited), "figure"),
        Fact("Out of scope", _counted(state, State.OUT_OF_SCOPE, counts[State.OUT_OF_SCOPE]), "figure"),
        Fact("Valid returns", _counted(state, State.VALID, counts[State.VALID]), "figure"),
        Fact("Incomplete returns", _counted(state, State.INCOMPLETE, counts[State.INCOMPLETE]), "figure"),
        Fact("Response", share, "share_figure"),
        Fact("Files not used", float(len(tracking.unused)), "figure"),
        Fact("To chase", float(len(tracking.to_chase)), "figure"),
        Fact("Merged, though not asked for", strangers),
    ]


def _counted(states: str, state: State, count: int) -> Formula:
    return Formula(f'=COUNTIF({states},"{state}")', count)


def unused(tracking: Tracking) -> SheetOf[Unused]:
    """The sheet of those files, in the order of their paths."""
    folder = folder_of(row.entry.path for row in tracking.unused)
    return SheetOf(
        sheet="Not used",
        name="NotUsed",
        intro=f"{NOT_USED_INTRO} All lie in {folder}." if folder else NOT_USED_INTRO,
        columns=(
            Col("file", "File", 40, value=lambda row: within(row.entry.path, folder)),
            Col("status", "Status", 12, value=lambda row: row.entry.status.value),
            Col("from", "Seems to be from", 30, value=lambda row: row.from_whom or NOT_KNOWN),
            Col("by", "As told by", 24, value=lambda row: row.by),
            Col("sender", "Sent by", 28, value=lambda row: row.entry.sent.sender if row.entry.sent else ""),
            Col("reasons", "Why, and what to do", 70, value=lambda row: in_words(row.reasons)),
            Col("hash", "File hash for Decisions", 18, "line", value=lambda row: row.entry.shown_hash),
        ),
        records=tracking.unused,
    )


def by_month(tracking: Tracking, as_at: date) -> SheetOf[Tracked]:
    """The sheet of all funds, a column for each month that has begun; without rows where no account is known."""
    months = months_of(tracking.accounts, as_at)
    return SheetOf(
        sheet="Months",
        intro=MONTHS_INTRO,
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
