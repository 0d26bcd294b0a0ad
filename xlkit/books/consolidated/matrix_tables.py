"""Rating tables: which tables a workbook has for what stands beside the five levels, so that formulas find them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xlsxwriter.utility import xl_range_abs

from xlkit.books.writer.table import FIRST_ROW, Table
from xlkit.comparison.scale_matrix import Change, ChoiceScale, Rated, Ratings
from xlkit.days import MONTHS
from xlkit.form.item import Choice, Role

LONGEST_SHORT = 40  # characters that a chart shows of a row's name without breaking it
NO_DATE = "-"  # stands for the name of a setting where an item has none


@dataclass(frozen=True, slots=True)
class ScaleTable:
    """The table of all scales, in which each stands whole, its ordered choices first."""

    table: Table
    scales: tuple[ChoiceScale, ...]

    def labels(self, scale: ChoiceScale) -> str:
        """The labels of a scale's choices, from any sheet."""
        return self._range("label", scale, len(scale.choices))

    def ordered_labels(self, scale: ChoiceScale) -> str:
        """The labels of the choices that have a place in the order, from any sheet."""
        return self._range("label", scale, len(scale.ordered))

    def orders(self, scale: ChoiceScale) -> str:
        """The places in the order of a scale's choices, from any sheet."""
        return self._range("order", scale, len(scale.choices))

    def label(self, scale: ChoiceScale, choice: Choice) -> str:
        """The label of one choice, from any sheet."""
        return self.table.elsewhere("label", self._first(scale) + scale.choices.index(choice))

    def _range(self, key: str, scale: ChoiceScale, rows: int) -> str:
        top = FIRST_ROW + self._first(scale)
        column = self.table.place(key)
        return f"'{self.table.sheet}'!{xl_range_abs(top, column, top + rows - 1, column)}"

    def _first(self, scale: ChoiceScale) -> int:
        return sum(len(one.choices) for one in self.scales[: scale.number - 1])


@dataclass(frozen=True, slots=True)
class ChangeTables:
    """The tables of one change since an earlier round."""

    found: Change
    counts: Table
    shifts: Table


@dataclass(frozen=True, slots=True)
class RatingTables:
    """The tables of one instrument's ratings; None, or no table of that role, where there is nothing to show."""

    found: Ratings
    as_at: date
    answers: Table
    scales: ScaleTable | None
    matrices: Mapping[Role, Table]
    prospects: Table | None
    crossed: Table | None
    progress: Table | None
    requests: Table | None
    gathered: Table | None
    registered: Table | None
    other_rows: Table | None
    changes: tuple[ChangeTables, ...]

    def picked(self, rated: Rated, number: int, name: str) -> str:
        """The formula of the label that a position has for an item, whose name stands in a cell or in quotes."""
        matrix = self.matrices[rated.role]
        return f"INDEX({matrix.span(position_key(number))},MATCH({name},{matrix.span('name')},0))"


def position_key(number: int) -> str:
    """The key of an organisation's column in a matrix."""
    return f"position {number}"


def short(rated: Rated) -> str:
    """What an item is called in a chart, on one line: its title, or of a forecast its section and date."""
    if rated.role is not Role.FORECAST:
        return _cut(rated.item.title, LONGEST_SHORT)
    day = rated.day
    when = f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else rated.moment.lower() or rated.item.ref
    return f"{_cut(rated.section.title, LONGEST_SHORT - len(when) - 2)}, {when}"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def quoted(text: str) -> str:
    """A text as a formula has it."""
    return '"' + text.replace('"', '""') + '"'
