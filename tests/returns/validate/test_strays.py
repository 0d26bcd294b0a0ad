"""Tests that what stands where no question stands is found exactly once, and that an untouched form is silent."""

import pickle
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.columns import page
from tests.builders.forms import changed, oakfield, returned, small
from tests.builders.kinds import every_kind
from tests.corpus.case import DRAFT
from xlkit.books.respondent import respondent_workbook
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item, Kind
from xlkit.form.layout import RowKind, lay_out
from xlkit.returns.raw import RawReturn, RawSheet, Value
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

SOUND = returned(DRAFT)
VALIDATOR = Validator({"small": small()})
OF_ALL = Validator(xlsform.library(None))
EDITIONS = [
    pytest.param(edition, perspective, id=f"{edition.name}-{edition.language}-{perspective}")
    for instrument in xlsform.library(None).values()
    if not instrument.accounts  # workbooks of their own, with tests of their own
    for edition in (instrument, *instrument.translations)
    for perspective in (Perspective.SELF, Perspective.COMMISSIONER)
]


def strays(raw: RawReturn) -> list[str]:
    return [
        f"{found.cell.sheet}!{found.cell.a1}" if found.cell else found.message.partition(" stands")[0]
        for found in VALIDATOR(raw).issues
        if found.code == "unreferenced-text"
    ]


def with_cell(sheet: str, row: int, column: int, value: Value) -> RawReturn:
    """The sound return with a value in a cell that may lie beyond what is filled in; row and column count from 0."""
    return replace(
        SOUND, sheets=tuple(_with(each, row, column, value) if each.name == sheet else each for each in SOUND.sheets)
    )


def _with(sheet: RawSheet, row: int, column: int, value: Value) -> RawSheet:
    rows = [list(cells) for cells in sheet.rows]
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = value
    return replace(sheet, rows=tuple(map(tuple, rows)))


@pytest.mark.parametrize(("instrument", "perspective"), EDITIONS)
def test_an_untouched_form_has_no_strays(instrument: Instrument, perspective: Perspective) -> None:
    """Nothing that a form says itself, in any language and for whomever it is, is taken for somebody's note."""
    subject = "" if perspective is Perspective.SELF else "Elm Row"
    who = identities.issued(
        instrument, Recipient("Oakfield", "Ann", "Manager", perspective=perspective, subject=subject)
    )
    raw = returned(Draft(), who, instrument)
    outcome = OF_ALL(raw)
    assert [each.message for each in outcome.issues if each.code == "unreferenced-text"] == []


def test_a_filled_in_form_has_no_strays() -> None:
    """Whatever its formulas come to show."""
    for instrument in (xlsform.find(assessments.PROVIDERS),):
        provider = next(iter(assessments.provider_returns(instrument)))
        raw = returned(provider.draft, identities.issued(instrument, provider.recipient), instrument)
        outcome = OF_ALL(raw)
        assert "unreferenced-text" not in {issue.code for issue in outcome.issues}


@pytest.mark.parametrize(
    ("sheet", "row", "column"),
    [
        ("Start", 1, 3),
        ("Start", 60, 0),
        ("About you", 4, 5),
        ("About you", 30, 1),
        ("Questions", 0, 7),
        ("Questions", 7, 3),
        ("Questions", 4, 2),
        ("Questions", 50, 0),
        ("Action planner", 5, 12),
        ("Summary", 3, 9),
    ],
)
@pytest.mark.parametrize("value", ["please ring me", 5.0, 0.0, True])
def test_a_note_is_found_exactly_once(sheet: str, row: int, column: int, value: Value) -> None:
    """Beside, below and above the form, on every sheet, whatever is typed."""
    cell = f"{sheet}!{'ABCDEFGHIJKLM'[column]}{row + 1}"
    assert strays(with_cell(sheet, row, column, value)) == [cell]


@pytest.mark.parametrize("value", ["", " ", "\u00a0", None])
def test_blanks_are_no_notes(value: Value) -> None:
    """A cell that holds nothing but space says nothing."""
    assert strays(with_cell("Questions", 7, 8, value)) == []


def test_a_sheet_that_was_added_is_found_cell_by_cell() -> None:
    """A respondent's own sheet is not among the answers, and each cell of it is named."""
    own = RawSheet("Our notes", (("We would like to add", ""), (), ("that we try hard", 3.0)))
    assert strays(replace(SOUND, sheets=(*SOUND.sheets, own))) == ["Our notes!A1", "Our notes!A3", "Our notes!B3"]


def test_very_many_notes_are_counted() -> None:
    """A flood of them is summed up."""
    own = RawSheet("Data", tuple((f"line {number}",) for number in range(5_000)))
    texts = strays(replace(SOUND, sheets=(*SOUND.sheets, own)))
    assert len(texts) == 101
    assert texts[-1] == "“4,900 more cells like these”"


def test_fixed_texts_of_another_version_are_not_held_against_it() -> None:
    """Of a workbook made from another version, only what stands outside its columns is taken for a note."""
    older = replace(oakfield(), content_hash="0123456789ab")
    raw = changed(returned(DRAFT, older), {("E1.1", 1): "Evidence: another prompt", ("E1.1", 6): "a note"})
    assert strays(raw) == ["Questions!G11"]


def _reworded(part: str) -> Instrument:
    form = small()
    first, *others = form.sections
    item, *more = first.items
    match part:
        case "title":
            return replace(form, title="Another title")
        case "section":
            return replace(form, sections=(replace(first, title="Better"), *others))
        case "hint":
            return replace(form, sections=(replace(first, items=(replace(item, hint="Better"), *more)), *others))
        case _:
            return replace(form, sections=(replace(first, items=(replace(item, evidence="Better"), *more)), *others))


@pytest.mark.parametrize("part", ["title", "section", "hint", "evidence"])
def test_what_was_printed_before_a_wording_was_put_right_is_no_note(part: str) -> None:
    """Words that no answer depends on may change while a round runs: nobody typed those of before, only the note."""
    now = _reworded(part)
    assert now.content_hash == small().content_hash
    issues = Validator({"small": now})(with_cell("Questions", 7, 8, "a note")).issues
    assert [(found.code, found.cell.a1 if found.cell else "") for found in issues] == [("unreferenced-text", "I8")]


def test_what_is_said_of_last_time_below_a_question_is_no_note(tmp_path: Path) -> None:
    """That what was picked then has other words now: nobody typed it."""
    form, path = every_kind(), tmp_path / "return.xlsx"
    items = [item for item in form.items if item.kind is Kind.CHOICE]
    draft = Draft({}, {item.name: item.choices[0].name for item in items})
    said = {item.name: ["What it was called"] for item in items}
    respondent_workbook.write(path, form, oakfield(form), Round(), draft, reworded=said)
    raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    assert sum("What it was called" in str(row[1]) for row in page(raw, "Questions").rows if len(row) > 1) == len(items)
    assert "unreferenced-text" not in [found.code for found in Validator({form.name: form})(raw).issues]


@pytest.mark.parametrize("number", ["1", "2"])
def test_what_stood_beside_no_reference_when_it_was_sent_out_is_no_note(number: str) -> None:
    """Of a version that words its frame otherwise, or is another one, hints and titles are known; a note is told."""
    then = every_kind()

    def other(item: Item) -> Item:
        is_frame = item.kind in (Kind.NOTE, Kind.HEADING, Kind.TABLE)
        return replace(item, title=f"Now {item.title}", hint=f"Now {item.hint}") if is_frame else item

    sections = tuple(
        replace(each, title="Now", hint=f"Now {each.hint}", items=tuple(map(other, each.items)))
        for each in then.sections
    )
    now = replace(then, version=number, sections=sections)
    raw = returned(Draft(), oakfield(then), then)
    row = next(row.row for row in lay_out(then).questions if row.kind is RowKind.HEADING)
    noted = [
        replace(each, rows=_with(each, row, 1, "A note").rows) if each.name == "Questions" else each
        for each in raw.sheets
    ]
    for sheets, cells in ((raw.sheets, []), (tuple(noted), [f"Questions!B{row + 1}"])):
        issues = Validator({then.name: now})(replace(raw, sheets=sheets)).issues
        told = [found.cell.address for found in issues if found.code == "unreferenced-text" and found.cell]
        assert told == cells


def test_words_with_an_answer_in_them_are_the_form_s_own() -> None:
    """Also where nothing else in the form depends on what is answered."""
    place = Item("place", "1.1", "Place", Kind.TEXT)
    what = Item("what", "1.2", "What (1.1) does", Kind.TEXT, live_title="What ${place} does")
    form = replace(small(), sections=(Section("one", "1", "One", (place, what)),), planner=())
    raw = returned(Draft(answers={"place": "Oakfield"}), oakfield(form), form)
    assert any("What Oakfield does" in map(str, row) for sheet in raw.sheets for row in sheet.rows)
    assert not [each for each in Validator({form.name: form})(raw).issues if each.code == "unreferenced-text"]


def test_a_validator_can_be_sent_to_another_process_after_use() -> None:
    """What it worked out for one return does not keep it here."""
    validator = Validator({"small": small()})
    before = validator(SOUND)
    assert pickle.loads(pickle.dumps(validator))(SOUND) == before  # noqa: S301 - our own
