"""Foresight: which answer is the forecast of a date: the last that was given by then, now or in an earlier round.

A return that does not say when it was completed is taken for one of its round: an earlier one, the first of them before
any other, comes before this one, of which nobody knows then whether the date had passed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from xlkit.comparison.between_rounds.movement import own_rounds
from xlkit.comparison.other_scales.picks import pick, speaking_for
from xlkit.comparison.other_scales.scale_matrix import Given, MatrixItem
from xlkit.comparison.restated import day_for
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.form.item import Role
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


class Foresight(Struct, frozen=True):
    """Forecasts of earlier rounds, by section, organisation in its plain form, and the date that they are about."""

    given: Mapping[tuple[str, str, date], Sequence[Given]]
    as_at: date

    def counts_now(self, item: MatrixItem, position: Position, group: Sequence[Return]) -> bool:
        """Whether what is answered in this round is a forecast, if anything is."""
        day, said = item.days[position.number - 1], said_on(group)
        is_unknown = said is None and self.before(item, position) is None
        return day is None or (said or self.as_at) <= day or is_unknown

    def before(self, item: MatrixItem, position: Position) -> Given | None:
        """What was forecast in an earlier round, and counts where this round has no forecast."""
        day = item.days[position.number - 1]
        if day is None:
            return None
        given = self.given.get((item.section.name, organisation_of(position.organisation), day), ())
        in_time = [(one.on, one) for one in given if one.on and one.on <= day]
        if in_time:
            return max(in_time, key=lambda dated: dated[0])[1]
        return next((one for one in given if one.on is None), None)


def foresight(panel: Panel, items: Sequence[MatrixItem], earlier: Iterable[Return], as_at: date) -> Foresight:
    """The forecasts of earlier rounds, of whatever dates they were then."""
    given: defaultdict[tuple[str, str, date], list[Given]] = defaultdict(list)
    for name, before in own_rounds(panel, earlier).items():
        for organisation, group in speaking_for(before).items():
            for item in (item for item in items if item.role is Role.FORECAST):
                day = day_for(panel.instrument, item.item.when, group[0].identity)
                choice = pick(group, item.item, item.scale)
                if day is not None and choice is not None:
                    given[item.section.name, organisation, day].append(Given(choice, said_on(group), name))
    return Foresight(given, as_at)


def said_on(group: Sequence[Return]) -> date | None:
    """The day by which all of some returns were completed; None where one of them does not say."""
    days = [completed.completed_on for completed in group]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None
