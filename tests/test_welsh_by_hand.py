"""A person fills in a Welsh workbook that starts from last time, and it is merged beside an English one."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from tests.builders.bilingual import FORM, bilingual
from tests.builders.opened import load_workbook
from tests.form.xlsform.books import save
from tests.office.calc import Calc, Entry
from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main
from xlkit.form.draft import Draft
from xlkit.form.layout import DETAIL_ANSWER, PLAN_FIRST, TICK, lay_out
from xlkit.form.words import WELSH
from xlkit.returns.raw import CellRef
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

pytestmark = pytest.mark.libreoffice

WELSH_FORM = lay_out(bilingual("cy"))
LAST = Draft(
    answers={"welcome": "level_1", "risk": "level_2"},
    actions={"welcome": ({"action": "Open the door", "owner": "Ann", "status": "Not started"},)},
)


def run(*arguments: str | Path) -> str:
    outcome = CliRunner().invoke(main, [str(each) for each in arguments])
    assert outcome.exit_code in (0, 3), outcome.output
    return outcome.stdout


def wanted(folder: Path, *organisations: str) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in ("Organisation", *organisations):
        book.active.append([row])
    book.save(folder / "recipients.xlsx")
    return folder / "recipients.xlsx"


def ticked(ref: str) -> Entry:
    row = next(row for row in WELSH_FORM.questions if row.ref == ref)
    return Entry(WELSH.questions, CellRef("", row.row, TICK).a1, "✓")


def dated() -> Entry:
    row = next(row for row in WELSH_FORM.details if row.item and row.item.name == "completed_on")
    return Entry(WELSH.about, CellRef("", row.row, DETAIL_ANSWER).a1, "2027-04-06")


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bilingual template."""
    folder = tmp_path_factory.mktemp("templates")
    save(FORM, folder / "two-languages.xlsx")
    return folder


@pytest.fixture(scope="module")
def welsh(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Welsh workbook of Derw, as the command writes it from its English return of last time."""
    folder = tmp_path_factory.mktemp("welsh")
    (folder / "last").mkdir()
    who = identities.issued(bilingual(), Recipient("Derw"), "Last round")
    respondent_workbook.write(folder / "last" / "derw.xlsx", bilingual(), who, Round("Last round"), LAST)
    said = run(
        *("generate", "two-languages", "--templates", templates, "--language", "cy", "--round", "This round"),
        *("--to", wanted(folder, "Derw"), "--prefill", folder / "last", "-o", folder / "sent"),
    )
    return Path(said.strip())


@pytest.fixture(scope="module")
def returned(calc: Calc, templates: Path, welsh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Welsh workbook filled in by typing, and an English one filled in."""
    folder = tmp_path_factory.mktemp("returned")
    columns = [column.name for column in bilingual("cy").planner]
    status = CellRef("", WELSH_FORM.planner[0].row, PLAN_FIRST + columns.index("status")).a1
    typed = [ticked("1.1.3"), ticked("1.2.2"), Entry(WELSH.planner, status, "Wedi'i wneud"), dated()]
    assert calc.fill_in(welsh, typed, [folder / "derw.xlsx"]).accepted
    who = identities.issued(bilingual(), Recipient("Oak"), "This round")
    respondent_workbook.write(folder / "oak.xlsx", bilingual(), who, Round("This round"), LAST)
    return folder


def test_the_welsh_workbook_starts_from_last_time(welsh: Path) -> None:
    """Levels and actions of the English return stand there in Welsh."""
    book = load_workbook(welsh, data_only=True)
    assert [sheet.title for sheet in book.worksheets][:3] == ["Dechrau", "Amdanoch chi", "Cwestiynau"]
    questions = [row[3] for row in book["Cwestiynau"].iter_rows(values_only=True)]
    assert "Heb ei ateb eto\nY tro diwethaf: lefel 2" in questions
    planned = [cell for row in book["Cynllun gweithredu"].iter_rows(values_only=True) for cell in row]
    assert {"Open the door", "Ann", "Heb ddechrau"} <= set(planned)


def test_both_are_merged_as_answers_to_one_instrument(returned: Path, templates: Path, tmp_path: Path) -> None:
    """Neither has an issue; levels and statuses are in the one language of the template."""
    files: list[dict[str, Any]] = json.loads(run("validate", returned, "--templates", templates, "--json"))["files"]
    assert [(file["status"], file["issues"]) for file in files] == [("valid", [])] * 2
    run("merge", returned, "--templates", templates, "-o", tmp_path / "merged.xlsx")
    book = load_workbook(tmp_path / "merged.xlsx", data_only=True)
    rows = list(book["Data"].iter_rows(min_row=4, values_only=True))
    place = {name: at for at, name in enumerate(rows[0])}
    levels = {(row[place["organisation"]], row[place["item"]]): row[place["level"]] for row in rows[1:]}
    assert levels == {("Derw", "welcome"): 3, ("Derw", "risk"): 2, ("Oak", "welcome"): 1, ("Oak", "risk"): 2}
    actions = book["Actions"]
    heading, *register = ([cell.value for cell in row] for row in actions[actions.tables["Actions"].ref])
    at = {name: column for column, name in enumerate(heading)}
    assert {(row[at["Organisation"]], row[at["Status"]]) for row in register} == {
        ("Derw", "Done"), ("Oak", "Not started"),
    }  # fmt: skip
