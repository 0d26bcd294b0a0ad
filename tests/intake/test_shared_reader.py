"""The counts of a shared workbook read back, and what is said of one that was edited or is older."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tests.builders.opened import load_workbook
from tests.builders.plain import TRAVEL, compared, many
from tests.builders.regions import council, for_everybody, internal, merged, raw
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.form.crosswalk import Crosswalk
from xlkit.intake.council_workbook import COUNTED_FIRST, COUNTED_LAST, CouncilWorkbook, count_level
from xlkit.intake.shared_reader import TITLE, is_shared, read

HEADINGS = (*COUNTED_FIRST, *map(count_level, range(1, 6)), *COUNTED_LAST)
LEVELS = [{"strategy": 1 + number % 5, "culture": 3 if number < 4 else None} for number in range(8)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared workbook of eight providers, on culture of four."""
    given = council("Ash", LEVELS, {"leadership": 4, "culture_change": 2})
    return for_everybody(tmp_path_factory.mktemp("shared") / "ash.xlsx", given)


def read_back(path: Path) -> CouncilWorkbook:
    return read(raw(path), INSTRUMENTS, CROSSWALK)


def edited(path: Path, tmp_path: Path, change: Callable[[Workbook], None]) -> str:
    """The one sentence about the workbook after an edit; an empty text where it is taken."""
    book = load_workbook(path)
    change(book)
    book.save(tmp_path / "edited.xlsx")
    assert is_shared(raw(tmp_path / "edited.xlsx"))
    found = read_back(tmp_path / "edited.xlsx")
    if found.counted is not None:
        return ""
    (one,) = found.issues
    assert one.code == "council-workbook"
    return one.message


def put(name: str, value: object, row: int = 5) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book["Counts"].cell(row, HEADINGS.index(name) + 1).value = value  # type: ignore[assignment] # on purpose

    return change


def test_what_is_read_back_is_what_was_counted(path: Path) -> None:
    """Council, round, day, threshold, template, version and all counts, and None where too few have a level."""
    (said,) = share(compare(INSTRUMENTS, CROSSWALK, council("Ash", LEVELS, {"leadership": 4, "culture_change": 2}),
                            AS_AT, "Spring Ash")).counted  # fmt: skip
    found = read_back(path)
    assert found.counted == said
    assert (said.council, said.round, said.as_at, said.smallest) == ("Ash", "Spring Ash", AS_AT, 5)
    (side,) = said.sides
    assert (side.template, side.version, side.organisations) == ("provider-check", "2.0", 8)
    assert [(one.theme, one.counts, one.level) for one in side.themes][:2] == [
        ("leadership", (2, 2, 2, 1, 1), 4),
        ("culture", None, 2),
    ]
    assert [one.code for one in found.issues] == ["counts-alone"]
    assert "of Ash: its counts on 1 of 5 themes are added" in found.issues[0].message


def test_too_few_to_say_how_many_are_not_said(tmp_path: Path) -> None:
    """Nothing is told of four providers but that they are few."""
    found = read_back(for_everybody(tmp_path / "few.xlsx", council("Ash", LEVELS[:4], {"leadership": 4})))
    assert found.counted is not None
    assert found.counted.sides[0].organisations is None
    assert {one.counts for one in found.counted.sides[0].themes} == {None}


def test_an_internal_workbook_is_not_taken_for_a_shared_one(tmp_path: Path) -> None:
    """It has returns, and no sheet of counts."""
    assert not is_shared(raw(internal(tmp_path / "a.xlsx", council("Ash", LEVELS))))


def test_tables_are_found_by_their_headings(path: Path, tmp_path: Path) -> None:
    """A renamed sheet with rows above and columns moved about is read as it was."""

    def change(book: Workbook) -> None:
        sheet = book["Counts"]
        sheet.title = "Ours"
        sheet.insert_rows(1, 3)
        sheet.insert_cols(3)

    assert edited(path, tmp_path, change) == ""
    assert read_back(tmp_path / "edited.xlsx").counted == read_back(path).counted


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("level_1", 3), "Counts!K5 and the counts beside it do not agree with each other"),
        (put("level_1", 2.5), "“2.5” stands at Counts!L5, where a whole number was expected"),
        (put("level_1", -1), "“-1” stands at Counts!L5, where a whole number was expected"),
        (put("n", "eight"), "“eight” stands at Counts!K5, where a whole number was expected"),
        (put("own_level", 9), "“9” stands at Counts!Q5, where a whole number from 1 to 5 was expected"),
        (put("theme", "weather"), "Counts!H5 names the theme “weather”, which the crosswalk does not have"),
        (put("theme", "culture"), "names the theme “culture” a second time"),
        (put("template", "other-check"), "Counts!E5 names the template “other-check”, which is not known here"),
        (put("council", "Oak"), "its sheet Counts names more than one council, round, date or smallest group"),
        (put("shown", "no"), "Counts!K5 and the counts beside it do not agree with each other"),
        (put("level_2", None), "Counts!K5 and the counts beside it do not agree with each other"),
    ],
)
def test_an_edited_workbook_is_refused_in_one_sentence(
    change: Callable[[Workbook], None], said: str, path: Path, tmp_path: Path
) -> None:
    """The cell is named, and what to do."""
    message = edited(path, tmp_path, change)
    assert said in message
    assert message.startswith("This is the shared workbook of a council, but ")
    assert message.endswith(": give it as xlkit merge wrote it.")


def test_counts_that_agree_with_each_other_alone_are_refused(path: Path, tmp_path: Path) -> None:
    """One provider moved from level 1 to level 2 still adds up, but the comparison by theme says otherwise."""

    def change(book: Workbook) -> None:
        put("level_1", 1)(book)
        put("level_2", 3)(book)

    assert "and the comparison by theme differ on “Leadership”" in edited(path, tmp_path, change)


def test_a_group_below_its_own_threshold_is_refused(path: Path, tmp_path: Path) -> None:
    """No shared workbook counts so few."""

    def change(book: Workbook) -> None:
        for row in range(5, 10):
            put("smallest_group", 9, row)(book)

    assert "counts fewer than its own smallest group of 9" in edited(path, tmp_path, change)


def test_an_older_workbook_is_known_by_its_cover(path: Path, tmp_path: Path) -> None:
    """Without its counts it can only be written anew."""
    message = edited(path, tmp_path, lambda book: book.remove(book["Counts"]))
    assert "it has no sheet Counts with the columns to be read back, as an older version left it" in message
    assert "merge the returns again with --audience shared" in message


def test_counts_of_questions_without_levels_are_not_taken_for_an_older_workbook(tmp_path: Path) -> None:
    """They are not added up from what everybody sees; it is said what to give instead."""
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(share(compared(*many(5))), path)
    (only,) = read(raw(path), {TRAVEL.name: TRAVEL}, Crosswalk(())).issues
    assert "it counts questions without levels" in only.message
    assert only.message.endswith(": give the consolidated workbook of that council, or its returns.")


def test_the_shared_workbook_of_a_region_is_told_from_an_older_one(path: Path, tmp_path: Path) -> None:
    """Its councils cannot be told apart again."""
    region = merged(path, internal(tmp_path / "oak.xlsx", council("Oak", LEVELS)))
    shared_workbook.write(share(compare(INSTRUMENTS, CROSSWALK, region, AS_AT)), tmp_path / "region.xlsx")
    (found,) = read_back(tmp_path / "region.xlsx").issues
    assert "it is that of a region" in found.message


def test_two_commissioners_in_one_workbook_are_refused(tmp_path: Path) -> None:
    """Their providers would be counted twice."""
    given = ledger(
        *(answered(COMMISSIONER, name, {"leadership": 2}) for name in ("Ash", "Oak")),
        *(answered(PROVIDER, f"P{number}", {"strategy": 2}) for number in range(6)),
    )
    (found,) = read_back(for_everybody(tmp_path / "two.xlsx", given)).issues
    assert "names more than one council" in found.message


def test_the_title_is_the_one_that_is_written(path: Path) -> None:
    """What an older workbook is known by is what is still written on the cover."""
    assert load_workbook(path)["Cover"]["A1"].value == TITLE
