"""Transitions: from each level of the earlier round to each level of this one, item by item."""

from msgspec import Struct

from xlkit.books.consolidated.between_rounds.then_and_now import is_live, view_of
from xlkit.books.consolidated.common import ITEM, REF
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.between_rounds.movement import ItemMovement, Movement
from xlkit.form.instrument import Section
from xlkit.form.item import Item
from xlkit.measures import level_words

INTRO = (
    "{steps} rows for each item: of those at a level in {earlier}, how many are at each level now. Those on the "
    "diagonal stayed; to its left they went down, to its right up."
)


class Start(Struct, frozen=True):
    """Those of an item who stood at one level before."""

    moved: ItemMovement
    before: int

    @property
    def section(self) -> Section:
        """The section that the item stands in."""
        return self.moved.section

    @property
    def item(self) -> Item:
        """The item."""
        return self.moved.item

    @property
    def now(self) -> tuple[int, ...]:
        """How many of them stand at each level now."""
        return self.moved.transitions[self.before - 1]


def sheet(movement: Movement, name: str, pairs: Table, place: int) -> SheetOf[Start]:
    """The sheet of one movement's transitions."""
    scale = movement.instrument.scale
    first, last = f"to {scale.levels[0]}", f"to {scale.levels[-1]}"
    return SheetOf(
        sheet=name,
        name=f"Transitions_{place}",
        title=f"From level to level since {movement.earlier}: {movement.instrument.title}{view_of(movement)}",
        intro=INTRO.format(steps=level_words.steps(scale).capitalize(), earlier=movement.earlier),
        columns=(
            REF.as_wide(10),
            ITEM.as_wide(36),
            Col("before", "From level", 11, "step"),
            *(_to(level, pairs if is_live(movement) else None) for level in scale.levels),
            Col(
                *("all", "All", 11, "whole"),
                value=lambda row: sum(row.now),
                formula=lambda at: f"=SUM({at.across(first, last)})",
            ),
            Col("name", "Item name", 24, "line", value=lambda row: row.item.name),
        ),
        records=[Start(moved, level) for moved in movement.items for level in scale.levels],
        frozen=3,
    )


def _to(level: int, pairs: Table | None) -> Col[Start]:
    def count(at: At[Start]) -> str | None:
        if pairs is None:
            return None
        there = f"{pairs.span('name')},{at['name']},{pairs.span('before')},{at['before']}"
        return f"=COUNTIFS({there},{pairs.span('now')},{level})"

    return Col(f"to {level}", f"To level {level}", 11, "whole", value=lambda row: row.now[level - 1], formula=count)
