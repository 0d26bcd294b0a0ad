"""Progress: how far a workbook is filled in, which its sheets show by formula and store as values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from xlkit.form import layout, plan, relevance, wording
from xlkit.form.draft import Draft
from xlkit.form.expression import PLACE, Answered, Rows
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.relevance import Worked
from xlkit.form.words import Words, in_language
from xlkit.measures.location import low_median

MOST_NAMED = 5  # topics that are named as strengths, and as weakest links


class Standing(Struct, frozen=True):
    """Where one item stands: how many answers it has, its level, both in words, and its actions.

    Two ticks where one is expected are two answers; any number of ticks or of rows, where that is asked for, is one.
    `count` is None where no answer is needed. `picked` is the one choice that is picked.
    """

    section: Section
    item: Item
    count: int | None
    level: int | None
    state: str
    actions: int
    picked: Choice | None = None


def standings(instrument: Instrument, draft: Draft) -> tuple[Standing, ...]:
    """The standing of every item, in order."""
    wanted, planned = worked(instrument, draft).needed, actions_planned(instrument, draft)
    return tuple(
        _standing(instrument, section, item, draft, planned[item.name], is_needed=item.name in wanted)
        for section in instrument.sections
        for item in section.items
        if item.is_asked
    )


def worked(instrument: Instrument, draft: Draft) -> Worked:
    """What comes of what stands in a workbook: which items are needed, and what is worked out."""
    return relevance.work_out(instrument, _answers(instrument, draft))


def in_words(topics: Sequence[Standing], words: Words) -> str:
    """How many of some items are answered: `12 of 19 answered, 1 to look at, 6 left`."""
    counts = [topic.count for topic in topics if topic.count is not None]
    answered = counts.count(1)
    many = sum(count > 1 for count in counts)
    left = counts.count(0)
    sentence = words.progress.format(answered=answered, all=len(counts))
    sentence += words.progress_many.format(many=many) if many else ""
    return sentence + (words.progress_left.format(left=left) if left else "")


def lowest(topics: Sequence[Standing]) -> int | None:
    """The lowest level among some items, or None where none has a level."""
    return min((topic.level for topic in topics if topic.level is not None), default=None)


def middle(topics: Sequence[Standing]) -> int | None:
    """The low median of the levels of some items, or None where none has a level."""
    return low_median(topic.level for topic in topics)


def strengths(instrument: Instrument, topics: Sequence[Standing]) -> tuple[Standing, ...]:
    """The first topics at the high levels of the scale, the highest first and otherwise in order."""
    strong = [topic for topic in topics if topic.level is not None and topic.level >= instrument.scale.high]
    return tuple(sorted(strong, key=lambda topic: -(topic.level or 0))[:MOST_NAMED])


def weakest(instrument: Instrument, topics: Sequence[Standing]) -> tuple[Standing, ...]:
    """The first topics at its low levels, the lowest first and otherwise in order."""
    weak = [topic for topic in topics if topic.level is not None and topic.level <= instrument.scale.low]
    return tuple(sorted(weak, key=lambda topic: topic.level or 0)[:MOST_NAMED])


def level_in_words(instrument: Instrument, level: int) -> str:
    """A level with its band: `Level 3: some progress`."""
    band, words = instrument.band(level), in_language(instrument.language)
    return (words.level_in_band if band else words.level).format(level=level, band=band)


def last_in_words(instrument: Instrument, level: int) -> str:
    """A level of last time: `Last time: level 2`."""
    return in_language(instrument.language).last_time.format(level=level)


def reworded_in_words(instrument: Instrument, then: Sequence[str]) -> str:
    """What was picked or asked last time in other words: `Last time you answered “…”, which is …`."""
    return in_language(instrument.language).reworded.format(then=", ".join(f"“{words}”" for words in then))


def action_column(instrument: Instrument) -> str:
    """The name of the planner's column that makes a row an action: `action`, or else the first that is typed in."""
    typed = [column.name for column in instrument.planner if column.kind.is_input]
    return "action" if "action" in typed else next(iter(typed), "")


def further(instrument: Instrument, draft: Draft) -> tuple[tuple[str, Mapping[str, str | date]], ...]:
    """The rows of further actions, each with its topic: those as they stood, and after them the others of items."""
    stood = list(draft.further)
    stood += [
        (plan.plan_topic(item), row)
        for _, item in plan.planned_items(instrument)
        for row in draft.actions.get(item.name, ())[1:]
    ]
    return tuple(stood[: plan.FURTHER_ACTIONS])


def actions_planned(instrument: Instrument, draft: Draft) -> Counter[str]:
    """How many actions are planned on each item, by its name."""
    named = action_column(instrument)
    own = [(name, rows[0]) for name, rows in draft.actions.items() if rows]
    topics = [(plan.topic_named(instrument, topic), row) for topic, row in further(instrument, draft)]
    own += [(item.name, row) for item, row in topics if item is not None]
    return Counter(name for name, row in own if row.get(named))


def answers_anything(instrument: Instrument, draft: Draft) -> bool:
    """Whether an answer stands in a draft that its question does not start with; a plan alone is none."""
    defaults = {item.name: item.default for item in instrument.items}
    own = any(answer != defaults.get(name) for name, answer in draft.answers.items())
    rows = any(rows_used(item, draft) for item in instrument.items)
    return own or rows or bool(draft.evidence or draft.marks or draft.days)


def rows_used(item: Item, draft: Draft) -> int:
    """How many of a table's rows something stands in that did not stand there to begin with."""
    return sum(_says_anything(item, row) for row in draft.rows.get(item.name, ()))


def _says_anything(table: Item, row: Mapping[str, Answered]) -> bool:
    begun = {field.name: field.default for _, field in layout.typed_fields(table)}
    return any(row.get(name) not in (None, "", default) for name, default in begun.items())


def rows_said(table: Item, draft: Draft) -> Mapping[int, Mapping[str, Answered]]:
    """The rows of a table in which something was said, by their numbers, as conditions see them."""
    return {number: row for number, row in rows_standing(table, draft).items() if _says_anything(table, row)}


def rows_standing(table: Item, draft: Draft) -> Mapping[int, Mapping[str, Answered]]:
    """What stands in the rows of a table, by their numbers, as conditions see it."""
    fields = {field.name: field for _, field in layout.typed_fields(table)}
    return {
        number: {PLACE: float(number), **{name: _of_kind(fields[name], row[name]) for name in row if name in fields}}
        for number, row in enumerate(draft.rows.get(table.name, ()), start=1)
    }


def ticks(item: Item, draft: Draft) -> int:
    """How many of an item's choices are ticked, one way or another."""
    if marks := draft.marks.get(item.name):
        return len(marks)
    answer = draft.answers.get(item.name)
    return len(answer.split()) if isinstance(answer, str) else 0


def _answers(instrument: Instrument, draft: Draft) -> Mapping[str, Answered | Rows]:
    """The answers as conditions see them: where more is ticked than may be, or what stands is none, there is none."""
    answers: dict[str, Answered | Rows] = {}
    for item in instrument.items:
        if item.kind is Kind.TABLE:
            answers[item.name] = list(rows_said(item, draft).values())
        elif draft.marks.get(item.name):
            answers[item.name] = _of_marks(item, draft)
        else:
            answers[item.name] = _of_kind(item, draft.answers.get(item.name))
    return answers


def picked(item: Item, draft: Draft) -> frozenset[str]:
    """The names of an item's choices beside which something stands, or one of which is picked."""
    if draft.marks.get(item.name):
        return frozenset(draft.marks[item.name])
    answer = draft.answers.get(item.name)
    return frozenset(answer.split() if item.kind is Kind.MANY else [answer]) if isinstance(answer, str) else frozenset()


def _of_kind(item: Item, said: str | float | date | None) -> Answered:
    if item.kind is Kind.CHOICE and (not isinstance(said, str) or item.choice(said) is None):
        return None
    wanted = {Kind.DATE: date, Kind.INTEGER: float | int, Kind.DECIMAL: float | int}.get(item.kind, str)
    return said if isinstance(said, wanted) else None


def _of_marks(item: Item, draft: Draft) -> str | None:
    marks = draft.marks[item.name]
    if item.kind is Kind.MANY:
        return " ".join(choice.name for choice in item.choices if choice.name in marks)
    return next(iter(marks)) if len(marks) == 1 else None


def _standing(
    instrument: Instrument, section: Section, item: Item, draft: Draft, actions: int, *, is_needed: bool
) -> Standing:
    if not is_needed:
        return Standing(section, item, None, None, wording.not_needed(instrument, item), actions)
    if item.kind in (Kind.MANY, Kind.TABLE):
        return _of_several(instrument, section, item, draft, actions)
    marks = draft.marks.get(item.name, {})
    value = next(iter(marks), None) if len(marks) == 1 else draft.answers.get(item.name)
    count = len(marks) or (0 if value in (None, "") else 1)
    chosen = item.choice(value) if isinstance(value, str) and item.is_picked else None
    level = chosen.score if chosen and item.has_levels else None
    words = in_language(instrument.language)
    answered = words.answered if level is None else level_in_words(instrument, level)
    if chosen and (item.is_graded or chosen.apart):
        answered = chosen.label
    if count > 1:
        answered = words.many_ticks.format(count=count)
    return Standing(section, item, count, level, answered if count else words.not_answered, actions, chosen)


def _of_several(instrument: Instrument, section: Section, item: Item, draft: Draft, actions: int) -> Standing:
    words = in_language(instrument.language)
    if item.kind is Kind.TABLE:
        count = rows_used(item, draft)
        state = words.rows_used.format(used=count, rows=item.rows)
    else:
        count = ticks(item, draft)
        state = words.chosen.format(count=count) if count else words.not_answered
    return Standing(section, item, min(count, 1), None, state, actions)
