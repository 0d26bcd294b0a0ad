"""Tests of which round a command takes to be meant."""

import shutil
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from tests.builders.control import SPRING
from tests.builders.files import xlsx
from xlkit.books.round import control_workbook
from xlkit.cli import main
from xlkit.commands.finding import round_for, round_named
from xlkit.errors import XlkitError
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control
from xlkit.shown import typed

RETURNED, BOOK = Path("returned"), Path("Spring.xlsx")


def behind_password(data: bytes, password: str) -> bytes:
    """The workbook behind a password."""
    out = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A control workbook in the current folder, and a folder of returns beside it."""
    monkeypatch.chdir(tmp_path)
    control = Control(SPRING, letters=LETTERS_DEFAULT, secret="5ec2e7" * 8)
    control_workbook.write(BOOK, control, ["progress-for-providers"])
    RETURNED.mkdir()
    (RETURNED / "notes.xlsx").write_text("no workbook", encoding="utf-8")
    return tmp_path


def test_the_control_workbook_here_is_found_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has to name the one there is."""
    assert round_for(None, [RETURNED]) == "Spring.xlsx"
    assert capsys.readouterr().err == "The round is that of Spring.xlsx, which lies beside the returns.\n"


@pytest.mark.parametrize(("paths", "where"), [([], "here"), ([RETURNED], "beside the returns")])
def test_it_lies_beside_returns_only_where_there_are_any(
    paths: list[Path], where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything came back a command says that it lies here, of one and of two."""
    assert round_named(None, paths) == BOOK
    assert capsys.readouterr().err == f"The round is that of Spring.xlsx, which lies {where}.\n"
    shutil.copy(BOOK, "Autumn.xlsx")
    with pytest.raises(XlkitError, match=rf"^Autumn\.xlsx and Spring\.xlsx lie {where}, and .* name it with --round"):
        round_named(None, paths)


def test_where_it_lies_is_said_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """Here, where the returns are elsewhere, or one here and one beside them."""
    away = tmp_path_factory.mktemp("away")
    (away / "returned").mkdir()
    assert round_for(None, [away / "returned"]) == "Spring.xlsx"
    assert capsys.readouterr().err == "The round is that of Spring.xlsx, which lies here.\n"
    with pytest.raises(XlkitError, match=r"and Spring\.xlsx lies here: name the control workbook"):
        round_for("Spring 2027", [away / "returned"])
    shutil.copy(BOOK, away)
    with pytest.raises(XlkitError, match=r"Spring\.xlsx lie here and beside the returns, and"):
        round_for(None, [away / "returned"])


def test_it_is_found_however_its_ending_is_spelt() -> None:
    """On a system too that tells names apart by capitals."""
    BOOK.rename("SPRING.XLSX")
    assert round_for(None, [RETURNED]) == "SPRING.XLSX"


@pytest.mark.parametrize("given", ["returned", "returned/notes.xlsx"])
def test_it_is_found_beside_the_folder_of_returns(given: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the command runs, for the folder and for a file in it."""
    (place / "elsewhere").mkdir()
    monkeypatch.chdir(place / "elsewhere")
    assert round_for(None, [place / given]) == str(place / BOOK)


def test_a_round_that_is_named_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    """By its control workbook, or by a name where none lies there; nothing else is looked for."""
    assert round_for("Spring.xlsx", [RETURNED]) == "Spring.xlsx"
    shutil.move(BOOK, "Spring.aside")
    assert round_for("Autumn 2027", [RETURNED]) == "Autumn 2027"
    assert capsys.readouterr().err == ""


def test_returns_on_a_drive_of_another_name_are_the_same_returns(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on a share that is S: here: no control workbook that was sent in counts, and the one here has its own name."""
    (place / "drive").symlink_to(place)
    shutil.copy(BOOK, RETURNED / "theirs.xlsx")
    for folder, named in ((RETURNED, str(place / BOOK)), (Path(), "Spring.xlsx")):
        monkeypatch.chdir(place / folder)
        monkeypatch.setattr(Path, "cwd", partial(Path, place, "drive", folder))
        assert round_for(None, [Path() if folder == RETURNED else RETURNED]) == named
        assert f"that of {named}, which lies beside" in capsys.readouterr().err


@pytest.mark.parametrize("here", [True, False])
def test_it_is_never_looked_for_among_returns(here: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody may have sent it, also where the command runs in the folder of returns."""
    shutil.move(BOOK, RETURNED / BOOK)
    monkeypatch.chdir(RETURNED if here else Path())
    assert round_for(None, [Path() if here else RETURNED]) is None
    assert round_for(None, [Path("notes.xlsx") if here else RETURNED / "notes.xlsx"]) is None


def test_two_are_refused() -> None:
    """Neither is guessed at, and the way out is said, also where others are to see what comes out."""
    shutil.copy(BOOK, "Autumn.xlsx")
    for is_to_be_named in (False, True):
        with pytest.raises(
            XlkitError, match=r"^Autumn\.xlsx and Spring\.xlsx lie beside .* as --round Autumn\.xlsx\.$"
        ):
            round_for(None, [RETURNED], is_to_be_named=is_to_be_named)
    assert round_for("Autumn.xlsx", [RETURNED]) == "Autumn.xlsx"


@pytest.mark.parametrize("named", [[], ["--round", "our round"], ["our spring.xlsx"]])
def test_what_to_type_is_said_as_it_is_typed(named: list[str]) -> None:
    """A name with a space in it would be two words to the command line."""
    BOOK.rename("our autumn.xlsx")
    shutil.copy("our autumn.xlsx", "our spring.xlsx")
    refused = CliRunner().invoke(main, ["validate", "returned", *named]).stderr
    assert typed("--round", "our spring.xlsx" if "our spring.xlsx" in named else "our autumn.xlsx") in refused
    assert "--round our" not in refused


def test_what_others_see_needs_its_round_named() -> None:
    """A guess would decide how small a group may be shown."""
    with pytest.raises(XlkitError, match=r"Spring\.xlsx lies beside the returns: say with --round"):
        round_for(None, [RETURNED], is_to_be_named=True)
    assert round_for("Spring.xlsx", [RETURNED], is_to_be_named=True) == "Spring.xlsx"


@pytest.mark.parametrize(("second", "is_region"), [(("Cover", "Counts"), True), (("Questions",), False)])
def test_the_round_of_one_council_is_not_that_of_several(
    second: tuple[str, ...], capsys: pytest.CaptureFixture[str], *, is_region: bool
) -> None:
    """A consolidated and a shared workbook have rounds of their own; beside a return the one is asked about."""
    for name, sheets in (("fenmoor", ("Guide", "Data")), ("beech", second)):
        book = Workbook()
        book.worksheets[0].title = sheets[0]
        for sheet in sheets[1:]:
            book.create_sheet(sheet)
        Path("councils").mkdir(exist_ok=True)
        book.save(f"councils/{name}.xlsx")
    files = [Path("councils/fenmoor.xlsx"), Path("councils/beech.xlsx")]
    for given in (files, [Path("councils")]):
        assert round_for(None, given) == (None if is_region else "Spring.xlsx")
        assert ("Spring.xlsx is left aside" in capsys.readouterr().err) == is_region
    assert round_for(None, files[:1]) == "Spring.xlsx"


def test_what_excel_keeps_beside_an_open_workbook_is_none() -> None:
    """It is there while the officer looks into the control workbook."""
    shutil.copy(BOOK, "~$Spring.xlsx")
    assert round_for(None, [RETURNED]) == "Spring.xlsx"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: behind_password(data, "sesame"), "needs a password to open"),
        (lambda data: data[:3000], "damaged workbook"),
        (lambda _: b"spring", "not a workbook"),
    ],
)
def test_a_file_that_may_be_it_and_cannot_be_read_is_named(spoil: Callable[[bytes], bytes], why: str) -> None:
    """It is never taken to be absent."""
    BOOK.write_bytes(spoil(BOOK.read_bytes()))
    with pytest.raises(XlkitError, match=rf"^No workbook can be read from Spring\.xlsx \({why}\).*--round\.$"):
        round_for(None, [RETURNED])


def test_nothing_goes_on_beside_a_file_that_may_be_it_before_the_round_is_named() -> None:
    """Neither what others see nor what cannot do without a control workbook."""
    BOOK.write_bytes(b"spring")
    with pytest.raises(XlkitError, match="No workbook can be read"):
        round_for(None, [RETURNED], is_to_be_named=True)
    with pytest.raises(XlkitError, match="No workbook can be read"):
        round_named(None, [])
    assert round_for("Spring.xlsx", [RETURNED]) == "Spring.xlsx"


def test_words_alone_name_no_round_to_others_beside_a_file_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It may say how small a group may be shown; what officers alone see goes by the words, which is said."""
    BOOK.write_bytes(b"spring")
    assert round_for("Spring 2027", [RETURNED]) == "Spring 2027"
    assert capsys.readouterr().err.startswith("Spring.xlsx was passed over")
    with pytest.raises(XlkitError, match=r"Spring\.xlsx .* put it elsewhere\.$"):
        round_for("Spring 2027", [RETURNED], is_to_be_named=True)


def test_a_file_that_cannot_be_read_beside_a_control_workbook_is_passed_over(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """There is one, which is the round's; that another was not looked into is said."""
    Path("salaries.xlsx").write_bytes(b"salaries")
    assert round_for(None, [RETURNED]) == "Spring.xlsx"
    assert "\nsalaries.xlsx was passed over" in capsys.readouterr().err


def test_what_is_no_control_workbook_stands_in_nobody_s_way() -> None:
    """Another workbook that opens, other documents, marks beside workbooks, and whatever lies among the returns."""
    shutil.move(BOOK, RETURNED / "locked.xlsx")
    data = (RETURNED / "locked.xlsx").read_bytes()
    (RETURNED / "locked.xlsx").write_bytes(behind_password(data, "sesame"))
    Path("answers.xlsx").write_bytes(xlsx())
    for name in ("letter.pdf", "notes.docx", "~$answers.xlsx", "._answers.xlsx"):
        Path(name).write_bytes(b"%PDF-1.7")
    assert round_for(None, [RETURNED]) is None
    assert round_for(None, [RETURNED], is_to_be_named=True) is None


def test_a_lock_that_excel_opens_without_asking_hides_no_control_workbook() -> None:
    """Nobody knows that it is there."""
    BOOK.write_bytes(behind_password(BOOK.read_bytes(), "VelvetSweatshop"))
    assert round_for(None, [RETURNED]) == "Spring.xlsx"


def test_control_workbooks_among_the_returns_are_not_said_to_be_absent() -> None:
    """Where the folder itself is given, all that lie there are named."""
    shutil.copy(BOOK, "Autumn.xlsx")
    with pytest.raises(XlkitError, match=r"^Autumn\.xlsx and Spring\.xlsx lie among the returns.*--round\.$"):
        round_named(None, [Path()])


def test_what_cannot_do_without_a_round_says_so() -> None:
    """Where it is looked for, and what to name."""
    assert round_named(None, [RETURNED]) == BOOK
    BOOK.unlink()
    (RETURNED / "notes.xlsx").unlink()
    assert round_for(None, [RETURNED]) is None
    with pytest.raises(XlkitError, match=r"^No control workbook is named with --round or lies here"):
        round_named(None, [RETURNED])


@pytest.mark.parametrize("command", [("validate",), ("merge",), ("feedback",), ("status",), ("mail", "--chase")])
def test_a_control_workbook_among_what_came_back_gives_no_round(command: tuple[str, ...]) -> None:
    """Anybody may have sent it, so all five commands want it named, in one way; beside a name it is in the way too."""
    shutil.copy(BOOK, RETURNED / "theirs.xlsx")
    for given in ((), ("--round", "Spring 2027")):
        result = CliRunner().invoke(main, [*command, *map(str, sorted(RETURNED.iterdir())), *given])
        assert result.exit_code == 1
        assert "theirs.xlsx is a control workbook, and what came back was expected there" in result.output


def test_beside_the_rounds_own_control_workbook_another_one_is_a_file_that_is_no_return() -> None:
    """As it is in a folder of returns."""
    shutil.copy(BOOK, RETURNED / "theirs.xlsx")
    assert round_for("Spring.xlsx", [RETURNED / "theirs.xlsx"]) == "Spring.xlsx"
    said = CliRunner().invoke(main, ["validate", str(RETURNED / "theirs.xlsx"), "--round", str(BOOK)]).stdout
    assert "1 file: 1 ignored" in said


def test_files_that_came_back_stand_in_nobody_s_way() -> None:
    """Several that cannot be read, one of them, or the folder in which they lie."""
    several = [RETURNED / "notes.xlsx", RETURNED / "other.xlsx"]
    several[1].write_bytes(b"other")
    BOOK.unlink()
    for given in (several, several[:1], [RETURNED]):
        assert round_for(None, given) is None


@pytest.mark.parametrize("command", ["validate", "feedback"])
def test_one_that_lies_where_returns_are_read_is_named_for_what_it_may_be(command: str) -> None:
    """As what everybody is shown waits for it; a file that cannot be read and came back is no more than that."""
    result = CliRunner().invoke(main, [command, str(RETURNED), "--round", "Spring 2027"])
    assert "which may be the round's control workbook" not in result.output
    BOOK.write_bytes(b"spring")
    result = CliRunner().invoke(main, [command, "."])
    assert result.exit_code == (1 if command == "feedback" else 3)
    assert "No workbook can be read from Spring.xlsx (not a workbook), which may be" in result.stderr


def test_what_needs_the_round_names_what_may_be_its_workbook_among_the_returns() -> None:
    """It is not said that there is none."""
    BOOK.write_bytes(b"spring")
    with pytest.raises(
        XlkitError, match=r"No control workbook is named with --round\. No workbook can be read from Spring\.xlsx"
    ):
        round_named(None, [Path()])
