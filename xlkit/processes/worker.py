"""A worker as the one who asks knows it: a Python of its own, asked and heard through its two ends."""

import io
import pickle
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import IO, Any, TypeVar

from xlkit import ahead
from xlkit.errors import XlkitError
from xlkit.processes import A_SECOND, BEGUN, SIZE, USED, Allowance, Said, Stopped, spent

T = TypeVar("T")

_START = 60.0  # seconds that a worker may take to begin on a busy computer
_PATIENCE = 6  # how many times longer than its processor time work may take by the clock, on a computer that is busy
_A_MOMENT = 0.1  # seconds
EACH = 4  # pieces of work that a worker has: the one that it is at, and those that it goes on with until it is heard
_AT_ONCE = 4_096 // EACH  # bytes of one of these: Windows takes on no more for a worker that does not listen
_NEWS = Event()  # that a worker has said something, or ended


class Worker:
    """A process that does one piece of work at a time: one that was begun ahead, or else a new one."""

    def __init__(self, process: subprocess.Popen[bytes] | None = None) -> None:
        self.said: deque[tuple[float, bytes] | None] = deque()  # what was not heard yet; None is the last
        self._seconds = self._spent = self.deadline = self._latest = 0.0
        self._is_started = self.is_spent = False
        self._process = process
        with suppress(OSError):  # what cannot start is heard of as lost
            self._process = process or ahead.begun()
        answers = self._process.stdout if self._process is not None else io.BytesIO()
        Thread(target=_listen, args=(answers, self.said), daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process is not None and self._process.poll() is None

    def give(self, work: Callable[[T], Any], given: T, allowance: Allowance) -> None:
        """Begin a piece of work."""
        self._seconds = allowance.seconds
        self.deadline = time.monotonic() + _START
        self._tell(_packed(work, given, allowance))

    def is_given_too(self, work: Callable[[T], Any], given: T, allowance: Allowance) -> bool:
        """Whether a piece of work was given to one that is at another, and that may take as long.

        One that is large is not: whoever gives it would wait until it is taken.
        """
        packed = _packed(work, given, allowance)
        is_small = len(packed) <= _AT_ONCE
        if is_small:
            self._tell(packed)
        return is_small

    def _tell(self, packed: bytes) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):  # of one that has ended in the meantime, which is heard of next
                self._process.stdin.write(packed)
                self._process.stdin.flush()

    def hear(self) -> Said | None:
        """What the worker says next, where there is something to hear or its time is up; None where it has begun."""
        if not self.said:
            return None if self._may_go_on() else self._lost(f"reading it took more than {self._seconds:g} seconds")
        heard = self.said.popleft()
        if heard is None:
            return self._lost("reading it stopped the reader")
        used, packed = heard
        self._begin_anew(used)
        if packed == BEGUN:
            return None
        try:
            answer: Said = _Plain(io.BytesIO(packed)).load()
        except pickle.UnpicklingError:
            answer = Said(Stopped("what reading it gave is no data"))
        self.is_spent = isinstance(answer.answer, Stopped)
        return answer

    def _begin_anew(self, used: float) -> None:
        self._spent, self._is_started = used, True
        self.deadline = time.monotonic() + self._seconds
        self._latest = self.deadline + (_PATIENCE - 1) * self._seconds

    def _used(self) -> float | None:
        return spent.seconds(self._process.pid) if self._process is not None else None

    def _may_go_on(self) -> bool:
        """Whether a worker whose time is up by the clock was kept waiting by others, and has some of its own left."""
        now, used = time.monotonic(), self._used()
        if not self._is_started or now >= self._latest:
            return False
        if used is None:  # the system does not say, so the clock alone counts, with patience
            self.deadline = self._latest
            return True
        left = self._seconds - (used - self._spent)
        self.deadline = min(now + max(left, _A_MOMENT), self._latest)
        return left > 0

    def _lost(self, reason: str) -> Said:
        self.is_spent = True
        if not self._is_started:
            raise XlkitError("No process could be started to read files in: check the memory of this computer.")
        return Said(Stopped(reason))

    def __del__(self) -> None:
        self.end()

    def end(self) -> None:
        """End the process, whatever it is at."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdin is not None:
                with suppress(OSError):  # over words that it did not take in any more
                    self._process.stdin.close()


def _packed(work: Callable[[T], Any], given: T, allowance: Allowance) -> bytes:
    return pickle.dumps((work, given, allowance.memory), pickle.HIGHEST_PROTOCOL)


def _listen(answers: IO[bytes], said: deque[tuple[float, bytes] | None]) -> None:
    """Keep all that a worker says until it is heard, with the processor seconds that it had used by then.

    Of one that stops in the midst of it, that it stopped is kept.
    """
    with answers, suppress(OSError):
        while size := int.from_bytes(answers.read(SIZE)):
            # To ask the system for the time used at each piece of work would hold up whoever asks.
            used, packed = int.from_bytes(answers.read(USED)) / A_SECOND, answers.read(size)
            if len(packed) < size:
                break
            said.append((used, packed))
            _NEWS.set()
    said.append(None)
    _NEWS.set()


def heard(busy: Sequence[Worker], *, is_patient: bool) -> Iterator[tuple[Worker, Said]]:
    """Those that have said something, or whose time is up, with what they said; a patient caller waits for one."""
    _NEWS.clear()
    if is_patient and not any(worker.said for worker in busy):
        first = min((worker.deadline for worker in busy), default=0.0)
        _NEWS.wait(max(first - time.monotonic(), 0.0))
    for worker in busy:
        if worker.said or worker.deadline <= time.monotonic():
            answer = worker.hear()
            if answer is not None:
                yield worker, answer


class _Plain(pickle.Unpickler):
    """Takes what a worker says as data alone: of classes of xlkit and of the calendar, and no function to be called."""

    def find_class(self, module: str, name: str) -> Any:
        """A class by its name."""
        known = super().find_class(module, name) if module.startswith(("xlkit.", "datetime")) else None
        if not isinstance(known, type) or known.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no data")
        return known
