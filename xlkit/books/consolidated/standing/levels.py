"""Theme levels: where each organisation stands on each theme, from its positions on the items."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from xlkit.books.consolidated.common import actions_key, item_key, theme_key
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Grouping
from xlkit.comparison.standing.panel import Panel, Position, Spoken
from xlkit.measures.location import low_median_formula, lowest_formula

MOST_COMPARED = 50_000_000  # actions that may be gone through for counting; above this the numbers are plain values
INTRO = (
    "One row for each organisation: its level on each theme (the middle one of the theme's items), its lowest item in "
    "it, its planned actions{plain} and the items from the sheet “{sheet}”."
)
PLAIN = " (plain values)"


def sheet(
    panel: Panel, name: str, positions: Table, register: Table | None, place: int, groupings: Sequence[Grouping] = ()
) -> SheetOf[Position]:
    """The sheet of a panel's theme levels; without a register nobody plans anything."""
    source = _Source(panel, positions, register, place)
    return SheetOf(
        sheet=name,
        name=f"Theme_levels_{place}",
        title=f"Theme levels: {panel.instrument.title}",
        intro=INTRO.format(sheet=positions.sheet, plain="" if source.counts_actions else PLAIN),
        columns=(*source.columns(), *_group_columns(groupings)),
        scale=panel.scale,
        records=panel.positions,
        frozen=2,
    )


def counting_key(panel_place: int, number: int, theme_place: int) -> int:
    """What an action of one organisation on one theme is counted by."""
    return (panel_place * 100_000 + number) * 1_000 + theme_place


def lowest_key(theme: str) -> str:
    """The key of a theme's lowest item."""
    return f"lowest {theme}"


def group_key(grouping: Grouping) -> str:
    """The key of the number of the group that an organisation belongs to."""
    return f"group {grouping.name}"


def named_key(grouping: Grouping) -> str:
    """The key of that group's name."""
    return f"named {grouping.name}"


class _Source(Struct, frozen=True):
    """Where the figures come from: the positions, and the register of actions; `place` is the panel's, from 1."""

    panel: Panel
    positions: Table
    register: Table | None
    place: int

    def columns(self) -> Iterator[Col[Position]]:
        """Who it is, then for all themes the level, the lowest item, the actions, and the items."""
        yield Col("number", "Position", 11, "whole")
        yield Col("organisation", "Organisation", 32)
        yield Col(
            *("row", "Row among the positions", 14, "whole"),
            value=lambda row: row.number,
            formula=lambda at: f"=MATCH({at['number']},{self.positions.span('number')},0)",
        )
        themes = range(len(self.panel.themes))
        yield from (self._level(theme) for theme in themes)
        yield from (self._lowest(theme) for theme in themes)
        yield from (self._actions(theme) for theme in themes)
        yield from (self._used(spoken, item) for spoken in self.panel.themes for item in spoken.items)

    @property
    def counts_actions(self) -> bool:
        """Whether actions are few enough to be counted by formula."""
        actions = self.register.rows if self.register else 0
        return len(self.panel.positions) * len(self.panel.themes) * actions <= MOST_COMPARED

    def _level(self, theme: int) -> Col[Position]:
        spoken = self.panel.themes[theme]
        return Col(
            *(theme_key(spoken.theme.name), _title(spoken), 14, "level"),
            value=lambda row: row.themes[theme].level,
            formula=lambda at: low_median_formula(_across(at, spoken)),
        )

    def _lowest(self, theme: int) -> Col[Position]:
        spoken = self.panel.themes[theme]
        return Col(
            *(lowest_key(spoken.theme.name), f"Lowest: {_title(spoken)}", 14, "level"),
            value=lambda row: row.themes[theme].lowest,
            formula=lambda at: lowest_formula(_across(at, spoken)),
        )

    def _actions(self, theme: int) -> Col[Position]:
        spoken, register = self.panel.themes[theme], self.register
        first = self.place * 100_000
        return Col(
            *(actions_key(spoken.theme.name), f"Actions: {_title(spoken)}", 14, "whole"),
            value=lambda row: row.themes[theme].actions,
            formula=lambda at: (
                f"=COUNTIF({register.span('key')},({first}+{at['number']})*1000+{theme})"
                if register and self.counts_actions
                else None
            ),
        )

    def _used(self, spoken: Spoken, item: int) -> Col[Position]:
        levels = self.positions.span(item_key(self.panel.items[item].name))
        return Col(
            *(_used_key(spoken, item), f"{spoken.theme.title}: {self.panel.items[item].ref}", 14, "level"),
            value=lambda row: row.levels[item],
            formula=lambda at: f"=INDEX({levels},{at['row']})",
        )


def _group_columns(groupings: Sequence[Grouping]) -> Iterator[Col[Position]]:
    yield from (_group_number(grouping) for grouping in groupings)
    yield from (_group_name(grouping) for grouping in groupings)


def _group_number(grouping: Grouping) -> Col[Position]:
    number = f"Group number: {grouping.title}"
    return Col(group_key(grouping), number, 14, "whole", value=lambda row: grouping.members[row.number - 1])


def _group_name(grouping: Grouping) -> Col[Position]:
    name = f"Group: {grouping.title}"
    return Col(named_key(grouping), name, 20, value=lambda row: grouping.groups[grouping.members[row.number - 1] - 1])


def _title(spoken: Spoken) -> str:
    return f"{spoken.theme.title} (partial links)" if spoken.is_partial else spoken.theme.title


def _used_key(spoken: Spoken, item: int) -> str:
    return f"used {spoken.theme.name} {item}"


def _across(at: At[Position], spoken: Spoken) -> str:
    return at.across(_used_key(spoken, spoken.items[0]), _used_key(spoken, spoken.items[-1]))
