"""Method: each measure in words and as its formula, what the terms mean, and what is never done."""

from dataclasses import dataclass

from xlkit.measures.agreement import (
    FEWEST_FOR_BANDS,
    MIXED,
    POLE,
    STRONG,
    agreement_formula,
    band_formula,
    polarised_formula,
    running,
)
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
from xlkit.measures.scale import LOW, Where, count_formula, low_share_formula, n_formula
from xlkit.write.book import Book
from xlkit.write.sheets.consolidated.method_ratings import RATINGS
from xlkit.write.sheets.consolidated.table import Cell, Column, Table, unique, write_table

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


def _term(name: str, text: str, formula: str = "") -> _Row:
    return _Row("Term", name, text, formula)


def _measure(name: str, text: str, formula: str = "") -> _Row:
    return _Row("Measure", name, text, formula)


def _never(name: str, text: str) -> _Row:
    return _Row("Never done", name, text, "")


_ROWS = (
    _term("Level", "1 to 5, in order. The steps between levels need not be equal: 4 is not twice 2."),
    _term("Blank", "Not answered. A blank is missing: it is never 0, and nothing is filled in for it."),
    _term(
        "Position",
        "Where one organisation stands: its agreed position. Without one, its only return; where it sent several, "
        "their low median. Six people's returns are never counted as six organisations.",
        low_median_where_formula("answers", Where("position_numbers", "position")),
    ),
    _term(
        "Voice and view",
        "What one organisation says of another is a voice, worked out like a position. All voices of one perspective "
        "(commissioner, providers, people and families, partners) about one organisation make a view.",
    ),
    _term(
        "Section level",
        "The low median of an organisation's items in a section of its instrument.",
        low_median_formula(_LEVELS),
    ),
    _term(
        "Theme level",
        "The low median of an organisation's items on the theme: the middle level, and of two middle ones the lower: "
        "always a level that somebody ticked. The lowest item, the weakest link, stands beside it.",
        low_median_formula(_LEVELS),
    ),
    _term(
        "Direct and partial links",
        "Items that speak of a theme directly are used. Where an instrument has only partial ones for a theme, they "
        "are used, and the theme is labelled so.",
    ),
    _term(
        "As at",
        "The one date that all dates are measured against. It stands on the cover and can be changed.",
    ),
    _measure("n", "How many organisations, or respondents, have a level.", n_formula(_LEVELS)),
    _measure("At level 1 to 5", "How many stand at each level.", count_formula(_LEVELS, 1)),
    _measure("Share at 1–2", "The share at the two lowest levels.", low_share_formula(_COUNTS, "n")),
    _measure(
        "Median",
        "The middle level when all are put in order; 2.5 reads: between 2 and 3.",
        median_formula(_LEVELS),
    ),
    _measure(
        "Quartiles",
        "A quarter stand at or below the lower, a quarter at or above the upper quartile; between two levels they are "
        "interpolated with both ends counted in (QUARTILE, the same as QUARTILE.INC).",
        quartile_formula(_LEVELS, 1),
    ),
    _measure("Most common levels", "The mode, with all that tie.", modes_formula(_COUNTS)),
    _measure("Spread", "Steps from the lowest to the highest level.", spread_formula(_LEVELS)),
    _measure(
        "Agreement",
        "Leik (1966): 1 where all are alike, 0.4 where evenly spread, 0 where half stand at each end. "
        f"Only from n = {FEWEST_FOR_BANDS} on; below, the counts speak for themselves.",
        agreement_formula("n", running(_COUNTS)),
    ),
    _measure(
        "Agreement band",
        f"Strong from {STRONG}, mixed from {MIXED}, otherwise split.",
        band_formula("agreement"),
    ),
    _measure(
        "Polarised",
        f"Yes where {POLE:.0%} or more stand at 1–2 and {POLE:.0%} or more at 4–5; only from n = "
        f"{FEWEST_FOR_BANDS} on.",
        polarised_formula(_COUNTS, "n"),
    ),
    _measure(
        "Gap",
        "The commissioner's level less the median of the providers. Above 0 the commissioner places itself further on.",
        gap_formula("commissioner", "median"),
    ),
    _measure(
        "Dominance",
        "Providers below the commissioner's level less those above it, as a share of all: from -1 to +1. Unlike the "
        "gap it needs no equal steps.",
        dominance_formula("commissioner", _LEVELS, "n"),
    ),
    _measure(
        "Quadrant",
        "By whether each side stands above the cut (on the cover): joint priority, commissioner to catch up, support "
        "providers, share practice.",
        quadrant_formula("commissioner", "median", "cut"),
    ),
    _measure(
        "Share with no planned action",
        "Of the organisations that have a level on the theme, the share whose planners hold no action on it; "
        "one that was dropped is none.",
        without_action_formula(_LEVELS, "actions", "n"),
    ),
    _measure(
        "Priority rank",
        "In this order: the largest share at 1–2, the lowest commissioner level, the lowest agreement, the largest "
        "share with no planned action. Ties share a rank; a missing level or agreement comes last.",
    ),
    _measure(
        "Only some of a range",
        "Where a figure is about one group, one view or one organisation, it takes the levels whose neighbours in "
        "another column hold its number.",
        median_formula(_LEVELS, _SOME),
    ),
    _measure(
        "Gap to others",
        "A provider's or a commissioner's own level less the level that others give it on the same item: a true gap on "
        "one scale. Each organisation is one voice; of several voices on a provider the low median stands.",
        gap_formula("own", "others"),
    ),
    _measure(
        "Share of others below, alike and above",
        "Of the other providers in a group with a level on the theme, the share below, at and above the level of the "
        "chosen one.",
        peer_share_formulas("level", _LEVELS, _SOME, "others")[0],
    ),
    _measure(
        "Low without action",
        f"A theme on which an organisation stands at level {LOW} or below and plans no action, or has dropped it.",
        unplanned_formula("level", "actions"),
    ),
    _measure(
        "Timing",
        "Closed where the status is done or dropped; otherwise overdue where the due date lies before the as-at date.",
        timing_formula("due", "status", "as_at"),
    ),
    _measure(
        "Repeated from an earlier round",
        "An action that the same organisation planned on the same topic in an earlier round, in the same words; "
        "capitals, spacing and punctuation may differ. Closed ones are not counted.",
        repeated_formula("earlier_rounds", "timings"),
    ),
    _measure(
        "All councils together",
        "In a region the counts of the councils are added up level by level, and the median, the quartiles and all "
        "else are worked out from the sums: what follows for one council is never averaged with another.",
        median_counted_formula(_COUNTS, "n"),
    ),
    _measure(
        "Net movement",
        "Of those with a level in both rounds (the same organisation, locality, service area, perspective and item), "
        "those who went up less those who went down, as a share: from -1 to +1. Who joined or left is counted apart.",
        net_movement_formula("down", "up", "matched"),
    ),
    *(_measure(one.name, one.text, one.formula) for one in RATINGS),
    _never(
        "An overall score",
        "No score or percentage stands for a whole instrument, or for both together.",
    ),
    _never("League tables", "Organisations are not ranked, and no means of levels are taken."),
    _never("Sums of medians", "Medians are not added or averaged: counts are combined instead."),
    _never(
        "Equal steps",
        "No standard deviations, tests or confidence intervals: levels are in order, no more.",
    ),
    _never(
        "Mixed scales",
        "Answers on other scales stand beside the levels and are never subtracted from them.",
    ),
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
