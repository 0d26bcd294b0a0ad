"""The words of a workbook in which one person rates many organisations, by language; others are those of `Words`."""

from dataclasses import dataclass

from xlkit.form.words.catalogue import Words


@dataclass(frozen=True, slots=True)
class RosterWords:
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


ENGLISH = RosterWords()

WELSH = RosterWords(
    ratings="Graddio",
    statements="Gosodiadau",
    subtitle="Graddio llawer o sefydliadau mewn un llyfr gwaith, rhes i bob un. Dechreuwch yma.",
    so_far="{count} o {all}",
    organisations_rated="Sefydliadau a raddiwyd",
    ratings_given="Graddau a roddwyd",
    steps=(
        "Os yw bar melyn ar y brig yn dweud Protected View (Golwg a Ddiogelir), cliciwch Enable Editing (Galluogi Golygu).",
        "Ar y ddalen Amdanoch chi, dywedwch pwy sy'n graddio.",
        "Ar y ddalen Gosodiadau, darllenwch ystyr lefelau pob pwnc. Mae dolenni'n arwain o bob pwnc at ei golofn ar y ddalen Graddio, ac yn ôl.",
        "Ar y ddalen Graddio, dewiswch lefel ar gyfer pob sefydliad a phwnc y gwyddoch ddigon amdano. Gadewch y lleill yn wag: ystyr cell wag yw heb ei raddio.",
        "Cewch hidlo'r rhesi. Cadwch bob cyfeirnod yng ngholofn A wrth ymyl ei sefydliad: yn ôl hwnnw y caiff graddau eu ffeilio.",
        "Cadwch y llyfr gwaith a'i anfon yn ôl. Nid yw ei enw'n bwysig: mae'r llyfr gwaith yn gwybod am bwy y mae.",
    ),
    start_ratings="Rhes i bob sefydliad, colofn i bob pwnc",
    start_statements="Ystyr pob lefel, fesul pwnc",
    intro="Dewiswch lefel ar gyfer pob sefydliad a phwnc; gadewch yn wag yr hyn na allwch ei farnu. Mae'r dolenni'n arwain at osodiadau pwnc.",
    organisation="Sefydliad",
    rated="Graddiwyd (o {all})",
    locality="Ardal",
    note="Nodiadau a thystiolaeth",
    count="Nifer",
    count_label="Sefydliadau a raddiwyd",
    to_statements="Darllen {ref}",
    to_ratings="Graddio {ref}",
    level_refused=("Mae angen lefel", "Dewiswch lefel o'r gwymplen, neu gwasgwch Delete i adael y pwnc heb ei raddio."),
    statements_intro="Darllenwch y rhain wrth raddio. Mae'r ddolen wrth ymyl pwnc yn arwain yn ôl at ei golofn ar y ddalen Graddio.",
    statements_headings=("Lefel", "Gosodiad"),
)

CATALOGUES = {"en": ENGLISH, "cy": WELSH}


def roster_words(words: Words) -> RosterWords:
    """The words of a workbook of ratings in the language of these words."""
    return CATALOGUES[words.code]
