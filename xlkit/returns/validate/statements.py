"""Statements: whether what stands beside a reference is the statement that was sent out there."""

from collections.abc import Iterable, Iterator

from xlkit.form import layout
from xlkit.form.instrument import Instrument
from xlkit.form.layout import Row
from xlkit.returns.validate.places import Place


def of(instrument: Instrument) -> Iterator[str]:
    """All that may be picked in an instrument, as its reader is asked it."""
    return (choice.label for item in instrument.items for choice in item.choices)


def is_due(row: Row, place: Place) -> bool:
    """Whether the statement of a row stands there; how its text is spaced makes no difference."""
    return row.choice is not None and _is_same(place.value(layout.TEXT), row.choice.label)


def is_anothers(row: Row, place: Place, known: Iterable[str]) -> bool:
    """Whether another one of the known statements stands there, so that a tick beside it may mean either."""
    return not is_due(row, place) and any(_is_same(place.value(layout.TEXT), label) for label in known)


def _is_same(text: object, issued: str) -> bool:
    return text == issued or (isinstance(text, str) and text.split() == issued.split())
