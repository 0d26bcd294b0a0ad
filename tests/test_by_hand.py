"""A person fills a workbook in, in a real spreadsheet program."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.builders.opened import load_workbook
from tests.office.calc import Calc, Entry
from xlkit.cli import main
from xlkit.form import words, xlsform
from xlkit.form.layout import ANSWER, DETAIL_ANSWER, PLAN_FIRST, TICK, Row, RowKind, lay_out
from xlkit.form.plan import plan_topic
from xlkit.form.words import ENGLISH
from xlkit.returns.raw import CellRef

pytestmark = pytest.mark.libreoffice

TEMPLATE = "progress-for-providers"
INSTRUMENT = xlsform.find(TEMPLATE)
FORM = lay_out(INSTRUMENT)
FURTHER = "Ask again in June"
HARD_TEXTS = (
    "=1+1",
    "-5 people",
    "@board",
    "00123",
    "1-2",
    "السلام عليكم",
    "😀 👩‍👩‍👧",
    "+44 20",
    " kept  spaces ",
    "a long answer, " * 466 + "0123456789",
)


def cell(row: Row, column: int) -> str:
    return CellRef(row.sheet, row.row, column).a1


def ticks() -> list[Entry]:
    """A tick for every topic, at levels one to five in turn."""
    rows = [row for row in FORM.questions if row.kind is RowKind.STATEMENT and row.choice and row.item]
    items = list(dict.fromkeys(row.item for row in rows))
    wanted = {item: number % 5 + 1 for number, item in enumerate(items)}
    chosen = [row for row in rows if row.choice and row.choice.score == wanted[row.item]]
    return [Entry(ENGLISH.questions, cell(row, TICK), words.TICK) for row in chosen]


def evidence() -> list[Entry]:
    rows = [row for row in FORM.questions if row.kind is RowKind.EVIDENCE]
    return [Entry(ENGLISH.questions, cell(row, ANSWER), text) for row, text in zip(rows, HARD_TEXTS, strict=False)]


def plans() -> list[Entry]:
    """One action with all its columns beside the first topic, and a further one, whose topic is picked."""
    columns = [column.name for column in INSTRUMENT.planner]
    said = {"action": "=cmd|'/c calc'!A1", "owner": "@Bo", "due": "31/03/2027", "status": "Under way"}
    further = next(row for row in FORM.planner if row.kind is RowKind.FURTHER)
    picked = {"topic": plan_topic(list(INSTRUMENT.items)[1]), "action": FURTHER}
    return [
        Entry(ENGLISH.planner, cell(row, PLAN_FIRST + columns.index(name)), text)
        for row, texts in ((FORM.planner[0], said), (further, picked))
        for name, text in texts.items()
    ]


def details() -> list[Entry]:
    said = {"organisation": "Äpfel & Söhne <Care>", "respondent": "=Ann", "completed_on": "01/03/2027"}
    rows = {row.item.name: row for row in FORM.details if row.item}
    return [Entry(ENGLISH.about, cell(rows[name], DETAIL_ANSWER), text) for name, text in said.items()]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose holder enters the organisation, as the command writes it."""
    folder = tmp_path_factory.mktemp("sent")
    outcome = CliRunner().invoke(main, ["generate", TEMPLATE, "-o", str(folder)])
    assert outcome.exit_code == 0
    return Path(outcome.stdout.strip())


@pytest.fixture(scope="module")
def saved(calc: Calc, blank: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook filled in by typing, and saved in three formats."""
    folder = tmp_path_factory.mktemp("returned")
    paths = {suffix: folder / f"return{suffix}" for suffix in (".xlsx", ".xls", ".ods")}
    filled = calc.fill_in(blank, [*details(), *ticks(), *evidence(), *plans()], paths.values())
    assert filled.accepted
    return paths


def validated(path: Path) -> dict[str, Any]:
    outcome = CliRunner().invoke(main, ["validate", str(path), "--json"])
    assert outcome.exit_code == 0, outcome.output
    (file,) = json.loads(outcome.stdout)["files"]
    found: dict[str, Any] = file
    return found


def test_locked_cells_refuse_what_is_typed(calc: Calc, blank: Path) -> None:
    """The program refuses to change a statement, a reference, the planner's target and the summary."""
    statement = next(row for row in FORM.questions if row.kind is RowKind.STATEMENT)
    entries = [
        Entry(ENGLISH.questions, cell(statement, 0), "9"),
        Entry(ENGLISH.questions, cell(statement, 1), "Something else"),
        Entry(ENGLISH.planner, cell(FORM.planner[0], PLAN_FIRST), "Something else"),
        Entry(ENGLISH.summary, cell(FORM.summary[0], 3), "5"),
        Entry(ENGLISH.start, "A1", "Something else"),
    ]
    assert [outcome.accepted for outcome in calc.fill_in(blank, entries).outcomes] == [False] * len(entries)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_what_was_typed_is_read_to_the_character(saved: dict[str, Path], suffix: str) -> None:
    """From each format, every level, evidence, action and detail comes back exactly as it was typed."""
    found = validated(saved[suffix])["return"]
    levels = [answer["level"] for answer in found["answers"].values()]
    assert levels == [number % 5 + 1 for number in range(19)]
    texts = [answer["evidence"] for answer in found["answers"].values()]
    assert texts == [*HARD_TEXTS, *[""] * (19 - len(HARD_TEXTS))]
    assert (found["organisation"], found["respondent"]) == ("Äpfel & Söhne <Care>", "=Ann")
    action, further = found["actions"]
    said = [action[name] for name in ("item", "action", "owner", "due", "status")]
    assert said == ["strategy", "=cmd|'/c calc'!A1", "@Bo", "2027-03-31", "Under way"]
    assert (further["item"], further["action"]) == ("culture", FURTHER)


def test_the_three_formats_are_one_return(saved: dict[str, Path]) -> None:
    """The same workbook saved three ways counts once."""
    outcome = CliRunner().invoke(main, ["validate", *map(str, saved.values()), "--json"])
    statuses = sorted(file["status"] for file in json.loads(outcome.stdout)["files"])
    assert statuses == ["duplicate", "duplicate", "valid"]


def test_merging_shows_what_was_typed(saved: dict[str, Path], tmp_path: Path) -> None:
    """The consolidated workbook holds each evidence and the action as text, exactly, and each level once."""
    out = tmp_path / "consolidated.xlsx"
    outcome = CliRunner().invoke(main, ["merge", str(saved[".ods"]), "-o", str(out)])
    assert outcome.exit_code == 0, outcome.output
    book = load_workbook(out)
    table = book["Data"].tables["Data"]
    heading, *rows = book["Data"][table.ref]
    columns = {cell.value: number for number, cell in enumerate(heading)}
    told = {row[columns["evidence"]].value: row[columns["evidence"]].data_type for row in rows}
    assert {text: told.get(text) for text in HARD_TEXTS} == dict.fromkeys(HARD_TEXTS, "s")
    register = {cell.value: cell.data_type for row in book["Actions"].iter_rows() for cell in row}
    assert (register["=cmd|'/c calc'!A1"], register["@Bo"]) == ("s", "s")
