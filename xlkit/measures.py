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
LOW = 2  # the highest of the low levels
CUT = 3  # where quadrants part, unless the reader sets another
TIMINGS = ("overdue", "to come", "no date", "closed")
CLOSED = ("Done", "Dropped")  # an action of such a status is never overdue
FIRST_YEAR = 1900  # an earlier date stands as text in Excel

Counts: TypeAlias = tuple[int, ...]
"""How many stand at each level, from 1 to 5."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which cells of a range a formula takes: those whose neighbours among `keys`, a range, hold the number `key`."""

    keys: str
    key: str


def counts(levels: Iterable[int | None]) -> Counts:
    """How many of some levels stand at 1, 2, 3, 4 and 5; blanks are left out."""
    found = list(levels)
    return tuple(found.count(level) for level in SCALE)


def count_formula(levels: str, level: int, where: Where | None = None) -> str:
    """How many cells of a range stand at a level."""
    return f"=COUNTIFS({levels},{level},{where.keys},{where.key})" if where else f"=COUNTIF({levels},{level})"


def n_formula(levels: str, where: Where | None = None) -> str:
    """How many cells of a range hold a level."""
    return f'=COUNTIFS({levels},">0",{where.keys},{where.key})' if where else f"=COUNT({levels})"


def low_median(levels: Iterable[int]) -> int | None:
    """The middle level, and of two middle ones the lower: always a level that somebody ticked."""
    ordered = sorted(levels)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def low_median_formula(levels: str) -> str:
    """The low median of a range of levels and blanks."""
    return f'=IF(COUNT({levels})=0,"",SMALL({levels},INT((COUNT({levels})+1)/2)))'


def low_median_where_formula(levels: str, where: Where) -> str:
    """The low median of the levels whose key is the given one; an array formula."""
    chosen = f'({where.keys}={where.key})*({levels}<>"")'
    return f'=IFERROR(SMALL(IF({chosen},{levels}),INT((SUM({chosen})+1)/2)),"")'


def median(found: Counts) -> float | None:
    """The median; 2.5 reads "between 2 and 3"."""
    levels = _spread_out(found)
    return float(middle_of(levels)) if levels else None


def median_formula(levels: str, where: Where | None = None) -> str:
    """The median of a range of levels and blanks; an array formula where only some are taken."""
    if where:
        return f'=IFERROR(MEDIAN({_chosen(levels, where)}),"")'
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


def quartile_formula(levels: str, quarter: int, where: Where | None = None) -> str:
    """The lower (1) or upper (3) quartile of a range of levels and blanks; an array formula where some are taken."""
    if where:
        return f'=IFERROR(QUARTILE({_chosen(levels, where)},{quarter}),"")'
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


def lowest_counted_formula(cells: Sequence[str]) -> str:
    """The lowest level from the five cells that count."""
    return _first_counted(list(zip(cells, SCALE, strict=True)))


def highest_counted_formula(cells: Sequence[str]) -> str:
    """The highest level from the five cells that count."""
    return _first_counted(list(zip(cells, SCALE, strict=True))[::-1])


def _first_counted(levels: Sequence[tuple[str, int]]) -> str:
    return "=" + "".join(f"IF({cell}>0,{level}," for cell, level in levels) + '""' + ")" * len(levels)


def spread(found: Counts) -> int | None:
    """How many steps lie between the lowest and the highest level."""
    low, high = lowest(found), highest(found)
    return None if low is None or high is None else high - low


def spread_formula(levels: str) -> str:
    """How many steps lie between the lowest and the highest level of a range."""
    return f'=IF(COUNT({levels})=0,"",MAX({levels})-MIN({levels}))'


def steps_formula(low: str, high: str) -> str:
    """How many steps lie between two cells, the lowest and the highest level."""
    return f'=IF({low}="","",{high}-{low})'


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


def dominance_formula(commissioner: str, levels: str, n: str, where: Where | None = None) -> str:
    """The dominance of a cell over a range of levels."""
    also = f",{where.keys},{where.key}" if where else ""
    sides = f'COUNTIFS({levels},"<"&{commissioner}{also})-COUNTIFS({levels},">"&{commissioner}{also})'
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


def unplanned(level: int | None, actions: int) -> int | None:
    """A level of 1 or 2 for which nothing is planned; None for any other."""
    return level if level is not None and level <= LOW and not actions else None


def unplanned_formula(level: str, actions: str) -> str:
    """A level of 1 or 2 for which nothing is planned, from two cells; an empty text for any other."""
    return f'=IF({level}="","",IF(AND({level}<={LOW},{actions}=0),{level},""))'


def without_action(levels: Sequence[int | None], actions: Sequence[int]) -> float | None:
    """The share that plan nothing, among the organisations that have a level; both sequences go by organisation."""
    planned = [many for level, many in zip(levels, actions, strict=True) if level is not None]
    return planned.count(0) / len(planned) if planned else None


def without_action_formula(levels: str, actions: str, n: str) -> str:
    """The share that plan nothing, from the ranges of levels and of numbers of actions."""
    return f'=IF({n}=0,"",SUMPRODUCT(({levels}<>"")*({actions}=0))/{n})'


def further_on(gaps: Iterable[float | None]) -> tuple[int, int, int]:
    """How many of some gaps lie below 0, at 0 and above it; missing ones are left out."""
    found = [one for one in gaps if one is not None]
    return sum(one < 0 for one in found), sum(one == 0 for one in found), sum(one > 0 for one in found)


def further_on_formulas(gaps: str, where: Where) -> tuple[str, str, str]:
    """The three counts of `further_on` over some of a range of gaps; keys may be names that hold no wildcard."""
    chosen = f"{where.keys},{where.key}"
    below, at, above = (f'=COUNTIFS({gaps},"{sign}",{chosen})' for sign in ("<0", "=0", ">0"))
    return below, at, above


def peers(level: int | None, found: Counts) -> int | None:
    """How many others a group has, one of whose members stands at `level`; None where that is missing."""
    return None if level is None else sum(found) - 1


def peers_formula(level: str, levels: str, group: Where) -> str:
    """The number of others from a cell, and the levels of its group."""
    return f'=IF({level}="","",{n_formula(levels, group)[1:]}-1)'


def peer_shares(level: int | None, found: Counts) -> tuple[float | None, float | None, float | None]:
    """The shares of the others in a group below, at and above a member's level; None where there are no others."""
    if level is None or sum(found) < 2:
        return None, None, None
    others = sum(found) - 1
    below, above = sum(found[: level - 1]), sum(found[level:])
    return below / others, (found[level - 1] - 1) / others, above / others


def peer_share_formulas(level: str, levels: str, group: Where, others: str) -> tuple[str, str, str]:
    """The three shares of `peer_shares` from a cell, the levels of its group, and the cell that counts the others."""
    chosen = f"{group.keys},{group.key}"
    below, at, above = (
        f'COUNTIFS({levels},"{sign}"&{level},{chosen}){own}' for sign, own in (("<", ""), ("=", "-1"), (">", ""))
    )
    found = [f'=IF(N({others})=0,"",({count})/{others})' for count in (below, at, above)]
    return found[0], found[1], found[2]


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


def moved(before: int | None, now: int | None) -> str | None:
    """What became of a level between two rounds: down, same, up; joined and left where it stands in one of them."""
    if before is None or now is None:
        return "joined" if now is not None else "left" if before is not None else None
    return "down" if now < before else "up" if now > before else "same"


def moved_formula(before: str, now: str) -> str:
    """What became of a level between two cells."""
    both = f'IF({now}<{before},"down",IF({now}>{before},"up","same"))'
    return f'=IF({before}="",IF({now}="","","joined"),IF({now}="","left",{both}))'


def net_movement(down: int, same: int, up: int) -> float | None:
    """Those who went up less those who went down, as a share of all matched: from −1 to +1."""
    matched = down + same + up
    return (up - down) / matched if matched else None


def net_movement_formula(down: str, up: str, matched: str) -> str:
    """The net movement from the cells that count."""
    return f'=IF({matched}=0,"",({up}-{down})/{matched})'


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


def _chosen(levels: str, where: Where) -> str:
    return f'IF(({where.keys}={where.key})*({levels}<>""),{levels})'


def _spread_out(found: Counts) -> list[int]:
    return [level for level, many in zip(SCALE, found, strict=True) for _ in range(many)]
