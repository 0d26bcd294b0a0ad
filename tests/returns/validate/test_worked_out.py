"""What is worked out is worked out again on reading, whatever the workbook shows."""

import pytest
from msgspec.structs import replace

from tests.builders.forms import changed, oakfield, returned, small
from xlkit.form.draft import Draft
from xlkit.form.expression import Call, Column, Sort
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item, Kind
from xlkit.form.layout import ANSWER
from xlkit.form.xlsform.expressions import parse
from xlkit.returns.raw import Value
from xlkit.returns.validate import Validator
from xlkit.returns.validate.findings import Understood

ITEMS = (
    Item("staff", "1.1", "Staff", Kind.INTEGER),
    Item("hours", "1.2", "Hours", Kind.DECIMAL, calculation=parse("${staff} * 37.5")),
    Item("left", "1.4", "Who left", Kind.INTEGER, constraint=parse(". <= ${staff}")),
    Item("turnover", "1.5", "Turnover, %", Kind.DECIMAL, calculation=parse("100 * ${left} div ${staff}")),
    Item("why", "1.3", "Why (1.1)?", Kind.TEXT, live_title="Why ${staff}?", relevant=parse("${hours} > 100")),
)
FORM: Instrument = replace(small(), name="worked", sections=(Section("all", "1", "All", ITEMS),), planner=())
DRAFT = Draft(answers={"staff": 4.0, "why": "Many ask."})


def read(changes: dict[tuple[str, int], Value] | None = None, draft: Draft = DRAFT) -> Understood:
    raw = changed(returned(draft, oakfield(FORM), FORM), changes or {})
    return Validator({FORM.name: FORM})(raw)


def worked(understood: Understood, name: str = "hours") -> object:
    assert understood.completed is not None
    answer = understood.completed.answer(name)
    return answer and answer.value


def test_a_value_is_worked_out_from_the_answers() -> None:
    """And nothing is said of the texts and cells that follow them."""
    found = read()
    assert worked(found) == 150.0
    assert [each.code for each in found.issues] == []


@pytest.mark.parametrize(("left", "codes", "turnover"), [(4.0, [], 100.0), (12.0, ["breaks-rule"], None)])
def test_nothing_rests_on_an_answer_that_is_left_out(left: float, codes: list[str], turnover: float | None) -> None:
    """What breaks its rule is out of what is worked out from it too, and of nothing else."""
    found = read(draft=Draft(answers={"staff": 4.0, "left": left, "why": "Many ask."}))
    assert [each.code for each in found.issues] == codes
    assert (worked(found), worked(found, "turnover")) == (150.0, turnover)


def test_no_sum_rests_on_a_cell_that_is_left_out() -> None:
    """Nor does what is worked out in its row; the other rows stay."""
    fields = (
        Item("many", "1", "Many", Kind.INTEGER, constraint=parse(". <= 10")),
        Item("twice", "2", "Twice", Kind.DECIMAL, calculation=parse("${many} * 2")),
    )
    table = Item("teams", "1.1", "Teams", Kind.TABLE, rows=2, fields=fields)
    whole = Call("sum", (Column("teams", "many", Sort.NUMBER),))
    total = Item("all", "1.2", "All", Kind.DECIMAL, calculation=whole)
    form: Instrument = replace(FORM, sections=(Section("all", "1", "All", (table, total)),))
    found = Validator({form.name: form})(
        returned(Draft(rows={"teams": ({"many": 4.0}, {"many": 12.0})}), oakfield(form), form)
    )
    assert [each.code for each in found.issues] == ["breaks-rule"]
    assert worked(found, "all") == 4.0
    assert found.completed is not None
    assert [row.answers[1].value for row in found.completed.rows] == [8.0, None]


def test_what_was_typed_over_it_is_noted_and_not_taken() -> None:
    """The answers are the source."""
    found = read({("1.2", ANSWER): 90.0})
    assert worked(found) == 150.0
    assert [each.code for each in found.issues] == ["worked-out-anew"]


def test_a_program_that_works_nothing_out_is_no_fault() -> None:
    """An empty cell says nothing against it; nor does one that is rounded a little otherwise."""
    assert [each.code for each in read({("1.2", ANSWER): ""}).issues] == []
    assert [each.code for each in read({("1.2", ANSWER): 150.0000000001}).issues] == []


def test_what_depends_on_it_is_asked_by_it() -> None:
    """A later question is needless where the value is not enough."""
    found = read(draft=Draft(answers={"staff": 1.0, "why": "Why not."}))
    assert [each.code for each in found.issues] == ["answer-not-needed"]
