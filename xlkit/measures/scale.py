"""The scale of five levels: how many stand at each, and which cells of a range a formula takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

SCALE = (1, 2, 3, 4, 5)
LOW = 2  # the highest of the low levels

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


def low_share(found: Counts) -> float | None:
    """The share at levels 1 and 2."""
    return (found[0] + found[1]) / sum(found) if sum(found) else None


def low_share_formula(cells: Sequence[str], n: str) -> str:
    """The share at levels 1 and 2 from the cells that count."""
    return f'=IF({n}=0,"",({cells[0]}+{cells[1]})/{n})'


def pick(levels: str, where: Where) -> str:
    """The chosen cells of a range, blanks left out; it needs an array formula around it."""
    return f'IF(({where.keys}={where.key})*({levels}<>""),{levels})'


def levels_of(found: Counts) -> list[int]:
    """The levels that were counted, the lowest first."""
    return [level for level, many in zip(SCALE, found, strict=True) for _ in range(many)]
