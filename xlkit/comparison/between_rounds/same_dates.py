"""Same dates: earlier returns without their answers about dates that are others in this round, which is noted."""

from collections.abc import Iterable, Iterator, Mapping

from xlkit.comparison.between_rounds.movement import round_of
from xlkit.comparison.comparison import Note
from xlkit.comparison.standing.panel import Panel
from xlkit.form.instrument import Instrument
from xlkit.measures.grouped import grouped
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of
from xlkit.round.unmoved import Moved, unmoved

MOVED = "date moved"


def of_same_dates(
    instruments: Mapping[str, Instrument], panels: Iterable[Panel], earlier: Iterable[Return]
) -> tuple[tuple[Return, ...], tuple[Note, ...]]:
    """What earlier returns say that this round's of the same organisations can be held against, and what they do not.

    Dates are those that each organisation's own workbook was issued with: of several, that of the first of its panel.
    """
    settings: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for completed in (completed for panel in panels for completed in panel.returns):
        settings.setdefault(_whose(completed), completed.identity.settings)
    kept, moved = [], []
    for last in earlier:
        instrument, now = instruments.get(last.identity.template), settings.get(_whose(last))
        if instrument is None or now is None:
            kept.append(last)
            continue
        comparable, dates = unmoved(instrument.as_issued(now), last)
        kept.append(comparable)
        moved += [(last, instrument.title, date) for date in dates]
    return tuple(kept), tuple(_notes(moved))


def _whose(completed: Return) -> tuple[str, str]:
    return completed.identity.template, organisation_of(completed.organisation)


def _notes(moved: Iterable[tuple[Return, str, Moved]]) -> Iterator[Note]:
    """A note for each date that moved since an earlier round."""
    alike = grouped(moved, lambda each: (round_of(each[0]), each[1], each[2].title, each[2].was, each[2].now))
    for (earlier, instrument, title, was, now), many in sorted(alike.items(), key=lambda each: each[0]):
        answers = sum(date.many for _, _, date in many)
        text = (
            f"{title} was {was} in {earlier} and is {now} now, so answers about it are not compared: "
            f"{answers} in {len(many)} return{'' if len(many) == 1 else 's'}."
        )
        yield Note(MOVED, instrument, "", text)
