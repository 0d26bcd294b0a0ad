"""Relevance: which items of an instrument need an answer, by what is answered so far."""

from collections.abc import Mapping

from xlkit.form.condition import Answered, Condition
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item

Answers = Mapping[str, Answered]


def needed(instrument: Instrument, answers: Answers) -> frozenset[str]:
    """The names of all items that are relevant; `answers` goes by their names.

    An answer that is not needed itself counts as blank for what depends on it.
    """
    return frozenset(item.name for item in every(instrument).values() if is_needed(instrument, item, answers))


def is_needed(instrument: Instrument, item: Item, answers: Answers) -> bool:
    """Whether one item is relevant."""
    return item.relevant is None or _holds(instrument, item, item.relevant, answers)


def is_met(instrument: Instrument, item: Item, condition: Condition, answers: Answers) -> bool:
    """Whether a condition that an item states holds, with what is not needed as blank."""
    return _holds(instrument, item, condition, answers)


def every(instrument: Instrument) -> Mapping[str, Item]:
    """All items by name, also those that are only read."""
    return {item.name: item for section in instrument.sections for item in section.items}


def counts_if_needed(instrument: Instrument, asking: str, name: str) -> bool:
    """Whether an answer that an item's condition speaks of is blank for it while it is not needed.

    Conditions that lead back to the item itself would never come to an end: there an answer counts as it stands.
    """
    found = every(instrument).get(name)
    return found is not None and found.relevant is not None and asking not in _leading_to(instrument, name)


def _holds(instrument: Instrument, item: Item, condition: Condition, answers: Answers) -> bool:
    items = every(instrument)
    seen = {name: answers.get(name) for name in condition.names}
    for name in seen:
        if counts_if_needed(instrument, item.name, name) and not is_needed(instrument, items[name], answers):
            seen[name] = None
    return condition.holds(seen)


def _leading_to(instrument: Instrument, name: str) -> frozenset[str]:
    """An item and all that its relevance depends on, directly or through others."""
    items, found, left = every(instrument), set[str](), [name]
    while left:
        each = left.pop()
        if each in found:
            continue
        found.add(each)
        relevant = items[each].relevant if each in items else None
        left += relevant.names if relevant is not None else ()
    return frozenset(found)
