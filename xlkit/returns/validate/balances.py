"""Balances: what a fund's workbook shows as left after each entry, held against what it shows that each counts for.

What counts is worked out again from what is typed, so a formula that was typed over changes nothing there; but a person
was shown it. A program that calculates nothing leaves figures that still follow from one another, and is passed over.
"""

from collections.abc import Iterator, Sequence

from xlkit.form import accounts
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.layout import FIELD_FIRST, Layout, Row
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

UNITS = (("counted", "hours_left", "{:.10g} hours"), ("money", "money_left", "£{:.2f}"))
LEAST = 1e-6  # a difference that is no rounding


def look(instrument: Instrument, item: Item, form: Layout, places: Places, findings: Findings) -> None:
    """Note, once for hours and once for money, the first entry after which something else is left than follows."""
    rows = [row for row in form.tables if row.item is item and len(places.get(row.ref, ())) == 1]
    filled = [each.name for each in accounts.filled(instrument, item.name)]
    for came, left, words in UNITS:
        columns = [FIELD_FIRST + len(item.fields) + filled.index(name) for name in (came, left)]
        for number, place, shown in _broken(rows, places, columns):
            names = ("before", "came", "left", "expected")
            facts = dict(zip(names, map(words.format, (*shown, shown[0] + shown[1])), strict=True))
            findings.add("balance-does-not-follow", place.cell(columns[1]), item.name, number=number, **facts)
            break


def _broken(
    rows: Sequence[Row], places: Places, columns: Sequence[int]
) -> Iterator[tuple[int, Place, tuple[float, float, float]]]:
    """Each entry that does not follow from the one before it: what was left before, came, and is left."""
    earlier: tuple[int, float] | None = None
    for row in sorted(rows, key=lambda row: row.number):
        (place,) = places[row.ref]
        came, left = (place.value(column) for column in columns)
        if not isinstance(left, int | float):
            continue
        counts = came if isinstance(came, int | float) else 0.0
        if earlier and earlier[0] + 1 == row.number and abs(earlier[1] + counts - left) > LEAST:
            yield row.number, place, (earlier[1], counts, left)
        earlier = row.number, left
