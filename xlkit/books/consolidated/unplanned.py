"""Low without action: which organisations stand at a low level on a theme and plan nothing on it."""

from xlkit.books.consolidated.common import actions_key, theme_key
from xlkit.books.consolidated.method_words import WORDS
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.panel import Panel, Position
from xlkit.measures import level_words
from xlkit.measures.planning import unplanned_formula
from xlkit.measures.scale import n_formula

INTRO = (
    "{title}: the themes on which each organisation stands at level {low} and plans no action. Filter a theme for "
    "what is not empty. It follows “{sheet}”."
)


def sheet(panel: Panel, name: str, levels: Table, place: int) -> SheetOf[Position]:
    """The sheet of one panel."""
    themes = [_theme(panel, number, levels) for number in range(len(panel.themes))]
    first, last = themes[0].key, themes[-1].key
    return SheetOf(
        sheet=name,
        name=f"Unplanned_{place}",
        title=f"Low without action: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title, sheet=levels.sheet, low=level_words.low_or(panel.scale)),
        columns=(
            Col("organisation", "Organisation", 32, value=lambda row: row.organisation),
            Col(
                *("n", f"Themes at {level_words.low(panel.scale)} without an action", 16, "whole"),
                value=lambda row: row.unplanned,
                formula=lambda at: n_formula(at.across(first, last)),
                explains=WORDS["Low without action"],
            ),
            *themes,
            Col("number", "Position", 11, "whole", value=lambda row: row.number),
            Col(
                *("row", "Row among the theme levels", 14, "whole"),
                value=lambda row: row.number,
                formula=lambda at: f"=MATCH({at['number']},{levels.span('number')},0)",
            ),
        ),
        scale=panel.scale,
        records=panel.positions,
        printed=last,
    )


def _theme(panel: Panel, number: int, levels: Table) -> Col[Position]:
    """The level on a theme where it is low and nothing is planned."""
    theme = panel.themes[number].theme
    level, actions = levels.span(theme_key(theme.name)), levels.span(actions_key(theme.name))
    return Col(
        *(theme_key(theme.name), theme.title, 14, "level"),
        value=lambda row: row.themes[number].unplanned,
        formula=lambda at: unplanned_formula(
            f"INDEX({level},{at['row']})", f"INDEX({actions},{at['row']})", panel.scale
        ),
    )
