"""Conditions in words: `1.2 is “Yes” and 1.3 is answered`."""

from datetime import date
from functools import reduce

from xlkit.form.condition import ITSELF, Compared, Condition, Either, Every, Not, Selected, Sign
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.words import in_language
from xlkit.form.words.catalogue import ConditionWords


def in_words(instrument: Instrument, condition: Condition, itself: str = ITSELF) -> str:
    """A condition about the items of an instrument, in its language; items are named by their references.

    `itself` is the reference of what a constraint calls `.`.
    """
    items = {item.name: item for item in instrument.items}
    items[ITSELF] = Item(ITSELF, itself, "", Kind.TEXT)
    return _said(items, in_language(instrument.language).condition, condition)


def _said(items: dict[str, Item], words: ConditionWords, condition: Condition) -> str:
    if isinstance(condition, Compared):
        return _compared(items, words, condition)
    if isinstance(condition, Selected):
        ref, value = _ref(items, condition.item), _value(items, condition.item, condition.choice)
        return words.includes.format(ref=ref, value=value)
    if isinstance(condition, Not):
        return words.contrary.format(part=_said(items, words, condition.part))
    joined = words.both if isinstance(condition, Every) else words.either
    parts = (_part(items, words, part) for part in condition.parts)
    return reduce(lambda first, second: joined.format(first=first, second=second), parts)


def _part(items: dict[str, Item], words: ConditionWords, part: Condition) -> str:
    sentence = _said(items, words, part)
    return f"({sentence})" if isinstance(part, Every | Either) and len(part.parts) > 1 else sentence


def _compared(items: dict[str, Item], words: ConditionWords, condition: Compared) -> str:
    is_day = isinstance(condition.value, date)
    sentence = {
        Sign.EQUAL: words.is_same,
        Sign.UNEQUAL: words.is_other,
        Sign.LESS: words.is_before if is_day else words.is_less,
        Sign.MOST: words.is_by if is_day else words.is_most,
        Sign.MORE: words.is_after if is_day else words.is_more,
        Sign.LEAST: words.is_from if is_day else words.is_least,
    }[condition.sign]
    if condition.value == "":
        sentence = words.is_blank if condition.sign is Sign.EQUAL else words.is_answered
    return sentence.format(ref=_ref(items, condition.item), value=_value(items, condition.item, condition.value))


def _ref(items: dict[str, Item], name: str) -> str:
    return items[name].ref if name in items else name


def _value(items: dict[str, Item], name: str, value: str | float | date) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if not isinstance(value, str):
        return f"{value:.15g}"
    item = items.get(name)
    labels = [choice.label for each in value.split() if item and (choice := item.choice(each))]
    return ", ".join(labels) or value
