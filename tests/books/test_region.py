"""The workbook of a region: councils by theme, and all of them together."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.books import tables
from tests.books.test_shared import parts
from tests.builders.opened import load_workbook
from tests.builders.regions import council, for_everybody, internal, merged
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, random_ledger, random_views
from tests.office import ooxml
from tests.office.calc import Calc, Entry, ErrorValue
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.consolidated.standing.answers import FIXED
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.intake.log import Ledger

COUNCILS, REGION = "Councils_1", "Region_1"  # tables


def named(given: Ledger, name: str) -> Ledger:
    """The ledger as that of one council among others, whose own return has its name."""
    entries = (replace(one, path=f"{name}/{one.path}", council=name) for one in given.entries)
    return Ledger(
        tuple(
            replace(one, completed=replace(one.completed, organisation=name))
            if one.completed and one.completed.organisation.endswith("Council 0")
            else one
            for one in entries
        )
    )


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Two councils by their returns, one of them with views, a third by its counts, a fourth without a commissioner."""
    folder = tmp_path_factory.mktemp("councils")
    third = [{"strategy": 1 + number % 4, "culture": 3 if number < 4 else None} for number in range(9)]
    alone = merged(for_everybody(folder / "c.xlsx", council("Cedar?", third, {"leadership": 2})))
    first = random_views(11, random_ledger(11, providers=8))
    second = random_ledger(12, providers=5)
    renamed = tuple(
        replace(one, completed=replace(one.completed, organisation=f"Other {one.completed.organisation}",
                identity=replace(one.completed.identity, return_id=f"O{number}")) if one.completed else None)
        for number, one in enumerate(second.entries)
    )  # fmt: skip
    small = merged(internal(folder / "d.xlsx", council("Dale*", [{"strategy": 5}])))
    return Ledger((
        *named(first, "Ash & Co").entries, *named(Ledger(renamed), "Beech").entries, *alone.entries, *small.entries,
    ))  # fmt: skip


def written(path: Path, given: Ledger) -> Path:
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, given, AS_AT, "Spring"), path)
    return path


@pytest.fixture(scope="module")
def path(given: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the region, which tests only read."""
    return written(tmp_path_factory.mktemp("region") / "region.xlsx", given)


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    """What stands in it."""
    return load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def shared(given: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared workbook of the same region."""
    path = tmp_path_factory.mktemp("region") / "shared.xlsx"
    shared_workbook.write(share(compare(INSTRUMENTS, CROSSWALK, given, AS_AT)), path)
    return path


@pytest.fixture(scope="module")
def of_one(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The workbook of a round that is no region."""
    return load_workbook(written(tmp_path_factory.mktemp("region") / "one.xlsx", random_ledger(1)), data_only=True)


def test_sheets_stand_after_the_summary(book: Workbook, of_one: Workbook) -> None:
    """And only where there are several councils."""
    assert book.sheetnames[:4] == ["Summary", "By theme", "Councils by theme", "By topic"]
    assert "Councils by theme" not in of_one.sheetnames


def test_each_council_has_its_row_and_all_together_theirs(book: Workbook) -> None:
    """Own level, providers and what they rest on; what is not shown says so, and the sum names it."""
    found = [row for row in tables.rows(book, COUNCILS) if row["Theme"] == "Culture"]
    assert [(row["Council"], row["Rests on"]) for row in found] == [
        ("Ash & Co", "returns"), ("Beech", "returns"), ("Cedar?", "shared figures"), ("Spring Dale*", "returns"),
        ("All together", None),
    ]  # fmt: skip
    assert found[2]["Providers (n)"] is None
    assert found[2]["Remark"] == "Left out of its shared workbook, or not in it."
    assert found[4]["Remark"] == "Without Cedar?"
    assert found[4]["Providers (n)"] == sum(int(str(found[place]["Providers (n)"])) for place in (0, 1, 3))


def test_the_region_names_what_it_rests_on(book: Workbook) -> None:
    """In each row."""
    found = {row["Theme"]: row for row in tables.rows(book, REGION)}
    assert found["Leadership"]["Rests on"] == "all councils"
    assert found["Costs and prices"]["Rests on"] == "Ash & Co, Beech"
    assert (found["Culture"]["Not shown"], found["Culture"]["Councils"]) == ("Cedar?", 2)


def test_numbers_for_formulas_are_not_printed(book: Workbook) -> None:
    """A leader's pages end with the last column that is read, on both sheets of the region."""
    for name, read, number in (
        ("By theme", "Divided", "Theme number"),
        ("Councils by theme", "Remark", "Theme number"),
    ):
        sheet, area = tables.place(book, next(iter(book[name].tables)))
        columns = {sheet.cell(area.min_row, column).value: column for column in range(1, area.max_col + 1)}
        printed = max(each.max_col for each in tables.areas(sheet))
        assert columns[read] <= printed < columns[number]


def test_the_cover_names_all_councils(book: Workbook) -> None:
    """And says whose providers are known by counts alone."""
    cover = book["Guide"]
    assert (cover["A4"].value, cover["B4"].value) == ("Councils", "Ash & Co; Beech; Cedar?; Spring Dale*")
    assert cover["B5"].value == "Provider check: 14; counts alone from Cedar?"


def test_data_names_the_council_last(book: Workbook, of_one: Workbook) -> None:
    """And has no such column where there is no region."""
    found = tables.rows(book, "Data")
    assert list(found[0])[-1] == "council"
    assert {row["council"] for row in found} == {"Ash & Co", "Beech", "Spring Dale*"}
    assert "council" not in tables.rows(of_one, "Data")[0]


def test_the_order_of_entries_changes_no_byte(given: Ledger, tmp_path: Path) -> None:
    """The same input, whatever the order of files."""
    backwards = Ledger(given.entries[::-1])
    ordered = Ledger(tuple(sorted(backwards.entries, key=lambda one: one.path)))
    first = written(tmp_path / "a.xlsx", Ledger(tuple(sorted(given.entries, key=lambda one: one.path))))
    assert written(tmp_path / "b.xlsx", ordered).read_bytes() == first.read_bytes()


@pytest.mark.slow
@pytest.mark.libreoffice
def test_every_stored_value_is_true(path: Path, calc: Calc) -> None:
    """LibreOffice, calculating everything afresh, comes to what is stored in every formula cell."""
    cells = calc.recalculate(path)
    assert len(cells["Councils by theme"]) > 100
    assert len(cells["By theme"]) > 40
    wrong = {
        (sheet, address): cell
        for sheet, found in cells.items()
        for address, cell in found.items()
        if cell.stale or cell.stored is None or isinstance(cell.value, ErrorValue)
    }
    assert not wrong


@pytest.mark.slow
@pytest.mark.libreoffice
def test_an_edited_answer_changes_its_council_and_the_region(given: Ledger, path: Path, calc: Calc) -> None:
    """And no other council."""
    comparison = compare(INSTRUMENTS, CROSSWALK, given, AS_AT, "Spring")
    panel = comparison.panels[0]
    row = next(place for place, one in enumerate(panel.returns) if one.organisation == "Dale* provider 0")
    place = len(FIXED) + [one.name for one in panel.instrument.items].index("strategy") + 1
    live = calc.recalculate(path, [Entry("Provider answers", f"{get_column_letter(place)}{5 + row}", "1")])
    changed = {
        int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        for address, cell in live["Councils by theme"].items()
        if cell.stale
    }
    assert changed == {8, 9}  # the fourth council on the first theme, and all together on it
    assert any(cell.stale for cell in live["By theme"].values())


@pytest.mark.slow
@pytest.mark.ooxml
def test_excel_opens_both_without_a_word(path: Path, shared: Path) -> None:
    """Both workbooks are valid Open XML."""
    assert ooxml.errors(path) == []
    assert ooxml.errors(shared) == []


def test_the_shared_workbook_of_a_region_holds_values_and_no_provider(shared: Path) -> None:
    """Councils are named, nobody else is, and there is no formula."""
    book = load_workbook(shared)
    asked = ["Choices", "Numbers and dates"]
    assert book.sheetnames == [
        *("Cover", "By theme", "Councils by theme", *asked, "Left out", "Method", "Chart data (levels)"),
    ]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for _, content in parts(shared):
        assert "Provider 0" not in content
        assert "Person 0" not in content
    found = {row["Theme"]: row for row in tables.rows(book, REGION)}
    assert found["Leadership"]["Rests on"] == "Ash & Co, Beech, Cedar?"


def test_the_shared_figures_are_those_of_the_internal_workbook(book: Workbook, shared: Path) -> None:
    """Where a council is shown in both."""
    inside = {(row["Theme"], row["Council"]): row for row in tables.rows(book, COUNCILS)}
    outside = tables.rows(load_workbook(shared, data_only=True), COUNCILS)
    shown = [row for row in outside if row["Providers (n)"] and row["Council"] in ("Ash & Co", "Cedar?")]
    assert len(shown) > 2
    for row in shown:
        same = inside[row["Theme"], row["Council"]]
        assert row == pytest.approx({key: same[key] for key in row})
