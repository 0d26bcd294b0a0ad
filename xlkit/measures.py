"""Measures: each once, its value from levels and, beside it, its Excel formula.

Levels are ordinal, 1 to 5; a blank is missing and never 0. Values are None where there is nothing to measure, and the
formulas then show an empty text. Formulas use functions of Excel 2010 and name cells and ranges as they are given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median as middle_of
from typing import TypeAlias

SCALE = (1, 2, 3, 4, 5)
FEWEST_FOR_BANDS = 5  # below this only the counts are shown
STRONG, MIXED = 0.7, 0.5  # the lowest agreement of each band
POLE = 0.3  # the share at either end from which answers are polarised
CUT = 3  # where quadrants part, unless the reader sets another
CLOSED = ("Done", "Dropped")  # an action of such a status is never overdue
FIRST_YEAR = 1900  # an earlier date stands as text in Excel

Counts: TypeAlias = tuple[int, ...]
"""How many stand at each level, from 1 to 5."""


def counts(levels: Iterable[int | None]) -> Counts:
    """How many of some levels stand at 1, 2, 3, 4 and 5; blanks are left out."""
    found = list(levels)
    return tuple(found.count(level) for level in SCALE)


def count_formula(levels: str, level: int) -> str:
    """How many cells of a range stand at a level."""
    return f"=COUNTIF({levels},{level})"


def n_formula(levels: str) -> str:
    """How many cells of a range hold a level."""
    return f"=COUNT({levels})"


def low_median(levels: Iterable[int]) -> int | None:
    """The middle level, and of two middle ones the lower: always a level that somebody ticked."""
    ordered = sorted(levels)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def low_median_formula(levels: str) -> str:
    """The low median of a range of levels and blanks."""
    return f'=IF(COUNT({levels})=0,"",SMALL({levels},INT((COUNT({levels})+1)/2)))'


def low_median_where_formula(levels: str, keys: str, key: str) -> str:
    """The low median of the levels whose key is the given one; an array formula."""
    chosen = f'({keys}={key})*({levels}<>"")'
    return f'=IFERROR(SMALL(IF({chosen},{levels}),INT((SUM({chosen})+1)/2)),"")'


def median(found: Counts) -> float | None:
    """The median; 2.5 reads "between 2 and 3"."""
    levels = _spread_out(found)
    return float(middle_of(levels)) if levels else None


def median_formula(levels: str) -> str:
    """The median of a range of levels and blanks."""
    return f'=IF(COUNT({levels})=0,"",MEDIAN({levels}))'


def quartile(found: Counts, quarter: int) -> float | None:
    """The lower (1) or upper (3) quartile, interpolated with both ends counted in, as QUARTILE and QUARTILE.INC do."""
    levels = _spread_out(found)
    if not levels:
        return None
    place = (len(levels) - 1) * quarter / 4
    below = int(place)
    above = min(below + 1, len(levels) - 1)
    return levels[below] + (levels[above] - levels[below]) * (place - below)


def quartile_formula(levels: str, quarter: int) -> str:
    """The lower (1) or upper (3) quartile of a range of levels and blanks."""
    return f'=IF(COUNT({levels})=0,"",QUARTILE({levels},{quarter}))'


def lowest(found: Counts) -> int | None:
    """The lowest level."""
    return next((level for level, many in zip(SCALE, found, strict=True) if many), None)


def lowest_formula(levels: str) -> str:
    """The lowest level of a range."""
    return f'=IF(COUNT({levels})=0,"",MIN({levels}))'


def highest(found: Counts) -> int | None:
    """The highest level."""
    return max((level for level, many in zip(SCALE, found, strict=True) if many), default=None)


def highest_formula(levels: str) -> str:
    """The highest level of a range."""
    return f'=IF(COUNT({levels})=0,"",MAX({levels}))'


def spread(found: Counts) -> int | None:
    """How many steps lie between the lowest and the highest level."""
    low, high = lowest(found), highest(found)
    return None if low is None or high is None else high - low


def spread_formula(levels: str) -> str:
    """How many steps lie between the lowest and the highest level of a range."""
    return f'=IF(COUNT({levels})=0,"",MAX({levels})-MIN({levels}))'


def modes(found: Counts) -> str | None:
    """The most common levels, all that tie: `2, 3`."""
    most = max(found)
    return ", ".join(str(level) for level, many in zip(SCALE, found, strict=True) if many == most) if most else None


def modes_formula(cells: Sequence[str]) -> str:
    """The most common levels from the five cells that count them, which stand side by side."""
    most = f"MAX({cells[0]}:{cells[-1]})"
    parts = "&".join(f'IF({cell}={most},", {level}","")' for level, cell in zip(SCALE, cells, strict=True))
    return f'=IF({most}=0,"",MID({parts},3,99))'


def low_share(found: Counts) -> float | None:
    """The share at levels 1 and 2."""
    return (found[0] + found[1]) / sum(found) if sum(found) else None


def low_share_formula(cells: Sequence[str], n: str) -> str:
    """The share at levels 1 and 2 from the cells that count."""
    return f'=IF({n}=0,"",({cells[0]}+{cells[1]})/{n})'


def agreement(found: Counts) -> float | None:
    """Leik's agreement (1966): 1 where all are alike, 0 where half stand at each end; None below five."""
    n = sum(found)
    if n < FEWEST_FOR_BANDS:
        return None
    below = [sum(found[:k]) for k in range(1, len(found))]
    return 1 - sum(min(many, n - many) for many in below) / (2 * n)


def agreement_formula(n: str, below: Sequence[str]) -> str:
    """Leik's agreement from how many there are, and how many stand at or below levels 1, 2, 3 and 4."""
    steps = "+".join(f"MIN({many},{n}-({many}))" for many in below)
    return f'=IF({n}<{FEWEST_FOR_BANDS},"",1-({steps})/(2*{n}))'


def running(cells: Sequence[str]) -> tuple[str, ...]:
    """From the five cells that count: how many stand at or below levels 1, 2, 3 and 4."""
    return tuple("+".join(cells[:k]) for k in range(1, len(cells)))


def running_over(levels: str) -> tuple[str, ...]:
    """From a range of levels: how many stand at or below levels 1, 2, 3 and 4."""
    return tuple(f'COUNTIF({levels},"<={level}")' for level in SCALE[:-1])


def band(agreed: float | None) -> str | None:
    """What an agreement is called."""
    if agreed is None:
        return None
    return "strong" if agreed >= STRONG else "mixed" if agreed >= MIXED else "split"


def band_formula(agreed: str) -> str:
    """What the agreement in a cell is called."""
    return f'=IF({agreed}="","",IF({agreed}>={STRONG},"strong",IF({agreed}>={MIXED},"mixed","split")))'


def polarised(found: Counts) -> str | None:
    """Whether three in ten or more stand at 1–2, and three in ten or more at 4–5; None below five."""
    n = sum(found)
    if n < FEWEST_FOR_BANDS:
        return None
    return "yes" if (found[0] + found[1]) / n >= POLE and (found[3] + found[4]) / n >= POLE else "no"


def polarised_formula(cells: Sequence[str], n: str) -> str:
    """Whether the cells that count show answers at both ends."""
    one, two, _, four, five = cells
    ends = f"AND(({one}+{two})/{n}>={POLE},({four}+{five})/{n}>={POLE})"
    return f'=IF({n}<{FEWEST_FOR_BANDS},"",IF({ends},"yes","no"))'


def gap(commissioner: int | None, providers: float | None) -> float | None:
    """The commissioner's level less the providers' median: above 0 the commissioner places itself further on."""
    return None if commissioner is None or providers is None else commissioner - providers


def gap_formula(commissioner: str, providers: str) -> str:
    """The gap between two cells."""
    return f'=IF(OR({commissioner}="",{providers}=""),"",{commissioner}-{providers})'


def dominance(commissioner: int | None, found: Counts) -> float | None:
    """Providers below the commissioner's level less those above it, as a share: from −1 to +1."""
    n = sum(found)
    if commissioner is None or not n:
        return None
    return (sum(found[: commissioner - 1]) - sum(found[commissioner:])) / n


def dominance_formula(commissioner: str, levels: str, n: str) -> str:
    """The dominance of a cell over a range of levels."""
    sides = f'COUNTIF({levels},"<"&{commissioner})-COUNTIF({levels},">"&{commissioner})'
    return f'=IF(OR({commissioner}="",{n}=0),"",({sides})/{n})'


def quadrant(commissioner: int | None, providers: float | None, cut: float = CUT) -> str | None:
    """Which of four a theme calls for, by whether each side stands above the cut."""
    if commissioner is None or providers is None:
        return None
    if commissioner <= cut:
        return "joint priority" if providers <= cut else "commissioner to catch up"
    return "support providers" if providers <= cut else "share practice"


def quadrant_formula(commissioner: str, providers: str, cut: str) -> str:
    """The quadrant of two cells, parted at a third."""
    low = f'IF({providers}<={cut},"joint priority","commissioner to catch up")'
    high = f'IF({providers}<={cut},"support providers","share practice")'
    return f'=IF(OR({commissioner}="",{providers}=""),"",IF({commissioner}<={cut},{low},{high}))'


def without_action(levels: Sequence[int | None], actions: Sequence[int]) -> float | None:
    """The share that plan nothing, among the organisations that have a level; both sequences go by organisation."""
    planned = [many for level, many in zip(levels, actions, strict=True) if level is not None]
    return planned.count(0) / len(planned) if planned else None


def without_action_formula(levels: str, actions: str, n: str) -> str:
    """The share that plan nothing, from the ranges of levels and of numbers of actions."""
    return f'=IF({n}=0,"",SUMPRODUCT(({levels}<>"")*({actions}=0))/{n})'


@dataclass(frozen=True, slots=True)
class Standing:
    """What a theme's priority goes by, in this order; a theme without providers has no share at 1–2, and no rank."""

    low_share: float | None
    commissioner: int | None
    agreement: float | None
    without_action: float | None


def ranks(standings: Sequence[Standing]) -> tuple[int | None, ...]:
    """The priority of each theme, 1 first: most at 1–2, then least commissioner level, agreement and planned action.

    Ties share a rank, and a missing commissioner level or agreement comes after all others.
    """
    keys = [_urgency(standing) for standing in standings]
    return tuple(None if key is None else 1 + sum(other < key for other in keys if other is not None) for key in keys)


def _urgency(standing: Standing) -> tuple[float, float, float, float] | None:
    last = float("inf")
    if standing.low_share is None or standing.without_action is None:
        return None
    commissioner = last if standing.commissioner is None else standing.commissioner
    agreed = last if standing.agreement is None else standing.agreement
    return (-standing.low_share, commissioner, agreed, -standing.without_action)


@dataclass(frozen=True, slots=True)
class RankPlaces:
    """A column that priority goes by: its cell in one row, and its whole range."""

    cell: str
    all: str


def rank_formula(n: RankPlaces, low: RankPlaces, commissioner: RankPlaces, agreed: RankPlaces, idle: RankPlaces) -> str:
    """The priority of one row of a table; an empty text is greater than every number, so it comes last."""
    tied = f"({agreed.all}<{agreed.cell})+({agreed.all}={agreed.cell})*({idle.all}>{idle.cell})"
    tied = f"({commissioner.all}<{commissioner.cell})+({commissioner.all}={commissioner.cell})*({tied})"
    tied = f"({low.all}>{low.cell})+({low.all}={low.cell})*({tied})"
    return f'=IF({n.cell}=0,"",1+SUMPRODUCT(({n.all}>0)*({tied})))'


def timing(due: date | None, status: str, as_at: date) -> str:
    """Where an action stands in time."""
    if status.casefold() in {closed.casefold() for closed in CLOSED}:
        return "closed"
    if due is None or due.year < FIRST_YEAR:
        return "no date"
    return "overdue" if due < as_at else "to come"


def timing_formula(due: str, status: str, as_at: str) -> str:
    """Where an action stands in time, from its cells and the as-at cell."""
    closed = ",".join(f'{status}="{name}"' for name in CLOSED)
    return f'=IF(OR({closed}),"closed",IF(ISNUMBER({due}),IF({due}<{as_at},"overdue","to come"),"no date"))'


def _spread_out(found: Counts) -> list[int]:
    return [level for level, many in zip(SCALE, found, strict=True) for _ in range(many)]
