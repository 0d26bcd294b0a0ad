"""Scale matrices: a plan check with every role, councils' returns of it, and random rounds, alike for one seed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from tests.builders.rounds import AS_AT, CELL, action, ledger
from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument, Section, Setting, Side
from xlkit.form.item import Choice, Item, Kind, Role, Tone
from xlkit.intake.log import Ledger
from xlkit.returns import return_ids
from xlkit.returns.completed import Action, Answer, Return, TableRow

RAG = (
    Choice("red", "Red", rank=1, tone=Tone.RED),
    Choice("amber", "Amber", rank=2, tone=Tone.AMBER_RED),
    Choice("green", "Green", rank=3, tone=Tone.GREEN),
    Choice("none", "Not rated", tone=Tone.GREY),
)
LIKELY = (
    Choice("likely", "Very likely", rank=3, tone=Tone.GREEN),
    Choice("maybe", "Fairly likely", rank=2),
    Choice("unlikely", "Unlikely", rank=1, tone=Tone.RED),
)
STATUS = (
    Choice("begun", "Under way"),
    Choice("late", "Late", tone=Tone.RED),
    Choice("done", "In place", reached=True, tone=Tone.GREEN),
)
RISK = (
    Item("risk", "R", "Risk", Kind.TEXT),
    Item("answer", "R", "What we do", Kind.TEXT),
    Item("owner", "R", "Owner", Kind.TEXT),
    Item("due", "R", "By when", Kind.DATE),
    Item(
        "status", "R", "Status", Kind.CHOICE, choices=(Choice("open", "Open"), Choice("shut", "Closed", reached=True))
    ),
)
DATES = {"first": date(2027, 3, 31), "second": date(2027, 9, 30)}


def _part(name: str, number: int) -> Section:
    ref = f"{number}"
    forecasts = (
        Item(
            f"{name}_{when}", f"{ref}.F{place}", f"How likely by ${{{when}}}?", Kind.CHOICE, choices=LIKELY,
            role=Role.FORECAST, when=when,
        )
        for place, when in enumerate(DATES, start=1)
    )  # fmt: skip
    outcomes = (
        Item(
            f"{name}_{part}", f"{ref}.{place}", f"By ${{{when}}}, {part} is there", Kind.CHOICE, choices=STATUS,
            role=Role.OUTCOME, when=when, day="When?",
        )
        for place, (part, when) in enumerate((("plan", "first"), ("team", "first"), ("money", "second")), start=1)
    )  # fmt: skip
    return Section(
        name,
        ref,
        name.capitalize(),
        (
            *outcomes,
            *forecasts,
            Item(f"{name}_next", f"{ref}.N", "What next?", Kind.TEXT, role=Role.GATHER),
            Item(f"{name}_help", f"{ref}.H", "What support would help?", Kind.TEXT, role=Role.SUPPORT),
            Item(f"{name}_risks", f"{ref}.R", "Risks", Kind.TABLE, fields=RISK, rows=4, role=Role.REGISTER),
        ),
    )


PLAN = Instrument(
    name="plan-check",
    title="Plan check",
    version="1.0",
    side=Side.COMMISSIONER,
    settings=(
        Setting("first", "First date", DATES["first"]),
        Setting("second", "Second date", DATES["second"]),
        Setting("quarter", "Quarter", "2026-27 Q4"),
    ),
    sections=(
        Section(
            "ground",
            "G",
            "Groundwork",
            (
                Item("people", "G1", "People are with us", Kind.CHOICE, choices=RAG, role=Role.RATING),
                Item("money", "G2", "Money is there", Kind.CHOICE, choices=RAG, role=Role.RATING),
                Item("places", "G3", "Which places", Kind.MANY, choices=(Choice("n", "North"), Choice("s", "South"))),
            ),
        ),
        _part("homes", 1),
        _part("advice", 2),
    ),
)
PLANS: Mapping[str, Instrument] = {PLAN.name: PLAN}
CROSSWALK = Crosswalk(
    (
        Theme("culture", "Culture", (Link(PLAN.name, "people", Strength.DIRECT),)),
        Theme("information", "Information", (Link(PLAN.name, "advice", Strength.DIRECT),)),
    )
)


def planned(
    organisation: str,
    picked: Mapping[str, str] | None = None,
    *,
    said: Mapping[str, str | float | date] | None = None,
    risks: Sequence[Mapping[str, str | date]] = (),
    days: Mapping[str, date] | None = None,
    settings: Mapping[str, str] | None = None,
    respondent: str = "",
    agreed: bool = False,
    round_name: str = "Spring",
    actions: Sequence[Action] = (),
    perspective: Perspective = Perspective.SELF,
    instrument: Instrument = PLAN,
) -> Return:
    """A return with these choices and texts by the names of items, and rows of the first section's risks."""
    facts = {"first": "2027-03-31", "second": "2027-09-30", "quarter": "2026-27 Q4", **(settings or {})}
    named = Identity(
        template=instrument.name,
        version=instrument.version,
        content_hash=instrument.content_hash,
        round=round_name,
        organisation=organisation,
        subject=organisation,
        perspective=perspective,
        respondent=respondent,
        settings=tuple(facts.items()),
    )
    values = {**(picked or {}), **(said or {})}
    dated = days or {}
    answers = tuple(
        Answer(one.name, None, values.get(one.name), CELL, day=dated.get(one.name))
        for one in instrument.items
        if one.kind is not Kind.TABLE
    )
    return Return(
        identity=return_ids.entered(named, "agreed" if agreed else "one"),
        organisation=organisation,
        subject=organisation,
        respondent=respondent,
        role="",
        locality="",
        service_area="",
        view="agreed" if agreed else "one",
        completed_on=None,
        answers=answers,
        actions=tuple(actions),
        rows=tuple(_risk("homes_risks", number, one) for number, one in enumerate(risks, start=1)),
    )


def _risk(table: str, number: int, said: Mapping[str, str | date]) -> TableRow:
    return TableRow(table, number, tuple(Answer(one.name, None, said.get(one.name), CELL) for one in RISK))


def random_plans(seed: int, councils: int = 4, round_name: str = "Spring") -> Ledger:
    """A ledger of councils' plans: some with several returns, some with dates of their own, with blanks everywhere."""
    chance = Random(seed)
    found = [
        _random(chance, f"Council {number:03}", respondent=f"Officer {view}", agreed=agreed, round_name=round_name)
        for number in range(councils)
        for view, agreed in enumerate(chance.choice(((True,), (False,), (False,) * 4, (True, False))))
    ]
    return ledger(*found)


def _random(chance: Random, organisation: str, *, respondent: str, agreed: bool, round_name: str) -> Return:
    picked: dict[str, str] = {}
    said: dict[str, str] = {}
    days: dict[str, date] = {}
    for one in PLAN.items:
        if chance.random() < 0.25:
            continue
        if one.is_picked:
            picked[one.name] = chance.choice(one.choices).name
            days |= {one.name: AS_AT - timedelta(days=chance.randrange(60))} if one.day else {}
        elif one.kind is Kind.TEXT:
            said[one.name] = chance.choice(("=1+1", "More of the same", "Ask\nothers", "<r>x</r>"))
        elif one.kind is Kind.MANY:
            said[one.name] = chance.choice(("n", "s", "n s"))
    first = chance.choice((date(2027, 3, 31), date(2027, 3, 31), date(2027, 5, 1), date(2026, 12, 1)))
    risks: list[dict[str, str | date]] = [
        {
            "risk": "Loss",
            "status": chance.choice(("open", "shut")),
            "due": AS_AT + timedelta(days=chance.randrange(-9, 9)),
        }
        for _ in range(chance.randrange(3))
    ]
    return planned(
        organisation,
        picked,
        said=said,
        days=days,
        risks=[replaced if chance.random() < 0.8 else {"risk": "No date"} for replaced in risks],
        settings={"first": first.isoformat()},
        respondent=respondent,
        agreed=agreed,
        round_name=round_name,
        actions=[action("people", due=AS_AT)] if chance.random() < 0.5 else (),
    )
