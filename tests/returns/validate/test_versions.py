"""A workbook of another version of its template is read by what it meant when it was issued."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders import rosters
from tests.builders.columns import page, with_rows
from tests.builders.drawn import drawn
from tests.builders.forms import oakfield, returned
from tests.builders.kinds import every_kind, full
from tests.builders.versions import ASKING, BEDS, DIGNITY, DRAFT, FIRST, SAFE, WAGE, version
from xlkit.books.roster import roster_workbook
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument, Setting
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.layout import ANSWER, HEADING_ROW, MEANT
from xlkit.form.roster import Rated
from xlkit.returns import signatures
from xlkit.returns.completed import Return
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.file import read_bytes
from xlkit.returns.signatures import Seal
from xlkit.returns.validate import Understood, Validator
from xlkit.round import issuing
from xlkit.round.round import Round


@cache
def sent() -> RawReturn:
    return returned(DRAFT, oakfield(FIRST), FIRST)


def unsaid(raw: RawReturn) -> RawReturn:
    """The same without what its references meant, as a program that drops hidden rows leaves it."""
    rows = [row for row in page(raw, "xlkit").rows if not str(row[0]).startswith((MEANT, "meaning"))]
    return with_rows(raw, "xlkit", rows)


def read(raw: RawReturn, now: Instrument, *earlier: Instrument) -> Understood:
    return Validator({"small": replace(now, earlier=earlier)})(raw)


def said(completed: Return | None, now: Instrument) -> dict[str, object]:
    """What was answered, in words: a statement by its wording, under the title of its topic."""
    assert completed is not None
    words: dict[str, object] = {}
    for item in now.items:
        answer = completed.answer(item.name)
        if answer is not None and answer.value is not None:
            choice = item.choice(str(answer.value))
            assert choice is None or choice.score == answer.level
            words[item.title] = choice.label if choice else answer.value
    return words


def codes(understood: Understood) -> list[str]:
    return [found.code for found in understood.issues]


WHOLE = said(read(sent(), FIRST).completed, FIRST)


def reordered(item: Item, order: list[int]) -> Item:
    return replace(item, choices=tuple(item.choices[place] for place in order))


def renamed(item: Item, order: list[int]) -> Item:
    """Statements in another order, each named and scored by its new place."""
    moved = (item.choices[place] for place in order)
    named = (replace(each, name=f"level_{place}", score=place) for place, each in enumerate(moved, start=1))
    return replace(item, choices=tuple(named))


@st.composite
def later(draw: st.DrawFn) -> Instrument:
    """A version in which topics and statements are moved, left out, put in, renamed and retitled."""
    items = [_changed(draw, item) for item in (SAFE, WAGE, ASKING) if draw(st.integers(0, 4))]
    if draw(st.booleans()):
        items.append(DIGNITY)
    return version("2", *draw(st.permutations([*items, BEDS])))


def _changed(draw: st.DrawFn, item: Item) -> Item:
    order = draw(st.permutations(range(5)))[: draw(st.integers(2, 5))]
    changed = draw(st.sampled_from([reordered, renamed]))(item, list(order))
    name = draw(st.sampled_from([item.name, f"{item.name}_now"]))
    return replace(changed, name=name)


@drawn(60)
@given(later(), st.sampled_from(["meaning", "words", "shelf"]))
@example(version("2", BEDS), "words")  # no statement is left, and no planner
@example(version("2", BEDS), "meaning")
def test_no_answer_passes_to_another_question_or_statement(now: Instrument, by: str) -> None:
    """What is still asked in the same words keeps its answer; what is not is left blank, and said."""
    raw = unsaid(sent()) if by != "meaning" else sent()
    understood = read(raw, now, *([FIRST] if by == "shelf" else []))
    there = {item.title: {choice.label for choice in item.choices} for item in now.items}
    kept = {title: text for title, text in WHOLE.items() if title in there and text in {*there[title], 12.0}}
    assert said(understood.completed, now) == kept
    told = [found.message for found in understood.issues if found.code == "answer-unmatched"]
    assert len(told) >= len(WHOLE) - len(kept)
    assert {text.partition("”")[0] for text in told} <= {"“✓", "“Payroll", "“Raise it"}  # and nothing that is printed


def test_evidence_and_actions_go_with_their_topic() -> None:
    """A topic that moved down takes all that was written of it along."""
    now = version("2", DIGNITY, SAFE, WAGE, ASKING, BEDS)
    completed = read(sent(), now).completed
    assert completed is not None
    assert {each.item: each.evidence for each in completed.answers if each.evidence} == {"wage": "Payroll"}
    assert [(each.item, each.action, each.owner) for each in completed.actions] == [("wage", "Raise it", "Jo")]


def test_every_kind_survives_a_question_put_in_front() -> None:
    """Dates, lists, choices and tables are read by the names that they had."""
    then = every_kind()
    first, second = then.sections
    pushed = tuple(replace(item, ref=f"2.{place}") for place, item in enumerate(second.items, start=5))
    now = replace(then, version="2", sections=(first, replace(second, items=(replace(BEDS, ref="2.1"), *pushed))))
    validator = Validator({"kinds": now})
    raw = returned(full(then), oakfield(then), then)
    old, new = Validator({"kinds": then})(raw).completed, validator(raw).completed
    assert old is not None
    assert new is not None
    assert [(each.item, each.value, each.day) for each in new.answers if each.item != "beds"] == [
        (each.item, each.value, each.day) for each in old.answers
    ]
    assert [(row.table, row.number) for row in new.rows] == [(row.table, row.number) for row in old.rows]


@pytest.mark.parametrize(("put_in", "read_as"), [(False, (12.0, 3.0)), (True, (None, None))])
def test_questions_that_share_their_words_are_told_while_they_stand_where_they_stood(
    *, put_in: bool, read_as: tuple[float | None, float | None]
) -> None:
    """Without what they meant, nobody can tell them apart once another of the same words was put in between."""
    rooms = replace(BEDS, name="rooms")
    first = version("1", BEDS, WAGE, rooms)
    raw = unsaid(returned(Draft(answers={"beds": 12.0, "wage": "level_2", "rooms": 3.0}), oakfield(first), first))
    completed = read(raw, version("2", BEDS, WAGE, rooms, replace(BEDS, name="more") if put_in else SAFE)).completed
    assert completed is not None
    answers = {answer.item: answer.value for answer in completed.answers}
    assert (answers.get("beds"), answers.get("rooms")) == read_as


def test_ratings_are_by_the_levels_that_the_workbook_offered() -> None:
    """A level that an officer picked is the statement it stood for, in its topic, whatever its number is now."""
    listed = issuing.for_roster(FIRST, rosters.PROVIDERS, rosters.FENMOOR, Round())
    rated = {"B1": Rated({"safe": 2, "wage": 5, "asking": 1})}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ratings.xlsx"
        roster_workbook.write(path, FIRST, listed, Round(), rated)
        raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    gone = replace(WAGE, choices=WAGE.choices[:4])
    now = version("2", DIGNITY, renamed(SAFE, [4, 3, 2, 1, 0]), gone, ASKING, BEDS)
    (member,) = read(raw, now).members
    assert member.understood.completed is not None
    levels = {each.item: each.level for each in member.understood.completed.answers}
    assert levels == {"dignity": None, "safe": 4, "wage": None, "asking": 1, "beds": None}
    assert "answer-unmatched" in codes(member.understood)
    assert [found.item for found in member.understood.issues if found.code == "level-changed"] == ["safe"]


def test_a_statement_said_otherwise_is_pointed_at() -> None:
    """A tick beside nearly the same words is kept, with a warning; beside other words it is left out, and said."""
    near = replace(WAGE.choices[3], label="Everybody does pay a fair wage.")
    other = replace(WAGE.choices[3], label="There is a pension for all who ask.", label_they="")
    for choice, level, code in ((near, 4, "statement-reworded"), (other, None, "answer-unmatched")):
        choices = tuple(choice if each.name == choice.name else each for each in WAGE.choices)
        understood = read(sent(), version("2", SAFE, replace(WAGE, choices=choices), ASKING, BEDS))
        assert understood.completed is not None
        answer = understood.completed.answer("wage")
        assert answer is not None
        assert answer.level == level
        assert code in codes(understood)


def test_facts_of_the_round_in_a_statement_are_no_other_words() -> None:
    """They stand in what was sent out, and for them a name in the template, also in a workbook of ratings."""
    ways = ("label", "label_they")
    choices = (replace(each, **{way: f"{getattr(each, way)} By ${{by}}." for way in ways}) for each in WAGE.choices)
    asking = replace(WAGE, title="Wages by ${by}", choices=tuple(choices))
    by = (Setting("by", "By when", "May"),)
    then, now = (
        replace(version(each, *items), settings=by) for each, items in (("1", [asking]), ("2", [asking, BEDS]))
    )
    assert codes(read(returned(Draft({}, {"wage": "level_4"}), oakfield(then), then), now)) == ["other-version"]
    listed = issuing.for_roster(then, rosters.PROVIDERS, rosters.FENMOOR, Round())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ratings.xlsx"
        roster_workbook.write(path, then, listed, Round(), {"B1": Rated({"wage": 4})})
        raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    (member,) = read(raw, now).members
    assert not {"statement-reworded", "question-reworded"} & {*codes(member.understood)}
    assert member.understood.completed is not None
    assert [each.level for each in member.understood.completed.answers if each.item == "wage"] == [4]


def test_a_question_asked_otherwise_and_a_level_that_is_another_are_pointed_at() -> None:
    """Where they were answered: the answer is taken, and counts at the level that its statement has now."""
    now = version("2", renamed(SAFE, [4, 3, 2, 1, 0]), replace(WAGE, title="Paying no fair wage"), ASKING, BEDS)
    understood = read(sent(), now)
    assert [(found.code, found.item) for found in understood.issues] == [
        ("other-version", None),
        ("level-changed", "safe"),
        ("question-reworded", "wage"),
    ]
    assert "was level 2 when it was sent out, and is level 4 " in understood.issues[1].message
    assert "“Paying A Fair Wage” when it was sent out" in understood.issues[2].message
    assert "asks “Paying no fair wage”" in understood.issues[2].message
    assert codes(read(returned(Draft(answers={"beds": 12.0}), oakfield(FIRST), FIRST), now)) == ["other-version"]


def test_what_was_not_picked_may_be_said_otherwise_in_silence() -> None:
    """Nothing is said of a statement that has other words now where nobody ticked it: its text is as it was sent."""
    changed = replace(WAGE.choices[2], label="Most of the staff now do pay a fair wage.")
    choices = tuple(changed if each.name == changed.name else each for each in WAGE.choices)
    assert codes(read(sent(), version("2", SAFE, replace(WAGE, choices=choices), ASKING, BEDS))) == ["other-version"]


def test_words_typed_over_in_a_workbook_of_a_former_version_are_pointed_at() -> None:
    """A text that is neither what was sent out then is told as such, and not as one that the template changed."""
    rows = [
        tuple("Ours" if cell == WAGE.choices[3].label else cell for cell in row)
        for row in page(sent(), "Questions").rows
    ]
    understood = read(with_rows(sent(), "Questions", rows), version("2", SAFE, WAGE, ASKING, DIGNITY, BEDS))
    assert codes(understood) == ["other-version", "wording-changed"]


def test_the_remarks_of_a_correction_are_no_answers_of_another_version() -> None:
    """What xlkit itself wrote beside a topic is not taken for something that was filled in there."""
    rows = [list(row) for row in page(sent(), "Questions").rows]
    at = next(number for number, row in enumerate(rows) if row[0] == "1.1")
    for number, text in ((HEADING_ROW, "Please check"), (at, "Done")):
        rows[number] = [*rows[number][: ANSWER + 1], *[None] * (ANSWER + 1 - len(rows[number])), text]
    raw = with_rows(sent(), "Questions", [tuple(row) for row in rows])
    assert "answer-unmatched" not in codes(read(raw, version("2", SAFE, WAGE, ASKING, DIGNITY, BEDS)))


def test_what_a_workbook_meant_cannot_be_edited_unseen() -> None:
    """In a signed round a changed line of the hidden sheet is a changed identity; without one it is said."""
    signed = signatures.signed(oakfield(FIRST), "s3cret")
    raw = returned(DRAFT, signed, FIRST)
    rows = [tuple(str(value).replace("level_2", "level_9") for value in row) for row in page(raw, "xlkit").rows]
    edited = with_rows(raw, "xlkit", rows)
    sealed = Validator({"small": FIRST}, Seal("", "s3cret"))
    assert codes(sealed(raw)) == []
    assert codes(sealed(edited)) == ["identity-edited"]
    assert codes(Validator({"small": FIRST})(edited)) == ["meaning-edited"]


STAGES = ("not_begun", "Not begun"), ("under_way", "Under way"), ("done", "Done")
STAGE = Item(
    "stage", "", "Stage", Kind.CHOICE, required=True, choices=tuple(Choice(name, label) for name, label in STAGES)
)
STEPS_TAKEN = Item("taken", "", "Steps taken", Kind.TABLE, rows=2, fields=(replace(STAGE, name="at", ref="1"),))
PICKED = version("1", STAGE, STEPS_TAKEN)


def restaged(choices: tuple[Choice, ...]) -> Instrument:
    fields = tuple(replace(field, choices=choices) for field in STEPS_TAKEN.fields)
    return version("2", BEDS, replace(STAGE, choices=choices), replace(STEPS_TAKEN, fields=fields))


@pytest.mark.parametrize(
    ("typed", "now", "kept", "told"),
    [
        ("under_way", STAGE.choices, "under_way", ""),
        ("under_way", (Choice("not_begun", "Not begun"), Choice("under_way", "under way.")), "under_way", ""),
        ("under_way", (Choice("not_begun", "Not begun"), Choice("under_way", "Begun")), "under_way", "“Under way”"),
        ("under_way", (Choice("not_begun", "Not begun"), Choice("on_the_way", "Under way")), "on_the_way", ""),
        ("done", STAGE.choices[:2], None, "“Done” stands at "),
        ("Nearly", (Choice("done", "Finished"),), None, "one of “Not begun”, “Under way”, “Done” was expected"),
    ],
)
def test_what_was_picked_goes_with_its_choice_however_it_is_worded_now(
    typed: str, now: tuple[Choice, ...], kept: str | None, told: str
) -> None:
    """By its name or its words; other words are said, and what has no counterpart, by what the sender was offered."""
    raw = returned(Draft(answers={"stage": typed}, rows={"taken": ({"at": typed},)}), oakfield(PICKED), PICKED)
    understood = read(raw, restaged(now))
    assert understood.completed is not None
    answer = understood.completed.answer("stage")
    assert answer is not None
    in_rows = [each.value for row in understood.completed.rows for each in row.answers]
    assert (answer.value, *(value for value in in_rows if value)) == ((kept, kept) if kept else (None,))
    assert set(codes(understood)) <= {"other-version", "answer-unmatched", "unknown-choice", "statement-reworded"}
    messages = [found.message for found in understood.issues if found.code != "other-version"]
    assert len(messages) == (2 if told else 0)
    assert all(told in text and ref in text for text, ref in zip(messages, ("1.2 ", "1.3.1 "), strict=False))
