"""Wording: what a respondent workbook says of an item, with answers in it where a template puts them as `${name}`.

With it stands every text that is always the same in a workbook.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from xlkit.form import layout, relevance
from xlkit.form.evaluation import value
from xlkit.form.expression import Call, Expression, Literal, Named, text_by
from xlkit.form.functions import text_of
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.item import NAMED, Choice, Item, Kind
from xlkit.form.relevance import Worked
from xlkit.form.words import Words, in_language, words_for
from xlkit.form.words.condition_words import in_words
from xlkit.form.words.roster_words import RosterWords

UNKNOWN = "\u2026"  # stands for what is not answered yet and has no reference
MOST_CHOICES = 40  # whose labels are put into a text: a formula nests no more than 64
ENDS = (".", "?", "!", ":", "…")  # of sentences
LONGEST_LINK = 60  # characters
MOST_TITLES = 3  # different titles of one column of tables that its heading names


def as_read(instrument: Instrument, perspective: Perspective) -> Instrument:
    """An instrument as those read it who speak in it.

    A planner that is worded for oneself has xlkit's headings for those who answer about another organisation.
    """
    if perspective is Perspective.SELF:
        return instrument
    about = instrument.about_others()
    if instrument.perspective is not Perspective.SELF:
        return about  # its template is worded for them as it is
    planner = words_for(about, perspective).default_planner
    titles = {"level": planner.level, "action": planner.action, "owner": planner.owner}
    columns = tuple(replace(each, title=titles.get(each.name, each.title)) for each in about.planner)
    return replace(about, planner=columns)


def put_in_words(instrument: Instrument) -> Mapping[str, str]:
    """The values of an instrument's settings, by what stands for them in its words."""
    return {f"${{{each.name}}}": each.shown for each in instrument.settings}


def question_text(instrument: Instrument, words: Words, item: Item) -> str:
    """An item's title with all that is said beside it."""
    parts = [explained(item.title, item.hint)]
    if item.kind is Kind.MANY:
        parts.append(words.tick_all)
    if item.day and day_heading(instrument, words) != item.day:
        parts.append(words.day_beside.format(prompt=item.day))
    if not item.required and item.is_asked and any(other.required for other in instrument.items):
        parts.append(words.optional)
    return "\n".join(parts)


def explained(title: str, hint: str) -> str:
    """A title with what explains it; a colon joins the two unless the title is a sentence of its own."""
    if not hint:
        return title
    return f"{title} {hint}" if title.endswith(ENDS) else f"{title}: {hint}"


def short_title(title: str) -> str:
    """A title as links show it: some programs do not wrap them, so a long one is cut."""
    return title if len(title) <= LONGEST_LINK else f"{title[: LONGEST_LINK - 1].rstrip()}…"


def day_heading(instrument: Instrument, words: Words) -> str:
    """What the dates beside answers are, where they are all the same; else each question says so itself."""
    prompts = {item.day for item in instrument.items if item.day}
    return prompts.pop() if len(prompts) == 1 else words.day


def condition(instrument: Instrument, item: Item) -> str:
    """The condition under which an item is needed; empty where it always is."""
    return in_words(instrument, item.relevant) if item.relevant is not None else ""


def not_needed(instrument: Instrument, item: Item) -> str:
    """That an item is not needed, and when it would be: `Not needed: only if 1.2 is “Yes”`; empty if it always is."""
    return _only_if(instrument, item.relevant)


def not_offered(instrument: Instrument, choice: Choice) -> str:
    """That a choice that can be ticked is not needed, and when it would be; empty if it always is."""
    return _only_if(instrument, choice.offered)


def _only_if(instrument: Instrument, condition: Expression | None) -> str:
    if condition is None:
        return ""
    return in_language(instrument.language).not_needed.format(condition=in_words(instrument, condition))


def rule(instrument: Instrument, item: Item) -> str:
    """What an answer has to fit, as its template says it or else in xlkit's words; empty where anything will do."""
    if item.of:
        return in_language(instrument.language).share_rule.format(ref=relevance.every(instrument)[item.of].ref)
    if item.constraint is None:
        return ""
    return item.advice or in_words(instrument, item.constraint, item)


def table_title(item: Item) -> str:
    """What stands above a table."""
    return f"{item.ref} {item.title}"


def table_hint(words: Words, item: Item) -> str:
    """What stands beside a table's title."""
    return " ".join(part for part in (item.hint, words.prepared.format(rows=item.rows)) if part)


def field_text(instrument: Instrument, table: Item, field: Item) -> str:
    """What stands above a field of a table, with the condition under which it is needed."""
    text = explained(field.title, field.hint)
    if field.relevant is None:
        return text
    condition = in_words(instrument, field.relevant, near=(*table.fields, *table.workings))
    return in_language(instrument.language).asked_if.format(text=text, condition=condition)


def column_headings(tables: Sequence[Item], words: Words) -> Sequence[str]:
    """What stands in each column of the tables: the titles of its fields, or its number where they are too many."""
    headings = []
    for column in range(max((len(item.fields) for item in tables), default=0)):
        titles = dict.fromkeys(item.fields[column].title for item in tables if column < len(item.fields))
        number = words.tables_column.format(number=column + 1)
        headings.append(" / ".join(titles) if len(titles) <= MOST_TITLES else number)
    return headings


BAR = "█░"


def live_texts(words: Words) -> re.Pattern[str]:
    """What the texts on Start that fill themselves begin with."""
    steps = (
        words.progress,
        words.questions_step,
        words.questions_needed,
        words.planner_step,
        words.send_go,
        words.section,
    )
    facts = (f"{label}\n" for label in words.start_issued.values())
    states = (words.finished, words.finished_mail, words.detail_missing, words.correction_open, words.correction_look)
    texts = (*facts, *steps, *states)
    return re.compile("|".join((f"[{BAR}]+$", *map(_filled_in, texts))))


def said_of_last_time(words: Words) -> re.Pattern[str]:
    """What is said beside a question of the words that its answer had last time."""
    return re.compile(_filled_in(words.reworded))


def _filled_in(text: str) -> str:
    """A text with anything in the place of its figures, as an expression that finds it."""
    return re.sub(r"\\{\w+\\}", ".*", re.escape(text))


def fixed_texts(instrument: Instrument, words: Words) -> Iterator[str]:
    """Every text that is always the same in the form of an instrument."""
    yield from texts_of(words)
    yield instrument.title
    for _, hint in words.details.values():
        yield from (f"{hint} {needed}" for needed in (words.optional, words.date_wanted))
    yield from frame_texts(instrument, words)
    for section in instrument.sections:
        for item in section.items:
            yield from (item.title, explained(item.title, item.hint), f"{item.ref} {item.title}", item.hint)
            yield words.evidence.format(prompt=item.evidence)
            yield from beside(instrument, words, item)
            yield from (short_title(item.title), short_title(f"{item.ref} {item.title}"))
            if item.is_ticked:
                yield from (choice.label for choice in item.choices)
    yield day_heading(instrument, words)
    yield from column_headings(layout.tables(instrument), words)
    for column in instrument.planner:
        yield column.title
    for guidance in instrument.guidance:
        yield from (guidance.heading, guidance.text)
    for term in instrument.glossary:
        yield from (term.term, term.meaning)
    for work in instrument.resources:
        yield from (work.heading, work.title, work.publisher, work.year, work.note)


def frame_texts(instrument: Instrument, words: Words) -> Iterator[str]:
    """What stands in the form of an instrument where no reference does: above sections and tables, and between."""
    for section in instrument.sections:
        yield from (section.title, section.hint, words.section.format(ref=section.ref, title=section.title))
        for item in section.items:
            if not item.is_asked or item.kind is Kind.TABLE:
                yield from beside(instrument, words, item)


def beside(instrument: Instrument, words: Words, item: Item) -> Iterator[str]:
    """What stands beside an item, as long as it is needed and as long as it is not."""
    never = not_needed(instrument, item)
    texts = [question_text(instrument, words, item), item.title, item.hint]
    if item.kind is Kind.TABLE:
        texts += [
            table_title(item),
            table_hint(words, item),
            *(field_text(instrument, item, field) for field in item.fields),
        ]
    for text in texts:
        yield from (text, f"{text}\n{never}")
    yield never
    yield from (not_offered(instrument, choice) for choice in item.choices)


def texts_of(words: Words | RosterWords) -> Iterator[str]:
    """Every text among some of xlkit's own words."""
    for name in words.__struct_fields__:
        yield from _texts(getattr(words, name))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | tuple):
        for part in (*value, *value.values()) if isinstance(value, Mapping) else value:
            yield from _texts(part)


def is_live(text: str) -> bool:
    """Whether a text has answers in it; settings have been put in by then."""
    return NAMED.search(text) is not None


def with_answers(instrument: Instrument, text: str) -> Expression:
    """A text with answers in it as an expression; for a blank answer the reference of its question stands."""
    items, parts, place = relevance.every(instrument), list[Expression](), 0
    for match in NAMED.finditer(text):
        parts += [Literal(text[place : match.start()]), _answer(items[match[1]])] if match[1] in items else []
        place = match.end()
    return Call("concat", (*parts, Literal(text[place:])))


def with_answers_said(worked: Worked, asking: Item, text: str) -> str:
    """A text with answers in it as it stands beside an item, by what is answered."""
    made = with_answers(worked.instrument, text)
    return text_of(value(made, worked.seen_by(asking.name, made)))


def _answer(item: Item) -> Expression:
    answer: Expression = Named(item.name)
    if item.choices:
        answer = text_by(answer, [(choice.name, choice.label) for choice in item.choices])
    return Call("coalesce", (Call("string", (answer,)), Literal(f"({item.ref})" if item.ref else UNKNOWN)))
