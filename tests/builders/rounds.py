"""Rounds: instruments, returns and ledgers of any size, the same for the same seed, without files."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from msgspec.structs import replace

from xlkit.comparison.sides.market import MarketTheme
from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument, Section, Side
from xlkit.form.item import Choice, Item, Kind
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.measures.distribution import Distribution
from xlkit.returns import return_ids
from xlkit.returns.completed import Action, Answer, Return
from xlkit.returns.raw import CellRef

AS_AT = date(2027, 4, 6)
SCALE = tuple(Choice(str(level), f"We are at step {level}", level) for level in range(1, 6))
STATUSES = ("Not started", "Under way", "Done", "Dropped", "")
CELL = CellRef("Questions", 4, 2)


def item(name: str, ref: str, *, evidence: str = "") -> Item:
    return Item(name, ref, name.replace("_", " ").capitalize(), Kind.STATEMENTS, choices=SCALE, evidence=evidence)


PROVIDER = Instrument(
    name="provider-check",
    title="Provider check",
    version="2.0",
    side=Side.PROVIDER,
    sections=(
        Section("one", "1", "Leading", (item("strategy", "1.1"), item("culture", "1.2"))),
        Section("two", "2", "Money", (item("costing", "2.1"), item("invoicing", "2.2"), item("accounting", "2.3"))),
        Section(
            "three",
            "3",
            "Other",
            (
                Item("about", "3.0", "What this is", Kind.NOTE),
                Item("places", "3.1", "Places", Kind.INTEGER),
                Item("since", "3.2", "Open since", Kind.DATE),
                Item(
                    "kind",
                    "3.3",
                    "Kind of care",
                    Kind.CHOICE,
                    choices=(Choice("home", "Home care"), Choice("day", "Day")),
                ),
                Item("remark", "3.4", "Remark", Kind.TEXT),
            ),
        ),
    ),
)
COMMISSIONER = Instrument(
    name="market-check",
    title="Market check of the whole council area",
    version="2011.1",
    side=Side.COMMISSIONER,
    sections=(
        Section(
            "plan",
            "1",
            "Plan",
            tuple(
                item(name, str(number), evidence="What shows this?")
                for number, name in enumerate(("leadership", "prices", "purchasing", "need", "culture_change"), start=1)
            ),
        ),
    ),
)
SHORT = Instrument(
    name="market-check-short",
    title="Market check, as providers see it",
    version="1.0",
    side=Side.COMMISSIONER,
    part_of=COMMISSIONER.name,
    sections=(Section("plan", "1", "Plan", (item("prices", "2"), item("need", "4"))),),
)
INSTRUMENTS: Mapping[str, Instrument] = {one.name: one for one in (PROVIDER, COMMISSIONER, SHORT)}


def _theme(name: str, title: str, *links: tuple[Instrument, str, Strength]) -> Theme:
    return Theme(name, title, tuple(Link(one.name, item_name, strength) for one, item_name, strength in links))


DIRECT, PARTIAL = Strength.DIRECT, Strength.PARTIAL
CROSSWALK = Crosswalk(
    (
        _theme("leadership", "Leadership", (PROVIDER, "strategy", DIRECT), (COMMISSIONER, "leadership", DIRECT)),
        _theme("culture", "Culture", (PROVIDER, "culture", DIRECT), (COMMISSIONER, "culture_change", PARTIAL)),
        _theme("costs", "Costs and prices", (PROVIDER, "costing", DIRECT), (COMMISSIONER, "prices", DIRECT)),
        _theme(
            "money",
            "Personal money",
            (PROVIDER, "invoicing", DIRECT),
            (PROVIDER, "accounting", DIRECT),
            (COMMISSIONER, "purchasing", DIRECT),
        ),
        _theme("need", "Need (commissioner only)", (COMMISSIONER, "need", DIRECT)),
        Theme("elsewhere", "Elsewhere", (Link("another-instrument", "thing", DIRECT),)),
    )
)


def answered(
    instrument: Instrument,
    organisation: str,
    levels: Mapping[str, int | None],
    *,
    respondent: str = "",
    agreed: bool = False,
    perspective: Perspective = Perspective.SELF,
    subject: str = "",
    locality: str = "",
    actions: Sequence[Action] = (),
    evidence: Mapping[str, str] | None = None,
) -> Return:
    """A return with these levels; items that are not named are unanswered."""
    named = Identity(
        template=instrument.name,
        version=instrument.version,
        content_hash=instrument.content_hash,
        round="Spring",
        organisation=organisation,
        subject=subject or organisation,
        perspective=perspective,
        respondent=respondent,
    )
    said = evidence or {}
    answers = tuple(
        Answer(one.name, levels.get(one.name), _choice(levels.get(one.name)), CELL, said.get(one.name, ""))
        for one in instrument.items
    )
    return Return(
        identity=return_ids.entered(named, "agreed" if agreed else "one"),
        organisation=organisation,
        subject=subject or organisation,
        respondent=respondent,
        role="",
        locality=locality,
        service_area="",
        view="agreed" if agreed else "one",
        completed_on=None,
        answers=answers,
        actions=tuple(actions),
    )


def action(name: str, text: str = "Do it", *, due: date | None = None, status: str = "", owner: str = "") -> Action:
    """A planned action on an item."""
    return Action(name, text, owner, due, status, CELL)


def ledger(*returns: Return, others: Sequence[Entry] = ()) -> Ledger:
    """A ledger in which these returns are valid, beside other entries."""
    entries = [entry(f"{number:05}.xlsx", completed=one) for number, one in enumerate(returns)]
    return Ledger((*entries, *others))


def entry(path: str, status: Status = Status.VALID, completed: Return | None = None) -> Entry:
    """One file of a ledger."""
    return Entry(path, hashlib.sha256(path.encode()).hexdigest(), 60_000, status, completed)


def random_return(
    instrument: Instrument, organisation: str, chance: Random, *, respondent: str, agreed: bool
) -> Return:
    """A return with plausible answers, blanks, evidence and actions."""
    items = list(instrument.items)
    levels = {one.name: chance.choice((None, 1, 2, 2, 3, 3, 4, 5)) for one in items if one.has_levels}
    planned = [_random_action(one, chance) for one in items if chance.random() < 0.4]
    evidence = {one.name: f"Evidence for {one.ref}" for one in items if chance.random() < 0.3}
    plain = answered(
        instrument, organisation, levels, respondent=respondent, agreed=agreed, actions=planned, evidence=evidence
    )
    return replace(
        plain,
        role=chance.choice(("", "Manager", "Finance")),
        locality=chance.choice(("", "North", "Coast")),
        completed_on=chance.choice((None, AS_AT - timedelta(days=chance.randrange(40)))),
        answers=tuple(_typed(instrument, answer, chance) for answer in plain.answers),
    )


def random_ledger(
    seed: int, *, providers: int = 6, councils: int = 1, views: int = 3, instruments: Sequence[Instrument] | None = None
) -> Ledger:
    """A ledger of providers, some with several returns, and of councils with up to `views` respondents each."""
    chance = Random(seed)
    provider, commissioner = instruments or (PROVIDER, COMMISSIONER)
    returns = [
        random_return(provider, f"Provider {number:04}", chance, respondent=f"Person {view}", agreed=agreed)
        for number in range(providers)
        for view, agreed in enumerate(chance.choice(((True,), (False,), (False, False, False), (True, False))))
    ]
    returns += [
        random_return(commissioner, f"Council {number}", chance, respondent=f"Officer {view}", agreed=view == 0)
        for number in range(councils)
        for view in range(chance.randint(1, views + 1))
    ]
    return ledger(*returns, others=(entry("zz-broken.pdf", Status.REJECTED), entry("zz-~$lock.xlsx", Status.IGNORED)))


def random_views(seed: int, given: Ledger) -> Ledger:
    """The ledger with what others say of those in it: the first council of providers, some providers of councils."""
    chance = Random(seed)
    returns = [one.completed for one in given.entries if one.completed is not None]
    own = {one.organisation: one.identity.template for one in returns}
    providers = [name for name, template in own.items() if template == PROVIDER.name]
    council = next((name for name, template in own.items() if template == COMMISSIONER.name), "Council 0")
    others = [
        (PROVIDER, council, subject, Perspective.COMMISSIONER)
        for subject in (*providers[: len(providers) // 2 + 1], "Unheard Care")
    ]
    others += [(PROVIDER, f"Group {number}", "Provider 0001", Perspective.PEOPLE) for number in range(3)]
    others += [(SHORT, name, council.upper(), Perspective.PROVIDER) for name in providers]
    others += [(COMMISSIONER, "A partner", council, Perspective.PARTNER)]
    said = [
        _about(instrument, name, subject, perspective, chance, view)
        for instrument, name, subject, perspective in others
        for view in range(chance.choice((1, 1, 2)))
    ]
    return Ledger((*ledger(*returns, *said).entries, *(one for one in given.entries if one.completed is None)))


def _about(
    instrument: Instrument, name: str, subject: str, perspective: Perspective, chance: Random, view: int
) -> Return:
    drawn = random_return(instrument, name, chance, respondent=f"Voice {view}", agreed=False)
    named = replace(drawn.identity, subject=subject, perspective=perspective)
    return replace(drawn, identity=return_ids.entered(named, "one"), subject=subject)


def _choice(level: int | None) -> str | None:
    return None if level is None else str(level)


def _random_action(one: Item, chance: Random) -> Action:
    due = chance.choice((None, AS_AT + timedelta(days=chance.randrange(-90, 90))))
    return action(one.name, "Do it", due=due, status=chance.choice(STATUSES), owner=chance.choice(("", "Ann")))


def _typed(instrument: Instrument, answer: Answer, chance: Random) -> Answer:
    kind = next(one.kind for one in instrument.items if one.name == answer.item)
    values: dict[Kind, str | float | date] = {
        Kind.INTEGER: 12.0,
        Kind.DATE: date(2019, 5, 1),
        Kind.CHOICE: "home",
        Kind.TEXT: "=1+1 is what they wrote",
    }
    return replace(answer, value=values[kind]) if kind in values and chance.random() < 0.8 else answer


def standing(theme: MarketTheme) -> Distribution:
    """Where the providers stand on a theme of which that is shown."""
    assert theme.providers is not None
    return theme.providers
