"""Formulas that take the cells that count, where the levels beneath are not at hand."""

from collections.abc import Sequence

from xlkit.measures.agreement import running


def sum_formula(cells: Sequence[str]) -> str:
    """How many there are."""
    return f"=SUM({cells[0]}:{cells[-1]})"


def median_counted_formula(cells: Sequence[str], n: str) -> str:
    """The median from the cells that count, and the cell that holds how many there are."""
    lower, upper = _level_at(cells, f"INT(({n}+1)/2)"), _level_at(cells, f"INT({n}/2)+1")
    return f'=IF(N({n})=0,"",({lower}+{upper})/2)'


def quartile_counted_formula(cells: Sequence[str], n: str, quarter: int) -> str:
    """The lower (1) or upper (3) quartile from the cells that count, interpolated as QUARTILE does."""
    place = f"({n}-1)*{quarter}/4"
    below, above = _level_at(cells, f"INT({place})+1"), _level_at(cells, f"MIN(INT({place})+2,{n})")
    return f'=IF(N({n})=0,"",{below}+({above}-{below})*({place}-INT({place})))'


def _level_at(cells: Sequence[str], place: str) -> str:
    """The level at a place, counted from 1, when all are put in order."""
    return "(1" + "".join(f"+({place}>{below})" for below in running(cells)) + ")"
