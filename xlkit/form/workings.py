"""Workings: where on a hidden sheet stands what formulas refer to, by items and by columns of tables."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import relevance
from xlkit.form.expression import Answered, Named, Pairs, Rows, walk
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind

DAY_ZERO = date(1899, 12, 30)
FIRST = 1
# Its columns: a value as it stands, as it counts where it may not be needed; then the choices of what is picked, and
# those on offer, of a column of a table in two columns for each of its rows.
MARK, NAME, VALUE, SEEN, CHOICE, PICKED, PICKS, LABEL, OFFERED, LISTED = range(10)
USED = ""  # the name of the column that says whether anything stands in a row of a table


class Working(Struct, frozen=True):
    """Where an item stands; the rows of its choices follow, and of a column of a table those of the table."""

    item: Item
    row: int


def of_items(instrument: Instrument) -> Mapping[str, Working]:
    """Where what expressions speak of stands, by name, and what is worked out."""
    items = relevance.every(instrument)
    spoken = frozenset[str]().union(*(item.spoken_of for item in items.values()))
    made, row = dict[str, Working](), FIRST
    for name, item in items.items():
        if (name in spoken and item.kind is not Kind.TABLE) or item.calculation is not None or item.is_listed:
            made[name] = Working(item, row)
            row += 1 + (len(item.choices) if item.is_asked else 0)
    return made


def counted(column: str) -> str:
    """What a column that starts with something goes by where it counts, which is in rows in which anything was said."""
    return f"{column} counted"


def _as_it_counts(column: Item) -> Item:
    plain = replace(column, relevant=None, choices=(), is_listed=False, default=None)
    return replace(plain, calculation=Named(column.name))


def of_tables(instrument: Instrument, taken: Iterable[Working]) -> Mapping[tuple[str, str], Working]:
    """Where what stands in rows of tables stands anew, by the names of table and column, below what is `taken`."""
    row = max((place.row + 1 + len(place.item.choices) for place in taken), default=FIRST)
    made = dict[tuple[str, str], Working]()
    for table in instrument.items:
        worked_out = [column for column in relevance.columns_of(table).values() if column.calculation is not None]
        apart = [column for column in worked_out if column in table.workings]
        apart += [column for column in table.fields if column.is_listed]
        begun = [column for column in table.fields if column.default is not None]
        columns = {**({USED: table} if worked_out or begun else {}), **{column.name: column for column in apart}}
        columns |= {counted(column.name): _as_it_counts(column) for column in begun}
        for name, column in columns.items():
            made[table.name, name] = Working(column, row)
            row += 1 + max(table.rows, len(column.choices))
    return made


def of_files(instrument: Instrument, taken: Iterable[Working]) -> Mapping[str, tuple[int, Pairs]]:
    """What files state, by the names of these facts, each with the row above the first; below what is `taken`."""
    rows = max((table.rows for table in instrument.items), default=0)
    ends = (place.row + 1 + max(rows, len(place.item.choices)) for place in taken)
    row, made = max(ends, default=FIRST), dict[str, tuple[int, Pairs]]()
    rules = (rule for item in relevance.every(instrument).values() for rule in item.rules)
    for part in (part for rule in rules for part in walk(rule)):
        if isinstance(part, Pairs) and part.name not in made:
            made[part.name] = row, part
            row += 1 + len(part.pairs)
    return made


def stored(value: Answered | Rows) -> float | str | None:
    """A value as the cell of a formula holds it; None where it is nothing, or nobody knows."""
    if isinstance(value, date):
        return float((value - DAY_ZERO).days)
    return float(value) if isinstance(value, float | int) else value if isinstance(value, str) else None
