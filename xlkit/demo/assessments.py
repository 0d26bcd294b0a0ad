"""The demonstration: a round of a made-up council and its providers, with plausible answers, always the same."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, PlannerColumn, PlannerKind
from xlkit.form.item import Item
from xlkit.round.round import Recipient, Round

PROVIDERS = "progress-for-providers"
COMMISSIONER = "shaping-the-market"
AS_SEEN = "shaping-the-market-short"
ROUND = Round(
    name="Spring 2027", deadline="Friday 26 March 2027", contact="Market development team, Fenmoor County Council"
)
AS_AT = date(2027, 4, 6)
OPENED = date(2027, 3, 1)
COUNCIL = "Fenmoor County Council"

LOCALITIES = ("Fenmoor North", "Fenmoor South", "Coast")
SERVICES = ("Home care", "Supported living", "Residential care", "Day opportunities")
SIZES = ("Small", "Medium", "Large")
ORGANISATIONS = (
    "Alder House Care", "Ashgrove Support", "Beacon Supported Living", "Bramley Home Care", "Bridgewater Care Homes",
    "Cedar Tree Trust", "Coastline Day Services", "Copper Lane Support", "Eastgate Living", "Elm Row Care Home",
    "Fairfield Community Care", "Harbour View Support", "Hazelwood Homes", "Juniper Home Care", "Kestrel Living",
    "Larkfield Care", "Meadowsweet Support", "Northway Housing and Care", "Orchard Day Centre", "Quayside Living",
    "Rowan Tree Care", "Saltmarsh Support", "Thistledown Home Care", "Willowbank Trust",
)  # fmt: skip
LEFT_BLANK = (7, 18)  # places in it of those who left topics blank
MANAGERS = (
    "Amina Yusuf", "Ben Carter", "Carys Pugh", "Dev Patel", "Ella Nowak", "Femi Ade", "Grace Lin", "Harry Booth",
    "Iris Kaya", "Joe Malik", "Kate Dunn", "Leo Fraser",
)  # fmt: skip
OFFICERS = (
    ("Priya Nair", "Head of commissioning", "one", 0.2),
    ("Tom Ellery", "Contracts manager", "one", -0.5),
    ("Wanda Obi", "Operational manager", "one", -0.9),
    ("Priya Nair", "For the commissioning board", "agreed", -0.1),
)
EVIDENCE = (
    "Set out in our business plan and reviewed by the board in January.",
    "Staff survey of last autumn, and notes of three team meetings.",
    "Two people we support joined the working group; minutes are on file.",
    "Training records, and a sample of ten plans checked in February.",
    "Feedback from families at the open day.",
    "Our quality report, page 12.",
)
ACTIONS = (
    "Agree with people and families what good looks like, and write it down together",
    "Try it with five people first, then decide how to go on",
    "Ask two providers who are further on to show us how they did it",
    "Put it on the agenda of the managers' meeting each month",
    "Train team leaders, then coach them for three months",
    "Rewrite the leaflet in plain words with people who use it",
)


class Cast(Struct, frozen=True):
    """Who takes part: `speakers` say how they see the council, `rated` are rated by it, and others by each group."""

    providers: Sequence[str]
    speakers: Sequence[str]
    rated: Sequence[str]
    groups: Sequence[tuple[str, Sequence[str]]]


CAST = Cast(
    providers=ORGANISATIONS,
    speakers=ORGANISATIONS[1::3],
    rated=ORGANISATIONS[:6],
    groups=(("Fenmoor Families Together", ORGANISATIONS[:3]), ("Fenmoor Self-Advocates", ORGANISATIONS[1:3])),
)


class Completed(Struct, frozen=True):
    """A recipient of the demonstration with what they filled in."""

    recipient: Recipient
    draft: Draft


def returns(
    instruments: Mapping[str, Instrument], cast: Cast = CAST, stated: Round = ROUND
) -> Iterator[tuple[Instrument, Completed]]:
    """Each return of the round beside what it answers: providers', the council's, and what they say of each other."""
    providers, council = instruments[PROVIDERS], instruments[COMMISSIONER]
    short = instruments[AS_SEEN]
    yield from ((providers, completed) for completed in provider_returns(providers, cast, stated))
    yield from ((council, completed) for completed in _commissioner_returns(council, stated))
    yield from ((short, completed) for completed in _views_of_council(short, cast, stated))
    yield from ((providers, completed) for completed in _views_of_providers(providers, cast, stated))


def provider_returns(instrument: Instrument, cast: Cast = CAST, stated: Round = ROUND) -> Iterator[Completed]:
    """The returns of providers about themselves; of 24, two left topics blank."""
    for number, organisation in enumerate(cast.providers):
        chance = Random(f"{stated.name} {organisation}")
        recipient = Recipient(
            organisation=organisation,
            respondent=MANAGERS[number % len(MANAGERS)],
            role="Registered manager",
            template=instrument.name,
            locality=LOCALITIES[number % len(LOCALITIES)],
            service_area=SERVICES[number % len(SERVICES)],
            size=SIZES[chance.randrange(len(SIZES))],
        )
        blanks = 3 if number % len(ORGANISATIONS) in LEFT_BLANK else 0
        yield Completed(recipient, _draft(instrument, recipient, chance, "agreed", chance.gauss(0, 0.6), blanks))


def _commissioner_returns(instrument: Instrument, stated: Round) -> Iterator[Completed]:
    """The returns of three officers of one council, and the position they agreed."""
    for respondent, role, view, lean in OFFICERS:
        chance = Random(f"{stated.name} {respondent} {role}")
        recipient = Recipient(organisation=COUNCIL, respondent=respondent, role=role, template=instrument.name)
        yield Completed(recipient, _draft(instrument, recipient, chance, view, lean, 0))


def _views_of_council(instrument: Instrument, cast: Cast, stated: Round) -> Iterator[Completed]:
    for number, organisation in enumerate(cast.speakers):
        speaker = Recipient(organisation, MANAGERS[number % len(MANAGERS)], "Registered manager")
        yield _view(instrument, speaker, Perspective.PROVIDER, COUNCIL, -0.6, stated)


def _views_of_providers(instrument: Instrument, cast: Cast, stated: Round) -> Iterator[Completed]:
    """What the council, and people and families, say of some providers."""
    officer = Recipient(COUNCIL, "Tom Ellery", "Contracts manager")
    for subject in cast.rated:
        yield _view(instrument, officer, Perspective.COMMISSIONER, subject, -0.3, stated)
    for group, subjects in cast.groups:
        for subject in subjects:
            yield _view(instrument, Recipient(group), Perspective.PEOPLE, subject, -0.7, stated)


def _view(
    instrument: Instrument, speaker: Recipient, perspective: Perspective, subject: str, lean: float, stated: Round
) -> Completed:
    """An answer about somebody else, in which nothing is planned."""
    recipient = replace(speaker, template=instrument.name, perspective=perspective, subject=subject)
    chance = Random(f"{stated.name} {recipient.organisation} {subject}")
    draft = _draft(instrument, recipient, chance, "one", lean + chance.gauss(0, 0.3), 0)
    return Completed(recipient, replace(draft, actions={}))


def _draft(instrument: Instrument, recipient: Recipient, chance: Random, view: str, lean: float, blanks: int) -> Draft:
    items = list(instrument.items)
    left_out = set(chance.sample([item.name for item in items], blanks))
    answers = {item.name: _answer(item, lean, chance) for item in items if item.name not in left_out}
    levels = {item.name: choice.score or 0 for item in items if (choice := item.choice(answers.get(item.name, "")))}
    evidence = {item.name: chance.choice(EVIDENCE) for item in items if item.evidence and chance.random() < 0.4}
    low = sorted(levels, key=lambda name: (levels[name], name))[: chance.randint(2, 6)]
    planned = {name: _actions(instrument, chance) for name in low}
    details: dict[str, str | date] = {
        "organisation": recipient.organisation,
        "respondent": recipient.respondent,
        "role": recipient.role,
        "view": view,
        "locality": recipient.locality,
        "service_area": recipient.service_area,
        "completed_on": OPENED + timedelta(days=chance.randrange(26)),
    }
    return Draft(details=details, answers=answers, evidence=evidence, actions=planned)


def _answer(item: Item, lean: float, chance: Random) -> str:
    # Topics differ in how hard they are, organisations in how far they are, and nobody is equally far everywhere.
    hard = Random(item.name).gauss(0, 0.9)
    place = round(3.0 + hard + lean + chance.gauss(0, 0.7))
    return item.choices[max(1, min(len(item.choices), place)) - 1].name


def _actions(instrument: Instrument, chance: Random) -> tuple[dict[str, str | date], ...]:
    columns = [column for column in instrument.planner if column.kind.is_input]
    rows = 2 if chance.random() < 0.2 else 1
    return tuple({column.name: _planned(column, chance) for column in columns} for _ in range(rows))


def _planned(column: PlannerColumn, chance: Random) -> str | date:
    if column.kind is PlannerKind.DATE:
        return OPENED + timedelta(days=chance.randrange(-30, 300)) if chance.random() < 0.85 else ""
    if column.kind is PlannerKind.CHOICE:
        return chance.choice(column.choices[:3])
    if column.name == "owner":
        return chance.choice(MANAGERS) if chance.random() < 0.85 else ""
    return chance.choice(ACTIONS)
