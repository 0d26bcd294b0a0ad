"""Funds from the control workbook to the statements, as a finance worker and an officer call the commands."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from openpyxl import Workbook

from tests.books import tables
from tests.builders.control import with_ids
from tests.builders.edits import with_cells
from tests.builders.funds import AGREED, BLOCK, FUND, START, Cells, fund_workbook, happened, seen
from tests.builders.opened import load_workbook
from xlkit.books.accounts import accounts_workbook
from xlkit.books.respondent import respondent_workbook
from xlkit.books.round import control_workbook as controls
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.round import identities, issuing, reading
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient, Round

ROUND = Round("Funds 2027", council="Fenmoor County Council")
PROVIDERS = ("Larch Support", "Maple Homes", "Cedar Living", "Elm Row", "Fern Court")
PEOPLE = (
    *(Recipient(name, subject=f"F0{number}", template=FUND) for number, name in enumerate(PROVIDERS, start=1)),
    Recipient("Larch Support", subject="F06", template=FUND),
    Recipient("Larch Support", subject="Lane", template=BLOCK),
)
WEEK = happened(0, "hours_given", 24.0)
SPAIN: Cells = {"pot": "Spain", "hours_wanted": 40.0}
# What happened in each fund: one saves for a journey, one turns hours into money, one is overdrawn, one saved up too
# much, one was closed for April alone, and one did not come back.
HAPPENED: dict[str, tuple[Cells, ...]] = {
    "F01": (WEEK, happened(40, "support", 19.0), happened(41, "put_aside", 5.0, pot="Spain")),
    "F02": (
        WEEK,
        happened(40, "support", 20.0),
        happened(41, "to_money", 2.5),
        happened(80, "spent_bought", pounds=20.0, purpose="Gym"),
    ),
    "F03": (WEEK, happened(40, "support_enhanced", 16.25)),
    "F04": tuple(happened(7 * week, "hours_given", 24.0) for week in range(3)),
    "F05": (WEEK, happened(80, "support", 20.0, purpose="With F01")),
}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def draft(code: str, **facts: str | float | date) -> Draft:
    """What stands in a fund's workbook at the end of the quarter."""
    closed = date(2027, 4, 30) if code == "F05" else date(2027, 6, 30)
    details: dict[str, str | float | date] = {"begins": START, "ends": date(2027, 6, 30), "closed_to": closed, **facts}
    plan: tuple[Cells, ...] = (
        {"outcome": "See my sister", "standard": 2.0, "counts_as": "direct"},
        {"outcome": "Accounts", "pounds": 7.5, "counts_as": "management"},
    )
    return Draft(details, rows={"agreement": (AGREED,), "plan": plan, "entries": HAPPENED[code], "pots": (SPAIN,)})


def issued(control: Path) -> dict[str, Identity]:
    """The identities of a round by their codes."""
    instruments = xlsform.library()
    workbooks = issuing.for_round(reading.load(control, instruments), instruments)
    return {each.identity.subject: each.identity for each in workbooks}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a round of funds and, under `back`, what came back of it."""
    folder = tmp_path_factory.mktemp("funds")
    this = Control(ROUND, recipients=with_ids(*PEOPLE), letters=LETTERS_DEFAULT, secret="5ec2e7" * 8)
    controls.write(folder / "funds.xlsx", this, [FUND, BLOCK])
    back = folder / "back"
    back.mkdir()
    who = issued(folder / "funds.xlsx")
    for code in HAPPENED:
        fund_workbook(back / f"{code}.xlsx", draft(code), who[code])
    of_block = xlsform.library()[BLOCK]
    people: tuple[Cells, ...] = (
        {"code": "F01", "standard": 24.0, "pounds": 12.5},
        {"code": "vacancy", "standard": 6.0},
    )
    facts: dict[str, str | float | date] = {"hours": 30.0, "pounds": 12.5, "bank": 10.0}
    lane = Draft(facts, rows={"people": people, "listed": ({"what": "Not drawn yet", "pounds": 10.0},)})
    accounts_workbook.write(back / "lane.xlsx", of_block, who["Lane"], ROUND, lane)
    return folder


@pytest.fixture(scope="module")
def merged(folder: Path) -> Workbook:
    """The workbook of all funds."""
    out = folder / "all.xlsx"
    result = run("merge", folder / "back", "--round", folder / "funds.xlsx", "-o", out, "--as-at", "2027-07-20")
    assert result.exit_code == 3, result.output
    return load_workbook(out, data_only=True)


def test_the_cover_says_which_round_and_day_where_they_are_seen(folder: Path, tmp_path: Path) -> None:
    """Without a control workbook the round is that of the returns; a date stands at the left, as all beside it."""
    out = tmp_path / "all.xlsx"
    run("merge", shutil.copytree(folder / "back", tmp_path / "back"), "-o", out, "--as-at", "2027-07-20")
    cover = load_workbook(out)["Cover"]
    found = {row[0].value: row[1] for row in cover.iter_rows(min_row=3, max_row=4)}
    assert found["Round"].value == ROUND.name
    assert found["As at"].alignment.horizontal == "left"


def test_hours_and_pounds_of_a_column_have_their_decimals_below_each_other(merged: Workbook) -> None:
    """Quarters of an hour beside whole ones, and thousands parted."""
    sheet, area = tables.place(merged, "Funds")
    columns = {sheet.cell(area.min_row, column).value: column for column in range(1, area.max_col + 1)}
    shown = {name: sheet.cell(area.min_row + 1, column).number_format for name, column in columns.items()}
    assert shown["Hours left"] == "#,##0.00##_)"
    assert shown["£ left"] == "#,##0.00_)"


def test_the_pages_of_returns_end_with_what_was_found(merged: Workbook) -> None:
    """A hash, which would be cut off at the edge of its column, is for looking up on the screen."""
    (area,) = tables.areas(merged["Returns"])
    assert merged["Returns"].cell(area.min_row + 3, area.max_col).value == "What was found"


def test_each_fund_is_a_row(merged: Workbook) -> None:
    """With what was given, used, turned and saved, to the quarter of an hour and the penny."""
    found = {row["Fund"]: row for row in tables.rows(merged, "Funds")}
    hours = ("Hours given", "Hours used", "Hours turned into money", "Hours left", "Hours in pots")
    assert {code: tuple(row[name] for name in hours) for code, row in found.items()} == {
        "F01": (24, 19, 0, 0, 5),
        "F02": (24, 20, 2.5, 1.5, 0),
        "F03": (24, 24.375, 0, -0.375, 0),
        "F04": (72, 0, 0, 72, 0),
        "F05": (24, 20, 0, 4, 0),
    }
    assert (found["F02"]["£ on things bought"], found["F02"]["£ left"]) == (20, 15.93)
    assert found["F04"]["Weeks saved up"] == 3


def test_what_to_look_at_has_sheets_of_its_own(merged: Workbook) -> None:
    """Who is over the limit, who used nothing for eight weeks, and who is overdrawn; the others are on none of them."""
    listed = {
        name: sorted(str(row["Fund"]) for row in tables.rows(merged, name)) for name in ("Over", "Unused", "Overdrawn")
    }
    assert listed == {"Over": ["F04"], "Unused": ["F01", "F03", "F04"], "Overdrawn": ["F03"]}


def test_a_fund_that_nothing_was_used_of_has_no_last_day_of_use(merged: Workbook) -> None:
    """F04 was given hours alone, F01 used some on the 41st day: the first of April and 40 days."""
    last = {str(row["Fund"]): said(row["Last used"]) for row in tables.rows(merged, "Funds")}
    assert (last["F01"], last["F04"]) == (date(2027, 5, 11), None)
    (other,) = tables.rows(merged, "Others")
    assert (other["Fund"], other["Names fund"]) == ("F05", "F01")


def test_a_block_stands_beside_its_funds(merged: Workbook) -> None:
    """Hours and pounds a week of its people, without the vacancy, and the bank with what explains a difference."""
    found = {row["Provider"]: row for row in tables.rows(merged, "Block")}
    assert list(found["Larch Support"].values())[1:] == [24, 24, 12.5, 12.5, 10, 10, 0, 0]
    assert found["Elm Row"]["£ in the bank"] is None


def test_what_runs_the_service_is_told_in_pence(merged: Workbook) -> None:
    """Of £37.50 a week, £7.50 are 20p in the pound."""
    pence = {row["Management, pence in the £"] for row in tables.rows(merged, "Direct")}
    assert pence == {20}


def test_status_says_which_month_is_in_late_or_does_not_close(folder: Path) -> None:
    """Month by month, also of a fund that did not come back; the one that is overdrawn does not close in May."""
    out = folder / "tracker.xlsx"
    result = run("status", folder / "back", "--round", folder / "funds.xlsx", "-o", out, "--as-at", "2027-07-20")
    assert result.exit_code == 0, result.output
    assert [line for line in result.stdout.splitlines() if " 2027: " in line] == [
        "April 2027: 5 in, 1 late",
        "May 2027: 3 in, 1 does not close, 2 late",
        "June 2027: 4 in, 2 late",
    ]
    found = {
        row["About"]: [said(value) for value in list(row.values())[2:6]]
        for row in tables.rows(load_workbook(out), "Months")
    }
    closed = date(2027, 6, 30)
    assert found["F01"] == [closed, "in", "in", "in"]
    assert found["F03"] == [closed, "in", "does not close", "in"]
    assert found["F05"] == [date(2027, 4, 30), "in", "late", "late"]
    assert found["F06"] == [None, "late", "late", "late"]


def test_everybody_sees_totals_of_at_least_five_alone(folder: Path) -> None:
    """Over five providers and five funds there are totals, none where one provider makes up most; over four none.

    Nor are there those from which such a one follows, as hours left do from hours given and used.
    """
    told = totals(folder, *HAPPENED)
    assert told["Funds"] == (5, None)
    assert told["Hours left"] == (None, "It would tell of one provider: left out.")
    assert told["Hours used"] == (None, "With the others that are left out it would tell of one of them: left out.")
    few_told = totals(folder, *list(HAPPENED)[:4])
    assert {value for value, _ in few_told.values()} == {None}
    text = json.dumps([told, few_told])
    assert not any(name in text for name in (*PROVIDERS, *HAPPENED))


def test_what_everybody_is_told_says_where_funds_are_not_settled(folder: Path) -> None:
    """Where one of the accounts has an error, and never which or how many."""
    codes = list(HAPPENED)
    for number, is_told in ((len(codes), True), (1, False)):
        files, out = [folder / "back" / f"{code}.xlsx" for code in codes[:number]], folder / f"told {number}.xlsx"
        run("merge", *files, "--round", folder / "funds.xlsx", "-o", out, "--audience", "shared")
        cover = load_workbook(out).worksheets[0]
        assert any(cell.value == "Not settled" for row in cover for cell in row) == is_told


def said(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def totals(folder: Path, *codes: str) -> dict[str, tuple[object, object]]:
    """Each total that everybody sees of some funds, with why it is left out."""
    files = [folder / "back" / f"{code}.xlsx" for code in codes]
    out = folder / f"shared {len(codes)}.xlsx"
    result = run("merge", *files, "--round", folder / "funds.xlsx", "-o", out, "--audience", "shared")
    assert result.exit_code == 3, result.output
    assert ("there is nothing to publish. Fewer than 5 providers" in result.stderr) == (len(codes) < len(PROVIDERS))
    return {
        str(r["Total"]): (r["All providers"], r["Why it is left out"])
        for r in tables.rows(load_workbook(out), "Totals")
    }


def test_feedback_writes_a_statement_for_each_fund(folder: Path) -> None:
    """By itself, named for the code, with what the person is told in it and no formula."""
    out = folder / "statements"
    outcome = run("feedback", folder / "back", "--round", folder / "funds.xlsx", "-o", out)
    assert outcome.exit_code == 3
    names = sorted(path.name for path in out.iterdir())
    assert [name.split("-")[0] for name in names] == ["f01", "f02", "f03", "f04", "f05"]
    told = " ".join(seen(out / names[1], "Statement"))
    assert "You turned 2½ hours into £35.93." in told
    assert "You have £15.93 left." in told
    live, told_alone = (seen(path, "Statement") for path in (folder / "back" / "F02.xlsx", out / names[1]))
    assert [line.split(" | ")[0] for line in told_alone] == trimmed([line.split(" | ")[0] for line in live])
    assert not any(name in " ".join(names).casefold() for name in ("larch", "maple"))
    unsettled = ["not settled" in " ".join(seen(out / name, "Statement")) for name in names]
    assert unsettled == [f"{code}: not settled" in outcome.stderr for code in HAPPENED]
    assert sum(unsettled) == 1


def trimmed(lines: list[str]) -> list[str]:
    """Lines without the empty ones at their end."""
    return trimmed(lines[:-1]) if lines and not lines[-1] else lines


def test_the_next_account_goes_on_from_the_last(folder: Path, tmp_path: Path) -> None:
    """Agreement, plan, pots and closing balances are carried and nothing else; a wrong opening is refused."""
    following = Control(
        replace(ROUND, name="Funds, summer 2027"),
        recipients=with_ids(*PEOPLE[:1]),
        letters=LETTERS_DEFAULT,
        secret="5ec2e7" * 8,
    )
    control = tmp_path / "summer.xlsx"
    controls.write(control, following, [FUND])
    result = run("generate", control, "--prefill", folder / "back", "-o", tmp_path / "sent")
    assert result.exit_code == 0, result.output
    (path,) = (tmp_path / "sent").glob("f01*.xlsx")
    book = load_workbook(path)
    assert [row[2].value for row in book["Fund"].iter_rows() if row[1].value == "Hours left from before"] == [0]
    assert [cell.value for cell in book["Pots"][4][1:8]] == ["Spain", None, 40, None, None, 5, 0]
    assert book["Agreement"]["D4"].value == 24
    assert book["Plan"]["B4"].value == "See my sister"
    assert {cell.value for row in book["Entries"]["B4:I403"] for cell in row} == {None}
    sound = run("validate", path, "--previous", folder / "back", "--round", control)
    assert "the last account closed with" not in sound.output
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(with_cells(path.read_bytes(), "Pots", {"G4": 6}))
    refused = run("validate", wrong, "--previous", folder / "back", "--round", control)
    assert "The pot “Spain” begins with 6 hours and £0.00, and the last account closed with 5 hours" in refused.output


def test_no_account_begins_with_what_is_not_settled(folder: Path, tmp_path: Path) -> None:
    """F03, at 24 − 16¼ × 6/4 = −⅜ h, opens blank and unlocked, its pot too; F05, closed for April alone, is told.

    F05 begins with 24 − 20 = 4 h, and F02 with 24 − 20 − 2½ = 1½ h.
    """
    following = Control(
        replace(ROUND, name="Funds, summer 2027"),
        recipients=with_ids(*(each for each in PEOPLE if each.subject in ("F02", "F03", "F05"))),
        letters=LETTERS_DEFAULT,
        secret="5ec2e7" * 8,
    )
    control, back = tmp_path / "summer.xlsx", tmp_path / "back"
    controls.write(control, following, [FUND])
    shutil.copytree(folder / "back", back)
    said = draft("F03", hours_before=0.0)
    said = replace(said, rows={**said.rows, "pots": ({**SPAIN, "hours_before": 6.0},)})
    fund_workbook(tmp_path / "f03.xlsx", said, issued(folder / "funds.xlsx")["F03"]).replace(back / "F03.xlsx")
    told = run("generate", control, "--prefill", back, "-o", tmp_path / "sent").stderr.splitlines()
    begins = {}
    for path in (tmp_path / "sent").glob("f0*.xlsx"):
        book = load_workbook(path)
        opening = next(row[2] for row in book["Fund"].iter_rows() if row[1].value == "Hours left from before")
        begins[path.name[:3]] = (opening.value, opening.protection.locked, book["Pots"]["G4"].value)
    assert begins == {"f02": (1.5, True, 0), "f03": (None, False, None), "f05": (4, True, 0)}
    words = {line.partition(": ")[0][-3:]: line.partition(": ")[2] for line in told if ", F0" in line}
    assert words["F03"].startswith("left out: What it begins with, as its last account has 1 error: put that right")
    assert "is closed to 30/04/2027 alone and goes to 30/06/2027" in words["F05"]
    assert "F02" not in words
    assert sum("changed in these accounts is not known here" in line for line in told) == 1


def test_an_earlier_copy_of_the_same_round_is_checked_by_its_control_workbook(folder: Path, tmp_path: Path) -> None:
    """So nothing says that no signature was checked; that of another round cannot be, and it is said."""
    earlier = tmp_path / "earlier.xlsx"
    shutil.copy(folder / "back" / "F02.xlsx", earlier)
    other = Control(replace(ROUND, name="Funds, summer 2027"), recipients=with_ids(PEOPLE[1]), secret="5ec2e7" * 8)
    controls.write(tmp_path / "summer.xlsx", other, [FUND])
    run("generate", tmp_path / "summer.xlsx", "-o", tmp_path / "sent")
    (later,) = (tmp_path / "sent").glob("f02*.xlsx")
    told = [
        "no signature was checked" in run("validate", path, "--previous", earlier, "--round", control).stderr
        for path, control in ((folder / "back" / "F02.xlsx", folder / "funds.xlsx"), (later, tmp_path / "summer.xlsx"))
    ]
    assert told == [False, True]


def test_a_fund_is_not_its_own_earlier_copy(folder: Path, tmp_path: Path) -> None:
    """That would show no change; a copy elsewhere is taken, and one of another fund leaves unknown what was closed."""
    own, other = (folder / "back" / f"{code}.xlsx" for code in ("F02", "F05"))
    copy = tmp_path / "earlier.xlsx"
    shutil.copy(own, copy)
    refused = run("validate", own, "--previous", own, "--round", folder / "funds.xlsx")
    assert refused.exit_code == 1
    assert "F02.xlsx is among what --previous names too" in refused.output
    unknown = "No earlier copy of fund “F02” is among those named"
    told = {
        path: unknown in run("validate", own, "--previous", path, "--round", folder / "funds.xlsx").output
        for path in (copy, other)
    }
    assert told == {copy: False, other: True}


def test_funds_among_self_assessments_stand_beside_their_levels(folder: Path, tmp_path: Path) -> None:
    """As context for what the provider says of costs and of accounts; a provider without a return has no level."""
    form = xlsform.find("progress-for-providers")
    who = identities.issued(form, Recipient("Larch Support", template=form.name), ROUND.name)
    answers = {item.name: item.choices[2 if item.name == "costing" else 3].name for item in form.items}
    respondent_workbook.write(tmp_path / "larch.xlsx", form, who, ROUND, Draft(answers=answers))
    for name in ("F01", "F03", "lane"):
        shutil.copy(folder / "back" / f"{name}.xlsx", tmp_path)
    files = sorted(tmp_path.iterdir())
    merged = run("merge", *files, "-o", tmp_path / "all.xlsx")
    assert "it stands beside them" in merged.output
    found = [list(row.values()) for row in tables.rows(load_workbook(tmp_path / "all.xlsx"), "Money_beside_levels")]
    assert found == [
        ["Cedar Living", None, None, None, None, 1, 24, 24.375, 0, 1, None],
        ["Larch Support", 3, None, 4, None, 1, 24, 19, 0, 0, 0],
    ]
    run("merge", *files, "-o", tmp_path / "shared.xlsx", "--audience", "shared")
    assert "Money_beside_levels" not in tables.names(load_workbook(tmp_path / "shared.xlsx"))
