"""Summary: the first sheet, one screen: what to take up first, where the sides differ, what waits, and one chart.

Which themes it names is settled when the workbook is written; every sentence and figure is a formula that follows the
sheet which it leads to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer import charted, diverging, dumbbell
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.dumbbell import Sides
from xlkit.books.writer.levels_look import shade_cells
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet
from xlkit.books.writer.table import Formula, quoted, set_print
from xlkit.comparison import market_headlines
from xlkit.comparison.summary import Finding, Summary, summary
from xlkit.measures import level_words
from xlkit.measures.figures import count_keys
from xlkit.measures.planning import unowned, unowned_formula
from xlkit.measures.scale import Scale

SHEET = "Summary"
WIDTHS = (52, 7, 8, 2)  # of the sentences, of the two figures beside them, and of what parts them from the chart
CHART = (520, 440)  # pixels
TITLE_POINTS, SPACE, HEADING, HEADING_ALONE, LINE = 27, 7, 29, 23, 18  # points of the rows
NOTHING_LOW = "No theme is low on both sides."
NOTHING_LOW_ALONE = "No theme has most providers at low levels."
ALIKE = "The council and the middle provider stand at the same level everywhere."
NO_ACTIONS = "No action is planned yet."
CHART_WORDS = "The chart shows where council and providers stand by theme; its figures are on the sheet {sheet}."
LINKS = {
    "Heat map": "Heat map: every provider on every topic",
    "360 by theme": "By theme: both sides, with how many stand at each level",
    "Action register": "Action register: every action, with its owner and date",
    "Returns": "Returns: every file, and what became of it",
    "Cover": "Cover: the settings, how to read this workbook, and all its sheets",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the cell that it leads to, and the two figures beside it, as far as there are any."""

    said: Formula | str
    sheet: str = ""
    cell: str = "A1"
    tiles: tuple[Formula | None, Formula | None] = (None, None)


def write(page: Sheet, plan: Plan, everything: Sequence[AnySheet]) -> None:
    """Fill the sheet, once all others are written; `everything` are those."""
    found, tables = summary(plan.comparison), _Tables(plan, everything)
    page.widths(WIDTHS)
    page.raw.hide_gridlines(2)
    page.text(0, 0, found.title, page.styles["title"])
    page.height(0, TITLE_POINTS)
    page.text(1, 0, found.answered, page.styles["quiet_line"])
    row, scale = 2, tables.scale
    for heading, lines in _blocks(found, tables):
        page.height(row, SPACE)
        row = _block(page, row + 1, heading, lines, scale)
    drawn = tables.draw(page.book)
    if drawn:
        drawn[0].chart.set_size({"width": CHART[0], "height": CHART[1]})
        page.chart(2, len(WIDTHS), drawn[0].chart, drawn[0].words)
    set_print(page)
    page.raw.fit_to_pages(1, 1)
    page.raw.activate()


def data(plan: Plan, everything: Sequence[AnySheet]) -> list[dict[str, object]]:
    """What the sheet says, as data: each sentence under its heading, with its figures and where it leads."""
    return [
        {
            "heading": heading,
            "said": line.said.value if isinstance(line.said, Formula) else line.said,
            "figures": [tile.value if tile else None for tile in line.tiles],
            "sheet": line.sheet,
        }
        for heading, lines in _blocks(summary(plan.comparison), _Tables(plan, everything))
        for line in lines
    ]


def _block(page: Sheet, row: int, heading: str, lines: Sequence[Line], scale: Scale) -> int:
    """Write a heading and its lines; the row after them is returned."""
    page.text(row, 0, heading, page.styles["group_line"])
    has_tiles = any(any(line.tiles) for line in lines)
    for column, name in enumerate(("Council", "Middle provider") if has_tiles else ("", ""), start=1):
        page.text(row, column, name, page.styles["tile_head"])
    page.height(row, HEADING if has_tiles else HEADING_ALONE)
    for place, line in enumerate(lines, start=row + 1):
        page.height(place, LINE)
        _sentence(page, place, line)
        for column, tile in enumerate(line.tiles, start=1):
            if tile:
                page.formula(place, column, tile.text, tile.value, page.styles["tile"])
    if has_tiles:
        shade_cells(page, (row + 1, 1, row + len(lines), 2), scale.steps)
    return row + 1 + len(lines)


def _sentence(page: Sheet, row: int, line: Line) -> None:
    text = line.said.value if isinstance(line.said, Formula) else line.said
    if line.sheet:
        page.link(row, 0, line.sheet, str(text), page.styles["finding"], line.cell)
    else:
        page.text(row, 0, str(text), page.styles["finding_text"])
    if isinstance(line.said, Formula):
        # The link stays with the cell, whose text the formula gives from here on.
        page.formula(row, 0, line.said.text, line.said.value, page.styles["finding"])


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables that the summary speaks of."""

    plan: Plan
    everything: Sequence[AnySheet]

    @property
    def scale(self) -> Scale:
        """The scale of the first market's providers."""
        return self.plan.comparison.markets[0].scale if self.plan.comparison.markets else Scale()

    def of(self, finding: Finding) -> AnySheet:
        """The sheet on which the theme of a finding stands."""
        if not finding.of_region:
            return self.plan.markets[finding.source]
        return next(sheet for sheet in self.everything if sheet.name == f"Region_{finding.source + 1}")

    def scale_of(self, finding: Finding) -> Scale:
        """The scale on which the providers of a finding stand."""
        if finding.of_region:
            return self.of(finding).scale
        return self.plan.comparison.markets[finding.source].scale

    def prefix(self, finding: Finding) -> str:
        """What tells the market of a finding from others: `Ashshire Council: `, nothing where there is but one."""
        markets = self.plan.comparison.markets
        whose = "" if finding.of_region else market_headlines.whose(markets, markets[finding.source])
        return f"{whose.removeprefix(': ')}: " if whose else ""

    def draw(self, book: Book) -> list[Drawn]:
        """One chart: both sides where there are two on one scale, else how many stand at each level."""
        region = [sheet for sheet in self.everything if sheet.name == "Region_1"]
        tables = region or self.plan.markets[:1]
        for table in tables:
            words = CHART_WORDS.format(sheet=table.sheet)
            market = self.plan.comparison.markets[0] if self.plan.comparison.markets and not region else None
            if market and market_headlines.compares(market) and market.providers:
                return dumbbell.draw(book, table, SIDES, market.scale, table.title, words)
            scale = market.scale if market else table.scale
            return diverging.draw(book, table, "theme", scale, table.title, words)
        return []


SIDES = Sides("commissioner", "median", "theme", "n")


def _blocks(found: Summary, tables: _Tables) -> Iterator[tuple[str, list[Line]]]:
    markets, region = tables.plan.comparison.markets, tables.plan.comparison.region
    compares = not region and any(market_headlines.compares(market) and market.providers for market in markets)
    if any(market.providers for market in markets) or region:
        nothing = Line(NOTHING_LOW if compares else NOTHING_LOW_ALONE)
        yield "Take up first", [_low(one, tables) for one in found.first] or [nothing]
    if compares:
        yield "Where the two sides differ most", [_apart(one, tables) for one in found.apart] or [Line(ALIKE)]
    if found.divided:
        yield "Where providers are divided", [_divided(one, tables) for one in found.divided]
    yield "Actions", list(_actions(found, tables.plan))
    there = {sheet.sheet for sheet in tables.everything} | {"Cover"}
    yield "Look further", [Line(words, sheet) for sheet, words in LINKS.items() if sheet in there]


def _low(one: Finding, tables: _Tables) -> Line:
    """How many providers stand at low levels, and whether the council does too."""
    table, row = tables.of(one), one.place
    record, scale = table.records[row], tables.scale_of(one)
    keys, words = count_keys(scale), level_words.low_or(scale)
    low = [table.point(key, row).value or 0 for key in keys[: scale.low]]
    name = table.named("theme", row)
    many = table.point("n", row)
    text = f"{tables.prefix(one)}{name.plain}: {sum(low):g} of {many.value:g} providers at level {words}"
    counted = f"SUM({_across(table, keys[0], keys[scale.low - 1], row)})"
    formula = f'{quoted(tables.prefix(one))}&{name.address}&": "&{counted}&" of "&{many.address}'
    formula += f'&" providers at level {words}"'
    if one.of_region:
        return _line(text, formula, table, row)
    own = table.point("commissioner", row)
    is_low = own.value is not None and own.value <= scale.low and record.common is not None
    text += ", the council too" if is_low else ""
    if record.common is not None:
        low_too = f"AND(ISNUMBER({own.address}),N({own.address})<={scale.low})"
        formula += f'&IF({low_too},", the council too","")'
    return _line(text, formula, table, row, _tiles(table, row))


def _apart(one: Finding, tables: _Tables) -> Line:
    """Which side is further on, and how far."""
    table, row = tables.of(one), one.place
    name, many = table.named("theme", row), table.point("n", row)
    own, theirs = (table.point(key, row) for key in ("commissioner", "median"))
    bar = charted.PairBar("", name, own, theirs, SIDES.own_is, SIDES.theirs_are)
    answered = f" (n = {many.value:g})"
    text = f"{tables.prefix(one)}{dumbbell.said(bar)}{answered}"
    formula = f"{quoted(tables.prefix(one))}&{dumbbell.said_formula(bar, own.address, theirs.address)}"
    return _line(text, f'{formula}&" (n = "&{many.address}&")"', table, row, _tiles(table, row))


def _divided(one: Finding, tables: _Tables) -> Line:
    """How many stand at low levels, and how many at high ones."""
    table, row = tables.of(one), one.place
    scale = tables.scale_of(one)
    keys, name = count_keys(scale), table.named("theme", row)
    low, high = keys[: scale.low], keys[scale.high - 1 :]
    ends = [sum(table.point(key, row).value or 0 for key in end) for end in (low, high)]
    words = level_words.low_or(scale), level_words.high_or(scale)
    text = f"{tables.prefix(one)}{name.plain}: {ends[0]:g} at level {words[0]}, {ends[1]:g} at {words[1]}"
    counted = [f"SUM({_across(table, end[0], end[-1], row)})" for end in (low, high)]
    formula = f'{quoted(tables.prefix(one))}&{name.address}&": "&{counted[0]}&" at level {words[0]}, "'
    return _line(text, f'{formula}&{counted[1]}&" at {words[1]}"', table, row)


def _actions(found: Summary, plan: Plan) -> Iterator[Line]:
    register, actions = plan.register, plan.comparison.actions
    if register is None:
        yield Line(NO_ACTIONS)
        return
    times, timings, owners = [action.timing for action in actions], register.span("timing"), register.span("owner")
    late, still_open = times.count("overdue"), len(times) - times.count("closed")
    counted = {name: f'COUNTIF({timings},"{name}")' for name in ("overdue", "no date")}
    yield Line(
        Formula(
            f'={counted["overdue"]}&" overdue, of "&COUNTIF({timings},"<>closed")&" actions that are open"',
            f"{late} overdue, of {still_open} actions that are open",
        ),
        register.sheet,
    )
    if found.waiting is not None:
        action, cell = actions[found.waiting], register.cell("action", found.waiting).replace("$", "")
        organisation, topic = (register.elsewhere(key, found.waiting) for key in ("organisation", "topic"))
        due = register.elsewhere("due", found.waiting)
        about = action.item.title if action.item else action.action.item
        day = action.action.due
        yield Line(
            Formula(
                f'="Waiting longest: "&{organisation}&", "&{topic}&", due "&TEXT({due},"dd/mm/yyyy")',
                f"Waiting longest: {action.completed.organisation}, {about}, due {day:%d/%m/%Y}",
            ),
            register.sheet,
            cell,
        )
    nobodys = unowned((action.action.owner for action in actions), times)
    yield Line(
        Formula(
            f'={unowned_formula(owners, timings)}&" open ones name nobody to do them; "&{counted["no date"]}&'
            '" have no date"',
            f"{nobodys} open ones name nobody to do them; {times.count('no date')} have no date",
        ),
        register.sheet,
    )


def _line(
    text: str, formula: str, table: AnySheet, row: int, tiles: tuple[Formula | None, Formula | None] = (None, None)
) -> Line:
    return Line(Formula(f"={formula}", text), table.sheet, f"A{table.first_row + row + 1}", tiles)


def _tiles(table: AnySheet, row: int) -> tuple[Formula | None, Formula | None]:
    def tile(key: str) -> Formula:
        point = table.point(key, row)
        return Formula(f'=IF(ISNUMBER({point.address}),{point.address},"")', point.value)

    return tile("commissioner"), tile("median")


def _across(table: AnySheet, first: str, last: str, row: int) -> str:
    return f"'{table.sheet}'!{table.across(first, last, row)}"
