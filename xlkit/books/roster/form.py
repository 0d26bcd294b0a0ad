"""What the sheets of one workbook of ratings are written from."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from xlkit.books.respondent.form import Form
from xlkit.form import roster
from xlkit.form.instrument import Section
from xlkit.form.item import Item
from xlkit.form.roster import Listed, Rated, Roster
from xlkit.form.words.roster_words import RosterWords

UNRATED = Rated({})
FIRST_STATEMENT_ROW = 3  # below title, sentence and headings


class RatingForm(Struct, frozen=True):
    """One workbook of ratings: `form` is what it shares with other workbooks, `rated` what already stands in its rows.

    `rated` goes by the references of the rows; `words` are those that other workbooks do not have.
    """

    form: Form
    roster: Roster
    rated: Mapping[str, Rated]
    words: RosterWords

    @property
    def topics(self) -> Sequence[tuple[Section, Item]]:
        """The topics in the order of their columns, with their sections."""
        return roster.topics(self.form.instrument)

    @property
    def note_column(self) -> int:
        """The last column of the ratings."""
        return roster.note_column(self.form.instrument)

    @property
    def last_topic(self) -> int:
        """The column of the last topic."""
        return self.note_column - 1

    @property
    def last_row(self) -> int:
        """The row of the last organisation."""
        return roster.FIRST_ROW + len(self.roster.listed) - 1

    def rating(self, listed: Listed) -> Rated:
        """What already stands in an organisation's row."""
        return self.rated.get(listed.ref, UNRATED)

    def count(self, listed: Listed) -> int:
        """How many topics are rated for an organisation."""
        return sum(item.name in self.rating(listed).levels for _, item in self.topics)

    def count_of(self, item: Item) -> int:
        """How many organisations are rated for a topic."""
        return sum(item.name in self.rating(listed).levels for listed in self.roster.listed)

    def statement_rows(self) -> Mapping[str, int]:
        """The row on Statements in which each topic begins, by the item's name."""
        rows, at = {}, FIRST_STATEMENT_ROW
        above = None
        for section, item in self.topics:
            at += section is not above
            above = section
            rows[item.name] = at
            at += 1 + len(item.choices)
        return rows
