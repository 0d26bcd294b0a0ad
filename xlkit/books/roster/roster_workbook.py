"""The workbook of ratings: one person rates many organisations in it, a row for each."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from xlkit.books.respondent import about, respondent_workbook
from xlkit.books.roster import grid, hidden, start, statements
from xlkit.books.roster.form import RatingForm
from xlkit.books.writer import book as books
from xlkit.form import roster as rosters
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.roster import Rated, Roster
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
        start.write(book, page)
        about.write(book, page.form)
        grid.write(book, page)
        statements.write(book, page)
        hidden.write(book, page)


def _page(
    instrument: Instrument, roster: Roster, this_round: Round, rated: Mapping[str, Rated], draft: Draft
) -> RatingForm:
    form = respondent_workbook.form_of(instrument, roster.identity, this_round, draft)
    asked = rosters.about_the_rater(form.instrument, roster.identity.perspective)
    return RatingForm(replace(form, layout=asked), roster, rated, roster_words(form.words))
