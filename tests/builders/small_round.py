"""A small round by hand with everything in it, so that each sheet of its workbooks has something to say."""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from tests.builders import scale_matrices
from tests.builders.rounds import (
    AS_AT,
    COMMISSIONER,
    CROSSWALK,
    INSTRUMENTS,
    PROVIDER,
    SHORT,
    action,
    answered,
    entry,
    ledger,
)
from tests.builders.scale_matrices import PLAN, PLANS, planned
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison, Response
from xlkit.form.crosswalk import Crosswalk, Link, Strength
from xlkit.form.identity import Perspective
from xlkit.intake.log import Ledger, Status
from xlkit.returns.completed import Return
from xlkit.returns.issues import issue

COUNCIL = "Marsh Council"
SMALLEST = 2  # organisations that a figure for everybody rests on, so that a small round has some
ITEMS = ("strategy", "culture", "costing", "invoicing", "accounting")
# Where each provider works, its levels on those items, and those of the round before.
PROVIDERS: Mapping[str, tuple[str, tuple[int | None, ...], tuple[int | None, ...]]] = {
    "Alder Care": ("North", (1, 2, 1, 3, 2), (1, 1, 2, 3, None)),
    "Birch House": ("North", (2, 2, None, 4, 4), (2, 1, 1, 5, 4)),
    "Cedar Homes": ("North", (2, 5, 1, 3, None), (1, 5, 1, 2, 2)),
    "Dune Support": ("Coast", (4, 5, 3, 1, 1), (3, 4, 3, 2, 2)),
    "Elm Lodge": ("Coast", (5, 4, 2, 2, 3), (4, 4, 2, 2, 3)),
    "Fern Care": ("Coast", (3, 1, 1, 5, 5), (3, 2, 1, 4, 5)),
}
OWN = {"leadership": 4, "prices": 2, "purchasing": 3, "need": 1, "culture_change": 5}
ACTIONS = (
    action("strategy", "Write it down", due=date(2027, 3, 1), owner="Ann"),
    action("costing", "Ask the bank", due=date(2027, 6, 1), status="Under way"),
    action("culture", "Talk", due=date(2027, 1, 1), status="Done", owner="Bo"),
    action("accounting", "Buy software", status="Dropped"),
)
TYPED: Mapping[str, str | float | date] = {"places": 12.0, "since": date(2019, 5, 1), "kind": "home", "remark": "=1+1"}


def small_round() -> Comparison:
    """The round, held against the one before it."""
    return compare(
        {**INSTRUMENTS, **PLANS},
        _crosswalk(),
        _files(),
        AS_AT,
        "Spring",
        earlier=[replace(found, identity=replace(found.identity, round="Autumn")) for found in _before()],
        response=Response(20, frozenset(f"{number:05}.xlsx" for number in range(9))),
        council=COUNCIL,
        smallest=SMALLEST,
    )


def small_region() -> Comparison:
    """Two councils by their returns, each with three of the providers."""
    marsh, hill = ([_own(name, 1) for name in PROVIDERS if PROVIDERS[name][0] == where] for where in ("North", "Coast"))
    returns = {
        COUNCIL: (answered(COMMISSIONER, COUNCIL, OWN), *marsh),
        "Hill Council": (answered(COMMISSIONER, "Hill Council", {**OWN, "leadership": 1, "prices": None}), *hill),
    }
    entries = (
        replace(found, council=council) for council, given in returns.items() for found in ledger(*given).entries
    )
    return compare(INSTRUMENTS, CROSSWALK, Ledger(tuple(entries)), AS_AT, "Spring", smallest=SMALLEST)


def _files() -> Ledger:
    broken = replace(entry("broken.pdf", Status.REJECTED), issues=(issue("empty-file"),))
    others = (broken, entry("lock.xlsx", Status.IGNORED), entry("twice.xlsx", Status.DUPLICATE, _own("Alder Care", 1)))
    given = ledger(*_providers(), *_council(), *_voices(), *_plans(), others=others)
    waived = issue(
        "check-waived", until="", message="No date.", place="Decisions!A2", approved_by="Bo", why="New this year"
    )
    first, *rest = given.entries
    blank = issue("no-organisation", where="About you!B3")
    return Ledger((replace(first, status=Status.INCOMPLETE, issues=(waived, blank)), *rest))


def _providers() -> Iterator[Return]:
    for name in PROVIDERS:
        yield _own(name, 1)
    agreed = _own("Alder Care", 1, respondent="Ann", agreed=True)
    sized = replace(agreed.identity, size="Small")
    yield replace(agreed, identity=sized, actions=ACTIONS, service_area="Home care", role="Manager", note="Well led")
    for respondent, level in (("Bo", 1), ("Cy", 3), ("Di", 5)):
        said = {"strategy": level, "costing": 2}
        yield answered(PROVIDER, "Gorse Group", said, respondent=respondent, locality="Coast")


def _own(name: str, now: int, *, respondent: str = "", agreed: bool = False) -> Return:
    """What a provider answers of itself: in this round, or with `now` 0 in the one before."""
    locality, *rounds = PROVIDERS[name]
    levels = dict(zip(ITEMS, rounds[1 - now], strict=True))
    evidence = {"strategy": "A plan on the wall"}
    found = answered(PROVIDER, name, levels, respondent=respondent, agreed=agreed, locality=locality, evidence=evidence)
    typed = (replace(answer, value=TYPED.get(answer.item, answer.value)) for answer in found.answers)
    return replace(found, answers=tuple(typed), completed_on=date(2027, 3, 9))


def _council() -> Iterator[Return]:
    evidence = {"prices": "A survey", "need": "Waiting lists"}
    planned_ = [action("need", "Count again", due=date(2027, 4, 6), owner="Eve")]
    agreed = answered(COMMISSIONER, COUNCIL, OWN, agreed=True, evidence=evidence, actions=planned_, locality="Marsh")
    yield replace(agreed, role="Director")
    yield answered(COMMISSIONER, COUNCIL, {**OWN, "prices": 5, "need": 3}, respondent="Finance")
    for respondent, prices, need in (("Care", 1, 2), ("Health", 4, 2), ("Housing", 5, 1), ("Law", 1, None)):
        yield answered(COMMISSIONER, COUNCIL, {"prices": prices, "need": need}, respondent=respondent)


def _voices() -> Iterator[Return]:
    """What others say of providers, and what providers say of the council."""
    people, provider = Perspective.PEOPLE, Perspective.PROVIDER
    for name in ("Alder Care", "Dune Support"):
        said = {"strategy": 2, "culture": 3}
        yield answered(PROVIDER, COUNCIL, said, perspective=Perspective.COMMISSIONER, subject=name)
        yield answered(PROVIDER, "Families", {"culture": 4, "costing": 1}, perspective=people, subject=name)
    yield answered(PROVIDER, "Carers", {"culture": 1}, perspective=people, subject="Alder Care")
    for name, level in (
        ("Alder Care", 1),
        ("Birch House", 1),
        ("Cedar Homes", 1),
        ("Dune Support", 5),
        ("Fern Care", 3),
    ):
        yield answered(SHORT, name, {"prices": level, "need": 1}, perspective=provider, subject=COUNCIL)
    yield answered(COMMISSIONER, "A charity", {"leadership": 2}, perspective=Perspective.PARTNER, subject=COUNCIL)


def _plans() -> Iterator[Return]:
    risks: list[Mapping[str, str | date]] = [
        {"risk": "Flood", "answer": "Sandbags", "owner": "Fay", "due": date(2027, 3, 1), "status": "open"},
        {"risk": "Fire", "due": date(2027, 2, 1), "status": "shut"},
    ]
    ours = {"people": "amber", "money": "green", "homes_first": "maybe", "homes_plan": "done", "homes_team": "late"}
    theirs = {
        "people": "red",
        "money": "none",
        "homes_first": "likely",
        "homes_second": "unlikely",
        "advice_plan": "done",
    }
    asked = {"homes_next": "Build", "homes_help": "Builders, please", "places": "n s"}
    days = {"homes_plan": date(2027, 2, 2)}
    yield planned(COUNCIL, ours, said=asked, days=days, risks=risks, actions=[action("people", "Meet", owner="Ann")])
    yield planned(
        "Hill Council",
        theirs,
        said={"advice_help": "A website", "advice_next": "Ask"},
        respondent="Pat",
        settings={"first": "2026-12-31"},
    )


def _before() -> Iterator[Return]:
    for name in PROVIDERS:
        yield replace(_own(name, 0), actions=ACTIONS[:3] if name == "Alder Care" else ())
    yield answered(PROVIDER, "Gorse Group", {"strategy": 2}, locality="Coast")
    yield answered(PROVIDER, "Heather Help", {"culture": 3})
    yield answered(COMMISSIONER, COUNCIL, {**OWN, "prices": 3}, agreed=True)
    yield planned(COUNCIL, {"people": "red", "money": "green", "homes_first": "likely"}, round_name="Autumn")


def _crosswalk() -> Crosswalk:
    """The themes of levels, beside them the plans' links; on need the council's lowest item is below its level."""
    more = {theme.name: theme.links for theme in scale_matrices.CROSSWALK.themes}
    more["need"] = tuple(Link(COMMISSIONER.name, name, Strength.DIRECT) for name in ("leadership", "prices"))
    more["need"] += (Link(PLAN.name, "homes", Strength.DIRECT),)
    themes = (replace(theme, links=(*theme.links, *more.get(theme.name, ()))) for theme in CROSSWALK.themes)
    return Crosswalk((*themes, scale_matrices.CROSSWALK.themes[1]))
