"""Columns are told by their headings: read right wherever they stand, or refused in one sentence."""

from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import rosters
from tests.builders.columns import inserted, page, rearranged, typed, with_rows
from tests.builders.drawn import drawn
from tests.builders.forms import ACTION, ALL_ANSWERED, OWNER, oakfield, returned, small
from tests.builders.kinds import every_kind, full
from xlkit.form.draft import Draft
from xlkit.form.layout import ANSWER, HEADING_ROW, TEXT, TICK
from xlkit.form.roster import FIRST_TOPIC, NAME, Rated
from xlkit.form.roster import HEADING_ROW as RATINGS_HEADING
from xlkit.returns.completed import Return
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import Understood, Validator

VALIDATOR = Validator({"small": small(), "kinds": every_kind()})
QUESTIONS, PLANNER, TABLES, ABOUT, RATINGS = "Questions", "Action planner", "Tables", "About you", "Ratings"
REFUSED = {"sheet-unclear", "questions-gone", "no-organisation"}
SAID = {"column-gone", "sheet-gone", "reference-missing"}
ACTIONS = {"strategy": ({"action": "Write it", "owner": "Jo", "status": "Done"},)}


@cache
def sound() -> RawReturn:
    return returned(Draft(answers=ALL_ANSWERED.answers, evidence={"strategy": "Minutes"}, actions=ACTIONS))


@cache
def kinds() -> RawReturn:
    return returned(full(every_kind()), oakfield(every_kind()), every_kind())


@cache
def ratings() -> RawReturn:
    levels = {"strategy": 1, "risk": 3, "money": 5}
    return rosters.returned({"B1": Rated(levels, "Well known"), "B2": Rated({"strategy": 4, "risk": 2})})


def codes(understood: Understood) -> list[str]:
    return [found.code for found in understood.issues]


def content(understood: Understood) -> list[object]:
    """What was said, without the cells in which it stands."""
    members = [member.understood.completed for member in understood.members]
    return [_content(completed) for completed in (understood.completed, *members) if completed]


def _content(completed: Return) -> object:
    answers = {each.item: (each.level, each.value, each.evidence, each.day) for each in completed.answers}
    rows = [(row.table, row.number, [(each.item, each.value) for each in row.answers]) for row in completed.rows]
    planned = [(each.item, each.action, each.owner, each.due, each.status, each.other) for each in completed.actions]
    return completed.subject, answers, rows, planned, completed.note, completed.completed_on


def wide(raw: RawReturn, sheet: str) -> int:
    return max(map(len, page(raw, sheet).rows))


@pytest.mark.parametrize(("sheet", "at"), [(QUESTIONS, 2), (QUESTIONS, 0), (PLANNER, 5), (ABOUT, 2), (QUESTIONS, 4)])
def test_an_inserted_column_moves_no_answer(sheet: str, at: int) -> None:
    """A blank column among the form's own, or before them all, changes nothing of what is read."""
    understood = VALIDATOR(inserted(sound(), sheet, at))
    assert content(understood) == content(VALIDATOR(sound()))
    assert codes(understood) in ([], ["columns-moved"])


@pytest.mark.parametrize("sheet", [TABLES, QUESTIONS])
def test_a_column_inserted_beside_lists_and_dates_moves_nothing(sheet: str) -> None:
    """Tables have headings of their own, each above its rows."""
    assert content(VALIDATOR(inserted(kinds(), sheet, 2))) == content(VALIDATOR(kinds()))


def test_swapped_columns_of_the_planner_are_read_by_their_headings() -> None:
    """What is to be done is never who is to do it."""
    order = [OWNER if at == ACTION else ACTION if at == OWNER else at for at in range(wide(sound(), PLANNER))]
    understood = VALIDATOR(rearranged(sound(), PLANNER, order))
    assert content(understood) == content(VALIDATOR(sound()))
    assert codes(understood) == ["columns-moved"]


def test_a_column_among_the_ratings_moves_no_rating() -> None:
    """An officer's own column is said once, with what stands in it, and every rating stays with its topic."""
    raw = inserted(ratings(), RATINGS, 2, {RATINGS_HEADING: "CQC rating", RATINGS_HEADING + 1: "Good"})
    understood = VALIDATOR(raw)
    assert content(understood) == content(VALIDATOR(ratings()))
    assert codes(understood) == ["holds-returns", "columns-moved", "column-added"]


def test_a_topic_whose_column_is_gone_is_not_read_from_its_neighbour() -> None:
    """Ratings of the other topics count, and one sentence says what is missing."""
    order = [at for at in range(wide(ratings(), RATINGS)) if at != FIRST_TOPIC]
    understood = VALIDATOR(rearranged(ratings(), RATINGS, order))
    returns = [member.understood.completed for member in understood.members]
    assert [[each.level for each in one.answers[:3]] for one in returns if one] == [[None, 3, 5], [None, 2, None]]
    assert sum(found.code == "column-gone" for found in understood.members[0].understood.issues) == 1


def test_ratings_without_names_are_refused_once() -> None:
    """Where the column of names is gone there is one sentence, and not one for each row."""
    understood = VALIDATOR(rearranged(ratings(), RATINGS, [0, *range(NAME + 1, wide(ratings(), RATINGS))]))
    assert not understood.members
    assert codes(understood) == ["sheet-unclear"]


@pytest.mark.parametrize("lost", [TICK, ANSWER])
def test_questions_without_a_column_are_refused_in_one_sentence(lost: int) -> None:
    """Nothing is said of single questions where none can be read."""
    order = [at for at in range(wide(sound(), QUESTIONS)) if at != lost]
    understood = VALIDATOR(rearranged(sound(), QUESTIONS, order))
    assert understood.completed is None
    assert codes(understood) == ["sheet-unclear"]


def test_a_heading_typed_over_in_its_place_is_said() -> None:
    """A column that stands just where it was sent out is read, with a warning."""
    understood = VALIDATOR(typed(sound(), QUESTIONS, {(HEADING_ROW, TICK): "Yes?"}))
    assert content(understood) == content(VALIDATOR(sound()))
    assert codes(understood) == ["heading-changed"]


def test_a_heading_typed_over_beside_an_inserted_column_is_not_guessed() -> None:
    """Of two columns between those that are known, neither is taken for the lost one."""
    raw = inserted(typed(sound(), QUESTIONS, {(HEADING_ROW, TICK): "Yes?"}), QUESTIONS, TICK)
    assert codes(VALIDATOR(raw)) == ["sheet-unclear"]


def test_a_doubled_column_that_says_the_same_counts_once() -> None:
    """A copy of a column beside it is passed over, and what stands in the copy is said."""
    order = [0, TEXT, TICK, TICK, ANSWER]
    understood = VALIDATOR(rearranged(sound(), QUESTIONS, order))
    assert content(understood) == content(VALIDATOR(sound()))
    assert codes(understood) == ["columns-moved", "column-added"]


def test_two_columns_of_one_heading_that_differ_are_refused() -> None:
    """Neither of two different columns of ticks is preferred."""
    doubled = rearranged(sound(), QUESTIONS, [0, TEXT, TICK, TICK, ANSWER])
    row = next(number for number, cells in enumerate(page(doubled, QUESTIONS).rows) if cells[0] == "1.1.1")
    assert codes(VALIDATOR(typed(doubled, QUESTIONS, {(row, TICK): "✓"}))) == ["sheet-unclear"]


def test_rows_above_the_headings_move_nothing() -> None:
    """The headings are looked for, wherever somebody pushed them."""
    rows = page(sound(), QUESTIONS).rows
    assert content(VALIDATOR(with_rows(sound(), QUESTIONS, [(), ("", ""), *rows]))) == content(VALIDATOR(sound()))


def test_columns_without_their_headings_are_not_read_by_position() -> None:
    """Where the row of headings is gone, where a column belongs is not guessed."""
    rows = list(page(sound(), QUESTIONS).rows)
    assert codes(VALIDATOR(with_rows(sound(), QUESTIONS, rows[:HEADING_ROW] + rows[HEADING_ROW + 1 :]))) == [
        "sheet-unclear"
    ]


ORDERS = st.lists(st.one_of(st.none(), st.integers(0, 8)), min_size=1, max_size=11)


@drawn(60)
@given(st.sampled_from([QUESTIONS, PLANNER, TABLES, ABOUT]), ORDERS)
@example(QUESTIONS, [0, 2, 0, 4])  # a copy of another column, where one was, is not that one with a heading typed over
@example(ABOUT, [None, 1, 1, 0])
@example(PLANNER, [None, None, None, 1, 4, None, 0])  # a blank column where one was is not that one without its heading
def test_no_answer_is_ever_filed_under_another(sheet: str, order: list[int | None]) -> None:
    """However columns are left out, doubled, inserted and moved: what is read is right, or it is said to be missing."""
    understood = VALIDATOR(rearranged(kinds(), sheet, order))
    if understood.completed is None:
        assert REFUSED & set(codes(understood))
    elif content(understood) != content(VALIDATOR(kinds())):
        assert SAID & set(codes(understood))
        before, after = VALIDATOR(kinds()).completed, understood.completed
        assert before is not None
        given_before = {each.item: each.value for each in before.answers}
        assert all(each.value in (None, given_before[each.item]) for each in after.answers)
        known = {(each.item, each.action, each.due) for each in before.actions}
        assert all(
            any(
                each.item == item and each.action in ("", action) and each.due in (None, due)
                for item, action, due in known
            )
            for each in after.actions
        )
