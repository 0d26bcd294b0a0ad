"""A person's review: where each thing stands in its workbook, and by which references such a workbook is known.

It is no return: nothing in it is read back. Rows and columns count from 0.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item, Kind, Role
from xlkit.form.layout import FIRST_ROW

WORKBOOK = "review"  # what its hidden sheet says that the workbook is
REFERENCE = re.compile(r"V[0-9]{1,3}(\.[0-9]{1,3}){1,2}")
FEWEST_KNOWN = 5  # references by which a review is known, in whatever is left of it

REF, SAID, WHOSE, TOP, ACTION, NUMBER, USED = range(7)  # columns of the talk; the last two are hidden
ACTION_REF, ACTION_TEXT, ACTION_FROM, ACTION_SAYS, ACTION_WHO, ACTION_DUE, ACTION_KNOW, ACTION_STATUS, ACTION_LATE = (
    range(9)
)
TWO_REF, TWO_WALL, TWO_SAID, TWO_WORDS, TWO_USE, TWO_TOLD, TWO_FROM, TWO_BECAUSE, TWO_NOTE = range(9)
ACTIONS, PICKS = 20, (1, 2)  # rows for actions, and how many of a table are picked
AS_AT_ROW = FIRST_ROW - 1  # of the actions: the day that they are held against stands above their headings
ACTION_FIRST = FIRST_ROW + 1


class Block(Struct, frozen=True):
    """A table of the talk: its heading's row, and the first and last of the rows that are filled in."""

    section: Section
    item: Item
    heading: int
    first: int
    last: int

    def ref(self, row: int) -> str:
        """The visible reference of one of its rows: `V6.1.3`."""
        return f"V{self.item.ref}.{row - self.first + 1}"


def before(instrument: Instrument) -> Iterator[tuple[Section, Item]]:
    """What is asked outside tables, before the day."""
    pairs = ((section, item) for section in instrument.sections for item in section.items)
    return ((section, item) for section, item in pairs if item.is_answered and item.kind is not Kind.TABLE)


def blocks(instrument: Instrument) -> Sequence[Block]:
    """The tables of the talk, each below the one before, with a row above the first of each section for its title."""
    placed: list[Block] = []
    row, above = FIRST_ROW, None
    for section in instrument.sections:
        for item in (item for item in section.items if item.kind is Kind.TABLE):
            heading = row + (section is not above)
            above = section
            placed.append(Block(section, item, heading, heading + 1, heading + item.rows))
            row = heading + item.rows + 1
    return placed


def of_role(instrument: Instrument, role: Role) -> Sequence[Block]:
    """The tables that have a role."""
    return [block for block in blocks(instrument) if block.item.role is role]
