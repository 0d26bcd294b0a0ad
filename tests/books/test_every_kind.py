"""A workbook with every kind of question, alive: what it says of itself follows what is typed."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given
from msgspec.structs import replace

from tests.builders.anything import filled
from tests.builders.drawn import drawn
from tests.builders.edits import with_cells
from tests.builders.forms import oakfield, written
from tests.builders.kinds import every_kind, full
from tests.builders.opened import load_workbook
from tests.corpus import kinds
from tests.office.calc import Calc, Cell, Entry
from xlkit.books.correction import correction_workbook
from xlkit.books.respondent import respondent_workbook
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.returns.validate.findings import Understood
from xlkit.round.round import Round

Q, T = "Questions", "Tables"
PROBLEMS: dict[str, dict[str, str | float | bool | None]] = {
    Q: {"D6": "Pink", "C17": "perhaps", "D10": 999.0, "E6": "soon"},
    T: {"C6": 130.0, "E6": "Nearly", "C9": 4.0},
}


def blank(path: Path) -> Path:
    return written(path / "blank.xlsx", Draft(), instrument=every_kind())


def printable(draft: Draft) -> Draft:
    """The draft without control characters: LibreOffice reads them otherwise in a formula's result than in a text."""
    evidence = {name: "".join(each for each in text if each >= " ") for name, text in draft.evidence.items()}
    return replace(draft, evidence=evidence)


def read(data: bytes) -> Understood:
    raw = read_bytes(data).raw
    assert raw is not None
    return Validator({"kinds": every_kind()}, corrects=True)(raw)


def values(cells: dict[str, dict[str, Cell]], sheet: str) -> dict[str, object]:
    return {place: cell.value for place, cell in cells[sheet].items()}


@pytest.mark.slow
@pytest.mark.libreoffice
@drawn(8, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=filled())
def test_stored_values_are_true_whatever_is_asked_and_answered(calc: Calc, case: tuple[Instrument, Draft]) -> None:
    """Recalculation changes nothing, with any kinds of questions, conditions and answers."""
    instrument, draft = case
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        respondent_workbook.write(path, instrument, oakfield(instrument), Round(), printable(draft))
        found = calc.recalculate(path)
    assert [(sheet, at, cell) for sheet, cells in found.items() for at, cell in cells.items() if cell.stale] == []


@pytest.mark.libreoffice
def test_what_is_needed_follows_what_is_typed(calc: Calc, tmp_path: Path) -> None:
    """A question that is not needed says so and is not counted, until an answer asks for it."""
    path = blank(tmp_path)
    before = values(calc.recalculate(path), Q)
    assert before["B10"] == "How many times a year?\nNot needed: only if 1.3 is “Yes”"
    assert before["D23"] == "Not needed: only if 2.3 is before 01/01/2026"
    typed = [
        Entry(Q, "D8", "Yes"),
        Entry(Q, "D10", "13"),
        Entry(Q, "C15", "✓"),
        Entry(Q, "C16", "✓"),
        Entry(Q, "C20", "✓"),
    ]
    after = calc.recalculate(path, typed)
    assert values(after, Q)["B10"] == "How many times a year?"
    assert values(after, Q)["B11"] == "Why so often?\nOptional."
    assert values(after, Q)["D12"] == "Not needed: only if 1.3 is “No”"
    assert values(after, Q)["D14"] == "2 chosen"
    assert "4 of 10 answered, 6 left" in values(after, "Start").values()
    assert "0 of 7 answered, 7 left" in values(calc.recalculate(path), "Start").values()


def test_optional_is_said_of_what_is_asked_alone(tmp_path: Path) -> None:
    """Beside a question that may be left out, and not beside one that nobody answers since it is worked out."""
    questions = load_workbook(blank(tmp_path))[Q]
    assert (questions["B22"].value, questions["B29"].value) == ("Since when?\nOptional.", "A month later")


@pytest.mark.libreoffice
def test_a_table_counts_its_rows(calc: Calc, tmp_path: Path) -> None:
    """Whichever of its fields is filled in, and wherever its row stands."""
    typed = [Entry(T, "F6", "3"), Entry(T, "B8", "It rains"), Entry(T, "C8", "5")]
    cells = calc.recalculate(blank(tmp_path), typed)
    assert values(cells, Q)["D27"] == "2 of 4 rows used"
    assert values(cells, Q)["D28"] == "Not needed: only if 2.2 is “Hot ones”"


@pytest.mark.libreoffice
def test_the_planner_and_the_counts_follow_what_is_picked(calc: Calc, tmp_path: Path) -> None:
    """The planner names the next choice up, at the top to sustain; the summary counts each choice."""
    typed = [Entry(Q, "D5", "Green"), Entry(Q, "D6", "Amber/Red")]
    cells = calc.recalculate(blank(tmp_path), typed)
    planned = values(cells, "Action planner")
    assert (planned["C4"], planned["D4"]) == ("Green", "Sustain and share what works")
    assert (planned["C5"], planned["D5"]) == ("Amber/Red", "Amber/Green")
    stored = calc.recalculate(
        written(tmp_path / "f.xlsx", Draft(answers={"staff": "green", "money": "amber_red"}), instrument=every_kind())
    )
    assert values(cells, "Summary") == {place: cell.stored for place, cell in stored["Summary"].items()}


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_form_filled_in_by_a_program_reads_back_alike(calc: Calc, tmp_path: Path, suffix: str) -> None:
    """In each format, with every kind of answer."""
    draft = full(every_kind())
    path = written(tmp_path / "full.xlsx", draft, instrument=every_kind())
    saved = tmp_path / f"saved.{suffix}"
    calc.fill_in(path, [Entry(Q, "D11", "Much to do")], [saved])
    direct, indirect = read(path.read_bytes()).completed, read(saved.read_bytes()).completed
    assert direct is not None
    assert indirect is not None
    said = {answer.item: (answer.value, answer.day, answer.evidence) for answer in direct.answers}
    found = {answer.item: (answer.value, answer.day, answer.evidence) for answer in indirect.answers}
    assert found == {**said, "why_often": ("Much to do", None, "")}
    assert [[(each.item, each.value) for each in row.answers] for row in indirect.rows] == [
        [(each.item, each.value) for each in row.answers] for row in direct.rows
    ]


@pytest.mark.libreoffice
def test_cells_take_what_their_rules_allow(calc: Calc, tmp_path: Path) -> None:
    """A rule of least and most is a range, any other a formula; dropdowns stand in tables too."""
    found = calc.validations(blank(tmp_path))
    assert "1" in str(found[Q]["D10"])
    assert "366" in str(found[Q]["D10"])
    assert "D11" in str(found[Q]["D11"]) or "no" in str(found[Q]["D11"])
    assert found[T]["E6"] == ("Not started", "Under way", "Done")


@pytest.mark.libreoffice
def test_a_correction_says_when_each_problem_is_put_right(calc: Calc, tmp_path: Path) -> None:
    """Of cells, ticks, dates and fields of tables alike; its own values are true."""
    data = kinds.filled()
    for sheet, cells in PROBLEMS.items():
        data = with_cells(data, sheet, cells)
    whole = read(data)
    assert whole.correction is not None
    path = tmp_path / "correction.xlsx"
    correction_workbook.write(path, every_kind(), whole.correction, Round("Spring"))
    found = calc.recalculate(path)
    assert [cell for cells in found.values() for cell in cells.values() if cell.stale] == []
    states = set(values(found, "Please check").values())
    assert states == {"To do"}
    right = [
        *(Entry(Q, "D6", "Red"), Entry(Q, "C17", "✓"), Entry(Q, "D10", "12"), Entry(Q, "E6", "01/02/2026")),
        *(Entry(T, "C6", "12"), Entry(T, "E6", "Done"), Entry(T, "B9", "It snows")),
    ]
    # Whether another number or text is right, no formula knows.
    assert set(values(calc.recalculate(path, right), "Please check").values()) == {"Done", "Changed"}


def test_a_correction_finds_the_same_problems_again(tmp_path: Path) -> None:
    """Sent back as it is, nothing has been lost or mended by itself."""
    data = kinds.filled()
    for sheet, cells in PROBLEMS.items():
        data = with_cells(data, sheet, cells)
    whole = read(data)
    assert whole.correction is not None
    path = tmp_path / "correction.xlsx"
    correction_workbook.write(path, every_kind(), whole.correction, Round("Spring"))
    again = read(path.read_bytes())
    found = [(each.code, each.item) for each in again.issues if each.code != "left-as-sent"]
    assert found == [(each.code, each.item) for each in whole.issues]


def test_settings_stand_in_the_words_and_on_the_hidden_sheet(tmp_path: Path) -> None:
    """As the round has them, each with its name; nobody who fills in the form sees a placeholder."""
    instrument = every_kind().with_settings({"quarter": "Summer"})
    path = written(tmp_path / "form.xlsx", Draft(), instrument=instrument)
    book = load_workbook(path)
    hidden = {row[0]: row[1] for row in book["xlkit"].iter_rows(values_only=True)}
    assert (hidden["setting:first_date"], hidden["setting:quarter"]) == ("2027-04-30", "Summer")
    seen = [sheet for sheet in book.worksheets if sheet.title != "xlkit"]
    texts = [str(cell) for sheet in seen for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Every kind in quarter Summer" in texts
    assert "Staff by 30 April 2027: All of them.\nOptional." in texts
    assert not any("${" in text for text in texts)
    assert read(path.read_bytes()).issues[0].code == "nothing-answered"
