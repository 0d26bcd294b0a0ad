"""A finance worker keeps a fund for a quarter in a real spreadsheet program, closes it and goes on from it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.builders.funds import few, fund_form, fund_workbook, seen
from tests.office.calc import Calc, Entry
from xlkit import demo_funds
from xlkit.form.draft import Draft
from xlkit.form.entered import fund_of, of_draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.layout import DETAIL_ANSWER, FIELD_FIRST, lay_out
from xlkit.fund.balance import books
from xlkit.returns.completed import Return
from xlkit.returns.entered import entered
from xlkit.returns.raw import CellRef
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.round.prefill import prefill

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

FORM = few(fund_form(), 40)


def keys(item: Item, value: str | float | date) -> str:
    """What a person types to say something."""
    choice = item.choice(value) if isinstance(value, str) else None
    if choice is not None:
        return choice.label
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else value


def typed(form: Instrument, draft: Draft) -> Iterator[Entry]:
    """Everything that stands in a draft, cell after cell."""
    laid_out = lay_out(form)
    facts: Mapping[str, str | float | date] = {"organisation": "Beacon Supported Living", "subject": "F02"}
    for row in laid_out.details:
        said = {**facts, **draft.details}.get(row.item.name) if row.item else None
        if row.item and said is not None:
            yield Entry(row.sheet, CellRef("", row.row, DETAIL_ANSWER).a1, keys(row.item, said))
    for row in laid_out.tables:
        lines = draft.rows.get(row.item.name, ()) if row.item else ()
        for column, field in enumerate(row.item.fields if row.item else (), start=FIELD_FIRST):
            value = lines[row.number - 1].get(field.name) if row.number <= len(lines) else None
            if value is not None:
                yield Entry(row.sheet, CellRef("", row.row, column).a1, keys(field, value))


def read(path: Path) -> Return:
    """What is understood of a workbook in which nothing is wrong."""
    raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    understood = Validator({FORM.name: FORM})(raw)
    assert understood.completed is not None
    assert [issue.message for issue in understood.issues if issue.severity == "error"] == []
    return understood.completed


def test_a_quarter_typed_in_closes_and_is_carried_forward(calc: Calc, tmp_path: Path) -> None:
    """Every figure is what the entries come to, the person is told so, and the next account begins with the rest."""
    draft = {recipient.subject: each for recipient, each in demo_funds.funds()}["F02"]
    blank, kept, following = (tmp_path / f"{name}.xlsx" for name in ("blank", "kept", "following"))
    fund_workbook(blank, Draft(), form=FORM)
    outcomes = calc.fill_in(blank, [*typed(FORM, draft)], [kept]).outcomes
    assert [outcome.said for outcome in outcomes if not outcome.accepted] == []
    completed = read(kept)
    assert fund_of(entered(completed)).entries == fund_of(of_draft(draft)).entries
    said = "\n".join(seen(kept, "Statement"))
    for sentence in ("You turned 2½ hours into £35.93.", "You have 33½ hours left.", "You have £15.93 left."):
        assert sentence in said
    carried = prefill(FORM, completed).draft
    assert (carried.details["hours_before"], carried.details["pounds_before"]) == (33.5, 15.93)
    assert "entries" not in carried.rows
    fund_workbook(following, carried, form=FORM)
    opening = next(row for row in lay_out(FORM).details if row.item and row.item.name == "hours_before")
    refused = calc.fill_in(following, [Entry(opening.sheet, CellRef("", opening.row, DETAIL_ANSWER).a1, "50")])
    assert not refused.accepted
    assert books(fund_of(of_draft(carried))).closing == books(fund_of(of_draft(draft))).closing
