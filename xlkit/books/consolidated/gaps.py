"""Gaps by item: how many providers place themselves further on than others do, item by item."""

from collections.abc import Iterator

from xlkit.books.consolidated.pairs import NAMES, SPOKEN, gap_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Pairing
from xlkit.form.identity import Perspective
from xlkit.measures.gaps import further_on, further_on_formulas, gap
from xlkit.measures.scale import Where

SIDES = ("below", "alike", "above")
COLUMNS = (
    Column("perspective", "Compared with", 22),
    Column("section", "Section", 28),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 36),
    Column("n", "Compared (n)", 12, "whole"),
    Column("below", "Others place the provider further on", 17, "whole"),
    Column("alike", "Both alike", 12, "whole"),
    Column("above", "The provider places itself further on", 17, "whole"),
    Column("name", "Item name", 24, "line"),
)
INTRO = (
    "One row for each perspective and item: of the providers with both levels, how many place themselves further on "
    "than others do, or less far. It follows the sheet “{sheet}”."
)
CHARTED = " The charts stand below the table."
ALT = (
    "Stacked bar chart, compared with {name}: for each item the share of providers whom others place further on, "
    "light, of those on whom both are alike, and of those who place themselves further on, dark. "
    "The figures are in the table on this sheet."
)


def table(pairing: Pairing, sheet: str, pairs: Table, place: int) -> Table:
    """The table of one panel."""
    return Table(
        sheet=sheet,
        name=f"Gaps_{place}",
        title=f"Gaps by item: {pairing.panel.instrument.title}",
        intro=INTRO.format(sheet=pairs.sheet) + (CHARTED if _compared(pairing) else ""),
        columns=unique(COLUMNS),
        rows=len(pairing.perspectives) * len(pairing.asked),
        frozen=4,
    )


def write(book: Book, pairing: Pairing, gaps: Table, pairs: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, gaps, _rows(pairing, gaps, pairs))
    many = len(pairing.asked)
    drawn = [
        charts.stacked(
            book,
            source,
            SIDES,
            charts.THREE,
            f"Own level beside that of {SPOKEN[one]}: how many providers, by item",
            ALT.format(name=SPOKEN[one]),
        )
        for number, one in _compared(pairing)
        for source in charts.split(charts.Source(gaps, "item", many, number * many))
    ]
    charts.place(sheet, gaps, drawn)


def _compared(pairing: Pairing) -> list[tuple[int, Perspective]]:
    """The perspectives, numbered from 0, in which anybody has both levels on any item: those that a chart can show."""
    return [(number, one) for number, one in enumerate(pairing.perspectives) if _compares(pairing, number)]


def _compares(pairing: Pairing, number: int) -> bool:
    return any(
        pair.own(place) is not None and view.levels[place] is not None
        for pair in pairing.pairs
        if (view := pair.views[number]) is not None
        for place in pair.asked
    )


def _rows(pairing: Pairing, gaps: Table, pairs: Table) -> Iterator[list[Cell]]:
    panel, sections = pairing.panel, pairing.panel.sections
    row = 0
    for number, perspective in enumerate(pairing.perspectives):
        for place in pairing.asked:
            item = panel.items[place]
            yield in_order(
                gaps,
                {
                    "perspective": NAMES[perspective],
                    "section": sections[item.name].title,
                    "ref": item.ref,
                    "item": item.title,
                    "name": item.name,
                    **_counts(pairing, number, perspective, place, gaps, pairs, row),
                },
            )
            row += 1


def _counts(
    pairing: Pairing, number: int, perspective: Perspective, place: int, gaps: Table, pairs: Table, row: int
) -> dict[str, Cell]:
    found = further_on(
        gap(pair.own(place), view.levels[place])
        for pair in pairing.pairs
        if (view := pair.views[number]) is not None and place in pair.asked
    )
    chosen = Where(pairs.span("name"), gaps.cell("name", row))
    formulas = further_on_formulas(pairs.span(gap_key(perspective)), chosen)
    said: dict[str, Cell] = {
        key: Formula(formula, many) for key, formula, many in zip(SIDES, formulas, found, strict=True)
    }
    return {"n": Formula(f"=SUM({gaps.across(SIDES[0], SIDES[-1], row)})", sum(found)), **said}
