"""Movement: how those who answered in both rounds moved on each item, from which level to which, with others apart."""

from typing import TypeAlias

from msgspec import Struct

from xlkit.books.consolidated.between_rounds.then_and_now import is_live, view_of
from xlkit.books.consolidated.common import ITEM, REF, SECTION, THEME
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.writer import charts, diverging
from xlkit.books.writer.book import Book
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, FormulaOf, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.between_rounds.movement import ItemMovement, Movement
from xlkit.comparison.disclosure.published import SharedMovement, SharedSide
from xlkit.form.instrument import Section
from xlkit.form.item import Item
from xlkit.measures import level_words
from xlkit.measures.change import net_movement_formula

Moved: TypeAlias = ItemMovement | SharedMovement

STATES = ("down", "same", "up")
INTRO = (
    "{matched} returned in both rounds, {joined} joined and {left} left. Net movement is up "
    "less down, as a share of those with a level in both. {how}"
)
SHARED_INTRO = (
    "{title}: providers with a level in both rounds, and how they moved. Net movement is those who went up less those "
    "who went down, as a share of them."
)
LIVE = "It follows the sheet “{sheet}”."
PLAIN = "Plain values, since there are too many to follow."
ALT = (
    "Diverging bar chart: for each item how many of those matched went down, orange, left of a line, and right of it "
    "how many stayed, and went up, blue. The figures are in the columns Went down, Stayed and Went up of the table."
)
KINDS = diverging.Kinds(
    *(STATES, ("Went down", "Stayed", "Went up"), charts.THREE, 1),
    *("went down", ("went down", "stayed, or went up"), "matched"),
)


def sheet(movement: Movement, name: str, pairs: Table, place: int) -> SheetOf[ItemMovement]:
    """The sheet of one movement."""

    def count(state: str) -> FormulaOf[Moved] | None:
        if not is_live(movement):
            return None
        return lambda at: f'=COUNTIFS({pairs.span("name")},{at["name"]},{pairs.span("state")},"{state}")'

    how = LIVE.format(sheet=pairs.sheet) if is_live(movement) else PLAIN
    apart: tuple[Col[ItemMovement], ...] = (
        Col("joined", "Level only now", 12, "whole", formula=count("joined")),
        Col("left", "Level only then", 12, "whole", formula=count("left")),
        Col("name", "Item name", 18, "line", value=lambda row: row.item.name),
    )
    return SheetOf(
        sheet=name,
        name=f"Movement_{place}",
        title=f"Movement since {movement.earlier}: {movement.instrument.title}{view_of(movement)}",
        intro=INTRO.format(matched=movement.matched, joined=movement.joined, left=movement.left, how=how),
        columns=(SECTION.as_wide(22), REF, ITEM, THEME.as_wide(22), *_columns(*map(count, STATES)), *apart),
        records=movement.items,
        frozen=3,
        printed="left",
        draw=_draw,
    )


def shared(side: SharedSide, name: str, place: int) -> SheetOf[SharedMovement]:
    """The sheet of one instrument's movements for everybody."""
    earlier: Col[SharedMovement] = Col("earlier", "Since", 24)
    return SheetOf(
        sheet=name,
        name=f"Movement_{place}",
        title=f"Movement: {side.instrument}",
        intro=SHARED_INTRO.format(title=side.instrument),
        columns=(earlier, SECTION, REF, ITEM.as_wide(40), *_columns(None, None, None)),
        records=side.movements,
        frozen=4,
    )


def _columns(
    down: FormulaOf[Moved] | None, same: FormulaOf[Moved] | None, up: FormulaOf[Moved] | None
) -> tuple[Col[Moved], ...]:
    """What everybody may see of a movement, with the formulas of its counts."""
    return (
        Col("matched", "In both rounds (n)", 12, "whole", formula=_matched),
        Col("down", "Went down", 11, "whole", formula=down),
        Col("same", "Stayed", 11, "whole", formula=same),
        Col("up", "Went up", 11, "whole", formula=up),
        Col(
            *("net", "Net movement", 14, "dominance"),
            formula=lambda at: net_movement_formula(at["down"], at["up"], at["matched"]),
            explains=WORDS["Net movement"],
        ),
    )


def _matched(at: At[Moved]) -> str:
    return f"={'+'.join(at[state] for state in STATES)}"


def _draw(book: Book, moves: AnySheet) -> list[Drawn]:
    """Charts whose titles are what went down most in each of them."""
    return diverging.draw(book, moves, "item", KINDS, moves.title, ALT, most=charts.HALF_OF_A_FORM)


TRANSITIONS_INTRO = (
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


def transitions(movement: Movement, name: str, pairs: Table, place: int) -> SheetOf[Start]:
    """The sheet of one movement's transitions."""
    scale = movement.instrument.scale
    first, last = f"to {scale.levels[0]}", f"to {scale.levels[-1]}"
    return SheetOf(
        sheet=name,
        name=f"Transitions_{place}",
        title=f"From level to level since {movement.earlier}: {movement.instrument.title}{view_of(movement)}",
        intro=TRANSITIONS_INTRO.format(steps=level_words.steps(scale).capitalize(), earlier=movement.earlier),
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
