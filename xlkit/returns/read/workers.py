"""Many files read at once, each by a worker that it may stop without costing another file."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from xlkit import GARBAGE
from xlkit.processes import Stopped
from xlkit.processes.asking import each
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.limits import LIMITS, Limits
from xlkit.returns.read.reading import Order, Read, read_order, told_by_name, understood, unreadable
from xlkit.returns.read.source import Source

T = TypeVar("T")
Cells: TypeAlias = Iterator[tuple[Order, Read[RawReturn] | Stopped]]


def read_all(
    sources: Iterable[Source],
    understand: Callable[[RawReturn], T],
    workers: int | None = None,
    limits: Limits = LIMITS,
    passwords: Sequence[str] = (),
) -> Iterator[Read[T]]:
    """Every source read and understood, in the order given, whatever becomes of any of them; see both below."""
    return all_understood(begun(sources, workers, limits, passwords), understand)


def begun(
    sources: Iterable[Source], workers: int | None = None, limits: Limits = LIMITS, passwords: Sequence[str] = ()
) -> Cells:
    """The cells of every source, which workers begin to read at once.

    `workers` is how many are read at once, as many as there are processors if not given. `passwords` are tried on
    workbooks that need one.
    """
    orders = (Order(source, limits, tuple(passwords)) for source in sources)
    return each(read_order, orders, limits.allowance(len(passwords)), workers)


def all_understood(cells: Cells, understand: Callable[[RawReturn], T]) -> Iterator[Read[T]]:
    """What the cells of each source mean, which is worked out in this process."""
    collector = gc.get_threshold()
    try:
        gc.set_threshold(GARBAGE, *collector[1:])
        for order, read in cells:
            known = unreadable(order.source, read.reason) if isinstance(read, Stopped) else read
            yield replace(understood(told_by_name(known, order.source), understand), sent=order.source.sent)
    finally:
        gc.set_threshold(*collector)
