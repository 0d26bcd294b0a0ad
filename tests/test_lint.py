"""The lint of workbooks: every rule fires on its fault, and is silent about what xlkit writes."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests import lint
from tests.builders import rosters
from tests.builders.forms import ALL_ANSWERED, written
from tests.builders.regions import council, merged
from tests.builders.regions import for_everybody as everybody_of
from tests.builders.regions import internal as internal_of
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, random_ledger
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.feedback import feedback_workbook as feedback_writer
from xlkit.books.shared import shared_workbook
from xlkit.books.writer.book import opened
from xlkit.cli import main
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.feedback import feedback
from xlkit.intake.log import Ledger

SHEET, RELS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"


def compared() -> Comparison:
    before = [one.completed for one in random_ledger(5).merged if one.completed is not None]
    earlier = [replace(one, identity=replace(one.identity, round="Autumn")) for one in before]
    return compare(INSTRUMENTS, CROSSWALK, random_ledger(1, providers=12), AS_AT, earlier=earlier)


def internal(path: Path) -> None:
    consolidated_workbook.write(compared(), path)


def for_everybody(path: Path) -> None:
    shared_workbook.write(share(compared()), path)


def for_one(path: Path) -> None:
    feedback_writer.write(next(iter(feedback(compared()))), path)


def form(path: Path) -> None:
    written(path, ALL_ANSWERED)


def shipped(path: Path) -> None:
    run("generate", "shaping-the-market", "-o", path.parent)
    next(path.parent.glob("shaping*.xlsx")).rename(path)


def ratings(path: Path) -> None:
    rosters.written(path, rosters.RATED)


def control(path: Path) -> None:
    run("new", path)


def run(*words: str | Path) -> None:
    outcome = CliRunner().invoke(main, [str(word) for word in words])
    assert outcome.exit_code == 0, outcome.output


def of_region() -> Ledger:
    """Two councils, of which one gives its counts alone."""
    with TemporaryDirectory() as folder:
        first, second = Path(folder) / "a.xlsx", Path(folder) / "b.xlsx"
        internal_of(first, council("Ash", [{"strategy": 2}] * 6, {"leadership": 3}))
        return merged(first, everybody_of(second, council("Oak", [{"strategy": 4}] * 6)))


def region(path: Path) -> None:
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, of_region(), AS_AT), path)


def shared_region(path: Path) -> None:
    shared_workbook.write(share(compare(INSTRUMENTS, CROSSWALK, of_region(), AS_AT)), path)


KINDS: Mapping[str, Callable[[Path], None]] = {
    "internal": internal,
    "shared": for_everybody,
    "region": region,
    "shared region": shared_region,
    "feedback": for_one,
    "form": form,
    "shipped form": shipped,
    "ratings": ratings,
    "control": control,
}


@pytest.mark.parametrize("write", KINDS.values(), ids=KINDS.keys())
def test_nothing_is_wrong_with_what_is_written(write: Callable[[Path], None], tmp_path: Path) -> None:
    """Each kind of workbook passes every rule."""
    path = tmp_path / "book.xlsx"
    write(path)
    assert lint.faults(path) == []


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workbook with one of everything: a list, a table, a merged range, conditions, a name."""
    path = tmp_path_factory.mktemp("lint") / "sound.xlsx"
    with opened(path, "Sound") as book:
        sheet = book.sheet("One")
        sheet.table(0, 0, 2, 1, {"name": "Things", "columns": [{"header": "First"}, {"header": "Second"}]})
        for row, text in enumerate(("a", "b"), start=1):
            sheet.text(row, 0, text)
            sheet.number(row, 1, row)
        options = {"validate": "list", "source": ["Yes", "No"], "input_title": "Pick", "input_message": "one of them"}
        sheet.validate(5, 0, 5, 0, options)
        sheet.validate(6, 0, 7, 0, {**options, "error_title": "Wrong", "error_message": "Pick one"})
        sheet.raw.merge_range(9, 0, 9, 1, "merged")
        sheet.raw.merge_range(10, 0, 10, 1, "too")
        bold = book.workbook.add_format({"bold": True})
        sheet.conditional(1, 1, 2, 1, {"type": "cell", "criteria": ">", "value": 1, "format": bold})
        sheet.conditional(5, 1, 6, 1, {"type": "cell", "criteria": ">", "value": 1, "format": bold})
        sheet.formula(12, 0, "=1+1", 2)
        book.sheet("Two").table(0, 0, 1, 0, {"name": "Others", "columns": [{"header": "Only"}]})
        book.define("as_at", "=One!$A$2")
        book.define("cut", "=One!$A$3")
    assert lint.faults(path) == []
    return path


LONG = "x" * 256
FAULTS: Mapping[str, tuple[str, str, str, str]] = {
    "a long list": (SHEET, '"Yes,No"</formula1>', f'"{LONG}"</formula1>', "its list has more"),
    "an item that is empty": (SHEET, '"Yes,No"</formula1>', '"Yes,,No"</formula1>', "empty or holds a comma"),
    "a comma inside an item": (SHEET, '"Yes,No"</formula1>', '"Yes, or so,No"</formula1>', "empty or holds a comma"),
    "an item with a quotation mark": (SHEET, '"Yes,No"</formula1>', '"Y""es,No"</formula1>', "quotation mark"),
    "an item twice": (SHEET, '"Yes,No"</formula1>', '"Yes,Yes"</formula1>', "twice in its list"),
    "a long prompt": (SHEET, 'prompt="one of them" sqref="A6"', f'prompt="{LONG}" sqref="A6"', "its prompt has more"),
    "a long error": (SHEET, 'error="Pick one"', f'error="{LONG}"', "its error has more"),
    "a long title": (SHEET, 'errorTitle="Wrong"', f'errorTitle="{LONG[:33]}"', "its errorTitle has more"),
    "validations that overlap": (SHEET, 'sqref="A7:A8"', 'sqref="A6:A8"', "the validation"),
    "merged ranges that overlap": (SHEET, 'Cell ref="A11:B11"/>', 'Cell ref="A10:B11"/>', "the merged range"),
    "a merged range in a table": (SHEET, '<mergeCell ref="A11:B11"/>', '<mergeCell ref="A2:B2"/>', "lies in the table"),
    "a filter over a table": (SHEET, "<mergeCells", '<autoFilter ref="A1:B3"/><mergeCells', "its filter overlaps"),
    "conditions on one range": (SHEET, 'sqref="B6:B7"', 'sqref="B2:B3"', "two conditional formats"),
    "conditions that overlap in one": (SHEET, 'sqref="B6:B7"', 'sqref="B6:B7 B7:B9"', "which overlap"),
    "a priority twice": (SHEET, 'priority="2"', 'priority="1"', "have priority"),
    "a row out of order": (SHEET, '<row r="3"', '<row r="2"', "stands after row"),
    "a cell twice": (SHEET, 'r="B2"', 'r="A2"', "stand twice or out of order"),
    "a cell of another row": (SHEET, 'r="B2"', 'r="B7"', "a cell of another row"),
    "a long formula": (SHEET, "<f>1+1</f>", f"<f>{'1+' * 4096}1</f>", "a formula has more"),
    "a shared text that is not there": (SHEET, '<c r="A2" t="s"><v>2</v>', '<c r="A2" t="s"><v>99</v>', "not there"),
    "a long text": ("xl/sharedStrings.xml", "<t>a</t>", f"<t>{'x' * 32_768}</t>", "a shared text has more"),
    "a long sheet name": ("xl/workbook.xml", 'name="Two"', f'name="{"x" * 32}"', "takes for a sheet"),
    "a sheet name with a slash": ("xl/workbook.xml", 'name="Two"', 'name="T/wo"', "takes for a sheet"),
    "a sheet name twice": ("xl/workbook.xml", 'name="Two"', 'name="ONE"', "two sheets are called"),
    "a name like a cell": ("xl/workbook.xml", 'name="cut"', 'name="AB12"', "is no name that Excel takes"),
    "a name with a space": ("xl/workbook.xml", 'name="cut"', 'name="the cut"', "is no name that Excel takes"),
    "a name twice": ("xl/workbook.xml", 'name="cut"', 'name="AS_AT"', "is given twice"),
    "a table's name twice": ("xl/tables/table2.xml", 'name="Others"', 'name="Things"', "is given twice"),
    "a table's id twice": ("xl/tables/table2.xml", 'id="2"', 'id="1"', "have the id"),
    "a column's name twice": ("xl/tables/table1.xml", 'name="Second"', 'name="FIRST"', "two columns of the table"),
    "a header unlike its cell": ("xl/tables/table1.xml", 'name="Second"', 'name="Other"', "and the table Things"),
    "a table without a row": ("xl/tables/table2.xml", 'ref="A1:A2"', 'ref="A1:A1"', "has no row"),
    "a column too few": ("xl/tables/table1.xml", '<tableColumn id="2" name="Second"/>', "", "has 1 columns in 2"),
    "a long header": ("xl/tables/table1.xml", 'name="Second"', f'name="{LONG}"', "is empty or has more"),
    "a part that is not there": (RELS, "worksheets/sheet2.xml", "worksheets/sheet9.xml", "which is not there"),
    "a relationship twice": (RELS, 'Id="rId2"', 'Id="rId1"', "two relationships"),
}  # fmt: skip


@pytest.mark.parametrize(("part", "was", "becomes", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_each_rule_fires(part: str, was: str, becomes: str, said: str, sound: Path, tmp_path: Path) -> None:
    """A fault put into a sound workbook is found."""
    with zipfile.ZipFile(sound) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    assert was in parts[part], parts[part][:3000]
    with zipfile.ZipFile(tmp_path / "faulty.xlsx", "w") as package:
        for name, text in parts.items():
            package.writestr(name, text.replace(was, becomes, 1) if name == part else text)
    assert any(said in found for found in lint.faults(tmp_path / "faulty.xlsx"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_twice_is_found(sound: Path, tmp_path: Path) -> None:
    """A package that holds a part twice."""
    with zipfile.ZipFile(sound) as package, zipfile.ZipFile(tmp_path / "faulty.xlsx", "w") as faulty:
        for name in (*package.namelist(), "xl/workbook.xml"):
            faulty.writestr(name, package.read(name))
    assert lint.faults(tmp_path / "faulty.xlsx") == ["xl/workbook.xml stands twice in the package"]
