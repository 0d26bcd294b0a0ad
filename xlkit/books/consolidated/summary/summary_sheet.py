"""Summary: the first sheet, one screen: what to take up first, where the sides differ, what waits, and one chart."""

from collections.abc import Sequence

from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.summary.findings import Line
from xlkit.books.consolidated.summary.sentences import Tables, blocks
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.heights import SCREEN, on_screen
from xlkit.books.writer.held import Formula
from xlkit.books.writer.levels_look import shade_cells
from xlkit.books.writer.placing import NARROWEST
from xlkit.books.writer.sheets import AnySheet
from xlkit.books.writer.styles import STORY
from xlkit.books.writer.table import set_print
from xlkit.comparison.summary import summary
from xlkit.measures.scale import Scale

WIDTHS = (58, 8, 8, 2)  # of the sentences, of the two figures beside them, and of what parts them from the chart
HINT = "Each blue line is a link to the rows behind it."
MIDDLE = "Each blue line is a link. Middle provider: in the middle of all in order; 2.5 is between 2 and 3."
CHART = (NARROWEST, 440)  # pixels across, and most of them down
TITLE_POINTS, SPACE, HEADING, HEADING_ALONE, LINE = 27, 5, 27, 21, 16.5  # points of the rows
ZOOM = 85  # per cent: all that is found stands on a small screen …
ACROSS = SCREEN * 100 / ZOOM  # … which so many pixels are across


def write(page: Sheet, plan: Plan, everything: Sequence[AnySheet]) -> None:
    """Fill the sheet, once all others are written; `everything` are those."""
    facts, tables = summary(plan.comparison), Tables(plan, everything)
    page.raw.set_tab_color(STORY)
    page.widths(WIDTHS)
    page.raw.hide_gridlines(2)
    page.raw.set_zoom(ZOOM)
    page.text(0, 0, facts.title, page.styles["title"])
    page.height(0, TITLE_POINTS)
    answered = [text for text in on_screen(facts.answered, ACROSS, ACROSS) if text]
    for place, text in enumerate(answered, start=1):
        page.text(place, 0, text, page.styles["quiet_line"])
    # What the colours mean stands in a row of its own below, beside the hint.
    row = key = 1 + len(answered)
    scale, said = tables.scale, list(blocks(facts, tables))
    own = "Council" if facts.compares or facts.councils else ""
    for heading, lines in said:
        page.height(row, SPACE)
        row = _block(page, row + 1, heading, lines, scale, (own, "Middle provider"))
    has_figures = any(any(line.tiles) for _, lines in said for line in lines)
    if has_figures:
        _key(page, scale, key)
    page.text(key, 0, MIDDLE if has_figures else HINT, page.styles["quiet_line"])
    page.height(key, LINE)
    drawn = tables.draw(page.book)
    if drawn:
        drawn[0].chart.set_size({"width": CHART[0], "height": min(CHART[1], drawn[0].height)})
        page.chart(key + 1, len(WIDTHS), drawn[0].chart, drawn[0].words)
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
            "sheet": line.lead.sheet if line.lead else "",
        }
        for heading, lines in blocks(summary(plan.comparison), Tables(plan, everything))
        for line in lines
    ]


def _key(page: Sheet, scale: Scale, row: int) -> None:
    """What the colours of the figures mean, above the chart."""
    first = len(WIDTHS) + 1
    last = first + scale.steps - 1
    page.text(row, first - 1, "Colours:", page.styles["quiet_line"])
    for column, level in enumerate(scale.levels, start=first):
        end = {first: "_first", last: "_last"}.get(column, "")
        page.number(row, column, level, page.styles[f"key{end}"])
    shade_cells(page, (row, first, row, last), scale.steps)


def _block(page: Sheet, row: int, heading: str, lines: Sequence[Line], scale: Scale, beside: tuple[str, str]) -> int:
    """Write a heading and its lines, `beside` which figures stand; the row after them is returned."""
    page.text(row, 0, heading, page.styles["group_line"])
    has_tiles = any(any(each.tiles) for each in lines)
    for column, name in enumerate(beside if has_tiles else ("", ""), start=1):
        page.text(row, column, name, page.styles["tile_head"])
    page.height(row, HEADING if has_tiles else HEADING_ALONE)
    for place, line in enumerate(lines, start=row + 1):
        page.height(place, LINE)
        _sentence(page, place, line)
        for column, tile in enumerate(line.tiles, start=1):
            if tile and beside[column - 1]:
                page.formula(place, column, tile.text, tile.value, page.styles["tile"])
    if has_tiles:
        shade_cells(page, (row + 1, 1, row + len(lines), 2), scale.steps)
    return row + 1 + len(lines)


def _sentence(page: Sheet, row: int, each: Line) -> None:
    text = each.said.value if isinstance(each.said, Formula) else each.said
    look = page.styles["finding" if any(each.tiles) else "finding_wide" if each.lead else "finding_text"]
    if each.lead:
        page.link(row, 0, each.lead.sheet, str(text), look, each.lead.cell)
    else:
        page.text(row, 0, str(text), look)
    if isinstance(each.said, Formula):
        # The link stays with the cell, whose text the formula gives from here on.
        page.formula(row, 0, each.said.text, each.said.value, look)
