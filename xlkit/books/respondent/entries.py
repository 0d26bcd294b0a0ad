"""Entries: one cell that a person types or picks an answer in, by the kind of its item."""

from collections.abc import Mapping, Sequence
from datetime import date

from xlkit.books.respondent.form import refuse
from xlkit.books.writer.cells import Cell
from xlkit.form.item import EARLIEST, LATEST, Item, Kind
from xlkit.form.words import TICK, TYPED_TICK, Words

LONGEST_LITERAL = 255  # characters of a list of choices that can stand in the validation itself
STYLES = {Kind.DATE: "typed_date", Kind.INTEGER: "typed_number", Kind.DECIMAL: "typed_number"}


def entry(item: Item, answer: str | float | date | None, takes: Mapping[str, object] | None) -> Cell:
    """An input cell with what already stands in it, a choice by its label."""
    choice = item.choice(answer) if isinstance(answer, str) and item.kind is Kind.CHOICE else None
    return Cell(choice.label if choice else answer, STYLES.get(item.kind, "typed"), takes=takes)


def list_options(choices: Sequence[str], words: Words) -> Mapping[str, object]:
    """A dropdown of short choices; ValueError where they cannot stand in the validation itself."""
    if len(",".join(choices)) > LONGEST_LITERAL or any("," in choice for choice in choices):
        raise ValueError(f"too long for a dropdown, or with commas: {choices}")
    return refuse(words.choice_refused, validate="list", source=list(choices))


def tick_options(words: Words) -> Mapping[str, object]:
    """The dropdown beside a statement."""
    return refuse(words.tick_refused, validate="list", source=[TICK, TYPED_TICK])


def picked_from(source: str, words: Words) -> Mapping[str, object]:
    """A dropdown of what stands in some cells."""
    return refuse(words.choice_refused, validate="list", source=source)


def date_options(words: Words) -> Mapping[str, object]:
    """A cell for a date."""
    return refuse(words.date_refused, validate="date", criteria="between", minimum=EARLIEST, maximum=LATEST)


def options(item: Item, words: Words) -> Mapping[str, object] | None:
    """What a cell takes by the kind of its item alone; None where it takes anything."""
    if item.kind is Kind.CHOICE:
        return list_options([choice.label for choice in item.choices], words)
    if item.kind is Kind.DATE:
        return date_options(words)
    if item.kind in (Kind.INTEGER, Kind.DECIMAL):
        validate = "integer" if item.kind is Kind.INTEGER else "decimal"
        return refuse(
            words.number_refused, validate=validate, criteria="between", minimum=-1_000_000_000, maximum=1_000_000_000
        )
    return None
