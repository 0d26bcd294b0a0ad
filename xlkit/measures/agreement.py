"""How far levels agree, what that is called, and whether they stand at both ends."""

from collections.abc import Sequence

from xlkit.measures.scale import SCALE, Counts

FEWEST_FOR_BANDS = 5  # below this only the counts are shown
STRONG, MIXED = 0.7, 0.5  # the lowest agreement of each band
POLE = 0.3  # the share at either end from which answers are polarised


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
