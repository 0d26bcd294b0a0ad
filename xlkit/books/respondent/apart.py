"""Apart: choices that are counted apart, such as “not applicable”, in the formulas of a form with levels."""

from xlkit.books.respondent.form import Form, beside, chosen, filled, holds, literal
from xlkit.form import layout
from xlkit.form.item import Choice, Item, Kind


def said(form: Form, item: Item, otherwise: str) -> str:
    """The words of the choice that is picked where it is one counted apart, as an expression, or another expression."""
    if not item.apart:
        return otherwise
    return chosen(
        [_picked(form, item, choice) for choice in item.apart],
        otherwise,
        [wording_of(form, item, choice) for choice in item.apart],
    )


def wording_of(form: Form, item: Item, choice: Choice) -> str:
    """What a choice says, as an expression."""
    if item.kind is Kind.CHOICE:
        return literal(choice.label)
    return beside(form.words.questions, _ref(item, choice), layout.TEXT)


def _picked(form: Form, item: Item, choice: Choice) -> str:
    questions = form.words.questions
    if item.kind is Kind.CHOICE:
        return holds(questions, item.ref, layout.ANSWER, choice.label)
    return filled(questions, _ref(item, choice), layout.TICK)


def _ref(item: Item, choice: Choice) -> str:
    return item.statement_ref(item.choices.index(choice) + 1)
