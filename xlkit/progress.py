"""Progress: how far a workbook is filled in, which its sheets show by formula and store as values."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlkit.instrument import Instrument, Item, Kind, Section
from xlkit.measures import low_median
from xlkit.returns import Draft
from xlkit.words import Words, in_language

MOST_NAMED = 5  # topics that are named as strengths, and as weakest links


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands: how many answers it has (two ticks are two), its level, both in words, and its actions."""

    section: Section
    item: Item
    count: int
    level: int | None
    state: str
    actions: int


def standings(instrument: Instrument, draft: Draft) -> tuple[Standing, ...]:
    """The standing of every item, in order."""
    return tuple(
        _standing(instrument, section, item, draft)
        for section in instrument.sections
        for item in section.items
        if item.is_answered
    )


def in_words(found: Sequence[Standing], words: Words) -> str:
    """How many of some items are answered: `12 of 19 answered, 1 to look at, 6 left`."""
    answered = sum(one.count == 1 for one in found)
    many = sum(one.count > 1 for one in found)
    left = len(found) - answered - many
    said = words.progress.format(answered=answered, all=len(found))
    said += words.progress_many.format(many=many) if many else ""
    return said + (words.progress_left.format(left=left) if left else "")


def lowest(found: Sequence[Standing]) -> int | None:
    """The lowest level among some items, or None where none has a level."""
    return min((one.level for one in found if one.level is not None), default=None)


def middle(found: Sequence[Standing]) -> int | None:
    """The low median of the levels of some items, or None where none has a level."""
    return low_median([one.level for one in found if one.level is not None])


def strong_from(instrument: Instrument) -> int:
    """The lowest level above the middle of the scale: 4 of 1 to 5. Topics from there on are strengths."""
    return (instrument.highest + 1) // 2 + 1


def weak_to(instrument: Instrument) -> int:
    """The highest level below the middle of the scale: 2 of 1 to 5. Topics down from there are weakest links."""
    return instrument.highest // 2


def strengths(instrument: Instrument, found: Sequence[Standing]) -> tuple[Standing, ...]:
    """The first topics above the middle of the scale, the highest first and otherwise in order."""
    least = strong_from(instrument)
    strong = [one for one in found if one.level is not None and one.level >= least]
    return tuple(sorted(strong, key=lambda one: -(one.level or 0))[:MOST_NAMED])


def weakest(instrument: Instrument, found: Sequence[Standing]) -> tuple[Standing, ...]:
    """The first topics below the middle of the scale, the lowest first and otherwise in order."""
    most = weak_to(instrument)
    weak = [one for one in found if one.level is not None and one.level <= most]
    return tuple(sorted(weak, key=lambda one: one.level or 0)[:MOST_NAMED])


def level_in_words(instrument: Instrument, level: int) -> str:
    """A level with its band: `Level 3: some progress`."""
    band, words = instrument.band(level), in_language(instrument.language)
    return (words.level_in_band if band else words.level).format(level=level, band=band)


def last_in_words(instrument: Instrument, level: int) -> str:
    """A level of last time: `Last time: level 2`."""
    return in_language(instrument.language).last_time.format(level=level)


def action_column(instrument: Instrument) -> str:
    """The name of the planner's column that makes a row an action: `action`, or else the first that is typed in."""
    typed = [column.name for column in instrument.planner if column.kind.is_input]
    return "action" if "action" in typed else next(iter(typed), "")


def _standing(instrument: Instrument, section: Section, item: Item, draft: Draft) -> Standing:
    marks = draft.marks.get(item.name, {})
    value = next(iter(marks), None) if len(marks) == 1 else draft.answers.get(item.name)
    count = len(marks) or (0 if value in (None, "") else 1)
    chosen = item.choice(value) if isinstance(value, str) and item.kind in (Kind.STATEMENTS, Kind.CHOICE) else None
    level = chosen.score if chosen and item.has_levels else None
    words = in_language(instrument.language)
    answered = words.answered if level is None else level_in_words(instrument, level)
    if count > 1:
        answered = words.many_ticks.format(count=count)
    named = action_column(instrument)
    actions = sum(bool(row.get(named)) for row in draft.actions.get(item.name, ()))
    return Standing(section, item, count, level, answered if count else words.not_answered, actions)
