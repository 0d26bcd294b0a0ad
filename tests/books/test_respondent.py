"""The respondent workbook as written: what is locked, what is offered, and that its figures are true."""

from functools import lru_cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders.forms import ALL_ANSWERED, OAKFIELD, asked, oakfield, of, small, written
from tests.builders.kinds import every_kind, full
from tests.builders.opened import load_workbook
from tests.office import ooxml
from tests.office.calc import Calc, Entry
from tests.oracle.book import differences
from xlkit.books.respondent import respondent_workbook
from xlkit.books.writer.book import LONGEST_TEXT
from xlkit.books.writer.heights import DIGIT, EDGES, LINE, line_count
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, PlannerKind, Section
from xlkit.form.item import Item, Kind
from xlkit.form.layout import (
    ANSWER,
    PLAN_FIRST,
    START_NOTES,
    START_STATUS,
    START_STEPS,
    TICK,
    RowKind,
    input_columns,
    lay_out,
)
from xlkit.form.words import ENGLISH, untranslated
from xlkit.form.workings import of_items
from xlkit.returns import return_ids
from xlkit.returns.raw import CellRef
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

OF_EVERY_KIND = "of every kind"


@pytest.fixture(scope="module", params=(*asked(), OF_EVERY_KIND))
def instrument(request: pytest.FixtureRequest) -> Instrument:
    """Each shipped form, and one with every kind of question; accounts and reviews are other books."""
    return every_kind() if request.param == OF_EVERY_KIND else xlsform.find(request.param)


@pytest.fixture(scope="module")
def blank(instrument: Instrument, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook, issued blank."""
    path = tmp_path_factory.mktemp("blank") / f"{instrument.name}.xlsx"
    respondent_workbook.write(path, instrument, return_ids.blank(instrument), Round())
    return path


@pytest.fixture(scope="module")
def filled(instrument: Instrument, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook with every question answered."""
    path = tmp_path_factory.mktemp("filled") / f"{instrument.name}.xlsx"
    who = identities.issued(instrument, OAKFIELD, assessments.ROUND.name)
    respondent_workbook.write(path, instrument, who, assessments.ROUND, full(instrument))
    return path


@lru_cache(maxsize=1)  # one test after the other looks at the same workbook
def sheets(path: Path) -> tuple[Worksheet, ...]:
    return tuple(load_workbook(path).worksheets)


def test_the_sheets_stand_in_the_order_of_filling_in(instrument: Instrument, blank: Path) -> None:
    """Start first, the identity hidden at the end."""
    names = [sheet.title for sheet in sheets(blank)]
    hidden = [*(["Workings"] if of_items(instrument) else []), "xlkit"]
    last = [*(["Resources"] if instrument.resources else []), *hidden]
    tables = ["Tables"] if any(item.kind is Kind.TABLE for item in instrument.items) else []
    reading = ["Glossary"] if instrument.glossary else []
    planner = ["Action planner"] if lay_out(instrument).planner else []
    assert names == ["Start", "About you", "Questions", *tables, *planner, "Summary", *reading, *last]
    assert [sheet.title for sheet in sheets(blank) if sheet.sheet_state != "visible"] == hidden


def test_every_sheet_is_locked_without_a_password(blank: Path) -> None:
    """Protection is on everywhere and asks for no password; rows and columns may be sized."""
    for sheet in sheets(blank):
        assert sheet.protection.sheet
        assert not sheet.protection.password
        if sheet.sheet_state == "visible":
            assert not sheet.protection.formatRows
            assert not sheet.protection.formatColumns


def test_exactly_the_input_cells_are_unlocked(instrument: Instrument, blank: Path) -> None:
    """Ticks, evidence, typed answers, dates and the rows of tables can be changed, and nothing else."""
    form = lay_out(instrument)
    wanted = {
        (row.sheet, CellRef("", row.row, column).a1)
        for row in (*form.questions, *form.tables)
        if row.is_input
        for column in input_columns(instrument, row)
    }
    asked = [sheet for sheet in sheets(blank) if sheet.title in ("Questions", "Tables")]
    cells = ((sheet.title, cell) for sheet in asked for row in sheet.iter_rows() for cell in row)
    assert {(title, cell.coordinate) for title, cell in cells if not cell.protection.locked} == wanted


def test_no_cells_are_merged(blank: Path) -> None:
    """Merged cells break sorting, sizing and screen readers."""
    assert all(not sheet.merged_cells.ranges for sheet in sheets(blank))


def test_every_statement_stands_whole_in_its_row(instrument: Instrument, blank: Path) -> None:
    """Each statement is the text beside its reference."""
    (questions,) = (sheet for sheet in sheets(blank) if sheet.title == "Questions")
    found = {row[0].value: row[1].value for row in questions.iter_rows()}
    for item in instrument.items:
        for number, choice in enumerate(item.choices if item.is_ticked else (), start=1):
            assert found[item.statement_ref(number)] == choice.label


@pytest.mark.parametrize("perspective", [Perspective.COMMISSIONER, Perspective.PEOPLE, Perspective.PARTNER])
def test_who_answers_about_a_provider_reads_of_the_provider(perspective: Perspective, tmp_path: Path) -> None:
    """Beside each reference stands the wording for others, and none of what the provider reads of itself."""
    instrument = xlsform.find(assessments.PROVIDERS)
    about = Recipient("Fenmoor", perspective=perspective, subject="Oakfield Care")
    path = tmp_path / "about.xlsx"
    respondent_workbook.write(path, instrument, identities.issued(instrument, about), Round())
    (questions,) = (sheet for sheet in sheets(path) if sheet.title == "Questions")
    found = {row[0].value: row[1].value for row in questions.iter_rows()}
    for item in instrument.items:
        said = [found[item.statement_ref(number)] for number in range(1, len(item.choices) + 1)]
        assert said == [choice.label_they for choice in item.choices]
        assert not {choice.label for choice in item.choices} & set(said)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the clock or the machine gets into a workbook."""
    one, other = written(tmp_path / "one.xlsx", ALL_ANSWERED), written(tmp_path / "other.xlsx", ALL_ANSWERED)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_dropdown_stands_beside_each_statement(calc: Calc, instrument: Instrument, blank: Path) -> None:
    """The spreadsheet program offers ✓ in each tick cell, and takes x there."""
    offered = calc.validations(blank)["Questions"]
    rows = [row for row in lay_out(instrument).questions if row.kind is RowKind.STATEMENT]
    assert len(rows) == sum(len(item.choices) for item in instrument.items if item.is_ticked)
    assert {offered[CellRef("", row.row, TICK).a1] for row in rows} == ({("✓", "x")} if rows else set())


def test_stored_figures_are_those_of_their_formulas(filled: Path) -> None:
    """With an answer to each question, every formula comes to the value that is stored beside it."""
    assert differences(filled) == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_stored_figures_are_those_the_program_calculates(
    calc: Calc, instrument: Instrument, blank: Path, filled: Path
) -> None:
    """Blank and filled, with more than two formulas for each question, every formula's stored value is true."""
    for path in (blank, filled):
        cells = [cell for sheet in calc.recalculate(path).values() for cell in sheet.values()]
        assert len(cells) > 2 * len(lay_out(instrument).summary)
        assert [cell for cell in cells if cell.stale] == []


def test_a_reference_stands_on_one_line(instrument: Instrument, blank: Path) -> None:
    """Beside its question, whatever a template calls it."""
    column = next(sheet.column_dimensions["A"] for sheet in sheets(blank) if sheet.title == "Questions")
    room = column.width - EDGES / DIGIT
    assert [item.ref for item in instrument.items if line_count(item.ref, room, "topic") > 1] == []


def test_the_planner_asks_for_no_answer_that_is_not_needed(tmp_path: Path) -> None:
    """Until somebody says whose view it is, no part is theirs, and each topic says when it would be."""
    form = xlsform.find("success")
    respondent_workbook.write(tmp_path / "form.xlsx", form, return_ids.blank(form), Round())
    planner = load_workbook(tmp_path / "form.xlsx", data_only=True)["Action planner"]
    column = PLAN_FIRST + [each.kind for each in form.planner].index(PlannerKind.NEXT)
    planned = [row for row in lay_out(form).planner if row.kind is RowKind.PLAN]
    assert {str(planner.cell(row.row + 1, column + 1).value).partition(":")[0] for row in planned} == {"Not needed"}


def test_the_steps_stand_together(instrument: Instrument, blank: Path) -> None:
    """Whether there are three or, without a planner, two: the line below them is as near."""
    start, last = sheets(blank)[0], START_STEPS + (2 if lay_out(instrument).planner else 1)
    assert sum(start.row_dimensions[row + 1].height or 15.75 for row in range(last + 1, START_STATUS)) == 9


def test_evidence_has_room_in_the_planner(instrument: Instrument, blank: Path) -> None:
    """A sentence of it is no tower of single words."""
    kinds = [each.kind for each in instrument.planner]
    if PlannerKind.EVIDENCE in kinds:
        column = PLAN_FIRST + kinds.index(PlannerKind.EVIDENCE) + 1
        (planner,) = (sheet for sheet in sheets(blank) if sheet.title == "Action planner")
        across = planner.column_dimensions.values()
        assert next(each.width for each in across if (each.min or 0) <= column <= (each.max or 0)) >= 12


def test_no_form_without_a_planner_speaks_of_one(instrument: Instrument, blank: Path) -> None:
    """Neither what is said above the summary nor any step."""
    seen = [sheet for sheet in sheets(blank) if sheet.sheet_state == "visible"]
    texts = [str(cell) for sheet in seen for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert bool(lay_out(instrument).planner) == any("planner" in text for text in texts)


@pytest.mark.libreoffice
def test_progress_follows_what_is_ticked(calc: Calc, tmp_path: Path) -> None:
    """One tick answers a topic, two are to be looked at, and the planner names the next statement up."""
    path = written(tmp_path / "form.xlsx", Draft())
    typed = [Entry("Questions", "C8", "✓"), Entry("Questions", "C13", "✓"), Entry("Questions", "C14", "✓")]
    cells = calc.recalculate(path, typed)
    states = {address: cell.value for address, cell in cells["Questions"].items()}
    assert [states[cell] for cell in ("D5", "D12", "D19")] == [
        "Level 3: band 3",
        "2 ticks: keep one",
        "Not answered yet",
    ]
    assert [states[f"D{row}"] for row in range(6, 11)] == ["", "", "◄ You are here", "Next step", ""]
    twice = "Ticked more than once: keep one"
    assert [states[f"D{row}"] for row in range(13, 18)] == [twice, twice, "", "", ""]
    assert "1 of 8 answered, 1 to look at, 6 left" in [cell.value for cell in cells["Start"].values()]
    planned = [cell.value for cell in cells["Action planner"].values()]
    assert "We are at level 4 of strategy." in planned


@pytest.mark.libreoffice
def test_the_top_level_is_to_be_sustained(calc: Calc, tmp_path: Path) -> None:
    """Level 5 has no next statement."""
    path = written(tmp_path / "form.xlsx", Draft(answers={"strategy": "5"}))
    assert "Sustain and share what works" in [cell.value for cell in calc.recalculate(path)["Action planner"].values()]


@pytest.mark.slow
@pytest.mark.ooxml
def test_filled_workbooks_are_sound_by_the_open_xml_sdk(filled: Path) -> None:
    """The validator finds nothing in a workbook that holds all that a blank one does, and answers."""
    assert ooxml.errors(filled) == []


@pytest.mark.slow
@pytest.mark.ooxml
def test_blank_workbooks_are_sound_by_the_open_xml_sdk(blank: Path) -> None:
    """The validator finds nothing in a workbook as it is issued."""
    assert ooxml.errors(blank) == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_workbooks_open_without_repair(calc: Calc, blank: Path, filled: Path) -> None:
    """The spreadsheet program opens both without a question, every sheet protected."""
    for path in (blank, filled):
        assert all(sheet.protected for sheet in calc.opens_clean(path))


@pytest.mark.parametrize(("language", "said"), [("br", untranslated("br")), ("cy", None), ("en", None)])
def test_the_first_sheet_says_what_stands_in_english(tmp_path: Path, language: str, said: str | None) -> None:
    """In a language that xlkit has no words in; nothing where it has them all."""
    path = written(tmp_path / "form.xlsx", Draft(), instrument=replace(small(), language=language))
    assert sheets(path)[0].cell(START_NOTES, 1).value == said


def test_text_too_long_for_a_cell_is_cut_where_it_can_be_seen(tmp_path: Path) -> None:
    """What no cell can hold ends in words that say so."""
    path = written(tmp_path / "form.xlsx", Draft(evidence={"strategy": "a" * (LONGEST_TEXT + 1)}))
    (questions,) = (sheet for sheet in sheets(path) if sheet.title == "Questions")
    (said,) = (row[ANSWER].value for row in questions.iter_rows() if row[0].value == "E1.1")
    assert isinstance(said, str)
    assert said.endswith("[cut here: the whole text has 32,768 characters and a cell holds 32,767]")


def test_a_paragraph_has_more_room_than_a_text(tmp_path: Path) -> None:
    """A text has two lines of its own, so that a form of names and numbers is not three questions to a screen."""
    texts = tuple(Item(name, f"1.{at}", name, Kind.TEXT, is_long=at == 2) for at, name in enumerate(("who", "why"), 1))
    asks = replace(small(), sections=(replace(small().sections[0], items=texts),), planner=())
    sheet = load_workbook(written(tmp_path / "blank.xlsx", Draft(), instrument=asks))["Questions"]
    short, long = (sheet.row_dimensions[row[0].row].height for row in sheet if row[0].value in ("1.1", "1.2"))
    assert 2 * LINE <= short < 3 * LINE < 5 * LINE <= long


def test_every_row_of_the_planner_takes_a_date_where_one_is_asked_for(instrument: Instrument, blank: Path) -> None:
    """The rule for dates holds from the planner's first row to its last, and for its other columns not at all."""
    planners = (sheet for sheet in sheets(blank) if sheet.title == "Action planner")
    rules = [rule for planner in planners for rule in planner.data_validations.dataValidation]
    dates = [rule.sqref for rule in rules if rule.type == "date"]
    ruled = {cell for cells in dates for cell_range in cells.ranges for cell in cell_range.cells}
    columns = [at for at, column in enumerate(instrument.planner, start=PLAN_FIRST) if column.kind is PlannerKind.DATE]
    rows = [row.row for row in lay_out(instrument).planner if columns]
    assert ruled == {(row + 1, column + 1) for row in rows for column in columns}


STORY = Item("story", "1.1", "Story", Kind.TEXT)


def nothing_required(form: Instrument) -> Instrument:
    sections = (replace(one, items=tuple(replace(item, required=False) for item in one.items)) for one in form.sections)
    return replace(form, sections=tuple(sections))


@pytest.mark.parametrize(
    ("form", "said", "is_hidden"),
    [
        (of(STORY), "Optional", True),
        (of(replace(STORY, required=True)), "Required", False),
        (nothing_required(xlsform.find("milestones")), "Optional", False),
    ],
    ids=["nothing required", "required", "counts below"],
)
def test_what_is_required_has_a_column_where_anything_is(
    form: Instrument, said: str, is_hidden: bool, tmp_path: Path
) -> None:
    """An empty one would ask what it is for; where choices are counted in it below, it says that nothing is."""
    sheet = load_workbook(written(tmp_path / "form.xlsx", Draft(), instrument=form))["Summary"]
    assert [cell.value for cell in sheet[3]][:5] == ["Ref", "Question", "Answers", "Required", "Your answer"]
    assert sheet.column_dimensions["D"].hidden is is_hidden
    assert sheet["D4"].value == said


@pytest.mark.parametrize(
    ("begun", "answer", "is_wanted"), [("mark", 1, True), ("mark", 0, False), ("", 1, False)], ids=str
)
def test_the_date_is_needed_where_answers_are_sent_out(
    begun: str, answer: int, tmp_path: Path, *, is_wanted: bool
) -> None:
    """What a question starts with is no answer, and a workbook that is not to be changed asks for none again."""
    picked = next(item for item in every_kind().items if item.kind is Kind.CHOICE)
    question = replace(picked, default=picked.choices[0].name)
    form = replace(every_kind(), sections=(Section("a", "1", "A", (question,)),))
    draft = Draft(answers={question.name: question.choices[answer].name})
    respondent_workbook.write(tmp_path / "a.xlsx", form, oakfield(form), Round(), draft, begun=begun)
    about = load_workbook(tmp_path / "a.xlsx")["About you"]
    hints = [str(cell) for row in about.iter_rows(values_only=True) for cell in row]
    assert any(ENGLISH.date_wanted in hint for hint in hints) == is_wanted
