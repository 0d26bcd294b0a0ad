"""Tests that a kept copy of what a template says is true to it, or is not used."""

import os
import sys
from pathlib import Path

import pytest

from tests.form.xlsform.books import FORM, changed, save
from xlkit.form import compiled
from xlkit.form.compiled import packed, unpacked
from xlkit.form.crosswalk import Crosswalk, Link, Strength
from xlkit.form.xlsform import library, load, load_crosswalk, shelf
from xlkit.form.xlsform.shelf import left_out


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where copies are kept."""
    place = tmp_path / "cache" / "xlkit"
    monkeypatch.setattr(compiled, "folder", lambda: place)
    return place


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template of somebody's own."""
    return save(FORM, tmp_path / "form.xlsx")


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The templates whose workbooks are read from now on."""
    paths: list[Path] = []
    really = shelf.read_instrument

    def read(path: Path, language: str) -> object:
        paths.append(path)
        return really(path, language)

    monkeypatch.setattr(shelf, "read_instrument", read)
    return paths


def copies(place: Path) -> list[Path]:
    return sorted(place.glob("*"))


@pytest.mark.parametrize("name", library())
def test_every_instrument_comes_back_as_it_was(name: str) -> None:
    """With all its languages, scales and rules."""
    instrument = library()[name]
    assert unpacked(packed(instrument)) == instrument
    assert unpacked(packed(instrument)).content_hash == instrument.content_hash


def test_the_crosswalk_comes_back_as_it_was() -> None:
    """With the strength of each link."""
    crosswalk = load_crosswalk()
    assert crosswalk.themes
    assert unpacked(packed(crosswalk)) == crosswalk


def test_a_template_is_read_once(template: Path, read_again: list[Path]) -> None:
    """Afterwards its copy says what it said."""
    assert load(template) == load(template)
    assert read_again == [template]


def test_what_is_left_out_of_a_template_is_read_once(
    template: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said each time that workbooks are written."""
    save(changed(FORM, {"survey!A3": "audio"}), template)
    found = left_out(str(template))
    assert found
    monkeypatch.setattr(shelf, "_left_out", lambda _path: ())
    assert left_out(str(template)) == found
    assert len(copies(kept)) == 1


def test_a_template_that_changed_is_read_anew(template: Path, read_again: list[Path]) -> None:
    """Though it has the same name, and may have the same date."""
    load(template)
    save(changed(FORM, {"survey!D3": "Farewell"}), template)
    assert next(load(template).items).title == "Farewell"
    assert len(read_again) == 2


def test_a_file_of_choices_beside_a_template_is_part_of_it(template: Path, read_again: list[Path]) -> None:
    """A form may take its choices from there; other files are none of it."""
    load(template)
    (template.parent / "notes.txt").write_text("nothing of the form")
    load(template)
    assert len(read_again) == 1
    (template.parent / "sites.csv").write_text("name,label\na,A\n")
    load(template)
    assert len(read_again) == 2


@pytest.mark.parametrize(("age", "left"), [(2, 2), (4, 1)])
def test_other_code_reads_anew_and_leaves_no_old_copies(
    template: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, age: int, left: int
) -> None:
    """A copy is of use to the code that wrote it alone, which may be in use too while the copy is days old."""
    load(template)
    (old,) = copies(kept)
    written = old.stat().st_mtime - age * 24 * 60 * 60
    os.utime(old, (written, written))
    monkeypatch.setattr(compiled, "_code", lambda: "another")
    load(template)
    assert len(copies(kept)) == left
    assert [copy.name.partition("-")[0] for copy in copies(kept) if copy != old] == ["another"]


def test_a_copy_that_another_has_open_leaves_nothing_for_long(
    template: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows puts nothing in its place, and what was to go there is dropped like any old copy."""

    def refuse(*_given: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        load(template)
    (left,) = kept.iterdir()
    os.utime(left, (0, 0))
    monkeypatch.setattr(compiled, "_code", lambda: "a third")
    load(template)
    assert len(list(kept.iterdir())) == 1
    assert not left.exists()


def test_two_builds_of_a_frozen_program_read_each_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of code lies open there, and both may say the same version."""
    program = tmp_path / "xlkit.exe"
    monkeypatch.setattr("xlkit.__file__", str(tmp_path / "_internal" / "xlkit" / "__init__.py"))
    monkeypatch.setattr("sys.executable", str(program))

    def code(build: bytes) -> str:
        program.write_bytes(build)
        os.utime(program, (0, 0))
        compiled._code.cache_clear()
        return compiled._code()

    try:
        assert code(b"first") == code(b"first") != code(b"second build")
    finally:
        compiled._code.cache_clear()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Welcome", b"Goodbye"),
        (b"\n", b" "),
        (b"}", b""),
    ],
    ids=["another word", "no checksum", "cut"],
)
def test_a_damaged_copy_is_replaced(template: Path, kept: Path, read_again: list[Path], old: bytes, new: bytes) -> None:
    """It costs time, and never an answer."""
    instrument = load(template)
    (copy,) = copies(kept)
    sound = copy.read_bytes()
    assert old in sound
    copy.write_bytes(sound.replace(old, new))
    assert load(template) == instrument
    assert len(read_again) == 2
    assert copy.read_bytes() == sound


def test_a_copy_of_something_else_is_replaced(template: Path, kept: Path) -> None:
    """Sound as it may be, it is no instrument."""
    instrument = load(template)
    (copy,) = copies(kept)
    compiled.store(copy, Crosswalk())
    assert load(template) == instrument


def test_a_place_that_takes_no_file_stops_nobody(template: Path, kept: Path) -> None:
    """What a template says is read each time where no copy can be kept."""
    kept.parent.mkdir()
    kept.write_text("a file where the folder would be")
    assert load(template) == load(template)


@pytest.mark.parametrize(
    "foreign",
    [
        {"xlkit.processes.worker:Worker": []},
        {"os:system": ["true"]},
        {"xlkit.form.crosswalk:date": ["2027-01-01"]},
        {"xlkit.form.nowhere:Link": []},
        {"xlkit.form.xlsform.shelf:library": []},
        {"xlkit.form.crosswalk:Strength": "none"},
        {"xlkit.form.crosswalk:Link": ["alone"]},
    ],
)
def test_nothing_is_made_but_values(foreign: dict[str, object]) -> None:
    """No function is called, and no class beside those of what a template says."""
    with pytest.raises((ValueError, TypeError, ImportError)):
        unpacked(foreign)


def test_a_value_is_made() -> None:
    """The near miss of what is refused above."""
    assert unpacked({"xlkit.form.crosswalk:Link": ["a", "b", {"xlkit.form.crosswalk:Strength": "partial"}]}) == Link(
        "a", "b", Strength.PARTIAL
    )


@pytest.mark.skipif(sys.platform != "linux", reason="no other system has names that are no UTF-8")
def test_a_template_whose_name_is_no_utf_8_is_read(template: Path, read_again: list[Path]) -> None:
    """And kept like any other."""
    odd = template.rename(template.with_name(os.fsdecode(b"caf\xe9.xlsx")))
    assert load(odd) == load(odd)
    assert read_again == [odd]


@pytest.mark.parametrize(
    ("system", "setting", "usual"),
    [
        ("win32", "LOCALAPPDATA", "AppData/Local"),
        ("darwin", "", "Library/Caches"),
        ("linux", "XDG_CACHE_HOME", ".cache"),
    ],
)
def test_copies_are_kept_where_the_system_has_room_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, setting: str, usual: str
) -> None:
    """Where a setting names a whole path, there; else below the user's home, wherever the command was begun."""
    monkeypatch.undo()
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("LOCALAPPDATA", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "somewhere")
    assert compiled.folder() == tmp_path / usual / "xlkit"
    if setting:
        monkeypatch.setenv(setting, str(tmp_path / "other"))
        assert compiled.folder() == tmp_path / "other" / "xlkit"


def test_a_user_without_a_home_reads_a_template_all_the_same(
    template: Path, monkeypatch: pytest.MonkeyPatch, read_again: list[Path]
) -> None:
    """Each time anew, since there is no place to keep a copy."""

    def fail() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(compiled, "folder", fail)
    assert load(template) == load(template)
    assert read_again == [template, template]
