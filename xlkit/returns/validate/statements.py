"""Statements: whether what stands beside a reference is the statement that was sent out there."""

from collections.abc import Iterable, Iterator, Mapping

from xlkit.form import layout
from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item
from xlkit.form.layout import Row
from xlkit.form.versions import folded
from xlkit.returns.raw import CellRef
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place
from xlkit.shown import differing

Facts = Mapping[str, object]


def of(instrument: Instrument) -> Iterator[str]:
    """All that may be picked in an instrument, as its reader is asked it."""
    return (choice.label for item in instrument.items for choice in item.choices)


def is_due(row: Row, place: Place) -> bool:
    """Whether the statement of a row stands there; how its text is spaced makes no difference."""
    return row.choice is not None and _is_same(place.value(layout.TEXT), row.choice.label)


def say_if_reworded(item: Item, then: Choice, now: Choice, cell: CellRef, findings: Findings) -> None:
    """Note that what was picked, in the words that it had when it was sent out, has others in the version in use."""
    if words := reworded(then, now):
        findings.about(item, "statement-reworded", cell, **words)


def reworded(then: Choice, now: Choice) -> Mapping[str, str]:
    """The words that a choice had `then` and has `now`, from where they differ; nothing where that makes no odds."""
    return _others(then.label, now.label)


def asked_otherwise(was: Item, item: Item, then: Choice | None, now: Choice | None) -> Iterator[tuple[str, Facts]]:
    """What is otherwise today of a question that was answered, and of the choice picked: the codes, with their facts.

    That a choice has other words is said where it is read.
    """
    facts = {"ref": item.ref, "title": item.title}
    if words := _others(was.title, item.title):
        yield "question-reworded", {**facts, **words}
    if then and now and None not in (then.score, now.score) and then.score != now.score:
        yield "level-changed", {**facts, "was": then.score, "level": now.score}


def _others(then: str, now: str) -> Mapping[str, str]:
    if then == now or folded(then) == folded(now):
        return {}
    return dict(zip(("then", "now"), differing(then, now), strict=True))


def is_anothers(row: Row, place: Place, known: Iterable[str]) -> bool:
    """Whether another one of the known statements stands there, so that a tick beside it may mean either."""
    return not is_due(row, place) and any(_is_same(place.value(layout.TEXT), label) for label in known)


def _is_same(text: object, issued: str) -> bool:
    return text == issued or (isinstance(text, str) and text.split() == issued.split())
