"""Accounts: a workbook of a fund or a block understood as a return, and whatever in it does not hold."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from xlkit.form import accounts, headings, layout
from xlkit.form.accounts import CLOSED_TO
from xlkit.form.entered import Entered, block_of, fund_of
from xlkit.form.headings import Headed
from xlkit.form.identity import Identity
from xlkit.form.instrument import Accounts, Instrument
from xlkit.form.layout import Layout, Row
from xlkit.fund import amounts, checks, span
from xlkit.fund.balance import Books, books
from xlkit.fund.division import half_up
from xlkit.fund.entries import Problem
from xlkit.fund.naming import may_be_name
from xlkit.returns.completed import Answer, Return
from xlkit.returns.entered import entered, placed
from xlkit.returns.raw import CellRef, RawReturn, RawSheet
from xlkit.returns.validate import balances, blocks, causes, copies, reversals, sheets, values, who
from xlkit.returns.validate.answers import one_place, read_kept
from xlkit.returns.validate.asides import find_asides
from xlkit.returns.validate.asked import Asked
from xlkit.returns.validate.findings import Findings, Understood
from xlkit.returns.validate.first_sight import first_sight
from xlkit.returns.validate.places import Places, find, is_hidden_sheet, moved, reference
from xlkit.returns.validate.tables import read_rows

MOST_STRAYS = 50
ENTRIES = "entries"
LEAST = 1e-6  # pence: a difference that is no rounding
# What a problem says is lacking, as the fields of a table in which it may stand where it could not be read.
LACKS = {
    "hours-and-money": (ENTRIES, "hours pounds"),
    "pot-unknown": (ENTRIES, "pot"),
    "correction-does-not-match": (ENTRIES, "corrects"),
    "no-agreement-on-date": ("agreement", "from"),
    "ratio-missing": ("agreement", "standard enhanced"),
    "rate-missing": ("agreement", "rate price"),
    "bank-rule-missing": ("agreement", "bank_rule"),
    "limit-incomplete": ("agreement", "limit limit_in"),
}
AT = {ENTRIES: "what", "agreement": "from", "pots": "pot"}  # the field at whose cell a problem of a table is told


def understand(
    raw: RawReturn, identity: Identity, instrument: Instrument, headed: Mapping[str, Headed], findings: Findings
) -> Understood:
    """The return in a workbook of accounts, whose identity is believed."""
    form = layout.lay_out(instrument)
    places = find(raw, headings.tables(form), headed)
    needed = headings.inputs(instrument, form)
    if not places:
        findings.add("not-ours")
    if not places or not sheets.look(raw, moved(places), needed, findings):
        return Understood(None, tuple(findings.issues), identity)
    places = copies.settled(places, form.by_ref(), lambda row: layout.input_columns(instrument, row), findings)
    form = _still_there(form, places, findings)
    asked = first_sight(instrument, form, places)
    facts = _facts(asked, form, places, findings)
    settled = who.settle_identity(identity, _details(facts), form, places, findings)
    rows = reversals.with_amounts(read_rows(asked, form.tables, places, findings), raw, findings)
    _strays(raw, instrument, form, findings)
    find_asides(raw, form.by_ref(), findings)
    if settled is None:
        return Understood(None, tuple(findings.issues), identity)
    completed = replace(who.as_return(settled, _details(facts), instrument), answers=facts, rows=rows)
    causes.look_at_texts(form, places, findings)
    _look_at_pence(completed, instrument, findings)
    kept = _check(completed, instrument, findings)
    if instrument.accounts is Accounts.BLOCK:
        if not _refused(completed, findings) and not findings.has("code-twice"):
            balances.look_at_result(raw, block_of(entered(completed)), (form, places), findings)
    else:
        item = next(each for each in layout.tables(instrument) if each.name == ENTRIES)
        balances.look(instrument, item, form, places, kept, findings)
    return Understood(completed, tuple(findings.issues), settled)


def _still_there(form: Layout, places: Places, findings: Findings) -> Layout:
    """The form without the sheets of which no row is left, each said once, and without rows that nobody misses."""
    gone = [name for name in sheets_of(form) if not _stands(form, places, name)]
    for name in gone:
        findings.add("sheet-gone", sheet=name)
    last = dict.fromkeys(sheets_of(form), 0)
    for row in form.tables:
        if row.ref in places:
            last[row.sheet] = max(last[row.sheet], row.number)
    # Entries that are gone are told by the gap that they leave.
    kept = (row for row in form.tables if row.number <= last[row.sheet] and (row.ref in places or not _is_entry(row)))
    return replace(form, tables=tuple(kept))


def sheets_of(form: Layout) -> tuple[str, ...]:
    """The sheets of the tables, in order."""
    return tuple(dict.fromkeys(row.sheet for row in form.tables))


def _is_entry(row: Row) -> bool:
    return row.item is not None and row.item.name == ENTRIES


def _stands(form: Layout, places: Places, sheet: str) -> bool:
    return any(row.ref in places for row in form.tables if row.sheet == sheet)


def _facts(asked: Asked, form: Layout, places: Places, findings: Findings) -> tuple[Answer, ...]:
    """What is said once."""
    answers = []
    for row in form.details:
        place = one_place(row, places, findings)
        if row.item is None or place is None:
            continue
        value = read_kept(asked, row.item, place, layout.DETAIL_ANSWER, findings)
        answers.append(Answer(row.item.name, None, value, place.cell(layout.DETAIL_ANSWER)))
    return tuple(answers)


def _details(facts: Sequence[Answer]) -> who.Details:
    texts = {each.item: each.value.strip() for each in facts if isinstance(each.value, str) and each.item in who.TEXTS}
    days = ((each.value, each.cell) for each in facts if each.item == CLOSED_TO)
    closed, cell = next(days, (None, None))
    return who.Details(**texts, completed_on=closed if isinstance(closed, date) else None, completed_at=cell)


def _look_at_pence(completed: Return, instrument: Instrument, findings: Findings) -> None:
    """Note amounts with parts of a penny, which no account keeps; what a formula lacks for want of places is none."""
    fields = {(table.name, field.name): field for table in layout.tables(instrument) for field in table.fields}
    items = {item.name: item for item in instrument.items}
    facts = ((answer, items[answer.item]) for answer in completed.answers)
    rows = ((answer, fields[row.table, answer.item]) for row in completed.rows for answer in row.answers)
    for answer, field in (*facts, *rows):
        if accounts.is_money(field) and isinstance(answer.value, float):
            exact = Fraction(repr(answer.value)) * 100
            if abs(exact - round(exact)) > LEAST:
                said = {"found": values.shown(answer.value), "taken": amounts.pounds(half_up(exact))}
                findings.add("parts-of-a-penny", answer.cell, answer.item, **said)


def _check(completed: Return, instrument: Instrument, findings: Findings) -> Books | None:
    """Note what does not hold, at the cells that it stands in; the books of a fund in which no cell was refused."""
    account = entered(completed)
    _look_at_rows(account, completed, instrument, findings)
    if instrument.accounts is Accounts.BLOCK:
        blocks.look(account, completed, findings)
        return None
    for answer in completed.answers:
        if answer.item == "subject" and isinstance(answer.value, str) and may_be_name(answer.value):
            findings.add("fund-names-a-person", answer.cell, answer.item, what="The fund's code", found=answer.value)
    kept = books(fund_of(account))
    if below := checks.below_at_opening(kept.fund):
        cell = next((each.cell for each in completed.answers if each.item in accounts.OPENINGS and each.value), None)
        findings.add("begins-below-nothing", cell, "hours_before", found=" and ".join(below))
    for problem in span.of_account(kept.fund):
        day = completed.answer(problem.where)
        findings.add(problem.code, day.cell if day else None, problem.where, **problem.facts)
    refused = _refused(completed, findings)
    for problem in sorted(checks.problems(kept), key=lambda each: (each.where != "agreement", each.number)):
        if _is_of_refused(problem, refused):
            continue
        cell = placed(completed, problem.where, problem.number, AT[problem.where])
        findings.add(problem.code, cell, problem.where, number=problem.number, **problem.facts)
    return None if refused else kept


def _look_at_rows(account: Entered, completed: Return, instrument: Instrument, findings: Findings) -> None:
    """Note rows in which something stands, and nothing of what they go by."""
    refused = _refused(completed, findings)
    for table in layout.tables(instrument):
        field = next((each for each in table.fields if each.name == accounts.GOES_BY.get(table.name)), None)
        if field is None:
            continue
        for line in account.lines(table.name):
            if not line.has(field.name) and (table.name, line.number, field.name) not in refused:
                cell = placed(completed, table.name, line.number, field.name)
                facts = {"table": table.title, "what": field.title}
                findings.add("row-of-nothing", cell, table.name, number=line.number, **facts)


def _refused(completed: Return, findings: Findings) -> set[tuple[str, int, str]]:
    """The cells that were refused, by table, row and field: what is asked for stands there, and was told once."""
    told = {found.cell for found in findings.issues if found.cell and found.severity == "error"}
    return {
        (row.table, row.number, answer.item)
        for row in completed.rows
        for answer in row.answers
        if answer.value is None and answer.cell in told
    }


def _is_of_refused(problem: Problem, refused: Collection[tuple[str, int, str]]) -> bool:
    """Whether a problem says no more than that what was refused is not there."""
    table, names = LACKS.get(problem.code, ("", ""))
    return any(
        where == table and name in names.split() and (where != problem.where or number == problem.number)
        for where, number, name in refused
    )


def _strays(raw: RawReturn, instrument: Instrument, form: Layout, findings: Findings) -> None:
    """Note what stands beside the rows of a sheet that is filled in, or below them, where nothing is asked.

    A row that was put in between holds what somebody takes for entered, and has no number to count by.
    """
    widths = {row.ref: accounts.width(instrument, row.item) for row in form.tables if row.item}
    widths |= {row.ref: layout.DETAIL_HELP + 1 for row in form.details}
    strays: list[tuple[CellRef, str]] = []
    for sheet in (sheet for sheet in raw.sheets if not is_hidden_sheet(sheet)):
        for is_numbered, beside in _beside(sheet, widths):
            if sheet.name in sheets_of(form) and not is_numbered and len(beside) > 1:
                found = ", ".join(value for _, value in beside)
                findings.add("row-without-number", beside[0][0], found=found)
            else:
                strays += beside
    for cell, value in strays[:MOST_STRAYS]:
        findings.add("unreferenced-text", cell, found=value)
    if len(strays) > MOST_STRAYS:
        findings.add("unreferenced-text", found=f"{len(strays) - MOST_STRAYS:,} more cells like these")


def _beside(sheet: RawSheet, widths: Mapping[str, int]) -> Iterator[tuple[bool, Sequence[tuple[CellRef, str]]]]:
    """Of each row from the first asked on: whether it has a number, and the cells that nothing is asked in."""
    refs = [reference(cells[layout.REF]) if cells else "" for cells in sheet.rows]
    first = next((number for number, ref in enumerate(refs) if ref in widths), len(refs))  # none: it fills itself
    for number, cells in enumerate(sheet.rows[first:], start=first):
        width = widths.get(refs[number], 0)
        filled = (
            (column, value) for column, value in enumerate(cells) if column >= width and not values.is_blank(value)
        )
        yield width > 0, [(CellRef(sheet.name, number, column), values.brief(value)) for column, value in filled]
