"""A round from its control workbook to the tracker, as an officer calls the commands."""

import email
import json
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email.policy import default
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from openpyxl import Workbook

from tests.builders.control import SPRING, with_ids, written
from tests.builders.opened import load_workbook
from xlkit import days
from xlkit.books.respondent import respondent_workbook
from xlkit.books.round import control_workbook as controls
from xlkit.books.round import issue_register
from xlkit.cli import main
from xlkit.commands.attaching import found
from xlkit.commands.generate import say_drafted
from xlkit.commands.opening import say_open
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.round import identities, issuing, reading, rows
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Decision, Issued, Recipient, Ruling

TEMPLATE = "progress-for-providers"
PEOPLE = (
    Recipient("Oakfield Care", "Ann Lee", "", "ann@oakfield.example", TEMPLATE, locality="North"),
    Recipient("Ashgrove", "Bo Ray", "", "bo@ashgrove.example", TEMPLATE),
    Recipient("CON", "", "", "", TEMPLATE),
    Recipient("Elm Row", "", "", "e@elm.example", TEMPLATE, in_scope=False),
)
SECRET = "5ec2e7" * 8
ISSUED = Path("generated/spring-2027")
AHEAD = datetime.now().astimezone().date() + timedelta(days=1)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def failed(*arguments: str | Path) -> str:
    """What is said of a mistake: one sentence, nothing of the program's insides, and exit 1."""
    result = run(*arguments)
    assert result.exit_code == 1, result.output
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output
    return result.output


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the round was issued, of which tests take copies."""
    folder = tmp_path_factory.mktemp("begun")
    keep(folder / "Spring.xlsx")
    assert run("generate", folder / "Spring.xlsx", "-o", folder / ISSUED).exit_code == 0
    return folder


@pytest.fixture
def control(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled control workbook, in a folder of its own that the commands run in."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(begun / "Spring.xlsx", "."))


@pytest.fixture
def issued(begun: Path, control: Path) -> Path:
    """The folder of its workbooks, as `generate` leaves it."""
    return shutil.copytree(begun / ISSUED, ISSUED)


def keep(path: Path, *decisions: Decision) -> Path:
    this = Control(SPRING, recipients=with_ids(*PEOPLE), decisions=decisions, letters=LETTERS_DEFAULT, secret=SECRET)
    controls.write(path, this, [TEMPLATE])
    return path


def typed(control: Path, cells: dict[str, str]) -> None:
    """Change cells under Recipients as an officer does."""
    book = load_workbook(control)
    for place, text in cells.items():
        book["Recipients"][place].value = text
    book.save(control)


def answer(control: Path, place: Path, number: int, *, blanks: int = 0) -> Path:
    """The workbook of a recipient as it comes back, under a name that says nothing."""
    instruments = xlsform.library()
    issued = issuing.for_round(reading.load(control, instruments), instruments)[number]
    place.mkdir(exist_ok=True)
    path = place / f"return {number}.xlsx"
    path.write_bytes(answered(issued.identity, blanks))
    return path


@cache
def answered(identity: Identity, blanks: int) -> bytes:
    """A workbook filled in but for its first questions."""
    instrument = xlsform.find(TEMPLATE)
    answers = {item.name: item.choices[2].name for item in list(instrument.items)[blanks:]}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        respondent_workbook.write(path, instrument, identity, SPRING, Draft(answers=answers))
        return path.read_bytes()


def test_new_writes_a_control_workbook_that_can_be_filled_in(tmp_path: Path) -> None:
    """What the options say stands in it, its letters are ready, and each has a secret of its own."""
    for name in ("a", "b"):
        result = run(
            "new", tmp_path / f"{name}.xlsx", "--template", TEMPLATE, "--deadline", "26/03/2027",
            "--title", "Spring 2027", "--council", "Fenmoor",
        )  # fmt: skip
        assert result.stdout == f"{tmp_path / name}.xlsx\n"
    one, two = (reading.load(tmp_path / f"{name}.xlsx", xlsform.library()) for name in ("a", "b"))
    assert (one.round.name, one.round.council, one.round.due) == ("Spring 2027", "Fenmoor", date(2027, 3, 26))
    assert (one.template, one.recipients, one.letters) == (TEMPLATE, (), LETTERS_DEFAULT)
    assert len(one.secret) == 64
    assert one.secret != two.secret
    ids = [
        cells[0]
        for cells in load_workbook(tmp_path / "a.xlsx")["Recipients"].iter_rows(5, 304, 15, 15, values_only=True)
    ]
    assert len({rows.spelt(str(text)) for text in ids} - {""}) == 300


def test_a_control_workbook_names_itself_in_its_steps(tmp_path: Path) -> None:
    """The commands that it shows can be typed as they stand."""
    run("new", tmp_path / "r.xlsx")
    settings = load_workbook(tmp_path / "r.xlsx")["Settings"]
    shown = [str(cell.value) for row in settings.iter_rows() for cell in row if "xlkit generate" in str(cell.value)]
    assert [text.rpartition(" ")[2] for text in shown] == ["r.xlsx"]


def test_new_never_writes_over_a_file(tmp_path: Path) -> None:
    """A control workbook that exists holds a secret that cannot be had again."""
    path = written(tmp_path / "r.xlsx")
    before = path.read_bytes()
    assert "exists already" in failed("new", path)
    assert path.read_bytes() == before


def test_new_takes_known_templates_and_excel_names_alone(tmp_path: Path) -> None:
    """A misspelt template and another ending are said in a sentence."""
    assert "did you mean progress-for-providers" in failed(
        "new", tmp_path / "r.xlsx", "--template", "progress-for-provider"
    )
    assert "ends in .xlsx" in failed("new", tmp_path / "r.ods")
    assert not list(tmp_path.iterdir())


def test_generate_issues_to_everybody_in_scope_and_keeps_a_register(control: Path) -> None:
    """A signed workbook each, a register beside them, and not a byte of the control workbook changed."""
    before = control.read_bytes()
    result = run("generate", control)
    assert result.exit_code == 0
    folder = Path("generated/spring-2027")
    assert [Path(line).parent for line in result.stdout.splitlines()] == [folder] * 4
    assert len(list(folder.glob("*.xlsx"))) == 4
    listed = load_workbook(folder / "register.xlsx")["Issued"]
    assert {listed.cell(row, 2).value for row in (5, 6, 7)} == {"Oakfield Care", "Ashgrove", "CON"}
    assert control.read_bytes() == before
    found = run("validate", folder, "--round", control)
    assert "identity" not in found.output
    assert found.output.endswith("4 files: 3 incomplete, 1 ignored; 3 of the incomplete with nothing answered\n")


@pytest.mark.parametrize(
    ("contact", "due", "told"),
    [
        ("Ann Lee", AHEAD, ""),
        ("Ann Lee", None, "No workbook says by when it is wanted, since Settings leave it open: enter it"),
        ("", None, "No workbook says by when it is wanted, whom to ask, since Settings leave it open"),
        ("Ann Lee", date(2020, 3, 26), "The deadline, Thursday 26 March 2020, is past: enter it there"),
        ("", date(2020, 3, 26), "The deadline, Thursday 26 March 2020, is past. No workbook says whom to ask, since"),
    ],
)
def test_what_workbooks_leave_their_readers_to_ask_is_told(
    contact: str, due: date | None, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By when it is wanted, and of whom to ask; not where Settings has both, and the day is to come."""
    this = replace(SPRING, due=due, deadline=days.in_words(due) if due else "", contact=contact)
    say_open(Control(this), Path("Spring.xlsx"))
    said = capsys.readouterr().err
    assert said.startswith(told)
    assert bool(said) == bool(told) == ("xlkit generate Spring.xlsx --force writes them again.\n" in said)


def test_a_new_round_whose_deadline_is_past_is_told_so(tmp_path: Path) -> None:
    """Its workbook is written all the same."""
    result = run("new", tmp_path / "r.xlsx", "--template", TEMPLATE, "--deadline", "26/03/2020")
    assert result.stderr == "The deadline, Thursday 26 March 2020, is past: put another under Settings.\n"
    assert run("new", tmp_path / "s.xlsx", "--template", TEMPLATE, "--deadline", f"{AHEAD:%d/%m/%Y}").stderr == ""


@pytest.mark.usefixtures("issued")
def test_a_round_under_another_name_is_not_issued_anew(control: Path) -> None:
    """Whatever the command is, it says which name the workbooks were signed by; another round goes on."""
    before = sorted(Path("generated").rglob("*"))
    book = load_workbook(control)
    (cell,) = [row[1] for row in book["Settings"].iter_rows(max_col=2) if row[0].value == "Round"]
    cell.value = "Spring 27"
    book.save(control)
    for command in (("generate", control), ("mail", "--round", control), ("validate", "generated", "--round", control)):
        assert "as “Spring 2027”" in failed(*command)
    assert sorted(Path("generated").rglob("*")) == before
    controls.write(control, Control(replace(SPRING, name="Autumn"), recipients=with_ids(*PEOPLE), secret="f" * 64), [])
    assert run("generate", control).exit_code == 0


@pytest.mark.usefixtures("issued")
def test_a_round_is_found_beside_its_control_workbook(control: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever commands run; nothing is looked for, or left, where they do."""
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    drafted = run("mail", "--round", f"../{control}")
    assert drafted.exit_code == 0, drafted.output
    assert len([*Path("../generated/spring-2027/mail").glob("*.eml")]) == 3
    assert not [*Path().iterdir()]


@pytest.mark.usefixtures("issued")
def test_a_register_that_is_open_elsewhere_keeps_workbooks_from_being_written(
    control: Path, lock: Callable[[str], None]
) -> None:
    """What workbooks say by then would not be what the register says of them."""
    was = {path: path.read_bytes() for path in Path("generated/spring-2027").iterdir()}
    lock("register.xlsx")
    typed(control, {"H8": "yes"})
    for words in ((), ("--force",)):
        assert "register.xlsx cannot be written: close it in Excel" in failed("generate", control, *words)
    assert {path: path.read_bytes() for path in Path("generated/spring-2027").iterdir()} == was


def test_what_may_not_be_saved_yet_is_told(control: Path) -> None:
    """A mark beside the control workbook says that somebody has it open; without one nothing is said."""
    told = []
    for mark in ("~$other.xlsx", f"~${control.name}"):
        control.with_name(mark).touch()
        told.append("what is not saved there is not known" in run("generate", control).stderr)
    assert told == [False, True]


def test_generate_does_not_write_over_workbooks(control: Path) -> None:
    """--force writes them again, and says which drafts have the old ones."""
    folder = Path(run("generate", control).stdout.splitlines()[0]).parent
    (folder / "mail").mkdir()
    (folder / "mail" / f"{next(folder.glob('oak*')).stem}.eml").touch()
    was = {path: path.read_bytes() for path in folder.glob("*-*.xlsx")}
    again = run("generate", control)
    assert again.stdout.splitlines() == [str(folder / "register.xlsx")]
    assert {path: path.read_bytes() for path in was} == was
    forced = run("generate", control, "--force")
    assert forced.exit_code == 0
    assert "1 drafted before" in forced.stderr


@pytest.mark.parametrize(("name", "is_told"), [("oak-K7QM-3XWA.eml", True), ("oak-AAAA-AAAA.eml", False)])
def test_drafts_that_carry_workbooks_as_they_were_are_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_told: bool
) -> None:
    """Of those whose workbook was written again; not somebody else's."""
    (tmp_path / name).touch()
    identity = replace(issuing.blank_workbook(xlsform.library()[TEMPLATE], SPRING).identity, return_id="K7QM-3XWA")
    say_drafted([Issued(identity, "oak.xlsx")], tmp_path, Path("Spring.xlsx"))
    again = "xlkit mail --round Spring.xlsx --force"
    told = f"1 drafted before in {tmp_path}, with the workbooks as they were: then {again}.\n"
    assert capsys.readouterr().err == (told if is_told else "")


@pytest.mark.usefixtures("issued")
def test_a_row_added_later_gets_its_workbook_alone(control: Path) -> None:
    """What was issued stays byte for byte, whatever was corrected since; the register keeps how it was issued."""
    folder = Path("generated/spring-2027")
    was = {path: path.read_bytes() for path in folder.glob("*-*.xlsx")}
    typed(control, {"B5": "New Manager", "H8": "yes"})
    result = CliRunner().invoke(main, ["generate", str(control)])
    added, register = map(Path, result.stdout.splitlines())
    assert added.name.startswith("elm-row-")
    assert "3 issued before and left as they are" in result.stderr
    assert "Oakfield Care" in result.stderr
    assert {path: path.read_bytes() for path in was} == was
    listed = load_workbook(register)["Issued"]
    assert [listed.cell(row, 3).value for row in (5, 8)] == ["Ann Lee", None]
    assert [listed.cell(row, 2).value for row in range(5, 9)] == ["Oakfield Care", "Ashgrove", "CON", "Elm Row"]


def test_an_earlier_round_is_held_to_its_control_workbook(control: Path) -> None:
    """Where that lies among its returns, or beside, nobody is spoken for by a form that anybody may have filled in."""
    instrument = xlsform.find(TEMPLATE)
    forged = identities.issued(instrument, Recipient("Ashgrove", "Bo Ray"), SPRING.name)
    answers = {item.name: item.choices[4].name for item in instrument.items}
    answer(control, Path("back"), 0)
    respondent_workbook.write(Path("back/forged.xlsx"), instrument, forged, SPRING, Draft(answers=answers))
    to = Workbook()
    for name in ("Organisation", "Oakfield Care", "Ashgrove"):
        to.worksheets[0].append([name])
    to.save("to.xlsx")
    told, away = [], control.rename("away.txt")
    for place in ("a", "b", "c"):
        result = run("generate", TEMPLATE, "--to", "to.xlsx", "--prefill", "back", "--round", "Autumn", "-o", place)
        assert result.exit_code == 0, result.output
        told.append(("no signature was checked" in result.stderr, "Ashgrove: starts blank" in result.stderr))
        away = away.rename(control) if place == "a" else away.rename(Path("back") / control.name)
    assert told == [(True, False), (False, True), (False, True)]
    shutil.copy(away, "back/copy.xlsx")
    assert "the control workbook of one round was expected" in failed(
        "generate", TEMPLATE, "--to", "to.xlsx", "--prefill", "back", "-o", "d"
    )


@pytest.mark.usefixtures("issued")
def test_generate_asks_whose_a_row_is_before_it_writes(control: Path) -> None:
    """Another organisation typed over one that has a workbook gets none until it is said who it is."""
    folder = Path("generated/spring-2027")
    was = {path: path.read_bytes() for path in folder.iterdir()}
    typed(control, {"A5": "Sunrise Living", "H8": "yes"})
    said = run("generate", control)
    assert said.exit_code == 1
    assert "if it is the same organisation, write “Sunrise Living (formerly Oakfield Care)” there" in said.stderr
    assert "Error: Sunrise Living: settle first whose row that is" in said.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == was
    typed(control, {"A5": "Sunrise Living (formerly Oakfield Care)"})
    assert run("generate", control).exit_code == 0
    assert len([*folder.glob("*.xlsx")]) == len(was) + 1


@pytest.mark.usefixtures("issued")
def test_a_workbook_that_is_lost_is_written_again(control: Path) -> None:
    """It is the same workbook, under the name that it had, though its organisation is spelt otherwise by now."""
    (lost,) = Path("generated/spring-2027").glob("oakfield-*.xlsx")
    was = lost.read_bytes()
    lost.unlink()
    run("generate", control)
    assert lost.read_bytes() == was
    lost.unlink()
    typed(control, {"A5": "Oakfields Care"})
    assert str(lost) in run("generate", control).output


@pytest.mark.usefixtures("issued")
def test_the_register_of_another_round_is_never_written_over(control: Path) -> None:
    """A new control workbook with the name of an old one finds its folder taken."""
    other = keep(Path("Other.xlsx"))
    book = load_workbook(other)
    book["xlkit"]["B3"].value = "0dd" * 16
    book.save(other)
    assert "register.xlsx exists already" in failed("generate", other)


@pytest.mark.usefixtures("issued")
def test_a_corrected_row_is_neither_missing_nor_asked_again(control: Path) -> None:
    """A return received stays received, the reminders of the others go on, and whoever was corrected gets none."""
    answer(control, Path("back"), 0)
    typed(control, {"A5": "Oakfield Care Ltd", "B5": "New Manager", "F5": "South", "B6": "Also New"})
    assert run("validate", "back", "--round", control).exit_code == 0
    assert "1 valid, 2 nothing back" in run("status", "back", "--round", control).output
    assert run("mail", "--round", control, "--chase", "back", "-o", "chase").exit_code == 0
    assert {path.name.partition("-")[0] for path in Path("chase").glob("*.eml")} == {"ashgrove", "con"}


@pytest.mark.usefixtures("issued")
def test_a_copy_of_a_row_is_said_and_changes_nothing_that_was_issued(control: Path) -> None:
    """Its own workbook is another, and what came back is still known."""
    answer(control, Path("back"), 0)
    book = load_workbook(control)
    sheet = book["Recipients"]
    for column in range(1, 16):
        sheet.cell(9, column).value = sheet.cell(5, column).value
    sheet["B9"].value = "Second Person"
    book.save(control)
    result = CliRunner().invoke(main, ["status", "back", "--round", str(control)])
    assert "1 valid, 3 nothing back" in result.stdout
    assert "the same row id for Oakfield Care" in result.stderr


def test_generate_refuses_bad_rows_before_it_writes(control: Path) -> None:
    """All of them are named with their cells, and no folder appears."""
    book = load_workbook(control)
    book["Recipients"]["D5"].value = "nobody"
    book["Recipients"]["E6"].value = "unheard-of"
    book.save(control)
    said = failed("generate", control)
    assert "Recipients!D5" in said
    assert "Recipients!E6" in said
    assert not Path("generated").exists()


def test_generate_takes_a_rounds_facts_from_its_workbook_alone(control: Path) -> None:
    """Two deadlines would be one too many."""
    assert "leave out --to" in failed("generate", control, "--deadline", "soon")


def test_generate_of_an_empty_round_says_what_to_do(tmp_path: Path) -> None:
    """Nobody is in scope yet."""
    path = tmp_path / "r.xlsx"
    run("new", path)
    assert "fill in a row" in failed("generate", path)


def test_a_renamed_return_is_still_itself(control: Path) -> None:
    """Identity is inside: a return under any name is valid."""
    answer(control, Path("back"), 0)
    assert run("validate", "back", "--round", control).exit_code == 0


@pytest.mark.parametrize(("late", "is_said"), [(0, False), (1, True)])
def test_a_deadline_holds_for_a_round_that_lists_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: int, *, is_said: bool
) -> None:
    """Whoever answers is held to the day that its control workbook says; the day itself is in time."""
    monkeypatch.chdir(tmp_path)
    control, due = Path("Spring.xlsx"), date(2027, 3, 26)
    this = Control(replace(SPRING, due=due), letters=LETTERS_DEFAULT, secret=SECRET)
    controls.write(control, this, [TEMPLATE])
    instrument, own = xlsform.find(TEMPLATE), Recipient("Oakfield Care")
    draft = Draft({"completed_on": due + timedelta(days=late)})
    Path("back").mkdir()
    identity = identities.issued(instrument, own, SPRING.name)
    respondent_workbook.write(Path("back/a.xlsx"), instrument, identity, SPRING, draft)
    told = run("validate", "back", "--round", control).output
    assert ("the deadline was 26/03/2027" in told) == is_said


def test_signatures_that_nobody_checked_are_spoken_of(control: Path) -> None:
    """Once, on stderr, and not where the control workbook is named."""
    for number in (0, 1):
        answer(control, Path("back"), number)
    assert run("validate", "back", "--round", control).stderr == ""
    control.rename(control.with_suffix(".aside"))
    assert run("validate", "back").stderr.count("no signature was checked") == 1


def test_an_edited_return_is_found(control: Path) -> None:
    """A workbook whose hidden identity says another organisation is rejected by its round, and by it alone."""
    instruments = xlsform.library()
    answer(control, Path("back"), 0)
    (issued, *_) = issuing.for_round(reading.load(control, instruments), instruments)
    other = replace(issued.identity, organisation="Ashgrove", subject="Ashgrove")
    respondent_workbook.write(Path("back/edited.xlsx"), instruments[TEMPLATE], other, SPRING)
    result = run("validate", "back", "--round", control)
    assert result.exit_code == 3
    assert "not as it was issued" in result.output
    control.rename(control.with_suffix(".aside"))
    assert "not as it was issued" not in run("validate", "back").output


def test_a_round_may_be_given_by_name(control: Path) -> None:
    """Where no control workbook lies there; it rejects what belongs to another. A file that is missing is no name."""
    answer(control, Path("back"), 0)
    control.rename(control.with_suffix(".aside"))
    assert run("validate", "back", "--round", "Spring 2027").exit_code == 0
    assert "belongs to the round “Spring 2027”" in run("validate", "back", "--round", "Autumn").output
    assert "no file" in failed("validate", "back", "--round", "Summer.xlsx")


def test_merging_tells_the_response_of_those_who_were_asked(control: Path) -> None:
    """Of three in scope one sent a valid return; one has gaps, and one of nobody who was asked is held."""
    instruments = xlsform.library()
    answer(control, Path("back"), 0)
    answer(control, Path("back"), 1, blanks=2)
    stranger = identities.issued(instruments[TEMPLATE], Recipient("Who else"), SPRING.name)
    answers = {item.name: item.choices[0].name for item in instruments[TEMPLATE].items}
    respondent_workbook.write(Path("back/else.xlsx"), instruments[TEMPLATE], stranger, SPRING, Draft(answers=answers))
    assert run("merge", "back", "--round", control, "-o", "out.xlsx").exit_code == 3
    said = "1 of 3 who were asked sent a valid return; 2 returns are counted, 1 of them with gaps; 1 file is not"
    assert str(load_workbook("out.xlsx")["Summary"]["A2"].value).startswith(said)
    control.rename(control.with_suffix(".aside"))
    run("merge", "back", "--round", "Spring 2027", "-o", "named.xlsx")
    assert "asked" not in str(load_workbook("named.xlsx")["Summary"]["A2"].value)


def test_the_short_form_is_about_the_council(control: Path) -> None:
    """A row that says neither perspective nor subject goes out as a provider's view of the round's council."""
    book = load_workbook(control)
    for column, value in {"E": "shaping-the-market-short", "J": None}.items():
        book["Recipients"][f"{column}5"].value = value
    book.save(control)
    instruments = xlsform.library()
    first, *_ = issuing.for_round(reading.load(control, instruments), instruments)
    assert (first.identity.perspective.value, first.identity.subject) == ("provider", SPRING.council)
    assert run("generate", control).exit_code == 0
    (sent,) = Path("generated/spring-2027").glob("oakfield*.xlsx")
    short = instruments["shaping-the-market-short"]
    answers = {item.name: item.choices[1].name for item in short.items}
    respondent_workbook.write(sent, short, first.identity, SPRING, Draft(answers=answers))
    told = json.loads(run("merge", sent, "--round", control, "-o", "out.xlsx", "--json").stdout)
    (voices,) = [table["rows"] for name, table in told["tables"].items() if name.startswith("Voices")]
    assert [(row["subject"], row["perspective"]) for row in voices] == [(SPRING.council, "provider")]


def test_decisions_are_applied_and_idle_ones_named(control: Path) -> None:
    """A waiver makes an incomplete return valid; one that concerns nothing is told on stderr."""
    keep(
        control,
        Decision(Ruling.WAIVE, file="Oakfield Care", check="no-answer", why="New", approved_by="Head"),
        Decision(Ruling.EXCLUDE, file="Nobody", why="x", approved_by="Head"),
    )
    answer(control, Path("back"), 0, blanks=2)
    result = CliRunner().invoke(main, ["validate", "back", "--round", str(control)])
    assert result.exit_code == 0
    assert "Waived by the decision at Decisions!C5, approved by Head: New" in result.stdout
    assert "Decisions!C6: this decision concerns none" in result.stderr


def test_a_decision_to_accept_what_cannot_be_taken_is_said_to_do_nothing(control: Path) -> None:
    """With the file that it is about, where the decision alone would be looked for in vain."""
    keep(control, Decision(Ruling.ACCEPT, file="damaged.xlsx", why="They sent it", approved_by="Head"))
    answer(control, Path("back"), 0)
    Path("back/damaged.xlsx").write_bytes(b"PK")
    said = run("validate", "back", "--round", control).stderr
    assert "Decisions!C5: back/damaged.xlsx was rejected for what no decision settles, so accepting it does" in said


def test_decisions_that_change_nothing_are_told_with_the_reason(control: Path) -> None:
    """What ended excludes nobody; what is misspelt is told with the names that there are, and what idles with why."""
    said = Decision(Ruling.EXCLUDE, why="x", approved_by="Head")
    answer(control, Path("back"), 0)
    (came,) = Path("back").iterdir()
    keep(
        control,
        replace(said, ruling=Ruling.EXCLUDE, file=came.name, until=date(2026, 1, 1)),
        replace(said, ruling=Ruling.WAIVE, file=came.name, check="two-ticks"),
        replace(said, ruling=Ruling.ACCEPT, file=came.name),
        replace(said, ruling=Ruling.PREFER, file=came.name),
        replace(said, ruling=Ruling.PREFER, file=f"{came.stem}.xls"),
        replace(said, ruling=Ruling.SEVERAL, file=came.name),
    )
    result = run("validate", "back", "--round", control)
    assert result.exit_code == 0
    for words in (
        "Decisions!C5: this decision held until 01/01/2026 alone, so it does nothing",
        f"Decisions!C6: this decision, “waive”, changes nothing of back/{came.name}: nothing of the check two-ticks",
        f"Decisions!C7: this decision, “accept this return”, changes nothing of back/{came.name}: nothing of it waits",
        f"Decisions!C8: this decision, “prefer this return”, changes nothing of back/{came.name}: nothing gave way",
        f"Decisions!C9: this decision concerns none of the files given: perhaps “{came.name}” is meant",
        f"Decisions!C10: this decision, “several respondents”, changes nothing of back/{came.name}: no other",
    ):
        assert words in result.stderr


@pytest.mark.usefixtures("issued")
def test_mail_drafts_an_invitation_for_each(control: Path) -> None:
    """Each draft has the recipient's own workbook; a missing address is told; nobody out of scope is written to."""
    result = CliRunner().invoke(main, ["mail", "--round", str(control)])
    assert result.exit_code == 0, result.output
    drafts = sorted(Path("generated/spring-2027/mail").glob("*.eml"))
    assert len(drafts) == 3
    assert "Drafted without an address, since none is given under Recipients: CON\n" in result.stderr
    for path in drafts:
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, email.message.EmailMessage)
        (attached,) = message.iter_attachments()
        name = attached.get_filename()
        assert name == f"{path.stem}.xlsx"
        assert attached.get_content() == Path("generated/spring-2027", name).read_bytes()
    assert Path("generated/spring-2027/mail/invitations.xlsx").is_file()


@pytest.mark.usefixtures("issued")
def test_mail_twice_gives_the_same_bytes(control: Path) -> None:
    """Nothing in a draft depends on when it was made."""
    run("mail", "--round", control, "-o", "a")
    run("mail", "--round", control, "-o", "b")
    one, two = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in "ab")
    assert one == two
    assert len(one) == 4


@pytest.mark.usefixtures("issued")
def test_mail_chases_those_who_are_missing_or_incomplete(control: Path) -> None:
    """Who returned all gets nothing; an incomplete return comes back in words, with its answers to be put right."""
    answer(control, Path("back"), 0)
    answer(control, Path("back"), 1, blanks=1)
    assert run("mail", "--round", control, "--chase", "back", "-o", "chase").exit_code == 0
    found = {}
    for path in Path("chase").glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, email.message.EmailMessage)
        body = message.get_body()
        assert body is not None
        found[path.name.partition("-")[0]] = (body.get_content(), list(message.iter_attachments()))
    assert set(found) == {"ashgrove", "con"}
    assert "Nothing is ticked for 1.1 Strategy" in found["ashgrove"][0]
    (correction,) = found["ashgrove"][1]
    Path("chase/sent.xlsx").write_bytes(correction.get_content())
    book = load_workbook("chase/sent.xlsx")
    assert book.sheetnames[0] == "Please check"
    assert [book["Questions"][f"C{row}"].value for row in range(13, 18)].count("✓") == 1
    assert "not had the workbook" in found["con"][0]
    assert [str(attached.get_filename())[:4] for attached in found["con"][1]] == ["con-"]


@pytest.mark.usefixtures("issued")
def test_who_sent_what_cannot_be_used_is_not_told_that_nothing_came(control: Path) -> None:
    """A scan under the workbook's name is told as what it is, with the workbook to fill in."""
    (oak,) = Path("generated/spring-2027").glob("oakfield-*.xlsx")
    Path("back").mkdir()
    (Path("back") / oak.name).write_bytes(b"%PDF-1.7")
    assert run("mail", "--round", control, "--chase", "back", "-o", "chase").exit_code == 0
    (draft,) = Path("chase").glob("oakfield-*.eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=default)
    assert isinstance(message, email.message.EmailMessage)
    body = message.get_body()
    assert body is not None
    assert "could not use it:" in " ".join(body.get_content().split())
    assert "This is a PDF, not a spreadsheet workbook" in body.get_content()
    assert "not had" not in body.get_content()
    assert [attached.get_content() for attached in message.iter_attachments()] == [oak.read_bytes()]


def test_mail_names_whom_it_leaves_out(control: Path) -> None:
    """Who declined, whose mail bounced, and who has no address, each by name."""
    book = load_workbook(control)
    sheet = book["Recipients"]
    columns = {cell.value: cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value}
    row_of = {cell.value: cell.row for column in sheet.iter_cols() for cell in column if cell.value}
    for name, heading, value in (
        ("Oakfield Care", "Delivery", "declined"),
        ("Ashgrove", "Delivery", "bounced"),
        ("CON", "Email", None),
    ):
        sheet.cell(row_of[name], columns[heading]).value = value
    book.save(control)
    run("generate", control)
    said = run("mail", "--round", control).stderr
    assert "Left out, since they declined: Oakfield Care\n" in said
    assert "Left out, since mail to them bounced (correct the address and clear Delivery): Ashgrove\n" in said
    assert "Drafted without an address, since none is given under Recipients: CON\n" in said


@pytest.mark.usefixtures("issued")
def test_mail_to_nobody_says_so(control: Path) -> None:
    """Where everybody has returned, no folder appears."""
    for number in range(3):
        answer(control, Path("back"), number)
    said = run("mail", "--round", control, "--chase", "back", "-o", "chase")
    assert said.stdout == "There is nobody to write to.\n"
    assert said.stderr.splitlines() == [
        "Left out, since what came is valid: Oakfield Care, Ashgrove, CON",
        "Left out, since they are out of scope: Elm Row",
    ]
    assert not Path("chase").exists()


def test_mail_needs_the_workbooks(control: Path) -> None:
    """Without them nothing is drafted; another folder may hold them."""
    assert "run xlkit generate first" in failed("mail", "--round", control)
    run("generate", control, "-o", "elsewhere")
    assert run("mail", "--round", control, "--workbooks", "elsewhere").exit_code == 0


@pytest.mark.usefixtures("issued")
def test_mail_again_drafts_only_what_is_new(control: Path) -> None:
    """Somebody added late gets a draft and a list of their own; a draft that was changed by hand stays as it is."""
    run("mail", "--round", control)
    folder = Path("generated/spring-2027/mail")
    (oak,) = folder.glob("oakfield-*.eml")
    oak.write_bytes(b"Changed by hand")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    typed(control, {"H8": "yes", "A5": "Oakfield Care Ltd", "B6": "Nia New"})
    run("generate", control)
    result = run("mail", "--round", control)
    assert result.exit_code == 0, result.output
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name: after.pop(name) for name in before} == before
    (late, _) = sorted(after)
    assert late.startswith("elm-row-")
    assert sorted(after)[1] == "invitations (2).xlsx"
    listed = load_workbook(folder / "invitations (2).xlsx")["Recipients"]
    assert [row[2] for row in listed.values] == ["Organisation", "Elm Row"]
    assert "3 drafted before and left as they are; --force writes them again." in result.stderr
    (told,) = (line for line in result.stderr.splitlines() if "something else by now" in line)
    assert [name.split("-")[0] for name in told.partition(": ")[2].split(", ")] == ["oakfield", "ashgrove"]
    assert run("mail", "--round", control, "--force").exit_code == 0
    assert oak.read_bytes() != b"Changed by hand"
    assert len([*folder.glob("*.eml")]) == 4


@pytest.mark.usefixtures("issued")
def test_nobody_is_chased_for_what_was_never_sent(control: Path) -> None:
    """Nothing drafted, noted or back: one sentence. One noted, drafted or back is enough, wherever drafts go."""
    Path("back").mkdir()
    chase = ("mail", "--round", control, "--chase", "back", "-o", "chase")
    said = failed(*chase)
    assert (
        f"is drafted in chase and {Path('generated/spring-2027/mail')}: run xlkit mail first, or enter under All"
        in said
    )
    assert not Path("chase").exists()
    Path("back/scan.pdf").write_bytes(b"%PDF-1.7")
    assert run(*chase).exit_code == 0
    Path("back/scan.pdf").unlink()
    shutil.rmtree("chase")
    run("mail", "--round", control)
    invited = Path("generated/spring-2027/mail/invitations.xlsx")
    invited.unlink()
    assert run(*chase).exit_code == 0
    shutil.rmtree(invited.parent)
    shutil.rmtree("chase")
    assert "run xlkit mail first" in failed(*chase)
    book = load_workbook(control)
    heading = next(cell for row in book["Recipients"].iter_rows(max_row=8) for cell in row if cell.value == "Delivery")
    oak = next(row[0].row for row in book["Recipients"].iter_rows() if row[0].value == "Oakfield Care")
    book["Recipients"].cell(oak, heading.column).value = "sent"
    book.save(control)
    assert run(*chase).exit_code == 0


@pytest.mark.usefixtures("issued")
def test_a_chase_lists_its_drafts_beside_the_invitations(control: Path) -> None:
    """Whoever drafts all rows of one list drafts nobody's other message, `--force` or not; a second gets a number."""
    invited = Path("drafts/invitations.xlsx")
    assert run("mail", "--round", control, "-o", "drafts").stdout.splitlines()[-1] == str(invited)
    before = invited.read_bytes()
    answer(control, Path("back"), 0)
    for options, name in (((), "reminders.xlsx"), (("--force",), "reminders.xlsx")):
        result = run("mail", "--round", control, "--chase", "back", "-o", "drafts", *options)
        assert result.stdout.splitlines()[-1] == str(Path("drafts", name))
        listed = load_workbook(Path("drafts", name))["Recipients"]
        assert [row[2] for row in listed.values] == ["Organisation", "Ashgrove", "CON"]
    next(Path("drafts").glob("con-*-reminder.eml")).unlink()
    result = run("mail", "--round", control, "--chase", "back", "-o", "drafts")
    assert result.stdout.splitlines()[-1] == str(Path("drafts/reminders (2).xlsx"))
    assert invited.read_bytes() == before
    assert [path.name for path in Path("drafts").glob("invit*")] == [invited.name]


@pytest.mark.usefixtures("issued")
def test_a_chase_again_says_which_drafts_are_not_due_any_more(control: Path) -> None:
    """Who returned since is not to be reminded by a draft of last week; an invitation is another message."""
    answer(control, Path("back"), 0)
    for options in ((), ("--chase", "back")):
        assert run("mail", "--round", control, "-o", "drafts", *options).exit_code == 0
    assert len([*Path("drafts").glob("*.eml")]) == 5
    answer(control, Path("back"), 1)
    result = run("mail", "--round", control, "--chase", "back", "-o", "drafts")
    assert "1 drafted before and left" in result.stderr
    (told,) = (line for line in result.stderr.splitlines() if "not due any more" in line)
    assert re.fullmatch(r"Drafted before, and not due any more: ashgrove-[-0-9A-Z]+-reminder\.eml", told)
    assert "something else" not in result.stderr


@pytest.mark.usefixtures("issued")
def test_mail_knows_a_workbook_by_the_identity_inside(control: Path) -> None:
    """Two workbooks that swapped names go to those whom they were issued to, under the names they were issued with."""
    folder = Path("generated/spring-2027")
    ash, oak = (next(folder.glob(f"{name}-*.xlsx")) for name in ("ashgrove", "oakfield"))
    was = {"ashgrove": ash.read_bytes(), "oakfield": oak.read_bytes()}
    ash.rename(folder / "swap.xlsx")
    oak.rename(ash)
    (folder / "swap.xlsx").rename(folder / "Copy of Übersicht.xlsx")
    assert run("mail", "--round", control).exit_code == 0
    for name, data in was.items():
        (draft,) = (folder / "mail").glob(f"{name}-*.eml")
        message = email.message_from_bytes(draft.read_bytes(), policy=default)
        assert isinstance(message, email.message.EmailMessage)
        (attached,) = message.iter_attachments()
        assert attached.get_content() == data
        assert attached.get_filename() == f"{draft.stem}.xlsx"


@pytest.mark.usefixtures("issued")
def test_mail_refuses_a_file_that_only_has_the_right_name(control: Path) -> None:
    """Another's workbook under a recipient's name is sent to neither of them by mistake."""
    folder = Path("generated/spring-2027")
    ash, oak = (next(folder.glob(f"{name}-*.xlsx")) for name in ("ashgrove", "oakfield"))
    shutil.copy(oak, ash)
    assert "holds no workbook for Ashgrove" in failed("mail", "--round", control)
    assert not (folder / "mail").exists()


@pytest.mark.usefixtures("issued")
def test_mail_sends_what_is_known_to_be_as_it_was_issued(control: Path) -> None:
    """An equal copy will do, one filled in beside it is no choice, and without a register none is sent by chance."""
    folder = Path("generated/spring-2027")
    (oak,) = folder.glob("oakfield-*.xlsx")
    shutil.copy(oak, folder / "a copy.xlsx")
    assert run("mail", "--round", control).exit_code == 0
    answer(control, folder, 0)
    assert run("mail", "--round", control, "--force").exit_code == 0
    (folder / "register.xlsx").unlink()
    assert "or no register of it: run xlkit generate first" in failed("mail", "--round", control, "--force")
    assert run("generate", control).exit_code == 0
    assert run("mail", "--round", control, "--force").exit_code == 0


@pytest.mark.usefixtures("issued")
def test_a_return_saved_over_its_workbook_is_kept_and_said(control: Path) -> None:
    """It is neither written over nor attached as blank, by any command; the others are written again as ever."""
    folder = Path("generated/spring-2027")
    (oak,), (ash,) = folder.glob("oakfield-*.xlsx"), folder.glob("ashgrove-*.xlsx")
    oak.write_bytes(filled := answer(control, Path("filled"), 0).read_bytes())
    Path("returned").mkdir()
    forced = run("generate", control, "--force")
    assert oak.read_bytes() == filled
    assert str(oak) not in forced.stdout
    assert str(ash) in forced.stdout
    told = f"Not as it was issued, as far as is known, so it may be filled in: {oak}."
    for result in (forced, run("status", "returned"), run()):
        assert told in result.stderr, result.output
    assert told in failed("mail", "--round", control)
    oak.rename("returned/oak.xlsx")
    again = run("generate", control)
    assert str(oak) in again.stdout
    assert "Not as it was issued" not in again.stderr


@pytest.mark.parametrize(
    ("state", "is_forced"),
    [("killed before the register", False), ("register lost", True), ("killed while written again", True)],
)
def test_what_a_register_does_not_know_is_kept_unless_it_is_as_issued(
    control: Path, issued: Path, state: str, *, is_forced: bool
) -> None:
    """The blank ones are issued as ever, one that was filled in is neither written over nor sent, and that is said."""
    (oak,), (ash,), (con,) = (issued.glob(f"{name}-*.xlsx") for name in ("oakfield", "ashgrove", "con"))
    oak.write_bytes(filled := answer(control, Path("filled"), 0).read_bytes())
    blank = ash.read_bytes()
    if state == "killed while written again":
        known = reading.load_register(issued / "register.xlsx", loaded := reading.load(control, xlsform.library()))
        assert known is not None
        issue_register.write(issued / "register.xlsx", loaded, [replace(each, sha256="0ld") for each in known])
    else:
        (issued / "register.xlsx").unlink()
    if state == "killed before the register":
        con.unlink()
    said = run("generate", control, *["--force"] * is_forced)
    assert said.exit_code == 0, said.output
    assert (oak.read_bytes(), ash.read_bytes(), con.is_file()) == (filled, blank, True)
    told = f"Not as it was issued, as far as is known, so it may be filled in: {oak}."
    assert told in said.stderr
    assert told in failed("mail", "--round", control)


@pytest.mark.parametrize(
    ("sent_on", "is_known", "day"),
    [(None, False, 9), (date(2027, 1, 4), False, 4), (date(2027, 2, 1), False, 9), (date(2027, 1, 4), True, 9)],
)
def test_what_was_sent_before_its_register_was_lost_was_issued_by_then(
    sent_on: date | None, day: int, *, is_known: bool
) -> None:
    """So that those are chased to whom it went; what a register lacks was written in a run after all were sent."""
    workbook = issuing.blank_workbook(xlsform.library()[TEMPLATE], SPRING)
    others = (replace(workbook, sha256="5ha"),) if is_known else ()
    control = Control(SPRING, sent_on=sent_on, issued=others)
    (noted,) = found(control, [workbook], [], {workbook.identity.return_id: "0ne"}, date(2027, 1, 9))
    assert (noted.day, noted.sha256) == (date(2027, 1, day), "0ne")


def test_mail_leaves_no_gap_in_a_letter(control: Path) -> None:
    """A letter that says who reads the answers is not drafted before Settings say it."""
    book = load_workbook(control)
    book["Settings"]["B15"].value = None
    book.save(control)
    run("generate", control)
    assert "says: Who will see the answers, for the invitation. Fill that in" in failed("mail", "--round", control)


def test_status_writes_a_tracker(control: Path) -> None:
    """Each recipient has a state, days are held against the day given, and the same input gives the same bytes."""
    answer(control, Path("back"), 0)
    Path("back/notes.txt").write_text("x", encoding="utf-8")
    result = run("status", "back", "--round", control, "--as-at", "2027-04-01")
    assert result.exit_code == 0
    assert result.output.startswith("4 recipients: 1 valid, 2 nothing back, 1 out of scope\n")
    tracker = Path("generated/spring-2027/tracker.xlsx")
    rows = load_workbook(tracker, data_only=True)["Recipients"].iter_rows(min_row=5, values_only=True)
    assert [(row[0], row[6]) for row in rows] == [
        ("Oakfield Care", "valid"), ("Ashgrove", "nothing back"), ("CON", "nothing back"), ("Elm Row", "out of scope"),
    ]  # fmt: skip
    run("status", "back", "--round", control, "--as-at", "2027-04-01", "-o", "again.xlsx")
    assert Path("again.xlsx").read_bytes() == tracker.read_bytes()


@pytest.mark.usefixtures("issued")
def test_no_message_is_offered_to_those_who_are_back(control: Path) -> None:
    """Without a draft, as where workbooks were handed over: one who is not back is still to be written to."""
    for number, is_offered in enumerate((True, True, False)):
        answer(control, Path("returned"), number)
        assert ("xlkit mail\n" in run().stdout) == is_offered


@pytest.mark.usefixtures("issued")
def test_status_says_who_has_no_workbook_yet(control: Path) -> None:
    """With the command that writes it; nothing where all have theirs."""
    Path("returned").mkdir()
    assert "no workbook yet" not in run("status", "returned", "--round", control).output
    typed(control, {"H8": "yes"})
    told = "1 row has no workbook yet: xlkit generate Spring.xlsx writes what is missing.\n"
    assert told in run("status", "returned", "--round", control).stdout


def test_status_never_writes_over_the_control_workbook(control: Path) -> None:
    """A slip of -o does not cost the round's secret: the tracker stands beside it."""
    answer(control, Path("back"), 0)
    before = control.read_bytes()
    assert "Left as it is" in run("status", "back", "--round", control, "-o", control).stderr
    assert control.read_bytes() == before


def test_status_writes_over_no_tracker_with_notes(control: Path) -> None:
    """What was saved since stays, another is written beside it, and that one is written over while nobody saves it."""
    answer(control, Path("back"), 0)
    tracker, beside = (Path("generated/spring-2027", name) for name in ("tracker.xlsx", "tracker (2).xlsx"))
    for day in ("2027-04-01", "2027-04-02"):
        assert "Left as it is" not in run("status", "back", "--round", control, "--as-at", day).stderr
    noted = load_workbook(tracker)
    noted["Recipients"]["Z5"] = "rang them on Monday"
    noted.save(tracker)
    before = tracker.read_bytes()
    for day in ("2027-04-03", "2027-04-04"):
        assert (
            f"a number behind its name: {tracker}" in run("status", "back", "--round", control, "--as-at", day).stderr
        )
    assert tracker.read_bytes() == before
    assert [path.name for path in sorted(tracker.parent.glob("tracker*"))] == [beside.name, tracker.name]


def test_status_needs_recipients_and_returns(control: Path, tmp_path: Path) -> None:
    """An empty round and a missing folder are said in a sentence."""
    run("new", "empty.xlsx")
    answer(control, Path("back"), 0)
    assert "lists nobody" in failed("status", "back", "--round", "empty.xlsx")
    assert "was not found" in failed("status", "nowhere", "--round", control)


@pytest.mark.parametrize(
    "command", [("generate",), ("mail", "--round"), ("status", ".", "--round"), ("validate", ".", "--round")]
)
def test_something_else_is_no_control_workbook(command: tuple[str, ...], control: Path) -> None:
    """A list, or a file of another kind, in its place is said in a sentence."""
    book = Workbook()
    book.save("list.xlsx")
    assert "list.xlsx" in failed(*command, "list.xlsx")


def test_hostile_names_are_all_issued_and_read_back(tmp_path: Path) -> None:
    """Whatever an organisation is called, its workbook has a safe name of its own, and is still itself."""
    names = ("../../x", "CON", "x" * 300, "😀", "=1+1", "دار الرعاية", "dots...", "a/b\\c:d*e?f", "-", "NUL.txt")
    people = tuple(Recipient(name, template=TEMPLATE) for name in names)
    path = tmp_path / "r.xlsx"
    this = Control(SPRING, recipients=with_ids(*people), letters=LETTERS_DEFAULT, secret=SECRET)
    controls.write(path, this, [TEMPLATE])
    out = tmp_path / "out"
    assert run("generate", path, "-o", out).exit_code == 0
    assert len(list(out.iterdir())) == len(names) + 1
    assert {each.parent for each in tmp_path.rglob("*.xlsx")} == {tmp_path, out}
    shutil.copy(out / "register.xlsx", tmp_path / "kept.xlsx")
    result = run("status", out, "--round", path, "-o", tmp_path / "t.xlsx")
    assert result.output.startswith(f"{len(names)} recipients: {len(names)} blank\n")
