"""Councils' quarterly returns merged from the command line, with the one real return among the sources in them."""

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.oxfordshire import oxfordshire
from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Role
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

SAID = oxfordshire()
AS_AT = "2010-05-15"
OTHERS = ("Northshire", "Westborough")
EARLIER = "September 2009"
Found = Mapping[str, object]


def issued(path: Path, organisation: str, draft: Draft, round_name: str, quarter: str) -> None:
    whole = xlsform.find("milestones").as_issued({**SAID.settings, "quarter": quarter}.items())
    who = identities.issued(whole, Recipient(organisation), round_name)
    respondent_workbook.write(path, whole, who, Round(round_name), draft)


def drawn(instrument: Instrument, seed: str) -> Draft:
    chance = random.Random(seed)
    picked: dict[str, str | float] = {
        item.name: chance.choice(item.choices).name for item in instrument.items if item.role and item.is_picked
    }
    asks: dict[str, str | float] = {
        item.name: f"Help with {item.ref}" for item in instrument.items if item.role is Role.SUPPORT
    }
    return Draft(answers={**picked, **asks})


def returned(folder: Path, round_name: str, quarter: str, real: Draft) -> Path:
    folder.mkdir()
    issued(folder / "oxfordshire.xlsx", SAID.organisation, real, round_name, quarter)
    for name in OTHERS:
        draft = drawn(xlsform.find("milestones"), f"{name} {round_name}")
        issued(folder / f"{name}.xlsx", name, draft, round_name, quarter)
    return folder


def merged(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["merge", *map(str, words), "--as-at", AS_AT])


@pytest.fixture(scope="module")
def quarters(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Two quarters of three councils: the workbook of the second held against that of the first, and what was said."""
    folder = tmp_path_factory.mktemp("quarters")
    then = returned(folder / "then", EARLIER, "July to September 2009", Draft(answers=SAID.ratings))
    now = returned(folder / "now", SAID.round, SAID.settings["quarter"], SAID.draft)
    outcome = merged(then, "-o", folder / "then.xlsx")
    assert outcome.exit_code in (0, 3), outcome.output
    outcome = merged(now, "-o", folder / "now.xlsx", "--previous", folder / "then.xlsx", "--json")
    assert outcome.exit_code in (0, 3), outcome.output
    return folder, outcome


def rows(path: Path, sheet: str) -> Iterator[Found]:
    """The rows of a sheet's table, by its headers, as stored."""
    book = load_workbook(path, data_only=True)
    yield from tables.rows(book, next(iter(book[sheet].tables)))


def test_every_rating_of_the_real_return_is_found_again(quarters: tuple[Path, Result]) -> None:
    """Twelve requirements and fifteen likelihoods, by their labels."""
    items = {item.name: item for item in xlsform.find("milestones").items}
    found: dict[object, object] = {}
    for sheet in ("Ratings", "Forecasts"):
        found |= {row["Item name"]: row[SAID.organisation] for row in rows(quarters[0] / "now.xlsx", sheet)}
    labels = {name: choice.label for name, said in SAID.ratings.items() if (choice := items[name].choice(said))}
    assert found == labels
    assert len(labels) == 12 + 15


def test_every_risk_of_the_real_return_is_found_again(quarters: tuple[Path, Result]) -> None:
    """Each beside its mitigation, under its table and row."""
    fields = {one.name: one.title for item in xlsform.find("milestones").items for one in item.fields}
    mine = [row for row in rows(quarters[0] / "now.xlsx", "Register") if row["Organisation"] == SAID.organisation]
    found = {(row["Table name"], row["Row number"]): row for row in mine}
    wanted = {(table, number): row for table, said in SAID.risks.items() for number, row in enumerate(said, start=1)}
    assert found.keys() == wanted.keys()
    for place, row in wanted.items():
        assert {name: found[place][fields[name]] for name in row} == row


def test_every_figure_of_the_real_return_is_found_again(quarters: tuple[Path, Result]) -> None:
    """In the answer, or in the words of the question, where Data has them."""
    mine = [row for row in rows(quarters[0] / "now.xlsx", "Data") if row["organisation"] == SAID.organisation]
    said = {row["item"]: f"{row['title']} {row['value'] or ''}" for row in mine}
    hints = {item.name: item.hint for item in xlsform.find("milestones").items}
    for figure in SAID.figures:
        assert f"{figure.value:g}" in f"{said[figure.where]} {hints[figure.where]}", figure


def test_nothing_of_the_real_return_changed_between_quarters(quarters: tuple[Path, Result]) -> None:
    """It picked the same in both, and the periods have the names of their quarters."""
    found = list(rows(quarters[0] / "now.xlsx", "Changes by organisation"))
    mine = [row["Movement"] for row in found if row["Organisation"] == SAID.organisation]
    assert mine == ["same"] * (12 + 15)
    title = load_workbook(quarters[0] / "now.xlsx")["What changed"]["A1"].value
    assert str(title).startswith("What changed since July to September 2009 (September 2009)")


def test_json_and_the_shared_workbook_have_the_matrices(quarters: tuple[Path, Result]) -> None:
    """Every council by its name, and no text of anybody in what is shared."""
    tables = json.loads(quarters[1].stdout)["tables"]
    organisations = dict.fromkeys(row["organisation"] for row in tables["Standing_by_section_1"]["rows"])
    assert list(organisations) == ["Northshire", SAID.organisation, "Westborough"]
    folder = quarters[0]
    assert merged(folder / "now", "-o", folder / "shared.xlsx", "--audience", "shared").exit_code in (0, 3)
    book = load_workbook(folder / "shared.xlsx")
    assert {"Ratings", "Forecasts", "Outcomes"} <= set(book.sheetnames)
    texts = {cell.value for sheet in book for row in sheet for cell in row}
    assert not texts & {text for text in SAID.texts.values() if len(text) > len("Yes they will be")}
