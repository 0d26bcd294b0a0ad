"""Tests that files appear whole or not at all, and never over one that was to stay."""

import errno
import os
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest

from xlkit.books.writer.places import replacing, write_all, write_new
from xlkit.errors import XlkitError


def refuse(*_given: object) -> None:
    raise OSError(errno.EPERM, "no such thing on this disk")


def fill() -> bytes:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("has_links", [True, False])
def test_several_who_want_one_new_name_all_keep_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    """One gets the name, the others get numbers, whoever was first; on disks that know no second names too."""
    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "out.xlsx"

    def slow(waiting: Path) -> None:
        waiting.write_bytes(b"slow")
        path.write_bytes(b"quick")
        path.with_name("out (2).xlsx").write_bytes(b"quick too")

    assert write_new(path, slow) == tmp_path / "out (3).xlsx"
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        "out.xlsx": b"quick", "out (2).xlsx": b"quick too", "out (3).xlsx": b"slow",
    }  # fmt: skip


def test_the_very_same_content_will_do(tmp_path: Path) -> None:
    """What is written anew each time gets no number for nothing; other content stays apart, and has its own."""
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"one")
    contents = (b"one", b"two", b"one", b"two")
    found = [write_new(path, partial(_put, content=content)).name for content in contents]
    assert found == ["out.xlsx", "out (2).xlsx"] * 2
    assert path.read_bytes() == b"one"


@pytest.mark.parametrize(
    ("mark", "is_open"), [("~$out.xlsx", True), (".~lock.out.xlsx#", True), ("~$other.xlsx", False)]
)
def test_what_somebody_has_open_is_not_replaced(tmp_path: Path, mark: str, *, is_open: bool) -> None:
    """A mark beside it says so, of Excel or of LibreOffice, also on another computer; that of another file does not."""
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"one")
    (tmp_path / mark).touch()
    with pytest.raises(XlkitError, match="is open somewhere") if is_open else nullcontext():
        write_all({path: lambda: b"two"}, force=True)
    with pytest.raises(XlkitError, match="is open somewhere") if is_open else nullcontext(), replacing(path) as stream:
        stream.write(b"two")
    assert path.read_bytes() == (b"one" if is_open else b"two")


def test_what_a_killed_run_left_waiting_is_removed(tmp_path: Path) -> None:
    """Neither what another run may be writing just now, nor what is called otherwise."""
    old, new, other = (tmp_path / name for name in (f".{'a1' * 8}.part", f".{'b2' * 8}.part", ".film.part"))
    for path in (old, new, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (0, 0))
    write_all({tmp_path / "a": lambda: b"new"}, force=False)
    assert {path.name for path in tmp_path.iterdir()} == {new.name, other.name, "a"}


def test_one_that_is_locked_keeps_all_from_being_written_over(tmp_path: Path, lock: Callable[[str], None]) -> None:
    """Not only those that would have come after it."""
    (tmp_path / "b").write_bytes(b"old")
    lock("b")
    with pytest.raises(XlkitError, match="close it in Excel"):
        write_all({tmp_path / "a": lambda: b"new", tmp_path / "b": lambda: b"new"}, force=True)
    assert [file.name for file in tmp_path.iterdir()] == ["b"]


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _into_new(path: Path) -> None:
    write_new(path, lambda waiting: _put(waiting, b"x"))


def _into_place(path: Path) -> None:
    with replacing(path):
        pass


def _with_others(path: Path) -> None:
    write_all({path: lambda: b"x"}, force=True)


def test_many_files_are_written_or_none(tmp_path: Path) -> None:
    """Where the disk is full before the last one, none is there, half of one least of all, and what stood stays."""
    first, last = tmp_path / "a.eml", tmp_path / "b.eml"
    first.write_bytes(b"earlier")
    with pytest.raises(XlkitError, match=r"b\.eml could not be written \(No space left on device\): make room"):
        write_all({first: lambda: b"new", last: fill}, force=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.eml": b"earlier"}
    write_all({first: lambda: b"new", last: lambda: b"new"}, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.eml", "b.eml"]


def test_a_new_file_that_finds_no_room_is_one_sentence(tmp_path: Path) -> None:
    """Whatever writes it, and nothing lies there."""
    with pytest.raises(XlkitError, match=r"a\.xlsx could not be written \(No space left on device\): make room"):
        write_new(tmp_path / "a.xlsx", lambda _waiting: _put(_waiting, fill()))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [_into_new, _into_place, _with_others])
def test_a_place_that_cannot_be_written_is_named_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], object]
) -> None:
    """Not by that of what waits, though a read-only disk does not even let go of what is not there."""

    def is_read_only(*_given: object, **_named: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    for name in ("open", "unlink"):
        monkeypatch.setattr(Path, name, is_read_only)
    with pytest.raises(XlkitError, match=r"a\.xlsx could not be written \(Read-only file system\)") as said:
        write(tmp_path / "a.xlsx")
    assert ".part" not in str(said.value)


@pytest.mark.parametrize("has_links", [True, False])
def test_what_came_to_stand_there_meanwhile_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    """Of two who want one name at once the second stops; the very same content will do, and `force` replaces."""
    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "out.xlsx"

    def write(content: bytes, *, force: bool) -> None:
        with replacing(path, force=force) as stream:
            path.write_bytes(b"theirs")
            stream.write(content)

    with pytest.raises(XlkitError, match="written by somebody else meanwhile"):
        write(b"mine", force=False)
    write(b"theirs", force=False)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"out.xlsx": b"theirs"}
    write(b"mine", force=True)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"out.xlsx": b"mine"}


def test_a_place_that_takes_only_a_name_is_left_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No empty file takes the name where what was written may not follow, as while somebody looks through it."""
    for owner, name in ((os, "link"), (Path, "replace")):
        monkeypatch.setattr(owner, name, refuse)
    with pytest.raises(XlkitError):
        write_new(tmp_path / "out.xlsx", partial(_put, content=b"one"))
    assert list(tmp_path.iterdir()) == []


def test_a_failure_names_the_file_that_was_wanted(tmp_path: Path) -> None:
    """The place where it was written meanwhile concerns nobody."""

    def write(waiting: Path) -> None:
        with replacing(waiting) as stream:
            stream.write(fill())

    with pytest.raises(XlkitError, match=r"/out\.xlsx could not be written"):
        write_new(tmp_path / "out.xlsx", write)
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_has_room_for_what_is_not_whole_yet(tmp_path: Path) -> None:
    """A name that a disk can hold can be written; one that it cannot ends in a sentence."""
    path = tmp_path / f"{'x' * 250}.xlsx"
    with replacing(path) as stream:
        stream.write(b"whole")
    assert path.read_bytes() == b"whole"
    with pytest.raises(XlkitError, match="could not be written"), replacing(tmp_path / f"{'x' * 300}.xlsx") as stream:
        stream.write(b"whole")
