"""What a workbook says about itself while it is filled in, and that its stored values are the true ones."""

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.bilingual import bilingual
from tests.builders.drawn import drawn
from tests.builders.forms import asked, changed, oakfield, small, written
from tests.builders.kinds import every_kind
from tests.builders.opened import load_workbook
from tests.office.calc import Calc, Entry
from tests.oracle.book import differences, recalculate
from tests.test_round_trip import drafts
from xlkit.books.respondent import respondent_workbook
from xlkit.form import layout, progress, xlsform
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Kind
from xlkit.form.layout import lay_out
from xlkit.form.progress import Standing
from xlkit.form.words import in_language
from xlkit.returns import return_ids, signatures
from xlkit.returns.raw import CellRef
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.round.round import Round

ANSWERED = Draft(answers={"strategy": "5", "risk": "1", "money": "2"}, actions={"risk": ({"action": "Begin"},)})
LEVELS = st.integers(1, 5)


def shown(draft: Draft) -> Draft:
    """The draft without control characters: LibreOffice reads them otherwise in a formula's result than in a text."""
    evidence = {name: "".join(each for each in text if each >= " ") for name, text in draft.evidence.items()}
    return replace(draft, evidence=evidence)


def prefilled(path: Path, draft: Draft, last: dict[str, int]) -> Path:
    respondent_workbook.write(path, small(), return_ids.blank(small()), Round(), draft, last)
    return path


def column(path: Path, sheet: str, at: int) -> list[object]:
    return [row[at].value for row in load_workbook(path, data_only=True)[sheet].iter_rows()]


def below(path: Path, heading: str) -> list[tuple[object, ...]]:
    """The rows of a table on the summary, from the one beneath its headings to the first with no reference."""
    sheet = load_workbook(path, data_only=True)["Summary"]
    rows: list[tuple[object, ...]] = [row[:3] for row in sheet.iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(rows) if str(row[0]).startswith(heading)) + 2
    return rows[start : start + progress.MOST_NAMED]


@pytest.mark.libreoffice
@drawn(5, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=drafts().map(shown), last=st.dictionaries(st.sampled_from(["strategy", "risk", "money"]), LEVELS))
def test_stored_values_are_true_whatever_is_prefilled(calc: Calc, draft: Draft, last: dict[str, int]) -> None:
    """Recalculation changes nothing, with any answers, evidence, actions and levels of last time."""
    with TemporaryDirectory() as folder:
        path = prefilled(Path(folder) / "form.xlsx", draft, last)
        found = calc.recalculate(path)
    assert [(sheet, at, cell) for sheet, cells in found.items() for at, cell in cells.items() if cell.stale] == []


@pytest.mark.libreoffice
def test_the_summary_follows_what_is_ticked_and_planned(calc: Calc, tmp_path: Path) -> None:
    """Typing ticks and an action gives what a workbook written with them stores."""
    form = lay_out(small())
    ticks = {row.item.name: row for row in form.questions if row.choice and row.item and row.choice.score == 1}
    action = next(row for row in form.planner if row.ref == "P1.2")
    typed = [
        Entry("Questions", CellRef("", ticks["strategy"].row + 4, layout.TICK).a1, "✓"),
        Entry("Questions", CellRef("", ticks["risk"].row, layout.TICK).a1, "✓"),
        Entry("Questions", CellRef("", ticks["money"].row + 1, layout.TICK).a1, "✓"),
        Entry("Action planner", CellRef("", action.row, layout.PLAN_FIRST + 4).a1, "Begin"),
    ]
    found = calc.recalculate(written(tmp_path / "blank.xlsx", Draft()), typed)
    wanted = calc.recalculate(written(tmp_path / "filled.xlsx", ANSWERED))
    for sheet in ("Start", "Summary"):
        assert {at: cell.value for at, cell in found[sheet].items()} == {
            at: cell.stored for at, cell in wanted[sheet].items()
        }


def test_start_counts_answered_and_left_and_actions(tmp_path: Path) -> None:
    """In all, as a bar and in words, and by section."""
    path = written(tmp_path / "form.xlsx", ANSWERED)
    said = column(path, "Start", layout.START_WIDTH - 4)
    assert said[2:4] == ["█" * 14 + "░" * 24, "3 of 8 answered, 5 left"]
    steps = column(path, "Start", 1)[5:8]
    assert steps[0] == "All that is needed is answered. What is still open is optional: 5 of 8."
    assert steps[1] == "Say what you will do, who will do it and by when: 1 planned."
    sections = column(path, "Start", 2)
    assert "2 of 2 answered" in sections
    assert "1 of 6 answered, 5 left" in sections


ALL = Draft(
    details={"organisation": "Oakfield"},
    answers=dict(ANSWERED.answers, size="small", story="Ours", since=date(2020, 1, 1), people=3, hours=7.5),
)
NOT_FINISHED = "Not finished yet"


@pytest.mark.parametrize(
    ("draft", "contact", "said"),
    [
        (ALL, "Bo Ash, bo.ash@fenmoor.example, 01632 960123",
         "Finished. Save this workbook, and e-mail it to bo.ash@fenmoor.example by Friday."),
        (ALL, "Bo Ash, 01632 960123", "Finished. Save this workbook, and send it back by Friday."),
        (replace(ALL, answers=ANSWERED.answers), "",
         "Finished. Save this workbook, and send it back by Friday. What is still open is optional: 5 of 8."),
        (replace(ALL, answers=dict(ALL.answers, risk=None)), "", NOT_FINISHED),
        (replace(ALL, answers={}), "", NOT_FINISHED),
        (replace(ALL, marks={"risk": {"1": "✓", "2": "✓"}}), "", NOT_FINISHED),
        (replace(ALL, details={}), "", f"{NOT_FINISHED}: “Organisation” is still to be filled in on About you."),
    ],
)  # fmt: skip
def test_start_says_that_it_is_finished_when_it_is(tmp_path: Path, draft: Draft, contact: str, said: str) -> None:
    """And where to send it; as long as anything is left that is needed, or nobody is named, it is not."""
    path = tmp_path / "form.xlsx"
    respondent_workbook.write(path, small(), return_ids.blank(small()), Round("", "Friday", contact), draft)
    assert str(column(path, "Start", 0)[layout.START_STATUS]).startswith(said)
    cells = (cell for row in load_workbook(path)["Start"].iter_rows() for cell in row)
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert set(links) == ({"mailto:bo.ash@fenmoor.example"} if "@" in contact else set())


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_form_that_requires_nothing_is_finished_once_something_is_there(tmp_path: Path, language: str) -> None:
    """Untouched it is not, in either language, and its formulas say the same."""
    form = replace(small(), language=language)
    form = replace(form, sections=tuple(optional(section) for section in form.sections))
    words = in_language(language)
    states = []
    for draft in (Draft(), Draft(details=ALL.details, answers={"strategy": "5"})):
        respondent_workbook.write(tmp_path / "form.xlsx", form, return_ids.blank(form), Round(), draft)
        states.append(str(column(tmp_path / "form.xlsx", words.start, 0)[layout.START_STATUS]))
        assert differences(tmp_path / "form.xlsx") == []
    assert states[0] == words.not_finished
    assert states[1] == words.finished.format(by="") + words.optional_left.format(left=7, all=8)


def optional(section: Section) -> Section:
    return replace(section, items=tuple(replace(item, required=False) for item in section.items))


def test_each_topic_is_linked_to_its_question(tmp_path: Path) -> None:
    """On the summary a person goes from a topic's state to its statements with a click, and from Start to a section."""
    book = load_workbook(written(tmp_path / "form.xlsx", Draft()))
    summary = {
        cell.value: cell.hyperlink for row in book["Summary"].iter_rows(max_col=2) for cell in row if cell.hyperlink
    }
    for item in small().items:
        sheet, _, cell = str(summary[item.title].location).partition("!")
        assert book[sheet.strip("'")][cell].value == item.ref
    links = {cell.value: cell.hyperlink for row in book["Start"].iter_rows(max_col=1) for cell in row if cell.hyperlink}
    assert {"1  Questions", "Section 1: Ways", "Section 2: Facts"} <= links.keys() | {
        str(cell.value).strip('="') for cell in book["Start"]["A"]
    }


def test_who_sees_the_answers_and_for_how_long_is_on_start(tmp_path: Path) -> None:
    """As the round says it; where it says nothing, the words say whom to ask."""
    said = Round(readers="The board alone.", retention="Until March 2030.")
    respondent_workbook.write(tmp_path / "said.xlsx", small(), return_ids.blank(small()), said)
    words = column(tmp_path / "said.xlsx", "Start", 1)
    assert "The board alone." in words
    assert "Until March 2030." in words
    silent = column(written(tmp_path / "silent.xlsx", Draft()), "Start", 1)
    assert any("please ask" in str(text) for text in silent)
    assert "The board alone." not in silent


def test_a_round_s_password_protects_every_sheet_and_start_says_so(tmp_path: Path) -> None:
    """With a password the sentence that there is none is not there."""
    respondent_workbook.write(tmp_path / "form.xlsx", small(), return_ids.blank(small()), Round(password="sesame"))  # noqa: S106 - a made-up one
    book = load_workbook(tmp_path / "form.xlsx")
    assert all(sheet.protection.password for sheet in book.worksheets if sheet.sheet_state == "visible")
    assert not any("no password" in str(text) for text in column(tmp_path / "form.xlsx", "Start", 1))


def test_strengths_and_weakest_links_are_named(tmp_path: Path) -> None:
    """Topics at 4 and 5 the highest first, those at 1 and 2 the lowest first."""
    path = written(tmp_path / "form.xlsx", ANSWERED)
    nothing = (None, None, None)
    assert [tuple(cell or None for cell in row) for row in below(path, "Strengths")] == [
        ("S1.1", "Strategy", 5),
        *[nothing] * 4,
    ]
    assert [tuple(cell or None for cell in row) for row in below(path, "Weakest links")] == [
        ("S1.2", "Risk", 1),
        ("S2.1", "Money", 2),
        *[nothing] * 3,
    ]


def test_where_nothing_is_strong_or_weak_words_say_so(tmp_path: Path) -> None:
    """A topic in the middle is neither."""
    path = written(tmp_path / "form.xlsx", Draft(answers={"strategy": "3"}))
    assert below(path, "Strengths")[0][1] == "No topic stands so high yet"
    assert below(path, "Weakest links")[0][1] == "No topic stands so low"


def test_a_low_level_without_an_action_is_said_in_words(tmp_path: Path) -> None:
    """Beside a topic at 1 or 2 without an action; not at 5, nor where one is planned, nor where nothing is ticked."""
    path = written(tmp_path / "form.xlsx", ANSWERED)
    rows = load_workbook(path, data_only=True)["Summary"].iter_rows(min_row=4, max_row=6, values_only=True)
    assert [row[layout.SUMMARY_ACTIONS] for row in rows] == [0, 1, "None yet"]
    blank = load_workbook(written(tmp_path / "blank.xlsx", Draft()), data_only=True)["Summary"]
    assert [row[layout.SUMMARY_ACTIONS] for row in blank.iter_rows(min_row=4, max_row=6, values_only=True)] == [0, 0, 0]


def test_last_time_is_shown_where_there_was_one(tmp_path: Path) -> None:
    """Beside the topic, on the summary and in the chart; a workbook without a last time says nothing of it."""
    path = prefilled(tmp_path / "form.xlsx", Draft(), {"strategy": 2})
    questions = column(path, "Questions", layout.ANSWER)
    assert "Not answered yet\nLast time: level 2" in questions
    assert sum("Last time" in str(text) for text in questions) == 1
    assert column(path, "Summary", layout.SUMMARY_LAST)[2:4] == ["Last time", 2]
    assert any("planned then stand" in str(text) for text in column(path, "Start", 1))
    blank = written(tmp_path / "blank.xlsx", Draft())
    assert not any("Last time" in str(text) for text in column(blank, "Questions", layout.ANSWER))
    assert not any("planned then stand" in str(text) for text in column(blank, "Start", 1))


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_date_is_asked_for_where_answers_are_filled_in(language: str, tmp_path: Path) -> None:
    """About you, Start and what is said of the return all ask for it, and none of them beside a plan alone."""
    form, path = bilingual(language), tmp_path / "form.xlsx"
    item = next(item for item in form.items if item.is_ticked)
    who, words = oakfield(form), in_language(language)
    plan, answers = Draft(actions={item.name: ({"action": "Begin"},)}), Draft(answers={item.name: item.choices[0].name})
    for draft, is_wanted in ((plan, False), (answers, True)):
        respondent_workbook.write(path, form, who, Round(), draft, begun=signatures.mark(draft, who))
        (help_,) = [row[3].value for row in load_workbook(path)[words.about].iter_rows() if row[0].value == "Y8"]
        assert str(help_).endswith(words.date_wanted if is_wanted else words.optional)
        raw = read_bytes(path.read_bytes()).raw
        assert raw is not None
        found = [issue.code for issue in Validator({form.name: form})(changed(raw, {("1.2.1", 2): "✓"})).issues]
        assert ("not-dated-anew" in found, "unreferenced-text" in found) == (is_wanted, False)
        ticked = recalculate(path, {(words.questions, cell): "✓" for cell in ("C6", "C11")}).value(words.start, "A10")
        assert str(ticked).startswith(words.unfinished_sign if is_wanted else words.finished_sign)


def test_what_was_picked_in_other_words_is_said_beside_it(tmp_path: Path) -> None:
    """Of ticks, dropdowns and tables alike, in the words of then; Start says where; nowhere is it taken for a note."""
    form = every_kind()
    picked = [item for item in form.items if item.choices or item.fields]
    assert {item.kind for item in picked} == {Kind.STATEMENTS, Kind.MANY, Kind.CHOICE, Kind.TABLE}
    path, then = tmp_path / "form.xlsx", ["As it was", "And once more"]
    who, reworded = oakfield(form), {item.name: then for item in picked}
    respondent_workbook.write(path, form, who, Round(), reworded=reworded)
    told = "Last time you answered “As it was”, “And once more”, which is worded otherwise now."
    rows = load_workbook(path, data_only=True)["Questions"].iter_rows(values_only=True)
    refs = [str(row[layout.REF]) for row in rows if any(told in str(text) for text in row)]
    assert refs == [item.ref for item in picked]
    assert any(f"answered then at {', '.join(refs)} is worded" in str(text) for text in column(path, "Start", 1))
    raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    assert "unreferenced-text" not in [found.code for found in Validator({form.name: form})(raw).issues]


@pytest.mark.parametrize("instrument", [*map(xlsform.find, asked()), every_kind()], ids=lambda form: form.name)
def test_every_formula_is_one_that_all_programs_work_out_alike(instrument: Instrument, tmp_path: Path) -> None:
    """None holds an array of constants, which several programs count wrongly, nor is any longer than Excel takes."""
    respondent_workbook.write(tmp_path / "form.xlsx", instrument, return_ids.blank(instrument), Round())
    work_out_alike(tmp_path / "form.xlsx")


def work_out_alike(path: Path) -> None:
    """Whether the formulas of a workbook are such; also for the books that are no forms."""
    cells = (cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row)
    formulas = [str(getattr(cell.value, "text", cell.value)) for cell in cells if cell.data_type == "f"]
    assert formulas
    assert [formula for formula in formulas if "{" in re.sub('"[^"]*"', "", formula) or len(formula) >= 8_192] == []


def scaled(highest: int) -> Instrument:
    """An instrument of one item on another scale."""
    section = small().sections[0]
    item = replace(section.items[1], choices=section.items[1].choices[:highest])
    return replace(small(), sections=(replace(section, items=(item,)),))


@pytest.mark.parametrize(("highest", "weak", "strong"), [(5, 2, 4), (4, 2, 3), (3, 1, 3), (2, 1, 2)])
def test_strong_and_weak_lie_on_either_side_of_the_middle(highest: int, weak: int, strong: int) -> None:
    """Whatever the scale."""
    scale = scaled(highest).scale
    assert (scale.low, scale.high) == (weak, strong)


def test_no_more_than_five_topics_are_named() -> None:
    """The first five in order, of those at one level."""
    item = next(small().items)
    found = [Standing(small().sections[0], item, 1, level, "", 0) for level in (4, 5, 4, 5, 4, 4, 4)]
    assert progress.strengths(small(), found) == (found[1], found[3], found[0], found[2], found[4])
