"""A matrix: items by organisations, with the label that each picked, and how many picked each choice.

Shared it shows how many picked each choice, and what each council, the publisher of its own, picked.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from xlkit.books.consolidated.common import ITEM, REF, SECTION, THEME, item_key
from xlkit.books.consolidated.matrix_tables import NO_MOMENT, ScaleTable, position_key, short
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import coloured, look
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import NOTHING, Array, At, Col, FormulaOf, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.disclosure.published import SharedMatrix, SharedMatrixItem
from xlkit.comparison.other_scales.scale_matrix import ChoiceScale, Matrices, MatrixItem, choices_of
from xlkit.comparison.standing.panel import Position
from xlkit.form.item import Choice, Role
from xlkit.measures.picks import count_label_formula, known_formula, middle_formula

Picked: TypeAlias = MatrixItem | SharedMatrixItem

MOST_ROWS, MOST_CHOICES = 24, 7  # of a chart: fewer bars than elsewhere, since names of rows bear a date too
MOST_CHARTS = 4
TITLES = {Role.RATING: "Ratings", Role.FORECAST: "Forecasts", Role.OUTCOME: "Outcomes"}
SAID = {
    Role.RATING: "Where each organisation places itself",
    Role.FORECAST: "What each organisation expects by each date",
    Role.OUTCOME: "What has come about in each organisation",
}
INTRO = (
    "{said}: how many picked each choice, then who picked what. Choices are counted, never averaged. It follows the "
    "sheet “{sheet}”."
)
SHARED_INTRO = (
    "{title}: how many picked each choice{whose}. The choices are in order, no more: these are no levels from 1 to 5."
)
WHOSE = ", and what each council says of itself"
ALT = (
    "Stacked bar chart: for each row the share of organisations at each choice, the least at the left. "
    "The figures are in the columns of choices of the table on this sheet."
)
FIRST: tuple[Col[Picked], ...] = (SECTION.as_wide(21), REF.as_wide(9), ITEM.as_wide(40), THEME.as_wide(20))
BY: Col[MatrixItem] = Col("by", "By", 15, "date", value=lambda row: row.day)
LAST: tuple[Col[MatrixItem], ...] = (
    Col("name", "Item name", 26, "line", value=lambda row: row.item.name),
    Col("short", "In charts", 30, "line", value=short),
    Col("section_name", "Section name", 20, "line", value=lambda row: row.section.name),
    Col("when", "Date name", 12, "line", value=lambda row: row.item.when or NO_MOMENT),
    Col("scale", "Scale", 9, "whole", value=lambda row: row.scale.number),
)


def sheet(
    matrices: Matrices, role: Role, scales: ScaleTable, answers: Table, name: str, place: int
) -> SheetOf[MatrixItem]:
    """The sheet of all items of a role."""
    source, items = _Source(matrices.panel.positions, scales, answers), matrices.of_role(role)
    by = (BY,) if any(any(item.days) for item in items) else ()
    read = (*FIRST, *by, *source.columns(items))
    return SheetOf(
        sheet=name,
        name=f"{TITLES[role]}_{place}",
        title=f"{TITLES[role]}: {matrices.panel.instrument.title}",
        intro=INTRO.format(said=SAID[role], sheet=answers.sheet),
        columns=(*read, *LAST),
        records=items,
        frozen=3,
        printed=read[-1].key,
        draw=lambda book, matrix: _charts(book, matrix, items),
        more=coloured([position_key(one.number) for one in matrices.panel.positions], matrices.scales),
    )


def shared(matrix: SharedMatrix, name: str, place: int) -> SheetOf[SharedMatrixItem]:
    """The sheet of one role's items for everybody."""
    names, items = matrix.organisations, matrix.rows
    days = any(any(item.days) for item in items)
    choices = (choice for _, choice in choices_of(item.scale for item in items))
    return SheetOf(
        sheet=name,
        name=f"Ratings_{place}",
        title=f"{TITLES[matrix.role]}: {matrix.instrument}",
        intro=SHARED_INTRO.format(title=matrix.instrument, whose=WHOSE if names else ""),
        columns=(
            *FIRST,
            _answered(len(names)),
            *(_count(choice) for choice in choices),
            *(_pick(place, name) for place, name in enumerate(names)),
            *(_shared_day(place, name) for place, name in enumerate(names) if days),
        ),
        records=items,
        frozen=3,
        more=coloured([position_key(place + 1) for place in range(len(names))], [item.scale for item in items]),
    )


def stretches(rows: int, first: int = 0) -> list[tuple[int, int]]:
    """Where charts of some rows begin and how many each shows, of alike size; none where there would be too many."""
    parts = charts.parts(rows, MOST_ROWS)
    return [(first + start, many) for start, many in parts] if len(parts) <= MOST_CHARTS else []


def count_key(choice: Choice) -> str:
    """The key of the column that counts a choice."""
    return f"count {choice.label}"


def _answered(organisations: int) -> Col[Picked]:
    return Col(
        *("n", "Answered (n)", 10, "whole"),
        value=lambda row: sum(row.counts),
        formula=lambda at: f'=SUMPRODUCT(({_across(at, organisations)}<>"")*1)',
    )


def _across(at: At[Picked], organisations: int) -> str:
    return at.across(position_key(1), position_key(organisations))


def _count(choice: Choice, formula: FormulaOf[Picked] | None = None) -> Col[Picked]:
    return Col(
        *(count_key(choice), choice.label, 9, "whole"),
        value=lambda row: _counts(row).get(choice.label),
        formula=formula,
    )


def _counts(row: Picked) -> Mapping[str, int]:
    """How many picked each choice of an item, by its label."""
    return {choice.label: count for choice, count in zip(row.scale.choices, row.counts, strict=True)}


def _pick(place: int, organisation: str, formula: FormulaOf[Picked] | None = None) -> Col[Picked]:
    return Col(
        *(position_key(place + 1), organisation, 18),
        value=lambda row: choice.label if (choice := row.picks[place]) else None,
        formula=formula,
    )


def _shared_day(place: int, organisation: str) -> Col[SharedMatrixItem]:
    return Col(f"day {place + 1}", f"{organisation}: by", 15, "date", value=lambda row: row.days[place])


class _Source(Struct, frozen=True):
    """Where the picks of a matrix are looked up."""

    positions: tuple[Position, ...]
    scales: ScaleTable
    answers: Table

    def columns(self, items: Sequence[MatrixItem]) -> Iterator[Col[MatrixItem]]:
        """How many picked each choice, who picked what, and the dates that are not the same for all."""
        yield _answered(len(self.positions))
        yield from (self._count(scale, choice) for scale, choice in choices_of(item.scale for item in items))
        yield from (_pick(place, one.organisation, self._picked(place)) for place, one in enumerate(self.positions))
        for place, position in enumerate(self.positions):
            if any(item.day is None and item.days[place] for item in items):
                yield _day(place, position)
            if any(item.entered[place] for item in items):
                yield _entered(place, position)

    def _count(self, scale: ChoiceScale, choice: Choice) -> Col[Picked]:
        label = self.scales.label(scale, choice)
        return _count(
            choice,
            lambda at: (
                count_label_formula(_across(at, len(self.positions)), label)
                if choice.label in _counts(at.row)
                else None
            ),
        )

    def _picked(self, place: int) -> FormulaOf[Picked]:
        """The label that stands for a position on an item, from the answers."""
        position, numbers = self.positions[place], self.answers.span("number")

        def formula(at: At[Picked]) -> str | Array:
            answers, scale = self.answers.span(item_key(at.row.item.name)), at.row.scale
            if len(position.speaking) == 1:
                answer = f"INDEX({answers},MATCH({position.number},{numbers},0))"
                return known_formula(answer, self.scales.labels(scale))
            if not scale.ordered:
                return NOTHING
            return Array(middle_formula(answers, f"{numbers}={position.number}", self.scales.ordered_labels(scale)))

        return formula


def _day(place: int, position: Position) -> Col[MatrixItem]:
    return Col(
        *(f"day {position.number}", f"{position.organisation}: by", 15, "date"),
        value=lambda row: row.days[place] if row.day is None else None,
    )


def _entered(place: int, position: Position) -> Col[MatrixItem]:
    title = f"{position.organisation}: date given"
    return Col(f"entered {position.number}", title, 15, "date", value=lambda row: row.entered[place])


def _charts(book: Book, matrix: Table, items: Sequence[MatrixItem]) -> list[Drawn]:
    choices = [choice for _, choice in choices_of(item.scale for item in items)]
    if len(choices) > MOST_CHOICES:
        return []
    looks = [look(choice, place, len(choices)) for place, choice in enumerate(choices)]
    keys = [count_key(choice) for choice in choices]
    sources = [charts.Source(matrix, "short", many, first) for first, many in stretches(len(items))]
    return [charts.stacked(book, source, keys, looks, matrix.title, ALT) for source in sources]
