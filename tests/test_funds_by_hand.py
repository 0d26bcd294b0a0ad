"""A finance worker keeps a fund for a quarter in a real spreadsheet program, closes it and goes on from it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.funds import few, fund_form, fund_workbook, quarter, seen
from tests.office.calc import Calc, Entry
from xlkit.demo import funds
from xlkit.form.draft import Draft
from xlkit.form.entered import Entered, fund_of, of_draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.layout import DETAIL_ANSWER, FIELD_FIRST, FIRST_ROW, lay_out
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
    draft = {recipient.subject: each for recipient, each in funds.funds()}["F02"]
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


SHOWN = 14  # columns of the entries, before those that are for formulas alone
SORTED = {"amount": (4, False), "the latest first": (1, True), "what happened": (2, False)}


@pytest.mark.parametrize("by", SORTED)
def test_sorted_entries_come_to_the_same(by: str, calc: Calc, tmp_path: Path) -> None:
    """Rows sorted whole keep their numbers, so balances, sentences and findings are as before."""
    written, out = fund_workbook(tmp_path / "written.xlsx", quarter(), form=few(fund_form())), tmp_path / "sorted.xlsx"
    before = seen(written, "Entries")[FIRST_ROW:]
    last = CellRef("", FIRST_ROW + len(before) - 1, before[0].count(" | ")).a1
    column, is_descending = SORTED[by]
    calc.sort(written, out, "Entries", f"A{FIRST_ROW + 1}:{last}", column, is_descending=is_descending)
    then_shown, now_shown = (
        [row.split(" | ")[:SHOWN] for row in rows] for rows in (before, seen(out, "Entries")[FIRST_ROW:])
    )
    assert now_shown != then_shown
    assert sorted(now_shown) == sorted(then_shown)
    for sheet in ("Statement", "Check", "Pots", "Reconcile"):
        assert seen(out, sheet) == seen(written, sheet)
    (then, told), (now, told_now) = (understood(path) for path in (written, out))
    assert (fund_of(now), told_now) == (fund_of(then), told)


def understood(path: Path) -> tuple[Entered, list[str]]:
    """What is read of a fund with its entries by their numbers, and what is found in it, wherever that stands."""
    raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    found = Validator({FORM.name: FORM})(raw)
    assert found.completed is not None
    said = entered(found.completed)
    tables = {name: tuple(sorted(rows, key=lambda line: line.number)) for name, rows in said.tables.items()}
    return replace(said, tables=tables), sorted(issue.message for issue in found.issues)
