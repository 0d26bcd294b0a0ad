"""Outlook: forecasts held against the outcomes of their dates, and who is further on with which section."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from xlkit.comparison.scale_matrix import Progress, Prospect, Rated
from xlkit.form.instrument import Section
from xlkit.form.item import Role


def prospects(rated: Sequence[Rated]) -> tuple[Prospect, ...]:
    """Each forecast of each organisation beside the outcomes of the same section and date."""
    return tuple(
        _prospect(place, position, [one for one in rated if _belongs(one, forecast)])
        for place, forecast in enumerate(rated)
        if forecast.role is Role.FORECAST
        for position in range(len(forecast.picks))
    )


def progress(rated: Sequence[Rated], as_at: date) -> tuple[Progress, ...]:
    """How far on each organisation is on each section that has forecasts or outcomes."""
    sections: dict[str, tuple[Section, list[Rated]]] = {}
    for item in rated:
        if item.role in (Role.FORECAST, Role.OUTCOME):
            sections.setdefault(item.section.name, (item.section, []))[1].append(item)
    return tuple(found for section, mine in sections.values() for found in _section(section, mine, as_at))


def ahead(outlooks: Sequence[Progress]) -> Mapping[tuple[str, int], tuple[int, ...]]:
    """The positions that are ahead of each, the furthest on first, by the section's name and the position."""
    sections: defaultdict[str, list[Progress]] = defaultdict(list)
    for outlook in outlooks:
        sections[outlook.section.name].append(outlook)
    return {
        (outlook.section.name, outlook.position): tuple(
            other.position
            for other in sorted(sections[outlook.section.name], key=lambda other: other.place)
            if other.key > outlook.key
        )
        for outlook in outlooks
    }


def _belongs(outcome: Rated, forecast: Rated) -> bool:
    same_place = outcome.section.name == forecast.section.name and outcome.item.when == forecast.item.when
    return outcome.role is Role.OUTCOME and same_place


def _prospect(place: int, position: int, outcomes: Sequence[Rated]) -> Prospect:
    picks = [one.picks[position] for one in outcomes]
    return Prospect(
        rated=place,
        position=position,
        reached=sum(one is not None and one.reached for one in picks),
        answered=sum(one is not None for one in picks),
        outcomes=len(picks),
    )


def _section(section: Section, rated: Sequence[Rated], as_at: date) -> Iterator[Progress]:
    forecasts = [one for one in rated if one.role is Role.FORECAST]
    outcomes = [one for one in rated if one.role is Role.OUTCOME]
    ways = []
    for position in range(len(rated[0].picks)):
        day = _next([one.days[position] for one in forecasts], as_at)
        orders = [one.scale.order(one.picks[position]) for one in forecasts if one.days[position] == day]
        outlook = min((order for order in orders if order), default=0)
        picks = [one.picks[position] for one in outcomes]
        reached = sum(one is not None and one.reached for one in picks)
        ways.append(Progress(section, position, day, outlook, reached, len(outcomes), 0))
    keys = [way.key for way in ways]
    for way, key in zip(ways, keys, strict=True):
        before = sum(other > key for other in keys) + keys[: way.position].count(key)
        yield replace(way, place=before + 1)


def _next(days: Sequence[date | None], as_at: date) -> date | None:
    """The first date that has not passed; where all have, the last."""
    known = [day for day in days if day is not None]
    return min((day for day in known if day >= as_at), default=max(known, default=None))
