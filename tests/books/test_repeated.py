"""Actions repeated from an earlier round in the consolidated workbook."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

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


def test_the_register_says_which_round_an_action_stood_in(tmp_path: Path) -> None:
    """A column, what is counted in Headlines, on the cover and by theme and owner."""
    book = load_workbook(written(tmp_path / "a.xlsx", earlier()), data_only=True)
    headers, *rows = book["Action register"].iter_rows(min_row=4, values_only=True)
    found = [dict(zip(headers, row, strict=True)) for row in rows]
    said = {(row["Organisation"], row["Action"]): row["Repeated from"] for row in found}
    assert said == {
        ("A", "Train"): "Autumn", ("A", "Meet"): "Autumn", ("A", "New"): None, ("B", "train!"): "Autumn",
        ("C", "Listen"): "Autumn",
    }  # fmt: skip
    headlines = {row[0]: row[1] for row in book["Headlines"].iter_rows(min_row=5, values_only=True)}
    assert headlines["Actions repeated"] == (
        "Actions that stood in an earlier round in the same words, and are still open: 3."
    )
    cover = {row[0]: row[1] for row in book["Cover"].iter_rows(values_only=True)}
    assert cover["Repeated from an earlier round"] == 3
    headers, *rows = book["Actions by theme and owner"].iter_rows(min_row=4, values_only=True)
    counted = {row[1]: dict(zip(headers, row, strict=True))["Repeated"] for row in rows}
    assert counted == {"Leadership": 2, "Culture": 1, "Ann": 2, "no owner": 1}


def test_without_an_earlier_round_nothing_is_said_of_it(tmp_path: Path) -> None:
    """Nothing is known, so there is no column and no headline."""
    book = load_workbook(written(tmp_path / "a.xlsx", []))
    assert "Repeated from" not in [cell.value for cell in book["Action register"][4]]
    assert "Actions repeated" not in [row[0].value for row in book["Headlines"].iter_rows(min_row=5)]


def test_the_column_is_no_further_column_of_the_planner(tmp_path: Path) -> None:
    """What is read back from such a workbook holds the actions alone."""
    found = kept(written(tmp_path / "a.xlsx", earlier()))
    assert [each.other for one in found for each in one.completed.actions] == [()] * 5


@pytest.mark.libreoffice
def test_every_stored_value_is_true_and_follows_an_edit(tmp_path: Path, calc: Calc) -> None:
    """An action that is closed is no longer counted as repeated."""
    path = written(tmp_path / "a.xlsx", earlier())
    assert not [one for found in calc.recalculate(path).values() for one in found.values() if one.stale]
    headers = [cell.value for cell in load_workbook(path)["Action register"][4]]
    status = chr(ord("A") + headers.index("Status"))
    cells = calc.recalculate(path, [Entry("Action register", f"{status}5", "Done")])
    changed = {one.value for one in cells["Headlines"].values() if one.stale}
    assert "Actions that stood in an earlier round in the same words, and are still open: 2." in changed
