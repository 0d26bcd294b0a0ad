"""The consolidated workbook: its sheets in order.

    write(compare(instruments, crosswalk, ledger, as_at), path)

Every figure is a formula with its true value stored beside it. The same comparison gives the same bytes. XlkitError
where the place cannot be written or Excel cannot hold so many rows.
"""

from pathlib import Path

from msgspec.structs import asdict, replace

from xlkit.books.consolidated import hidden, links
from xlkit.books.consolidated.given import notes
from xlkit.books.consolidated.guide import method
from xlkit.books.consolidated.guide.guide import guide
from xlkit.books.consolidated.guide.method_words import REGION_TERMS, WORDS
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.planning import GUIDE, NOTES, SUMMARY, plan
from xlkit.books.consolidated.reading_sheets import details, edited, story, workings
from xlkit.books.consolidated.summary import summary_sheet as summary
from xlkit.books.writer import chart_data, remade
from xlkit.books.writer import cover as front
from xlkit.books.writer.book import opened
from xlkit.books.writer.sheets import AnySheet, write_each
from xlkit.books.writer.styles import DETAIL, EDITED, STORY, WORKINGS
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.regional.region import Source

MOST_IN_MEMORY = 10_000  # rows of a sheet: beyond, parts of the package stand in temporary files until it is whole

TERMS = ("Blank", "Position", "Voice and view", "As at", "Only some of a range")
LEVEL_TERMS = ("Level", "Section level", "Theme level", "Direct and partial links")
MATRIX_TERMS = ("Rating, forecast and outcome", "Several returns of one organisation", "Theme of a rating")


def write(comparison: Comparison, path: Path) -> None:
    """Write the workbook of a comparison; what stands at `path` is replaced once the new one is whole."""
    planned = plan(comparison)
    everything = sheets(planned)
    told = [sheet for sheet in everything if sheet.sheet != GUIDE]
    explained = next(sheet for sheet in everything if sheet.sheet == GUIDE)
    is_large = any(sheet.rows > MOST_IN_MEMORY for sheet in told)
    with opened(path, comparison.title, subject=comparison.round, is_large=is_large) as book:
        first, read = book.sheet(SUMMARY), [sheet for sheet in told if sheet.tab == STORY]
        write_each(read, book)
        page = front.begin(book, GUIDE)
        page.raw.set_tab_color(STORY)
        write_each(told[len(read) :], book)
        summary.write(first, planned, told)
        every_note = (*comparison.notes, *notes.lost(book.losses))
        behind = [*chart_data.sheets(book), *([notes.sheet(every_note, NOTES)] if every_note else [])]
        for sheet in links.linked(behind, told):
            sheet.write(book)
            told.append(sheet)
        if comparison.panels:
            hidden.write(book, comparison)
        last = front.write(page, guide(comparison, planned.returns, every_note), told, is_first=False)
        replace(explained, top=last + 1).write(book)
        remade.mark(book)


def sheets(plan: Plan) -> list[AnySheet]:
    """Every sheet in the order in which they are read, and last the table that stands on the guide."""
    groups = {STORY: story, DETAIL: details, EDITED: edited, WORKINGS: workings}
    everything = [
        replace(sheet, tab=tab, is_worked_with=sheet.is_worked_with or tab == WORKINGS)
        for tab, of in groups.items()
        for sheet in of(plan)
    ]
    comparison = plan.comparison
    terms = (
        *(LEVEL_TERMS if comparison.has_levels else ()),
        *TERMS,
        *(REGION_TERMS if comparison.region else ()),
        *(MATRIX_TERMS if any(matrices.items for matrices in comparison.matrices) else ()),
    )
    worked_out = method.sheet(everything, {term: WORDS[term] for term in terms}, GUIDE)
    return [*links.linked(everything, everything), worked_out]


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
