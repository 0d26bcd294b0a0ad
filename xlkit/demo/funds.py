"""The demonstration's funds: six of one made-up provider over a quarter, and its block, always the same."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TypeAlias

from xlkit.form.draft import Draft
from xlkit.round.round import Recipient

FUND, BLOCK = "isf-fund", "isf-block"
PROVIDER = "Beacon Supported Living"
BEGINS, ENDS = date(2027, 1, 1), date(2027, 3, 31)
FIRST_WEEK = date(2027, 1, 4)
WEEKS = 12
Cells: TypeAlias = Mapping[str, str | float | date]

AGREED: Cells = {
    "from": BEGINS, "held": "hours", "hours_week": 24.0, "rate": 21.5, "standard": 6.0, "enhanced": 4.0,
    "price": 14.37, "limit": 4.0, "limit_in": "weekly_budgets", "notice": "Four weeks, in writing",
}  # fmt: skip
IN_MONEY: Cells = {"from": BEGINS, "held": "money", "council": 350.0, "rate": 21.5, "overdraw": "no"}
PLAN: tuple[Cells, ...] = (
    {"outcome": "Swim every week", "support": "Somebody who swims", "standard": 3.0, "counts_as": "direct"},
    {"outcome": "Go out on Fridays", "support": "Staying on until late", "enhanced": 4.0, "counts_as": "direct"},
    {"outcome": "Cook for my friends", "support": "Shopping and cooking", "standard": 11.0, "counts_as": "direct"},
    {"outcome": "Somebody keeps my account", "pounds": 60.0, "counts_as": "management"},
)
POTS: tuple[Cells, ...] = ({"pot": "Journey", "wish": "A week by the sea in May", "hours_wanted": 40.0},)
# What each person does week by week beside what they are given: what happened, on which day of the week, and how much.
WEEKLY: Mapping[str, tuple[tuple[str, int, float], ...]] = {
    "F01": (("support", 1, 14.0), ("put_aside", 5, 3.5), ("support_enhanced", 4, 4.0)),
    "F02": (("support", 2, 18.0), ("support_enhanced", 5, 2.0)),
    "F03": (("support", 1, 16.5), ("support_enhanced", 4, 5.0)),
    "F04": (("support", 3, 14.0), ("spent_management", 4, 24.5)),
    "F05": (("support", 1, 12.5), ("support", 4, 6.0), ("support_enhanced", 5, 3.5)),
    "F06": (),
}
# What happened once: the week, the day of it, what, how much, and what else stands in the row.
ONCE: Mapping[str, tuple[tuple[int, int, str, float, Cells], ...]] = {
    "F02": (
        (4, 3, "to_money", 2.5, {"purpose": "The person wants to join a gym"}),
        (5, 0, "spent_bought", 20.0, {"purpose": "A month at the gym", "evidence": "Receipt 12"}),
    ),
    "F03": ((11, 6, "support_enhanced", 2.0, {"purpose": "A night in hospital", "evidence": "Rota 12"}),),
    "F04": ((6, 2, "spent_provider", 45.0, {"purpose": "An art class", "evidence": "Invoice 0931"}),),
    "F05": ((7, 2, "support", 2.0, {"purpose": "Entered twice"}), (7, 3, "correction", 0.0, {"corrects": 33.0})),
    "F06": ((0, 2, "support", 6.0, {"purpose": "Before going into hospital"}),),
}
IN_POUNDS = ("spent_bought", "spent_provider", "spent_management", "money_council")


def funds() -> Iterator[tuple[Recipient, Draft]]:
    """Each fund with what stands in it: one saves for a journey, one turns hours into money, one is overdrawn."""
    for code in WEEKLY:
        recipient = Recipient(PROVIDER, subject=code, template=FUND)
        agreed = IN_MONEY if code == "F04" else AGREED
        details: dict[str, str | float | date] = {"begins": BEGINS, "ends": ENDS, "closed_to": ENDS, "weeks": "w52"}
        details |= {"ask": "the office, 01632 960 200", "disagree": "ask for Grace Lin, or write to the council"}
        details |= {"explained_by": "a team leader", "explained_on": date(2027, 4, 2)}
        rows = {"agreement": (agreed,), "plan": PLAN, "pots": POTS, "entries": tuple(_entries(code))}
        yield recipient, Draft(details=details, rows=rows)


def block() -> tuple[Recipient, Draft]:
    """The provider's block, of which the funds are parts, with the balance of its bank."""
    shared: tuple[Cells, ...] = ({"element": "Waking night", "hours": 24.0, "split": "equally"},)
    people: tuple[Cells, ...] = tuple(
        {"code": code, "before_hours": 24.0, "pounds": 350.0}
        if code == "F04"
        else {"code": code, "before_hours": 22.0, "standard": 20.0, "w1": 1.0}
        for code in (*WEEKLY, "vacancy")
    )
    facts: dict[str, str | float | date] = {"hours": 144.0, "pounds": 350.0, "begins": BEGINS}
    facts |= {"bank": 309.93, "bank_on": ENDS}
    listed: tuple[Cells, ...] = ({"what": "Invoice 0931, not paid yet", "pounds": 45.0},)
    rows = {"shared": shared, "people": people, "listed": listed}
    return Recipient(PROVIDER, subject="Quayside", template=BLOCK), Draft(facts, rows=rows)


def _entries(code: str) -> Iterator[Cells]:
    """What happened in a fund, week by week."""
    given = ("money_council", 350.0) if code == "F04" else ("hours_given", 24.0)
    for week in range(WEEKS):
        first = FIRST_WEEK + timedelta(weeks=week)
        yield _entry(first, given[0], given[1], {"purpose": f"Week {week + 1}"})
        for what, day, much in WEEKLY[code]:
            more: Cells = {"pot": "Journey"} if what == "put_aside" else {"evidence": f"Rota {week + 1}"}
            yield _entry(first + timedelta(days=day), what, much, more)
        for in_week, day, what, much, more in ONCE.get(code, ()):
            if in_week == week:
                yield _entry(first + timedelta(days=day), what, much, more)


def _entry(day: date, what: str, much: float, more: Cells) -> Cells:
    amount = {"pounds" if what in IN_POUNDS else "hours": much} if much else {}
    return {"day": day, "what": what, **amount, **more}
