"""Shared regions: what of several councils may be shown to everybody, beside all that each of them publishes itself.

Every council counts as having published all that it may by its own smallest group. So a council that is shown says
nothing new; what is new are the providers of those where too few answered, who count together. They are shown where
neither they nor what is published would tell of a few, whatever is added and subtracted, also to a council that takes
away its own providers, wherever else these stand. A provider of several councils stands once in each, and is one
organisation where it is asked how many there are. Of a council that gives its counts alone nobody can tell who its
providers are, so this is known of the councils that give returns.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.groups import Series, is_safe, known, organisations, themes_of
from xlkit.comparison.disclosure.overlaps import MOST_TRIED, Answer, cells, most, sets, telling, tells_nothing
from xlkit.comparison.disclosure.published import Withheld
from xlkit.comparison.disclosure.release import Release, releases
from xlkit.comparison.regional.region import RegionSide, RegionTheme, RegionUnit, SharedRegion, Source, combine
from xlkit.comparison.regional.regions import memberships
from xlkit.measures.distribution import Distribution
from xlkit.returns.names import same_organisation

Name = TypeVar("Name", bound=Hashable)
Group: TypeAlias = tuple[str, Hashable]
"""A group that a council publishes, by the council's name."""

UNSAFE = (
    "Fewer than {smallest} of its providers have a level, or the figure would tell of fewer: beside what is shown here "
    "and what councils publish themselves, or to a council that knows its own providers."
)
TOGETHER = "Smaller councils together"
OF_COUNCILS = (
    "Over a region they could be held against what each council publishes; see each council's own shared workbook."
)
NOT_OF_REGIONS = Withheld("Providers by item, by group, and their movement", OF_COUNCILS)
NO_PEOPLE = Withheld("What people say", "See what each council publishes itself.")
NEW: Group = ("", "")  # those who count together and whom no council publishes


class _Councils(Struct, frozen=True):
    """The councils that gave returns, through one instrument, by name: what each of them publishes itself.

    `knowing` holds what somebody may know: nothing, and each council its own providers.
    """

    releases: Mapping[str, Release]
    knowing: tuple[frozenset[str], ...]
    smallest: int

    def asked(self, name: str) -> int:
        """How few organisations a figure of a council may rest on, or without one that of the region."""
        return self.releases[name].smallest if name else self.smallest


class _Answers(Struct, frozen=True):
    """Who has a level on a theme, by the councils where anybody has; `published` are those that publish it."""

    theme: Series
    by: Mapping[str, frozenset[str]]
    published: frozenset[str]

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """The organisations of some councils together."""
        return frozenset().union(*(self.by[name] for name in names))


class _Shown(Struct, frozen=True):
    """The councils whose providers are shown on a theme: alone, and those that count together."""

    alone: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()


def share_region(comparison: Comparison, smallest: int) -> tuple[SharedRegion, tuple[Withheld, ...]] | None:
    """A region as everybody may see it, and what is left out; None where the comparison is of one council."""
    region = comparison.region
    if region is None:
        return None
    members = memberships(comparison.ledger)
    own = {council.name: council.smallest for council in region.councils}
    sides, withheld = [], [NOT_OF_REGIONS, *([NO_PEOPLE] if region.heard else [])]
    for side in region.sides:
        councils = _councils(side, members, own, smallest)
        themes = tuple(_theme(one, councils) for one in side.themes)
        sides.append(RegionSide(side.instrument, None, themes))
        withheld += _withheld(side.instrument.title, themes, smallest)
    return SharedRegion(tuple(one.name for one in region.councils), tuple(sides)), tuple(withheld)


def _councils(side: RegionSide, members: Mapping[str, str], own: Mapping[str, int], smallest: int) -> _Councils:
    by_council = releases(side.panel, members, own, smallest) if side.panel else {}
    knowing = (organisations(release.panel.positions) for release in by_council.values())
    return _Councils(by_council, (frozenset(), *knowing), smallest)


def _theme(theme: RegionTheme, councils: _Councils) -> RegionTheme:
    answers = _answers(theme, councils)
    shown = _Shown(_alone(answers, councils), _together(answers, councils)) if answers else _Shown()
    rows = [_council(one, shown, councils.smallest) for one in theme.units]
    if shown.together:
        joined = (one.found.counts for one in theme.units if one.name in shown.together and one.found)
        rows.append(RegionUnit(TOGETHER, None, None, Distribution(combine(joined, theme.scale), theme.scale)))
    return replace(theme, units=tuple(rows))


def _council(row: RegionUnit, shown: _Shown, smallest: int) -> RegionUnit:
    name, own = row.name, row.council.own if row.council else None
    is_own = own is None or same_organisation(own.organisation, name)
    level, lowest = (row.level, row.lowest) if is_own else (None, None)
    if row.council and row.council.source is Source.SHARED:
        shows = row.found is not None and row.found.n >= smallest
    else:
        shows = name in shown.alone
    found, is_within = row.found if shows else None, name in shown.together
    return RegionUnit(name, level, lowest, found, row.is_one_scale, is_within=is_within)


def _answers(theme: RegionTheme, councils: _Councils) -> _Answers | None:
    """Who answered on a theme; None where nobody gave returns that speak of it."""
    every = (series for release in councils.releases.values() for series in themes_of(release.panel))
    series = next((one for one in every if one.name == theme.theme.name), None)
    if series is None:
        return None
    by = {
        name: organisations(one for one in release.panel.positions if known(one, series.items))
        for name, release in sorted(councils.releases.items())
    }
    published = frozenset(name for name, release in councils.releases.items() if release.shows(series.name))
    return _Answers(series, {name: mine for name, mine in by.items() if mine}, published)


def _alone(answers: _Answers, councils: _Councils) -> frozenset[str]:
    """The councils that publish the theme and may be shown each by itself, beside each other.

    Of those that may be shown alone and would tell of a few together the most are kept, and of as many the larger.
    """
    large = {name: mine for name in answers.published if len(mine := answers.by[name]) >= councils.smallest}
    shown = {name: mine for name, mine in large.items() if not _told({name: mine}, councils)}
    told = _told(shown, councils)
    free = {name: mine for name, mine in shown.items() if name not in told}
    contested = sorted(told, key=lambda name: (-len(shown[name]), name))
    kept = most(contested, lambda some: not _told({**free, **{name: shown[name] for name in some}}, councils))
    return frozenset((*free, *kept))


def _told(figures: Mapping[str, frozenset[str]], councils: _Councils) -> frozenset[str]:
    """The councils whose figures would tell somebody of a few."""
    known = (telling(cells(_without(figures, insider)), lambda _: councils.smallest) for insider in councils.knowing)
    return frozenset().union(*known)


def _together(answers: _Answers, councils: _Councils) -> frozenset[str]:
    """Of the councils where too few answered to stand alone the largest set that may be shown together.

    Of sets of as many councils it is the one of most organisations, and then the first by names.
    """
    few = [
        name
        for name, mine in answers.by.items()
        if len(mine) < councils.asked("" if name in answers.published else name)
    ]
    beside = _published_beside(answers.of(few), answers, councils)
    best: tuple[str, ...] = ()
    for some in islice(sets(few, 2), MOST_TRIED):
        if len(some) < len(best):
            break
        if len(answers.of(some)) > len(answers.of(best)) and _is_shown(some, beside, answers, councils):
            best = some
    return frozenset(best)


def _published_beside(few: frozenset[str], answers: _Answers, councils: _Councils) -> Mapping[Group, frozenset[str]]:
    """The groups that councils publish which have any of some organisations in common with them."""
    return {
        (name, group): organisations(mine)
        for name in sorted(answers.published)
        if answers.by[name] & few
        for group, mine in councils.releases[name].groups(answers.theme.items).items()
    }


def _is_shown(
    names: Collection[str], beside: Mapping[Group, frozenset[str]], answers: _Answers, councils: _Councils
) -> bool:
    """Whether some councils may be shown together; what they publish themselves says nothing new, and is taken away."""
    if len(answers.of(names)) < councils.smallest:
        return False
    new = answers.of(set(names) - answers.published)
    positions = [one for name in names for one in councils.releases[name].panel.positions]
    panel = councils.releases[next(iter(names))].panel
    among = (cells(_without({**beside, NEW: new}, insider)) for insider in councils.knowing)
    return is_safe(positions, themes_of(panel), answers.theme, councils.smallest) and all(
        tells_nothing(known_by, {NEW}, lambda group: councils.asked(group[0])) for known_by in among
    )


def _without(figures: Mapping[Name, frozenset[str]], insider: frozenset[str]) -> Mapping[Name, Sequence[Answer]]:
    return {name: [(one, "") for one in mine - insider] for name, mine in figures.items()}


def _withheld(title: str, themes: Sequence[RegionTheme], smallest: int) -> Iterator[Withheld]:
    """A row for each council, with the themes on which it is missing."""
    for name in dict.fromkeys(name for theme in themes for name in theme.missing):
        missing = [theme.theme.title for theme in themes if name in theme.missing]
        what = "all themes" if len(missing) == len(themes) else "; ".join(missing)
        yield Withheld(f"{title}, {name}: {what}", UNSAFE.format(smallest=smallest))
