"""Asking: work given to workers, and their answers in order."""

import atexit
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from xlkit.ahead import AHEAD
from xlkit.errors import XlkitError
from xlkit.processes import Allowance, Said, Stopped
from xlkit.processes.worker import EACH, Worker, heard

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 6  # pieces of work under way for each worker: enough to keep it busy, few enough to hold in memory
_WAITING: list[Worker] = []


def ask(work: Callable[[T], R], given: T, allowance: Allowance) -> R | Stopped:
    """What a function of a module gives, called in a worker; an XlkitError of its own is raised here."""
    answer: R | Stopped = next(stream(work, given, allowance))
    return answer


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
    """Workers at the same work; `waiting` are things whose answers were not given yet, in their order.

    Each worker that is `busy` has its things in the order in which it takes them; those `put_off` wait for one.
    """

    work: Callable[[T], Any]
    left: Iterator[T]
    allowance: Allowance
    most: int
    waiting: deque["_Piece[T]"] = field(default_factory=deque)
    busy: dict[Worker, "deque[_Piece[T]]"] = field(default_factory=dict)
    put_off: deque["_Piece[T]"] = field(default_factory=deque)

    def hand_out(self) -> None:
        """Give each worker a thing to work on and some to go on with, as far as there are things and room for answers.

        It would otherwise have nothing to do until what it said is heard.
        """
        while piece := self._next():
            if not self._is_given(piece):
                self.put_off.appendleft(piece)
                return

    def answers(self) -> Iterator[tuple[T, Any]]:
        """What comes of all things, until there is none left."""
        try:
            while self.waiting:
                for worker, said in heard([*self.busy], is_patient=self.waiting[0].said is None):
                    self.busy[worker].popleft().said = said
                    if worker.is_spent or not self.busy[worker]:
                        self.put_off.extend(self.busy.pop(worker))
                        _leave(worker, is_free=True)
                self.hand_out()
                if (answer := self.waiting[0].said) is not None:
                    yield self.waiting.popleft().thing, _believed(answer)
        finally:
            for worker in self.busy:
                _leave(worker, is_free=False)

    def _next(self) -> "_Piece[T] | None":
        if self.put_off:
            return self.put_off.popleft()
        if len(self.waiting) < self.most * _AHEAD:
            for thing in self.left:
                self.waiting.append(_Piece(thing))
                return self.waiting[-1]
        return None

    def _is_given(self, piece: "_Piece[T]") -> bool:
        if len(self.busy) < self.most:
            self.busy[_idle(self.work, piece.thing, self.allowance)] = deque([piece])
            return True
        for worker, pieces in self.busy.items():
            if len(pieces) < EACH and worker.is_given_too(self.work, piece.thing, self.allowance):
                pieces.append(piece)
                return True
        return False


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
    while _WAITING or AHEAD:
        worker = _WAITING.pop() if _WAITING else Worker(AHEAD.pop())
        if worker.is_alive:
            return worker
        worker.end()
    return None


@atexit.register
def end_all() -> None:
    """End those that wait for work; nothing hears those that were begun ahead yet, and no thread may begin by now."""
    while _WAITING:
        _WAITING.pop().end()
    while AHEAD:
        with AHEAD.pop() as process:
            process.kill()


def _believed(said: Said) -> Any:
    if said.mistake:
        raise XlkitError(said.mistake)
    return said.answer
