"""Tests that every file given comes out, in order, with the reason why it is passed over if it is."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.files import row, text_cell, xlsx, zipped
from xlkit.errors import XlkitError
from xlkit.returns.read.limits import LIMITS
from xlkit.returns.read.reading import Order, read_order, told_by_name
from xlkit.returns.read.sniff import may_have_members
from xlkit.returns.read.source import Source
from xlkit.returns.read.sources import sources

FORM = xlsx(row(text_cell("A1", "an answer")))


def listed(*paths: Path) -> list[Source]:
    return list(sources(paths))


def shown(folder: Path, *paths: Path) -> list[str]:
    """The paths of the sources, as seen from the folder."""
    return [source.path.removeprefix(f"{folder.as_posix()}/") for source in listed(*(paths or (folder,)))]


def test_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    """Files come sorted by path, those of folders below among them, whatever the disk's own order."""
    for name in ("b.xlsx", "a.xlsx", "deep/er/c.xlsx", "B.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(FORM)
    assert shown(tmp_path) == ["B.xlsx", "a.xlsx", "b.xlsx", "deep/er/c.xlsx"]


def test_path_is_shown_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder given by a short name is shown by it."""
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "a.xlsx").write_bytes(FORM)
    monkeypatch.chdir(tmp_path)
    assert [source.path for source in listed(Path("returns"))] == ["returns/a.xlsx"]


def test_files_come_in_the_order_given(tmp_path: Path) -> None:
    """What was named first comes first."""
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(FORM)
    assert shown(tmp_path, tmp_path / "b.xlsx", tmp_path / "a.xlsx") == ["b.xlsx", "a.xlsx"]


def test_file_that_is_something_else_is_given_all_the_same(tmp_path: Path) -> None:
    """A PDF among returns is for the content to tell, so that nothing gets lost."""
    (tmp_path / "form.pdf").write_bytes(b"%PDF")
    assert [source.issue for source in listed(tmp_path)] == [None]


def test_missing_path_is_named_before_anything_is_read(tmp_path: Path) -> None:
    """A slip in a file name ends the command with a sentence."""
    (tmp_path / "a.xlsx").write_bytes(FORM)
    with pytest.raises(XlkitError, match=r"nowhere.*was not found"):
        sources([tmp_path / "a.xlsx", tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("name", "is_leftover"),
    [
        ("~$form.xlsx", True),
        (".~lock.form.ods#", True),
        (".DS_Store", True),
        ("Thumbs.db", True),
        ("desktop.ini", True),
        ("._form.xlsx", True),
        ("__MACOSX/form.xlsx", True),
        ("~form.xlsx", False),
        ("$form.xlsx", False),
        ("lock.form.ods", False),
        ("MACOSX/form.xlsx", False),
    ],
)
def test_what_computers_leave_behind_is_known_by_name_and_content(tmp_path: Path, name: str, is_leftover: bool) -> None:
    """It is listed as that, in folders and archives, but whoever gave a form such a name has it read."""
    for body, codes in ((b"\x05Ann L", ["not-a-return" if is_leftover else "not-a-workbook"]), (FORM, [])):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(body)
        (tmp_path / "z.zip").write_bytes(zipped({name: body}))
        reads = [told_by_name(read_order(Order(source, LIMITS)), source) for source in sources([tmp_path])]
        assert [[found.code for found in read.issues] for read in reads] == [codes] * 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    """A pipe would keep its reader waiting for ever, and a link to a folder may lead round in a circle."""
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "self").symlink_to(tmp_path)
    pipe, link = listed(tmp_path)
    assert [source.issue and source.issue.code for source in (pipe, link)] == ["not-a-return"] * 2
    assert [source.fingerprint() for source in (pipe, link)] == [("", 0)] * 2


def test_archive_gives_its_members(tmp_path: Path) -> None:
    """The workbooks in an archive are read from it, shown by its name and theirs."""
    path = tmp_path / "all.zip"
    path.write_bytes(zipped({"b.xlsx": FORM, "in/a.xlsx": FORM, "in/": b"", "note.txt": b"hello"}))
    assert shown(tmp_path) == ["all.zip/b.xlsx", "all.zip/in/a.xlsx", "all.zip/note.txt"]
    assert [source.load() for source in listed(path)] == [FORM, FORM, b"hello"]


def test_archive_is_told_by_its_content(tmp_path: Path) -> None:
    """An archive called .xlsx is an archive, and a workbook called .zip is a workbook."""
    (tmp_path / "a.xlsx").write_bytes(zipped({"b.xlsx": FORM}))
    (tmp_path / "c.zip").write_bytes(FORM)
    (tmp_path / "d.zip").write_bytes(zipped({"first.txt": b"", "[Content_Types].xml": b""}))
    assert shown(tmp_path) == ["a.xlsx/b.xlsx", "c.zip", "d.zip"]


@pytest.mark.parametrize(
    ("first", "is_worth_a_look"), [("[Content_Types].xml", False), ("_rels/.rels", False), ("return.xlsx", True)]
)
def test_a_workbook_is_known_by_its_first_part(tmp_path: Path, first: str, *, is_worth_a_look: bool) -> None:
    """Excel and LibreOffice begin with other parts, and no archive of returns with one of those."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped({first: b"1"}))
    assert may_have_members(path) == is_worth_a_look


def test_archives_in_archives_are_opened_three_deep(tmp_path: Path) -> None:
    """The fourth archive inside another is named and not opened."""
    nested = {0: FORM}
    for depth in range(1, 5):
        nested[depth] = zipped({f"{depth}.zip" if depth > 1 else "a.xlsx": nested[depth - 1]})
    (tmp_path / "3.zip").write_bytes(nested[3])
    (tmp_path / "4.zip").write_bytes(nested[4])
    three, four = listed(tmp_path)
    assert three.path.endswith("/3.zip/3.zip/2.zip/a.xlsx")
    assert three.issue is None
    assert four.path.endswith("/4.zip/4.zip/3.zip/2.zip")
    assert four.issue is not None
    assert four.issue.code == "unsafe-file"


def test_damaged_or_empty_archive_is_one_source(tmp_path: Path) -> None:
    """An archive that cannot be opened, or has nothing in it, is itself the file that is accounted for."""
    (tmp_path / "cut.zip").write_bytes(zipped({"a.xlsx": FORM})[:-30])
    (tmp_path / "empty.zip").write_bytes(zipped({}))
    assert shown(tmp_path) == ["cut.zip", "empty.zip"]


def test_damaged_member_costs_no_other_one(tmp_path: Path) -> None:
    """A member that does not match its checksum is named, and the next one read."""
    stored = zipped({"a.txt": b"first one", "b.txt": b"second"}, zipfile.ZIP_STORED)
    (tmp_path / "a.zip").write_bytes(stored.replace(b"first one", b"first two"))
    damaged, whole = listed(tmp_path)
    assert damaged.issue is not None
    assert damaged.issue.code == "damaged-file"
    assert (whole.issue, whole.load()) == (None, b"second")


def test_large_member_is_named_with_its_hash(tmp_path: Path) -> None:
    """A member too large to be a return is not kept in memory, but is known by its hash and size."""
    body = bytes(range(256)) * 40
    (tmp_path / "a.zip").write_bytes(zipped({"big.bin": body, "small.bin": body[:100]}))
    limits = replace(LIMITS, file=5_000)
    big, small = sources([tmp_path / "a.zip"], limits)
    assert big.issue is not None
    assert (big.issue.code, big.data) == ("too-large", None)
    assert big.fingerprint() == (hashlib.sha256(body).hexdigest(), len(body))
    assert small.issue is None


def test_archive_that_is_a_bomb_is_refused_while_it_inflates(tmp_path: Path) -> None:
    """An archive may inflate to so many times its size, all members together."""
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.bin": bytes(50_000) for n in range(9)}))
    limits = replace(LIMITS, ratio=10)
    codes = [source.issue and source.issue.code for source in sources([tmp_path], limits)]
    assert codes[0] is None
    assert codes[-1] == "unsafe-file"


def test_a_member_that_is_too_large_costs_no_other_one(tmp_path: Path) -> None:
    """What inflates beyond its archive's share is named, and what stands beside it read."""
    (tmp_path / "a.zip").write_bytes(zipped({"a.zip": bytes(30_000_000), "b.xlsx": FORM}))
    bomb, good = listed(tmp_path)
    assert bomb.issue is not None
    assert bomb.issue.code == "unsafe-file"
    assert (good.issue, good.load()) == (None, FORM)


def test_archive_of_too_many_members_is_one_source(tmp_path: Path) -> None:
    """An archive may have so many members and not one more."""
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.txt": b"" for n in range(4)}))
    assert [len(list(sources([tmp_path], replace(LIMITS, members=most)))) for most in (4, 3)] == [4, 1]


def test_names_in_archives_can_be_shown(tmp_path: Path) -> None:
    """A member's name comes without what would garble a screen, and with the separators of the rest."""
    (tmp_path / "a.zip").write_bytes(zipped({"in\\a\x1b[2J.txt": b"a"}))
    assert shown(tmp_path) == ["a.zip/in/a�[2J.txt"]


def test_fingerprint_is_that_of_the_bytes(tmp_path: Path) -> None:
    """A file on the disk and a member of an archive have the hash and size of their bytes."""
    (tmp_path / "a.xlsx").write_bytes(FORM)
    (tmp_path / "b.zip").write_bytes(zipped({"a.xlsx": FORM}))
    assert {source.fingerprint() for source in listed(tmp_path)} == {(hashlib.sha256(FORM).hexdigest(), len(FORM))}
