"""Many files read at once, each in a process that it may crash without costing another file."""

import gc
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from xlkit.errors import XlkitError
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.limits import LIMITS, Limits
from xlkit.returns.read.reading import GARBAGE, Read, Worker, read_here, unreadable
from xlkit.returns.read.source import Source

T = TypeVar("T")

_FEW = 24  # so many files are read in this process in less time than a pool takes to start
_FEW_BYTES = 32 * 2**20  # of members of archives, which are held in memory
_TOGETHER = 8  # files that are read in this process at once: a few at a time are quickest
_AHEAD = 4  # sources under way for each worker: enough to keep it busy, few enough to hold in memory
_TICK = 1.0  # seconds between two looks at whether the pool still stands
_A_PASSWORD = 0.5  # seconds
_START = 60.0  # seconds that workers may take to start on a busy computer


def read_all(
    sources: Iterable[Source],
    understand: Callable[[RawReturn], T],
    workers: int | None = None,
    limits: Limits = LIMITS,
    passwords: Sequence[str] = (),
) -> Iterator[Read[T]]:
    """Every source read and understood, in the order given, whatever becomes of any of them.

    `workers` is how many processes read at once, as many as there are processors if not given; with one it is this
    process that reads what it safely can. `passwords` are tried on workbooks that need one.

    `understand` must be picklable: it runs in the workers, which start afresh (a script that calls this needs the
    usual `if __name__ == "__main__"`). A few files are read in this process as far as that is safe.
    """
    count = workers or os.cpu_count() or 1
    stream = iter(sources)
    first = _first(stream)
    is_here = count == 1 or (len(first) <= _FEW and sum(len(source.data or b"") for source in first) <= _FEW_BYTES)
    desk = Desk(understand, count, limits, passwords)
    waiting: deque[Read[T] | Task[T]] = deque()
    collector = gc.get_threshold()
    try:
        if is_here:
            gc.set_threshold(GARBAGE, *collector[1:])
        for source, here in _looked_at(chain(first, stream), understand, limits, _TOGETHER if is_here else 0):
            waiting.append(here or desk.take(source))
            while waiting and (len(waiting) > count * _AHEAD or isinstance(waiting[0], Read)):
                yield desk.give(waiting.popleft())
        while waiting:
            yield desk.give(waiting.popleft())
    finally:
        gc.set_threshold(*collector)
        desk.close()


def _looked_at(
    sources: Iterator[Source], understand: Callable[[RawReturn], T], limits: Limits, together: int
) -> Iterator[tuple[Source, Read[T] | None]]:
    """Each source with what was read of it in this process, so many at once; with none, nothing is read here."""
    if not together:
        yield from ((source, None) for source in sources)
    while some := list(islice(sources, together)):
        yield from zip(some, read_here(some, understand, limits), strict=True)


def _first(stream: Iterator[Source]) -> list[Source]:
    """The first sources, one more than are few, or fewer where they are heavy."""
    first: list[Source] = []
    weight = 0
    for source in stream:
        first.append(source)
        weight += len(source.data or b"")
        if len(first) > _FEW or weight > _FEW_BYTES:
            break
    return first


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """A source under way in a pool."""

    source: Source
    pool: ProcessPool
    future: Future[Read[T]]


class Desk(Generic[T]):
    """Hands sources to worker processes and takes back what they read, starting workers only when there is need."""

    def __init__(
        self, understand: Callable[[RawReturn], T], workers: int, limits: Limits, passwords: Sequence[str] = ()
    ) -> None:
        self._understand = understand
        self._workers = workers
        self._limits = limits
        self._passwords = tuple(passwords)
        # A file behind a password takes some tenths of a second for each one that is tried.
        self._seconds = limits.seconds + len(self._passwords) * _A_PASSWORD
        self._pool: ProcessPool | None = None

    def take(self, source: Source) -> Task[T]:
        """Begin to read a source."""
        if self._pool is None or not self._pool.active:
            self.close()
            self._pool = self._start(self._workers)
        return self._schedule(self._pool, source)

    def give(self, taken: Read[T] | Task[T]) -> Read[T]:
        """What was read of a source that was taken before; XlkitError where this system starts no worker."""
        if isinstance(taken, Read):
            return taken
        return self._settled(taken) or self._read_alone(taken.source)

    def close(self) -> None:
        """End all workers at once."""
        if self._pool is not None:
            _end(self._pool)
            self._pool = None

    def _start(self, workers: int) -> ProcessPool:
        context = multiprocessing.get_context("spawn")
        begin = (self._understand, self._limits, self._passwords)
        return ProcessPool(max_workers=workers, context=context, initializer=Worker.begin, initargs=begin)

    def _schedule(self, pool: ProcessPool, source: Source) -> Task[T]:
        return Task(source, pool, pool.schedule(Worker.read, args=(source,), timeout=self._seconds))

    def _settled(self, task: Task[T]) -> Read[T] | None:
        """What a worker made of the source, or None where its pool broke before it could tell."""
        patience = time.monotonic() + _START + self._seconds * (_AHEAD + 1)
        while not task.future.done() and task.pool.active and time.monotonic() < patience:
            wait([task.future], timeout=_TICK)
        if not task.future.done():
            return None
        try:
            return task.future.result()
        except TimeoutError:
            return unreadable(task.source, f"reading it took more than {self._seconds:g} seconds")
        except ProcessExpired:
            return unreadable(task.source, "reading it stopped the reader")
        except (BrokenProcessPool, CancelledError):
            return None

    def _read_alone(self, source: Source) -> Read[T]:
        """The source read in a pool of its own, where nothing else can be to blame if that breaks too."""
        pool = self._start(1)
        try:
            task = self._schedule(pool, source)
            read = self._settled(task)
            if read is None and not task.future.done() and not task.future.running():
                raise XlkitError("No process could be started to read the files in: check the memory of this computer.")
            return read or unreadable(source, "reading it stopped the reader")
        finally:
            _end(pool)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
