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
    return item.relevant is None or is_met(instrument, item, item.relevant, answers)


def is_met(instrument: Instrument, item: Item, condition: Condition, answers: Answers) -> bool:
    """Whether a condition that an item states holds, with what is not needed as blank."""
    items = every(instrument)
    seen = {name: answers.get(name) for name in condition.names}
    for name in seen:
        if counts_if_needed(instrument, item.name, name) and not is_needed(instrument, items[name], answers):
            seen[name] = None
    return condition.holds(seen)


def every(instrument: Instrument) -> Mapping[str, Item]:
    """All items by name, also those that are only read."""
    return {item.name: item for section in instrument.sections for item in section.items}


def counts_if_needed(instrument: Instrument, asking: str, name: str) -> bool:
    """Whether an answer that an item's condition speaks of is blank for it while it is not needed.

    Conditions that lead back to the item itself would never come to an end: there an answer counts as it stands.
    """
    item = every(instrument).get(name)
    return item is not None and item.relevant is not None and asking not in _leading_to(instrument, name)


def _leading_to(instrument: Instrument, name: str) -> frozenset[str]:
    """An item and all that its relevance depends on, directly or through others."""
    items, leading, left = every(instrument), set[str](), {name}
    while left:
        leading |= left
        rules = [items[item].relevant for item in left if item in items]
        left = {item for rule in rules if rule is not None for item in rule.names} - leading
    return frozenset(leading)
