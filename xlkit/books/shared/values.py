"""Values: a row's figures without their formulas, which would lead to answers that are not in the workbook."""

from collections.abc import Mapping

from xlkit.books.consolidated import distribution
from xlkit.books.writer.table import Cell, Formula, Table
from xlkit.measures.distribution import Distribution


def spread(table: Table, found: Distribution) -> dict[str, Cell]:
    """What follows from a distribution, by the keys of its columns."""
    return stored(distribution.cells(table, 0, "", found))


def stored(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The values of some cells; an empty text is an empty cell."""
    found = {key: cell.value if isinstance(cell, Formula) else cell for key, cell in cells.items()}
    return {key: None if value == "" else value for key, value in found.items()}
