"""A distribution in cells: how many stand at each level, and what follows from it, over a range of levels."""

from xlkit.books.writer.table import Cell, Column, Formula, Table
from xlkit.comparison import level_words
from xlkit.measures.agreement import agreement_formula, band_formula, polarised_formula, running
from xlkit.measures.distribution import Distribution
from xlkit.measures.location import median_formula, modes_formula, quartile_formula
from xlkit.measures.scale import Scale, Where, count_formula, low_share_formula, n_formula

MOST_SCANNED = 20_000_000  # cells; where more are read again at every change, what reads them holds plain values
PLAIN = " Counts and medians are plain values here, since there are too many to follow."
COUNT = "count {level}"


def count_keys(scale: Scale) -> tuple[str, ...]:
    """The keys of the columns that count who stands at each level."""
    return tuple(COUNT.format(level=level) for level in scale.levels)


def count_columns(scale: Scale) -> tuple[Column, ...]:
    """The columns that count who stands at each level."""
    counted = zip(count_keys(scale), scale.levels, strict=True)
    return tuple(Column(key, f"At level {level}", 8, "whole") for key, level in counted)


def low_column(scale: Scale) -> Column:
    """The column of the share at low levels."""
    return Column("low", f"Share at {level_words.low(scale)}", 8, "share")


def cells(table: Table, row: int, levels: str, found: Distribution, where: Where | None = None) -> dict[str, Cell]:
    """The cells of one row over a range of levels, or some of them, by the keys of their columns."""
    chosen, scale = where is not None, found.scale
    n = table.cell("n", row)
    counted = [table.cell(key, row) for key in count_keys(scale)]
    agreed = table.cell("agreement", row)
    return {
        "n": Formula(n_formula(levels, where), found.n),
        **{
            key: Formula(count_formula(levels, level, where), found.counts[level - 1])
            for key, level in zip(count_keys(scale), scale.levels, strict=True)
        },
        "low": Formula(low_share_formula(counted, n, scale), found.low_share),
        "median": Formula(median_formula(levels, where), found.median, chosen),
        "lower": Formula(quartile_formula(levels, 1, where), found.lower, chosen),
        "upper": Formula(quartile_formula(levels, 3, where), found.upper, chosen),
        "modes": Formula(modes_formula(counted), found.modes),
        "agreement": Formula(agreement_formula(n, running(counted)), found.agreement),
        "band": Formula(band_formula(agreed), found.band),
        "polarised": Formula(polarised_formula(counted, n, scale), found.polarised),
    }


def is_live(rows: int, answers: int) -> bool:
    """Whether so many rows that each read so many answers are few enough to follow them."""
    return rows * answers <= MOST_SCANNED


def plain(found: dict[str, Cell]) -> dict[str, Cell]:
    """The same cells with values instead of the formulas that read whole columns; those on their own row stay."""
    return {key: cell.value if _reads_all(key) and isinstance(cell, Formula) else cell for key, cell in found.items()}


def empty(table: Table) -> dict[str, Cell]:
    """The cells of a row that has nothing to measure: none of anything, and empty texts, which sort after numbers."""
    keys = [column.key for column in table.columns]
    return {**dict.fromkeys(keys, Formula('=""', None)), "n": 0, **dict.fromkeys(filter(_counts, keys), 0)}


def _counts(key: str) -> bool:
    return key.startswith(COUNT.format(level=""))


def _reads_all(key: str) -> bool:
    return _counts(key) or key in ("n", "median", "lower", "upper")
