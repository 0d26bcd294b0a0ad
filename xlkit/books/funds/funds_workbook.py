"""The workbook of many funds, internal or for everybody, and the statement of one by itself."""

from pathlib import Path

from xlkit.books.accounts import statement
from xlkit.books.accounts.page import Page, done
from xlkit.books.funds import fund_sheets
from xlkit.books.respondent import respondent_workbook
from xlkit.books.writer.book import opened
from xlkit.books.writer.cover import Cover, Fact, begin
from xlkit.books.writer.cover import write as write_cover
from xlkit.books.writer.sheets import AnySheet
from xlkit.comparison.disclosure.shared_funds import shared, unsettled
from xlkit.comparison.people.funds import Funds
from xlkit.form.instrument import Instrument
from xlkit.returns.completed import Return
from xlkit.returns.entered import entered
from xlkit.round.round import Round

TITLE, SUBTITLE = (
    "Individual Service Funds",
    "What many funds come to: context for self-assessments, and never a score.",
)
SHARED_SUBTITLE = "Totals over all providers together; nothing about one provider or one fund."


def write(funds: Funds, smallest: int, path: Path, *, is_shared: bool = False) -> None:
    """Write the workbook; what stands at `path` is replaced once the new one is whole."""
    with opened(path, TITLE) as book:
        front = begin(book)
        everything = sheets(funds, smallest, is_shared=is_shared)
        tables = [sheet.write(book, is_live=not is_shared) for sheet in everything if sheet.rows]
        empty = ", ".join(sheet.sheet for sheet in everything if not sheet.rows)
        facts = [Fact("Round", funds.round)] if funds.round else []
        facts += [Fact("As at", funds.day, "day_figure")]
        facts += [Fact("Nothing to tell of", empty)] if empty else []
        facts += [Fact("Not settled", why)] if is_shared and (why := unsettled(funds)) else []
        subtitle = SHARED_SUBTITLE if is_shared else SUBTITLE
        write_cover(front, Cover(TITLE, subtitle, facts, ()), tables)


def sheets(funds: Funds, smallest: int, *, is_shared: bool) -> list[AnySheet]:
    """The sheets for an audience."""
    return [fund_sheets.shared(shared(funds, smallest))] if is_shared else fund_sheets.sheets(funds)


def data(funds: Funds, smallest: int, *, is_shared: bool) -> dict[str, object]:
    """Every figure of the workbook, as JSON has it."""
    return {
        "audience": "shared" if is_shared else "internal",
        "title": TITLE,
        "round": funds.round,
        "as_at": funds.day.isoformat(),
        "not_settled": unsettled(funds),
        "tables": {sheet.name: sheet.data() for sheet in sheets(funds, smallest, is_shared=is_shared)},
    }


def write_statement(completed: Return, instrument: Instrument, this_round: Round, errors: int, path: Path) -> None:
    """Write the statement, with its figures as they came back and how many errors they rest on; `path` is replaced."""
    form = respondent_workbook.form_of(instrument, completed.identity, this_round)
    with opened(path, statement.TITLE, subject=completed.subject, language=instrument.language) as book:
        statement.write(book, done(Page(form, entered(completed))), is_live=False, errors=errors)
