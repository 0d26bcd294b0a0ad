"""What the sheets of a person's review are written from, and how they look up what stands on one another."""

from collections.abc import Sequence

from msgspec import Struct

from xlkit.books.respondent.form import Form, column_range
from xlkit.form import review
from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item, Role, Said, statements
from xlkit.form.layout import FIRST_ROW
from xlkit.form.review import ACTION_FIRST, Block
from xlkit.form.words.review_words import ReviewWords


class Pick(Struct, frozen=True):
    """One of a person's top twos: the table it is picked from, which of its picks it is, and its row on its sheet."""

    block: Block
    number: int
    row: int


class Review(Struct, frozen=True):
    """A person's review: its form, its words, and the instrument to which the top twos are passed on.

    `name` is what the person is called, where that is known.
    """

    form: Form
    words: ReviewWords
    onward: Instrument
    name: str = ""

    @property
    def blocks(self) -> Sequence[Block]:
        """The tables of the talk."""
        return review.blocks(self.form.instrument)

    @property
    def picks(self) -> Sequence[Pick]:
        """The top twos, in the order in which they are passed on."""
        order = list(dict.fromkeys(wall for _, wall, _ in self.walls))
        places = {wall: place for place, wall in enumerate(order)}
        tables = sorted(
            review.of_role(self.form.instrument, Role.TOP), key=lambda block: places.get(block.item.wall, len(order))
        )
        pairs = [(block, number) for block in tables for number in review.PICKS]
        return [Pick(block, number, FIRST_ROW + at) for at, (block, number) in enumerate(pairs)]

    @property
    def people(self) -> Item:
        """The table in which people's top twos come together."""
        return next(item for item in self.onward.items if item.role is Role.SAID)

    def choices(self, said: Said) -> Sequence[Choice]:
        """What can be picked there beside each statement, such as how it may be used."""
        return next(field.choices for field in self.people.fields if field.said is said)

    @property
    def walls(self) -> Sequence[tuple[Item, str, int]]:
        """The statements there, each with its heading and its place under it, from 1."""
        words = [words for words, _ in statements(self.people)]
        return [
            (item, item.wall, [one.wall for one in words[: at + 1]].count(item.wall)) for at, item in enumerate(words)
        ]

    def on_talk(self, block: Block, column: int) -> str:
        """A column of a table of the talk, as formulas write it."""
        return column_range(self.words.talk, block.first, block.last, column)

    def whole_talk(self, column: int) -> str:
        """A column of the whole talk, as formulas write it."""
        return column_range(self.words.talk, self.blocks[0].first, self.blocks[-1].last, column)

    def on_actions(self, column: int) -> str:
        """A column of the actions, as formulas write it."""
        return column_range(self.words.actions, ACTION_FIRST, ACTION_FIRST + review.ACTIONS - 1, column)

    def picked(self, pick: Pick, column: int) -> str:
        """What stands in a column of the talk in the row that is picked, as an expression; empty where none is."""
        row = f"MATCH({pick.number},{self.on_talk(pick.block, review.TOP)},0)"
        return f'IFERROR(INDEX({self.on_talk(pick.block, column)},{row})&"","")'


def whose(table: Item) -> Item | None:
    """The field of a table that says whose view a row is."""
    return next((field for field in table.fields if field.choices), None)
