"""Conditions as formulas: whether one holds, by what stands on the questions at the moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xlkit.books.respondent.form import address, beside, filled, literal
from xlkit.form import relevance
from xlkit.form.condition import Compared, Condition, Every, Not, Selected, Sign
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.layout import ANSWER, SUMMARY_COUNT, TICK, Layout
from xlkit.form.words import Words
from xlkit.returns.raw import CellRef

TRUE, FALSE = "TRUE", "FALSE"
NUMBERS = (Kind.INTEGER, Kind.DECIMAL)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose condition it is: an item of a form.

    `near` gives what is not looked up by its reference, by name: the cell that a constraint speaks of as `.`, and those
    of a table's other fields in the same row, each with what is asked there.
    """

    instrument: Instrument
    words: Words
    layout: Layout
    item: Item
    near: Mapping[str, tuple[Item, str]] = field(default_factory=dict)


def formula(asked: Asked, condition: Condition) -> str:
    """A condition as an expression of Excel's, without an equals sign; what it cannot know of is blank."""
    if isinstance(condition, Compared):
        return _compared(asked, condition)
    if isinstance(condition, Selected):
        return _needed(asked, condition.item, _is_among(asked, condition.item, condition.choice))
    if isinstance(condition, Not):
        return f"NOT({formula(asked, condition.part)})"
    parts = [formula(asked, part) for part in condition.parts]
    if not parts:
        return TRUE if isinstance(condition, Every) else FALSE
    return parts[0] if len(parts) == 1 else f"{'AND' if isinstance(condition, Every) else 'OR'}({','.join(parts)})"


def _compared(asked: Asked, condition: Compared) -> str:
    name, sign, value = condition.item, condition.sign, condition.value
    if sign not in (Sign.EQUAL, Sign.UNEQUAL):
        return _needed(asked, name, _is_ordered(asked, name, sign, value))
    # An answer that is not needed is blank.
    if value == "":
        is_same = f"NOT({_needed(asked, name, _is_answered(asked, name))})"
    else:
        is_same = _needed(asked, name, _is_equal(asked, name, value))
    return is_same if sign is Sign.EQUAL else f"NOT({is_same})"


def _item(asked: Asked, name: str) -> Item | None:
    return asked.near[name][0] if name in asked.near else relevance.every(asked.instrument).get(name)


def _needed(asked: Asked, name: str, test: str) -> str:
    """What is found of an item, and that it is needed, where that is a question."""
    if name in asked.near:
        return test
    row = next((row for row in asked.layout.summary if row.item and row.item.name == name), None)
    if test == FALSE or row is None or not relevance.counts_if_needed(asked.instrument, asked.item.name, name):
        return test
    count = address(CellRef(row.sheet, row.row, SUMMARY_COUNT))
    return f'AND({count}<>"",{test})'


def _is_answered(asked: Asked, name: str) -> str:
    item = _item(asked, name)
    if item is None or not item.is_answered or item.kind is Kind.TABLE:
        return FALSE
    if item.is_ticked:
        return f"{_ticked(asked, item)}{'=1' if item.kind is Kind.STATEMENTS else '>0'}"
    return f'{_cell(asked, item, name)}<>""'


def _is_equal(asked: Asked, name: str, value: str | float | date) -> str:
    item = _item(asked, name)
    if item is None:
        return FALSE
    if isinstance(value, date):
        return _is_number(asked, item, name, f"={_day(value)}") if item.kind is Kind.DATE else FALSE
    if isinstance(value, str):
        return _is_text(asked, item, name, value)
    return _is_number(asked, item, name, f"={value!r}") if item.kind in NUMBERS else FALSE


def _is_text(asked: Asked, item: Item, name: str, value: str) -> str:
    if item.is_ticked:
        return _are_ticked(asked, item, value)
    if item.kind is Kind.CHOICE:
        choice = item.choice(value)
        return f"{_cell(asked, item, name)}={literal(choice.label)}" if choice else FALSE
    return f"EXACT({_cell(asked, item, name)},{literal(value)})" if item.kind is Kind.TEXT else FALSE


def _are_ticked(asked: Asked, item: Item, names: str) -> str:
    """Whether just these choices are ticked, their names with spaces between as an answer has them."""
    wanted = [number for number, choice in enumerate(item.choices, start=1) if choice.name in names.split()]
    in_order = " ".join(item.choices[number - 1].name for number in wanted)
    if in_order != names or not wanted or (item.kind is Kind.STATEMENTS and len(wanted) > 1):
        return FALSE
    marks = [f"{_tick(asked, item, number)}>0" for number in wanted]
    return f"AND({','.join(marks)},{_ticked(asked, item)}={len(wanted)})"


def _is_among(asked: Asked, name: str, name_of_choice: str) -> str:
    item = _item(asked, name)
    choice = item.choice(name_of_choice) if item else None
    if item is None or choice is None:
        return FALSE
    if item.kind is Kind.MANY:
        return f"{_tick(asked, item, item.choices.index(choice) + 1)}>0"
    return _is_text(asked, item, name, name_of_choice)


def _is_ordered(asked: Asked, name: str, sign: Sign, value: str | float | date) -> str:
    item = _item(asked, name)
    if item is None or isinstance(value, str):
        return FALSE
    if isinstance(value, date):
        return _is_number(asked, item, name, f"{sign.value}{_day(value)}") if item.kind is Kind.DATE else FALSE
    return _is_number(asked, item, name, f"{sign.value}{value!r}") if item.kind in NUMBERS else FALSE


def _day(value: date) -> str:
    return f"DATE({value.year},{value.month},{value.day})"


def _is_number(asked: Asked, item: Item, name: str, test: str) -> str:
    # To Excel every text is more than any number, and a blank cell is nought.
    cell = _cell(asked, item, name)
    return f"AND(ISNUMBER({cell}),{cell}{test})"


def _cell(asked: Asked, item: Item, name: str) -> str:
    """What is typed or picked in one cell, wherever its row stands now."""
    return asked.near[name][1] if name in asked.near else beside(asked.words.questions, item.ref, ANSWER)


def _ticked(asked: Asked, item: Item) -> str:
    """How many of an item's choices are ticked."""
    return filled(asked.words.questions, f"{item.ref}.*", TICK)


def _tick(asked: Asked, item: Item, number: int) -> str:
    return filled(asked.words.questions, item.statement_ref(number), TICK)
