"""Conditions in words: `1.2 is “Yes” and 1.3 is answered`."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce

from msgspec import Struct

from xlkit.form.expression import ITSELF, PLACE, Call, Constant, Expression, Literal, Named, names_in
from xlkit.form.functions import text_of
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.words import in_language
from xlkit.form.words.catalogue import ConditionWords

SYMBOLS = {"+": "+", "-": "−", "*": "×", "div": "÷"}
LONGEST = 300  # characters of a condition that is said in full


class _UnsaidError(Exception):
    """Something for which there are no words."""


class _Speaker(Struct, frozen=True):
    """Says expressions about the items of an instrument, each by its reference."""

    items: Mapping[str, Item]
    words: ConditionWords

    def said(self, condition: Expression) -> str:
        if not isinstance(condition, Call):
            raise _UnsaidError
        match condition:
            case Call("not", (part,)):
                return self.words.contrary.format(part=self.said(part))
            case Call("selected", (Named(name), Literal(value))):
                return self.words.includes.format(ref=self.ref(name), value=self.value(name, value))
            case Call("and" | "or", parts):
                joined = self.words.both if condition.function == "and" else self.words.either
                return reduce(lambda first, second: joined.format(first=first, second=second), map(self.part, parts))
            case Call(function, (left, right)) if function in ("=", "!=", "<", "<=", ">", ">="):
                return self.compared(function, left, right)
        raise _UnsaidError

    def part(self, part: Expression) -> str:
        sentence = self.said(part)
        is_joined = isinstance(part, Call) and part.function in ("and", "or") and len(part.parts) > 1
        return f"({sentence})" if is_joined else sentence

    def compared(self, sign: str, left: Expression, right: Expression) -> str:
        words, is_day = self.words, isinstance(right, Literal) and isinstance(right.value, date)
        sentence = {
            "=": words.is_same,
            "!=": words.is_other,
            "<": words.is_before if is_day else words.is_less,
            "<=": words.is_by if is_day else words.is_most,
            ">": words.is_after if is_day else words.is_more,
            ">=": words.is_from if is_day else words.is_least,
        }[sign]
        if right == Literal("") and sign in ("=", "!="):
            sentence = words.is_blank if sign == "=" else words.is_answered
        name = left.name if isinstance(left, Named) else ""
        value = self.value(name, right.value) if isinstance(right, Literal) else self.operand(right)
        return sentence.format(ref=self.operand(left), value=value)

    def operand(self, part: Expression) -> str:
        match part:
            case Named(name):
                return self.ref(name)
            case Literal(value) if not isinstance(value, bool):
                return text_of(value)
            case Call("count-selected", (Named(name),)):
                return self.words.many.format(ref=self.ref(name))
            case Call("string-length", (Named(name),)):
                return self.words.length.format(ref=self.ref(name))
            case Call(function, parts) if function in SYMBOLS:
                return f" {SYMBOLS[function]} ".join(map(self.term, parts))
        raise _UnsaidError

    def term(self, part: Expression) -> str:
        words = self.operand(part)
        return f"({words})" if isinstance(part, Call) and part.function in SYMBOLS else words

    def ref(self, name: str) -> str:
        item = self.items.get(name)
        if name == PLACE:
            return self.words.row
        if item is not None and not item.ref:
            raise _UnsaidError  # what is worked out where nobody sees it
        return item.ref if item is not None else name

    def value(self, name: str, value: Constant) -> str:
        item = self.items.get(name)
        choice = item.choice(value) if item is not None and isinstance(value, str) else None
        return choice.label if choice is not None else text_of(value)


def in_words(
    instrument: Instrument, condition: Expression, itself: Item | None = None, near: Iterable[Item] = ()
) -> str:
    """A condition about the items of an instrument, in its language; items are named by their references.

    `itself` is what a constraint calls `.`, and `near` are the other fields in a row of a table. What there are no words for is said by the questions it depends on.
    """
    items = {item.name: item for item in (*instrument.items, *instrument.workings, *near)}
    if itself is not None:
        items[ITSELF] = itself
    words = in_language(instrument.language).condition
    try:
        sentence = _Speaker(items, words).said(condition)
    except (_UnsaidError, RecursionError):
        sentence = ""
    if sentence and len(sentence) <= LONGEST:
        return sentence
    refs = list(dict.fromkeys(_refs(items, condition)))
    if itself is not None or not refs:
        return words.fits
    return words.depends.format(refs=", ".join(refs))


def _refs(items: Mapping[str, Item], condition: Expression) -> Iterator[str]:
    """The references of the questions that a condition leads to, in their order."""
    seen, left = set[str](), sorted(names_in(condition))
    while left:
        name = left.pop()
        item = items.get(name)
        if name not in seen and item is not None and not item.ref:
            left += sorted(names_in(item.calculation))
        seen.add(name)
    return (item.ref for name, item in items.items() if name in seen and item.ref)
