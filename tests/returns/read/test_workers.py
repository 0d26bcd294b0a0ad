"""Tests that files are read in order by many workers, and that none costs another one."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.files import row, text_cell, xls, xlsx, zipped
from xlkit.returns.raw import RawReturn
from xlkit.returns.read import workers
from xlkit.returns.read.limits import LIMITS
from xlkit.returns.read.reading import Read, limit_memory
from xlkit.returns.read.source import Source
from xlkit.returns.read.sources import sources
from xlkit.returns.read.workers import read_all

FORM = xlsx(row(text_cell("A1", "answer")))


def first_cell(raw: RawReturn) -> object:
    return raw.sheets[0].rows[0][0] if raw.sheets[0].rows else None


def misbehave(raw: RawReturn) -> object:
    """Does what the first cell says: dies, hangs, takes too much memory, fails, or gives the cell back."""
    text = first_cell(raw)
    if text == "die":
        os._exit(9)
    if text == "hang":
        time.sleep(60)
    if text == "swell":
        return len(bytearray(2**30))
    if text == "fail":
        raise LookupError("nobody thought of this")
    return text


def form(text: str) -> bytes:
    return xlsx(row(text_cell("A1", text)))


@pytest.fixture
def always_pooled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a few files go to workers."""
    monkeypatch.setattr(workers, "_FEW", 0)


def given(*texts: str) -> list[Source]:
    return [Source(f"{number}.xlsx", data=form(text)) for number, text in enumerate(texts)]


def read(files: list[Source], understand: Callable[[RawReturn], object] = first_cell) -> list[Read[object]]:
    return list(read_all(files, understand, workers=2, limits=replace(LIMITS, seconds=3)))


def codes(reads: list[Read[object]]) -> list[str]:
    return ["".join(issue.code for issue in each.issues) for each in reads]


@pytest.mark.usefixtures("always_pooled")
def test_a_crash_a_hang_and_a_flood_cost_one_file_each() -> None:
    """The files before and after come out right and in order, and each bad one says what happened."""
    reads = read(given("a", "die", "b", "hang", "c", "swell", "d", "fail", "e"), misbehave)
    assert [each.path for each in reads] == [f"{number}.xlsx" for number in range(9)]
    assert [each.result for each in reads[::2]] == ["a", "b", "c", "d", "e"]
    assert codes(reads)[::2] == [""] * 5
    if sys.platform != "win32":
        assert codes(reads)[1::2] == ["unreadable"] * 4
    messages = [each.issues[0].message for each in reads if each.issues]
    assert "stopped the reader" in messages[0]
    assert "more than 3 seconds" in messages[1]
    assert "nobody thought of this" in messages[-1]


@pytest.mark.usefixtures("always_pooled")
def test_workers_and_this_process_read_alike() -> None:
    """What comes out does not depend on where a file was read."""
    files = [*given("a", "b"), Source("c.pdf", data=b"%PDF-"), Source("d.xls", data=xls([]))]
    pooled = read(files)
    here = list(read_all(files, first_cell, workers=1))
    assert pooled == here


def test_a_few_sound_files_start_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small folder is read in this process; a format that the engine alone understands is not."""
    taken: list[str] = []

    def take(_desk: object, source: Source) -> Read[object]:
        taken.append(source.path)
        return Read(source.path, "", 0, None)

    monkeypatch.setattr(workers.Desk, "take", take)
    files = [*given("a"), Source("b.xls", data=xls([])), Source("c.pdf", data=b"%PDF-")]
    assert codes(list(read_all(files, first_cell))) == ["", "", "not-a-workbook"]
    assert taken == ["b.xls"]


def test_failure_to_understand_costs_one_file() -> None:
    """A return that nobody thought of is named, and the next one read."""
    reads = read(given("fail", "a"), misbehave)
    assert codes(reads) == ["unreadable", ""]
    assert reads[1].result == "a"


def test_each_read_has_hash_and_size(tmp_path: Path) -> None:
    """Every file is known by its content, those that are refused or ignored too."""
    for name, body in (("a.xlsx", FORM), ("b.xlsx", FORM[:50]), ("~$c.xlsx", b"owner")):
        (tmp_path / name).write_bytes(body)
    reads = list(read_all(sources([tmp_path]), first_cell))
    assert codes(reads) == ["", "damaged-file", "not-a-return"]
    assert [each.size for each in reads] == [len(FORM), 50, 5]
    assert len({each.sha256 for each in reads}) == 3


def test_large_file_is_refused_unread(tmp_path: Path) -> None:
    """A file over the limit is hashed and never held in memory."""
    (tmp_path / "a.xlsx").write_bytes(FORM)
    (tmp_path / "b.zip").write_bytes(zipped({"a.xlsx": FORM}))
    reads = list(read_all(sources([tmp_path]), first_cell, limits=replace(LIMITS, file=len(FORM) - 1)))
    assert codes(reads) == ["too-large", "too-large"]


def test_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """A file that is gone, or locked, by the time its turn comes is one entry with its reason."""
    reads = read([Source("gone.xlsx", file=tmp_path / "gone.xlsx"), *given("a")])
    assert codes(reads) == ["unreadable", ""]
    assert "could not be opened" in reads[0].issues[0].message


def test_sources_are_taken_only_as_fast_as_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files there are, few of them are held at a time."""
    drawn: list[str] = []

    def endless() -> Iterator[Source]:
        while True:
            drawn.append("file")
            yield Source(str(len(drawn)), data=FORM)

    def give(_desk: object, taken: Source) -> Read[object]:
        return Read(taken.path, "", 0, None)

    monkeypatch.setattr(workers.Desk, "take", lambda _desk, source: source)
    monkeypatch.setattr(workers.Desk, "give", give)
    reads = read_all(endless(), first_cell, workers=2)
    assert [next(reads).path for _ in range(100)] == [str(number) for number in range(1, 101)]
    assert len(drawn) < 150


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the memory of a process")
def test_memory_limit_keeps_within_the_systems_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that allows less than the limit keeps its own."""
    import resource

    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (50, 100))
    monkeypatch.setattr(resource, "setrlimit", lambda _kind, limit: limits.append(limit))
    limit_memory(500)
    limit_memory(20)
    assert limits == [(100, 100), (20, 100)]
