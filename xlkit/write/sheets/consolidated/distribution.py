"""A distribution in cells: how many stand at each level, and what follows from it, over a range of levels."""

from xlkit import measures
from xlkit.comparison import Distribution
from xlkit.measures import SCALE, Where
from xlkit.write.sheets.consolidated.table import Cell, Column, Formula, Table

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
        "n": Formula(measures.n_formula(levels, where), found.n),
        **{
            key: Formula(measures.count_formula(levels, level, where), counts[level - 1])
            for key, level in zip(COUNTS, SCALE, strict=True)
        },
        "low": Formula(measures.low_share_formula(counted, n), measures.low_share(counts)),
        "median": Formula(measures.median_formula(levels, where), found.median, chosen),
        "lower": Formula(measures.quartile_formula(levels, 1, where), measures.quartile(counts, 1), chosen),
        "upper": Formula(measures.quartile_formula(levels, 3, where), measures.quartile(counts, 3), chosen),
        "modes": Formula(measures.modes_formula(counted), measures.modes(counts)),
        "agreement": Formula(measures.agreement_formula(n, measures.running(counted)), found.agreement),
        "band": Formula(measures.band_formula(agreed), measures.band(found.agreement)),
        "polarised": Formula(measures.polarised_formula(counted, n), measures.polarised(counts)),
    }


def empty(table: Table) -> dict[str, Cell]:
    """The cells of a row that has nothing to measure: none of anything, and empty texts, which sort after numbers."""
    texts = (column.key for column in table.columns)
    return {**dict.fromkeys(texts, Formula('=""', None)), "n": 0, **dict.fromkeys(COUNTS, 0)}
