"""Progress: how far a workbook is filled in, which its sheets show by formula and store as values."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlkit import words
from xlkit.instrument import Instrument, Item, Kind, Section
from xlkit.measures import low_median
from xlkit.returns import Draft


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands: how many answers it has (two ticks are two), its level, and both in words."""

    section: Section
    item: Item
    count: int
    level: int | None
    state: str


def standings(instrument: Instrument, draft: Draft) -> tuple[Standing, ...]:
    """The standing of every item, in order."""
    return tuple(
        _standing(instrument, section, item, draft)
        for section in instrument.sections
        for item in section.items
        if item.is_answered
    )


def in_words(found: Sequence[Standing]) -> str:
    """How many of some items are answered: `12 of 19 answered, 1 to look at`."""
    answered = sum(one.count == 1 for one in found)
    many = sum(one.count > 1 for one in found)
    said = words.PROGRESS.format(answered=answered, all=len(found))
    return said + (words.PROGRESS_MANY.format(many=many) if many else "")


def lowest(found: Sequence[Standing]) -> int | None:
    """The lowest level among some items, or None where none has a level."""
    return min((one.level for one in found if one.level is not None), default=None)


def middle(found: Sequence[Standing]) -> int | None:
    """The low median of the levels of some items, or None where none has a level."""
    return low_median([one.level for one in found if one.level is not None])


def level_in_words(instrument: Instrument, level: int) -> str:
    """A level with its band: `Level 3: some progress`."""
    band = instrument.band(level)
    return (words.LEVEL_IN_BAND if band else words.LEVEL).format(level=level, band=band)


def _standing(instrument: Instrument, section: Section, item: Item, draft: Draft) -> Standing:
    value = draft.answers.get(item.name)
    count = 0 if value in (None, "") else 1
    chosen = item.choice(value) if isinstance(value, str) and item.kind in (Kind.STATEMENTS, Kind.CHOICE) else None
    level = chosen.score if chosen else None
    answered = words.ANSWERED if level is None else level_in_words(instrument, level)
    return Standing(section, item, count, level, answered if count else words.NOT_ANSWERED)
