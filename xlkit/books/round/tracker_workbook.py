"""The tracker: who has returned what in a round, the response, and whom to chase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlkit.books.round import asked, completeness, hidden, response, round_cover
from xlkit.books.round.round_cover import Cover, Fact
from xlkit.books.writer import book as books
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Formula, Table, write_table
from xlkit.intake.tracker import State, Tracking
from xlkit.round.round import Round

WHAT = "the tracker of a round"
FILE = "tracker.xlsx"
HOW = (
    "Figures are formulas over the sheet Recipients, whose rows may be sorted and filtered.",
    "Response is valid returns as a share of the recipients who are in scope; incomplete ones are not counted in it.",
    "Days to the deadline follow the as-at date, never today's, and are less than 0 once it is past.",
    "To bring it up to date, run xlkit status again: it writes the tracker afresh, so keep notes elsewhere.",
)
UNKNOWN = "none"


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one tracker; those of sections are None until something came back."""

    states: Table
    asked: Table
    groups: Table
    sections: Table | None
    parts: Table | None
    chase: Table | None

    @property
    def present(self) -> Sequence[Table]:
        """Those that there are, in the order of their sheets."""
        tables = (self.chase, self.asked, self.states, self.groups, self.sections, self.parts)
        return [table for table in tables if table is not None]


def write(path: Path, this_round: Round, tracking: Tracking, as_at: date) -> None:
    """Write the tracker; XlkitError where it cannot be written."""
    parts = completeness.part_table(tracking)
    tables = Tables(
        states=response.state_table(),
        asked=asked.table(tracking),
        groups=response.table(tracking),
        sections=completeness.table(tracking) if parts else None,
        parts=parts,
        chase=asked.chase_table(tracking) if tracking.to_chase else None,
    )
    title = f"Tracker: {this_round.name}"
    with books.opened(path, title, subject=this_round.council) as book:
        front = round_cover.begin(book)
        _write_sheets(book, tracking, tables)
        facts = [*_dates(this_round, as_at), *_figures(tracking, tables)]
        cover = Cover(title, "How far the round is. Internal: it names every recipient.", facts, HOW)
        round_cover.write(front, cover, tables.present)
        hidden.mark(book, WHAT)


def _write_sheets(book: Book, tracking: Tracking, tables: Tables) -> None:
    if tables.chase:
        write_table(book, tables.chase, asked.chase_rows(tracking))
    write_table(book, tables.asked, asked.rows(tracking, tables.parts, tables.asked))
    sheet = write_table(book, tables.states, response.state_rows(tracking, tables.states, tables.asked))
    response.draw_states(book, sheet, tables.states)
    sheet = write_table(book, tables.groups, response.rows(tracking, tables.groups, tables.asked))
    response.draw_response(book, sheet, tables.groups)
    if tables.sections and tables.parts:
        write_table(book, tables.sections, completeness.rows(tracking, tables.sections, tables.parts))
        write_table(book, tables.parts, completeness.part_rows(tracking))


def _dates(this_round: Round, as_at: date) -> Sequence[Fact]:
    facts = [
        Fact("Round", this_round.name),
        Fact("Council", this_round.council or "not named"),
        Fact("As at", as_at, "date_setting"),
    ]
    if this_round.due is None:
        return [*facts, Fact("Deadline", "not set")]
    days = Formula(f"={round_cover.at(3)}-{round_cover.at(2)}", (this_round.due - as_at).days)
    return [*facts, Fact("Deadline", this_round.due, "date_setting"), Fact("Days to the deadline", days, "figure")]


def _figures(tracking: Tracking, tables: Tables) -> Sequence[Fact]:
    state, scope = tables.asked.span("state"), tables.asked.span("in_scope")
    counts = tracking.counts
    valid = f'COUNTIF({state},"{State.VALID}")'
    inside = f'COUNTIF({scope},"yes")'
    share = Formula(f'=IF({inside}=0,"",{valid}/{inside})', tracking.response)
    strangers = ", ".join(entry.path for entry in tracking.strangers) or UNKNOWN
    return [
        Fact("Recipients invited", Formula(f"=COUNTA({state})", len(tracking.rows)), "figure"),
        Fact("Out of scope", _counted(state, State.OUT_OF_SCOPE, counts[State.OUT_OF_SCOPE]), "figure"),
        Fact("Valid returns", _counted(state, State.VALID, counts[State.VALID]), "figure"),
        Fact("Incomplete returns", _counted(state, State.INCOMPLETE, counts[State.INCOMPLETE]), "figure"),
        Fact("Response", share, "share_figure"),
        Fact("To chase", float(len(tracking.to_chase)), "figure"),
        Fact("Merged, though not asked for", strangers),
    ]


def _counted(states: str, state: State, count: int) -> Formula:
    return Formula(f'=COUNTIF({states},"{state}")', count)
