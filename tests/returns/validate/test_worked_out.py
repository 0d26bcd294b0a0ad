"""What is worked out is worked out again on reading, whatever the workbook shows."""

from msgspec.structs import replace

from tests.builders.forms import changed, oakfield, returned, small
from xlkit.form.draft import Draft
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
    Item("why", "1.3", "Why (1.1)?", Kind.TEXT, live_title="Why ${staff}?", relevant=parse("${hours} > 100")),
)
FORM: Instrument = replace(small(), name="worked", sections=(Section("all", "1", "All", ITEMS),), planner=())
DRAFT = Draft(answers={"staff": 4.0, "why": "Many ask."})


def read(changes: dict[tuple[str, int], Value] | None = None, draft: Draft = DRAFT) -> Understood:
    raw = changed(returned(draft, oakfield(FORM), FORM), changes or {})
    return Validator({FORM.name: FORM})(raw)


def worked(understood: Understood) -> object:
    assert understood.completed is not None
    answer = understood.completed.answer("hours")
    return answer and answer.value


def test_a_value_is_worked_out_from_the_answers() -> None:
    """And nothing is said of the texts and cells that follow them."""
    found = read()
    assert worked(found) == 150.0
    assert [each.code for each in found.issues] == []


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
