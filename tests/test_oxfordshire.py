"""The one real return among the sources: typed into its form, every rating, risk and figure is read."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders.oxfordshire import keys, oxfordshire
from tests.office.calc import Calc
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.form.instrument import Instrument
from xlkit.form.layout import lay_out
from xlkit.returns.completed import Return
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.returns.validate.findings import Understood

SAID = oxfordshire()
SUFFIXES = ("xlsx", "ods", "xls")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form, blank, with the dates and the quarter of that return."""
    folder = tmp_path_factory.mktemp("oxfordshire")
    stated = [part for name, value in SAID.settings.items() for part in ("--set", f"{name}={value}")]
    asked = ["generate", "milestones", "--round", SAID.round, "-o", str(folder), *stated]
    outcome = CliRunner().invoke(main, asked)
    assert outcome.exit_code == 0, outcome.output
    return Path(outcome.stdout.strip())


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return xlsform.find("milestones")


def understood(path: Path, instrument: Instrument) -> Understood:
    raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    return Validator({instrument.name: instrument})(raw)


@pytest.fixture(scope="module")
def returns(calc: Calc, form: Path, instrument: Instrument, tmp_path_factory: pytest.TempPathFactory) -> list[Return]:
    """The form as it comes back in each format, filled in by LibreOffice."""
    folder = tmp_path_factory.mktemp("returned")
    saves = [folder / f"oxfordshire.{suffix}" for suffix in SUFFIXES]
    filled = calc.fill_in(form, keys(instrument), saves)
    assert filled.accepted, [outcome for outcome in filled.outcomes if not outcome.accepted]
    found = []
    for path in saves:
        whole = understood(path, instrument)
        assert [each.message for each in whole.issues] == [], path.name
        assert whole.completed is not None
        found.append(whole.completed)
    return found


@pytest.mark.libreoffice
def test_every_rating_and_answer_is_read(returns: list[Return]) -> None:
    """Twelve requirements, fifteen likelihoods and all texts, in whatever format it is saved."""
    for completed in returns:
        found = {answer.item: answer.value for answer in completed.answers if answer.value is not None}
        assert found == {**SAID.ratings, **SAID.texts}
    assert len(SAID.ratings) == 12 + 15


@pytest.mark.libreoffice
def test_every_risk_is_read_beside_its_mitigation(returns: list[Return]) -> None:
    """Each in the row that it was typed in."""
    wanted = [(table, number, row) for table, rows in SAID.risks.items() for number, row in enumerate(rows, start=1)]
    for completed in returns:
        found = [
            (row.table, row.number, {each.item: each.value for each in row.answers if each.value is not None})
            for row in completed.rows
        ]
        assert found == wanted
    assert len(wanted) == 18


@pytest.mark.libreoffice
def test_every_figure_is_found_where_it_was_said(returns: list[Return], instrument: Instrument) -> None:
    """Those that the council gave stand in its answer, those that the form sets in the words of the question."""
    asked = {item.name: f"{item.title} {item.hint}" for item in instrument.filled().items}
    for completed in returns:
        said = {answer.item: str(answer.value or "") for answer in completed.answers}
        for figure in SAID.figures:
            assert f"{figure.value:g}" in f"{said[figure.where]} {asked[figure.where]}", figure


@pytest.mark.libreoffice
def test_who_and_when_are_read(returns: list[Return]) -> None:
    """The organisation that was typed, the round, and the dates that the form was made with."""
    for completed in returns:
        assert completed.organisation == SAID.organisation
        assert completed.identity.round == SAID.round
        assert dict(completed.identity.settings) == SAID.settings


def test_its_dates_stand_in_the_words_of_the_form(form: Path, instrument: Instrument) -> None:
    """Where the template has the names of its settings, the form has that round's own days."""
    issued = instrument.as_issued(SAID.settings.items()).filled()
    titles = [row.item.title for row in lay_out(issued).questions if row.item]
    assert any("30 April 2010" in title for title in titles)
    assert not any("${" in title or "2027" in title for title in titles)
    assert [each.code for each in understood(form, instrument).issues if each.code == "wording-changed"] == []
