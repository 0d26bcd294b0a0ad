"""Balances: what a workbook of accounts shows, held against itself and against what follows from what is typed.

What counts is worked out again from what is typed, so a formula that was typed over changes nothing there; but a person
was shown it. A cell that shows no number, as where nothing was calculated yet, is passed over.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeGuard

from xlkit.form import accounts
from xlkit.form.accounts import CODE, NOW_HOURS, NOW_POUNDS, RESULT
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.layout import FIELD_FIRST, Layout, Row
from xlkit.fund import checks
from xlkit.fund.balance import Books, Holding
from xlkit.fund.block import Block
from xlkit.returns.raw import CellRef, RawReturn, Value
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import UNVALUED, Place, Places

ENTRIES = "entries"


def _hours(amount: float) -> str:
    return f"{amount:.10g} hours"


def _pounds(amount: float) -> str:
    return checks.pounds(round(100 * amount))


UNITS = (("counted", "hours_left", _hours), ("money", "money_left", _pounds))
OF_BLOCK = (("minutes", NOW_HOURS, 60), ("pence", NOW_POUNDS, 100))
LEAST = 1e-6  # a difference that is no rounding
OTHERWISE = "shown-otherwise"


def look(
    instrument: Instrument, item: Item, form: Layout, places: Places, kept: Books | None, findings: Findings
) -> None:
    """Note, once for hours and once for money, the first entry after which something else is left than follows.

    Where all follows from one another, it is the first that counts for something else than it does by the books `kept`.
    """
    once = [row for row in form.tables if row.item is item and len(places.get(row.ref, ())) == 1]
    typed = range(FIELD_FIRST, FIELD_FIRST + len(item.fields))
    # What is empty beside a row in which nothing is typed may be stored as the number 0 in a file of Excel 97.
    rows = [row for row in once if not places[row.ref][0].is_empty(typed)]
    filled = [each.name for each in accounts.filled(instrument, item.name)]
    for came, left, words in UNITS:
        columns = [FIELD_FIRST + len(item.fields) + filled.index(name) for name in (came, left)]
        for number, place, shown in _broken(rows, places, columns):
            names = ("before", "came", "left", "expected")
            facts = dict(zip(names, map(words, (*shown, shown[0] + shown[1])), strict=True))
            findings.add("balance-does-not-follow", place.cell(columns[1]), item.name, number=number, **facts)
            break
        else:
            if kept is not None:
                _hold(kept, columns, words, {row.number: places[row.ref][0] for row in rows}, findings)


def _hold(
    kept: Books, columns: Sequence[int], words: Callable[[float], str], shown: Mapping[int, Place], findings: Findings
) -> None:
    """Note the first entry that shows something else than follows: what it counts for, or what is left after it."""
    for posting, held in zip(kept.postings, kept.running, strict=True):
        number = posting.entry.number
        if number not in shown:
            continue
        place, came = shown[number], Holding(posting.units, posting.pence)
        amounts = ((f"Entry {number}", came), (f"What is left after entry {number}", held))
        for column, (what, amount) in zip(columns, amounts, strict=True):
            follows = kept.in_hours(amount.units) if words is _hours else amount.pence / 100
            if (told := _other(place, column, follows, words)) is not None:
                facts = {"what": what, "found": told, "expected": words(follows)}
                findings.add(OTHERWISE, place.cell(column), ENTRIES, **facts)
                return


def _other(place: Place, column: int, follows: float, words: Callable[[float], str]) -> str | None:
    """What a cell shows in place of what follows, a number or an error; None where it shows that, or nothing."""
    value, error = place.value(column), place.error(column)
    if _is_other(value, follows):
        return words(value)
    return error if error not in ("", UNVALUED) else None


def look_at_result(raw: RawReturn, block: Block, findings: Findings) -> None:
    """Note the first person of a block of whom *Result* shows another amount than follows, for hours and for money."""
    sheet = next((sheet for sheet in raw.sheets if sheet.name == RESULT), None)
    amounts = dict(zip((person.code for person in block.people), block.results(), strict=True))
    for (_, _, words), (name, column, divisor) in zip(UNITS, OF_BLOCK, strict=True):
        for row, cells in enumerate(sheet.rows if sheet else ()):
            code = cells[CODE] if len(cells) > column else None
            amount = amounts.get(code) if isinstance(code, str) else None
            follows = getattr(amount, name) / divisor if amount else 0.0
            shown = cells[column] if amount else None
            if _is_other(shown, follows):
                facts = {"what": f"{RESULT} of {code}", "found": words(shown)}
                findings.add(OTHERWISE, CellRef(RESULT, row, column), expected=words(follows), **facts)
                break


def _is_other(shown: Value, follows: float) -> TypeGuard[float]:
    return isinstance(shown, int | float) and abs(shown - follows) > LEAST


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
