"""Asking: work given to workers, and their answers in order."""

import atexit
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from xlkit.ahead import AHEAD
from xlkit.errors import XlkitError
from xlkit.processes import Allowance, Said, Stopped
from xlkit.processes.worker import Worker, heard

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4  # pieces of work under way for each worker: enough to keep it busy, few enough to hold in memory
_WAITING: list[Worker] = []


def ask(work: Callable[[T], R], given: T, allowance: Allowance) -> R | Stopped:
    """What a function of a module gives, called in a worker; an XlkitError of its own is raised here."""
    return next(stream(work, given, allowance))  # type: ignore[no-any-return]


def stream(work: Callable[[T], Any], given: T, allowance: Allowance) -> Iterator[Any]:
    """Each answer of a generator of a module as it comes, from a worker; Stopped in place of those that do not."""
    worker = _idle(work, given, allowance)
    answer = Said(is_last=False, is_empty=True)
    try:
        while not answer.is_last:
            for _, answer in heard([worker], is_patient=True):
                if not answer.is_empty:
                    yield _believed(answer)
    finally:
        _leave(worker, is_free=answer.is_last)


def each(
    work: Callable[[T], R], things: Iterable[T], allowance: Allowance, workers: int | None = None
) -> Iterator[tuple[T, R | Stopped]]:
    """Each thing with what the work gives for it, in the order given; so many at once, or one for each processor.

    The first of them are begun at once, whenever the first answer is asked for.
    """
    crew = _Crew(work, iter(things), allowance, workers or os.cpu_count() or 1)
    crew.hand_out()
    return crew.answers()


class _Crew(Struct, Generic[T]):
    """Workers at the same work; `waiting` are things whose answers were not given yet, in their order."""

    work: Callable[[T], Any]
    left: Iterator[T]
    allowance: Allowance
    most: int
    waiting: deque["_Piece[T]"] = field(default_factory=deque)
    busy: dict[Worker, "_Piece[T]"] = field(default_factory=dict)

    def hand_out(self) -> None:
        """Give each worker that has none a thing to work on, as far as there are things and room for answers."""
        for thing in islice(self.left, min(self.most - len(self.busy), self.most * _AHEAD - len(self.waiting))):
            self.waiting.append(_Piece(thing))
            self.busy[_idle(self.work, thing, self.allowance)] = self.waiting[-1]

    def answers(self) -> Iterator[tuple[T, Any]]:
        """What comes of all things, until there is none left."""
        try:
            while self.waiting:
                for worker, said in heard([*self.busy], is_patient=self.waiting[0].said is None):
                    self.busy.pop(worker).said = said
                    _leave(worker, is_free=True)
                self.hand_out()
                if (answer := self.waiting[0].said) is not None:
                    yield self.waiting.popleft().thing, _believed(answer)
        finally:
            for worker in self.busy:
                _leave(worker, is_free=False)


class _Piece(Struct, Generic[T]):
    """A thing that is worked on, or whose answer is waiting for those before it."""

    thing: T
    said: Said | None = None


def _leave(worker: Worker, *, is_free: bool) -> None:
    """Let a worker wait for other work, or end it where it is still at this one, or was stopped."""
    if is_free and not worker.is_spent:
        _WAITING.append(worker)
    else:
        worker.end()


def _idle(work: Callable[[T], Any], given: T, allowance: Allowance) -> Worker:
    """A worker that has begun a piece of work."""
    worker = _alive() or Worker()
    worker.give(work, given, allowance)
    return worker


def _alive() -> Worker | None:
    """One that waits for work, or None where none does; those that ended in the meantime are given up."""
    for worker in _drawn():
        if worker.is_alive:
            return worker
        worker.end()
    return None


def _drawn() -> Iterator[Worker]:
    while _WAITING or AHEAD:
        yield _WAITING.pop() if _WAITING else Worker(AHEAD.pop())


@atexit.register
def end_all() -> None:
    """End those that wait for work."""
    for worker in _drawn():
        worker.end()


def _believed(said: Said) -> Any:
    if said.mistake:
        raise XlkitError(said.mistake)
    return said.answer
