"""By topic: each item of an instrument over all organisations that answered about themselves."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from xlkit.books.consolidated.common import ITEM, REF, SECTION, THEME, count_apart, item_key
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.standing import distribution
from xlkit.books.writer import charts, diverging
from xlkit.books.writer.book import Book
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import ItemSpread
from xlkit.comparison.disclosure.published import SharedItem, SharedSide
from xlkit.comparison.standing.panel import Panel
from xlkit.form.item import Item
from xlkit.measures.scale import Scale

Spread: TypeAlias = ItemSpread | SharedItem

INTRO = (
    "{title}: one row for each item over the positions of {n} providers, each counted once. "
    "It follows the sheet “{sheet}”."
)
SHARED_INTRO = "{title}: one row for each item over all providers that have a level on it, each counted once."
ALT = (
    "Diverging bar chart: for each item how many providers stand at each level, from 1, dark orange, to {steps}, blue. "
    "The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)


def columns(scale: Scale, levels: Callable[[At[Spread]], str] | None = None) -> tuple[Col[Spread], ...]:
    """The columns that everybody may see, over the ranges of levels."""
    measured = distribution.columns(scale, lambda row: row.found, levels, headers={"n": "Providers (n)"})
    return (SECTION.as_wide(22), REF, ITEM.as_wide(32), THEME.as_wide(24), *measured)


def sheet(plan: Plan, panel: Panel, spreads: Sequence[ItemSpread], name: str, place: int) -> SheetOf[ItemSpread]:
    """The sheet of one panel's items."""
    positions = plan.positions(panel)
    title = panel.instrument.title
    actions: Col[ItemSpread] = Col(
        *("actions", "Actions planned", 12, "whole"),
        formula=lambda at: _count_actions(plan, panel, at.row.item.name),
    )
    answers = plan.of(panel).answers
    apart: Col[ItemSpread] = Col(
        *("apart", "Answers outside the order", 14, "whole"),
        formula=lambda at: _count_apart(panel, answers, at.row.item),
        explains="Answers such as “not applicable” that positions rest on; they are in no other figure.",
    )
    return SheetOf(
        sheet=name,
        name=f"Items_{place}",
        title=f"By topic: {title}",
        intro=INTRO.format(title=title, n=len(panel.answering), sheet=positions.sheet),
        columns=(
            *columns(panel.scale, lambda at: positions.span(item_key(at.row.item.name))),
            *([apart] if panel.has_apart else []),
            actions,
        ),
        scale=panel.scale,
        records=spreads,
        frozen=3,
        draw=lambda book, items: _charts(book, items, panel.scale),
    )


def shared(side: SharedSide, name: str, place: int) -> SheetOf[SharedItem]:
    """The sheet of one instrument's items for everybody; how many actions there are is not shared."""
    return SheetOf(
        sheet=name,
        name=f"Items_{place}",
        title=f"By topic: {side.instrument}",
        intro=SHARED_INTRO.format(title=side.instrument),
        columns=columns(scale := side.items[0].found.scale),
        scale=scale,
        records=side.items,
        frozen=3,
    )


def _charts(book: Book, items: AnySheet, scale: Scale) -> list[Drawn]:
    words = ALT.format(steps=scale.steps)
    title = "Providers at each level, by item"
    return diverging.draw(book, items, "item", scale, title, words, most=charts.HALF_OF_A_FORM)


def _count_apart(panel: Panel, answers: Table, item: Item) -> str | None:
    criteria = ('">0"', f'"<={len(panel.positions)}"')
    return f"={count_apart(answers, item, *criteria)}" if item.apart else None


def _count_actions(plan: Plan, panel: Panel, item: str) -> str | None:
    register = plan.register
    if register is None:
        return None
    criteria = (
        f'{register.span("instrument")},"{panel.instrument.name}",{register.span("item")},"{item}",'
        f'{register.span("number")},">0"'
    )
    return f"=COUNTIFS({criteria})"
