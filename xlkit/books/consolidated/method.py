"""Method: each measure in words and as its formula, what the terms mean, and what is never done."""

from dataclasses import dataclass

from xlkit.books.consolidated.method_matrices import RATINGS
from xlkit.books.consolidated.method_words import WORDS
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.measures.agreement import agreement_formula, band_formula, polarised_formula, running
from xlkit.measures.change import net_movement_formula
from xlkit.measures.counted import median_counted_formula
from xlkit.measures.gaps import dominance_formula, gap_formula, quadrant_formula
from xlkit.measures.location import (
    low_median_formula,
    low_median_where_formula,
    median_formula,
    modes_formula,
    quartile_formula,
    spread_formula,
)
from xlkit.measures.peers import peer_share_formulas
from xlkit.measures.planning import repeated_formula, timing_formula, unplanned_formula, without_action_formula
from xlkit.measures.scale import FIVE, Where, count_formula, low_share_formula, n_formula

COLUMNS = (
    Column("kind", "Kind", 14),
    Column("name", "Name", 26),
    Column("text", "In words", 80),
    Column("formula", "Shape of the formula", 70),
)
INTRO = (
    "How each figure is worked out, so that it can be traced and checked. Names in formulas stand for cells and ranges."
)

_LEVELS = "levels"
_SOME = Where("group_numbers", "group")
_COUNTS = ("at_1", "at_2", "at_3", "at_4", "at_5")


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    name: str
    text: str
    formula: str


def _term(name: str, formula: str = "", text: str = "") -> _Row:
    return _Row("Term", name, text or WORDS[name], formula)


def _measure(name: str, formula: str = "", text: str = "") -> _Row:
    return _Row("Measure", name, text or WORDS[name], formula)


def _never(name: str, text: str = "") -> _Row:
    return _Row("Never done", name, text or WORDS[name], "")


_ROWS = (
    _term("Level"),
    _term("Blank"),
    _term(
        "Position",
        low_median_where_formula("answers", Where("position_numbers", "position")),
        "Where one organisation stands: its agreed position. Without one, its only return; where it sent several, "
        "their low median. Six people's returns are never counted as six organisations.",
    ),
    _term(
        "Voice and view",
        text="What one organisation says of another is a voice, worked out like a position. All voices of one "
        "perspective (commissioner, providers, people and families, partners) about one organisation make a view.",
    ),
    _term(
        "Section level",
        low_median_formula(_LEVELS),
        "The low median of an organisation's items in a section of its instrument.",
    ),
    _term(
        "Theme level",
        low_median_formula(_LEVELS),
        "The low median of an organisation's items on the theme: the middle level, and of two middle ones the lower: "
        "always a level that somebody ticked. The lowest item, the weakest link, stands beside it.",
    ),
    _term("Direct and partial links"),
    _term("As at", text="The one date that all dates are measured against. It stands on the cover and can be changed."),
    _measure("n", n_formula(_LEVELS), "How many organisations, or respondents, have a level."),
    _measure("At level 1 to 5", count_formula(_LEVELS, 1)),
    _measure("Share at 1–2", low_share_formula(_COUNTS, "n", FIVE)),
    _measure("Median", median_formula(_LEVELS)),
    _measure("Quartiles", quartile_formula(_LEVELS, 1)),
    _measure("Most common levels", modes_formula(_COUNTS)),
    _measure("Spread", spread_formula(_LEVELS), "Steps from the lowest to the highest level."),
    _measure("Agreement", agreement_formula("n", running(_COUNTS))),
    _measure("Agreement band", band_formula("agreement")),
    _measure("Polarised", polarised_formula(_COUNTS, "n", FIVE)),
    _measure("Gap", gap_formula("commissioner", "median")),
    _measure("Dominance", dominance_formula("commissioner", _LEVELS, "n")),
    _measure("Quadrant", quadrant_formula("commissioner", "median", "quadrants_part_at")),
    _measure("Share with no planned action", without_action_formula(_LEVELS, "actions", "n")),
    _measure("Priority rank"),
    _measure(
        "Only some of a range",
        median_formula(_LEVELS, _SOME),
        "Where a figure is about one group, one view or one organisation, it takes the levels whose neighbours in "
        "another column hold its number.",
    ),
    _measure(
        "Gap to others",
        gap_formula("own", "others"),
        "A provider's or a commissioner's own level less the level that others give it on the same item: a true gap on "
        "one scale. Each organisation is one voice; of several voices on a provider the low median stands.",
    ),
    _measure(
        "Share of others below, alike and above",
        peer_share_formulas("level", _LEVELS, _SOME, "others")[0],
        "Of the other providers in a group with a level on the theme, the share below, at and above the level of the "
        "chosen one.",
    ),
    _measure(
        "Low without action",
        unplanned_formula("level", "actions", FIVE),
        f"A theme on which an organisation stands at level {FIVE.low} or below and plans no action, or has dropped it.",
    ),
    _measure(
        "Timing",
        timing_formula("due", "status", "as_at"),
        "Closed where the status is done or dropped; otherwise overdue where the due date lies before the as-at date.",
    ),
    _measure(
        "Repeated from an earlier round",
        repeated_formula("earlier_rounds", "timings"),
        "An action that the same organisation planned on the same topic in an earlier round, in the same words; "
        "capitals, spacing and punctuation may differ. Closed ones are not counted.",
    ),
    _measure("All councils together", median_counted_formula(_COUNTS, "n")),
    _measure(
        "Net movement",
        net_movement_formula("down", "up", "matched"),
        "Of those with a level in both rounds (the same organisation, locality, service area, perspective and item), "
        "those who went up less those who went down, as a share: from -1 to +1. Who joined or left is counted apart.",
    ),
    *(_measure(one.name, one.formula, one.text) for one in RATINGS),
    _never("An overall score"),
    _never("League tables"),
    _never("Sums of medians"),
    _never("Equal steps"),
    _never("Mixed scales", "Answers on other scales stand beside the levels and are never subtracted from them."),
)


def table(sheet: str) -> Table:
    """The table of methods."""
    return Table(
        sheet=sheet, name="Method", title="Method", intro=INTRO, columns=unique(COLUMNS), rows=len(_ROWS), frozen=0
    )


def write(book: Book, method: Table) -> None:
    """Write the sheet."""
    write_table(book, method, (_cells(row) for row in _ROWS))


def _cells(row: _Row) -> list[Cell]:
    return [row.kind, row.name, row.text, row.formula.removeprefix("=") or None]
