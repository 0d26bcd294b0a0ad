"""People heard: on each theme how many people said what, beside where providers place themselves; never inside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit import days
from xlkit.comparison.sides.market import Market, MarketTheme
from xlkit.measures.distribution import Distribution
from xlkit.measures.planning import DONE
from xlkit.measures.scale import Scale
from xlkit.returns.names import organisation_of, same_organisation
from xlkit.voice.following import Following
from xlkit.voice.telling import SMALLEST_HEARD
from xlkit.voice.workshop import Theme, Workshop

UNEASY = 25  # of a hundred people, from which they are said to feel otherwise than providers place themselves
WORKING, NOT_WORKING = "Working", "Not working"  # the headings that a theme of levels can be held against
SAYS = {WORKING: "is working", NOT_WORKING: "is not working"}
BETTER = "better than they think"
WORSE = "sounds better than it feels"


class Heard(Struct, frozen=True):
    """What people say of one theme: how many named it under each heading, of how many; `names` are their own words.

    `median` and `n` are where the providers of a market place themselves on it, None and 0 where they do not, or the
    theme is something else than those of levels. `market` is the number of that market, from 1. Of a hundred people so
    many as `uneasy` are said to feel otherwise.
    """

    subject: str
    people: Mapping[str, int]
    heard: int
    names: tuple[str, ...]
    median: float | None = None
    n: int = 0
    scale: Scale | None = None
    market: int = 0
    uneasy: int = UNEASY

    def share(self, heading: str) -> float | None:
        """The share of people who named it under a heading."""
        return self.people.get(heading, 0) / self.heard if self.heard else None

    @property
    def verdict(self) -> str:
        """Whether people feel otherwise than providers place themselves; empty where they do not, or too few spoke."""
        if self.median is None or self.scale is None or self.heard < SMALLEST_HEARD:
            return ""
        if self.median >= self.scale.high and self._are_many(NOT_WORKING):
            return WORSE
        return BETTER if self.median <= self.scale.low and self._are_many(WORKING) else ""

    def _are_many(self, heading: str) -> bool:
        return self.people.get(heading, 0) * 100 >= self.uneasy * self.heard

    @property
    def said(self) -> str:
        """That in a sentence."""
        if not self.verdict:
            return ""
        heading = NOT_WORKING if self.verdict == WORSE else WORKING
        people = self.people.get(heading, 0)
        return (
            f"{self.subject}: providers stand at {self.median:g}; {people} of {self.heard} people say something "
            f"{SAYS[heading]}."
        )


class HeardOf(Struct, frozen=True):
    """What one provider's own people say of one theme, and what all do; `level` is the provider's own on it."""

    provider: str
    own: Heard
    every: Heard
    level: int | None


class PeopleHeard(Struct, frozen=True):
    """All that a workshop adds: the headings of its walls, and each theme that people spoke of.

    `providers` are those of whom enough people were heard, each on its own, where they agreed to be named. `evidence`
    is what the workshop shows of the council and of each provider whose people were heard, by their plain names.
    """

    as_at: date
    headings: tuple[str, ...]
    themes: tuple[Heard, ...]
    providers: tuple[HeardOf, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)

    def on(self, subject: str) -> Heard | None:
        """What people say on a theme of the levels; None where nobody spoke of it."""
        return next((each for each in self.themes if subject and each.subject == subject), None)

    @property
    def known(self) -> int:
        """How many of the themes are those of levels; they stand first."""
        return sum(bool(each.subject) for each in self.themes)


def people_heard(
    following: Following, subjects: Sequence[str], markets: Sequence[Market], uneasy: int = UNEASY
) -> PeopleHeard:
    """What people say on each of the `subjects`, in their order, and then each theme that speaks of something else."""
    workshop = following.workshop
    numbered = reversed([*enumerate(markets, start=1)])
    levels = {each.theme.title: (each, market.scale, number) for number, market in numbered for each in market.themes}
    used = [theme for theme in workshop.themes if following.placed.cards(theme)]
    known = [
        _heard(following, subject, [theme for theme in used if theme.speaks_of == subject], levels.get(subject))
        for subject in subjects
    ]
    others = [_heard(following, "", [theme], None) for theme in used if theme.speaks_of not in subjects]
    headings = tuple(wall.name for wall in workshop.walls)
    said = (each for each in (*known, *others) if any(each.people.values()))
    every = tuple(replace(each, uneasy=uneasy) for each in said)
    by_provider = _providers(following, [each for each in every if each.subject], used, levels_of(markets))
    return PeopleHeard(workshop.as_at, headings, every, tuple(by_provider), _evidence(workshop))


def _evidence(workshop: Workshop) -> Mapping[str, str]:
    """How many reviews there were and what came of them, for the council and each provider whose people were heard."""
    day, promised = days.in_words(workshop.as_at), [each for each in workshop.promises if each.action]
    pairs = {}
    for given in (given for given in workshop.given if given.people):
        own = [each for each in promised if same_organisation(each.organisation, given.provider)]
        pairs[given.provider] = f"{given.people} of {workshop.heard} reviews", own
    pairs[workshop.council] = f"{workshop.heard} reviews", promised
    return {
        organisation_of(name): f"Workshop of “{workshop.round}”: {reviews} themed on {day}; {len(actions)} "
        f"action{'' if len(actions) == 1 else 's'}, {sum(each.status == DONE for each in actions)} done."
        for name, (reviews, actions) in pairs.items()
    }


def levels_of(markets: Iterable[Market]) -> Mapping[tuple[str, str], int | None]:
    """The level of each provider on each theme, by its plain name and the theme's title."""
    panels = [market.providers for market in markets if market.providers is not None]
    return {
        (organisation_of(position.organisation), spoken.theme.title): level.level
        for panel in reversed(panels)
        for position in panel.positions
        for spoken, level in zip(panel.themes, position.themes, strict=True)
    }


def _providers(
    following: Following, every: Sequence[Heard], used: Sequence[Theme], levels: Mapping[tuple[str, str], int | None]
) -> Iterator[HeardOf]:
    """Each provider beside whose cards its name stands, on each theme that its people spoke of."""
    named = {card.provider for card in following.workshop.cards} - {""}
    for given in following.workshop.given:
        if given.provider not in named or given.people < SMALLEST_HEARD:
            continue
        for whole in every:
            themes = [theme for theme in used if theme.speaks_of == whole.subject]
            people = _people(following, themes, given.provider)
            if any(people.values()):
                own = Heard(whole.subject, people, given.people, ())
                level = levels.get((organisation_of(given.provider), whole.subject))
                yield HeardOf(given.provider, own, whole, level)


def _people(following: Following, themes: Sequence[Theme], provider: str = "") -> Mapping[str, int]:
    """How many people, of one provider or of all, named any of some themes under each heading, each of them once."""
    codes: dict[str, set[str]] = {wall.name: set() for wall in following.workshop.walls}
    for theme in themes:
        cards = (card for card in following.placed.cards(theme) if not provider or card.provider == provider)
        codes[theme.wall].update(card.code for card in cards if card.code)
    return {wall: len(theirs) for wall, theirs in codes.items()}


def _heard(
    following: Following, subject: str, themes: Sequence[Theme], level: tuple[MarketTheme, Scale, int] | None
) -> Heard:
    people = _people(following, themes)
    names = tuple(theme.name for theme in themes if theme.name)
    if level is None:
        return Heard(subject, people, following.workshop.heard, names)
    market_theme, scale, number = level
    found = market_theme.providers or Distribution((), scale)
    return Heard(subject, people, following.workshop.heard, names, found.median, found.n, scale, number)
