"""Checks: the rules that a workshop keeps, each with how many break it now and in which words that is said."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from xlkit.returns.identifying import identifying
from xlkit.voice.codes import is_code
from xlkit.voice.following import YES, Following
from xlkit.voice.telling import telling
from xlkit.voice.workshop import FIRST, PEOPLE, TEAMS, Card, Theme

OF_PEOPLE = ("success-without-action", "theme-is-not-I")  # rules of a workshop, where people speak
EACH = {PEOPLE: 2, TEAMS: 3}  # statements of a person, or of a team, under each heading


class Weight(StrEnum):
    """How much a finding matters: what is wrong, what is to be looked at, and what is only worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Check(Struct, frozen=True):
    """One rule: its code, what it asks for, and the places that break it, each by what it is called there."""

    code: str
    rule: str
    weight: Weight
    asks: str
    places: tuple[str, ...]

    @property
    def said(self) -> str:
        """What was found, in words: `2: 11, 30`, or that nothing was."""
        return f"{len(self.places)}: {', '.join(self.places)}" if self.places else "nothing"


def checks(following: Following) -> tuple[Check, ...]:
    """Every rule, in order, with what breaks it in a workshop as it was filled in; not all are kept at an event."""
    kept = [rule for rule in RULES if not (following.workshop.is_event and rule[0] in OF_PEOPLE)]
    return tuple(Check(code, rule, weight, asks, tuple(find(following))) for code, rule, weight, asks, find in kept)


Find = Callable[[Following], Iterator[str]]


def _cards(following: Following, holds: Callable[[str], bool]) -> Iterator[str]:
    """The numbers of cards whose place is wrong in one way."""
    cards: Sequence[Card] = following.workshop.cards
    return (str(card.number) for card in cards if holds(following.placed.fault(card)))


def _unaccounted(following: Following) -> Iterator[str]:
    """Providers of whose cleared statements not each has a card."""
    cards = sum(bool(card.place) for card in following.workshop.cards)
    expected = sum(given.cards for given in following.workshop.given)
    if cards != expected:
        yield f"{cards} cards of {expected} cleared statements"


def _strange(following: Following) -> Iterator[str]:
    return (theme.ref for theme in following.workshop.themes if following.placed.strange(theme))


def _too_many_of_one(following: Following) -> Iterator[str]:
    """Themes in which somebody has more cards than each heading has room for."""
    counted = following.workshop.counted
    for theme in following.workshop.themes:
        of_person = Counter(card.code for card in following.placed.cards(theme) if card.code)
        if most := max((many for many in of_person.values() if many > EACH[counted]), default=0):
            yield f"{theme.ref} ({most} cards of one {'team' if counted == TEAMS else 'person'})"


def _mistyped(following: Following) -> Iterator[str]:
    """Cards beside which a code was typed on the day that is nobody's."""
    return (f"card {card.number}" for card in following.workshop.cards if card.code and not is_code(card.code))


def _too_many_dots(following: Following) -> Iterator[str]:
    workshop = following.workshop
    for wall in workshop.walls:
        for at, group in enumerate(workshop.groups):
            came = workshop.attended[at]
            dots = sum(theme.dots[at] or 0 for theme in workshop.themes_of(wall))
            if came is not None and dots > came * workshop.dots_each:
                yield f"{group} on {wall.name.lower()} ({dots} of {came * workshop.dots_each})"


def _themes(holds: Callable[[Following, Theme], bool]) -> Find:
    return lambda following: (theme.ref for theme in following.workshop.themes if holds(following, theme))


def _is_unnamed(following: Following, theme: Theme) -> bool:
    return bool(theme.cards) and not theme.name and bool(following.placed.times)


def _is_not_i(_: Following, theme: Theme) -> bool:
    return bool(theme.name) and theme.name.replace("’", "'").split()[0] not in ("I", "I'm", "I'd", "I've", "I'll", "My")


def _has_no_root(following: Following, theme: Theme) -> bool:
    return theme.further == YES and not following.root(theme.ref)


def _without_success(following: Following) -> Iterator[str]:
    reached = {success.cause for success in following.workshop.successes}
    return (one.ref for one in following.workshop.causes if one.addressed == YES and one.ref not in reached)


def _without_action(following: Following) -> Iterator[str]:
    for success in following.workshop.successes:
        missing = [group for group in following.workshop.acting if group not in following.acting(success.ref)]
        if success.cause and missing and not success.without:
            yield f"{success.ref} ({', '.join(missing)})"


def _of_nobody(following: Following) -> Iterator[str]:
    """Actions that nobody is told of, since who acts, or towards what, is not of the lists."""
    successes = {success.ref for success in following.workshop.successes} | {""}
    for promise in following.workshop.promises:
        astray = [promise.who] * (promise.who not in following.workshop.who)
        astray += [promise.success] * (promise.success not in successes)
        if promise.action and astray:
            yield f"{promise.ref} ({', '.join(f'“{typed}”' for typed in astray)})"


def _may_identify(following: Following) -> Iterator[str]:
    """What may tell who somebody is, in words on cards and in the group's own, which are published words too."""
    workshop = following.workshop
    names = [given.provider for given in workshop.given]
    texts = [(f"card {card.number}", card.words) for card in workshop.cards]
    texts += [(theme.ref, f"{theme.name}. {theme.short}") for theme in workshop.themes]
    texts += [(cause.ref, cause.root) for cause in workshop.causes]
    texts += [(promise.ref, promise.action) for promise in workshop.promises]
    for place, text in texts:
        if names_in_it := identifying(text, names):
            yield f"{place} (“{names_in_it}”)"


def _unchecked(following: Following) -> Iterator[str]:
    return iter(telling(following).unchecked)


def _few_people(following: Following) -> Iterator[str]:
    least = following.workshop.smallest_theme
    return (one.ref for one in following.workshop.themes if one.name and following.placed.people(one) < least)


def _undecided(following: Following) -> Iterator[str]:
    """Questions that tie at the fifth place, until the event has chosen as many as are answered."""
    chosen = sum(theme.chosen == YES for theme in following.workshop.themes)
    return (theme.ref for theme in following.tied if chosen != FIRST)


RULES: tuple[tuple[str, str, Weight, str, Find], ...] = (
    ("statements-unaccounted", "V1", Weight.ERROR, "Each cleared statement has one card", _unaccounted),
    (
        *("card-not-placed", "V2", Weight.ERROR, "Each card stands on a wall, or is left off with a reason"),
        lambda following: _cards(following, "not on a wall".__eq__),
    ),
    (
        *("card-twice", "V2", Weight.ERROR, "Each card stands on one theme alone"),
        lambda following: _cards(following, lambda fault: fault.startswith("on ") and fault.endswith("themes")),
    ),
    (
        *("card-of-other-wall", "V2", Weight.ERROR, "Each card stands on the wall of its own heading"),
        lambda following: _cards(following, "on another wall".__eq__),
    ),
    (
        *("card-left-off-and-placed", "V2", Weight.ERROR, "A card that is left off stands on no wall"),
        lambda following: _cards(following, "left off, and on a wall".__eq__),
    ),
    ("card-unknown", "V2", Weight.ERROR, "Each number typed is a card's, once, and no range like 12–15", _strange),
    ("people-and-cards", "V3", Weight.ERROR, "Nobody has more cards in a theme than room for them", _too_many_of_one),
    ("code-mistyped", "V3", Weight.ERROR, "A code that is typed beside a card is somebody's", _mistyped),
    ("too-many-dots", "V5", Weight.WARNING, "A group has no more dots than its people were given", _too_many_dots),
    ("theme-without-cause", "V6", Weight.NOTE, "Each theme taken further has a root cause", _themes(_has_no_root)),
    ("cause-without-success", "V6", Weight.NOTE, "Each cause to address has a success", _without_success),
    ("success-without-action", "V6", Weight.NOTE, "A success has each group's action, or why not", _without_action),
    ("action-of-nobody", "V6", Weight.ERROR, "An action names who acts, and its success, as the lists do", _of_nobody),
    ("questions-tied", "V6", Weight.NOTE, "Of questions that tie at the fifth place the event chooses", _undecided),
    ("few-people", "V7", Weight.NOTE, "A theme that so few named has no name in shared files", _few_people),
    ("words-not-checked", "V10", Weight.NOTE, "What everybody is told is checked as naming nobody", _unchecked),
    ("theme-without-name", "V8", Weight.WARNING, "Each theme with cards has a name", _themes(_is_unnamed)),
    ("theme-is-not-I", "V8", Weight.NOTE, "A theme begins as people would say it, with I or My", _themes(_is_not_i)),
    ("statement-may-identify", "V8", Weight.WARNING, "No words may tell who somebody is: look at each", _may_identify),
)  # fmt: skip
