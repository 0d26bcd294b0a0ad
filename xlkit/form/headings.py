"""Headings: what stands above each column of a sheet that is filled in, and the mark by which the column is known.

Rows are found by their references, columns by their headings. A mark never changes with language or wording: it is the
name of a planner's column, of a table's field or of a rated topic, or else one of those below.
"""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from xlkit.form import accounts, layout, roster, wording
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.layout import Layout
from xlkit.form.words import in_language, words_for
from xlkit.form.words.roster_words import roster_words

ABOUT, QUESTIONS, PLANNER, RATINGS = "about", "questions", "planner", "ratings"
TABLE = "table:"  # stands before a table's name
ABOUT_MARKS = ("ref", "label", "answer", "help")
QUESTIONS_MARKS = ("ref", "text", "tick", "answer", "day")
RATINGS_MARKS = ("ref", "organisation", "rated", "locality")
OWN = "*"  # stands before marks that are no names of a template's, on a sheet where such names are marks too
NOTE = f"{OWN}note"
WHO_IS_WHO = ("Code", "Who this is (never leaves your organisation)")  # of a provider's own list of names


class Headed(Struct, frozen=True):
    """The columns of a table of a sheet, in their order as issued: their marks and their headings."""

    marks: tuple[str, ...]
    headings: tuple[str, ...]


def of_form(instrument: Instrument, perspective: Perspective) -> Mapping[str, Headed]:
    """The columns of a respondent workbook, by the name of their table; the instrument is worded as it is read."""
    words = words_for(instrument, perspective)
    width = layout.questions_width(instrument)
    asked = (*words.questions_headings, wording.day_heading(instrument, words))
    planner = (f"{OWN}ref", *(column.name for column in instrument.planner))
    planned = (words.ref, *(column.title for column in instrument.planner))
    headed = {
        ABOUT: Headed(ABOUT_MARKS, words.about_headings),
        QUESTIONS: Headed(QUESTIONS_MARKS[:width], asked[:width]),
        PLANNER: Headed(planner, planned),
    }
    for item in layout.tables(instrument):
        shown = [column for column in accounts.filled(instrument, item.name) if column.heading]
        marks = (f"{OWN}ref", *(field.name for field in item.fields), *(f"{OWN}{column.name}" for column in shown))
        told = (wording.field_text(instrument, item, field) for field in item.fields)
        titles = ("", *told, *(column.heading for column in shown))
        headed[f"{TABLE}{item.name}"] = Headed(marks, titles)
    return headed


def of_roster(instrument: Instrument) -> Mapping[str, Headed]:
    """The columns of a workbook of ratings, by the name of their table; the instrument is worded as it is read."""
    words = in_language(instrument.language)
    more = roster_words(words)
    topics = [item for _, item in roster.topics(instrument)]
    first = (words.ref, more.organisation, more.rated.format(all=len(topics)), more.locality)
    ratings = Headed(
        (*(f"{OWN}{mark}" for mark in RATINGS_MARKS), *(item.name for item in topics), NOTE),
        (*first, *map(topic_title, topics), more.note),
    )
    return {ABOUT: Headed(ABOUT_MARKS, words.about_headings), RATINGS: ratings}


def tables(form: Layout) -> Mapping[str, str]:
    """The name of the table that each reference stands in, of the rows on which a person fills something in."""
    own = {ABOUT: form.details, QUESTIONS: form.questions, PLANNER: form.planner}
    refs = {row.ref: name for name, rows in own.items() for row in rows if row.is_input or row.is_worked_out}
    return refs | {row.ref: f"{TABLE}{row.item.name}" for row in form.tables if row.is_input and row.item}


def inputs(instrument: Instrument, form: Layout) -> Mapping[str, frozenset[int]]:
    """The columns of each table that a person fills in."""
    known = tables(form)
    columns: defaultdict[str, set[int]] = defaultdict(set)
    for row in form.inputs:
        columns[known[row.ref]].update(layout.input_columns(instrument, row))
    return {name: frozenset(own) for name, own in columns.items()}


def topic_title(item: Item) -> str:
    """What stands above a topic's ratings: its title with its reference."""
    return f"{item.ref} {item.title}"
