"""Workshops: twenty people of five providers, their cards, and what a group makes of them on its walls."""

from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace

from tests.builders.voices import ROUND, SECRET, Person, identity_of, person, returned, top_twos
from xlkit.returns.completed import Return
from xlkit.round.round import Rules
from xlkit.voice.codes import listed as listed_codes
from xlkit.voice.dealing import RULES, new_workshop
from xlkit.voice.statements import Statement, gather, walls_of
from xlkit.voice.workshop import Card, Cause, Promise, Success, Theme, Workshop, walls

AS_AT = date(2027, 5, 14)
PROVIDERS = ("Alder House", "Birch Care", "Cedar Support", "Dogwood Living", "Elm Care")
WORKING, NOT_WORKING, FUTURE = "Working", "Not working", "For the future"


def twenty() -> dict[str, list[Person]]:
    """Four people of each provider, each with all six statements."""
    return {name: [person(4 * at + one) for one in range(4)] for at, name in enumerate(PROVIDERS)}


def returns_of(people: dict[str, list[Person]]) -> list[Return]:
    return [returned(provider, theirs) for provider, theirs in people.items()]


def statements_of(people: dict[str, list[Person]]) -> tuple[Statement, ...]:
    return gather(returns_of(people), {"top-twos": top_twos()}, SECRET, {})


def begun(people: dict[str, list[Person]], rules: Rules = RULES) -> Workshop:
    """The workshop of some people before its day."""
    facts = (SECRET, (ROUND.name, ROUND.council), AS_AT, rules)
    return new_workshop(statements_of(people), walls(walls_of(top_twos())), *facts)


@cache
def before() -> Workshop:
    """The workshop of all twenty before its day: 120 cards, and eight more for each wall."""
    return begun(twenty())


def numbers(workshop: Workshop, wall: str, words: str = "") -> list[int]:
    """The numbers of a wall's cards that came with returns, or of those with some words."""
    cards: list[Card] = [card for card in workshop.cards if card.wall == wall and card.place]
    return [card.number for card in cards if not words or words in card.words]


def placed(workshop: Workshop, ref: str, cards: str, **facts: Any) -> Workshop:
    """The workshop with the cards of a theme typed in."""
    themes = (replace(each, cards=cards, **facts) if each.ref == ref else each for each in workshop.themes)
    return replace(workshop, themes=tuple(themes))


def listed(cards: list[int]) -> str:
    return ", ".join(map(str, cards))


@cache
def filled() -> Workshop:
    """The same once a group has placed every card, and followed one theme to its actions."""
    workshop = before()
    for ref, wall, name in (
        ("W1", WORKING, "I decide how I live"),
        ("F1", FUTURE, "I want more of a life"),
    ):
        workshop = placed(workshop, ref, listed(numbers(workshop, wall)), name=name)
    late = numbers(workshop, NOT_WORKING, "wait too long")
    call = numbers(workshop, NOT_WORKING, "night call")
    others = [each for each in numbers(workshop, NOT_WORKING) if each not in (*late, *call)]
    workshop = placed(
        workshop, "N1", listed(late), name="I wait, and nobody says how long", dots=(9, 3, 2, None), further="yes"
    )
    workshop = placed(
        workshop, "N2", "\n".join(map(str, call)), name="I call at night and nobody comes", short="On-call"
    )
    workshop = placed(workshop, "N3", "; ".join(map(str, others)), name="My days are made for the service")
    groups = ("people and families", "providers", "commissioners")
    workshop = replace(
        workshop, themes=tuple(replace(each, cleared="checked" if each.name else "") for each in workshop.themes)
    )
    return replace(
        workshop,
        causes=(
            Cause("C1", "N1", ("Rotas are late", "", "", "", ""), "Rotas are made for staff", "yes", "agreed"),
            *workshop.causes[1:],
        ),
        successes=(
            Success("S1", "C1", ("I know who comes", "Rotas hold", ""), by=date(2027, 12, 1)),
            *workshop.successes[1:],
        ),
        promises=(
            *(
                Promise(f"A{at}", "S1", who, action=f"Do {at}", by=date(2027, 9, at))
                for at, who in enumerate(groups, start=1)
            ),
            *workshop.promises[3:],
        ),
        attended=(12, 5, 3, None),
    )


def theme(workshop: Workshop, ref: str) -> Theme:
    return next(each for each in workshop.themes if each.ref == ref)


def codes_of(people: dict[str, list[Person]]) -> dict[str, str]:
    """The provider of every code in the workbooks of some people's providers."""
    return {
        code: provider
        for provider in people
        for code in listed_codes(top_twos(), identity_of(provider).return_id, SECRET).values()
    }


def speaking(workshop: Workshop, subjects: dict[str, str]) -> Workshop:
    """The workshop with what some of its themes speak of."""
    themes = (replace(each, speaks_of=subjects.get(each.ref, each.speaks_of)) for each in workshop.themes)
    return replace(workshop, themes=tuple(themes))
