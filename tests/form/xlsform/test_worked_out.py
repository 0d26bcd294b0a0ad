"""Calculations of a form, and answers in its words."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.builders.forms import understood, written
from tests.form.xlsform.books import Sheets, Value, save
from tests.oracle.book import differences
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.problem import Problem

HEADS = ("type", "name", "label", "calculation", "relevant", "hint")
CHOICES = (("list_name", "name", "label"), ("size", "1", "Small"), ("size", "2", "Large"))
ASKED: Sequence[Sequence[Value]] = (
    ("integer", "staff", "How many staff?"),
    ("decimal", "hours", "Hours each?"),
    ("select_one size", "size", "Which size?"),
    ("date", "opened", "Opened on?"),
)


def form(*rows: Sequence[Value]) -> Sheets:
    return {"survey": (HEADS, *ASKED, *rows), "choices": CHOICES, "settings": (("form_id",), ("f",))}


def made(path: Path, *rows: Sequence[Value]) -> tuple[Instrument, list[Problem]]:
    file = save(form(*rows), path / "form.xlsx")
    named = ("form_title", "version")
    return load(file), [each for each in check(file) if not any(name in each.reason for name in named)]


def item(instrument: Instrument, name: str) -> Item:
    return next(item for item in (*instrument.items, *instrument.workings) if item.name == name)


@pytest.mark.parametrize(
    ("calculation", "kind"),
    [
        ("${staff} * ${hours}", Kind.DECIMAL),
        ("${size} + 1", Kind.DECIMAL),
        ("${opened} + 30", Kind.DATE),
        ("concat('About ', ${staff})", Kind.TEXT),
        ("if(${staff} > 5, 'large', 'small')", Kind.TEXT),
        ("if(${staff} > 5, 1, '')", Kind.DECIMAL),
        ("${staff} > 5", Kind.TEXT),
        ("int((today() - ${opened}) div 365.25)", Kind.DECIMAL),
    ],
)
def test_a_calculation_with_a_label_is_shown_and_one_without_is_not(
    tmp_path: Path, calculation: str, kind: Kind
) -> None:
    """Both have the kind of what they come to."""
    instrument, problems = made(
        tmp_path, ("calculate", "shown", "In all", calculation), ("calculate", "unseen", None, calculation)
    )
    assert problems == []
    assert (item(instrument, "shown").kind, item(instrument, "unseen").kind) == (kind, kind)
    assert [each.name for each in instrument.workings] == ["unseen"]
    assert not item(instrument, "shown").is_asked


def test_a_question_with_a_calculation_is_worked_out(tmp_path: Path) -> None:
    """Nobody types in its cell; where the calculation is not understood, people are asked."""
    instrument, problems = made(
        tmp_path, ("integer", "all", "In all", "${staff} * 2"), ("integer", "some", "Some", "uuid()")
    )
    assert [item(instrument, name).is_asked for name in ("all", "some")] == [False, True]
    assert ["the function uuid()" in each.reason for each in problems] == [True]


def test_calculations_may_speak_of_others_further_down(tmp_path: Path) -> None:
    """But not of themselves, by whatever way."""
    instrument, problems = made(
        tmp_path,
        ("calculate", "a", None, "${b} + 1"),
        ("calculate", "b", None, "${staff} + 1"),
        ("calculate", "c", None, "${d} + 1"),
        ("calculate", "d", None, "${c} + 1"),
    )
    assert [each.name for each in instrument.workings] == ["a", "b"]
    assert ["leads back to itself" in each.reason for each in problems] == [True, True]


def test_answers_stand_in_the_words_beside_a_question(tmp_path: Path) -> None:
    """Elsewhere its reference stands for an answer: on the summary, in letters and in merged workbooks."""
    rows = (("text", "why", "Why ${staff} staff?", None, None, "Of ${size} size"), ("note", "told", "You said ${why}."))
    instrument, problems = made(tmp_path, *rows)
    why = item(instrument, "why")
    assert problems == []
    assert (why.title, why.live_title) == ("Why (1.1) staff?", "Why ${staff} staff?")
    assert why.alive.hint == "Of ${size} size"


def test_a_note_whose_rule_is_left_out_is_read_by_nobody(tmp_path: Path) -> None:
    """A question with such a rule says that everybody is asked, and may be left empty."""
    rule = "pulldata('a', 'b', 'c', ${staff}) = 1"
    instrument, _ = made(tmp_path, ("note", "n", "Bad news!", None, rule), ("text", "t", "Tell", None, rule))
    names = [each.name for section in instrument.sections for each in section.items]
    assert "n" not in names
    assert item(instrument, "t").hint == "(Asked of everybody: leave it empty where it does not apply.)"


def test_a_note_whose_rule_holds_stays(tmp_path: Path) -> None:
    """It follows the answers."""
    instrument, _ = made(tmp_path, ("note", "n", "Good news!", None, "${staff} + 1 > 2"))
    assert "n" in [each.name for section in instrument.sections for each in section.items]


def test_days_of_long_ago_are_worked_out_as_any(tmp_path: Path) -> None:
    """Though Excel knows no year before 1900, and nobody types one before 1920; what is shown of them is not noted."""
    instrument, problems = made(
        tmp_path,
        ("calculate", "age", "Age", "${opened} - date('1850-01-01')"),
        ("calculate", "later", "Later", "if(${opened} > date('1850-01-01'), 'yes', 'no')"),
        ("calculate", "before", "Before", "${opened} - 4000"),
    )
    assert problems == []
    draft = Draft(answers={"opened": date(1921, 3, 1)})
    assert differences(written(tmp_path / "filled.xlsx", draft, instrument=instrument)) == []
    found = understood(draft, instrument)
    assert found.issues == ()
    assert found.completed is not None
    values = [answer.value for answer in found.completed.answers][-3:]
    assert values == [25_991.0, "yes", date(1910, 3, 19)]


def test_an_answer_to_begin_with_is_one_that_can_be_typed(tmp_path: Path) -> None:
    """A day that the cell would refuse is left out, and said."""
    for day, is_kept in (("1920-01-01", True), ("1890-05-05", False)):
        survey = ((*HEADS, "default"), ("date", "on", "On", None, None, None, day))
        path = save({**form(), "survey": survey}, tmp_path / "form.xlsx")
        assert (item(load(path), "on").default == date(1920, 1, 1)) is is_kept
        assert any("can be typed there" in problem.reason for problem in check(path)) is not is_kept
