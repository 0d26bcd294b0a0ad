"""Outlook: forecasts held against the outcomes of their dates, and who is further on with which section."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from xlkit.comparison.other_scales.foresight import Foresight, said_on
from xlkit.comparison.other_scales.scale_matrix import (
    NO,
    NO_DATE,
    RESULTS,
    YES,
    ChoiceScale,
    Crossed,
    MatrixItem,
    Progress,
    Prospect,
    choices_of,
)
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.form.instrument import Section
from xlkit.form.item import Choice, Role
from xlkit.measures.grouped import grouped
from xlkit.returns.completed import Return


def prospects(panel: Panel, items: Sequence[MatrixItem], foreseen: Foresight) -> tuple[Prospect, ...]:
    """Each forecast of each organisation beside the outcomes of the same section and date, which may have passed."""
    speaking = panel.speaking(panel.positions)
    return tuple(
        _prospect(forecast, position, group, [item for item in items if _belongs(item, forecast)], foreseen)
        for forecast in items
        if forecast.role is Role.FORECAST
        for position, group in zip(panel.positions, speaking, strict=True)
    )


def crossed(items: Sequence[MatrixItem], outlooks: Sequence[Prospect]) -> tuple[Crossed, ...]:
    """What became of each forecast that can be made, and of none made; nothing where no date of outcomes has passed."""
    passed = [prospect for prospect in outlooks if prospect.passed == YES]
    if not any(prospect.outcomes for prospect in passed):
        return ()
    made = choices_of(item.scale for item in items if item.role is Role.FORECAST)
    return (*(_crossed(passed, scale, choice) for scale, choice in made), _crossed(passed, None, None))


def progress(items: Sequence[MatrixItem], positions: Sequence[Position], as_at: date) -> tuple[Progress, ...]:
    """How far on each organisation is on each section that has forecasts or outcomes."""
    ahead = (item for item in items if item.role in (Role.FORECAST, Role.OUTCOME))
    sections = grouped(ahead, lambda item: item.section.name)
    return tuple(far for mine in sections.values() for far in _in_order(mine[0].section, mine, positions, as_at))


def ahead(outlooks: Sequence[Progress]) -> Mapping[tuple[str, int], tuple[Position, ...]]:
    """The positions that are ahead of each, the furthest on first, by the section's name and the position's number."""
    sections = grouped(sorted(outlooks, key=lambda far: far.place), lambda far: far.section.name)
    return {
        (far.section.name, far.position.number): tuple(
            other.position for other in sections[far.section.name] if other.key > far.key
        )
        for far in outlooks
    }


def _belongs(outcome: MatrixItem, forecast: MatrixItem) -> bool:
    same_place = outcome.section.name == forecast.section.name and outcome.item.when == forecast.item.when
    return outcome.role is Role.OUTCOME and same_place


def _prospect(
    forecast: MatrixItem,
    position: Position,
    group: Sequence[Return],
    outcomes: Sequence[MatrixItem],
    foreseen: Foresight,
) -> Prospect:
    place = position.number - 1
    day = forecast.days[place]
    picks = [item.picks[place] for item in outcomes]
    return Prospect(
        forecast=forecast,
        position=position,
        passed=NO_DATE if day is None else YES if day < foreseen.as_at else NO,
        counts_now=foreseen.counts_now(forecast, position, group),
        said_on=said_on(group),
        before=foreseen.before(forecast, position),
        reached=sum(pick is not None and pick.reached for pick in picks),
        answered=sum(pick is not None for pick in picks),
        outcomes=len(picks),
    )


def _crossed(passed: Sequence[Prospect], scale: ChoiceScale | None, choice: Choice | None) -> Crossed:
    label = choice.label if choice else None
    mine = (prospect for prospect in passed if (prospect.given.label if prospect.given else None) == label)
    results = Counter(prospect.result for prospect in mine)
    return Crossed(scale, choice, {result: results[result] for result in RESULTS})


def _in_order(
    section: Section, items: Sequence[MatrixItem], positions: Sequence[Position], as_at: date
) -> Iterator[Progress]:
    """The organisations on one section, each with its place from the furthest on."""
    several = [_progress(section, items, position, as_at) for position in positions]
    keys = [far.key for far in several]
    for number, far in enumerate(several):
        before = sum(key > far.key for key in keys) + keys[:number].count(far.key)
        yield replace(far, place=before + 1)


def _progress(section: Section, items: Sequence[MatrixItem], position: Position, as_at: date) -> Progress:
    place = position.number - 1
    forecasts = [item for item in items if item.role is Role.FORECAST]
    day = _next([item.days[place] for item in forecasts], as_at)
    picks = [(item.scale.place(item.picks[place]), item.picks[place]) for item in forecasts if item.days[place] == day]
    outlook, forecast = min((pick for pick in picks if pick[0]), key=lambda pick: pick[0], default=(0, None))
    outcomes = [item.picks[place] for item in items if item.role is Role.OUTCOME]
    reached = sum(pick is not None and pick.reached for pick in outcomes)
    return Progress(section, position, day, forecast, outlook, reached, len(outcomes), 0)


def _next(days: Sequence[date | None], as_at: date) -> date | None:
    """The first date that has not passed; where all have, the last."""
    known = [day for day in days if day is not None]
    return min((day for day in known if day >= as_at), default=max(known, default=None))
