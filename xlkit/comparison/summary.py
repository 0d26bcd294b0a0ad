"""Summary: what a reader has to know first of a comparison: what to take up, where sides differ, what waits."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from xlkit.comparison.comparison import Comparison, Planned
from xlkit.comparison.disclosure.published import Shared, SharedMarket
from xlkit.comparison.regional.region import Region, SharedRegion
from xlkit.comparison.sides.market import Market
from xlkit.comparison.standing.panel import Position
from xlkit.form.identity import Perspective
from xlkit.intake.log import Status
from xlkit.measures.agreement import FEWEST_FOR_BANDS
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import JOINT
from xlkit.measures.scale import Scale

MOST = 3  # findings under one heading: a list that goes on says nothing


class On(StrEnum):
    """What a finding stands among: the themes of one market, those of a region, or those of its councils."""

    MARKET = "Themes"
    REGION = "Region"
    COUNCILS = "Councils"


class Finding(Struct, frozen=True):
    """A theme that is named: its row, counted from 0, in the table of such a number, from 1, of its kind.

    `scale` is that of its providers, and `whose` says which market or council it is of, where there are several.
    """

    on: On
    number: int
    row: int
    scale: Scale
    whose: str = ""


class Furthest(Struct, frozen=True):
    """Who stands furthest from the council where the two sides differ most: the first of `alike` at that level.

    `end` says at which end of the providers' levels that is, and `finding` on which theme.
    """

    finding: Finding
    position: Position
    level: float
    alike: int
    end: Literal["MIN", "MAX"]


class OwnProviders(Struct, frozen=True):
    """A council of a region beside its own providers: where they differ most, None where they differ nowhere.

    `compared` is on how many themes both stand.
    """

    council: str
    finding: Finding | None
    compared: int


class Summary(Struct, frozen=True):
    """What the first sheet says; each list stops where there is nothing to say.

    `first` are themes low on both sides, or where only one side is there on that, in the order of priority; `apart`
    those on which the council and its providers differ most, with who is `furthest` on the first of them; `divided`
    those on which providers stand at both ends.
    `compares` says whether there are two sides. `councils` are those of a region, all of them. `waiting` is the place
    of the action that is overdue for longest, None where none is.
    """

    title: str
    answered: str
    compares: bool
    first: tuple[Finding, ...]
    apart: tuple[Finding, ...]
    furthest: Furthest | None
    divided: tuple[Finding, ...]
    councils: tuple[OwnProviders, ...]
    waiting: int | None


class _Standing(Struct, frozen=True):
    """A theme with what its place in the summary hangs on; `is_low` says whether it is one to take up."""

    finding: Finding
    found: Distribution
    gap: float | None
    rank: int
    is_low: bool

    @property
    def priority(self) -> tuple[bool, float, int]:
        """Its place in the order of priority, which is that of its table."""
        return self.found.n < FEWEST_FOR_BANDS, -(self.found.low_share or 0), self.rank


def summary(comparison: Comparison) -> Summary:
    """The summary of a comparison; of a region it speaks as a whole, and of each council beside its own providers."""
    names = [whose(comparison.markets, market) for market in comparison.markets]
    standing = list(_standing(comparison.region, comparison.markets, names))
    divided = [one for one in standing if one.found.polarised == "yes"]
    apart = _apart(standing)
    return Summary(
        title=_title(comparison),
        answered=_answered(comparison),
        compares=any(map(compares, comparison.markets)),
        first=_first(standing),
        apart=apart,
        furthest=_furthest(comparison.markets, apart[0]) if apart else None,
        divided=_most(sorted(divided, key=lambda one: (one.found.agreement or 0, -one.found.n))),
        councils=tuple(_own_providers(comparison.region)) if comparison.region else (),
        waiting=_waiting(comparison.actions),
    )


def shared_findings(shared: Shared) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Of what everybody may see: the themes to take up first, and those on which the two sides differ most."""
    names = [market.commissioner if len(shared.markets) > 1 else "" for market in shared.markets]
    standing = list(_standing(shared.region, shared.markets, names))
    return _first(standing), _apart(standing)


def compares(market: Market | SharedMarket) -> bool:
    """Whether both sides stand somewhere on one scale: one that came back blank says nothing."""
    return any(theme.gap is not None for theme in market.themes)


def whose(markets: Sequence[Market], market: Market) -> str:
    """What tells a market from the others of the round; nothing where there is but one."""
    councils = {one.council.organisation if one.council else "" for one in markets}
    instruments = {one.providers.instrument.title for one in markets if one.providers}
    council = [market.council.organisation] if market.council and len(councils) > 1 else []
    title = [market.providers.instrument.title] if market.providers and len(instruments) > 1 else []
    return ", ".join([*council, *title])


def one_or_many(count: int, one: str, many: str) -> str:
    """The words that go with a count."""
    return one if count == 1 else many


def _standing(
    region: Region | SharedRegion | None, markets: Sequence[Market | SharedMarket], names: Sequence[str]
) -> Iterator[_Standing]:
    """Every theme of a region and of markets, which have these names, where any provider stands."""
    for number, side in enumerate(region.sides if region else (), start=1):
        for row, theme in enumerate(side.themes):
            if theme.found.n:
                finding = Finding(On.REGION, number, row, theme.scale)
                yield _Standing(finding, theme.found, None, row, _is_low(theme.found))
    for number, (market, name) in enumerate(zip(markets, names, strict=True), start=1):
        is_compared = compares(market)
        for row, beside in enumerate(market.themes):
            if beside.providers and beside.providers.n:
                is_low = beside.quadrant == JOINT if is_compared else _is_low(beside.providers)
                finding = Finding(On.MARKET, number, row, market.scale, name)
                yield _Standing(finding, beside.providers, beside.gap, beside.rank or 0, is_low)


def _first(standing: Sequence[_Standing]) -> tuple[Finding, ...]:
    low = (one for one in standing if one.is_low and one.found.low_share)
    return _most(sorted(low, key=lambda one: one.priority))


def _apart(standing: Sequence[_Standing]) -> tuple[Finding, ...]:
    apart = (one for one in standing if one.gap and one.found.polarised != "yes")
    return _most(sorted(apart, key=lambda one: (-abs(one.gap or 0), -one.found.n)))


def _furthest(markets: Sequence[Market], widest: Finding) -> Furthest | None:
    if widest.on is not On.MARKET:
        return None
    market = markets[widest.number - 1]
    theme, panel = market.themes[widest.row], market.providers
    if panel is None or theme.gap is None:
        return None
    place = [spoken.theme for spoken in panel.themes].index(theme.theme)
    levels = [(level, position) for position in panel.positions if (level := position.themes[place].level) is not None]
    end: Literal["MIN", "MAX"] = "MIN" if theme.gap > 0 else "MAX"
    level = (min if end == "MIN" else max)(level for level, _ in levels)
    there = [position for own, position in levels if own == level]
    return Furthest(widest, there[0], level, len(there), end)


def _own_providers(region: Region) -> Iterator[OwnProviders]:
    """Each council of a region, none missing, with the theme on which it and its own providers differ most."""
    for place, council in enumerate(region.councils):
        gaps = [
            (abs(own.gap), Finding(On.COUNCILS, number, row * (len(region.councils) + 1) + place, theme.scale))
            for number, side in enumerate(region.sides, start=1)
            for row, theme in enumerate(side.themes)
            if (own := theme.units[place]).gap is not None and own.found and own.found.polarised != "yes"
        ]
        widest = max(gaps, key=lambda one: one[0], default=(0.0, None))
        yield OwnProviders(council.name, widest[1] if widest[0] else None, len(gaps))


def _is_low(found: Distribution) -> bool:
    return found.median is not None and found.median < found.scale.cut


def _most(some: Iterable[_Standing]) -> tuple[Finding, ...]:
    return tuple(one.finding for one in some)[:MOST]


def _title(comparison: Comparison) -> str:
    """Whom the summary is about, and of which round."""
    if comparison.region:
        sizes = {theme.found.n for side in comparison.region.sides for theme in side.themes}
        councils = f"{len(comparison.region.councils)} councils"
    else:
        sizes = {len(market.providers.answering) for market in comparison.markets if market.providers}
        positions = [council.position for council in comparison.councils]
        names = dict.fromkeys(position.organisation for position in positions if any(position.levels))
        councils = f"{len(names)} councils" if len(names) > 1 else next(iter(names), "")
    most = max(sizes, default=0)
    many = f"{most} {one_or_many(most, 'provider', 'providers')}" if most else ""
    whom = f"{councils} and {many}" if councils and many else councils or many or _instruments(comparison)
    return f"Summary: {whom}, {comparison.round}" if comparison.round else f"Summary: {whom}"


def _instruments(comparison: Comparison) -> str:
    """What was asked, and of how many, where nothing of it stands on a scale."""
    parts = []
    for panel in comparison.panels:
        many = len(panel.answering) or len(panel.voices)
        parts.append(f"{panel.instrument.title}, {many} {one_or_many(many, 'organisation', 'organisations')}")
    return "; ".join(parts) or comparison.title


def _answered(comparison: Comparison) -> str:
    """Who was asked and answered, and what did not come to anything, in one line."""
    ledger, response = comparison.ledger, comparison.response
    merged, blank = ledger.merged, sum(entry.is_blank for entry in ledger.merged)
    as_sent = sum(entry.is_as_sent for entry in merged)
    given = sum(entry.completed is not None for entry in merged)
    incomplete = ledger.counts[Status.INCOMPLETE] - blank - as_sent
    parts = []
    if response is not None:
        parts.append(f"{len(response.files)} of {response.invited} who were asked sent a valid return")
    filled = given - blank - as_sent
    counted = f"{filled} {one_or_many(filled, 'return is counted', 'returns are counted')}"
    parts.append(f"{counted}, {incomplete} of them with gaps" if incomplete else counted)
    told = [entry.completed.identity.perspective for entry in merged if entry.completed]
    if others := sum(perspective is not Perspective.SELF for perspective in told):
        parts.append(f"{others} {one_or_many(others, 'says', 'say')} how others are seen")
    if blank:
        parts.append(f"{blank} came back with nothing answered")
    if as_sent:
        parts.append(f"{as_sent} came back as sent out, which does not count")
    if alone := len(merged) - given:
        parts.append(f"{alone} {one_or_many(alone, 'council gives', 'councils give')} counts alone")
    settled = (Status.DUPLICATE, Status.SUPERSEDED, Status.IGNORED, Status.EXCLUDED)
    open_files = len(ledger.entries) - len(merged) - sum(ledger.counts[status] for status in settled)
    if excluded := ledger.counts[Status.EXCLUDED]:
        parts.append(f"{excluded} {one_or_many(excluded, 'file is', 'files are')} left out by decision")
    if open_files:
        parts.append(f"{open_files} {one_or_many(open_files, 'file is', 'files are')} not: see Files")
    as_at = f"{comparison.as_at.day} {comparison.as_at:%B %Y}"
    order = " Level 1 is the lowest." if any(panel.items for panel in comparison.panels) else ""
    return f"{'; '.join(parts)}. Dates as at {as_at}.{order}"


def _waiting(actions: tuple[Planned, ...]) -> int | None:
    late = [(planned.action.due, place) for place, planned in enumerate(actions) if planned.timing == "overdue"]
    return min(((due, place) for due, place in late if due is not None), default=(None, None))[1]
