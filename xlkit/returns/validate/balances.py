"""Balances: what a workbook of accounts shows, held against itself and against what follows from what is typed.

What counts is worked out again from what is typed, so a formula that was typed over changes nothing there; but a person
was shown it. A cell that shows no number, as where nothing was calculated yet, is passed over.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, TypeGuard

from xlkit.form import accounts
from xlkit.form.accounts import CODE, NOW_HOURS, NOW_POUNDS, RESULT
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.layout import FIELD_FIRST, Layout, Row
from xlkit.fund import amounts
from xlkit.fund.balance import Books, Holding
from xlkit.fund.block import Block
from xlkit.returns.raw import CellRef, RawReturn, Value
from xlkit.returns.validate.causes import cause
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import UNVALUED, Place, Places

ENTRIES = "entries"


def _pounds(amount: float) -> str:
    return amounts.pounds(round(100 * amount))


UNITS = (("counted", "hours_left", amounts.hours), ("money", "money_left", _pounds))
OF_BLOCK = (("minutes", NOW_HOURS, 60), ("pence", NOW_POUNDS, 100))
Words: TypeAlias = Callable[[float], str]
Standing: TypeAlias = tuple[Layout, Places]
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
            facts = dict(zip(names, _apart(words, *shown, shown[0] + shown[1]), strict=True))
            findings.add("balance-does-not-follow", place.cell(columns[1]), item.name, number=number, **facts)
            break
        else:
            if kept is not None:
                _hold(kept, columns, words, rows, (form, places), findings)


def _hold(
    kept: Books, columns: Sequence[int], words: Words, rows: Sequence[Row], standing: Standing, findings: Findings
) -> None:
    """Note the first entry that shows something else than follows: what it counts for, or what is left after it."""
    shown = {row.number: row for row in rows}
    for posting, held in zip(kept.postings, kept.running, strict=True):
        number = posting.entry.number
        if number not in shown:
            continue
        place, came = standing[1][shown[number].ref][0], Holding(posting.units, posting.pence)
        told_of = ((f"Entry {number}", came), (f"What is left after entry {number}", held))
        for column, (what, amount) in zip(columns, told_of, strict=True):
            follows = kept.in_hours(amount.units) if words is amounts.hours else amount.pence / 100
            if (told := _other(place, column, follows)) is not None:
                facts = _told(told, follows, words) | {"cause": cause(*standing, shown[number])}
                findings.add(OTHERWISE, place.cell(column), ENTRIES, what=what, **facts)
                return


def _other(place: Place, column: int, follows: float) -> float | str | None:
    """What a cell shows in place of what follows, a number or an error; None where it shows that, or nothing."""
    value, error = place.value(column), place.error(column)
    if _is_other(value, follows):
        return value
    return error if error not in ("", UNVALUED) else None


def _told(shown: float | str, follows: float, words: Words) -> dict[str, str]:
    found, expected = (shown, words(follows)) if isinstance(shown, str) else _apart(words, shown, follows)
    return {"found": found, "expected": expected}


def _apart(words: Words, *amounts: float) -> Sequence[str]:
    """Amounts in words; the last two are told apart by their figures where they are said alike."""
    said = [words(amount) for amount in amounts]
    return said if said[-1] != said[-2] else [f"{amount:.10g}" for amount in amounts]


def look_at_result(raw: RawReturn, block: Block, standing: Standing, findings: Findings) -> None:
    """Note the first person of a block of whom *Result* shows another amount than follows, for hours and for money."""
    sheet = next((sheet for sheet in raw.sheets if sheet.name == RESULT), None)
    results = dict(zip((person.code for person in block.people), block.results(), strict=True))
    for (_, _, words), (name, column, divisor) in zip(UNITS, OF_BLOCK, strict=True):
        for row, cells in enumerate(sheet.rows if sheet else ()):
            code = cells[CODE] if len(cells) > column else None
            amount = results.get(code) if isinstance(code, str) else None
            follows = getattr(amount, name) / divisor if amount else 0.0
            shown = cells[column] if amount else None
            if _is_other(shown, follows):
                facts = _told(shown, follows, words) | {"what": f"{RESULT} of {code}", "cause": cause(*standing)}
                findings.add(OTHERWISE, CellRef(RESULT, row, column), **facts)
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
