"""Tests that files appear whole or not at all, and never over one that was to stay."""

import errno
import os
from pathlib import Path

import pytest

from xlkit.books.writer.places import replace_all, replacing, write_new
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


def test_a_name_that_was_taken_between_two_looks_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks for a free name and finds it gone does not write over what came in between."""
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"quick")
    free = iter([path, tmp_path / "out (2).xlsx"])
    monkeypatch.setattr("xlkit.books.writer.places.free_name", lambda _path: next(free))

    def slow(waiting: Path) -> None:
        waiting.write_bytes(b"slow")

    assert write_new(path, slow) == tmp_path / "out (2).xlsx"
    assert path.read_bytes() == b"quick"


def test_many_files_are_written_or_none(tmp_path: Path) -> None:
    """Where the disk is full before the last one, none is there, half of one least of all, and what stood stays."""
    first, last = tmp_path / "a.eml", tmp_path / "b.eml"
    first.write_bytes(b"earlier")
    with pytest.raises(XlkitError, match=r"b\.eml could not be written \(No space left on device\): make room"):
        replace_all({first: lambda: b"new", last: fill})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.eml": b"earlier"}
    replace_all({first: lambda: b"new", last: lambda: b"new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.eml", "b.eml"]


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
