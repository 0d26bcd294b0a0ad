"""Upwards: what to work towards from a level: the next statement, and from a low level the one beyond it too."""

from collections.abc import Sequence

from xlkit.books.respondent import apart
from xlkit.books.respondent.form import Form, chosen, literal
from xlkit.form import layout
from xlkit.form.item import Choice, Item


def steps(item: Item) -> Sequence[Choice]:
    """An item's choices from the lowest level to the highest."""
    return sorted((choice for choice in item.choices if choice.score is not None), key=lambda choice: choice.score or 0)


def in_words(form: Form, item: Item, level: int | None, picked: Choice | None = None) -> str:
    """What to work towards from a level, and at the top to sustain and share.

    What is `picked` and counted apart stands for itself.
    """
    if level is None:
        return picked.label if picked and picked.apart else form.words.choose_first
    return _from(form, [choice for choice in steps(item) if (choice.score or 0) > level], level)


def formula(form: Form, item: Item) -> str:
    """The same as a formula."""
    level = form.summary_cell(item.name, layout.SUMMARY_LEVEL)
    stands = [f"({level}={choice.score})" for choice in steps(item)]
    otherwise = apart.said(form, item, literal(form.words.choose_first))
    texts = (_expression(form, item, steps(item)[place:], choice) for place, choice in enumerate(steps(item), start=1))
    return f"={chosen(stands, otherwise, texts)}"


def may_stand(form: Form, item: Item) -> Sequence[str]:
    """Every text that may come to stand there."""
    levels = (choice.score for choice in steps(item))
    return [*(in_words(form, item, level) for level in levels), *(choice.label for choice in item.choices)]


def _from(form: Form, above: Sequence[Choice], level: int) -> str:
    if not above:
        return form.words.sustain
    beyond = f"\n{form.words.then.format(step=above[1].label)}" if _goes_on(form, above, level) else ""
    return f"{above[0].label}{beyond}"


def _expression(form: Form, item: Item, above: Sequence[Choice], choice: Choice) -> str:
    if not above:
        return literal(form.words.sustain)
    first, *rest = (apart.wording_of(form, item, step) for step in above)
    if not _goes_on(form, above, choice.score or 0):
        return first
    before, _, after = form.words.then.partition("{step}")
    ending = f"&{literal(after)}" if after else ""
    return f"{first}&CHAR(10)&{literal(before)}&{rest[0]}{ending}"


def _goes_on(form: Form, above: Sequence[Choice], level: int) -> bool:
    """Whether the step beyond the next one is said too: the next one alone may only be to see that there is a way."""
    return len(above) > 1 and level <= form.instrument.scale.low
