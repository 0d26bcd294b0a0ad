"""By provider: each organisation with its plans, and the themes on which it stands at a low level and plans nothing."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.consolidated.common import actions_key, theme_key
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table, quoted
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Side
from xlkit.measures import level_words
from xlkit.measures.planning import unplanned_formula
from xlkit.measures.scale import n_formula

INTRO = (
    "One row for each organisation, with the themes on which it stands at level {low} and plans no action. Filter a "
    "theme for what is not empty. Who has no level on any theme stands last, blank. Its name leads to its answers."
)
NOT_ASKED = "\N{EN DASH}"
UNASKED = f" {NOT_ASKED} is a theme that it was not asked about."
COUNT_WIDTH, LEVEL_WIDTH = 7, 6.3
TITLES = {Side.PROVIDER: "By provider", Side.COMMISSIONER: "Low without an action", None: "By organisation"}


def sheet(plan: Plan, panel: Panel, name: str, levels: Table, place: int, named: Sequence[Theme]) -> SheetOf[Position]:
    """The sheet of one panel, with a column for each theme that is `named`, so that tables below each other agree."""
    themes = [_theme(panel, theme, levels) for theme in named]
    first, last = themes[0].key, themes[-1].key
    is_asked_all = len(panel.themes) == len(themes)
    return SheetOf(
        sheet=name,
        name=f"Unplanned_{place}",
        title=f"{TITLES[panel.instrument.side]}: {panel.instrument.title}",
        intro=INTRO.format(low=level_words.low_or(panel.scale)) + ("" if is_asked_all else UNASKED),
        columns=(
            Col("organisation", "Organisation", 32),
            Col(
                *("n", f"Themes at {level_words.low(panel.scale)} without an action", COUNT_WIDTH, "whole"),
                is_upright=True,
                value=lambda row: row.unplanned if row.has_theme else None,
                formula=lambda at: _unless_blank(panel, levels, at, n_formula(at.across(first, last))),
                explains=WORDS["Low without action"],
            ),
            *(_Counted(plan, panel, _timings(plan, panel)).columns() if plan.register else ()),
            *themes,
            Col("number", "Position", 11, "whole"),
            Col(
                *("row", "Row among the theme levels", 14, "whole"),
                value=lambda row: row.number,
                formula=lambda at: f"=MATCH({at['number']},{levels.span('number')},0)",
            ),
        ),
        scale=panel.scale,
        records=sorted(panel.positions, key=lambda row: (not row.has_theme, -row.unplanned)),
        printed=last,
    )


def _unless_blank(panel: Panel, levels: Table, at: At[Position], formula: str) -> str:
    """A formula that says nothing of an organisation without a level on any theme: it is no better than others."""
    known = ",".join(f"INDEX({levels.span(theme_key(spoken.theme.name))},{at['row']})" for spoken in panel.themes)
    return f'=IF(COUNT({known})=0,"",{formula.removeprefix("=")})'


def _theme(panel: Panel, theme: Theme, levels: Table) -> Col[Position]:
    """The level on a theme where it is low and nothing is planned, or that nobody was asked about it."""
    number = next((place for place, spoken in enumerate(panel.themes) if spoken.theme.name == theme.name), None)
    head = Col[Position](
        *(theme_key(theme.name), theme.title, LEVEL_WIDTH, "level"), is_upright=True, value=lambda _: NOT_ASKED
    )
    if number is None:
        return head
    level, actions = levels.span(theme_key(theme.name)), levels.span(actions_key(theme.name))
    return replace(
        head,
        value=lambda row: row.themes[number].unplanned,
        formula=lambda at: unplanned_formula(
            f"INDEX({level},{at['row']})", f"INDEX({actions},{at['row']})", panel.scale
        ),
    )


class _Counted(Struct, frozen=True):
    """The actions of each organisation, as the register has them; `timings` go by the number of its position."""

    plan: Plan
    panel: Panel
    timings: Mapping[int, Sequence[str]]

    def columns(self) -> tuple[Col[Position], ...]:
        """How many are open, and how many of them overdue."""
        return (
            self._column("open", "Actions open", "<>closed", lambda timing: timing != "closed"),
            self._column("overdue", "Actions overdue", "overdue", lambda timing: timing == "overdue"),
        )

    def _column(self, key: str, header: str, criterion: str, holds: Callable[[str], bool]) -> Col[Position]:
        return Col(
            *(key, header, COUNT_WIDTH, "whole"),
            is_upright=True,
            value=lambda row: sum(map(holds, self.timings.get(row.number, ()))),
            formula=partial(self._count, criterion),
        )

    def _count(self, criterion: str, at: At[Position]) -> str:
        register = self.plan.register
        if register is None:
            return ""
        name = quoted(self.panel.instrument.name)
        keys = f"{register.span('instrument')},{name},{register.span('number')},{at['number']}"
        return f'=COUNTIFS({keys},{register.span("timing")},"{criterion}")'


def _timings(plan: Plan, panel: Panel) -> Mapping[int, Sequence[str]]:
    timings: defaultdict[int, list[str]] = defaultdict(list)
    for action in plan.comparison.actions:
        if action.number is not None and action.template == panel.instrument.name:
            timings[action.number].append(action.timing)
    return timings
