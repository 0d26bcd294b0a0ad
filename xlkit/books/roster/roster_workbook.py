"""The workbook of ratings: one person rates many organisations in it, a row for each."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from xlkit.books.respondent import about, respondent_workbook, start
from xlkit.books.respondent.form import finish, sentence
from xlkit.books.roster import grid
from xlkit.books.roster.grid import RatingForm, rated_range
from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.form import roster as rosters
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.layout import KEY, START_BAR, START_SAID
from xlkit.form.roster import Rated, Roster, facts_of
from xlkit.form.words import HIDDEN
from xlkit.form.words.roster_words import roster_words
from xlkit.round.round import Round

NOTHING = Draft()
UNRATED: Mapping[str, Rated] = {}


def write(
    path: Path,
    instrument: Instrument,
    roster: Roster,
    this_round: Round,
    rated: Mapping[str, Rated] = UNRATED,
    draft: Draft = NOTHING,
    *,
    force: bool = True,
) -> None:
    """Write one locked workbook in the instrument's language; XlkitError where it cannot be written.

    `rated` is what already stands in the rows, by their references; `draft` what stands on About you. Without
    `force` no other content that stands there is replaced.
    """
    page = _page(instrument, roster, this_round, rated, draft)
    title, language = page.form.instrument.title, page.form.instrument.language
    with books.opened(path, title, subject=roster.identity.organisation, language=language, force=force) as book:
        write_start(book, page)
        about.write(book, page.form)
        grid.write(book, page)
        grid.write_statements(book, page)
        _hide(book, page)


def _page(
    instrument: Instrument, roster: Roster, this_round: Round, rated: Mapping[str, Rated], draft: Draft
) -> RatingForm:
    form = respondent_workbook.form_of(instrument, roster.identity, this_round, draft)
    asked = rosters.about_the_rater(form.instrument, roster.identity.perspective)
    return RatingForm(replace(form, layout=asked), roster, rated, roster_words(form.words))


def write_start(book: Book, page: RatingForm) -> None:
    """Add the sheet, which comes first."""
    sheet = start.begin(book, page.form, page.words.subtitle)
    _progress(sheet, page, START_BAR)
    start.write_untranslated(sheet, START_SAID + 1, page.form, "roster")
    at = start.write_notes(sheet, START_SAID + 2, page.form.words.start_how, page.words.steps)
    at = start.write_lines(sheet, at + 1, start.whom(page.form))
    own = {page.words.ratings: page.words.start_ratings, page.words.statements: page.words.start_statements}
    last = start.contents(sheet, page.form, at + 1, {page.form.words.about: page.form.words.start_about, **own}) - 1
    finish(sheet, page.form, start.WIDTHS, last)


def _progress(sheet: Sheet, page: RatingForm, at: int) -> None:
    counts, rows = rated_range(page), len(page.roster.listed)
    rated = [page.count(listed) for listed in page.roster.listed]
    _so_far(sheet, page, at, page.words.organisations_rated, f'COUNTIF({counts},">0")', sum(map(bool, rated)), rows)
    _so_far(sheet, page, at + 1, page.words.ratings_given, f"SUM({counts})", sum(rated), rows * len(page.topics))


def _so_far(sheet: Sheet, page: RatingForm, at: int, label: str, figure: str, count: int, whole: int) -> None:
    text = page.words.so_far
    formula = sentence(text.replace("{all}", str(whole)), count=figure)
    start.write_figure(sheet, at, label, formula, text.format(count=count, all=whole))


def _hide(book: Book, page: RatingForm) -> None:
    """Add the sheet."""
    respondent_workbook.hide(book, page.roster.identity, page.form.meant)
    sheet = Sheet(book, book.workbook.get_worksheet_by_name(HIDDEN), book.styles)
    for row, listed in enumerate(page.roster.listed, start=sheet.raw.dim_rowmax + 1):
        cells.texts(sheet, row, KEY, (listed.ref, *facts_of(listed.identity).values()), "reference")
