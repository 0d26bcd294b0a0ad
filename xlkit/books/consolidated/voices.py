"""Voices: what each organisation says of another on each item, looked up among the answers."""

from collections.abc import Iterator

from xlkit.books.consolidated.plan import item_key
from xlkit.books.consolidated.positions import RESTING, levels_of, places_of, resting
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.comparison.panel import Panel

FIXED = (
    Column("number", "Voice", 10, "whole"),
    Column("organisation", "Who speaks", 32),
    Column("perspective", "Perspective", 15),
    Column("subject", "About", 32),
    Column("view", "Part of view", 12, "whole"),
    Column("basis", "Rests on", 22),
    *RESTING,
)
INTRO = (
    "One row for each organisation that speaks of another: its agreed or only return, or the low median of several. "
    "Voices of one perspective about one subject make a view. It follows the sheet “{sheet}”."
)


def table(panel: Panel, sheet: str, answers: Table, place: int) -> Table:
    """The table of a panel's voices."""
    items = [Column(item_key(item.name), f"{item.ref} {item.title}", 14, "level") for item in panel.items]
    return Table(
        sheet=sheet,
        name=f"Voices_{place}",
        title=f"Voices of others: {panel.instrument.title}",
        intro=INTRO.format(sheet=answers.sheet),
        columns=unique((*FIXED, *items)),
        rows=len(panel.voices),
        frozen=2,
    )


def write(book: Book, panel: Panel, voices: Table, answers: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, voices, _rows(panel, voices, answers))
    shade(sheet, voices, [item_key(item.name) for item in panel.items], panel.scale.steps)


def _rows(panel: Panel, voices: Table, answers: Table) -> Iterator[list[Cell]]:
    places = places_of(panel)
    for row, voice in enumerate(panel.voices):
        yield [
            voice.number,
            voice.organisation,
            voice.perspective.value,
            voice.subject,
            voice.view,
            voice.basis.value,
            *resting(voice, places, voices, row, answers),
            *levels_of(panel, voice, voices, row, answers),
        ]
