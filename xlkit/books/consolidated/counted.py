"""A distribution in cells that rests on cells that count, where the levels beneath are not at hand."""

from xlkit.books.consolidated.distribution import count_columns, count_keys, low_column
from xlkit.books.writer.table import Cell, Column, Formula, Table
from xlkit.measures.agreement import agreement_formula, band_formula, polarised_formula, running
from xlkit.measures.counted import median_counted_formula, quartile_counted_formula
from xlkit.measures.distribution import Distribution
from xlkit.measures.location import modes_formula
from xlkit.measures.scale import Scale, low_share_formula


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns of a distribution."""
    return (
        Column("n", "Providers (n)", 11, "whole"),
        *count_columns(scale),
        low_column(scale),
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
    counted = [table.cell(key, row) for key in count_keys(found.scale)]
    return {
        "low": Formula(low_share_formula(counted, n, found.scale), found.low_share),
        "median": Formula(median_counted_formula(counted, n), found.median),
        "lower": Formula(quartile_counted_formula(counted, n, 1), found.lower),
        "upper": Formula(quartile_counted_formula(counted, n, 3), found.upper),
        "modes": Formula(modes_formula(counted), found.modes),
        "agreement": Formula(agreement_formula(n, running(counted)), found.agreement),
        "band": Formula(band_formula(table.cell("agreement", row)), found.band),
        "polarised": Formula(polarised_formula(counted, n, found.scale), found.polarised),
    }
