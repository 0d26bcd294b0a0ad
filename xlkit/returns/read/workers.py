"""Many files read at once, each by a worker that it may stop without costing another file."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from xlkit.processes import GARBAGE, Stopped
from xlkit.processes.asking import each
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.limits import LIMITS, Limits
from xlkit.returns.read.reading import Order, Read, read_order, told_by_name, understood, unreadable
from xlkit.returns.read.source import Source

T = TypeVar("T")


def read_all(
    sources: Iterable[Source],
    understand: Callable[[RawReturn], T],
    workers: int | None = None,
    limits: Limits = LIMITS,
    passwords: Sequence[str] = (),
) -> Iterator[Read[T]]:
    """Every source read and understood, in the order given, whatever becomes of any of them.

    `workers` is how many are read at once, as many as there are processors if not given. `passwords` are tried on
    workbooks that need one. Files are read in workers, which start afresh (a script that calls this needs the usual
    `if __name__ == "__main__"`); what their cells mean is understood here.
    """
    orders = (Order(source, limits, tuple(passwords)) for source in sources)
    allowance = limits.allowance(len(passwords))
    collector = gc.get_threshold()
    try:
        gc.set_threshold(GARBAGE, *collector[1:])
        for order, read in each(read_order, orders, allowance, workers):
            cells = unreadable(order.source, read.reason) if isinstance(read, Stopped) else read
            yield replace(understood(told_by_name(cells, order.source), understand), sent=order.source.sent)
    finally:
        gc.set_threshold(*collector)
