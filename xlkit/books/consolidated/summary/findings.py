"""Findings: the summary's sentences, each with the cell it leads to; those on a theme come from its row of a table."""

from msgspec import Struct

from xlkit.books.writer import charted, dumbbell
from xlkit.books.writer.dumbbell import Sides
from xlkit.books.writer.held import Formula
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.sheets import AnySheet
from xlkit.books.writer.table import quoted
from xlkit.comparison.summary import Finding, On
from xlkit.measures import level_words
from xlkit.measures.figures import count_keys

SIDES = Sides("commissioner", "median", "theme", "n", divided="polarised")
Tiles = tuple[Formula | None, Formula | None]


class Line(Struct, frozen=True):
    """A sentence with where it leads, and the two figures beside it, as far as there are any."""

    said: Formula | str
    lead: Lead | None = None
    tiles: Tiles = (None, None)


def line(text: str, formula: str, table: AnySheet, row: int | None = None, tiles: Tiles = (None, None)) -> Line:
    """A sentence that a formula, without its equals sign, builds; it leads to a row of a table, or to its title."""
    place = table.top if row is None else table.first_row + row
    return Line(Formula(f"={formula}", text), Lead(table.sheet, f"A{place + 1}"), tiles)


def one_or_many_formula(count: str, one: str, many: str) -> str:
    """The words that go with the count in a cell or a term; without an equals sign."""
    return f'IF({count}=1,"{one}","{many}")'


def low(one: Finding, table: AnySheet) -> Line:
    """How many providers stand at low levels, and whether the council does too."""
    row, scale = one.row, one.scale
    keys, words = count_keys(scale), level_words.low_or(scale)
    many_low = [table.point(key, row).value or 0 for key in keys[: scale.low]]
    name, many = table.named("theme", row), table.point("n", row)
    nouns = (" provider", " providers")
    of = f"{many.value:g}{nouns[many.value != 1]} at level {words}"
    text = f"{_whose(one)}{name.plain}: {sum(many_low):g} of {of}"
    counted = f"SUM({_across(table, keys[0], keys[scale.low - 1], row)})"
    formula = f'{quoted(_whose(one))}&{name.address}&": "&{counted}&" of "&{many.address}'
    formula += f'&{one_or_many_formula(many.address, *nouns)}&" at level {words}"'
    if one.on is not On.MARKET:
        return line(text, formula, table, row)
    if "quadrant" in table and table.columns[table.place("quadrant")].value(table.records[row]):
        own = table.point("commissioner", row)
        text += ", the council too" if own.value is not None and own.value <= scale.low else ""
        low_too = f"AND(ISNUMBER({own.address}),N({own.address})<={scale.low})"
        formula += f'&IF({low_too},", the council too","")'
    return line(text, formula, table, row, _tiles(table, row))


def apart(one: Finding, table: AnySheet, own: str = "commissioner", own_is: str = SIDES.own_is) -> Line:
    """Which side is further on, and how far."""
    row = one.row
    name, many = table.named("theme", row), table.point("n", row)
    sides = table.point(own, row), table.point("median", row)
    bar = charted.PairBar("", name, *sides, own_is, SIDES.theirs_are)
    text = f"{_whose(one)}{dumbbell.said(bar)} (n = {many.value:g})"
    formula = f"{quoted(_whose(one))}&{dumbbell.said_formula(bar, *(side.address for side in sides))}"
    return line(text, f'{formula}&" (n = "&{many.address}&")"', table, row, _tiles(table, row, own))


def divided(one: Finding, table: AnySheet) -> Line:
    """How many stand at low levels, and how many at high ones."""
    row, scale = one.row, one.scale
    keys, name, many = count_keys(scale), table.named("theme", row), table.point("n", row)
    lower, higher = keys[: scale.low], keys[scale.high - 1 :]
    ends = [sum(table.point(key, row).value or 0 for key in end) for end in (lower, higher)]
    words = level_words.low_or(scale), level_words.high_or(scale)
    text = f"{_whose(one)}{name.plain}: of {many.value:g}, {ends[0]:g} at level {words[0]}, {ends[1]:g} at {words[1]}"
    counted = [f"SUM({_across(table, end[0], end[-1], row)})" for end in (lower, higher)]
    formula = f'{quoted(_whose(one))}&{name.address}&": of "&{many.address}&", "&{counted[0]}&" at level {words[0]}, "'
    return line(text, f'{formula}&{counted[1]}&" at {words[1]}"', table, row)


def _whose(one: Finding) -> str:
    return f"{one.whose}: " if one.whose else ""


def _tiles(table: AnySheet, row: int, own: str = "commissioner") -> Tiles:
    """Both sides' levels; where providers stand at both ends, nobody may stand in the middle, and none is shown."""

    def tile(key: str) -> Formula:
        point = table.point(key, row)
        return Formula(f'=IF(ISNUMBER({point.address}),{point.address},"")', point.value)

    middle, split = tile("median"), table.elsewhere("polarised", row)
    is_split = table.columns[table.place("polarised")].value(table.records[row]) == "yes"
    shown = Formula(
        f'=IF({split}="yes","split",{middle.text.removeprefix("=")})', "split" if is_split else middle.value
    )
    return tile(own) if own in table else None, shown


def _across(table: AnySheet, first: str, last: str, row: int) -> str:
    return f"'{table.sheet}'!{table.across(first, last, row)}"
