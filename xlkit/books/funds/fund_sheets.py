"""The sheets of many funds: all of them, those to look at, providers, blocks, what is reconciled, and every entry."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from xlkit.books.writer.sheets import AnySheet, Col, SheetOf, Value
from xlkit.comparison.disclosure.shared_funds import Total
from xlkit.comparison.people.funds import Funds, Kept, Provider, spent_on_others
from xlkit.form.entered import Line
from xlkit.fund.balance import Holding
from xlkit.fund.checks import in_words
from xlkit.fund.division import half_up
from xlkit.fund.entries import Entry as Booked
from xlkit.fund.entries import Posting
from xlkit.fund.kinds import SPENT, Account
from xlkit.intake.log import Entry

HOURS, MONEY = "hours", "money"
SPENDING = {
    Account.DIRECT: "direct support",
    Account.PROVIDER: "another provider",
    Account.BOUGHT: "things bought",
    Account.MANAGEMENT: "management",
}


def sheets(funds: Funds) -> list[AnySheet]:
    """Every sheet, in the order in which they are read; one without rows has nothing to tell."""
    return [
        _funds("Funds", "Funds", "One row for each fund.", funds.kept, [*_PLACED, *_HELD, *_SPENT, *_KEPT]),
        *_to_look_at(funds),
        _direct(funds.providers),
        _blocks(funds.providers),
        _reconcile(funds.kept),
        _entries(funds.kept),
        _on_others(funds),
        _files(funds.entries),
    ]


def shared(totals: Iterable[Total]) -> AnySheet:
    """What everybody may see: totals over all providers together."""
    columns: tuple[Col[Total], ...] = (
        Col("total", "Total", 34, value=lambda row: row.label),
        Col(
            "value",
            "All providers",
            18,
            "general",
            value=lambda row: None if row.value is None else round(row.value, 2),
        ),
        Col("why", "Why it is left out", 60, value=lambda row: row.why or None),
    )
    intro = "Totals over all providers together. No figure is of one provider or of one fund."
    return SheetOf("Totals", title="Funds in all", intro=intro, columns=columns, records=[*totals])


def _hours(key: str, header: str, units: Callable[[Kept], int]) -> Col[Kept]:
    return Col(key, header, 13, HOURS, value=lambda fund: fund.books.in_hours(units(fund)))


def _of(*kinds: str) -> Callable[[Kept], int]:
    return lambda fund: abs(fund.books.of_kind(*kinds).units)


def _money(key: str, header: str, pence: Callable[[Kept], int]) -> Col[Kept]:
    return Col(key, header, 13, MONEY, value=lambda fund: pence(fund) / 100)


def _spent(account: Account) -> Callable[[Kept], int]:
    return lambda fund: fund.spent(account)


_PLACED: tuple[Col[Kept], ...] = (
    Col("provider", "Provider", 30, value=lambda fund: fund.provider),
    Col("code", "Fund", 12, value=lambda fund: fund.code),
)
_HELD: tuple[Col[Kept], ...] = (
    _hours("given", "Hours given", _of("hours_given")),
    _hours("used", "Hours used", _of("support", "support_enhanced")),
    _hours("turned", "Hours turned into money", _of("to_money")),
    _hours("left", "Hours left", lambda fund: fund.books.closing.units),
    _hours("pots", "Hours in pots", lambda fund: fund.books.saved.units),
)
_SPENT: tuple[Col[Kept], ...] = (
    _money("received", "£ received", lambda fund: fund.books.received),
    *(_money(f"spent_{place}", f"£ on {SPENDING[each]}", _spent(each)) for place, each in enumerate(SPENT)),
    _money("left_money", "£ left", lambda fund: fund.books.closing.pence),
    _money("pots_money", "£ in pots", lambda fund: fund.books.saved.pence),
)
_KEPT: tuple[Col[Kept], ...] = (
    Col("weeks", "Weeks saved up", 12, "one_place", value=lambda fund: fund.weeks_banked),
    Col("last", "Last used", 14, "date", value=lambda fund: fund.last_used),
    Col("closed", "Closed to", 14, "date", value=lambda fund: fund.said.facts.day("closed_to")),
    Col("file", "File", 40, value=lambda fund: fund.path),
)


def _funds(sheet: str, name: str, intro: str, kept: Sequence[Kept], columns: Sequence[Col[Kept]]) -> AnySheet:
    return SheetOf(sheet, name=name, intro=intro, columns=tuple(columns), records=kept, frozen=2)


def _to_look_at(funds: Funds) -> Iterable[AnySheet]:
    left = (_HELD[3], _SPENT[5], *_KEPT)
    for sheet, name, intro, kept in (
        ("Over the limit", "Over", "More is saved up than was agreed.", [f for f in funds.kept if f.is_over]),
        ("Not used for 8 weeks", "Unused", "Nothing was used or spent.", [f for f in funds.kept if f.is_unused]),
        ("Overdrawn", "Overdrawn", "Hours or money are below nothing.", [f for f in funds.kept if f.is_overdrawn]),
    ):
        yield _funds(sheet, name, intro, kept, [*_PLACED, *left])


def _direct(providers: Sequence[Provider]) -> AnySheet:
    def share(provider: Provider) -> float | None:
        direct, management = provider.planned()
        return half_up(Fraction(100 * management, direct + management)) if direct + management else None

    columns: tuple[Col[Provider], ...] = (
        Col("provider", "Provider", 30, value=lambda each: each.name),
        Col("funds", "Funds (n)", 10, "whole", value=lambda each: len(each.funds)),
        Col("direct", "Planned for support, £ a week", 16, MONEY, value=lambda each: each.planned()[0] / 100),
        Col("management", "Planned for management, £ a week", 18, MONEY, value=lambda each: each.planned()[1] / 100),
        Col(
            *("pence", "Management, pence in the £", 16, "whole"),
            value=share,
            formula=lambda at: f'=IF({at["direct"]}+{at["management"]}=0,"",{_pence(at["direct"], at["management"])})',
        ),
    )
    intro = "What of each pound of all plans pays for support, and what for running the service."
    rows = [each for each in providers if each.funds]
    return SheetOf("Direct and management", name="Direct", intro=intro, columns=columns, records=rows)


def _pence(direct: str, management: str) -> str:
    return f"ROUND(100*{management}/({direct}+{management}),0)"


def _blocks(providers: Sequence[Provider]) -> AnySheet:
    def of_block(place: int, divisor: int) -> Callable[[Provider], Value]:
        return lambda each: None if each.block is None else each.block[place] / divisor

    columns: tuple[Col[Provider], ...] = (
        Col("provider", "Provider", 30, value=lambda each: each.name),
        Col("block_hours", "Block: hours a week of all people", 16, HOURS, value=of_block(0, 60)),
        Col("fund_hours", "Funds: hours a week", 16, HOURS, value=lambda each: each.weekly[0] / 60),
        Col("block_money", "Block: £ a week of all people", 16, MONEY, value=of_block(1, 100)),
        Col("fund_money", "Funds: £ a week", 16, MONEY, value=lambda each: each.weekly[1] / 100),
        Col("bank", "£ in the bank", 14, MONEY, value=lambda each: None if each.bank is None else each.bank / 100),
        Col("listed", "£ listed", 13, MONEY, value=lambda each: each.listed / 100),
        Col("money", "£ in all funds", 14, MONEY, value=lambda each: each.money_left / 100),
        Col(
            *("gap", "£ unexplained", 14, MONEY),
            value=lambda each: None if each.bank_gap is None else each.bank_gap / 100,
            formula=lambda at: None if at.row.bank is None else f"=ROUND({at['bank']}-{at['listed']}-{at['money']},2)",
        ),
    )
    intro = (
        "What people have in a block, without its vacancy, beside what their funds are given, and the bank beside all "
        "funds together."
    )
    return SheetOf("Block", intro=intro, columns=columns, records=providers)


class _Line(Struct, frozen=True):
    """A row of one table of a fund."""

    fund: Kept
    line: Line


def _reconcile(kept: Sequence[Kept]) -> AnySheet:
    rows = [_Line(fund, line) for fund in kept for line in fund.said.lines("reconcile")]
    names = {"rota": "Hours on the rota", "bank": "£ in the bank or system"}
    columns: tuple[Col[_Line], ...] = (
        Col("provider", "Provider", 30, value=lambda row: row.fund.provider),
        Col("code", "Fund", 12, value=lambda row: row.fund.code),
        Col("what", "What", 26, value=lambda row: names.get(row.line.text("what"))),
        Col("until", "Up to", 14, "date", value=lambda row: row.line.day("until")),
        Col("total", "Total there", 13, MONEY, value=_total),
        Col("explained", "Explained by", 50, value=lambda row: row.line.text("explained") or None),
    )
    intro = "Totals of rotas, banks and finance systems, as they were typed."
    return SheetOf("Reconcile", intro=intro, columns=columns, records=rows)


def _total(row: _Line) -> float | None:
    amount = row.line.amount("total")
    return None if amount is None else float(amount)


class _Posted(Struct, frozen=True):
    """An entry of a fund as it was posted, with what is left after it."""

    fund: Kept
    posting: Posting
    left: Holding


def _entries(kept: Sequence[Kept]) -> AnySheet:
    rows = [
        _Posted(fund, posting, held)
        for fund in kept
        for posting, held in zip(fund.books.postings, fund.books.running, strict=True)
    ]
    columns: tuple[Col[_Posted], ...] = (
        Col("provider", "Provider", 26, value=lambda row: row.fund.provider),
        Col("code", "Fund", 12, value=lambda row: row.fund.code),
        Col("number", "No", 8, "whole", value=lambda row: row.posting.entry.number),
        Col("day", "Date", 14, "date", value=lambda row: row.posting.entry.day),
        Col("kind", "What happened", 30, value=lambda row: row.fund.labels.get(row.posting.entry.kind)),
        Col("hours", "Hours counted", 12, HOURS, value=lambda row: row.fund.books.in_hours(row.posting.units)),
        Col("money", "£ in or out", 13, MONEY, value=lambda row: row.posting.pence / 100),
        Col("hours_left", "Hours left", 12, HOURS, value=lambda row: row.fund.books.in_hours(row.left.units)),
        Col("money_left", "£ left", 13, MONEY, value=lambda row: row.left.pence / 100),
        Col("pot", "Pot", 16, value=lambda row: row.posting.entry.pot or None),
        Col("purpose", "For what", 34, value=lambda row: row.posting.entry.purpose or None),
        Col("evidence", "Rota, receipt or invoice", 24, value=lambda row: row.posting.entry.evidence or None),
    )
    intro = "Every entry of every fund, as it counts."
    return SheetOf("Entries", intro=intro, columns=columns, records=rows, frozen=3)


class _Other(Struct, frozen=True):
    """An entry whose words name another fund."""

    fund: Kept
    number: int
    other: str


def _on_others(funds: Funds) -> AnySheet:
    rows = [_Other(*found) for found in spent_on_others(funds)]
    columns: tuple[Col[_Other], ...] = (
        Col("provider", "Provider", 30, value=lambda row: row.fund.provider),
        Col("code", "Fund", 12, value=lambda row: row.fund.code),
        Col("other", "Names fund", 12, value=lambda row: row.other),
        Col("entry", "Entry", 66, value=lambda row: in_words(_entry(row), row.fund.labels)),
    )
    intro = "Entries whose words name the code of another fund: a fund is for its person alone, so look at them."
    return SheetOf("Names another fund", name="Others", intro=intro, columns=columns, records=rows)


def _entry(row: _Other) -> Booked:
    return next(each for each in row.fund.books.fund.entries if each.number == row.number)


def _files(entries: Sequence[Entry]) -> AnySheet:
    columns: tuple[Col[Entry], ...] = (
        Col("file", "File", 44, value=lambda entry: entry.path),
        Col("status", "Status", 14, value=lambda entry: entry.status.value),
        Col("said", "What was found", 68, value=lambda entry: "\n".join(i.message for i in entry.issues) or None),
        Col("sha256", "Content hash (SHA-256)", 26, "line", value=lambda entry: entry.sha256),
    )
    intro = "One row for each file that was given, with what became of it and what was found in it."
    return SheetOf("Returns", intro=intro, columns=columns, records=entries, printed="said")
