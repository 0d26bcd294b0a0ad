"""The words of a workbook in which one person rates many organisations, by language; others are those of `Words`."""

from dataclasses import dataclass

from xlkit.form.words.catalogue import Catalogue, Words
from xlkit.form.words.languages import in_each


@dataclass(frozen=True, slots=True)
class RosterWords(Catalogue):
    """What a workbook says in which one person rates many organisations; `{…}` marks where a figure or a text is put in."""

    # Sheets
    ratings: str = "Ratings"
    statements: str = "Statements"

    # Start
    subtitle: str = "Ratings of many organisations in one workbook, a row for each. Start here."
    so_far: str = "{count} of {all}"
    organisations_rated: str = "Organisations rated"
    ratings_given: str = "Ratings given"
    steps: tuple[str, ...] = (
        "If a yellow bar at the top says Protected View, click Enable Editing.",
        "Yellow cells are yours to fill in. Everything else is locked, to prevent slips.",
        "On About you, say who is rating.",
        "On Statements, read what the levels of a topic mean. Links lead from each topic to its column of Ratings, and back.",
        "On Ratings, pick a level for each organisation and topic that you know enough about. Leave the others empty: an empty cell means not rated.",
        "You may filter the rows. Keep each reference in column A beside its organisation: ratings are filed by it.",
        "Save the workbook and send it back. Its name does not matter: the workbook knows whom it is about.",
    )
    start_ratings: str = "A row for each organisation, a column for each topic"
    start_statements: str = "What each level means, topic by topic"

    # Ratings
    intro: str = "Pick a level for each organisation and topic; leave empty what you cannot tell. The links lead to the statements of a topic."
    organisation: str = "Organisation"
    rated: str = "Rated (of {all})"  # the heading of how many topics, {all} in all, are rated for an organisation
    locality: str = "Locality"
    note: str = "Notes and evidence"
    count: str = "Rated"  # stands in column A of the row of counts, by which it is known
    count_label: str = "Organisations rated"
    to_statements: str = "Read {ref}"  # a link that leads from a topic's column to its statements
    level_refused: tuple[str, str] = (
        "A level is needed",
        "Pick a level from the dropdown, or press Delete to leave the topic unrated.",
    )

    # Statements
    to_ratings: str = "Rate {ref}"  # and the one that leads back
    statements_intro: str = "Read these while you rate. The link beside a topic leads back to its column of Ratings."
    statements_headings: tuple[str, ...] = ("Level", "Statement")


CATALOGUES = in_each(RosterWords(), "roster")


def roster_words(words: Words) -> RosterWords:
    """The words of a workbook of ratings in the language of these words."""
    return CATALOGUES[words.code]
