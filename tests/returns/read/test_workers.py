"""Tests that files are read in order by many workers, and that none costs another one."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.files import row, text_cell, xls, xlsx, zipped
from xlkit.processes import Stopped
from xlkit.returns.raw import RawReturn
from xlkit.returns.read import workers
from xlkit.returns.read.limits import LIMITS
from xlkit.returns.read.reading import Order, Read, read_order
from xlkit.returns.read.source import Source
from xlkit.returns.read.sources import sources
from xlkit.returns.read.workers import read_all

FORM = xlsx(row(text_cell("A1", "answer")))


def first_cell(raw: RawReturn) -> object:
    text = raw.sheets[0].rows[0][0] if raw.sheets[0].rows else None
    if text == "fail":
        raise LookupError("nobody thought of this")
    return text


def given(*texts: str) -> list[Source]:
    return [Source(f"{number}.xlsx", data=xlsx(row(text_cell("A1", text)))) for number, text in enumerate(texts)]


def read(files: list[Source]) -> list[Read[object]]:
    return list(read_all(files, first_cell, workers=2))


def codes(reads: list[Read[object]]) -> list[str]:
    return ["".join(issue.code for issue in each.issues) for each in reads]


def hang(order: Order) -> Read[RawReturn]:
    while order.source.path == "1.xlsx":
        pass
    return read_order(order)


def test_a_file_that_stops_its_worker_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is known by its content all the same, and the files beside it are read."""
    monkeypatch.setattr(workers, "read_order", hang)
    reads = list(read_all(given("a", "b", "c"), first_cell, workers=2, limits=replace(LIMITS, seconds=1)))
    assert [each.result for each in reads] == ["a", None, "c"]
    assert reads[1].issues[0].message.startswith("The workbook could not be read (reading it took more than 1 seconds)")
    assert len({each.sha256 for each in reads}) == 3


def test_the_number_of_workers_changes_nothing() -> None:
    """What comes out does not depend on how many read at once."""
    files = [*given("a", "b"), Source("c.pdf", data=b"%PDF-"), Source("d.xls", data=xls([]))]
    assert read(files) == list(read_all(files, first_cell, workers=1))


def test_failure_to_understand_costs_one_file() -> None:
    """A return that nobody thought of is named, and the next one read."""
    reads = read(given("fail", "a"))
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


def test_an_archive_that_stops_its_worker_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What had come out of it by then stays, and the files after it are read."""
    (tmp_path / "a.zip").write_bytes(zipped({"a.xlsx": FORM, "b.xlsx": FORM}))
    (tmp_path / "b.xlsx").write_bytes(FORM)
    monkeypatch.setattr("xlkit.returns.read.sources.stream", lambda *_given: iter([given("a")[0], Stopped("it broke")]))
    reads = list(read_all(sources([tmp_path]), first_cell))
    assert codes(reads) == ["", "unreadable", ""]
    assert [Path(each.path).name for each in reads] == ["0.xlsx", "a.zip", "b.xlsx"]
