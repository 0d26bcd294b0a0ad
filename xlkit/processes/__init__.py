"""Work on what comes from outside, in processes of its own: a file may stop, hold up or fill one, and nothing else.

A worker imports what its work needs and no more, and does one piece after the other, each held to its allowance of time
and memory. What comes back is plain data. Workers stay for the next work of this process, unless one was stopped.
"""

import gc
import io
import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import GeneratorType
from typing import Any, Generic, TypeVar

from xlkit.errors import XlkitError
from xlkit.processes import memory, spent

T = TypeVar("T")
R = TypeVar("R")

GARBAGE = 50_000  # objects made between two looks for garbage: about those of five returns
_START = 60.0  # seconds that a worker may take to begin on a busy computer
_PATIENCE = 6  # how many times longer than its processor time work may take by the clock, on a computer that is busy
_A_MOMENT = 0.1  # seconds
_AHEAD = 4  # pieces of work under way for each worker: enough to keep it busy, few enough to hold in memory
_BEGUN = b""  # what a worker says before its first answer
_STANDARD_ERROR = 2
_NEWEST = 0  # generation of objects made since the last look for garbage
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a piece of work may take: seconds of a processor until each answer, and bytes of memory in all."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """Work that came to no answer; `reason` completes “It could not be read: …”."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What a worker says: an answer, or an operator's mistake in words, or no more than that it has no further one."""

    answer: Any = None
    mistake: str = ""
    is_last: bool = True
    is_empty: bool = False


def ask(work: Callable[[T], R], given: T, allowance: Allowance) -> R | Stopped:
    """What a function of a module gives, called in a worker; an XlkitError of its own is raised here."""
    return next(stream(work, given, allowance))  # type: ignore[no-any-return]


def begin(module: str) -> None:
    """Start a worker that brings in a module, beside all that is done here until there is work for it."""
    if not _WAITING:
        worker = _Worker()
        worker.bring(module)
        worker.leave(is_free=True)


def stream(work: Callable[[T], Any], given: T, allowance: Allowance) -> Iterator[Any]:
    """Each answer of a generator of a module as it comes, from a worker; Stopped in place of those that do not."""
    worker = _idle(work, given, allowance)
    answer = _Said(is_last=False, is_empty=True)
    try:
        while not answer.is_last:
            for _, answer in _heard([worker], is_patient=True):
                if not answer.is_empty:
                    yield _believed(answer)
    finally:
        worker.leave(is_free=answer.is_last)


def each(
    work: Callable[[T], R], things: Iterable[T], allowance: Allowance, workers: int | None = None
) -> Iterator[tuple[T, R | Stopped]]:
    """Each thing with what the work gives for it, in the order given; so many at once, or one for each processor."""
    most = workers or os.cpu_count() or 1
    left = iter(things)
    waiting: deque[_Piece[T]] = deque()
    busy: dict[_Worker, _Piece[T]] = {}
    try:
        while True:
            for worker, heard in _heard([*busy], is_patient=bool(waiting) and waiting[0].said is None):
                busy.pop(worker).said = heard
                worker.leave(is_free=True)
            for thing in islice(left, min(most - len(busy), most * _AHEAD - len(waiting))):
                waiting.append(_Piece(thing))
                busy[_idle(work, thing, allowance)] = waiting[-1]
            if not waiting:
                return
            if (answer := waiting[0].said) is not None:
                yield waiting.popleft().thing, _believed(answer)
    finally:
        for worker in busy:
            worker.leave(is_free=False)


@dataclass(slots=True)
class _Piece(Generic[T]):
    """A thing that is worked on, or whose answer is waiting for those before it."""

    thing: T
    said: _Said | None = None


class _Worker:
    """A process that does one piece of work at a time."""

    def __init__(self) -> None:
        self.pipe, there = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(there,), daemon=True)
        self._seconds = self.deadline = self._latest = 0.0
        self._spent: float | None = None
        self._is_started = self._is_spent = False
        with suppress(OSError):  # what cannot start is heard of as lost
            self._process.start()
        there.close()

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.is_alive()

    def give(self, work: Callable[[T], Any], given: T, allowance: Allowance) -> None:
        """Begin a piece of work."""
        self._seconds = allowance.seconds
        self.deadline = time.monotonic() + _START
        with suppress(OSError):  # of one that has ended in the meantime, which is heard of next
            self.pipe.send((work, given, allowance.memory))

    def bring(self, module: str) -> None:
        """Have a module brought in, of which nothing is heard."""
        with suppress(OSError):
            self.pipe.send((None, module, 0))

    def hear(self) -> _Said | None:
        """What the worker says next, where there is something to hear or its time is up; None where it has begun."""
        try:
            heard = self.pipe.recv_bytes() if self.pipe.poll() else None
        except (EOFError, OSError):
            return self._lost("reading it stopped the reader")
        if heard is None:
            return None if self._may_go_on() else self._lost(f"reading it took more than {self._seconds:g} seconds")
        self._begin_anew()
        self._is_started = True
        if heard == _BEGUN:
            return None
        try:
            answer: _Said = _Plain(io.BytesIO(heard)).load()
        except pickle.UnpicklingError:
            answer = _Said(Stopped("what reading it gave is no data"))
        self._is_spent = isinstance(answer.answer, Stopped)
        return answer

    def _begin_anew(self) -> None:
        self._spent = spent.seconds(self._process)
        self.deadline = time.monotonic() + self._seconds
        self._latest = self.deadline + (_PATIENCE - 1) * self._seconds

    def _may_go_on(self) -> bool:
        """Whether a worker whose time is up by the clock was kept waiting by others, and has some of its own left."""
        now, used = time.monotonic(), spent.seconds(self._process)
        if not self._is_started or now >= self._latest:
            return False
        if used is None or self._spent is None:  # the system does not say, so the clock alone counts, with patience
            self.deadline = self._latest
            return True
        left = self._seconds - (used - self._spent)
        self.deadline = min(now + max(left, _A_MOMENT), self._latest)
        return left > 0

    def _lost(self, reason: str) -> _Said:
        self._is_spent = True
        if not self._is_started:
            raise XlkitError("No process could be started to read files in: check the memory of this computer.")
        return _Said(Stopped(reason))

    def leave(self, *, is_free: bool) -> None:
        """Let the worker wait for other work, or end it where it is still at this one, or was stopped."""
        if is_free and not self._is_spent:
            _WAITING.append(self)
            return
        self.pipe.close()
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()


_WAITING: list[_Worker] = []


def _idle(work: Callable[[T], Any], given: T, allowance: Allowance) -> _Worker:
    """A worker that has begun a piece of work."""
    worker = next((waiting for waiting in _drawn() if waiting.is_alive), None) or _Worker()
    worker.give(work, given, allowance)
    return worker


def _drawn() -> Iterator[_Worker]:
    while _WAITING:
        yield _WAITING.pop()


def _heard(busy: Sequence[_Worker], *, is_patient: bool) -> Iterator[tuple[_Worker, _Said]]:
    """Those that have said something, or whose time is up, with what they said; a patient caller waits for one."""
    first = min((worker.deadline for worker in busy), default=0.0)
    speaking = wait([worker.pipe for worker in busy], max(first - time.monotonic(), 0.0) if is_patient else 0.0)
    for worker in busy:
        if worker.pipe in speaking or worker.deadline <= time.monotonic():
            answer = worker.hear()
            if answer is not None:
                yield worker, answer


def _believed(said: _Said) -> Any:
    if said.mistake:
        raise XlkitError(said.mistake)
    return said.answer


class _Plain(pickle.Unpickler):
    """Takes what a worker says as data alone: of classes of xlkit and of the calendar, and no function to be called."""

    def find_class(self, module: str, name: str) -> Any:
        """A class by its name."""
        known = super().find_class(module, name) if module.startswith(("xlkit.", "datetime")) else None
        if not isinstance(known, type) or known.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no data")
        return known


def _serve(asked: Connection) -> None:
    """What a worker does until nobody asks any more: its own words, such as an engine's about a panic, go nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asks
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), _STANDARD_ERROR)
    gc.set_threshold(GARBAGE)
    with suppress(EOFError, OSError):
        while True:
            work, given, size = asked.recv()  # which imports what the work needs
            if work is None:
                import_module(given)
                continue
            asked.send_bytes(_BEGUN)
            gc.collect(_NEWEST)  # garbage of the work before, which may be few objects that hold a whole file
            gc.freeze()  # what is there by now stays to the end: looking through it for garbage would gain nothing
            memory.limit(size)
            for answer in _answers(work, given):
                asked.send_bytes(answer)


def _answers(work: Callable[[Any], Any], given: Any) -> Iterator[bytes]:
    try:
        answer = work(given)
        if isinstance(answer, GeneratorType):
            yield from (_packed(_Said(one, is_last=False)) for one in answer)
            yield _packed(_Said(is_empty=True))
        else:
            yield _packed(_Said(answer))
    except XlkitError as error:
        yield _packed(_Said(mistake=str(error)))
    except BaseException as error:  # noqa: BLE001 - an engine's panic is a BaseException; it costs this work alone
        yield _packed(_Said(Stopped(reason(error))))


def _packed(said: _Said) -> bytes:
    return pickle.dumps(said, pickle.HIGHEST_PROTOCOL)


def reason(error: BaseException) -> str:
    """Why work ended, in words for the person whose file it was."""
    if isinstance(error, MemoryError):
        return "it needs more memory than it may take"
    if isinstance(error, TimeoutError):
        return str(error)
    words = str(error).strip().splitlines()
    return f"the reader stopped at: {words[0][:120]}" if words else "the reader stopped"
