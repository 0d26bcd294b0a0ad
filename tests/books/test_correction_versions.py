"""The correction of a return that was made from another version of its template: what it asks anew, and where."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.forms import changed, oakfield, returned
from tests.builders.opened import load_workbook
from tests.builders.versions import ASKING, BEDS, DIGNITY, DRAFT, FIRST, SAFE, WAGE, version
from tests.oracle.book import differences, recalculate
from xlkit.books.correction import correction_workbook as corrections
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.words import ENGLISH, TICK
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import Understood, Validator
from xlkit.round.round import Round

SHEET = ENGLISH.correction.sheet
SENT = returned(DRAFT, oakfield(FIRST), FIRST)
NOT_YET = Choice("level_4", "Everybody does not yet pay a fair wage.", 4)
OTHERS = tuple(
    replace(choice, label=f"{word} of it is open", label_they="")
    for choice, word in zip(SAFE.choices, ("None", "A corner", "Half", "Most", "All"), strict=True)
)
REWORDED = replace(WAGE, choices=tuple(NOT_YET if each.name == NOT_YET.name else each for each in WAGE.choices))
NOW = version("2", DIGNITY, replace(SAFE, choices=OTHERS, required=True), REWORDED, ASKING, BEDS)


def read(raw: RawReturn, now: Instrument) -> Understood:
    return Validator({"small": now}, corrects=True)(raw)


def corrected(path: Path, raw: RawReturn, now: Instrument) -> Path:
    correction = read(raw, now).correction
    assert correction is not None
    corrections.write(path, now, correction, Round())
    return path


def listed(path: Path) -> list[tuple[object, object]]:
    """Where each line of the list leads, and its state."""
    return [(row[0].value, row[4].value) for row in load_workbook(path)[SHEET].iter_rows(min_row=6)]


def test_a_topic_whose_statements_are_all_others_is_asked_again_and_no_row_is_gone() -> None:
    """What was ticked there is said, and where nothing was, that it is not answered."""
    told = [(each.code, each.item) for each in read(SENT, NOW).issues]
    assert told == [
        ("other-version", None),
        ("answer-unmatched", "safe"),
        ("statement-reworded", "wage"),
    ]
    unticked = read(changed(SENT, {("1.1.2", 2): None}), NOW).issues
    assert ("no-answer", "safe") in [(each.code, each.item) for each in unticked]


def test_a_tick_of_another_version_beside_one_that_is_kept_leaves_the_topic_open() -> None:
    """Two were ticked, of which the template has one yet: nobody knows which was meant."""
    now = version("2", replace(SAFE, choices=SAFE.choices[1:]), WAGE, ASKING, BEDS)
    completed = read(changed(SENT, {("1.1.1", 2): TICK}), now).completed
    assert completed is not None
    answer = completed.answer("safe")
    assert answer is not None
    assert answer.level is None


def test_what_has_other_words_now_is_blank_until_it_is_ticked_anew(tmp_path: Path) -> None:
    """Each line leads to the ticks of its topic as it stands today, and is done once one of these is ticked."""
    path = corrected(tmp_path / "c.xlsx", SENT, NOW)
    sheet = load_workbook(path)["Questions"]
    rows = {str(row[0].value): row for row in sheet.iter_rows() if row[0].value}
    assert [rows[f"1.3.{place}"][2].value for place in range(1, 6)] == [None] * 5
    assert rows["1.4.5"][2].value == TICK
    first = {topic: rows[f"{topic}.1"][2].coordinate for topic in ("1.2", "1.3")}
    reworded = rows["1.3.4"][2].coordinate
    assert dict(listed(path)).keys() == {f"Questions!{first['1.2']}", f"Questions!{reworded}"}
    assert differences(path) == []
    before, after = (
        [str(recalculate(path, ticks).value(SHEET, f"E{row}")) for row in (6, 7)]
        for ticks in ({}, {("Questions", first["1.2"]): TICK, ("Questions", first["1.3"]): TICK})
    )
    assert (before, after) == (["To do"] * 2, ["Done"] * 2)


def test_what_was_picked_in_other_words_stands_beside_its_question(tmp_path: Path) -> None:
    """As in a form that goes on from last time; and the whole is not all there any more."""
    book = load_workbook(corrected(tmp_path / "c.xlsx", SENT, NOW))
    beside = next(str(row[3].value) for row in book["Questions"].iter_rows() if row[0].value == "1.3")
    assert "Last time you answered “" in beside
    assert str(book[SHEET]["A2"].value).startswith(ENGLISH.correction.in_part)


@pytest.mark.parametrize("now", ["Begun", ""])
def test_a_dropdown_is_blank_until_it_is_picked_anew(now: str, tmp_path: Path) -> None:
    """Where its choice has other words, or is there no more, any pick puts it right."""
    names = ("not_begun", "Not begun"), ("under_way", "Under way")
    stage = Item("stage", "", "Stage", Kind.CHOICE, required=True, choices=tuple(Choice(*each) for each in names))
    first = version("1", BEDS, stage)
    then = returned(Draft(answers={"stage": "under_way"}), oakfield(first), first)
    others = (stage.choices[0], *([Choice("under_way", now)] if now else []))
    path = corrected(tmp_path / "c.xlsx", then, version("2", BEDS, replace(stage, choices=others)))
    ((place, _),) = listed(path)
    cell = str(place).removeprefix("Questions!")
    assert load_workbook(path)["Questions"][cell].value is None
    assert recalculate(path, {}).value(SHEET, "E6") == "To do"
    assert recalculate(path, {("Questions", cell): "Not begun"}).value(SHEET, "E6") == "Done"


def test_an_answer_to_what_is_not_asked_any_more_leads_nowhere(tmp_path: Path) -> None:
    """Though another question has its reference by now."""
    evidence = replace(DRAFT, evidence={"safe": "A log"})
    path = corrected(tmp_path / "c.xlsx", returned(evidence, oakfield(FIRST), FIRST), version("2", WAGE, ASKING, BEDS))
    assert {place for place, _ in listed(path)} == {ENGLISH.correction.no_place}


def test_the_answer_to_a_question_asked_otherwise_is_asked_anew(tmp_path: Path) -> None:
    """Its cell is blank until it is filled in, and what was asked then stands beside it."""
    path = corrected(
        tmp_path / "c.xlsx", SENT, version("2", SAFE, WAGE, ASKING, replace(BEDS, title="Beds not in use"))
    )
    ((place, _),) = listed(path)
    cell = str(place).removeprefix("Questions!")
    asked = load_workbook(path)["Questions"]
    assert asked[cell].value is None
    assert "Last time you answered “Beds”, which is worded otherwise now." in str(asked[f"B{cell[1:]}"].value)
    states = [recalculate(path, typed).value(SHEET, "E6") for typed in ({}, {("Questions", cell): "3"})]
    assert states == ["To do", "Done"]
