"""Reading sheets: those of a consolidated workbook in the order in which they are read, related tables together.

The story comes first, one sheet a subject; behind it what it goes back to; then what is edited, and what figures rest
on.
"""

from collections.abc import Iterator

from xlkit.books.consolidated.between_rounds import movement_sheets
from xlkit.books.consolidated.given import data as data_sheet
from xlkit.books.consolidated.given import evidence
from xlkit.books.consolidated.other_scales import matrix_sheets
from xlkit.books.consolidated.people import money, people, signals
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.planning import DATA, THEMES
from xlkit.books.consolidated.plans import action_summary, unplanned
from xlkit.books.consolidated.regional import councils, region
from xlkit.books.consolidated.sides import benchmark, commissioner, pairs, peers
from xlkit.books.consolidated.standing import answers, heat, items, sections, within
from xlkit.books.writer.sheets import AnySheet
from xlkit.books.writer.stacking import stacked
from xlkit.comparison.standing.panel import Panel
from xlkit.form.instrument import Side

TOPICS, PROVIDERS, HEAT, COUNCIL, EVIDENCE = "By topic", "By provider", "Heat map", "Council", "Evidence"
COUNCILS, GROUPS, PEERS = "Councils by theme", "By group", "One provider"
OWNERS, WITHIN = "Actions by theme and owner", "Within organisations"


def story(plan: Plan) -> Iterator[AnySheet]:
    """What is read first, after the summary: by theme, topic and provider, the council, actions and movement."""
    maps = dict(_heat_maps(plan))
    yield from _region(plan)
    yield from plan.markets
    yield from _topics(plan, maps)
    yield from _providers(plan)
    yield from maps.values()
    yield from _council(plan)
    if plan.comparison.heard is not None:
        yield people.sheet(plan, plan.comparison.heard, plan.name(people.SHEET))
    if plan.comparison.region is not None and plan.comparison.region.heard is not None:
        yield people.of_councils(plan.comparison.region.heard, plan.name(people.SHEET))
    if plan.comparison.money is not None:
        yield money.sheet(plan.comparison.money, plan.name(money.SHEET))
    if plan.comparison.signals:
        yield signals.sheet(plan.comparison.signals, plan.name(signals.SHEET))
    yield from matrix_sheets.figure_sheets(plan)
    yield from ([plan.register] if plan.register else [])
    yield from movement_sheets.figure_sheets(plan)
    told = evidence.sheet(plan, plan.name(EVIDENCE))
    if told.rows:
        yield told


def details(plan: Plan) -> Iterator[AnySheet]:
    """What the story goes back to: groups, single providers, what others say, what was written, files and data."""
    for place, grouped in enumerate(plan.comparison.benchmarks, start=1):
        levels = plan.of(grouped.panel).levels
        if levels is not None:
            yield benchmark.sheet(grouped, plan.name(GROUPS), levels, place)
            yield peers.sheet(grouped, plan.name(PEERS), levels, place)
    if plan.comparison.heard is not None and plan.comparison.heard.providers:
        yield people.by_provider(plan.comparison.heard, plan.name(people.PROVIDERS))
    yield from plan.pairings
    for place, (panel, differing) in enumerate(plan.comparison.within, start=1):
        yield within.sheet(panel, differing, plan.name(WITHIN), plan.of(panel), place)
    if plan.register is not None:
        yield action_summary.sheet(plan.comparison, plan.name(OWNERS), plan.register)
    yield from movement_sheets.transition_sheets(plan)
    yield from matrix_sheets.text_sheets(plan)
    if plan.returns is not None:
        yield plan.returns
    if plan.comparison.panels:
        yield data_sheet.sheet(plan, DATA)


def edited(plan: Plan) -> Iterator[AnySheet]:
    """The answers, the one place to edit."""
    matrices = {tables.found.panel.instrument.name: tables for tables in plan.matrices}
    for panel in plan.comparison.panels:
        table, picked = plan.of(panel).answers, matrices.get(panel.instrument.name)
        yield answers.with_scales(table, picked) if picked else table


def workings(plan: Plan) -> Iterator[AnySheet]:
    """What figures rest on."""
    for panel in plan.comparison.panels:
        tables = plan.of(panel)
        yield from (sheet for sheet in (tables.positions, tables.levels, tables.voices) if sheet is not None)
    yield from movement_sheets.working_sheets(plan)
    yield from matrix_sheets.detail_sheets(plan)


def _region(plan: Plan) -> Iterator[AnySheet]:
    sides = plan.comparison.region.sides if plan.comparison.region else ()
    for place, side in enumerate(sides, start=1):
        by_council = councils.sheet(plan, side, plan.name(COUNCILS), place)
        yield region.sheet(side, plan.name(THEMES), by_council, place)
        yield by_council


def _heat_maps(plan: Plan) -> Iterator[tuple[str, AnySheet]]:
    """The map of each panel, by the name of its instrument."""
    for place, grouped in enumerate(plan.comparison.benchmarks, start=1):
        positions = plan.of(grouped.panel).positions
        if positions is not None:
            yield grouped.panel.instrument.name, heat.sheet(grouped, plan.name(HEAT), positions, place)


def _topics(plan: Plan, maps: dict[str, AnySheet]) -> Iterator[AnySheet]:
    """Every topic, the sections that they stand in, and on which of them others see providers otherwise."""
    grouped = {one.panel.instrument.name: (place, one) for place, one in enumerate(plan.comparison.benchmarks, start=1)}
    paired = [(one.panel, one, table) for one, table in zip(plan.comparison.pairings, plan.pairings, strict=True)]
    for place, (panel, spreads) in enumerate(plan.comparison.spreads, start=1):
        tables: list[AnySheet] = []
        if plan.of(panel).positions is not None:
            tables.append(items.sheet(plan, panel, spreads, TOPICS, place))
        if panel.instrument.name in maps:
            number, groups = grouped[panel.instrument.name]
            tables.append(sections.sheet(groups, TOPICS, maps[panel.instrument.name], number))
        tables += [
            pairs.gaps(pairing, TOPICS, table, number)
            for number, (of, pairing, table) in enumerate(paired, start=1)
            if of is panel
        ]
        if tables:
            yield from stacked(tables, plan.name(TOPICS))


def _providers(plan: Plan) -> Iterator[AnySheet]:
    """The low themes without a plan of providers, and below them of councils, whose rows look the same."""
    tables = _unplanned(plan)
    if not all(map(_is_council, plan.comparison.panels)) and tables:
        yield from stacked(tables, plan.name(PROVIDERS))


def _unplanned(plan: Plan) -> list[AnySheet]:
    """A table for each panel, in each of which the same themes have the same columns."""
    told = [
        (place, panel, levels)
        for place, panel in enumerate(plan.comparison.panels, start=1)
        if (levels := plan.of(panel).levels) is not None
    ]
    spoken = {one.theme.name for _, panel, _ in told for one in panel.themes}
    themes = [theme for theme in plan.comparison.crosswalk.themes if theme.name in spoken]
    ordered = sorted(told, key=lambda one: _is_council(one[1]))
    return [unplanned.sheet(plan, panel, PROVIDERS, levels, place, themes) for place, panel, levels in ordered]


def _is_council(panel: Panel) -> bool:
    return panel.instrument.side is Side.COMMISSIONER


def _council(plan: Plan) -> Iterator[AnySheet]:
    """What each council says of itself, where it stands on each section, and how others see it."""
    number = 0
    for place, panel in enumerate(plan.comparison.panels, start=1):
        tables: list[AnySheet] = []
        own = [council for council in plan.comparison.councils if council.challenges and council.panel is panel]
        positions = plan.of(panel).positions
        if own and positions is not None:
            tables.append(sections.of_councils(panel, own, COUNCIL, positions, place))
        tables += [table for seen, table in zip(plan.comparison.seen, plan.seen, strict=True) if seen.panel is panel]
        tables += [
            commissioner.sheet(council, COUNCIL, plan.of(panel), place_of)
            for place_of, council in enumerate(own, start=number + 1)
        ]
        number += len(own)
        if all(map(_is_council, plan.comparison.panels)):
            tables += [one for one in _unplanned(plan) if one.name == f"Unplanned_{place}"]
        if tables:
            yield from stacked(tables, plan.name(COUNCIL))
