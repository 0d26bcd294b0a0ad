"""Tests of what xlkit says with nothing behind it: where the round stands, and a command that takes it further."""

import errno
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from openpyxl import Workbook

from tests.builders.control import OAKFIELD, SPRING, with_ids
from tests.builders.opened import load_workbook
from xlkit import shown
from xlkit.books.round import control_workbook, issue_register
from xlkit.cli import main
from xlkit.commands.standing import steps_for, told_of, undrafted
from xlkit.commands.writing import folder_of
from xlkit.form import xlsform
from xlkit.intake.shared_reader import COVER, NOTHING_SHOWN
from xlkit.intake.tracker import State, Tracked, Tracking
from xlkit.round import issuing, rows
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.naming import draft_name
from xlkit.round.round import Control, Delivery, LetterKind, Recipient, Round

TEMPLATE, BOOK = "progress-for-providers", Path("spring.xlsx")
PEOPLE = (Recipient("Oakfield Care", email=OAKFIELD.email, template=TEMPLATE), Recipient("Elm Row", template=TEMPLATE))


def said() -> list[str]:
    """What stands on stdout, of a command that ends well."""
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def kept(*people: Recipient, due: date | None = None) -> Control:
    """The control workbook of a round in the current folder."""
    this = Round(SPRING.name, contact=SPRING.contact, council=SPRING.council, due=due)
    control = Control(this, recipients=with_ids(*people), letters=LETTERS_DEFAULT, secret="5ec2e7" * 8)
    control_workbook.write(BOOK, control, [TEMPLATE])
    return control


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_empty_folder_says_how_to_begin() -> None:
    """With commands to copy."""
    assert said() == [
        "No control workbook of a round lies in this folder.",
        "To begin a round: xlkit new spring.xlsx",
        "To see a whole made-up round first: xlkit demo",
        "To see all commands: xlkit --help",
    ]


def test_a_round_of_nobody_says_what_to_fill_in() -> None:
    """Nothing else can be done with it yet."""
    kept()
    assert said() == ["Spring 2027: nobody is listed under Recipients of spring.xlsx yet. Fill in a row for each."]


def test_each_step_leads_to_the_next() -> None:
    """From the workbooks to the messages and to what comes back."""
    folder = folder_of(kept(*PEOPLE), BOOK)
    assert said() == ["Spring 2027: 2 asked.", "To write the workbooks: xlkit generate spring.xlsx"]
    (folder / "mail").mkdir(parents=True)
    (folder / "oakfield.xlsx").touch()
    assert said()[-1] == "To draft the messages: xlkit mail"
    (folder / "mail" / "oakfield.eml").touch()
    assert said()[-1].endswith("into a folder called returned, and check it: xlkit validate returned")


def test_what_came_back_was_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the workbooks lie elsewhere by now, as in the made-up round, none are to be written again."""
    assert CliRunner().invoke(main, ["demo"]).exit_code == 0
    monkeypatch.chdir("generated/demo/voices")
    assert said()[-1] == "To merge them: xlkit merge returned"


@pytest.mark.parametrize(
    ("days", "told", "step"),
    [
        (20, "20 days left", "To see who has returned what: xlkit status returned"),
        (1, "1 day left", "To remind Oakfield Care and Elm Row: xlkit mail --chase returned"),
        (-3, "3 days past the deadline", "To remind Oakfield Care and Elm Row: xlkit mail --chase returned"),
    ],
)
def test_the_deadline_decides_what_is_due(days: int, told: str, step: str) -> None:
    """Whoever sent nothing is reminded from a week before it, and after it too."""
    invite(kept(*PEOPLE, due=datetime.now().astimezone().date() + timedelta(days=days)))
    Path("returned").mkdir()
    assert said() == [f"Spring 2027: 2 asked, 0 back, 0 of them valid, {told}.", step]


def tracking(*states: State) -> Tracking:
    """A round in which what came of A, B and so on is in these states."""
    return Tracking(
        tuple(Tracked(Recipient(name), name, state) for name, state in zip("ABCDEF", states, strict=False)), ()
    )


def steps(days: int | None, *states: State) -> list[str]:
    """The commands that come next, as words of what they are for."""
    return [step for step, *_ in steps_for(tracking(*states), days, "spring.xlsx", "returned")]


@pytest.mark.parametrize(
    ("states", "step"),
    [
        ((State.VALID, State.DECLINED, State.SENT), "remind C"),
        ((State.SENT, State.DECLINED), "see who has returned what"),  # nobody has answered yet
        ((State.VALID, State.SENT, State.NOTHING), "see who has returned what"),
        ((State.VALID, State.HELD, State.SENT), "see what is wrong in some of them"),
    ],
)
def test_the_last_one_missing_is_reminded_at_any_time(states: tuple[State, ...], step: str) -> None:
    """Once all others are in, nothing else is left to wait for."""
    assert steps(120, *states)[0] == step


@pytest.mark.parametrize(("missing", "whom"), [(2, "A and B"), (3, "the 3 who sent nothing")])
def test_those_missing_after_the_deadline_are_reminded(missing: int, whom: str) -> None:
    """By name where they are few; what came is merged all the same."""
    assert steps(-1, *[State.SENT] * missing, State.VALID) == [f"remind {whom}", "merge them"]


def test_nobody_is_to_be_reminded_of_a_workbook_that_is_not_written() -> None:
    """Whoever else is missing is."""
    rows = tracking(State.SENT, State.NOTHING).rows
    late = Tracking((rows[0], replace(rows[1], is_issued=False)), ())
    assert next(steps_for(late, -1, "spring.xlsx", "returned"))[0] == "remind A"


@pytest.mark.parametrize(("silent", "others"), [((), ""), ((State.NOTHING,), ", and remind B")])
def test_whose_return_needs_work_is_asked_for_it(silent: tuple[State, ...], others: str) -> None:
    """Beside those who sent nothing, if there are any."""
    assert steps(120, State.INCOMPLETE, *silent)[1:] == [f"ask for what is missing{others}"]


@pytest.mark.parametrize(
    ("days", "states", "is_offered"),
    [
        (120, (State.VALID, State.BOUNCED, State.DECLINED), True),
        (120, (State.VALID, State.SENT), False),
        (120, (State.VALID, State.INCOMPLETE), False),
        (0, (State.VALID, State.SENT), False),
        (-1, (State.VALID, State.SENT), True),
        (None, (State.VALID, State.SENT), False),
    ],
)
def test_others_are_shown_figures_once_no_more_are_to_come(
    days: int | None, states: tuple[State, ...], *, is_offered: bool
) -> None:
    """Since a round is published once: when all are in, or the deadline is past."""
    Path("generated").mkdir()
    Path("generated/consolidated.xlsx").touch()
    assert ("write what everybody may see" in steps(days, *states)) == is_offered


@pytest.mark.parametrize(("label", "is_offered"), [(NOTHING_SHOWN, True), ("Providers", False)])
def test_a_workbook_that_shows_nothing_is_still_to_be_followed(label: str, *, is_offered: bool) -> None:
    """What everybody may see is offered again; not once something is shown."""
    Path("generated").mkdir()
    Path("generated/consolidated.xlsx").touch()
    book = Workbook()
    cover = book.worksheets[0]
    cover.title = COVER
    cover.append([label, "…"])
    book.save("generated/shared.xlsx")
    assert ("write what everybody may see" in steps(-1, State.VALID)) == is_offered


def test_what_was_merged_is_passed_on_next() -> None:
    """To everybody and to each provider, until that was done; merging again is offered for what came late."""
    folder = invite(kept(*PEOPLE, due=datetime.now().astimezone().date() - timedelta(days=3)))
    (folder.parent / "consolidated.xlsx").touch()
    Path("returned").mkdir()
    again = "To merge them again, if more came back: xlkit merge returned"
    assert said()[2:] == [
        again,
        "To write what everybody may see: xlkit merge returned --audience shared --round spring.xlsx",
        "To show each provider its own results beside the others: xlkit feedback returned --round spring.xlsx",
    ]
    (folder.parent / "shared.xlsx").touch()
    (folder.parent / "feedback").mkdir()
    assert said()[2:] == [again]


def test_nothing_back_is_no_mistake() -> None:
    """An empty folder of returns says so, and a folder of templates is not taken for one."""
    folder = folder_of(kept(*PEOPLE), BOOK)
    (folder / "mail").mkdir(parents=True)
    (folder / "oakfield.xlsx").touch()
    (folder / "mail" / "oakfield.eml").touch()
    Path("returned").mkdir()
    assert said()[0] == "Spring 2027: 2 asked, 0 back, 0 of them valid."
    assert CliRunner().invoke(main, ["status", "returned"]).exit_code == 0
    assert "There is no file in returned" in CliRunner().invoke(main, ["validate", "returned"]).stderr


def issue(control: Control) -> tuple[str, ...]:
    """The register and the workbooks of a round, by name alone, as `generate` leaves them; the names of its drafts."""
    issued, folder = issuing.for_round(control, xlsform.library()), folder_of(control, BOOK)
    folder.mkdir(parents=True)
    for workbook in issued:
        (folder / workbook.file_name).touch()
    kept_as = issuing.registered(control, issued, issued, date(2027, 1, 4))
    issue_register.write(folder / "register.xlsx", control, kept_as)
    return tuple(draft_name(each.identity.organisation, each.identity.return_id) for each in kept_as)


def invite(control: Control) -> Path:
    """The same, and a draft to each, as far as its name; the folder of the round."""
    drafts, folder = issue(control), folder_of(control, BOOK)
    (folder / "mail").mkdir()
    for name in drafts:
        (folder / "mail" / name).touch()
    return folder


def test_what_went_elsewhere_is_not_back() -> None:
    """Neither the workbooks of `generate -o` nor the drafts of `mail -o`; what comes next names where they lie."""
    control = kept(*PEOPLE)
    drafts = issue(control)
    folder_of(control, BOOK).rename("sent")
    assert said() == ["Spring 2027: 2 asked.", "To draft the messages: xlkit mail --workbooks sent"]
    Path("drafts").mkdir()
    for name in drafts:
        Path("drafts", name).write_bytes(b"To: a@b.example\r\nX-Unsent: 1\r\n\r\nDear all")
    to_come = "To put what comes back into a folder called returned, and check it: xlkit validate returned"
    assert said() == ["Spring 2027: 2 asked.", to_come]
    Path("replies").mkdir()
    Path("replies", "reply.eml").write_bytes(b"To: a@b.example\r\n\r\nDear all")
    assert "0 back" in said()[0]


def test_a_register_of_another_round_says_nothing_of_this_one() -> None:
    """Such as last year's, in a folder of its own."""
    issue(kept(*PEOPLE))
    folder_of(kept(*PEOPLE), BOOK).rename("last")
    later = replace(kept(*PEOPLE), secret="0ddba1" * 8)
    control_workbook.write(BOOK, later, [TEMPLATE])
    assert said() == ["Spring 2027: 2 asked.", "To write the workbooks: xlkit generate spring.xlsx"]


def test_what_is_gone_is_written_again() -> None:
    """The register, and a workbook that is not back; with neither no message could carry one."""
    folder = invite(kept(*PEOPLE))
    workbook = next(path for path in folder.glob("*.xlsx") if path.stem != "register")
    workbook.unlink()
    assert said()[1] == "To write the workbooks that are missing: xlkit generate spring.xlsx"
    workbook.touch()
    assert "To write" not in " ".join(said())
    (folder / "register.xlsx").unlink()
    assert said()[1].startswith("To write register.xlsx again, which is gone from ")


def test_files_from_nobody_known_are_counted() -> None:
    """Once they are told of nobody asked; they are to be settled before what is back is merged."""
    invite(kept(*PEOPLE))
    Path("returned").mkdir()
    Path("returned/notes.pdf").write_bytes(b"%PDF-1.7")
    told, *following = said()
    assert told == "Spring 2027: 2 asked, 0 back, 0 of them valid, 1 file that was not taken is from nobody known."
    assert following[0] == "To settle whose the files are that were not taken: xlkit status returned"
    Path("returned/notes.pdf").rename("returned/oakfield-care.pdf")
    assert "1 unclear" in said()[0]
    assert "from nobody known" not in said()[0]


@pytest.mark.parametrize("is_back", [False, True])
def test_what_changed_since_workbooks_were_issued_is_said(*, is_back: bool) -> None:
    """Whoever sends them has to know that they say otherwise, and whoever reads what comes back, whom to tell."""
    control = kept(*PEOPLE)
    issue(control)
    if is_back:
        Path("returned").mkdir()
    assert "Changed" not in CliRunner().invoke(main, []).stderr
    later = replace(control, round=replace(control.round, contact="The care team", readers="The board"))
    control_workbook.write(Path("spring.xlsx"), later, [TEMPLATE])
    told = CliRunner().invoke(main, []).stderr
    assert "Changed since workbooks were issued that say it: Contact, Who will see the answers (2 of 2 " in told
    assert "xlkit generate spring.xlsx --force" in told


@pytest.mark.parametrize(("delivery", "is_told"), [("", True), ("declined", False)])
def test_a_row_that_was_added_later_gets_its_workbook(delivery: str, *, is_told: bool) -> None:
    """It is counted, and written first; not where it has declined by now."""
    issue(kept(*PEOPLE))
    kept(*PEOPLE, Recipient("Late Lodge", template=TEMPLATE, delivery=Delivery(delivery)))
    told, *steps = said()
    assert told == f"Spring 2027: 3 asked{', 1 row has no workbook yet' if is_told else ''}."
    generate = "To write the workbooks that are missing: xlkit generate spring.xlsx"
    mail = "To draft the messages: xlkit mail"
    assert steps == ([generate, mail] if is_told else [mail])


@pytest.mark.parametrize(("sent_on", "is_told"), [(date(2027, 1, 4), True), (date(2027, 1, 5), False), (None, False)])
def test_a_row_that_came_after_all_were_sent_is_not_sent_that_day(sent_on: date | None, *, is_told: bool) -> None:
    """Its message is still to be drafted; where they were sent later, or others have none, it went with them."""
    first = rows.settled(replace(kept(*PEOPLE), sent_on=sent_on))
    issued = issuing.for_round(first, xlsform.library())
    issued = issuing.registered(first, issued, issued, date(2027, 1, 4))
    late = rows.settled(replace(kept(*PEOPLE, Recipient("Late Lodge", template=TEMPLATE)), sent_on=sent_on), issued)
    every = issuing.for_round(late, xlsform.library())
    issued = issuing.registered(late, every, every[2:], date(2027, 1, 4))
    control = replace(late, issued=issued, sent_on=sent_on or date(2027, 1, 4))
    delivered = [control.delivery(each) for each in control.recipients]
    assert delivered == [Delivery.SENT, Delivery.SENT, Delivery.NONE if is_told else Delivery.SENT]
    drafted = [f"x-{each.return_id}.eml" for each in control.recipients[:2]]
    assert undrafted(control, drafted) == is_told


def test_what_conflicts_is_back_and_to_be_settled() -> None:
    """Somebody sent it, and a message alone does not settle which one stands."""
    found = tracking(State.VALID, State.CONFLICT, State.EXCLUDED)
    people = tuple(row.recipient for row in found.rows)
    told = list(told_of(Control(Round("Spring 2027"), recipients=people), found, date(2027, 1, 4)))
    assert told[1:] == ["3 back", "1 of them valid", "1 conflict", "1 excluded"]
    settling = "see what is wrong in some of them, and settle under Decisions of spring.xlsx which of two stands"
    assert steps(120, State.VALID, State.CONFLICT) == [settling, "ask for what is missing"]


def test_what_is_drafted_is_not_offered_again() -> None:
    """Neither to who sent nothing nor to whose return needs work; a draft of another kind is none."""
    found = tracking(State.INCOMPLETE, State.SENT, State.VALID)
    kinds = (LetterKind.CORRECTION, LetterKind.REMINDER)
    drafts = [draft_name("", row.recipient.return_id, kind) for row, kind in zip(found.rows, kinds, strict=False)]
    for drafted, offered in ((drafts[:1], "remind B"), (drafts, "see who has returned what")):
        assert [step for step, *_ in steps_for(found, -1, "spring.xlsx", "returned", drafted)][1] == offered
    invited = [draft_name("", row.recipient.return_id) for row in found.rows]
    assert "ask for what is missing, and remind B" in [
        step for step, *_ in steps_for(found, -1, "spring.xlsx", "returned", invited)
    ]


def test_a_tracker_is_no_workbook_of_the_round() -> None:
    """Which `status` writes where nothing was generated, too; so may it be numbered."""
    folder = folder_of(kept(*PEOPLE), BOOK)
    folder.mkdir(parents=True)
    for name in ("tracker.xlsx", "tracker (2).xlsx"):
        (folder / name).touch()
    assert said()[1:] == ["To write the workbooks: xlkit generate spring.xlsx"]


def test_a_blank_form_and_a_link_are_not_back() -> None:
    """What somebody gave is; the others are counted by what they are, and a message is promised to none of them."""
    found = tracking(State.VALID, State.INCOMPLETE, State.BLANK, State.UNCLEAR, State.SENT)
    people = tuple(row.recipient for row in found.rows)
    told = list(told_of(Control(Round("Spring 2027"), recipients=people), found, date(2027, 1, 4)))
    assert told == ["Spring 2027: 5 asked", "2 back", "1 of them valid", "1 blank", "1 unclear"]
    assert "settle whose the files are that were not taken" in steps(120, State.VALID, State.UNCLEAR)
    assert "settle whose the files are that were not taken" not in steps(120, State.INCOMPLETE)


def test_what_messages_tell_and_nobody_entered_is_named_first() -> None:
    """A command that would refuse is not all that is said; the contact is there."""
    issue(kept(*PEOPLE))
    told = CliRunner().invoke(main, []).stderr
    assert told == (
        "Messages tell what Settings of spring.xlsx leave open: enter Deadline, Who will see the answers, How long "
        "they are kept first.\n"
    )


def test_a_round_named_in_words_does_not_pass_by_its_control_workbook() -> None:
    """Without it no signature would be checked."""
    kept(*PEOPLE)
    Path("returned").mkdir()
    Path("returned/notes.txt").write_text("nothing yet", encoding="utf-8")
    for name in ("spring", "Spring 2027"):
        refused = CliRunner().invoke(main, ["validate", "returned", "--round", name])
        assert refused.exit_code == 1
        assert "name the control workbook, as --round spring.xlsx" in refused.stderr
    assert CliRunner().invoke(main, ["validate", "returned", "--round", "spring.xlsx"]).exit_code != 1


def test_two_folders_of_returns_are_not_guessed_at() -> None:
    """Unless one is called as the examples call it, or one alone after returns."""
    kept(*PEOPLE)
    for name in ("first", "second"):
        Path(name).mkdir()
        Path(name, "a.xlsx").touch()
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1
    assert "first, second may each hold the returns: call the one that does returned." in result.output
    Path("second").rename("Returns")
    assert "0 back" in said()[0]


def test_a_folder_that_nobody_may_look_into_holds_no_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows keeps some in Documents: what comes next is said all the same, and returns are found beside it."""
    kept(*PEOPLE)
    for name in ("My Music", "back"):
        Path(name).mkdir()
    Path("back", "a.xlsx").touch()
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path.name == "My Music":
            raise PermissionError(errno.EACCES, "Access is denied", str(path))
        return iter([*listed(path)])

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert "0 back" in said()[0]


def test_two_control_workbooks_are_one_too_many() -> None:
    """One folder is one round's, and another command can be told which is meant."""
    kept(*PEOPLE)
    Path("autumn.xlsx").write_bytes(Path("spring.xlsx").read_bytes())
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1
    assert "autumn.xlsx and spring.xlsx lie in this folder" in result.output
    assert "as in xlkit status returned --round autumn.xlsx" in result.output


def test_a_control_workbook_that_cannot_be_read_is_no_empty_folder() -> None:
    """It is named, with what to do; a file of another kind beside it is not."""
    Path("spring.xlsx").write_bytes(b"spring")
    Path("letter.pdf").write_bytes(b"%PDF-1.7")
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1
    assert "No workbook can be read from spring.xlsx (not a workbook)" in result.output
    Path("spring.xlsx").unlink()
    assert said()[0] == "No control workbook of a round lies in this folder."


def test_settings_quote_a_name_with_spaces(tmp_path: Path) -> None:
    """The commands of a control workbook can be copied as they stand there."""
    path = tmp_path / "Spring 2027.xlsx"
    assert CliRunner().invoke(main, ["new", str(path)]).exit_code == 0
    shows = [str(cell) for row in load_workbook(path)["Settings"].iter_rows(values_only=True) for cell in row]
    commands = [text for text in shows if "xlkit" in text and path.name in text]
    assert commands
    assert all(shown.typed(path.name) in text for text in commands)


@pytest.mark.parametrize(
    ("system", "word", "typed"),
    [
        ("linux", "a b", "'a b'"),
        ("win32", "a b", '"a b"'),
        ("win32", "Mary’s", '"Mary’s"'),
        ("win32", "in US$", "'in US$'"),
        ("win32", "“May”, Mary’s", "'“May”, Mary’’s'"),
    ],
)
def test_a_command_can_be_copied_on_each_system(
    system: str, word: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder with a space is quoted as its command line wants it, and so that PowerShell fills nothing in."""
    monkeypatch.setattr("sys.platform", system)
    assert shown.typed("xlkit", "validate", word) == f"xlkit validate {typed}"
