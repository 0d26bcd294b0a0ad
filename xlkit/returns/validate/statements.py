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
    if then.label == now.label or folded(then.label) == folded(now.label):
        return {}
    return dict(zip(("then", "now"), differing(then.label, now.label), strict=True))


def is_anothers(row: Row, place: Place, known: Iterable[str]) -> bool:
    """Whether another one of the known statements stands there, so that a tick beside it may mean either."""
    return not is_due(row, place) and any(_is_same(place.value(layout.TEXT), label) for label in known)


def _is_same(text: object, issued: str) -> bool:
    return text == issued or (isinstance(text, str) and text.split() == issued.split())
