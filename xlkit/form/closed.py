"""Closed: what closed days of a fund rest on beside their entries, held against a copy from when they were closed."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from xlkit.form.accounts import FACTS, OPENINGS
from xlkit.form.entered import Entered, Line, Typed

AGREEMENT, POTS = "agreement", "pots"
# Nothing counted by these while they were empty, so they may be filled in, as a problem may ask.
FILLABLE = frozenset({"begins", "standard", "enhanced", "rate", "price", "bank_rule", "notice"})
NOTHING = Line(0, {})


class Change(Struct, frozen=True):
    """A cell that says something else than it did: its table, its row, its field, and both values.

    The table of what is said once is `facts`, whose row is 0.
    """

    table: str
    number: int
    name: str
    was: Typed
    now: Typed


def changes(now: Entered, then: Entered, last: date, *, with_openings: bool = True) -> Iterator[Change]:
    """What days up to the last closed one rest on and is not as it was; openings too, unless other books prove them."""
    openings = OPENINGS if with_openings else ()
    yield from _of_row(FACTS, now.facts, then.facts, ("begins", *openings))
    closed = now.facts.day("closed_to")
    if closed is None or closed < last:
        yield Change(FACTS, 0, "closed_to", last, closed)
    yield from _of_agreement(now.lines(AGREEMENT), then.lines(AGREEMENT), last)
    if with_openings:
        for row, before in _pairs(now.lines(POTS), then.lines(POTS)):
            if any(each.amount(name) for each in (row, before) for name in OPENINGS):
                yield from _of_row(POTS, row, before, ("pot", *OPENINGS))


def _of_agreement(now: Sequence[Line], then: Sequence[Line], last: date) -> Iterator[Change]:
    """Rows that hold, or held, for a closed day; before the first of all nothing counted, so one may begin there."""
    first = min((day for each in then if (day := each.day("from"))), default=date.max)
    for row, before in _pairs(now, then):
        was, day = before.day("from"), row.day("from")
        is_earlier = day is not None and day < first
        if was is not None and was <= last and day is not None:
            names = tuple(dict.fromkeys((*before.cells, *row.cells)))
            is_spared = is_earlier and was == first
            yield from _of_row(AGREEMENT, row, before, tuple(name for name in names if name != "from" or not is_spared))
        elif (was is not None and was <= last) or (day is not None and day <= last and not is_earlier):
            yield Change(AGREEMENT, row.number or before.number, "from", was, day)


def _pairs(now: Sequence[Line], then: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """The rows of two copies by their numbers; an empty one where a copy has none."""
    rows, before = ({line.number: line for line in lines} for lines in (now, then))
    return ((rows.get(number, NOTHING), before.get(number, NOTHING)) for number in sorted({*rows, *before}))


def _of_row(table: str, now: Line, then: Line, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        was, says = _value(then, name), _value(now, name)
        if was != says and not (was is None and name in FILLABLE):
            yield Change(table, now.number or then.number, name, was, says)


def _value(line: Line, name: str) -> Typed:
    """What stands there; None where nothing does, or where an account opens with 0."""
    value = line.cells.get(name)
    return None if value in (None, "") or (name in OPENINGS and value == 0) else value
