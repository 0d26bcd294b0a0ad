"""The control workbook of a round, as it was written and as a person changed it."""

from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.control import ASHGROVE, FORMS, OAKFIELD, WAIVER, bounced, spring, written
from tests.builders.edits import Value, error, parts_of, spoilt, with_cell_xml
from tests.builders.files import zipped
from tests.builders.opened import load_workbook
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Accounts, Side
from xlkit.round import reading
from xlkit.round.default_letters import LETTERS_DEFAULT, TASKS, task
from xlkit.round.round import Control, Decision, LetterKind, Rules, Ruling

LIST = "xl/workbook.xml"


def load(path: Path) -> Control:
    return reading.load(path, FORMS)


def refused(path: Path) -> str:
    with pytest.raises(XlkitError) as caught:
        load(path)
    return str(caught.value)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Settings, recipients, decisions, letters and secret come back as they were."""
    decision = replace(WAIVER, return_id="1GFP-PFF0", until=date(2027, 5, 1), place="Decisions!C5")
    this = replace(
        spring(OAKFIELD, bounced(ASHGROVE), decisions=(decision,)), as_at=date(2027, 4, 1), sent_on=date(2027, 3, 1)
    )
    assert load(written(tmp_path / "r.xlsx", this)) == this


def test_a_heading_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """On any sheet of the control workbook, beside a column of the officer's own."""
    assert "Recipients has 2 columns headed Organisation, at A4 and P4" in refused(
        written(tmp_path / "r.xlsx", changes={"Recipients!P4": "Organisation"})
    )
    assert load(written(tmp_path / "r.xlsx", changes={"Recipients!P4": "My notes"})).recipients


def test_rules_are_read(tmp_path: Path) -> None:
    """Rules that were changed hold."""
    this = replace(spring(), rules=Rules(smallest_group=7, cut=2, uneasy=40, several_respondents=True))
    assert load(written(tmp_path / "r.xlsx", this)).rules == this.rules


@pytest.mark.parametrize("typed", [datetime(2027, 3, 26), "26/03/2027", "26 March 2027", "2027-03-26"])  # noqa: DTZ001 - as Excel has it
def test_a_deadline_may_be_typed_as_date_or_text(tmp_path: Path, typed: Value) -> None:
    """A real date and a date as text are the same day, and said in words on the workbooks."""
    found = load(written(tmp_path / "r.xlsx", changes={"Settings!B7": typed}))
    assert (found.round.due, found.round.deadline) == (date(2027, 3, 26), "Friday 26 March 2027")


def test_a_contact_is_put_together(tmp_path: Path) -> None:
    """Name, e-mail and telephone make one line, and what is missing leaves no gap."""
    changes = {"Settings!B11": "Market team", "Settings!B13": "01234 567890"}
    assert load(written(tmp_path / "r.xlsx", changes=changes)).round.contact == "Market team, 01234 567890"


def test_a_template_may_be_given_by_its_title(tmp_path: Path) -> None:
    """A recipient's template is known by name or title; a row without one takes that of the settings."""
    changes = {"Recipients!E5": "a small INSTRUMENT", "Recipients!E6": None}
    assert [each.template for each in load(written(tmp_path / "r.xlsx", changes=changes)).recipients][:2] == [
        "small"
    ] * 2


def test_rows_may_be_inserted_and_columns_moved(tmp_path: Path) -> None:
    """Headings and labels are found wherever they are, so that an officer may add rows and notes."""
    path = written(tmp_path / "r.xlsx")
    book = load_workbook(path)
    book["Recipients"].insert_rows(1, 2)
    book["Recipients"].insert_cols(1)
    book["Settings"].insert_rows(6)
    book["Settings"]["A6"] = "A note of my own"
    book.save(path)
    assert load(path).recipients == spring().recipients


def test_all_problems_are_said_at_once_with_their_cells(tmp_path: Path) -> None:
    """Every mistake on every sheet is named in one message."""
    changes: dict[str, Value] = {
        "Settings!B7": "soon",
        "Settings!B19": 900,
        "Recipients!A5": None,
        "Recipients!D6": "bo at ashgrove",
        "Recipients!E7": "smal",
        "Recipients!J7": "friend",
        "Recipients!I6": "lost",
        "Decisions!C5": "forgive",
        "Letters!C5": "Dear {name}",
    }
    said = refused(written(tmp_path / "r.xlsx", changes=changes))
    for place in (
        *("Settings!B7", "Settings!B19", "Recipients!A5", "Recipients!D6", "Recipients!E7", "Recipients!J7"),
        *("Recipients!I6", "Decisions!A5", "Decisions!C5", "Decisions!E5", "Decisions!F5", "Letters!C5 "),
    ):
        assert place in said
    assert "It has 12 problems" in said


@pytest.mark.parametrize(
    ("place", "bad", "good"),
    [
        ("Settings!B7", "26/13/2027", "26/12/2027"),
        ("Settings!B19", 1, 2),
        ("Settings!B20", 5, 4),
        ("Settings!B21", "101", "100"),
        ("Settings!B22", "perhaps", "YES"),
        ("Settings!B9", "smal", "Small"),
        ("Recipients!D5", "a@b", "a@b.example"),
        ("Recipients!D5", "a@b.example; c@d.example", "a.o'neill+x@b.example"),
        ("Recipients!D5", "a..b@c.example", "a.b@c.example"),
        ("Recipients!J5", "selves", "Partner"),
        ("Recipients!H5", "maybe", "No"),
        ("Recipients!I5", "on its way", "Sent"),
        ("Recipients!E5", "other one", "other"),
        ("Letters!C5", "Dear {respondent", "Dear {{respondent"),
        ("Letters!C5", "Dear {respondent.__class__}", "Dear {respondent}"),
        ("Letters!C5", "Dear {respondent!r}", "Dear {{respondent!r}}"),
        ("Letters!B5", "{problem}", "{problems}"),
        ("Letters!A5", "invite", "Invitation"),
    ],
)
def test_a_bad_entry_is_named_and_a_near_one_is_taken(tmp_path: Path, place: str, bad: Value, good: Value) -> None:
    """What cannot be taken is said with its cell; what is only unusual is read."""
    assert f"{place} " in refused(written(tmp_path / "bad.xlsx", changes={place: bad}))
    load(written(tmp_path / "good.xlsx", changes={place: good}))


def test_an_error_is_named_and_its_name_as_a_text_is_taken(tmp_path: Path) -> None:
    """A formula that the officer typed may come to one."""
    path = written(tmp_path / "r.xlsx")
    path.write_bytes(with_cell_xml(path.read_bytes(), "Recipients", {"B5": error("B5", "#N/A")}))
    assert "Recipients!B5 " in refused(path)
    load(written(path, changes={"Recipients!B5": "#N/A"}))


def test_what_cannot_be_seen_in_a_name_is_named_and_left_out(tmp_path: Path) -> None:
    """In one sentence with its cell, in settings too; a name that shows all that stands in it has none."""
    clean = load(written(tmp_path / "r.xlsx"))
    assert clean.unseen == ()
    council, named = clean.round.council, clean.recipients[0]
    typed = {
        "Settings!B5": "Fenmoor\u2060 County Council",
        "Recipients!A5": f"{named.organisation}\u200f",
        "Recipients!D5": f"\u200b{named.email}",
    }
    found = load(written(tmp_path / "s.xlsx", changes=typed))
    assert (found.round.council, found.recipients[0]) == (council, named)
    assert found.unseen == (
        "Settings!B5 holds what cannot be seen (U+2060), and is read without it: type it again.",
        "Recipients!A5 holds what cannot be seen (U+200F), and is read without it: type it again.",
        "Recipients!D5 holds what cannot be seen (U+200B), and is read without it: type it again.",
    )


@pytest.mark.parametrize(
    ("decision", "cell"),
    [
        (replace(WAIVER, file=""), "A5"),
        (replace(WAIVER, return_id="1GFP-PFF1"), "A5"),
        (replace(WAIVER, check="no-anser"), "D5"),
        (replace(WAIVER, check="damaged-file"), "D5"),
        (Decision(Ruling.PREFER, return_id="1GFP-PFF0", why="x", approved_by="y"), "B5"),
        (replace(WAIVER, why=""), "E5"),
        (replace(WAIVER, approved_by=""), "F5"),
    ],
)
def test_a_decision_needs_a_return_a_reason_and_a_name(tmp_path: Path, decision: Decision, cell: str) -> None:
    """A decision that nobody could follow is not taken."""
    said = refused(written(tmp_path / "r.xlsx", spring(decisions=(decision,))))
    assert f"Decisions!{cell}" in said
    assert "It has 1 problem:" in said


def test_a_recipient_listed_twice_is_named_with_both_rows(tmp_path: Path) -> None:
    """Two rows that would get one return id are reported; another respondent makes them two."""
    twice = (OAKFIELD, replace(OAKFIELD, organisation="OAKFIELD  CARE", email="x@y.example"))
    said = refused(written(tmp_path / "r.xlsx", spring(*twice)))
    assert "Recipients!A6: row 6 repeats row 5" in said
    load(written(tmp_path / "s.xlsx", spring(OAKFIELD, replace(OAKFIELD, respondent="Cy"))))


def test_a_template_about_the_council_is_about_the_rounds_council(tmp_path: Path) -> None:
    """Whoever else answers it: a row that leaves perspective and subject open, and one that says partner or people."""
    market = replace(FORMS["other"], side=Side.COMMISSIONER)
    short = replace(market, name="short", perspective=Perspective.PROVIDER)
    rows = [replace(OAKFIELD, organisation=name, template="other") for name in "BCDE"]
    rows += [replace(OAKFIELD, organisation=name, template="short") for name in "FG"]
    changes: dict[str, Value] = {"Recipients!J5": "partner", "Recipients!J6": "people", "Recipients!J7": "partner"}
    changes |= {"Recipients!K7": "Elm Row", "Recipients!J9": None, "Recipients!J10": None, "Recipients!K10": "Elm Row"}
    path = written(tmp_path / "r.xlsx", spring(*rows), changes)
    found = reading.load(path, {"other": market, "short": short, "small": FORMS["small"]}).recipients
    assert [(each.perspective.value, each.subject) for each in found] == [
        ("partner", "Fenmoor County Council"), ("people", "Fenmoor County Council"), ("partner", "Elm Row"),
        ("self", ""), ("provider", "Fenmoor County Council"), ("provider", "Elm Row"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("perspective", "subject", "found"),
    [
        ("commissioner", None, ("self", "")),
        ("commissioner", "FENMOOR County Council Ltd", ("self", "")),
        ("provider", None, ("self", "")),
        ("commissioner", "Elm Row", ("commissioner", "Elm Row")),
        ("people", None, ("people", "Fenmoor County Council")),
        ("partner", None, ("partner", "Fenmoor County Council")),
    ],
)
def test_a_council_that_speaks_of_itself_does_so_as_self(
    tmp_path: Path, perspective: str, subject: str | None, found: tuple[str, str]
) -> None:
    """It is the commissioner, and a row that says so is still about its own; its people and partners are others."""
    forms = {**FORMS, "other": replace(FORMS["other"], side=Side.COMMISSIONER)}
    council = replace(OAKFIELD, organisation="Fenmoor County Council", template="other")
    changes: dict[str, Value] = {"Recipients!J5": perspective, "Recipients!K5": subject}
    (row,) = reading.load(written(tmp_path / "r.xlsx", spring(council), changes), forms).recipients
    assert (row.perspective.value, row.subject) == found


def test_each_row_is_asked_to_do_what_its_form_is_for(tmp_path: Path) -> None:
    """By its own template and perspective, beside a row of the round's usual form."""
    rows = [replace(OAKFIELD, template=name) for name in ("small", "isf-fund", "small")]
    forms = {**FORMS, "isf-fund": xlsform.find("isf-fund")}
    path = written(tmp_path / "r.xlsx", spring(*rows), {"Recipients!J7": "people"})
    told = [each.task for each in reading.load(path, forms).recipients]
    assert told == [OAKFIELD.task, TASKS[Accounts.FUND], task(FORMS["small"], Perspective.PEOPLE)]
    assert len({*told}) == 3


def test_a_template_about_providers_leaves_open_about_which(tmp_path: Path) -> None:
    """The near miss: whoever answers it says on About you whom they mean, since it is not the council."""
    forms = {**FORMS, "other": replace(FORMS["other"], perspective=Perspective.PEOPLE)}
    rows = [replace(OAKFIELD, organisation=name, template="other") for name in "BC"]
    changes = {"Recipients!J5": None, "Recipients!J6": "partner"}
    found = reading.load(written(tmp_path / "r.xlsx", spring(*rows), changes), forms).recipients
    assert [(each.perspective.value, each.subject) for each in found] == [("people", ""), ("partner", "")]


def test_rows_that_come_to_the_same_are_found(tmp_path: Path) -> None:
    """One row leaves open what the other says: both would get one return id."""
    short = replace(FORMS["small"], perspective=Perspective.PROVIDER, side=Side.COMMISSIONER)
    changes = {"Recipients!J5": None, "Recipients!J6": "provider", "Recipients!K6": "Fenmoor County Council"}
    path = written(tmp_path / "r.xlsx", spring(OAKFIELD, OAKFIELD), changes)
    with pytest.raises(XlkitError, match="row 6 repeats row 5"):
        reading.load(path, {**FORMS, "small": short})


def test_a_round_without_name_is_refused(tmp_path: Path) -> None:
    """Return ids and signatures rest on the round's name."""
    assert "Settings!B6 names no round" in refused(written(tmp_path / "r.xlsx", changes={"Settings!B6": None}))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Settings!A7", "no row labelled Deadline"),
        ("Settings!B3", "no column headed Your entry"),
        ("Recipients!D4", "no column headed Email"),
        ("Recipients!A4", "no column headed Organisation"),
        ("Letters!A7", "Letters!A7 is empty, where one of invitation, reminder, correction, not usable was expected"),
        ("xlkit!B3", "round's secret is gone"),
    ],
)
def test_what_was_deleted_is_asked_back(tmp_path: Path, place: str, said: str) -> None:
    """A label, heading, letter or secret that is gone is named, rather than something assumed in its place."""
    assert said in refused(written(tmp_path / "r.xlsx", changes={place: "x" if place == "Settings!A7" else None}))


def test_control_workbooks_are_told_by_content(tmp_path: Path) -> None:
    """Whatever it is called, a control workbook is known; a list of recipients, other files and none are not."""
    assert reading.is_control(written(tmp_path / "anything.xlsx").rename(tmp_path / "anything.bak"))
    (tmp_path / "b.xlsx").write_bytes(b"%PDF-1.7")
    assert not reading.is_control(tmp_path / "b.xlsx")
    assert not reading.is_control(tmp_path / "none.xlsx")
    assert not reading.is_control(Path(__file__).parents[2] / "workbook_templates" / "samples" / "recipients.xlsx")


def test_another_workbook_is_no_control_workbook() -> None:
    """The sentence names the sheets that are missing and says how to begin."""
    said = refused(Path(__file__).parents[2] / "workbook_templates" / "samples" / "recipients.xlsx")
    assert "Settings" in said
    assert "xlkit new" in said


def test_a_message_that_the_round_does_not_word_is_worded_as_in_a_new_one(tmp_path: Path) -> None:
    """Nobody goes without a letter because a row was deleted; the others stay as they were worded."""
    changes = {f"Letters!{column}8": None for column in "ABC"} | {"Letters!C7": "Ours"}
    found = load(written(tmp_path / "r.xlsx", changes=changes))
    assert found.letter(LetterKind.NOT_USABLE) in LETTERS_DEFAULT
    assert found.letter(LetterKind.CORRECTION).body == "Ours"


def test_the_wording_is_kept_to_the_character(tmp_path: Path) -> None:
    """Lines and braces of a letter stay as they are."""
    found = load(written(tmp_path / "r.xlsx", changes={"Letters!C6": "One_x000D_\n\n{{two}} {round}"}))
    assert found.letter(LetterKind.REMINDER).body == "One\n\n{{two}} {round}"


def test_a_damaged_file_is_no_control_workbook(tmp_path: Path) -> None:
    """Its list of sheets cannot be unpacked, or unpacks to far more than a list is long."""
    whole = written(tmp_path / "whole.xlsx").read_bytes()
    (tmp_path / "spoilt.xlsx").write_bytes(spoilt(whole, LIST))
    assert not reading.is_control(tmp_path / "spoilt.xlsx")
    parts = parts_of(whole)
    (tmp_path / "vast.xlsx").write_bytes(zipped({**parts, LIST: bytes(20_000_000) + parts[LIST]}))
    assert not reading.is_control(tmp_path / "vast.xlsx")
    (tmp_path / "again.xlsx").write_bytes(zipped(parts))
    assert reading.is_control(tmp_path / "again.xlsx")
