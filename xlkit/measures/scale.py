"""A scale of ordered steps: how many stand at each, and which cells of a range a formula takes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

Counts: TypeAlias = tuple[int, ...]
"""How many stand at each level, from the lowest to the highest step of a scale."""


class Scale(Struct, frozen=True):
    """Levels from 1 to `steps`; those up to `low` are low, and quadrants part at `cut`: what stands there is below it.

    Scales of different numbers of steps stand beside each other and are never subtracted.
    """

    steps: int = 5
    low: int = 2
    cut: float = 3

    @classmethod
    def of(cls, steps: int) -> "Scale":
        """The scale of so many steps whose template says no more: low is two fifths of them, the cut in the middle.

        Two fifths are rounded to the nearest step, which is 2 of 4: where no step is in the middle, everybody stands
        on one side of it.
        """
        return cls(steps, max(1, round(2 * steps / 5)), (steps + 1) / 2)

    @property
    def levels(self) -> tuple[int, ...]:
        """Every level, the lowest first."""
        return tuple(range(1, self.steps + 1))

    @property
    def high(self) -> int:
        """The lowest of the high levels, of which there are as many as low ones."""
        return self.steps + 1 - self.low


FIVE = Scale()


class Where(Struct, frozen=True):
    """Which cells of a range a formula takes: those whose neighbours among `keys`, a range, hold the number `key`."""

    keys: str
    key: str


def commonest(steps: Iterable[int]) -> int:
    """The number of steps that most items have, of two as common the larger; 0 without any."""
    many = Counter(steps)
    return max(many, key=lambda number: (many[number], number), default=0)


def counts(levels: Iterable[int | None], scale: Scale) -> Counts:
    """How many of some levels stand at each step of a scale; blanks are left out."""
    known = list(levels)
    return tuple(known.count(level) for level in scale.levels)


def count_formula(levels: str, level: int, where: Where | None = None) -> str:
    """How many cells of a range stand at a level."""
    return f"=COUNTIFS({levels},{level},{where.keys},{where.key})" if where else f"=COUNTIF({levels},{level})"


def n_formula(levels: str, where: Where | None = None) -> str:
    """How many cells of a range hold a level."""
    return f'=COUNTIFS({levels},">0",{where.keys},{where.key})' if where else f"=COUNT({levels})"


def level_formula(answer: str, scale: Scale) -> str:
    """The level in a cell that anything may be typed into; an empty text for whatever is no step of the scale."""
    steps = ",".join(map(str, scale.levels))
    return f'=IFERROR(IF(CHOOSE({answer},{steps})={answer},{answer},""),"")'


def typed_count_formula(levels: str, level: int, where: Where) -> str:
    """How many cells of a range stand at a level, texts that look like it left out."""
    return f"=SUMPRODUCT(({where.keys}={where.key})*({levels}={level}))"


def low_share(counts: Counts, scale: Scale) -> float | None:
    """The share at low levels."""
    return sum(counts[: scale.low]) / sum(counts) if sum(counts) else None


def low_share_formula(cells: Sequence[str], n: str, scale: Scale) -> str:
    """The share at low levels from the cells that count."""
    return f'=IF({n}=0,"",({"+".join(cells[: scale.low])})/{n})'


def pick(levels: str, where: Where) -> str:
    """The chosen cells of a range, blanks left out; it needs an array formula around it."""
    # Of a range of one cell IF makes a single value: a text is then no number, whereas FALSE would count as 0.
    return f'IF(({where.keys}={where.key})*({levels}<>""),{levels},"")'


def levels_of(counts: Counts) -> list[int]:
    """The levels that were counted, the lowest first."""
    return [level for level, many in enumerate(counts, start=1) for _ in range(many)]
