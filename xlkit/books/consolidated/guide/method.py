"""Method: what the terms mean, each measure in words and as its formula, and what is never done.

The measures are those that the sheets of the workbook explain: a sheet that is not there explains nothing.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from xlkit.books.consolidated.guide.method_words import NEVER
from xlkit.books.writer.cover import WIDTHS
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf, explained

TERM, MEASURE, NEVER_DONE = "Term", "Measure", "Never done"
INTRO = (
    "How each figure is worked out, so that it can be traced and checked. Names in formulas stand for cells of the "
    "same row, by their columns."
)
SHARED_INTRO = "How each figure in this workbook was worked out. All of them are plain values."


class Explained(Struct, frozen=True):
    """A term, a measure or something that is never done, in words and with the shape of its formula, if any."""

    kind: str
    name: str
    text: str
    formula: str = ""


KIND: Col[Explained] = Col("kind", "Kind", 14)


def sheet(sheets: Sequence[AnySheet], terms: Mapping[str, str], name: str) -> SheetOf[Explained]:
    """The sheet of all that the others explain, with some terms."""
    formula: Col[Explained] = Col("formula", "Shape of the formula", 70, "line", value=lambda row: row.formula or None)
    return SheetOf(
        sheet=name,
        name="Method",
        title="How each figure is worked out",
        intro=INTRO,
        columns=(*_columns(*WIDTHS), KIND, formula),
        records=_rows(sheets, terms),
        frozen=0,
        printed="text",
    )


def shared(sheets: Sequence[AnySheet], terms: Mapping[str, str], name: str) -> SheetOf[Explained]:
    """The same for everybody, without formulas, which would lead to what is not in the workbook."""
    return SheetOf(
        sheet=name,
        name="Method",
        title="Method",
        intro=SHARED_INTRO,
        columns=(KIND, *_columns(30, 86)),
        records=_rows(sheets, terms),
        frozen=0,
        is_filtered=False,
    )


def _columns(name: float, text: float) -> tuple[Col[Explained], ...]:
    return (
        Col("name", "Name", name),
        Col("text", "In words", text),
    )


def _rows(sheets: Sequence[AnySheet], terms: Mapping[str, str]) -> list[Explained]:
    return [
        *(Explained(TERM, term, words) for term, words in terms.items()),
        *(Explained(MEASURE, *measure) for measure in explained(sheets)),
        *(Explained(NEVER_DONE, name, text) for name, text in NEVER.items()),
    ]
