"""Reading sheets: those of a consolidated workbook that people read first, in their order."""

from collections.abc import Iterator

from xlkit.books.consolidated import (
    action_summary,
    benchmark,
    commissioner,
    councils,
    evidence,
    gaps,
    headlines,
    heat,
    items,
    peers,
    people,
    region,
    sections,
    unplanned,
    within,
)
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.sheets import AnySheet
from xlkit.comparison.comparison import Benchmark

HEADLINES, GAPS, HEAT, SECTIONS, ITEMS = "Headlines", "Gaps by item", "Heat map", "Sections", "Distribution"
COMMISSIONER, COUNCIL_SECTIONS, WITHIN = "Commissioner", "Commissioner by section", "Within organisations"
BENCHMARK, PEERS = "Benchmark", "Benchmark by provider"
COUNCILS, REGION = "Councils by theme", "Region"
SUMMARY, UNPLANNED, EVIDENCE = "Actions by theme and owner", "Low without action", "Evidence"


def comparison_sheets(plan: Plan) -> Iterator[AnySheet]:
    """What compares: headlines, the four comparisons, and where everybody stands."""
    yield from _headlines(plan)
    yield from _region(plan)
    yield from plan.markets
    if plan.comparison.heard is not None:
        yield people.sheet(plan.comparison.heard, plan.name(people.SHEET))
    yield from _pairings(plan)
    yield from _heat_maps(plan)
    yield from _councils(plan)
    for place, (panel, spreads) in enumerate(plan.comparison.spreads, start=1):
        if plan.of(panel).positions is not None:
            yield items.sheet(plan, panel, spreads, plan.name(ITEMS), place)
    for place, (panel, found) in enumerate(plan.comparison.within, start=1):
        yield within.sheet(panel, found, plan.name(WITHIN), plan.of(panel), place)
    for place, grouped in enumerate(plan.comparison.benchmarks, start=1):
        yield from _benchmark(plan, grouped, place)


def action_sheets(plan: Plan) -> Iterator[AnySheet]:
    """What is planned, what is not, and what the answers are said to rest on."""
    register = plan.register
    if register is not None:
        yield register
        yield action_summary.sheet(plan.comparison, plan.name(SUMMARY), register)
    for place, panel in enumerate(plan.comparison.panels, start=1):
        levels = plan.of(panel).levels
        if levels is not None:
            yield unplanned.sheet(panel, plan.name(UNPLANNED), levels, place)
    told = evidence.sheet(plan, plan.name(EVIDENCE))
    if told.rows:
        yield told


def _headlines(plan: Plan) -> Iterator[AnySheet]:
    lines = headlines.lines(plan) if plan.comparison.panels else ()
    if lines:
        yield headlines.sheet(plan, lines, plan.name(HEADLINES))


def _region(plan: Plan) -> Iterator[AnySheet]:
    sides = plan.comparison.region.sides if plan.comparison.region else ()
    for place, side in enumerate(sides, start=1):
        by_council = councils.sheet(plan, side, plan.name(COUNCILS), place)
        yield by_council
        yield region.sheet(side, plan.name(REGION), by_council, place)


def _pairings(plan: Plan) -> Iterator[AnySheet]:
    for place, (pairing, pairs) in enumerate(zip(plan.comparison.pairings, plan.pairings, strict=True), start=1):
        yield pairs
        yield gaps.sheet(pairing, plan.name(GAPS), pairs, place)


def _heat_maps(plan: Plan) -> Iterator[AnySheet]:
    for place, grouped in enumerate(plan.comparison.benchmarks, start=1):
        positions = plan.of(grouped.panel).positions
        if positions is not None:
            map_ = heat.sheet(grouped, plan.name(HEAT), positions, place)
            yield map_
            yield sections.sheet(grouped, plan.name(SECTIONS), map_, place)


def _councils(plan: Plan) -> Iterator[AnySheet]:
    councils = [council for council in plan.comparison.councils if council.challenges]
    for place, council in enumerate(councils, start=1):
        yield commissioner.sheet(council, plan.name(COMMISSIONER), plan.of(council.panel), place)
    for place, panel in enumerate(plan.comparison.panels, start=1):
        own = [council for council in councils if council.panel is panel]
        positions = plan.of(panel).positions
        if own and positions is not None:
            yield sections.of_councils(panel, own, plan.name(COUNCIL_SECTIONS), positions, place)
    yield from plan.seen


def _benchmark(plan: Plan, grouped: Benchmark, place: int) -> Iterator[AnySheet]:
    levels = plan.of(grouped.panel).levels
    if levels is not None:
        yield benchmark.sheet(grouped, plan.name(BENCHMARK), levels, place)
        yield peers.sheet(grouped, plan.name(PEERS), levels, place)
