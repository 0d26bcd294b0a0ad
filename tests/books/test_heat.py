"""The heat map: what it says of an organisation that stands nowhere."""

from pathlib import Path

import pytest

from tests.builders.opened import load_workbook
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.writer.heights import DIGIT, LINE
from xlkit.books.writer.letters import wide
from xlkit.comparison.compare import compare


@pytest.mark.parametrize("name", ["Alder Care", "Alder House Care of Fenmoor and all of the Marshes Company"])
def test_nineteen_topics_stand_on_a_small_screen(name: str, tmp_path: Path) -> None:
    """Names, also long ones, and topics take no more than 1,290 of a screen's 1,366 pixels, at their full size."""
    given = ledger(answered(PROVIDER, name, {"strategy": 5}))
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, given, AS_AT), tmp_path / "book.xlsx")
    columns = load_workbook(tmp_path / "book.xlsx")["Heat map"].column_dimensions
    names, low, topics = (columns[letter] for letter in "ABC")
    assert (names.width + low.width + 19 * topics.width) * 9 <= 1290


@pytest.mark.parametrize(("long", "is_wrapped"), [(40, False), (60, True)])
def test_a_name_shrinks_as_long_as_it_can_be_read(long: int, *, is_wrapped: bool, tmp_path: Path) -> None:
    """One that would shrink below 8 points runs over several lines, in a row as tall as these."""
    given = ledger(answered(PROVIDER, "n" * long, {"strategy": 5}))
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, given, AS_AT), tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")["Heat map"]
    (name,) = [cell for cell in sheet["A"] if cell.value == "n" * long]
    assert (bool(name.alignment.wrap_text), bool(name.alignment.shrink_to_fit)) == (is_wrapped, not is_wrapped)
    assert ((sheet.row_dimensions[name.row].height or 0) > 2 * LINE) == is_wrapped


def test_groups_of_organisations_are_named_whole(tmp_path: Path) -> None:
    """As councils of a region are, whose names are longer than those of most localities."""
    given = ledger(answered(PROVIDER, "Alder", {"strategy": 5}, locality="Fenmoor County Council"))
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, given, AS_AT), tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")["Heat map"]
    (place,) = [cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value == "Locality"]
    assert sheet.column_dimensions[place].width * DIGIT > wide("Fenmoor County Council")


def test_who_answered_nothing_is_not_low_on_nothing(tmp_path: Path) -> None:
    """Blank and last beside an organisation that is blank throughout, and 0 beside one that stands high."""
    given = ledger(
        answered(PROVIDER, "Alder Care", {}),
        answered(PROVIDER, "Birch House", {"strategy": 5}),
        answered(COMMISSIONER, "Marsh Council", {"leadership": 3}),
    )
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, given, AS_AT), tmp_path / "book.xlsx")
    book = load_workbook(tmp_path / "book.xlsx", data_only=True)
    for sheet in ("Heat map", "By provider"):
        rows = book[sheet].iter_rows(values_only=True)
        low = [(row[0], row[1]) for row in rows if row[0] in ("Alder Care", "Birch House")]
        assert low[0] == ("Birch House", 0), sheet
        assert low[1] in (("Alder Care", None), ("Alder Care", "")), sheet
