"""Commissioner as seen: the commissioner's own answers beside the distribution of others' answers about it."""

from collections.abc import Iterator

from msgspec import Struct

from xlkit.books.consolidated.common import ITEM, REF, SECTION, item_key, look_up
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.plan import PanelTables
from xlkit.books.consolidated.standing import distribution
from xlkit.books.writer import diverging, dumbbell
from xlkit.books.writer.book import Book
from xlkit.books.writer.dumbbell import Sides
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.comparison.disclosure.published import Shared, SharedView
from xlkit.comparison.sides.pairing import Seen, SeenItem
from xlkit.form.identity import Perspective
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import dominance_formula, gap_formula
from xlkit.measures.scale import Where

INTRO = (
    "One row for each view and challenge: the commissioner's own level beside how those who deal with it answer the "
    "same challenge about it; each organisation is one voice. A gap above 0: the commissioner places itself further on."
)
LEVELS_ALT = (
    "Chart of two sides: for each challenge the commissioner's own level, a diamond, and the median of the voices of "
    "{name}, a disc, 1 to {steps}. The figures are in the columns Own level and Middle voice of this table."
)
SPREAD_ALT = (
    "Diverging bar chart: for each challenge how many voices of {name} stand at each level, from 1, dark orange, to "
    "{steps}, blue. The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)
SEERS = {
    Perspective.COMMISSIONER: "Other commissioners",
    Perspective.PROVIDER: "Providers",
    Perspective.PEOPLE: "People and families",
    Perspective.PARTNER: "Partners",
}
MOST_CHARTED = 3  # views; with more, the table has to do
HEADERS = {"n": "Voices (n)", "median": "Middle voice"}
SHARED_INTRO = "How {whose} own position on each item stands beside the answers that others give about it."
ONE, SEVERAL = "{commissioner} as others see it", "The commissioners as others see them"


def sheet(seen: Seen, name: str, place: int, tables: PanelTables) -> SheetOf[SeenItem]:
    """The sheet of one panel."""
    source, scale = _Source(seen, tables), seen.panel.scale
    return SheetOf(
        sheet=name,
        name=f"Seen_{place}",
        title=f"As others see it: {seen.panel.instrument.title}",
        intro=INTRO,
        columns=(
            SECTION.as_wide(26),
            REF,
            Col("item", "Challenge", 34, value=lambda row: row.item.title),
            Col("perspective", "As seen by", 14, value=lambda row: SEERS[row.view.perspective]),
            Col("subject", "Commissioner", 16),
            Col("own", "Own level", 10, "level", formula=source.own),
            *distribution.columns(scale, _found, source.levels, source.view, headers=HEADERS, without=("modes",)),
            Col(
                *("gap", "Gap: own less middle voice", 11, "difference"),
                formula=lambda at: gap_formula(at["own"], at["median"]),
                explains=WORDS["Gap to others"],
            ),
            Col(
                *("dominance", "Others below less above", 14, "dominance"),
                formula=lambda at: dominance_formula(at["own"], source.levels(at), at["n"], source.view(at)),
                explains=WORDS["Dominance"],
            ),
            Col("number", "Position", 11, "whole", value=source.number),
            Col("view", "View", 9, "whole", value=lambda row: row.view.number),
        ),
        scale=scale,
        records=seen.items,
        frozen=5,
        printed="dominance",
        draw=lambda book, table: list(_charts(book, seen, table)),
    )


def shared(figures: Shared, name: str) -> SheetOf[SharedView]:
    """The sheet of all views of commissioners; one that is alone stands in the title and not in every row."""
    names = list(dict.fromkeys(view.commissioner for view in figures.views))
    is_one = len(names) == 1
    scale = max((view.found.scale for view in figures.views), key=lambda scale: scale.steps)
    whose: Col[SharedView] = Col("commissioner", "Commissioner", 26)
    return SheetOf(
        sheet=name,
        name="Seen",
        title=ONE.format(commissioner=names[0]) if is_one else SEVERAL,
        intro=SHARED_INTRO.format(whose="its" if is_one else "each commissioner's"),
        columns=(
            *([] if is_one else [whose]),
            Col("perspective", "Perspective", 13),
            SECTION.as_wide(22),
            REF,
            ITEM.as_wide(32),
            Col("own", "Own position", 10, "level"),
            *distribution.columns(scale, _found, headers={"n": "Organisations (n)"}, only=distribution.SHARED),
        ),
        scale=scale,
        records=figures.views,
        frozen=4 if is_one else 5,
    )


def _found(row: SeenItem | SharedView) -> Distribution:
    return row.found


class _Source(Struct, frozen=True):
    """Where the figures come from: the positions of commissioners, and the voices of those who see them."""

    seen: Seen
    tables: PanelTables

    def number(self, row: SeenItem) -> int | None:
        """The number of the commissioner's own position, None without one."""
        places = [view.number for view in self.seen.panel.views]
        position = self.seen.positions[places.index(row.view.number)]
        return position.number if position else None

    def own(self, at: At[SeenItem]) -> str | None:
        """The look-up of the commissioner's own level."""
        if self.number(at.row) is None or self.tables.positions is None:
            return None
        return look_up(self.tables.positions, item_key(at.row.item.name), at["number"])

    def levels(self, at: At[SeenItem]) -> str:
        """The levels of all voices on the item."""
        return self.tables.spoken.span(item_key(at.row.item.name))

    def view(self, at: At[SeenItem]) -> Where:
        """Which of them are those of the view."""
        return Where(self.tables.spoken.span("view"), at["view"])


def _charts(book: Book, seen: Seen, table: AnySheet) -> Iterator[Drawn]:
    first, scale = 0, seen.panel.scale
    for view in [view for view in seen.panel.views if view.asked][:MOST_CHARTED]:
        rows = range(first, first + len(view.asked))
        name, subject = SEERS[view.perspective].lower(), seen.items[first].subject
        title, words = f"{subject}: own level, and median of {name}", LEVELS_ALT.format(name=name, steps=scale.steps)
        sides = Sides(
            "own", "median", "item", "", "own level", f"middle of {name}", f"{subject} is", f"{name} place it"
        )
        if any(item.own is not None for item in seen.items[first : rows.stop]):
            yield from dumbbell.draw(book, table, sides, scale, title, words, rows)
        title = f"{subject} as seen by {name}: voices at each level"
        words = SPREAD_ALT.format(name=name, steps=scale.steps)
        yield from diverging.draw(book, table, "item", scale, title, words, rows)
        first += len(view.asked)
