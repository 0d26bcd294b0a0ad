"""A workshop: cards on walls, and what a group makes of them: themes, causes, success and promises."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from xlkit.days import months_later
from xlkit.form.item import Use
from xlkit.measures.grouped import grouped
from xlkit.voice.statements import Statement
from xlkit.voice.where import Where

THEMES, CAUSES, SUCCESSES, ACTIONS, SPARE = 20, 30, 30, 60, 8  # rows that are ready; spare cards are for the day itself
GROUPS = ("people and families", "providers", "commissioners", "others")
ACTING = GROUPS[:3]  # the groups of which each success asks an action
TAKEN = "CSA"  # letters that references of causes, successes and actions begin with
TOGETHER = "together"  # who acts, where all groups do
PEOPLE, TEAMS = "people", "teams"  # who is counted: at a workshop people, at an event their teams and groups
QUESTIONS = "Questions"  # the heading of an event under which the plan is asked something
FIRST = 5  # of those questions so many are answered
MONTHS = 4  # after an event everybody hears what became of it


class Wall(Struct, frozen=True):
    """One heading, and the letter that its themes begin with: `N` for “Not working”."""

    name: str
    letter: str


class Card(Struct, frozen=True):
    """A numbered card; one that is written on the day has no place among returns, and a code only if one is typed.

    `came` are the words as they came, `words` those on the card by now, `changed` who reworded it, and `left_off` why
    it is on no wall. The `provider` is named only where all of them agreed to that.
    """

    number: int
    wall: str
    words: str = ""
    code: str = ""
    place: str = ""
    came: str = ""
    changed: str = ""
    left_off: str = ""
    told: str = ""
    service: str = ""
    locality: str = ""
    provider: str = ""


class Theme(Struct, frozen=True):
    """A cluster of cards under a name; `cards` is what was typed from the wall, `dots` what each group gave it.

    `ref` is the letter of its wall and its number: `N3`. `happened` is told at the second meeting. It is `cleared` once
    somebody checked that its words, and what follows from it, name nobody. A question is `chosen` by its event, and
    `answered` in some place of the plan.
    """

    ref: str
    wall: str
    name: str = ""
    short: str = ""
    speaks_of: str = ""
    cards: str = ""
    dots: tuple[int | None, ...] = (None,) * len(GROUPS)
    further: str = ""
    happened: str = ""
    cleared: str = ""
    chosen: str = ""
    answered: str = ""


class Cause(Struct, frozen=True):
    """Why a theme is as it is; `addressed` is “yes” where the group will do something about it."""

    ref: str
    theme: str = ""
    whys: tuple[str, ...] = ("", "", "", "", "")
    root: str = ""
    addressed: str = ""
    thinks: str = ""


class Success(Struct, frozen=True):
    """What it looks like once a cause is dealt with, for each group; `without` says why some group does not act."""

    ref: str
    cause: str = ""
    looks: tuple[str, ...] = ("", "", "")
    seen: str = ""
    now: str = ""
    by: date | None = None
    known: str = ""
    without: str = ""


class Promise(Struct, frozen=True):
    """What one group will do towards a success."""

    ref: str
    success: str = ""
    who: str = ""
    organisation: str = ""
    action: str = ""
    owner: str = ""
    by: date | None = None
    status: str = ""
    progress: str = ""


class Given(Struct, frozen=True):
    """What one provider gave: how many people, and how many statements of each use; the words are on cards alone."""

    provider: str
    people: int
    cards: int
    unchecked: int = 0
    counted: int = 0
    refused: int = 0
    held: int = 0

    @property
    def statements(self) -> int:
        """All that was said."""
        return self.cards + self.unchecked + self.counted + self.refused + self.held


class Workshop(Struct, frozen=True):
    """A whole workshop; `highest` is the highest number that a card ever had, since none is given twice.

    `attended` is how many of each of the `groups` came, `dots_each` how many dots each had. Where teams are `counted`
    it is an event, which has a `vision`, was `held` on a day, and says after how many `months` everybody hears of it.
    `where` people were heard is empty where that is not known of all of them.
    """

    round: str
    council: str
    as_at: date
    walls: tuple[Wall, ...]
    cards: tuple[Card, ...]
    themes: tuple[Theme, ...]
    given: tuple[Given, ...]
    highest: int
    withdrawn: int = 0
    causes: tuple[Cause, ...] = ()
    successes: tuple[Success, ...] = ()
    promises: tuple[Promise, ...] = ()
    attended: tuple[int | None, ...] = (None,) * len(GROUPS)
    dots_each: int = 3
    smallest_theme: int = 3
    names_providers: bool = False
    groups: tuple[str, ...] = GROUPS
    counted: str = PEOPLE
    vision: str = ""
    held: date | None = None
    months: int = MONTHS
    where: tuple[Where, ...] = ()

    @property
    def is_event(self) -> bool:
        """Whether teams speak, and not people."""
        return self.counted != PEOPLE

    @property
    def back_by(self) -> date | None:
        """By when everybody is to hear what became of an event."""
        return months_later(self.held, self.months) if self.held else None

    @property
    def acting(self) -> tuple[str, ...]:
        """The groups of which each success asks an action: none at an event."""
        return () if self.is_event else ACTING

    @property
    def who(self) -> tuple[str, ...]:
        """Who may promise something: each group, or all together."""
        return (*(self.acting or self.groups), TOGETHER)

    @property
    def heard(self) -> int:
        """How many people's reviews are in, or how many teams."""
        return sum(given.people for given in self.given)

    def cards_of(self, wall: Wall) -> Sequence[Card]:
        """The cards of a heading, in the order of their numbers."""
        return [card for card in self.cards if card.wall == wall.name]

    def themes_of(self, wall: Wall) -> Sequence[Theme]:
        """The themes of a heading, used or not, in order."""
        return [theme for theme in self.themes if theme.wall == wall.name]


def spoken(counted: str, text: str) -> str:
    """A text that speaks of people as it is said of those who are counted."""
    if counted == PEOPLE:
        return text
    return text.replace(PEOPLE, counted).replace(PEOPLE.capitalize(), counted.capitalize())


def walls(names: Sequence[str]) -> tuple[Wall, ...]:
    """The walls of headings, each with a letter of its own: the first of its name that is not taken.

    Those of causes, successes and actions are, so that no two things of a workshop are called alike.
    """
    taken: list[Wall] = []
    for name in names:
        used = {*TAKEN, *(wall.letter for wall in taken)}
        letter = next(
            candidate
            for candidate in f"{name}ABCDEFGHIJKLMNOPQRSTUVWXYZ".upper()
            if candidate.isalpha() and candidate not in used
        )
        taken.append(Wall(name, letter))
    return tuple(taken)


def empty_themes(workshop: Workshop) -> tuple[Theme, ...]:
    """The rows of every wall, ready to be filled in."""
    dots = (None,) * len(workshop.groups)
    numbered = ((wall, at) for wall in workshop.walls for at in range(1, THEMES + 1))
    return tuple(Theme(f"{wall.letter}{at}", wall.name, dots=dots) for wall, at in numbered)


def prepared(workshop: Workshop) -> Workshop:
    """The workshop with rows ready for all that a group may agree on, whatever of them is filled in already."""
    causes = {f"C{at}": Cause(f"C{at}") for at in range(1, CAUSES + 1)}
    successes = {f"S{at}": Success(f"S{at}") for at in range(1, SUCCESSES + 1)}
    promises = {f"A{at}": Promise(f"A{at}") for at in range(1, ACTIONS + 1)}
    themes = {theme.ref: theme for theme in empty_themes(workshop)}
    return replace(
        workshop,
        themes=tuple({**themes, **{each.ref: each for each in workshop.themes}}.values()),
        causes=tuple({**causes, **{each.ref: each for each in workshop.causes}}.values()),
        successes=tuple({**successes, **{each.ref: each for each in workshop.successes}}.values()),
        promises=tuple({**promises, **{each.ref: each for each in workshop.promises}}.values()),
    )


def given_by(statements: Sequence[Statement]) -> tuple[Given, ...]:
    """What each provider gave, in the order of their names; who refused everything is not heard."""
    by_name = grouped(statements, lambda statement: statement.provider)
    return tuple(_given(name, theirs) for name, theirs in sorted(by_name.items()))


def _given(provider: str, theirs: Sequence[Statement]) -> Given:
    def many(use: Use) -> int:
        return sum(each.use is use for each in theirs)

    cards = sum(each.is_cleared for each in theirs)
    heard = {each.code for each in theirs if each.use is not Use.REFUSED}
    counts = Given(provider, len(heard), cards, 0, many(Use.COUNTED), many(Use.REFUSED), many(Use.HELD))
    # Words of which nobody said how they may be used wait as those do that nobody checked.
    return replace(counts, unchecked=len(theirs) - counts.statements)
