"""The shared workbook: aggregates alone, as stored values, with nothing in any of its parts about a single provider.

    write(share(comparison), path)

The same figures give the same bytes. XlkitError where the place cannot be written.
"""

from collections.abc import Iterator
from pathlib import Path

from xlkit.books.consolidated.matrix import TITLES
from xlkit.books.shared import (
    commissioner,
    counts,
    groups,
    items,
    method,
    region,
    shared_cover,
    shared_matrices,
    shared_movement,
    themes,
    views,
    withheld,
)
from xlkit.books.writer.book import Book, opened
from xlkit.books.writer.table import COVER, Table, sheet_name
from xlkit.comparison.disclosure.published import Shared

THEMES, ITEMS, COMMISSIONER, GROUPS = "360 by theme", "Providers by item", "Commissioner", "By {kind}"
SEEN, MOVEMENT, WITHHELD, METHOD = "As others see it", "Movement", "Left out", "Method"
COUNCILS, REGION, COUNTS = "Councils by theme", "Region", "Counts"


def write(shared: Shared, path: Path) -> None:
    """Write the workbook; what stands at `path` is replaced once the new one is whole."""
    with opened(path, shared.title) as book:
        front = book.sheet(COVER)
        taken = {name.casefold() for name in (COVER, WITHHELD, METHOD, COUNTS)}
        parts = (_region, _markets, _sides, _ratings, _rest)
        tables = [table for part in parts for table in part(book, shared, taken)]
        shared_cover.write(front, shared, tables)


def _region(book: Book, shared: Shared, taken: set[str]) -> Iterator[Table]:
    for place, side in enumerate(shared.region.sides if shared.region else (), start=1):
        table = region.council_table(side, sheet_name(COUNCILS, taken), place)
        region.write_councils(book, side, table)
        yield table
        table = region.region_table(side, sheet_name(REGION, taken), place)
        region.write_region(book, side, table)
        yield table


def _markets(book: Book, shared: Shared, taken: set[str]) -> Iterator[Table]:
    for place, market in enumerate(shared.markets, start=1):
        table = themes.table(market, sheet_name(THEMES, taken), place)
        themes.write(book, market, table)
        yield table


def _sides(book: Book, shared: Shared, taken: set[str]) -> Iterator[Table]:
    number = 0
    for place, side in enumerate(shared.sides, start=1):
        if side.items:
            table = items.table(side, sheet_name(ITEMS, taken), place)
            items.write(book, side, table)
            yield table
        for breakdown in side.breakdowns:
            number += 1
            name = sheet_name(GROUPS.format(kind=breakdown.kind.lower()), taken)
            table = groups.table(breakdown, side.instrument, name, number)
            groups.write(book, breakdown, table)
            yield table
        if side.movements:
            table = shared_movement.table(side, sheet_name(MOVEMENT, taken), place)
            shared_movement.write(book, side, table)
            yield table


def _ratings(book: Book, shared: Shared, taken: set[str]) -> Iterator[Table]:
    for place, one in enumerate(shared.ratings, start=1):
        table = shared_matrices.table(one, sheet_name(TITLES[one.role], taken), place)
        shared_matrices.write(book, one, table)
        yield table


def _rest(book: Book, shared: Shared, taken: set[str]) -> Iterator[Table]:
    for place, council in enumerate(shared.councils, start=1):
        if council.challenges:
            table = commissioner.table(council, sheet_name(COMMISSIONER, taken), place)
            commissioner.write(book, council, table)
            yield table
    if shared.views:
        table = views.table(shared, sheet_name(SEEN, taken))
        views.write(book, shared, table)
        yield table
    if shared.withheld:
        table = withheld.table(shared, WITHHELD)
        withheld.write(book, shared, table)
        yield table
    if any(side.themes for one in shared.counted for side in one.sides):
        table = counts.table(shared, COUNTS)
        counts.write(book, shared, table)
        yield table
    table = method.table(shared, METHOD)
    method.write(book, shared, table)
    yield table
