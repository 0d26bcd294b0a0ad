"""Telling: what of a workshop everybody may be told, in words that somebody checked and counted in people alone."""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from xlkit.voice.following import Following
from xlkit.voice.workshop import TOGETHER, Promise, Theme

CHECKED = "checked"  # what somebody picks once a theme's words, and what follows from it, name nobody
FUTURE = "For the future"  # the heading under which people say what they want next
SMALLEST_HEARD = 5  # people whose reviews are in, for any figure to be told


class Told(Struct, frozen=True):
    """One theme as everybody is told it: its name, how many people named it, and what each group will do."""

    theme: Theme
    people: int
    found: str = ""
    will: tuple[Promise, ...] = ()


Part: TypeAlias = tuple[str, str]
"""A part of all people: of which kind it is, such as “Locality”, and its name; both are empty where it is everybody."""


class ToldWhere(Struct, frozen=True):
    """How many people of a part named a theme, by its ref, of how many of it that were heard."""

    part: Part
    heard: int
    ref: str
    people: int


class Telling(Struct, frozen=True):
    """What everybody is told: the themes with a name of their own, and how many more stand among “other things”.

    `unchecked` are themes that wait for somebody to check their words, and `follows` those that are left out because
    something about too few would follow with what was told before, both by their references. `few` is the smallest
    theme that is named, and `why` says why none is, where that is so of them all.
    """

    heard: int
    told: tuple[Told, ...]
    others: int
    unchecked: tuple[str, ...]
    few: int
    follows: tuple[str, ...] = ()
    why: str = ""
    where: tuple[ToldWhere, ...] = ()
    unparted: tuple[str, ...] = ()


class Own(Struct, frozen=True):
    """What one provider alone is told: of how many of its people, and how many of them named each theme, by its ref."""

    provider: str
    heard: int
    people: Mapping[str, int]


def telling(following: Following) -> Telling:
    """What may be told of a workshop: no theme of fewer people than the smallest, and no word that nobody checked."""
    workshop, placed = following.workshop, following.placed
    counted = [(theme, placed.people(theme)) for theme in workshop.themes if placed.cards(theme)]
    enough = [(theme, people) for theme, people in counted if people >= workshop.smallest_theme]
    named = [(theme, people) for theme, people in enough if theme.name]
    return Telling(
        workshop.heard,
        tuple(_told(following, theme, people) for theme, people in named if theme.cleared == CHECKED),
        len(counted) - len(enough),
        tuple(theme.ref for theme, _ in named if theme.cleared != CHECKED),
        workshop.smallest_theme,
    )


def will_say(who: str) -> str:
    """What a promise begins with, by who made it."""
    return "Together we will" if who == TOGETHER else f"{who.capitalize()} will"


def _told(following: Following, theme: Theme, people: int) -> Told:
    will = following.promises(theme.ref)
    told = tuple(will[who] for who in following.workshop.who if who in will)
    return Told(theme, people, following.root(theme.ref), told)
