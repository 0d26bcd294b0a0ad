"""From a form that somebody wrote to the answers that come back: what is filled in is read as it was."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from tests.builders.anything import drafts, instruments
from tests.builders.drawn import drawn
from tests.builders.forms import oakfield, returned
from tests.builders.xlsforms import sheets
from tests.form.xlsform.books import save
from xlkit.form import progress, relevance
from xlkit.form.expression import ITSELF
from xlkit.form.instrument import Instrument
from xlkit.form.item import Kind
from xlkit.form.xlsform import check, load
from xlkit.returns.validate import Validator


def read(instrument: Instrument) -> Instrument | None:
    """The instrument that its own form states; None where it asks for what no form may."""
    with TemporaryDirectory() as folder:
        path = save(sheets(instrument), Path(folder) / "form.xlsx")
        is_wrong = any(problem.is_wrong for problem in check(path))
        return None if is_wrong else load(path)


@drawn(25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])
@given(data=st.data(), instrument=instruments())
def test_answers_to_any_form_come_back(data: st.DataObject, instrument: Instrument) -> None:
    """An instrument written as an XLSForm asks the same, and any answers to it are read as they were given."""
    form = read(instrument)
    assume(form is not None)
    assert form is not None
    asked = list(form.items)
    assert [(item.name, item.kind, item.alive.title, item.day) for item in asked] == [
        (item.name, item.kind, item.alive.title, item.day) for item in instrument.items
    ]
    draft = data.draw(drafts(form))
    completed = Validator({form.name: form})(returned(draft, oakfield(form), form)).completed
    assert completed is not None
    broken = {
        item.name
        for item in asked
        if item.constraint is not None
        and item.kind is not Kind.TABLE
        and item.name in draft.answers
        and not relevance.is_met(progress.worked(form, draft), item, {ITSELF: draft.answers[item.name]})
    }
    is_asked = {item.name for item in asked if item.is_asked}
    values = {answer.item: answer.value for answer in completed.answers if answer.value is not None}
    values = {name: value for name, value in values.items() if name in is_asked}
    assert values == {name: said for name, said in draft.answers.items() if name not in broken}
    assert {answer.item: answer.day for answer in completed.answers if answer.day} == draft.days
    used = [(item.name, number) for item in asked for number, row in enumerate(draft.rows.get(item.name, ()), 1) if row]
    assert [(row.table, row.number) for row in completed.rows] == used
