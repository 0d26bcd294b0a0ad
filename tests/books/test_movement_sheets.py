"""Movement in the consolidated workbook: figures that are true, follow an edit, and speak."""

import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger, random_ledger
from tests.office import ooxml
from tests.office.calc import Calc, Entry, ErrorValue
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.form.identity import Perspective
from xlkit.returns.completed import Return


def earlier(seed: int, name: str = "Autumn") -> list[Return]:
    found = [one.completed for one in random_ledger(seed, providers=9).merged if one.completed is not None]
    return [replace(one, identity=replace(one.identity, round=name)) for one in found]


def compared(seed: int = 1) -> Comparison:
    before = [*earlier(seed + 50), *earlier(seed + 51, "Last spring")]
    return compare(INSTRUMENTS, CROSSWALK, random_ledger(seed, providers=11), AS_AT, earlier=before)


def written(path: Path, comparison: Comparison) -> Path:
    consolidated_workbook.write(comparison, path)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a round beside two earlier ones, which tests only read."""
    return written(tmp_path_factory.mktemp("movement") / "round.xlsx", compared())


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    """What stands in it."""
    return load_workbook(path, data_only=True)


def is_of_movement(sheet: str) -> bool:
    return any(what in sheet.lower() for what in ("movement", "level to level", "then and now"))


def test_each_earlier_round_has_its_sheets(book: Workbook, tmp_path: Path) -> None:
    """Movement, from level to level, and what they rest on; without an earlier round none of them."""
    assert {"Provider then and now", "Commissioner then and now"} <= set(book.sheetnames)
    assert list(book["Movement"].tables) == [f"Movement_{number}" for number in range(1, 5)]
    assert list(book["From level to level"].tables) == [f"Transitions_{number}" for number in range(1, 5)]
    alone = compare(INSTRUMENTS, CROSSWALK, random_ledger(1), AS_AT)
    assert not [name for name in load_workbook(written(tmp_path / "b.xlsx", alone)).sheetnames if is_of_movement(name)]


def test_what_others_say_moves_on_sheets_that_name_them(tmp_path: Path) -> None:
    """Movement of the answers of people and families stands beside that of the providers' own, and says so."""
    own, said = (
        answered(PROVIDER, name, {"strategy": 2}, perspective=speaker, subject="Alder")
        for name, speaker in (("Alder", Perspective.SELF), ("A group", Perspective.PEOPLE))
    )
    before = [replace(one, identity=replace(one.identity, round="Autumn")) for one in (own, said)]
    found = compare(INSTRUMENTS, CROSSWALK, ledger(own, said), AS_AT, earlier=before)
    sheets = load_workbook(written(tmp_path / "a.xlsx", found)).sheetnames
    assert [name for name in sheets if is_of_movement(name)] == [
        "Movement", "From level to level", "Provider then and now", "Then and now, view of people",
    ]  # fmt: skip


def test_the_chart_speaks(path: Path) -> None:
    """Its words say what is to be seen."""
    with zipfile.ZipFile(path) as parts:
        drawings = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/drawings/drawing")]
    assert sum(drawing.count("went down, orange, left of a line") for drawing in drawings) == 4


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_stored_value_is_true(seed: int, tmp_path: Path, calc: Calc) -> None:
    """LibreOffice comes to what is stored in every cell of movement."""
    cells = calc.recalculate(written(tmp_path / "round.xlsx", compared(seed)))
    mine = {name: found for name, found in cells.items() if is_of_movement(name)}
    assert sum(map(len, mine.values())) > 200
    wrong = [one for found in mine.values() for one in found.values() if one.stale or isinstance(one.value, ErrorValue)]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_an_edited_answer_moves_the_figures(path: Path, book: Workbook, calc: Calc) -> None:
    """Typing a level among the answers changes the movement that rests on it."""
    sheet = book["Provider answers"]
    column = [cell.value for cell in sheet[4]].index("1.1 Strategy")
    typed = [
        Entry("Provider answers", row[column].coordinate, "" if row[column].value else "5")
        for row in sheet.iter_rows(min_row=5)
    ]
    cells = calc.recalculate(path, typed)
    for name in ("Movement", "From level to level"):
        assert any(one.stale for one in cells[name].values())


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_blank_that_is_filled_in_counts_as_in_a_merge_of_it(tmp_path: Path, calc: Calc) -> None:
    """Somebody who joined left a topic blank; once it is typed among the answers it is a level only now."""
    old, new = (answered(PROVIDER, name, {"strategy": 2, "culture": 3}) for name in ("Old", "New"))
    before = [replace(old, identity=replace(old.identity, round="Autumn"))]
    blank = answered(PROVIDER, "New", {"strategy": 2})
    path, whole = (
        written(tmp_path / f"{place}.xlsx", compare(INSTRUMENTS, CROSSWALK, ledger(old, one), AS_AT, earlier=before))
        for place, one in enumerate((blank, new))
    )
    sheet = load_workbook(path)["Provider answers"]
    column = [cell.value for cell in sheet[4]].index("1.2 Culture")
    (row,) = (row for row in sheet.iter_rows(min_row=5) if row[1].value == "New")
    _, where = tables.place(load_workbook(path), "Movement_1")
    typed, merged = (
        [cells["Movement"][f"{letter}{where.min_row + 2}"].value for letter in "EFGHIJK"]
        for cells in (
            calc.recalculate(path, [Entry("Provider answers", row[column].coordinate, "3")]),
            calc.recalculate(whole),
        )
    )
    assert typed == merged
    assert typed[5] == 1


def test_large_rounds_hold_plain_values(book: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit the same figures are values, and the sheets say so."""
    monkeypatch.setattr("xlkit.books.consolidated.between_rounds.then_and_now.MOST_LIVE", 10)
    path = written(tmp_path / "plain.xlsx", compared())
    plain, formulas = load_workbook(path, data_only=True), load_workbook(path)["Provider then and now"]
    assert tables.rows(book, "Movement_1") == tables.rows(plain, "Movement_1")
    assert not [cell for row in formulas.iter_rows(min_row=5) for cell in row if cell.data_type == "f"]
    assert "lain values" in str(plain["Movement"]["A2"].value)


@pytest.mark.slow
@pytest.mark.ooxml
def test_excel_opens_it_without_a_word(path: Path) -> None:
    """The workbook is valid Open XML."""
    assert ooxml.errors(path) == []
