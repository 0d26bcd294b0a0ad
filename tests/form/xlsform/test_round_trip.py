"""From a form that somebody wrote to the answers that come back: what is filled in is read as it was."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from tests.builders.anything import Said, drafts, instruments
from tests.builders.drawn import drawn
from tests.builders.forms import oakfield, returned
from tests.builders.xlsforms import SURVEY, dressed
from tests.form.xlsform.books import Sheets, save
from xlkit.form import progress, relevance
from xlkit.form.draft import Draft, with_defaults
from xlkit.form.evaluation import holds
from xlkit.form.expression import ITSELF
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.xlsform import check, load
from xlkit.returns.validate import Validator

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def read(form: Sheets) -> Instrument | None:
    """The instrument that a form states; None where it asks for what no form may."""
    with TemporaryDirectory() as folder:
        path = save(form, Path(folder) / "form.xlsx")
        is_wrong = any(problem.is_wrong for problem in check(path))
        return None if is_wrong else load(path)


def kept(form: Instrument, draft: Draft, item: Item) -> Said | None:
    """What of an answer stands: of choices those that are on offer, and nothing where it breaks its rule."""
    said, worked = draft.answers[item.name], progress.worked(form, draft)
    if item.choices:
        offered = [
            choice.name
            for choice in item.choices
            if choice.offered is None or holds(choice.offered, worked.seen_by(item.name, choice.offered)) is not False
        ]
        said = " ".join(name for name in str(said).split() if name in offered)
    return said if said != "" and relevance.is_met(worked, item, {ITSELF: said}) else None


@drawn(40, suppress_health_check=SLOW)
@given(data=st.data(), instrument=instruments())
def test_answers_to_any_form_come_back(data: st.DataObject, instrument: Instrument) -> None:
    """An instrument written as an XLSForm asks the same, and any answers to it are read as they were given.

    With filters, answers to begin with, rules, calculations, tables and ticks in them.
    """
    stated = data.draw(dressed(instrument))
    form = read(stated)
    assume(form is not None)
    assert form is not None
    asked = list(form.items)
    assert [(item.name, item.kind, item.alive.title, item.day) for item in asked] == [
        (item.name, item.kind, item.alive.title, item.day) for item in instrument.items
    ]
    begun = {str(row[1]): row[-1] for row in stated["survey"][1:] if len(row) > len(SURVEY) and row[-1]}
    assert with_defaults(form, Draft()).answers == begun
    draft = data.draw(drafts(form))
    completed = Validator({form.name: form})(returned(draft, oakfield(form), form)).completed
    assert completed is not None
    values = {answer.item: answer.value for answer in completed.answers if answer.value is not None}
    given = {item.name: kept(form, draft, item) for item in asked if item.name in draft.answers}
    is_asked = {item.name for item in asked if item.is_asked}
    assert {name: value for name, value in values.items() if name in is_asked} == {
        name: said for name, said in given.items() if said is not None
    }
    assert {answer.item: answer.day for answer in completed.answers if answer.day} == draft.days
    used = [(item.name, number) for item in asked for number, row in enumerate(draft.rows.get(item.name, ()), 1) if row]
    assert [(row.table, row.number) for row in completed.rows] == used
