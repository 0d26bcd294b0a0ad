"""The workbook of a fund or a block: its sheets in order."""

from pathlib import Path

from msgspec.structs import replace

from xlkit.books.accounts import block, check, fund_tables, lists, start, statement, tables
from xlkit.books.accounts.done import Done, done, kinds, known
from xlkit.books.accounts.page import Page, Reckoned, Row
from xlkit.books.respondent import about, hidden, respondent_workbook
from xlkit.books.writer import book as books
from xlkit.form import layout
from xlkit.form.draft import Draft
from xlkit.form.entered import of_draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.keeps import Accounts
from xlkit.round.round import Round

NOTHING = Draft()


def write(
    path: Path,
    instrument: Instrument,
    identity: Identity,
    this_round: Round,
    draft: Draft = NOTHING,
    *,
    force: bool = False,
) -> None:
    """Write one locked workbook of accounts; XlkitError where it cannot be written. `draft` is what stands in it."""
    form = respondent_workbook.form_of(instrument, identity, this_round, draft)
    section = form.instrument.sections[0]
    form = replace(form, words=replace(form.words, about=section.title, about_intro=section.hint or ABOUT))
    page = Page(form, of_draft(draft))
    with books.opened(
        path, form.instrument.title, subject=identity.subject, language=form.instrument.language, force=force
    ) as book:
        if instrument.accounts is Accounts.FUND:
            _write_fund(book, page)
        else:
            block.write(book, page)
        hidden.write(book, identity, form.meant)


ABOUT = "What is said once. Fill in the yellow cells."


def _write_fund(book: books.Book, page: Page) -> None:
    kept = done(page)
    reckoned = fund_tables.reckoned(kept)
    start.write(book, page, kept)
    about.write(book, page.form)
    pots = page.column("pots", "pot")
    dropdowns = {"what": kinds("label"), "pot": pots}
    for item in page.tables.values():
        own = dropdowns if item.name == "entries" else {}
        sheet = tables.write(book, page, item, reckoned.get(item.name, {}), own)
        if item.name == "plan":
            _left_to_plan(sheet, kept)
            _years_apart(sheet, kept, reckoned["plan"]["apart"])
    statement.write(book, kept)
    check.write(book, kept)
    lists.write(book, kept)


def _left_to_plan(sheet: books.Sheet, kept: Done) -> None:
    """Write above the plan what of a week's money and hours is still to be planned, to the penny."""
    own, given = kept.page.sheets["plan"], kept.page.column("agreement", "week")
    term = known("plan_term")
    planned = f"SUM({kept.page.rows('plan', 'week')})"
    column = layout.FIELD_FIRST + list(own.letters).index("week")
    left = (kept.weekly(kept.plan_term) - kept.planned) / 100 if kept.plan_term else None
    sheet.text(0, column - 1, "Left to plan, £ a week", sheet.styles["label"])
    formula = f'=IF({term}=0,"",ROUND(INDEX({given},{term})-{planned},2))'
    sheet.formula(0, column, formula, left, sheet.styles["shown_money"])


def _years_apart(sheet: books.Sheet, kept: Done, apart: Reckoned) -> None:
    """Write above the plan by how much a year of 52.14 weeks costs more than one of 52."""
    column = layout.FIELD_FIRST + list(kept.page.sheets["plan"].letters).index("year")
    rows = (Row(kept.page, "plan", line.number) for line in kept.entered.lines("plan"))
    total = round(sum(float(apart.value(row) or 0) for row in rows), 2)
    sheet.text(0, column + 1, "more a year in 52.14 weeks than in 52", sheet.styles["label"])
    sheet.formula(0, column, f"=ROUND(SUM({kept.page.rows('plan', 'apart')}),2)", total, sheet.styles["shown_money"])
