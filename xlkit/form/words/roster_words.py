"""The words of a workbook in which one person rates many organisations, by language; others are those of `Words`."""

from xlkit.form.words.catalogue import Catalogue, Words
from xlkit.form.words.languages import in_each


class RosterWords(Catalogue, frozen=True):
    """What a workbook says in which one person rates many organisations; `{…}` marks where a figure or a text is put in."""

    # Sheets
    ratings: str
    statements: str

    # Start
    subtitle: str
    so_far: str
    organisations_rated: str
    ratings_given: str
    steps: tuple[str, ...]
    start_ratings: str
    start_statements: str

    # Ratings
    intro: str
    organisation: str
    rated: str  # the heading of how many topics, {all} in all, are rated for an organisation
    locality: str
    note: str
    count: str  # stands in column A of the row of counts, by which it is known
    count_label: str
    to_statements: str  # a link that leads from a topic's column to its statements
    level_refused: tuple[str, str]

    # Statements
    to_ratings: str  # and the one that leads back
    statements_intro: str
    statements_headings: tuple[str, ...]


CATALOGUES = in_each(RosterWords, "roster")


def roster_words(words: Words) -> RosterWords:
    """The words of a workbook of ratings in the language of these words."""
    return CATALOGUES[words.code]
