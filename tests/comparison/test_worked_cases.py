"""Eight rounds worked by hand: every measure of each, as compared and as the consolidated workbook shows it."""

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec import Struct
from openpyxl import Workbook

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from tests.office.calc import Calc
from tests.oracle.book import differences
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare
from xlkit.intake.log import Ledger
from xlkit.returns.completed import Return

Figure = float | str | None
COSTS, MONEY = "Costs and prices", "Personal money"
LEVELS = tuple(f"At level {level}" for level in range(1, 6))


def providers(item: str, *levels: int | None) -> tuple[Return, ...]:
    """A provider for each level on an item."""
    return tuple(answered(PROVIDER, f"P{number}", {item: level}) for number, level in enumerate(levels))


def council(item: str, level: int = 3) -> Return:
    """A council at a level on an item."""
    return answered(COMMISSIONER, "Council", {item: level}, agreed=True)


class Worked(Struct, frozen=True):
    """A round, the theme that is looked at, how many are at each level, and all that follows, in the order of NAMES."""

    given: Ledger
    theme: str
    counts: tuple[int, ...]
    figures: Sequence[Figure]


NAMES = (
    "Commissioner level", "Providers (n)", "Share at 1–2", "Middle provider", "Lower quarter", "Upper quarter",
    "Gap", "Providers below less above", "Agreement", "Agreement in words", "Divided", "What it calls for",
    "Share with no planned action", "Priority rank",
)  # fmt: skip
MIXED_MONEY = ({"invoicing": 5, "accounting": 2}, {"invoicing": 4}, {"invoicing": 3, "accounting": 4},
               {"invoicing": 1, "accounting": 1}, {"invoicing": 2, "accounting": 5})  # fmt: skip
JOINT = "joint priority"
NOBODY = (None, None, None, None, None, None, None, None, None, None, None, None)

CASES: Mapping[str, Worked] = {
    "all alike": Worked(
        ledger(*providers("costing", 3, 3, 3, 3, 3, 3), council("prices")),
        *(COSTS, (0, 0, 6, 0, 0), (3, 6, 0, 3, 3, 3, 0, 0, 1, "strong", "no", JOINT, 1, 1)),
    ),
    "half and half": Worked(  # QUARTILE looks at places 1.25 and 3.75 of 1 1 1 5 5 5, counted from 0
        ledger(*providers("costing", 1, 1, 1, 5, 5, 5), council("prices")),
        *(COSTS, (3, 0, 0, 0, 3), (3, 6, 0.5, 3, 1, 5, 0, 0, 0, "split", "yes", JOINT, 1, 1)),
    ),
    "evenly spread": Worked(
        ledger(*providers("costing", 1, 2, 3, 4, 5), council("prices")),
        *(COSTS, (1, 1, 1, 1, 1), (3, 5, 0.4, 3, 2, 4, 0, 0, 0.4, "split", "yes", JOINT, 1, 1)),
    ),
    "ties": Worked(  # cumulated 0, 3, 6, 6 of 6: 1 − 3 / 12; three below the council, none above
        ledger(*providers("costing", 2, 2, 2, 3, 3, 3), council("prices")),
        *(COSTS, (0, 3, 3, 0, 0), (3, 6, 0.5, 2.5, 2, 3, 0.5, 0.5, 0.75, "strong", "no", JOINT, 1, 1)),
    ),
    "two items a theme": Worked(  # low medians 2, 4, 3, 1, 2; cumulated 1, 3, 4, 5 of 5: 1 − (1 + 2 + 1) / 10
        ledger(*(answered(PROVIDER, f"P{n}", one) for n, one in enumerate(MIXED_MONEY)), council("purchasing")),
        *(MONEY, (1, 2, 1, 1, 0), (3, 5, 0.6, 2, 2, 3, 1, 0.4, 0.6, "mixed", "no", JOINT, 1, 1)),
    ),
    "one return": Worked(
        ledger(*providers("costing", 4), council("prices")),
        *(COSTS, (0, 0, 0, 1, 0)),
        (3, 1, 0, 4, 4, 4, -1, -1, None, None, None, "commissioner to catch up", 1, 1),
    ),
    "no level": Worked(ledger(*providers("strategy", 3), council("prices")), COSTS, (0, 0, 0, 0, 0), (3, 0, *NOBODY)),
    "all blank": Worked(
        ledger(*providers("costing", None, None), council("need")), COSTS, (0, 0, 0, 0, 0), (None, 0, *NOBODY)
    ),
}


def written(path: Path, given: Ledger) -> Path:
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, given, AS_AT), path)
    return path


@cache
def made(name: str) -> bytes:
    """The consolidated workbook of a case."""
    with TemporaryDirectory() as folder:
        return written(Path(folder) / "a.xlsx", CASES[name].given).read_bytes()


@cache
def shown(name: str) -> Workbook:
    """The same as a program that does not calculate shows it."""
    return load_workbook(BytesIO(made(name)), data_only=True)


def rows(book: Workbook, sheet: str) -> dict[Figure, dict[str, Figure]]:
    """The rows of a sheet's table by what stands in their first column, each by its headers; blanks are None."""
    named = ({key: None if value == "" else value for key, value in row.items()} for row in tables.rows(book, sheet))
    return {next(iter(row.values())): row for row in named}  # type: ignore[misc] # cells hold no dates here


@pytest.mark.parametrize("name", CASES)
def test_every_measure_of_a_theme(name: str) -> None:
    """The row of the theme holds what was worked out by hand."""
    case = CASES[name]
    row = rows(shown(name), "Themes_1")[case.theme]
    assert tuple(row[name] for name in LEVELS) == case.counts
    found = {name: row[name] for name in NAMES}
    expected = dict(zip(NAMES, case.figures, strict=True))
    assert found == {name: pytest.approx(one) if isinstance(one, float) else one for name, one in expected.items()}


MODES = {"all alike": "3", "half and half": "1, 5", "evenly spread": "1, 2, 3, 4, 5", "ties": "2, 3", "one return": "4",
         "all blank": None}  # fmt: skip


@pytest.mark.parametrize("name", MODES)
def test_every_measure_of_an_item(name: str) -> None:
    """The item that the theme rests on has the same distribution, and its most common levels with all ties."""
    case = CASES[name]
    (row,) = [one for one in tables.rows(shown(name), "Items_1") if one["Ref"] == "2.1"]
    assert tuple(row[level] for level in LEVELS) == case.counts
    assert (row["Most common levels"] or None) == MODES[name]
    assert (row["Middle level"], row["Lower quarter"], row["Upper quarter"]) == case.figures[3:6]
    assert (row["Agreement in words"], row["Divided"]) == case.figures[9:11]


# Of the single views inside one organisation: n, median, lowest, highest, spread.
WITHIN: Mapping[str, tuple[tuple[int | None, ...], tuple[Figure, ...]]] = {
    "all alike": ((4, 4, 4), (3, 4, 4, 4, 0)),
    "half and half": ((1, 1, 5, 5), (4, 3, 1, 5, 4)),
    "evenly spread": ((1, 2, 3, 4, 5), (5, 3, 1, 5, 4)),
    "ties": ((2, 2, 3, 3), (4, 2.5, 2, 3, 1)),
    "one view": ((2, None), (1, 2, 2, 2, 0)),
    "all blank": ((None, None), (0, None, None, None, None)),
}


@pytest.mark.parametrize(("levels", "figures"), WITHIN.values(), ids=WITHIN.keys())
def test_every_measure_within_an_organisation(
    levels: tuple[int | None, ...], figures: tuple[Figure, ...], tmp_path: Path
) -> None:
    """Several views of one provider."""
    views = [answered(PROVIDER, "A", {"costing": one}, respondent=f"{n}") for n, one in enumerate(levels)]
    sheet = load_workbook(written(tmp_path / "a.xlsx", ledger(*views)), data_only=True)["Within organisations"]
    headers, *found = sheet.iter_rows(min_row=4, values_only=True)
    (row,) = [dict(zip(headers, one, strict=True)) for one in found if "2.1" in one]
    names = ("Single views (n)", "Middle view", "Lowest", "Highest", "Spread")
    assert tuple(None if row[name] == "" else row[name] for name in names) == figures


@pytest.mark.parametrize("name", CASES)
def test_its_formulas_come_to_the_same(name: str) -> None:
    """What was worked out by hand is what every formula of the whole workbook comes to."""
    assert differences(made(name)) == []


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_program_that_calculates_comes_to_the_same(case: Worked, tmp_path: Path, calc: Calc) -> None:
    """What was worked out by hand is what LibreOffice works out, in every cell of the whole workbook."""
    found = calc.recalculate(written(tmp_path / "a.xlsx", case.given))
    assert not [one for cells in found.values() for one in cells.values() if one.stale]


def test_of_nothing_at_all_there_are_no_figures(tmp_path: Path) -> None:
    """No file, no panel, no market: a summary and the guide."""
    assert load_workbook(written(tmp_path / "a.xlsx", ledger())).sheetnames == ["Summary", "Guide"]
