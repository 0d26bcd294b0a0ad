"""A distribution in cells: how many stand at each level, and what follows from it, over a range of levels."""

from xlkit.books.writer.table import Cell, Column, Formula, Table
from xlkit.measures.agreement import agreement_formula, band, band_formula, polarised, polarised_formula, running
from xlkit.measures.distribution import Distribution
from xlkit.measures.location import median_formula, modes, modes_formula, quartile, quartile_formula
from xlkit.measures.scale import SCALE, Where, count_formula, low_share, low_share_formula, n_formula

MOST_SCANNED = 20_000_000  # cells; where more are read again at every change, what reads them holds plain values
PLAIN = " Counts and medians are plain values here, since there are too many to follow."
COUNTS = tuple(f"count {level}" for level in SCALE)
COUNT_COLUMNS = tuple(Column(key, f"At level {level}", 8, "whole") for key, level in zip(COUNTS, SCALE, strict=True))


def cells(table: Table, row: int, levels: str, found: Distribution, where: Where | None = None) -> dict[str, Cell]:
    """The cells of one row over a range of levels, or some of them, by the keys of their columns."""
    chosen = where is not None
    n = table.cell("n", row)
    counted = [table.cell(key, row) for key in COUNTS]
    agreed = table.cell("agreement", row)
    counts = found.counts
    return {
        "n": Formula(n_formula(levels, where), found.n),
        **{
            key: Formula(count_formula(levels, level, where), counts[level - 1])
            for key, level in zip(COUNTS, SCALE, strict=True)
        },
        "low": Formula(low_share_formula(counted, n), low_share(counts)),
        "median": Formula(median_formula(levels, where), found.median, chosen),
        "lower": Formula(quartile_formula(levels, 1, where), quartile(counts, 1), chosen),
        "upper": Formula(quartile_formula(levels, 3, where), quartile(counts, 3), chosen),
        "modes": Formula(modes_formula(counted), modes(counts)),
        "agreement": Formula(agreement_formula(n, running(counted)), found.agreement),
        "band": Formula(band_formula(agreed), band(found.agreement)),
        "polarised": Formula(polarised_formula(counted, n), polarised(counts)),
    }


def is_live(rows: int, answers: int) -> bool:
    """Whether so many rows that each read so many answers are few enough to follow them."""
    return rows * answers <= MOST_SCANNED


def plain(found: dict[str, Cell]) -> dict[str, Cell]:
    """The same cells with values instead of the formulas that read whole columns; those on their own row stay."""
    read = ("n", *COUNTS, "median", "lower", "upper")
    return {key: cell.value if key in read and isinstance(cell, Formula) else cell for key, cell in found.items()}


def empty(table: Table) -> dict[str, Cell]:
    """The cells of a row that has nothing to measure: none of anything, and empty texts, which sort after numbers."""
    texts = (column.key for column in table.columns)
    return {**dict.fromkeys(texts, Formula('=""', None)), "n": 0, **dict.fromkeys(COUNTS, 0)}
