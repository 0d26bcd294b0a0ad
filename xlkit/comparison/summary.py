"""Summary: what a reader has to know first of a comparison: what to take up, where sides differ, what waits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlkit.comparison.comparison import Comparison, Planned
from xlkit.comparison.headlines import one_or_many
from xlkit.comparison.market_headlines import JOINT, compares
from xlkit.intake.log import Status
from xlkit.measures.distribution import Distribution

MOST = 3  # findings under one heading: a list that goes on says nothing


@dataclass(frozen=True, slots=True)
class Finding:
    """A theme that the summary names: `place` is its row, counted from 0, in a market, or in a side of the region.

    `source` is the place of that market, or of that side, among all.
    """

    source: int
    place: int
    of_region: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What the first sheet says; each list stops where there is nothing to say.

    `first` are themes low on both sides, or where only one side is there on that; `apart` those on which the council
    and its providers differ most; `divided` those on which providers stand at both ends. `waiting` is the place of the
    action that is overdue for longest, None where none is.
    """

    title: str
    answered: str
    first: tuple[Finding, ...]
    apart: tuple[Finding, ...]
    divided: tuple[Finding, ...]
    waiting: int | None


def summary(comparison: Comparison) -> Summary:
    """The summary of a comparison; of a region, whose councils have providers of their own, it speaks as a whole."""
    standing = list(_standing(comparison))
    low = [one for one in standing if one.is_low and _low(one.found)]
    divided = [one for one in standing if one.found.polarised == "yes"]
    apart = [] if comparison.region else [one for one in standing if one.gap and one.found.polarised != "yes"]
    return Summary(
        title=_title(comparison),
        answered=_answered(comparison),
        first=_most(low, lambda one: (_low(one.found), _low(one.found) / one.found.n)),
        apart=_most(apart, lambda one: (abs(one.gap or 0), one.found.n)),
        divided=_most(divided, lambda one: (-(one.found.agreement or 0), one.found.n)),
        waiting=_waiting(comparison.actions),
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """A theme with what its place in the summary hangs on; `is_low` says whether it is one to take up."""

    finding: Finding
    found: Distribution
    gap: float | None
    is_low: bool


def _standing(comparison: Comparison) -> Iterator[_Standing]:
    if comparison.region:
        for number, side in enumerate(comparison.region.sides):
            for place, whole in enumerate(side.themes):
                if whole.found.n:
                    yield _Standing(Finding(number, place, of_region=True), whole.found, None, _is_low(whole.found))
        return
    for number, market in enumerate(comparison.markets):
        for place, theme in enumerate(market.themes):
            if theme.providers.n:
                is_low = theme.quadrant == JOINT if compares(market) else _is_low(theme.providers)
                yield _Standing(Finding(number, place), theme.providers, theme.gap, is_low)


def _is_low(found: Distribution) -> bool:
    return found.median is not None and found.median < found.scale.cut


def _low(found: Distribution) -> int:
    return sum(found.counts[: found.scale.low])


def _most(some: list[_Standing], weight: Callable[[_Standing], tuple[float, float]]) -> tuple[Finding, ...]:
    return tuple(one.finding for one in sorted(some, key=weight, reverse=True)[:MOST])


def _title(comparison: Comparison) -> str:
    """Whom the summary is about, and of which round."""
    sizes = {len(market.providers.answering) for market in comparison.markets if market.providers}
    many = f"{max(sizes)} {one_or_many(max(sizes), 'provider', 'providers')}" if sizes else ""
    names = dict.fromkeys(council.position.organisation for council in comparison.councils)
    if comparison.region:
        councils = f"{len(comparison.region.councils)} councils"
    else:
        councils = f"{len(names)} councils" if len(names) > 1 else next(iter(names), "")
    whom = f"{councils} and {many}" if councils and many else councils or many or comparison.title
    return f"Summary: {whom}, {comparison.round}" if comparison.round else f"Summary: {whom}"


def _answered(comparison: Comparison) -> str:
    """Who was asked and answered, and what did not come to anything, in one line."""
    ledger, response = comparison.ledger, comparison.response
    given, incomplete = len(ledger.merged), ledger.counts[Status.INCOMPLETE]
    said = []
    if response is not None:
        said.append(f"{len(response.files)} of {response.invited} who were asked sent a return without gaps")
    counted = f"{given} {one_or_many(given, 'return counts', 'returns count')}"
    said.append(f"{counted}, {incomplete} of them with gaps" if incomplete else counted)
    settled = (Status.DUPLICATE, Status.SUPERSEDED, Status.IGNORED, Status.EXCLUDED)
    open_files = len(ledger.entries) - given - sum(ledger.counts[status] for status in settled)
    if open_files:
        said.append(f"{open_files} {one_or_many(open_files, 'file does', 'files do')} not: see Returns")
    as_at = f"{comparison.as_at.day} {comparison.as_at:%B %Y}"
    return f"{'; '.join(said)}. Dates are measured against {as_at}."


def _waiting(actions: tuple[Planned, ...]) -> int | None:
    late = [(planned.action.due, place) for place, planned in enumerate(actions) if planned.timing == "overdue"]
    return min(((due, place) for due, place in late if due is not None), default=(None, None))[1]
