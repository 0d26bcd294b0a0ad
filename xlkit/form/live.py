"""Live texts: a question's words with answers in them, which stand there as `${name}` and change as people answer."""

from xlkit.form import relevance
from xlkit.form.evaluation import value
from xlkit.form.expression import Call, Expression, Literal, Named, text_by
from xlkit.form.functions import text_of
from xlkit.form.instrument import Instrument
from xlkit.form.item import NAMED, Item
from xlkit.form.relevance import Worked

UNKNOWN = "\u2026"  # stands for what is not answered yet and has no reference
MOST_CHOICES = 40  # whose labels are put into a text: a formula nests no more than 64


def is_live(text: str) -> bool:
    """Whether a text has answers in it; settings have been put in by then."""
    return NAMED.search(text) is not None


def expression(instrument: Instrument, text: str) -> Expression:
    """A text with answers in it as an expression; for a blank answer the reference of its question stands."""
    items, parts, place = relevance.every(instrument), list[Expression](), 0
    for match in NAMED.finditer(text):
        parts += [Literal(text[place : match.start()]), _answer(items[match[1]])] if match[1] in items else []
        place = match.end()
    return Call("concat", (*parts, Literal(text[place:])))


def said(worked: Worked, asking: Item, text: str) -> str:
    """A text with answers in it as it stands beside an item, by what is answered."""
    made = expression(worked.instrument, text)
    return text_of(value(made, worked.seen_by(asking.name, made)))


def _answer(item: Item) -> Expression:
    answer: Expression = Named(item.name)
    if item.choices:
        answer = text_by(answer, [(choice.name, choice.label) for choice in item.choices])
    return Call("coalesce", (Call("string", (answer,)), Literal(f"({item.ref})" if item.ref else UNKNOWN)))
