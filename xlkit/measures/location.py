"""Where levels lie: medians, quartiles, ends, modes, and how many steps lie between the ends."""

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median as middle_of
from typing import TypeVar

from xlkit.measures.agreement import running
from xlkit.measures.scale import Counts, Scale, Where, levels_of, n_formula, pick

Ordered = TypeVar("Ordered", int, float, date)


def low_median(values: Iterable[Ordered | None]) -> Ordered | None:
    """The middle level, number or date, and of two middle ones the lower: always one that somebody gave."""
    ordered = sorted(value for value in values if value is not None)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def low_median_formula(levels: str) -> str:
    """The low median of a range of levels and blanks."""
    return f'=IF(COUNT({levels})=0,"",SMALL({levels},INT((COUNT({levels})+1)/2)))'


def low_median_where_formula(levels: str, where: Where, scale: Scale | None = None) -> str:
    """The low median of the levels whose key is the given one; an array formula.

    Since anything may be typed into the range, what is no number, or with a `scale` no step of it, is left out.
    """
    known = "+".join(f"({levels}={level})" for level in scale.levels) if scale else f"ISNUMBER({levels})"
    chosen = f"({where.keys}={where.key})*({known})"
    return f'=IFERROR(SMALL(IF({chosen},{levels},""),INT((SUM({chosen})+1)/2)),"")'


def median(counts: Counts) -> float | None:
    """The median; 2.5 reads "between 2 and 3"."""
    levels = levels_of(counts)
    return float(middle_of(levels)) if levels else None


def median_formula(levels: str, where: Where | None = None, n: str = "") -> str:
    """The median of a range of levels and blanks; an array formula where only some are taken.

    `n` is the cell that says how many levels there are, if one does.
    """
    return f'=IF({n or n_formula(levels, where)[1:]}=0,"",MEDIAN({_taken(levels, where)}))'


def quartile(counts: Counts, quarter: int) -> float | None:
    """The lower (1) or upper (3) quartile, interpolated with both ends counted in, as QUARTILE and QUARTILE.INC do."""
    return quartile_of(levels_of(counts), quarter)


def quartile_of(ordered: Sequence[float], quarter: int) -> float | None:
    """The same of numbers in order; 2 gives their median."""
    if not ordered:
        return None
    place = (len(ordered) - 1) * quarter / 4
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def quartile_formula(levels: str, quarter: int, where: Where | None = None, n: str = "") -> str:
    """The lower (1) or upper (3) quartile of a range of levels and blanks; an array formula where some are taken.

    `n` is the cell that says how many levels there are, if one does.
    """
    return f'=IF({n or n_formula(levels, where)[1:]}=0,"",QUARTILE({_taken(levels, where)},{quarter}))'


def _taken(levels: str, where: Where | None) -> str:
    return pick(levels, where) if where else levels


def interquartile_range(counts: Counts) -> float | None:
    """How many steps the middle half spans, from the lower to the upper quartile."""
    lower, upper = quartile(counts, 1), quartile(counts, 3)
    return None if lower is None or upper is None else upper - lower


def interquartile_range_formula(lower: str, upper: str) -> str:
    """The interquartile range from the cells of both quartiles."""
    return f'=IF({upper}="","",{upper}-{lower})'


def lowest(counts: Counts) -> int | None:
    """The lowest level."""
    return next((level for level, many in enumerate(counts, start=1) if many), None)


def lowest_formula(levels: str) -> str:
    """The lowest level of a range."""
    return f'=IF(COUNT({levels})=0,"",MIN({levels}))'


def highest(counts: Counts) -> int | None:
    """The highest level."""
    return max((level for level, many in enumerate(counts, start=1) if many), default=None)


def highest_formula(levels: str) -> str:
    """The highest level of a range."""
    return f'=IF(COUNT({levels})=0,"",MAX({levels}))'


def lowest_counted_formula(cells: Sequence[str]) -> str:
    """The lowest level from the cells that count."""
    return _first_counted(list(enumerate(cells, start=1)))


def highest_counted_formula(cells: Sequence[str]) -> str:
    """The highest level from the cells that count."""
    return _first_counted(list(enumerate(cells, start=1))[::-1])


def _first_counted(levels: Sequence[tuple[int, str]]) -> str:
    return "=" + "".join(f"IF({cell}>0,{level}," for level, cell in levels) + '""' + ")" * len(levels)


def spread(counts: Counts) -> int | None:
    """How many steps lie between the lowest and the highest level."""
    low, high = lowest(counts), highest(counts)
    return None if low is None or high is None else high - low


def spread_formula(levels: str) -> str:
    """How many steps lie between the lowest and the highest level of a range."""
    return f'=IF(COUNT({levels})=0,"",MAX({levels})-MIN({levels}))'


def steps_formula(low: str, high: str) -> str:
    """How many steps lie between two cells, the lowest and the highest level."""
    return f'=IF({low}="","",{high}-{low})'


def modes(counts: Counts) -> str | None:
    """The most common levels, all that tie: `2, 3`."""
    most = max(counts)
    return ", ".join(str(level) for level, many in enumerate(counts, start=1) if many == most) if most else None


def modes_formula(cells: Sequence[str]) -> str:
    """The most common levels from the cells that count them, which stand side by side."""
    most = f"MAX({cells[0]}:{cells[-1]})"
    parts = "&".join(f'IF({cell}={most},", {level}","")' for level, cell in enumerate(cells, start=1))
    return f'=IF({most}=0,"",MID({parts},3,99))'


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
