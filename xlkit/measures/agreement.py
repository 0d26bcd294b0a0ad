"""How far levels agree, what that is called, and whether they stand at both ends."""

from collections.abc import Sequence

from xlkit.measures.scale import Counts, Scale

FEWEST_FOR_BANDS = 5  # below this only the counts are shown
STRONG, MIXED = 0.7, 0.5  # the lowest agreement of each band
POLE = 0.3  # the share at either end from which answers are polarised


def agreement(counts: Counts) -> float | None:
    """Leik's agreement (1966): 1 where all are alike, 0 where half stand at each end; None below five."""
    n = sum(counts)
    if n < FEWEST_FOR_BANDS:
        return None
    below = [sum(counts[:k]) for k in range(1, len(counts))]
    return 1 - sum(min(many, n - many) for many in below) / (len(below) / 2 * n)


def agreement_formula(n: str, below: Sequence[str]) -> str:
    """Leik's agreement from how many there are, and how many stand at or below each level but the highest."""
    steps = "+".join(f"MIN({many},{n}-({many}))" for many in below)
    return f'=IF({n}<{FEWEST_FOR_BANDS},"",1-({steps})/({len(below) / 2:g}*{n}))'


def running(cells: Sequence[str]) -> tuple[str, ...]:
    """From the cells that count: how many stand at or below each level but the highest."""
    return tuple("+".join(cells[:k]) for k in range(1, len(cells)))


def running_over(levels: str, scale: Scale) -> tuple[str, ...]:
    """From a range of levels: how many stand at or below each level but the highest."""
    return tuple(f'COUNTIF({levels},"<={level}")' for level in scale.levels[:-1])


def band(agreed: float | None) -> str | None:
    """What an agreement is called."""
    if agreed is None:
        return None
    return "strong" if agreed >= STRONG else "mixed" if agreed >= MIXED else "split"


def band_formula(agreed: str) -> str:
    """What the agreement in a cell is called."""
    return f'=IF({agreed}="","",IF({agreed}>={STRONG},"strong",IF({agreed}>={MIXED},"mixed","split")))'


def polarised(counts: Counts, scale: Scale) -> str | None:
    """Whether three in ten or more stand at low levels, and three in ten or more at high ones; None below five."""
    n = sum(counts)
    if n < FEWEST_FOR_BANDS:
        return None
    low, high = sum(counts[: scale.low]), sum(counts[scale.high - 1 :])
    return "yes" if low / n >= POLE and high / n >= POLE else "no"


def polarised_formula(cells: Sequence[str], n: str, scale: Scale) -> str:
    """Whether the cells that count show answers at both ends."""
    low, high = "+".join(cells[: scale.low]), "+".join(cells[scale.high - 1 :])
    ends = f"AND(({low})/{n}>={POLE},({high})/{n}>={POLE})"
    return f'=IF({n}<{FEWEST_FOR_BANDS},"",IF({ends},"yes","no"))'
