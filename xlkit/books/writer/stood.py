"""Stood: where a table stands on its sheet, and the charts below it, for paper to part it."""

from msgspec import Struct


class Stood(Struct, frozen=True):
    """The rows of a table's title, of its headings and its last, and how many of its columns are printed.

    `charts` are the rows with which charts below it begin and, last, the one after them.
    """

    first: int
    headings: int
    last: int
    columns: int
    charts: tuple[int, ...] = ()

    @property
    def end(self) -> int:
        """The last row of all that belongs to it, counted from 0."""
        return self.charts[-1] - 1 if self.charts else self.last
