"""Comparing: the sheets of a consolidated workbook that people read first, in their order."""

from collections.abc import Iterator

from xlkit.books.consolidated import (
    action_register,
    action_summary,
    benchmark,
    commissioner,
    council_sections,
    councils,
    evidence,
    gaps,
    headlines,
    heat,
    items,
    pairs,
    peers,
    region,
    sections,
    seen,
    themes,
    unplanned,
    within,
)
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Table, sheet_name
from xlkit.comparison.comparison import Benchmark

HEADLINES, GAPS, HEAT, SECTIONS, ITEMS = "Headlines", "Gaps by item", "Heat map", "Sections", "Distribution"
COMMISSIONER, COUNCIL_SECTIONS, WITHIN = "Commissioner", "Commissioner by section", "Within organisations"
BENCHMARK, PEERS = "Benchmark", "Benchmark by provider"
COUNCILS, REGION = "Councils by theme", "Region"
SUMMARY, UNPLANNED, EVIDENCE = "Actions by theme and owner", "Low without action", "Evidence"


def write_comparisons(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    """Write what compares: headlines, the four comparisons, and where everybody stands."""
    yield from _headlines(book, plan, taken)
    yield from _region(book, plan, taken)
    for market, table in zip(plan.comparison.markets, plan.markets, strict=True):
        themes.write(book, plan, market, table)
        yield table
    yield from _pairings(book, plan, taken)
    yield from _heat_maps(book, plan, taken)
    yield from _councils(book, plan, taken)
    for place, (panel, spreads) in enumerate(plan.comparison.spreads, start=1):
        stand = plan.of(panel).positions
        if stand is not None:
            table = items.table(panel, sheet_name(ITEMS, taken), stand, place)
            items.write(book, plan, panel, spreads, table)
            yield table
    for place, (panel, found) in enumerate(plan.comparison.within, start=1):
        tables = plan.of(panel)
        table = within.table(panel, found, sheet_name(WITHIN, taken), tables.answers, place)
        within.write(book, found, tables, table)
        yield table
    for place, one in enumerate(plan.comparison.benchmarks, start=1):
        yield from _benchmark(book, plan, one, taken, place)


def write_actions(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    """Write what is planned, what is not, and what the answers are said to rest on."""
    if plan.register is not None:
        action_register.write(book, plan, plan.register)
        yield plan.register
        summary = action_summary.table(plan.comparison, sheet_name(SUMMARY, taken), plan.register)
        action_summary.write(book, plan.comparison, summary, plan.register)
        yield summary
    for place, panel in enumerate(plan.comparison.panels, start=1):
        tables = plan.of(panel)
        if tables.levels is not None:
            table = unplanned.table(panel, sheet_name(UNPLANNED, taken), tables.levels, place)
            unplanned.write(book, panel, tables, table)
            yield table
    told = evidence.table(plan.comparison, sheet_name(EVIDENCE, taken))
    if told.rows:
        evidence.write(book, plan, told)
        yield told


def _headlines(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    found = headlines.lines(plan) if plan.comparison.panels else ()
    if found:
        table = headlines.table(plan, found, sheet_name(HEADLINES, taken))
        headlines.write(book, plan, found, table)
        yield table


def _region(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    sides = plan.comparison.region.sides if plan.comparison.region else ()
    for place, side in enumerate(sides, start=1):
        table = councils.table(side, sheet_name(COUNCILS, taken), place)
        councils.write(book, plan, side, table)
        yield table
        whole = region.table(side, sheet_name(REGION, taken), table, place)
        region.write(book, side, whole, table)
        yield whole


def _pairings(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    for place, (pairing, table) in enumerate(zip(plan.comparison.pairings, plan.pairings, strict=True), start=1):
        pairs.write(book, pairing, plan.of(pairing.panel), table)
        yield table
        counted = gaps.table(pairing, sheet_name(GAPS, taken), table, place)
        gaps.write(book, pairing, counted, table)
        yield counted


def _heat_maps(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    for place, one in enumerate(plan.comparison.benchmarks, start=1):
        tables = plan.of(one.panel)
        if tables.positions is not None:
            table = heat.table(one, sheet_name(HEAT, taken), tables.positions, place)
            heat.write(book, one, tables, table)
            yield table
            parts = sections.table(one, sheet_name(SECTIONS, taken), table, place)
            sections.write(book, one.panel, parts, table)
            yield parts


def _councils(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    councils = [council for council in plan.comparison.councils if council.challenges]
    for place, council in enumerate(councils, start=1):
        table = commissioner.table(council, sheet_name(COMMISSIONER, taken), plan.of(council.panel).answers, place)
        commissioner.write(book, plan, council, table)
        yield table
    for place, panel in enumerate(plan.comparison.panels, start=1):
        mine = [council for council in councils if council.panel is panel]
        stand = plan.of(panel).positions
        if mine and stand is not None:
            table = council_sections.table(panel, mine, sheet_name(COUNCIL_SECTIONS, taken), stand, place)
            council_sections.write(book, panel, mine, table, stand)
            yield table
    for found, table in zip(plan.comparison.seen, plan.seen, strict=True):
        seen.write(book, found, plan.of(found.panel), table)
        yield table


def _benchmark(book: Book, plan: Plan, one: Benchmark, taken: set[str], place: int) -> Iterator[Table]:
    levels = plan.of(one.panel).levels
    if levels is None:
        return
    groups = benchmark.table(one, sheet_name(BENCHMARK, taken), levels, place)
    benchmark.write(book, one, groups, levels)
    yield groups
    table = peers.table(one, sheet_name(PEERS, taken), levels, place)
    peers.write(book, one, table, levels)
    yield table
