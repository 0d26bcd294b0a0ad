"""Fixed: the texts that stand in every workbook of a form, and how those on Start begin that fill themselves."""

import re
from collections.abc import Iterator, Mapping

from xlkit.form import layout, wording
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.words import Words
from xlkit.form.words.roster_words import RosterWords

BAR = "█░"


def live_texts(words: Words) -> re.Pattern[str]:
    """What the texts on Start that fill themselves begin with."""
    steps = (words.progress, words.questions_step, words.planner_step, words.send_go, words.section)
    facts = (f"{label}\n" for label in words.start_issued.values())
    texts = (*facts, *steps, words.finished, words.finished_mail, words.detail_missing, words.correction_status)
    sentences = (re.sub(r"\\{\w+\\}", ".*", re.escape(text)) for text in texts)
    return re.compile("|".join((f"[{BAR}]+$", *sentences)))


def fixed_texts(instrument: Instrument, words: Words) -> Iterator[str]:
    """Every text that is always the same in the form of an instrument."""
    yield from texts_of(words)
    yield instrument.title
    for _, hint in words.details.values():
        yield f"{hint} {words.optional}"
    for section in instrument.sections:
        yield from (section.title, section.hint, words.section.format(ref=section.ref, title=section.title))
        for item in section.items:
            yield from (item.title, wording.explained(item.title, item.hint), f"{item.ref} {item.title}", item.hint)
            yield words.evidence.format(prompt=item.evidence)
            yield from beside(instrument, words, item)
            yield from (wording.short_title(item.title), wording.short_title(f"{item.ref} {item.title}"))
            if item.is_ticked:
                yield from (choice.label for choice in item.choices)
    yield wording.day_heading(instrument, words)
    yield from wording.column_headings(layout.tables(instrument), words)
    for column in instrument.planner:
        yield column.title
    for guidance in instrument.guidance:
        yield from (guidance.heading, guidance.text)
    for term in instrument.glossary:
        yield from (term.term, term.meaning)
    for work in instrument.resources:
        yield from (work.heading, work.title, work.publisher, work.year, work.note)


def beside(instrument: Instrument, words: Words, item: Item) -> Iterator[str]:
    """What stands beside an item, as long as it is needed and as long as it is not."""
    not_needed = wording.not_needed(instrument, item)
    texts = [wording.question_text(instrument, words, item), item.title, item.hint]
    if item.kind is Kind.TABLE:
        texts += [
            wording.table_title(item),
            wording.table_hint(words, item),
            *(wording.field_text(instrument, item, field) for field in item.fields),
        ]
    for text in texts:
        yield from (text, f"{text}\n{not_needed}")
    yield not_needed
    yield from (wording.not_offered(instrument, choice) for choice in item.choices)


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
