"""A distribution in cells that rests on five cells that count, where the levels beneath are not at hand."""

from xlkit.books.consolidated.distribution import COUNT_COLUMNS, COUNTS
from xlkit.books.writer.table import Cell, Column, Formula, Table
from xlkit.measures.agreement import agreement_formula, band, band_formula, polarised, polarised_formula, running
from xlkit.measures.counted import median_counted_formula, quartile_counted_formula
from xlkit.measures.distribution import Distribution
from xlkit.measures.location import modes, modes_formula, quartile
from xlkit.measures.scale import low_share, low_share_formula

COLUMNS = (
    Column("n", "Providers (n)", 11, "whole"),
    *COUNT_COLUMNS,
    Column("low", "Share at 1–2", 8, "share"),
    Column("median", "Providers median", 11, "one_place"),
    Column("lower", "Lower quartile", 10, "two_places"),
    Column("upper", "Upper quartile", 10, "two_places"),
    Column("modes", "Most common levels", 12),
    Column("agreement", "Agreement", 13, "two_places"),
    Column("band", "Agreement band", 13),
    Column("polarised", "Polarised", 12),
)


def measured(table: Table, row: int, found: Distribution) -> dict[str, Cell]:
    """What follows from the counts of a row, by the keys of its columns; n and the counts themselves are not in it."""
    n = table.cell("n", row)
    counted = [table.cell(key, row) for key in COUNTS]
    counts = found.counts
    return {
        "low": Formula(low_share_formula(counted, n), low_share(counts)),
        "median": Formula(median_counted_formula(counted, n), found.median),
        "lower": Formula(quartile_counted_formula(counted, n, 1), quartile(counts, 1)),
        "upper": Formula(quartile_counted_formula(counted, n, 3), quartile(counts, 3)),
        "modes": Formula(modes_formula(counted), modes(counts)),
        "agreement": Formula(agreement_formula(n, running(counted)), found.agreement),
        "band": Formula(band_formula(table.cell("agreement", row)), band(found.agreement)),
        "polarised": Formula(polarised_formula(counted, n), polarised(counts)),
    }
