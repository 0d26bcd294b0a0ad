"""Tests that work in processes of its own costs nothing but itself, and gives plain data."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from ctypes import c_void_p, sizeof
from enum import Enum
from functools import partial
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from tests.builders.work import count, is_brought_in, litter, misbehave
from xlkit.ahead import AHEAD, begin_ahead
from xlkit.errors import XlkitError
from xlkit.processes import Allowance, Said, Stopped, asking, memory, serving, spent, windows
from xlkit.processes.asking import ask, each, stream
from xlkit.processes.worker import _Plain
from xlkit.returns.issues import Severity
from xlkit.returns.raw import AsideKind

ALLOWED = Allowance(seconds=3, memory=2**29)


@pytest.fixture
def _nobody_waiting() -> None:
    """No worker is there yet."""
    asking.end_all()


def test_a_crash_a_hang_and_a_flood_cost_one_piece_each() -> None:
    """Those before and after come out right and in order, and each bad one says what happened."""
    words = ["a", "die", "b", "hang", "c", "swell", "d", "fail", "e"]
    answers = list(each(misbehave, words, replace(ALLOWED, seconds=1), 2))
    assert [word for word, _ in answers] == words
    assert [answer for _, answer in answers[::2]] == ["a", "b", "c", "d", "e"]
    reasons = [answer.reason for _, answer in answers[1::2] if isinstance(answer, Stopped)]
    assert reasons[0] == "reading it stopped the reader"
    assert reasons[1] == "reading it took more than 1 seconds"
    assert reasons[-1] == "the reader stopped at: nobody thought of this"
    if sys.platform != "win32":
        assert reasons[2] == "it needs more memory than it may take"


def test_a_worker_goes_on_before_its_answer_is_heard(tmp_path: Path) -> None:
    """With a few pieces more, so that it need not wait for who asks, and not with all."""
    folders = [tmp_path / str(number) for number in range(5)]
    answers = each(os.mkdir, folders, ALLOWED, 1)
    until = time.monotonic() + 30
    while not folders[3].is_dir() and time.monotonic() < until:
        time.sleep(0.01)
    assert [folder.is_dir() for folder in folders] == [True, True, True, True, False]
    assert [answer for _, answer in answers] == [None] * 5


@pytest.mark.parametrize("size", [1, 2**23])
def test_what_waits_behind_a_piece_that_hangs_is_done_by_another(size: int) -> None:
    """A small one was given to the same worker already, and a large one, which that would not take, was not."""
    words = ["hang", "a" * size]
    stopped, answer = (answer for _, answer in each(misbehave, words, replace(ALLOWED, seconds=1), 1))
    assert isinstance(stopped, Stopped)
    assert answer == words[1]


@pytest.mark.usefixtures("_nobody_waiting")
@pytest.mark.parametrize("size", [700, 1_300, 1_900])
def test_who_asks_never_waits_for_one_that_hangs_to_take_more(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However large the pieces are that it is given too, all have room where the system has as little as Windows."""
    monkeypatch.setattr("xlkit.ahead._ANSWERS", 4_096)
    ask(misbehave, "a", ALLOWED)  # by one that then waits for work, and takes in what hangs before anything else comes
    words = ["hang", *["a" * size] * 4]

    def slowly() -> Iterator[str]:
        for word in words:
            yield word
            time.sleep(0.2 if word == "hang" else 0)

    answers: list[object] = []
    asked = Thread(
        target=lambda: answers.extend(each(misbehave, slowly(), replace(ALLOWED, seconds=1), 1)), daemon=True
    )
    asked.start()
    asked.join(30)
    assert len(answers) == len(words)


@pytest.mark.parametrize("is_said", [True, False])
def test_work_that_others_keep_waiting_is_not_given_up(monkeypatch: pytest.MonkeyPatch, *, is_said: bool) -> None:
    """What counts is what the work itself has used, as far as the system says it, or else the clock alone, far on."""
    if not is_said:
        monkeypatch.setattr(spent, "seconds", lambda _: None)
    brief = Allowance(seconds=0.25, memory=2**29)
    assert ask(misbehave, "wait", brief) == "wait"
    begun = time.monotonic()
    assert ask(misbehave, "sleep", brief) == Stopped("reading it took more than 0.25 seconds")
    assert time.monotonic() - begun >= 1


def test_windows_tells_what_a_process_has_used() -> None:
    """Of its own and of the system's time, in ticks; nothing where it does not say."""

    def filled_in(is_told: int, _handle: object, *times: Any) -> int:
        for time_, ticks in zip(times, (0, 0, 2**32, 5_000_000), strict=True):
            time_._obj.dwHighDateTime, time_._obj.dwLowDateTime = divmod(ticks, 2**32)
        return is_told

    calls: list[tuple[str, tuple[Any, ...]]] = []
    opening, closing = Called(calls, "OpenProcess"), Called(calls, "CloseHandle")
    telling, silent = (
        SimpleNamespace(OpenProcess=opening, GetProcessTimes=partial(filled_in, is_told), CloseHandle=closing)
        for is_told in (1, 0)
    )
    assert windows.seconds(telling, 5) == pytest.approx(2**32 / 1e7 + 0.5)
    assert windows.seconds(silent, 5) is None
    assert [name for name, _ in calls] == ["OpenProcess", "CloseHandle"] * 2


def test_garbage_of_one_piece_is_no_burden_for_the_next() -> None:
    """A worker that reads thousands of files has for the last of them all the memory that it had for the first."""
    pieces = [2**26] * 12
    assert [answer for _, answer in each(litter, pieces, ALLOWED, 1)] == pieces


def test_things_are_drawn_only_as_fast_as_they_are_worked_on() -> None:
    """However many there are, few are held at a time, and those who stop asking wait for nothing."""
    drawn: list[int] = []

    def endless() -> Iterator[int]:
        while True:
            drawn.append(len(drawn))
            yield drawn[-1]

    answers = each(int, endless(), ALLOWED, 2)
    assert [next(answers) for _ in range(100)] == [(number, number) for number in range(100)]
    assert len(drawn) < 120


@pytest.mark.parametrize("what", ["call", "path"])
def test_what_comes_back_is_plain_data(what: str) -> None:
    """A function, or a thing of another library, is not taken from a worker."""
    assert ask(misbehave, what, ALLOWED) == Stopped("what reading it gave is no data")


def test_a_name_of_a_list_is_data_whatever_the_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pythons 3.11 of its first months, Debian's among them, say one as a function to be called unless told not to."""
    monkeypatch.setattr(Enum, "__reduce_ex__", lambda name, _: (getattr, (type(name), name.name)))
    said = Said((AsideKind.LINK, Severity.ERROR, AsideKind.LINK))
    answer = _Plain(io.BytesIO(serving._packed(said))).load().answer
    assert [*map(id, answer)] == [*map(id, said.answer)]


def test_words_of_an_engine_are_no_answer() -> None:
    """What work prints goes nowhere, and its answer comes all the same."""
    assert ask(misbehave, "talk", ALLOWED) == "talk"
    assert ask(misbehave, "b", ALLOWED) == "b"


def test_a_mistake_of_the_operator_stays_one() -> None:
    """A sentence for a person passes through."""
    with pytest.raises(XlkitError, match="a sentence"):
        ask(misbehave, "mistake", ALLOWED)


def test_a_library_that_cannot_be_brought_in_is_not_the_fault_of_what_is_read() -> None:
    """It is said as what it is, with what to do."""
    with pytest.raises(XlkitError, match=r"missing here or damaged \(a library\): install xlkit anew"):
        ask(misbehave, "import", ALLOWED)


def test_no_thread_begins_as_all_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some Pythons allow none by then: a process that was begun ahead and never asked ends all the same."""
    begin_ahead("xlkit.days")
    (process,) = AHEAD
    monkeypatch.delattr("xlkit.processes.worker.Thread")
    asking.end_all()
    assert process.poll() is not None


def test_answers_of_a_generator_come_one_by_one() -> None:
    """All of them, and what stopped it where it was."""
    assert list(stream(count, 3, ALLOWED)) == [0, 1, 2]
    assert list(stream(count, 4, ALLOWED)) == [0, 1, 2, 3, Stopped("reading it stopped the reader")]


def test_a_worker_stays_for_other_work_unless_it_was_stopped() -> None:
    """Starting one takes longer than most work; one that ran out of memory or broke down is ended."""
    first = ask(misbehave, "who", ALLOWED)
    assert ask(misbehave, "who", ALLOWED) == first
    ask(misbehave, "die", ALLOWED)
    assert ask(misbehave, "who", ALLOWED) != first


@pytest.mark.usefixtures("_nobody_waiting")
def test_a_system_that_starts_no_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a sentence, and no traceback."""

    def fail(*_given: object, **_named: object) -> None:
        raise OSError("out of everything")

    monkeypatch.setattr("subprocess.Popen.__init__", fail)
    with pytest.raises(XlkitError, match="No process could be started"):
        ask(misbehave, "a", ALLOWED)


@pytest.mark.usefixtures("_nobody_waiting")
def test_a_system_that_gives_no_more_room_starts_a_process_with_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it does to somebody who has many processes: the worker waits a little more, and no file is lost."""
    begin = subprocess.Popen.__init__

    def limited(self: subprocess.Popen[bytes], *given: Any, pipesize: int = -1, **named: Any) -> None:
        if pipesize > 0:
            raise PermissionError("Operation not permitted")
        begin(self, *given, **named)

    monkeypatch.setattr("subprocess.Popen.__init__", limited)
    assert ask(misbehave, "a", ALLOWED) == "a"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits memory in another way")
def test_memory_limit_keeps_within_the_systems_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that allows less than the limit keeps its own."""
    import resource

    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (50, 100))
    monkeypatch.setattr(resource, "setrlimit", lambda _kind, limit: limits.append(limit))
    memory.limit(500)
    memory.limit(20)
    assert limits == [(100, 100), (20, 100)]


class Called:
    """A function of Windows that keeps what it was called with."""

    def __init__(self, calls: list[tuple[str, tuple[Any, ...]]], name: str) -> None:
        self.calls, self.name = calls, name
        self.restype: object = None

    def __call__(self, *given: Any) -> int:
        """A handle, or success."""
        self.calls.append((self.name, given))
        return 7


class Kernel:
    """As much of Windows as a job needs."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        names = ("CreateJobObjectW", "GetCurrentProcess", "SetInformationJobObject", "AssignProcessToJobObject")
        for name in names:
            setattr(self, name, Called(self.calls, name))


def test_windows_limits_memory_by_a_job() -> None:
    """One job for a process, told anew with each limit; the facts have the size that Windows checks them by."""
    kernel = Kernel()
    windows.in_a_job(kernel, 500)
    windows.in_a_job(kernel, 900)
    names = [name for name, _ in kernel.calls]
    assert names.count("CreateJobObjectW") == names.count("AssignProcessToJobObject") == 1
    told = [given[2]._obj for name, given in kernel.calls if name.startswith("SetInf")]
    assert [facts.process_memory for facts in told] == [500, 900]
    assert [facts.basic.flags for facts in told] == [0x100, 0x100]
    if sizeof(c_void_p) == 8:
        assert {given[3] for name, given in kernel.calls if name.startswith("SetInf")} == {144}


@pytest.mark.usefixtures("_nobody_waiting")
def test_a_worker_brings_in_a_module_before_there_is_work() -> None:
    """It is the one that does the work then."""
    begin_ahead("this")
    assert ask(is_brought_in, "this", ALLOWED) is True
    assert ask(is_brought_in, "antigravity", ALLOWED) is False


@pytest.mark.usefixtures("_nobody_waiting")
def test_a_module_that_cannot_be_brought_in_is_heard_of_as_a_worker_lost() -> None:
    """It stops the worker, and the work is given to another."""
    begin_ahead("no_such_module")
    AHEAD[0].wait()
    assert ask(misbehave, "a", ALLOWED) == "a"
