"""Telling: what of a workshop everybody may be told, in words that somebody checked and counted in people alone."""

from dataclasses import dataclass
from datetime import date

from xlkit.voice.following import Following
from xlkit.voice.workshop import Theme

CHECKED = "checked"  # what somebody picks once a theme's words, and what follows from it, name nobody
SMALLEST_HEARD = 5  # people whose reviews are in, for any figure to be told


@dataclass(frozen=True, slots=True)
class Told:
    """One theme as everybody is told it: its name, how many people named it, and what follows."""

    theme: Theme
    people: int
    found: str = ""
    will: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Telling:
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


def _told(following: Following, theme: Theme, people: int) -> Told:
    promise = following.promise(theme.ref)
    will, by = (promise.action, promise.by) if promise else ("", None)
    return Told(theme, people, following.root(theme.ref), will, by)
