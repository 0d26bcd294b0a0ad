"""Events: teams of one provider, what they say to its plan, and what everybody made of it."""

from functools import cache

from msgspec.structs import replace

from tests.builders.voices import SECRET
from tests.builders.workshops import AS_AT, listed, numbers, placed
from xlkit.form import xlsform
from xlkit.form.instrument import Instrument
from xlkit.returns.completed import Answer, Return
from xlkit.round import identities
from xlkit.round.round import Recipient, Round
from xlkit.voice.dealing import new_workshop
from xlkit.voice.statements import gather, groups_of, walls_of
from xlkit.voice.workshop import QUESTIONS, Workshop, walls

PLAN = Round("Plan 2028", council="Fenmoor Care")
KINDS = ("support_team", "finance", "human_resources", "family", "board", "commissioner")
PROUD, CHANGE = "Proud of", "Change"


@cache
def plan_input() -> Instrument:
    return xlsform.find("strategic-plan-input")


def said(number: int, kind: str, use: str = "words") -> Return:
    """What one team says: three things under each heading, but families ask nothing; one says how to change it."""
    name = f"Team {number}"
    headings = ("proud", "change") if kind == "family" else ("proud", "change", "question")
    given = {f"{key}_{at}": f"{key.capitalize()} {at} of team {number}" for key in headings for at in (1, 2, 3)}
    facts = {"team": name, "kind_of_group": kind, "may_be_used": use, "change_1_how": "Ask those who use it"}
    answers = tuple(Answer(item, None, value, None) for item, value in (facts | given).items())
    identity = identities.issued(plan_input(), Recipient(name), PLAN.name, PLAN.council, SECRET)
    return Return(identity, name, name, "", "", "", "", view="one", completed_on=None, answers=answers, actions=())


def event(teams: list[Return]) -> Workshop:
    """The event of what some teams say, before its day."""
    statements = gather(teams, {plan_input().name: plan_input()}, SECRET, {})
    facts = (walls(walls_of(plan_input())), SECRET, (PLAN.name, PLAN.council), AS_AT)
    return new_workshop(statements, *facts, groups=groups_of(plan_input()))


@cache
def begun() -> Workshop:
    """The event of six teams."""
    return event([said(number, kind) for number, kind in enumerate(KINDS, start=1)])


def asked(dots: tuple[int, ...], chosen: tuple[str, ...] = ()) -> Workshop:
    """The event with a question for each of the dots that one group gave, and those that were chosen."""
    workshop = begun()
    for number, card in enumerate(numbers(workshop, QUESTIONS)[: len(dots)], start=1):
        facts = {"name": f"Why {number}?", "dots": (dots[number - 1], *[None] * (len(workshop.groups) - 1))}
        facts["chosen"] = "yes" if f"Q{number}" in chosen else ""
        workshop = placed(workshop, f"Q{number}", str(card), **facts)
    return workshop


@cache
def filled() -> Workshop:
    """The event once its day is over: two clusters that may be told, a vision, and a tie at the fifth question."""
    workshop = asked((9, 8, 7, 6, 5, 5, 2), ("Q1", "Q2", "Q3", "Q4", "Q6"))
    for ref, wall in (("P1", PROUD), ("H1", CHANGE)):
        cards = listed(numbers(workshop, wall))
        workshop = placed(workshop, ref, cards, name=f"All of {wall.lower()}", cleared="checked")
    cards = listed(numbers(workshop, QUESTIONS)[:1] + numbers(workshop, QUESTIONS)[7:])
    workshop = placed(workshop, "Q1", cards, cleared="checked", answered="Chapter 2")
    return replace(workshop, vision="Everybody has a key", held=AS_AT, attended=(9, *workshop.attended[1:]))
