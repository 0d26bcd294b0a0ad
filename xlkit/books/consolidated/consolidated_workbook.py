"""The consolidated workbook: its sheets in order.

    write(compare(instruments, crosswalk, ledger, as_at), path)

Every figure is a formula with its true value stored beside it. The same comparison gives the same bytes. XlkitError
where the place cannot be written or Excel cannot hold so many rows.
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from xlkit.books.consolidated import answers, hidden, matrix_sheets, method, movement_sheets, notes, summary
from xlkit.books.consolidated import data as data_sheet
from xlkit.books.consolidated.consolidated_cover import cover
from xlkit.books.consolidated.method_words import WORDS
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.planning import DATA, METHOD, NOTES, plan
from xlkit.books.consolidated.reading_sheets import action_sheets, comparison_sheets
from xlkit.books.writer import chart_data
from xlkit.books.writer.book import opened
from xlkit.books.writer.cover import begin
from xlkit.books.writer.cover import write as write_cover
from xlkit.books.writer.sheets import AnySheet
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.region import Source

MOST_IN_MEMORY = 50_000  # rows of a sheet: beyond, parts of the package stand in temporary files until it is whole

TERMS = (
    *("Level", "Blank", "Position", "Voice and view", "Section level", "Theme level", "Direct and partial links"),
    *("As at", "Only some of a range"),
)
REGION_TERMS = ("All councils together",)
MATRIX_TERMS = ("Rating, forecast and outcome", "Several returns of one organisation", "Theme of a rating")


def write(comparison: Comparison, path: Path) -> None:
    """Write the workbook of a comparison; what stands at `path` is replaced once the new one is whole."""
    planned = plan(comparison)
    everything = sheets(planned)
    is_large = any(sheet.rows > MOST_IN_MEMORY for sheet in everything)
    with opened(path, comparison.title, subject=comparison.round, is_large=is_large) as book:
        first = book.sheet(summary.SHEET)
        front = begin(book)
        for sheet in everything:
            sheet.write(book)
        summary.write(first, planned, everything)
        everything += chart_data.write(book)
        if comparison.notes or book.losses:
            everything.append(notes.sheet(comparison.notes, book.losses, NOTES))
            everything[-1].write(book)
        if comparison.panels:
            hidden.write(book, comparison)
        write_cover(front, cover(comparison, planned.returns, planned.register), everything, is_first=False)


def sheets(plan: Plan) -> list[AnySheet]:
    """Every sheet but the cover and the notes, in the order in which they are read."""
    everything = [
        *comparison_sheets(plan),
        *matrix_sheets.figure_sheets(plan),
        *movement_sheets.figure_sheets(plan),
        *action_sheets(plan),
        *matrix_sheets.text_sheets(plan),
        *_details(plan),
        *movement_sheets.detail_sheets(plan),
        *matrix_sheets.detail_sheets(plan),
        *_records(plan),
    ]
    comparison = plan.comparison
    terms = (
        *TERMS,
        *(REGION_TERMS if comparison.region else ()),
        *(MATRIX_TERMS if comparison.matrices else ()),
    )
    return [*everything, method.sheet(everything, {term: WORDS[term] for term in terms}, METHOD)]


def _details(plan: Plan) -> Iterator[AnySheet]:
    matrices = {tables.found.panel.instrument.name: tables for tables in plan.matrices}
    for panel in plan.comparison.panels:
        tables, picked = plan.of(panel), matrices.get(panel.instrument.name)
        yield answers.with_scales(tables.answers, picked) if picked else tables.answers
        yield from (sheet for sheet in (tables.positions, tables.levels, tables.voices) if sheet is not None)


def _records(plan: Plan) -> Iterator[AnySheet]:
    if plan.comparison.panels:
        yield data_sheet.sheet(plan, DATA)
    if plan.returns is not None:
        yield plan.returns


def data(comparison: Comparison) -> dict[str, object]:
    """Every figure of the workbook, for those who may see every name; README gives the shape."""
    response, planned = comparison.response, plan(comparison)
    everything = sheets(planned)
    return {
        "audience": "internal",
        "title": comparison.title,
        "round": comparison.round,
        "as_at": comparison.as_at.isoformat(),
        "quadrants_part_at": comparison.quadrants_part_at,
        "scales": {panel.instrument.name: asdict(panel.scale) for panel in comparison.panels if panel.items},
        "response": response and {"invited": response.invited, "valid": len(response.files), "share": response.share},
        "councils": _councils(comparison),
        "counts": {status.value: count for status, count in comparison.ledger.counts.items()},
        "summary": summary.data(planned, everything),
        "tables": {sheet.name: sheet.data() for sheet in everything},
        "notes": [asdict(note) for note in comparison.notes],
    }


def _councils(comparison: Comparison) -> list[dict[str, str]]:
    """The councils that speak of themselves, or of a region all, each with its round and what its figures rest on."""
    if comparison.region is not None:
        councils = comparison.region.councils
        return [{"name": council.name, "round": council.round, "source": council.source.value} for council in councils]
    names = dict.fromkeys(council.position.organisation for council in comparison.councils)
    return [{"name": name, "round": comparison.round, "source": Source.RETURNS.value} for name in names]
