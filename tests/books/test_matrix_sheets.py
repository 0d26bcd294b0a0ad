"""Matrices in the consolidated workbook: stored values that are true, follow an edit, and open everywhere."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.utils import get_column_letter

from tests import lint
from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.rounds import AS_AT, COMMISSIONER, INSTRUMENTS, PROVIDER, action, answered, ledger
from tests.builders.rounds import CROSSWALK as LEVELS
from tests.builders.scale_matrices import CROSSWALK, PLAN, PLANS, planned, random_plans
from tests.office import ooxml
from tests.office.calc import Calc, Cell, Entry, ErrorValue, Value
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.consolidated.standing.answers import FIXED
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.form.crosswalk import Crosswalk, Link, Strength
from xlkit.form.instrument import Side
from xlkit.intake import consolidated_reader
from xlkit.intake.log import Ledger
from xlkit.returns.completed import Return
from xlkit.returns.read.file import read_bytes

FIGURES = ["Ratings", "Forecasts", "Outcomes", "Forecast and outcome", "What changed"]
TEXTS = ["Register", "Support wanted", "In their words"]
DETAILS = ["Forecasts by date", "Standing by section", "Changes by organisation", "Scales", "Settings"]
NAMED = [*FIGURES, *TEXTS, *DETAILS]


def earlier(seed: int) -> Sequence[Return]:
    return [one.completed for one in random_plans(seed, 5, "Winter").merged if one.completed is not None]


ROUNDS = {
    "several councils": (random_plans(1), earlier(2)),
    "others": (random_plans(3, 7), ()),
    "more": (random_plans(6, 9), earlier(7)),
    "all blank": (ledger(planned("A"), planned("B")), ()),
    "one council, one answer": (ledger(planned("A", {"people": "none"})), (planned("A", {"people": "red"}),)),
    "awkward names": (
        ledger(*(planned(name, {"people": "red", "homes_first": "maybe"}, said={"homes_help": "=1+1"})
                 for name in ("A*", "A?", "~", "=A", '"', "O'Neill", "<r>x</r>"))),
        (),
    ),
}  # fmt: skip

# Most rounds are for the long search; these few show soon whether something is wrong.
SOON = ("several councils", "awkward names")
EVERY_ROUND = [
    pytest.param(given, id=name, marks=() if name in SOON else pytest.mark.slow) for name, given in ROUNDS.items()
]


def written(path: Path, given: Ledger, before: Sequence[Return] = ()) -> Path:
    consolidated_workbook.write(compare(PLANS, CROSSWALK, given, AS_AT, "Spring", earlier=before), path)
    return path


def test_each_sheet_is_there_and_none_that_would_be_empty(tmp_path: Path) -> None:
    """A round with everything has all sheets; one without texts, rows, dates passed or an earlier round has fewer."""
    everything = load_workbook(written(tmp_path / "a.xlsx", *ROUNDS["several councils"])).sheetnames
    assert [name for name in everything if name in NAMED] == NAMED
    given = ledger(planned("A", {"people": "red"}, settings={"first": "2028-01-01"}))
    few = load_workbook(written(tmp_path / "b.xlsx", given)).sheetnames
    gone = {"Forecast and outcome", "What changed", "Changes by organisation", *TEXTS}
    assert [name for name in few if name in NAMED] == [name for name in NAMED if name not in gone]


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("given", EVERY_ROUND)
def test_every_stored_value_is_true(given: tuple[Ledger, Sequence[Return]], tmp_path: Path, calc: Calc) -> None:
    """LibreOffice, calculating everything afresh, comes to what is stored in every formula cell."""
    cells = calc.recalculate(written(tmp_path / "round.xlsx", *given))
    assert sum(len(found) for found in cells.values()) > 50
    wrong = {
        (sheet, address): cell
        for sheet, found in cells.items()
        for address, cell in found.items()
        if cell.stale or cell.stored is None or isinstance(cell.value, ErrorValue)
    }
    assert not wrong


@pytest.mark.slow
@pytest.mark.ooxml
@pytest.mark.parametrize("given", EVERY_ROUND)
def test_excel_opens_it_without_a_word(given: tuple[Ledger, Sequence[Return]], tmp_path: Path) -> None:
    """The workbook is valid Open XML."""
    assert ooxml.errors(written(tmp_path / "round.xlsx", *given)) == []


@pytest.mark.parametrize("given", EVERY_ROUND)
def test_excel_has_nothing_to_repair(given: tuple[Ledger, Sequence[Return]], tmp_path: Path) -> None:
    """The workbook passes every rule of the lint."""
    assert lint.faults(written(tmp_path / "round.xlsx", *given)) == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_an_edited_answer_changes_everything_that_rests_on_it(tmp_path: Path, calc: Calc) -> None:
    """Picking another choice comes to what comparing the changed answers comes to, in every formula cell."""
    asks = {"homes_help": "Please"}
    others = (
        planned("B", {"homes_second": "maybe", "homes_first": "maybe", "homes_plan": "done"}, said=asks),
        planned("C", {"people": "red"}, said=asks),
    )
    before = [planned("A", {"homes_second": "unlikely"}, round_name="Winter")]
    given = ledger(planned("A", {"homes_second": "maybe", "homes_first": "likely"}), *others)
    changed = ledger(planned("A", {"homes_second": "likely", "homes_first": "likely"}), *others)
    place = len(FIXED) + [one.name for one in PLAN.in_one_cell].index("homes_second")
    typed = Entry("Commissioner answers", f"{get_column_letter(place + 1)}5", "Very likely")
    live = calc.recalculate(written(tmp_path / "before.xlsx", given, before), [typed])
    after = calc.recalculate(written(tmp_path / "after.xlsx", changed, before))
    assert values(live) == values(after)
    assert {"Forecasts", "Standing by section", "Support wanted", "Changes by organisation", "Data"} <= {
        sheet for sheet, cells in live.items() if any(cell.stale for cell in cells.values())
    }


@pytest.mark.slow
@pytest.mark.libreoffice
def test_ratings_stand_beside_the_levels_of_their_theme(tmp_path: Path, calc: Calc) -> None:
    """A council's ratings on a theme stand in words in a column of their own, and figures of levels are as without."""
    levels = [answered(PROVIDER, "P", {"culture": 2}), answered(COMMISSIONER, "County", {"culture_change": 4})]
    crosswalk = Crosswalk(
        tuple(
            replace(theme, links=(*theme.links, Link(PLAN.name, "people", Strength.DIRECT),
                                  Link(PLAN.name, "homes", Strength.DIRECT)))
            if theme.name == "culture" else theme
            for theme in LEVELS.themes
        )
    )  # fmt: skip
    mine = planned(" county", {"people": "amber", "homes_first": "likely", "homes_plan": "done"})
    path = tmp_path / "mixed.xlsx"
    consolidated_workbook.write(compare({**INSTRUMENTS, **PLANS}, crosswalk, ledger(*levels, mine), AS_AT), path)
    cells = calc.recalculate(path)
    assert not [one for found in cells.values() for one in found.values() if one.stale]
    found = tables.rows(load_workbook(path, data_only=True), "Themes_1")
    said = {row["Theme"]: row["Other scale, never subtracted: Plan check"] for row in found}
    assert said["Culture"] == "People are with us: Amber; Homes, 31 Mar 2027: Very likely"
    assert said["Leadership"] is None
    assert "Gap" in found[0]


def test_the_order_of_the_returns_does_not_matter(tmp_path: Path) -> None:
    """Every sheet but those of the files is the same, and the same input gives the same bytes."""
    given, before = ROUNDS["several councils"]
    turned = Ledger(given.entries[::-1])
    sheets = [
        [
            [cell.value for cell in row]
            for sheet in load_workbook(path, data_only=True)
            for row in sheet
            if sheet.title not in ("Files", "Guide")
        ]
        for path in (
            written(tmp_path / "a.xlsx", given, before),
            written(tmp_path / "b.xlsx", turned, before[::-1]),
        )
    ]
    assert sheets[0] == sheets[1]
    again = written(tmp_path / "c.xlsx", given, before)
    assert again.read_bytes() == (tmp_path / "a.xlsx").read_bytes()


def test_registers_say_what_is_overdue(tmp_path: Path) -> None:
    """Against the as-at date, unless a choice of the row closes it."""
    risks: list[Mapping[str, str | date]] = [
        {"risk": "Late", "due": AS_AT - timedelta(days=1), "status": "open"},
        {"risk": "Today", "due": AS_AT, "status": "open"},
        {"risk": "Closed", "due": AS_AT - timedelta(days=1), "status": "shut"},
        {"risk": "Whenever"},
    ]
    sheet = load_workbook(written(tmp_path / "a.xlsx", ledger(planned("A", risks=risks))), data_only=True)["Register"]
    header = [cell.value for cell in sheet[4]]
    rows = [dict(zip(header, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=5)]
    assert [row["Timing"] for row in rows] == ["overdue", "to come", "closed", "no date"]
    assert [row["Ref"] for row in rows] == ["1.R.1", "1.R.2", "1.R.3", "1.R.4"]
    assert rows[0] | {"Section": "Homes", "Risk": "Late", "Status": "Open"} == rows[0]


def test_actions_stand_beside_what_was_picked(tmp_path: Path) -> None:
    """The register has the rating of an action's item, its theme, and no level; levels alone have no such column."""
    given = ledger(planned("A", {"people": "amber"}, actions=[action("people")]))
    (row,) = tables.rows(load_workbook(written(tmp_path / "a.xlsx", given), data_only=True), "Actions")
    assert (row["Rating"], row["Theme"], row["Level"]) == ("Amber", "Culture", None)
    levels = ledger(answered(PROVIDER, "P", {"culture": 2}, actions=[action("culture")]))
    consolidated_workbook.write(compare(INSTRUMENTS, LEVELS, levels, AS_AT), tmp_path / "b.xlsx")
    assert "Rating" not in tables.rows(load_workbook(tmp_path / "b.xlsx"), "Actions")[0]


def test_shared_shows_councils_own_ratings_and_no_text(tmp_path: Path) -> None:
    """Councils publish what they say of themselves; requests, texts and rows of tables stay inside."""
    told = "The leader does not agree"
    given = ledger(
        planned("A", {"people": "red"}, said={"homes_help": told, "homes_next": told}, risks=[{"risk": told}]),
        planned("B", {"people": "green"}),
    )
    found = share(compare(PLANS, CROSSWALK, given, AS_AT))
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(found, path)
    book = load_workbook(path)
    rows = [[cell.value for cell in row] for row in book["Ratings"].iter_rows(min_row=4)]
    assert rows[0][4:] == ["Answered (n)", "Red", "Amber", "Green", "Not rated", "A", "B"]
    assert rows[1][4:] == [2, 1, 0, 1, 0, "Red", "Green"]
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if told.encode() in parts.read(name)]
    assert told not in json.dumps(shared_workbook.data(found))
    assert lint.faults(path) == []


def test_shared_counts_others_only_where_they_are_many(tmp_path: Path) -> None:
    """Ratings of providers have no names, and no item with fewer than the smallest group is shown."""
    provider = replace(PLAN, side=Side.PROVIDER)
    given = ledger(
        *(planned(f"P{number}", {"people": "red", **({"money": "red"} if number else {})}) for number in range(5))
    )
    found = share(compare({PLAN.name: provider}, CROSSWALK, given, AS_AT))
    assert [(one.organisations, [row.item.name for row in one.rows]) for one in found.matrices] == [((), ["people"])]
    assert found.matrices[0].rows[0].picks == ()


def test_json_has_all_of_it() -> None:
    """Every part is among the figures, and they are JSON."""
    comparison = compare(PLANS, CROSSWALK, *ROUNDS["several councils"][:1], AS_AT, earlier=earlier(2))
    tables = json.loads(json.dumps(consolidated_workbook.data(comparison)))["tables"]
    wanted = ("Ratings", "Forecasts", "Outcomes", "Standing_by_section", "Support_wanted", "In_their_words", "Register")
    assert all(tables[f"{name}_1"]["rows"] for name in (*wanted, "Scales", "What_changed", "Changes_by_organisation"))
    assert [row["label"] for row in tables["Scales_1"]["rows"]][:4] == ["Red", "Amber", "Green", "Not rated"]


def test_rows_days_settings_and_choices_come_back(tmp_path: Path) -> None:
    """A return read back from the workbook is the return that was merged, but for where its answers stood."""
    given, before = ROUNDS["several councils"]
    raw = read_bytes(written(tmp_path / "a.xlsx", given, before).read_bytes()).raw
    assert raw is not None
    back = {one.completed.identity.return_id: one.completed for one in consolidated_reader.read(raw, PLANS).returns}
    for one in given.merged:
        assert one.completed is not None
        found = back[one.completed.identity.return_id]
        assert said_in(found) == said_in(one.completed)
        assert found.identity.settings == one.completed.identity.settings


def said_in(one: Return) -> tuple[object, ...]:
    """What a return says, without the cells."""
    answers = {answer.item: (answer.value, answer.day) for answer in one.answers}
    rows = [(row.table, row.number, [(each.item, each.value) for each in row.answers]) for row in one.rows]
    return answers, rows


def values(found: Mapping[str, Mapping[str, Cell]]) -> dict[tuple[str, str], Value]:
    """The calculated values of all formula cells."""
    return {(sheet, address): cell.value for sheet, cells in found.items() for address, cell in cells.items()}
