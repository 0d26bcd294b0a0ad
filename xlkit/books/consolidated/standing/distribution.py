"""A distribution in cells: the columns of all that is said of it, over a range of levels or the cells that count."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from xlkit.books.writer.sheets import Array, At, Col, FormulaOf, only_where
from xlkit.measures.distribution import Distribution
from xlkit.measures.figures import Cells, Figure, count_keys, figures
from xlkit.measures.location import sum_formula
from xlkit.measures.scale import Scale, Where

Row = TypeVar("Row")

MOST_SCANNED = 20_000_000  # cells; where more are read again at every change, what reads them holds plain values
FOLLOWS = " It follows the sheet “{sheet}”."
PLAIN = " Counts and medians are plain values here, since there are too many to follow."
SHARED = ("low", "median", "agreement", "band")  # of what groups and views show to everybody, beside the counts


def columns(
    scale: Scale,
    of: Callable[[Row], Distribution | None],
    levels: Callable[[At[Row]], str] | None = None,
    where: Callable[[At[Row]], Where] | None = None,
    *,
    counts: Callable[[At[Row], str], str | None] | None = None,
    headers: Mapping[str, str] | None = None,
    only: Sequence[str] = (),
    without: Sequence[str] = (),
    is_live: bool = True,
    is_typed: bool = False,
) -> tuple[Col[Row], ...]:
    """The columns of distributions over a scale, in their order.

    `of` gives the distribution of a row, None where there is nothing to measure or to show; `levels` the range that it
    is of, `where` some of it. Without `levels` only counts are at hand, and `counts` gives the formula of one by its
    key. What is not live holds plain values where whole columns would be read; where anything may be typed into the
    range, and `is_typed` says so, steps of the scale alone count. `headers` says otherwise what a figure is called, by
    its key; `only` names the figures beside the counts, all where it is empty, and `without` those that are left out.
    """
    source = _Source(scale, of, levels, where, counts, is_live, is_typed)
    names = headers or {}
    counted = ("n", *count_keys(scale))
    wanted = [
        figure
        for figure in figures(scale)
        if figure.key not in without and (not only or figure.key in (*counted, *only))
    ]
    measured = [source.column(figure, names.get(figure.key, figure.name)) for figure in wanted]
    return tuple(only_where(lambda row: of(row) is not None, measured) if levels else measured)


def is_live(rows: int, answers: int) -> bool:
    """Whether so many rows that each read so many answers are few enough to follow them."""
    return rows * answers <= MOST_SCANNED


class _Source(Struct, Generic[Row], frozen=True):
    """Where the figures of a distribution come from."""

    scale: Scale
    of: Callable[[Row], Distribution | None]
    levels: Callable[[At[Row]], str] | None
    where: Callable[[At[Row]], Where] | None
    counts: Callable[[At[Row], str], str | None] | None
    is_live: bool
    is_typed: bool

    def column(self, figure: Figure, header: str) -> Col[Row]:
        """The column of one figure."""
        return Col(
            *(figure.key, header, figure.width, figure.style),
            value=lambda row: self._value(figure, row),
            formula=self._formula(figure) if self.is_live or not figure.reads_levels else None,
            explains=figure.explains,
        )

    def _counts(self, figure: Figure) -> bool:
        return figure.key in ("n", *count_keys(self.scale))

    def _value(self, figure: Figure, row: Row) -> float | str | None:
        distribution = self.of(row)
        if distribution is None:
            return 0 if self.levels is not None and self._counts(figure) else None
        return figure.value(distribution)

    def _formula(self, figure: Figure) -> FormulaOf[Row]:
        if self.levels is None:
            return lambda at: self._counted(figure, at)

        def formula(at: At[Row]) -> str | Array:
            levels, where = self.levels(at) if self.levels else "", self.where(at) if self.where else None
            text = figure.formula(Cells(at.__getitem__, self.scale, levels, where, self.is_typed))
            return Array(text) if figure.is_array and where and not self.is_typed else text

        return formula

    def _counted(self, figure: Figure, at: At[Row]) -> str | None:
        """The formula where only counts are at hand."""
        cells = Cells(at.__getitem__, self.scale)
        if self.of(at.row) is None or self.counts is None:
            return None
        if figure.key == "n":
            return sum_formula(cells.counts)
        return self.counts(at, figure.key) if self._counts(figure) else figure.formula(cells)
