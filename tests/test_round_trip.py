"""Answers that are put into a workbook come back as they were."""

from datetime import date

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.builders.drawn import drawn
from tests.builders.forms import returned, small
from xlkit.form.draft import Draft
from xlkit.form.item import Item, Kind
from xlkit.returns.completed import Action
from xlkit.returns.validate import Validator
from xlkit.returns.validate.values import is_blank

VALIDATOR = Validator({"small": small()})

# What a person can type or paste: anything but half characters, which no file can hold. Space is nothing said,
# and so is what takes none.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300).filter(lambda text: not is_blank(text))
DAYS = st.dates(date(1920, 1, 1), date(2099, 12, 31))  # that a form takes
STATUSES = st.sampled_from(["Not started", "Done"])


def answers_to(item: Item) -> st.SearchStrategy[str | float | date]:
    if item.kind in (Kind.STATEMENTS, Kind.CHOICE):
        return st.sampled_from([choice.name for choice in item.choices])
    if item.kind is Kind.DATE:
        return DAYS
    if item.kind is Kind.INTEGER:
        return st.integers(-(10**9), 10**9).map(float)
    if item.kind is Kind.DECIMAL:
        return st.floats(-1e9, 1e9, allow_nan=False, allow_subnormal=False).map(lambda number: float(f"{number:.12g}"))
    return TEXTS


def drafts() -> st.SearchStrategy[Draft]:
    items = list(small().items)
    scaled = [item.name for item in items if item.has_levels]
    action = st.fixed_dictionaries(
        {"action": TEXTS}, optional={"owner": TEXTS, "due": DAYS, "status": STATUSES, "next_assessment": DAYS}
    )
    return st.builds(
        Draft,
        answers=st.fixed_dictionaries({}, optional={item.name: answers_to(item) for item in items}),
        evidence=st.fixed_dictionaries({}, optional={"strategy": TEXTS}),
        actions=st.fixed_dictionaries({}, optional={name: st.lists(action, min_size=1, max_size=3) for name in scaled}),
    )


@drawn(60, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_a_filled_workbook_reads_back_as_it_was_filled(draft: Draft) -> None:
    """Whatever was answered, evidenced and planned is read and understood as the same, to the character."""
    completed = VALIDATOR(returned(draft)).completed
    assert completed is not None
    assert {answer.item: answer.value for answer in completed.answers if answer.value is not None} == draft.answers
    assert {answer.item: answer.evidence for answer in completed.answers if answer.evidence} == draft.evidence
    rows = [(item.name, draft.actions.get(item.name, ())) for item in small().items]
    planned = [(name, dict(row)) for part in (slice(1), slice(1, None)) for name, own in rows for row in own[part]]
    assert [(action.item, _as_typed(action)) for action in completed.actions] == planned


@drawn(20)
@given(drafts())
def test_a_required_answer_left_out_is_always_reported(draft: Draft) -> None:
    """Each required item without an answer is an issue, and no other item is; where nothing stands, that alone is."""
    issues = VALIDATOR(returned(draft)).issues
    blank = {found.item for found in issues if found.code == "no-answer"}
    if any(found.code == "nothing-answered" for found in issues):
        assert (blank, draft) == (set(), Draft())
    else:
        assert blank == {item.name for item in small().items if item.required} - set(draft.answers)


def _as_typed(action: Action) -> dict[str, object]:
    said = {
        "action": action.action,
        "owner": action.owner,
        "due": action.due,
        "status": action.status,
        **dict(action.other),
    }
    if "next_assessment" in said:
        said["next_assessment"] = date.fromisoformat(str(said["next_assessment"]))
    return {name: value for name, value in said.items() if value not in ("", None)}
