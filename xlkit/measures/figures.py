"""Figures: all that is said of a distribution, each with its value, its formula and its words, in their order."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from xlkit.measures import level_words
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
from xlkit.measures.distribution import Distribution
from xlkit.measures.location import (
    interquartile_range,
    interquartile_range_formula,
    median_counted_formula,
    median_formula,
    modes_formula,
    quartile_counted_formula,
    quartile_formula,
    sum_formula,
)
from xlkit.measures.scale import Scale, Where, count_formula, low_share_formula, typed_count_formula

Shown: TypeAlias = float | str | None


class Cells(Struct, frozen=True):
    """Where a distribution stands in a workbook: the range of levels that it is of, or some of it, and its own row.

    `own` gives the address of the cell of another figure in the same row, by its key. Without `levels`, which are not
    at hand where councils gave counts alone, everything follows from the cells that count; so it does where people may
    type anything into the range, of which `is_typed` is told, and those count nothing but steps of the scale.
    """

    own: Callable[[str], str]
    scale: Scale
    levels: str = ""
    where: Where | None = None
    is_typed: bool = False

    @property
    def counts(self) -> Sequence[str]:
        """The cells that count, the lowest level first."""
        return [self.own(key) for key in count_keys(self.scale)]

    @property
    def n(self) -> str:
        """The cell that says how many have a level."""
        return self.own("n")


class Figure(Struct, frozen=True):
    """One figure of a distribution; `style` says what kind of number it is, `width` how many digits it takes across.

    One that `reads_levels` goes through the whole range; `is_array` says that it needs an array formula for some of it.
    """

    key: str
    name: str
    width: float
    style: str
    value: Callable[[Distribution], Shown]
    formula: Callable[[Cells], str]
    explains: str
    reads_levels: bool = False
    is_array: bool = False


def count_keys(scale: Scale) -> tuple[str, ...]:
    """The keys of the figures that count who stands at each level."""
    return tuple(f"count {level}" for level in scale.levels)


def figures(scale: Scale) -> tuple[Figure, ...]:
    """The figures of a distribution over a scale, in their order."""
    counts = (_count(key, level) for key, level in zip(count_keys(scale), scale.levels, strict=True))
    low = replace(LOW, name=f"Share at {level_words.low(scale)}")
    return (N, *counts, low, MEDIAN, LOWER, UPPER, RANGE, MODES, AGREEMENT, BAND, POLARISED)


def _count(key: str, level: int) -> Figure:
    return Figure(
        *(key, f"At level {level}", 8, "whole"),
        value=lambda over: over.counts[level - 1] if level <= len(over.counts) else None,
        formula=lambda cells: _counted(cells, level),
        explains="How many stand at each level.",
        reads_levels=True,
    )


def _counted(cells: Cells, level: int) -> str:
    if cells.is_typed and cells.where:
        return typed_count_formula(cells.levels, level, cells.where)
    return count_formula(cells.levels, level, cells.where)


def _median(cells: Cells) -> str:
    if cells.levels and not cells.is_typed:
        return median_formula(cells.levels, cells.where, cells.n)
    return median_counted_formula(cells.counts, cells.n)


def _quartile(cells: Cells, quarter: int) -> str:
    if cells.levels and not cells.is_typed:
        return quartile_formula(cells.levels, quarter, cells.where, cells.n)
    return quartile_counted_formula(cells.counts, cells.n, quarter)


N = Figure(
    *("n", "n", 12, "whole"),
    value=lambda over: over.n,
    formula=lambda cells: sum_formula(cells.counts),
    explains="How many organisations, or respondents, have a level.",
    reads_levels=True,
)
LOW = Figure(
    *("low", "Share at low levels", 8, "share"),
    value=lambda over: over.low_share,
    formula=lambda cells: low_share_formula(cells.counts, cells.n, cells.scale),
    explains="The share at the lowest levels.",
)
MEDIAN = Figure(
    *("median", "Middle level", 11, "middle"),
    value=lambda over: over.median,
    formula=_median,
    explains="The middle level when all are put in order; 2.5 reads: between 2 and 3.",
    reads_levels=True,
    is_array=True,
)
LOWER = Figure(
    *("lower", "Lower quarter", 11, "two_places"),
    value=lambda over: over.lower,
    formula=lambda cells: _quartile(cells, 1),
    explains="A quarter stand at or below the lower, a quarter at or above the upper quartile; between two levels they "
    "are interpolated with both ends counted in (QUARTILE, the same as QUARTILE.INC).",
    reads_levels=True,
    is_array=True,
)
UPPER = replace(
    LOWER, key="upper", name="Upper quarter", value=lambda over: over.upper, formula=lambda cells: _quartile(cells, 3)
)
RANGE = Figure(
    *("range", "Middle half spans", 14, "two_places"),
    value=lambda over: interquartile_range(over.counts),
    formula=lambda cells: interquartile_range_formula(cells.own("lower"), cells.own("upper")),
    explains="How many steps the middle half spans, from the lower to the upper quartile.",
)
MODES = Figure(
    *("modes", "Most common levels", 12, "text"),
    value=lambda over: over.modes,
    formula=lambda cells: modes_formula(cells.counts),
    explains="The mode, with all that tie.",
)
AGREEMENT = Figure(
    *("agreement", "Agreement", 13, "two_places"),
    value=lambda over: over.agreement,
    formula=lambda cells: agreement_formula(cells.n, running(cells.counts)),
    explains="Leik (1966): 1 where all are alike, 0 where half stand at each end; evenly spread over five levels 0.4. "
    f"Only from n = {FEWEST_FOR_BANDS} on; below, the counts speak for themselves.",
)
BAND = Figure(
    *("band", "Agreement in words", 13, "text"),
    value=lambda over: over.band,
    formula=lambda cells: band_formula(cells.own("agreement")),
    explains=f"Strong from {STRONG}, mixed from {MIXED}, otherwise split.",
)
POLARISED = Figure(
    *("polarised", "Divided", 12, "text"),
    value=lambda over: over.polarised,
    formula=lambda cells: polarised_formula(cells.counts, cells.n, cells.scale),
    explains=f"Yes where {POLE:.0%} or more stand at low levels and {POLE:.0%} or more at as many high ones; only "
    f"from n = {FEWEST_FOR_BANDS} on.",
)
