"""What is planned, for which levels, and where an action stands in time."""

from collections.abc import Iterable, Sequence
from datetime import date

from xlkit.measures.scale import Scale

TIMINGS = ("overdue", "to come", "no date", "closed")
DONE = "Done"
GIVEN_UP = "Dropped"  # an action of this status plans nothing any more
CLOSED = (DONE, GIVEN_UP)  # an action of such a status is never overdue
FIRST_YEAR = 1900  # an earlier date stands as text in Excel


def unplanned(level: int | None, actions: int, scale: Scale) -> int | None:
    """A low level for which nothing is planned; None for any other."""
    return level if level is not None and level <= scale.low and not actions else None


def unplanned_formula(level: str, actions: str, scale: Scale) -> str:
    """A low level for which nothing is planned, from two cells; an empty text for any other."""
    return f'=IF({level}="","",IF(AND({level}<={scale.low},{actions}=0),{level},""))'


def without_action(levels: Sequence[int | None], actions: Sequence[int]) -> float | None:
    """The share that plan nothing, among the organisations that have a level; both sequences go by organisation."""
    planned = [many for level, many in zip(levels, actions, strict=True) if level is not None]
    return planned.count(0) / len(planned) if planned else None


def without_action_formula(levels: str, actions: str, n: str) -> str:
    """The share that plan nothing, from the ranges of levels and of numbers of actions."""
    return f'=IF({n}=0,"",SUMPRODUCT(({levels}<>"")*({actions}=0))/{n})'


def is_given_up(status: str) -> bool:
    """Whether an action of a status plans nothing any more."""
    return status.casefold() == GIVEN_UP.casefold()


def unless_given_up_formula(status: str, value: float) -> str:
    """A number that stands only while an action of the status in a cell plans something; an empty text otherwise."""
    return f'=IF({status}="{GIVEN_UP}","",{value})'


def repeated(before: Iterable[Sequence[str]], timings: Iterable[str]) -> int:
    """How many actions were planned in an earlier round already and are not closed; both go by action."""
    return sum(bool(rounds) and when != "closed" for rounds, when in zip(before, timings, strict=True))


def repeated_formula(before: str, timings: str) -> str:
    """How many actions are repeated, from the ranges that name earlier rounds and say where actions stand in time."""
    return f'=SUMPRODUCT(({before}<>"")*({timings}<>"closed"))'


def unowned(owners: Iterable[str], timings: Iterable[str]) -> int:
    """How many actions that are not closed have no owner; both go by action."""
    return sum(not owner and when != "closed" for owner, when in zip(owners, timings, strict=True))


def unowned_formula(owners: str, timings: str) -> str:
    """How many actions that are not closed have no owner, from the ranges; a term without its equals sign."""
    return f'SUMPRODUCT(({owners}="")*({timings}<>"closed"))'


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
