"""Forms of every kind of item: what is put into a workbook comes back as it was, and the workbook says so itself."""

from datetime import date

from hypothesis import HealthCheck, given

from tests.builders.anything import Said, filled
from tests.builders.drawn import drawn
from tests.builders.forms import oakfield, returned
from xlkit.form import progress, relevance
from xlkit.form.draft import Draft
from xlkit.form.expression import ITSELF
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.returns.validate import Validator
from xlkit.returns.validate.findings import Understood

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
FIRST_AND_FURTHER = (slice(1), slice(1, None))  # a planner's rows of its topics stand before those of more actions
ANSWER_CODES = {"nothing-answered", "no-answer", "left-empty", "breaks-rule", "answer-not-needed"}


def understood(instrument: Instrument, draft: Draft) -> Understood:
    raw = returned(draft, oakfield(instrument), instrument)
    return Validator({instrument.name: instrument}, corrects=True)(raw)


def kept(instrument: Instrument, draft: Draft, item: Item, said: Said | None, row: dict[str, Said]) -> Said | None:
    """What of an answer stands: nothing, where it breaks its rule."""
    if said is None or item.constraint is None:
        return said
    worked = progress.worked(instrument, draft)
    return said if relevance.is_met(worked, item, {**row, ITSELF: said}) else None


@drawn(30, suppress_health_check=SLOW)
@given(filled())
def test_whatever_is_filled_in_reads_back_as_it_was(case: tuple[Instrument, Draft]) -> None:
    """Any answers to any questions are read as the same, to the character, but for those that break their rule."""
    instrument, draft = case
    completed = understood(instrument, draft).completed
    assert completed is not None
    items = {item.name: item for item in instrument.items}
    wanted = {name: kept(instrument, draft, items[name], said, {}) for name, said in draft.answers.items()}
    found = {answer.item: answer.value for answer in completed.answers if answer.value is not None}
    asked = {name: said for name, said in found.items() if items[name].is_asked}
    assert asked == {name: said for name, said in wanted.items() if said is not None}
    assert {answer.item: answer.evidence for answer in completed.answers if answer.evidence} == draft.evidence
    assert {answer.item: answer.day for answer in completed.answers if answer.day} == draft.days
    rows = [(item.name, draft.actions.get(item.name, ())) for item in instrument.items]
    planned = [(name, row["action"]) for part in FIRST_AND_FURTHER for name, own in rows for row in own[part]]
    assert [(action.item, action.action) for action in completed.actions] == planned


@drawn(20, suppress_health_check=SLOW)
@given(filled())
def test_rows_of_tables_read_back_as_they_were(case: tuple[Instrument, Draft]) -> None:
    """With the number of their row, whichever rows are used; and nothing that was issued is taken for a stray."""
    instrument, draft = case
    whole = understood(instrument, draft)
    assert whole.completed is not None
    wanted = []
    for item in instrument.items:
        for number, row in enumerate(draft.rows.get(item.name, ()), start=1):
            said = {field.name: kept(instrument, draft, field, row.get(field.name), {**row}) for field in item.fields}
            wanted += [(item.name, number, said)] if row else []
    found = [
        (row.table, row.number, {answer.item: answer.value for answer in row.answers}) for row in whole.completed.rows
    ]
    assert found == wanted
    assert {each.code for each in whole.issues} <= ANSWER_CODES


@drawn(20, suppress_health_check=SLOW)
@given(filled())
def test_only_what_is_needed_is_missed(case: tuple[Instrument, Draft]) -> None:
    """A required answer that is left out is reported just where it is needed, and of a blank form that it is blank."""
    instrument, draft = case
    issues = understood(instrument, draft).issues
    needed = progress.worked(instrument, draft).needed
    missing = {
        item.name
        for item in instrument.items
        if item.required
        and item.name in needed
        and item.name not in draft.answers
        and not any(draft.rows.get(item.name, ()))
    }
    of_rows = {item.name for item in instrument.items if any(draft.rows.get(item.name, ()))}
    found = {each.item for each in issues if each.code in ("no-answer", "left-empty")} - of_rows
    is_blank = any(each.code == "nothing-answered" for each in issues)
    assert found == (set() if is_blank else missing)
    assert not (is_blank and draft.answers)


@drawn(20, suppress_health_check=SLOW)
@given(filled())
def test_a_correction_loses_nothing(case: tuple[Instrument, Draft]) -> None:
    """What goes back to be corrected holds all that was filled in."""
    instrument, draft = case
    correction = understood(instrument, draft).correction
    if correction is None:
        return
    carried = correction.draft
    assert carried.answers == draft.answers
    assert (carried.evidence, carried.days) == (draft.evidence, draft.days)
    for name, rows in draft.rows.items():
        assert list(carried.rows.get(name, ()))[: len(rows)] == (list(rows) if any(rows) else [])
    assert not any(isinstance(day, str) for day in carried.days.values())
    assert all(isinstance(day, date) for day in carried.days.values())
