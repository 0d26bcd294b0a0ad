"""Within organisations: how far the people or units of one organisation agree, beside its position, item by item."""

from collections.abc import Sequence

from msgspec import Struct

from xlkit.books.consolidated.common import ITEM, REF, SECTION, item_key, look_up
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.plan import PanelTables
from xlkit.books.consolidated.standing import distribution
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.comparison.comparison import WithinItem
from xlkit.comparison.standing.panel import Panel
from xlkit.measures.figures import count_keys
from xlkit.measures.location import highest_counted_formula, lowest_counted_formula, steps_formula
from xlkit.measures.scale import Where

INTRO = (
    "One row for each item and organisation that sent several returns: its position beside the levels of its single "
    "views. Agreement is shown from five views on.{follows}"
)
HEADERS = {"n": "Single views (n)", "median": "Middle view"}
SHOWN = ("median", "agreement")  # beside the counts


def sheet(panel: Panel, items: Sequence[WithinItem], name: str, tables: PanelTables, place: int) -> SheetOf[WithinItem]:
    """The sheet of one panel."""
    answers = tables.answers
    is_live = distribution.is_live(len(items), answers.rows)
    return SheetOf(
        sheet=name,
        name=f"Within_{place}",
        title=f"Within organisations: {panel.instrument.title}",
        intro=INTRO.format(follows=distribution.FOLLOWS.format(sheet=answers.sheet) if is_live else distribution.PLAIN),
        columns=_Source(panel, tables, is_live).columns(),
        scale=panel.scale,
        records=items,
        frozen=4,
        printed="spread",
    )


class _Source(Struct, frozen=True):
    """Where the figures come from: the positions, and the answers of single people, if they are few enough."""

    panel: Panel
    tables: PanelTables
    is_live: bool

    def columns(self) -> tuple[Col[WithinItem], ...]:
        """The position, then how the views lie."""
        return (
            Col("organisation", "Organisation", 30, value=lambda row: row.position.organisation),
            SECTION.as_wide(26),
            REF,
            ITEM,
            Col("level", "Position", 12, "level", formula=self._level),
            Col("basis", "Rests on", 22, value=lambda row: row.position.basis.value),
            *distribution.columns(
                *(self.panel.scale, lambda row: row.found, self._levels, self._views),
                headers=HEADERS,
                only=SHOWN,
                is_live=self.is_live,
                is_typed=True,
            ),
            Col(
                *("lowest", "Lowest", 11, "level"),
                value=lambda row: row.found.lowest,
                formula=lambda at: lowest_counted_formula(self._counts(at)),
            ),
            Col(
                *("highest", "Highest", 11, "level"),
                value=lambda row: row.found.highest,
                formula=lambda at: highest_counted_formula(self._counts(at)),
            ),
            Col(
                *("spread", "Spread", 11, "whole"),
                value=lambda row: row.found.spread,
                formula=lambda at: steps_formula(at["lowest"], at["highest"]),
                explains=WORDS["Spread"],
            ),
            Col("number", "Position number", 12, "whole", value=lambda row: row.position.number),
        )

    def _level(self, at: At[WithinItem]) -> str | None:
        positions = self.tables.positions
        return look_up(positions, item_key(at.row.item.name), at["number"]) if positions else None

    def _levels(self, at: At[WithinItem]) -> str:
        return self.tables.answers.span(item_key(at.row.item.name))

    def _views(self, at: At[WithinItem]) -> Where:
        return Where(self.tables.answers.span("single"), at["number"])

    def _counts(self, at: At[WithinItem]) -> list[str]:
        return [at[key] for key in count_keys(self.panel.scale)]
