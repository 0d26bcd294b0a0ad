"""Matrix tables: which tables a workbook has for what stands beside the levels, so that formulas find them."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct
from xlsxwriter.utility import xl_range_abs

from xlkit.books.writer.sheets import AnySheet, Col
from xlkit.comparison.other_scales.scale_matrix import Change, ChoiceScale, Matrices, MatrixItem
from xlkit.days import MONTHS
from xlkit.form.item import Choice, Role
from xlkit.measures.picks import order_formula

LONGEST_SHORT = 40  # characters that a chart shows of a row's name without breaking it
NO_MOMENT = "-"  # stands for the name of a setting where an item has none


class AboutItem(Protocol):
    """A row about one item of a matrix."""

    @property
    def about(self) -> MatrixItem:
        """The item."""


ABOUT: tuple[Col[AboutItem], ...] = (
    Col("role", "What", 13, value=lambda row: row.about.role.value.capitalize()),
    Col("section", "Section", 26, value=lambda row: row.about.section.title),
    Col("ref", "Ref", 9, "line", value=lambda row: row.about.item.ref),
    Col("item", "Item", 46, value=lambda row: row.about.item.title),
)
NAME: Col[AboutItem] = Col("name", "Item name", 26, "line", value=lambda row: row.about.item.name)


class ScaleTable(Struct, frozen=True):
    """The sheet of all scales, in which each stands whole, its ordered choices first."""

    sheet: AnySheet
    scales: tuple[ChoiceScale, ...]

    def labels(self, scale: ChoiceScale) -> str:
        """The labels of a scale's choices, from any sheet."""
        return self._range("label", scale, len(scale.choices))

    def ordered_labels(self, scale: ChoiceScale) -> str:
        """The labels of the choices that have a place in the order, from any sheet."""
        return self._range("label", scale, len(scale.ordered))

    def label(self, scale: ChoiceScale, choice: Choice) -> str:
        """The label of one choice, from any sheet."""
        return self.sheet.elsewhere("label", self._first(scale) + scale.choices.index(choice))

    def order(self, scale: ChoiceScale, cell: str) -> str:
        """The formula of the place in the order of the label that stands in a cell, 0 where it has none."""
        return order_formula(cell, self.labels(scale), self._range("order", scale, len(scale.choices)))

    def _range(self, key: str, scale: ChoiceScale, rows: int) -> str:
        top = self.sheet.first_row + self._first(scale)
        column = self.sheet.place(key)
        return f"'{self.sheet.sheet}'!{xl_range_abs(top, column, top + rows - 1, column)}"

    def _first(self, scale: ChoiceScale) -> int:
        return sum(len(one.choices) for one in self.scales[: scale.number - 1])


class ChangeTables(Struct, frozen=True):
    """The sheets of one change since an earlier round."""

    found: Change
    counts: AnySheet
    shifts: AnySheet


class MatrixTables(Struct, frozen=True):
    """The sheets of one instrument's matrices; None, or no sheet of that role, where there is nothing to show."""

    found: Matrices
    scales: ScaleTable
    matrices: Mapping[Role, AnySheet]
    prospects: AnySheet | None = None
    crossed: AnySheet | None = None
    progress: AnySheet | None = None
    requests: AnySheet | None = None
    gathered: AnySheet | None = None
    registered: AnySheet | None = None
    other_rows: AnySheet | None = None
    shares: AnySheet | None = None
    each_answered: AnySheet | None = None
    choices: AnySheet | None = None
    measured: tuple[AnySheet, ...] = ()
    changes: tuple[ChangeTables, ...] = ()

    def picked(self, item: MatrixItem, number: int, name: str) -> str:
        """The formula of the label that a position has for an item, whose name stands in a cell or in quotes."""
        matrix = self.matrices[item.role]
        return f"INDEX({matrix.span(position_key(number))},MATCH({name},{matrix.span('name')},0))"

    def reached(self, number: int, chosen: str) -> str:
        """How many outcomes of a position are reached, of those that a product of conditions chooses."""
        return "+".join(self._reached(number, chosen)) or "0"

    def _reached(self, number: int, chosen: str) -> Iterator[str]:
        matrix = self.matrices[Role.OUTCOME]
        used = {item.scale for item in self.found.of_role(Role.OUTCOME)}
        for scale in (scale for scale in self.scales.scales if scale in used):
            for choice in (choice for choice in scale.choices if choice.reached):
                alike = f"EXACT({matrix.span(position_key(number))},{self.scales.label(scale, choice)})"
                yield f"SUMPRODUCT({chosen}*({matrix.span('scale')}={scale.number})*{alike})"


def position_key(number: int) -> str:
    """The key of an organisation's column in a matrix."""
    return f"position {number}"


def short(item: MatrixItem) -> str:
    """What an item is called in a chart, on one line: its title, or of a forecast its section and date."""
    if item.role is not Role.FORECAST:
        return _cut(item.item.title, LONGEST_SHORT)
    day = item.day
    when = f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else item.moment.lower() or item.item.ref
    return f"{_cut(item.section.title, LONGEST_SHORT - len(when) - 2)}, {when}"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
