"""What people say over a region: counts of consolidated workbooks, added up, and nobody's words."""

import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.books.tables import place, rows
from tests.builders.opened import load_workbook
from tests.builders.regions import council, merged, raw
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS
from tests.builders.workshops import NOT_WORKING, filled, listed, numbers, placed, speaking
from tests.oracle.book import recalculate
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare, said_from, with_people
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.regional.region import Region
from xlkit.intake import consolidated_reader
from xlkit.intake.log import Ledger
from xlkit.returns.raw import RawReturn
from xlkit.voice.workshop import Workshop

NAMES = ("Ash", "Beech", "Cedar")
LEVELS = [{"strategy": 4, "culture": 2} for _ in range(5)]
SHEET = "What_people_say"


def heard(few: int = 0) -> Workshop:
    """Twenty people, all of whom say of leadership that it is not working, or so many of its cards."""
    workshop = speaking(filled(), {"N3": "Leadership", "W1": "Culture"})
    return placed(workshop, "N3", listed(numbers(workshop, NOT_WORKING)[:few])) if few else workshop


def of_council(path: Path, name: str, workshop: Workshop | None) -> Path:
    """The consolidated workbook of a council, beside what its people say."""
    given = council(name, LEVELS, {"leadership": 2})
    found = compare(INSTRUMENTS, CROSSWALK, given, AS_AT, f"Spring {name}")
    consolidated_workbook.write(with_people(found, workshop) if workshop else found, path)
    return path


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three councils, of which two heard people."""
    folder = tmp_path_factory.mktemp("people")
    workshops = dict(zip(NAMES, (heard(), heard(few=3), None), strict=True))
    return {name: of_council(folder / f"{name}.xlsx", name, one) for name, one in workshops.items()}


def region(ledger: Ledger) -> Region:
    found = compare(INSTRUMENTS, CROSSWALK, ledger, AS_AT).region
    assert found is not None
    return found


@pytest.fixture(scope="module")
def of_ash(given: dict[str, Path]) -> RawReturn:
    return raw(given["Ash"])


@pytest.fixture(scope="module")
def path(given: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("region") / "region.xlsx"
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, merged(*given.values()), AS_AT), path)
    return path


def test_people_of_councils_are_added_up_by_theme(path: Path) -> None:
    """Whoever was heard and who said what; a council that heard nobody has no row, and a share is of all heard."""
    found = [row for row in rows(load_workbook(path, data_only=True), SHEET) if row["Theme"] == "Leadership"]
    keys = ("Council", "People heard", "Working", "Not working", "Not working: share")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("Ash", 20, 0, 20, 1),
        ("Beech", 20, 0, 3, 0.15),
        ("All together", 40, 0, 23, 23 / 40),
    ]


def test_each_council_s_people_stand_beside_its_own_providers(path: Path) -> None:
    """The sentence is said of the council whose people feel otherwise, and not of the one where few do."""
    found = [row for row in rows(load_workbook(path, data_only=True), SHEET) if row["Theme"] == "Leadership"]
    begins = "Leadership: providers stand at 4; "
    assert [row["In words"] or "" for row in found] == [
        f"{begins}20 of 20 people say something is not working.",
        "",
        f"{begins}23 of 40 people say something is not working.",
    ]


def test_a_region_says_so_from_the_share_that_its_round_has(given: dict[str, Path]) -> None:
    """Of the council where all feel otherwise, and no longer of all councils together, where 57 of a hundred do."""
    found = said_from(compare(INSTRUMENTS, CROSSWALK, merged(*given.values()), AS_AT), 58).region
    assert found is not None
    assert found.heard is not None
    assert [bool(row.said.said) for row in found.heard.rows if row.said.subject == "Leadership"] == [True, False, False]


@pytest.mark.slow
def test_sums_are_live(path: Path) -> None:
    """What stands beside each formula of the table is what it comes to."""
    book = recalculate(path)
    assert [each for each in book.differences() if each.sheet == "What people say"] == []
    sheet, where = place(load_workbook(path), SHEET)
    last = [str(cell.value) for cell in sheet[where.min_row + 3]]
    assert sum(text.startswith("=SUM(") for text in last) == 4


def test_no_words_of_anybody_reach_a_region(path: Path) -> None:
    """Names of themes are a group's words: no part of the file holds one, though its councils' workbooks do."""
    with zipfile.ZipFile(path) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert not [theme.name for theme in heard().themes if theme.name and theme.name in inside]
    assert "Not working" in inside


def test_what_everybody_sees_of_a_region_has_no_people(given: dict[str, Path]) -> None:
    """It says so among what is left out; without people there is nothing to say."""
    found, alone = (
        share(compare(INSTRUMENTS, CROSSWALK, merged(*some), AS_AT))
        for some in (given.values(), (given["Cedar"], of_council(given["Ash"].with_name("plain.xlsx"), "Ash", None)))
    )
    assert [one.what for one in found.withheld if "people" in one.what.lower()] == ["What people say"]
    assert [one.what for one in alone.withheld if "people" in one.what.lower()] == []


def test_a_region_s_workbook_gives_its_councils_people_back(path: Path, given: dict[str, Path]) -> None:
    """Merged again beside another council it has the same counts, and the row that adds up is nobody's."""
    again = region(merged(path)).heard
    assert again == region(merged(*given.values())).heard
    assert again is not None


def test_a_council_whose_workbooks_differ_in_people_counts_none(given: dict[str, Path], tmp_path: Path) -> None:
    """Which of two is right nobody can tell; the same counts twice are counted once."""
    other = of_council(tmp_path / "b.xlsx", "Ash", heard(few=5))
    found = compare(INSTRUMENTS, CROSSWALK, merged(given["Ash"], other, given["Cedar"]), AS_AT)
    assert found.region is not None
    assert (found.region.heard, [note.subject for note in found.notes if note.kind == "people"]) == (None, ["Ash"])
    same = of_council(tmp_path / "c.xlsx", "Ash", heard())
    twice = region(merged(given["Ash"], same, given["Cedar"])).heard
    assert twice == region(merged(given["Ash"], given["Cedar"])).heard


@pytest.mark.parametrize(("typed", "is_taken"), [(21, False), ("some", False), (-1, False), (19, True)])
def test_a_count_that_cannot_be_is_said(of_ash: RawReturn, typed: str | float, *, is_taken: bool) -> None:
    """More people than were heard, or what is no number, where a council's workbook was edited."""
    (page,) = (sheet for sheet in of_ash.sheets if sheet.name == "What people say")
    top = next(at for at, cells in enumerate(page.rows) if "People heard" in cells)
    edited = [list(cells) for cells in page.rows]
    edited[top + 1][edited[top].index("Not working")] = typed
    found = consolidated_reader.read(replace(of_ash, sheets=tuple(
        replace(sheet, rows=tuple(map(tuple, edited))) if sheet is page else sheet for sheet in of_ash.sheets
    )), INSTRUMENTS)  # fmt: skip
    assert (bool(found.returns), bool(found.issues)) == (is_taken, not is_taken)
    assert is_taken or f"“{typed}” stands at What people say!" in found.issues[0].message
