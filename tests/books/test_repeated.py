"""Actions repeated from an earlier round in the consolidated workbook."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.workbook import Workbook

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.regions import kept
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, action, answered, ledger
from tests.office.calc import Calc, Entry
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare
from xlkit.returns.completed import Return

NOW = (
    answered(
        *(PROVIDER, "A", {"strategy": 1}),
        actions=[action("strategy", "Train"), action("culture", "Meet", owner="Ann"), action("strategy", "New")],
    ),
    answered(PROVIDER, "B", {"strategy": 2}, actions=[action("strategy", "train!", status="Done")]),
    answered(COMMISSIONER, "C", {"leadership": 2}, actions=[action("leadership", "Listen", owner="Ann")]),
)


def earlier() -> list[Return]:
    """The same returns a round before, without what is new now."""
    found = []
    for one in NOW:
        kept = tuple(each for each in one.actions if each.action != "New")
        found.append(replace(one, actions=kept, identity=replace(one.identity, round="Autumn")))
    return found


def written(path: Path, before: list[Return]) -> Path:
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, ledger(*NOW), AS_AT, earlier=before), path)
    return path


def sentences(book: Workbook) -> list[str]:
    """What the summary says."""
    return [str(cell.value) for (cell,) in book["Summary"].iter_rows(max_col=1)]


def test_the_register_says_which_round_an_action_stood_in(tmp_path: Path) -> None:
    """A column, what is counted in the summary, and by theme and owner."""
    book = load_workbook(written(tmp_path / "a.xlsx", earlier()), data_only=True)
    found = tables.rows(book, "Actions")
    said = {(row["Organisation"], row["Action"]): row["Repeated from"] for row in found}
    assert said == {
        ("A", "Train"): "Autumn", ("A", "Meet"): "Autumn", ("A", "New"): None, ("B", "train!"): "Autumn",
        ("C", "Listen"): "Autumn",
    }  # fmt: skip
    assert "3 open since an earlier round, in the same words" in sentences(book)
    counted = {row["Theme or owner"]: row["Repeated"] for row in tables.rows(book, "Action_summary")}
    assert counted == {"Leadership": 2, "Culture": 1, "Ann": 2, "no owner": 1}


def test_without_an_earlier_round_nothing_is_said_of_it(tmp_path: Path) -> None:
    """Nothing is known, so there is no column and no sentence."""
    book = load_workbook(written(tmp_path / "a.xlsx", []), data_only=True)
    assert "Repeated from" not in tables.rows(book, "Actions")[0]
    assert not [said for said in sentences(book) if "earlier round" in said]


def test_the_column_is_no_further_column_of_the_planner(tmp_path: Path) -> None:
    """What is read back from such a workbook holds the actions alone."""
    found = kept(written(tmp_path / "a.xlsx", earlier()))
    assert [each.other for one in found for each in one.completed.actions] == [()] * 5


@pytest.mark.slow
@pytest.mark.libreoffice
def test_every_stored_value_is_true_and_follows_an_edit(tmp_path: Path, calc: Calc) -> None:
    """An action that is closed is no longer counted as repeated."""
    path = written(tmp_path / "a.xlsx", earlier())
    assert not [one for found in calc.recalculate(path).values() for one in found.values() if one.stale]
    found = tables.rows(load_workbook(path, data_only=True), "Actions")
    repeated = next(place for place, row in enumerate(found, start=5) if row["Repeated from"])
    status = chr(ord("A") + list(found[0]).index("Status"))
    cells = calc.recalculate(path, [Entry("Actions", f"{status}{repeated}", "Done")])
    changed = {one.value for one in cells["Summary"].values() if one.stale}
    assert "2 open since an earlier round, in the same words" in changed
