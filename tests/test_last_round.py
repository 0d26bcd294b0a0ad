"""An earlier round read back from its consolidated workbook."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.builders.forms import written
from xlkit import demo, identity, templates
from xlkit.compare import compare
from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.last_round import is_consolidated, read
from xlkit.ledger import Entry, Ledger, Status
from xlkit.read.file import read_bytes
from xlkit.returns import Draft, Return
from xlkit.validate import Validator
from xlkit.write import consolidated, respondent


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return templates.find(demo.PROVIDERS)


@pytest.fixture(scope="module")
def returns(instrument: Instrument, tmp_path_factory: pytest.TempPathFactory) -> list[Return]:
    """Three providers' returns as they are understood, in the order of their return ids."""
    folder, found = tmp_path_factory.mktemp("returned"), []
    for number, each in zip(range(3), demo.provider_returns(instrument), strict=False):
        path = folder / f"{number}.xlsx"
        who = identity.issued(instrument, each.recipient, demo.ROUND.name)
        respondent.write(path, instrument, who, demo.ROUND, each.draft)
        raw = read_bytes(path.read_bytes()).raw
        assert raw is not None
        completed = Validator({instrument.name: instrument})(raw).completed
        assert completed is not None
        found.append(completed)
    return found


@pytest.fixture(scope="module")
def path(instrument: Instrument, returns: list[Return], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their consolidated workbook."""
    entries = [Entry(f"{number}.xlsx", "", 1, Status.VALID, each) for number, each in enumerate(returns)]
    comparison = compare(
        {instrument.name: instrument},
        templates.load_crosswalk(),
        Ledger(tuple(entries)),
        date(2027, 4, 6),
        demo.ROUND.name,
    )
    path = tmp_path_factory.mktemp("merged") / "consolidated.xlsx"
    consolidated.write(comparison, path)
    return path


def test_levels_evidence_and_actions_come_back(path: Path, returns: list[Return]) -> None:
    """Whose they are, every level, every evidence text and every action with its date and status are as merged."""
    found = {each.identity.return_id: each for each in read(path)}
    assert found.keys() == {each.identity.return_id for each in returns}
    for each in returns:
        same = found[each.identity.return_id]
        assert replace(same.identity, content_hash="", language="") == replace(
            each.identity, content_hash="", language=""
        )
        assert [(a.item, a.level, a.evidence) for a in same.answers] == [
            (a.item, a.level, a.evidence) for a in each.answers
        ]
        kept = [(a.item, a.action, a.owner, a.due, a.status, dict(a.other)) for a in each.actions]
        assert [(a.item, a.action, a.owner, a.due, a.status, dict(a.other)) for a in same.actions] == kept


def test_a_consolidated_workbook_is_told_from_a_return(path: Path, tmp_path: Path) -> None:
    """A returned workbook, a text and a folder are none."""
    assert is_consolidated(path)
    assert not is_consolidated(written(tmp_path / "return.xlsx", Draft()))
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    assert not is_consolidated(tmp_path / "text.xlsx")
    assert not is_consolidated(tmp_path)


def test_rows_that_a_team_wrote_above_or_sorted_do_not_matter(path: Path, tmp_path: Path) -> None:
    """The table is found by its headings, wherever it stands and whatever stands beside it."""
    book = Workbook()
    book.active.title = "Cover"  # type: ignore[union-attr] # a new workbook has a sheet
    values = load_workbook(path, data_only=True)
    for name in ("Data", "Action register"):
        sheet = book.create_sheet(name)
        sheet.append(["Our own note"])
        rows = [[cell.value for cell in row] for row in values[name].iter_rows(min_row=4)]
        for row in (rows[0], *reversed(rows[1:])):
            sheet.append(row)
    book.save(tmp_path / "edited.xlsx")
    levels = {(r.identity.return_id, a.item, a.level) for r in read(path) for a in r.answers}
    again = {(r.identity.return_id, a.item, a.level) for r in read(tmp_path / "edited.xlsx") for a in r.answers}
    assert again == levels


def test_a_data_sheet_that_holds_no_answers_is_refused(tmp_path: Path) -> None:
    """What was deleted cannot be read, and that is said in a sentence."""
    book = Workbook()
    book.active.title = "Cover"  # type: ignore[union-attr] # likewise
    book.create_sheet("Data").append(["return_id", "organisation"])
    book.save(tmp_path / "empty.xlsx")
    with pytest.raises(XlkitError, match="holds no answers in its sheet Data"):
        read(tmp_path / "empty.xlsx")
