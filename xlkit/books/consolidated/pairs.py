"""360 by provider: each provider's own answers beside what others say of it, item by item: a true gap on one scale."""

from collections.abc import Iterator

from xlkit.books.consolidated.plan import PanelTables, item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Pair, Pairing
from xlkit.comparison.panel import View
from xlkit.form.identity import Perspective
from xlkit.measures.gaps import gap, gap_formula
from xlkit.measures.location import low_median_where_formula
from xlkit.measures.scale import Where, n_formula

NAMES = {
    Perspective.COMMISSIONER: "Commissioner",
    Perspective.PROVIDER: "Other providers",
    Perspective.PEOPLE: "People and families",
    Perspective.PARTNER: "Partners",
}
SPOKEN = {**{one: name.lower() for one, name in NAMES.items()}, Perspective.COMMISSIONER: "the commissioner"}
FIRST = (
    Column("subject", "Provider", 27),
    Column("section", "Section", 22),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 30),
    Column("own", "Own level", 10, "level"),
)
LAST = (
    Column("name", "Item name", 24, "line"),
    Column("number", "Position", 11, "whole"),
)
INTRO = (
    "One row for each provider and item: its own level beside the levels that others give it on the same statements. "
    "A gap above 0: the provider places itself further on than they do. Of several voices the low median stands."
)


def level_key(perspective: Perspective) -> str:
    """The key of the level that a perspective gives."""
    return f"{perspective.value} level"


def gap_key(perspective: Perspective) -> str:
    """The key of the gap to a perspective."""
    return f"{perspective.value} gap"


def _voices_key(perspective: Perspective) -> str:
    return f"{perspective.value} voices"


def _view_key(perspective: Perspective) -> str:
    return f"{perspective.value} view"


def table(pairing: Pairing, sheet: str, place: int) -> Table:
    """The table of one panel."""
    columns = [
        *FIRST,
        *(Column(level_key(one), NAMES[one], 14, "level") for one in pairing.perspectives),
        *(
            Column(gap_key(one), f"Gap: own less {NAMES[one].lower()}", 16, "difference")
            for one in pairing.perspectives
        ),
        *(Column(_voices_key(one), f"{NAMES[one]}: voices (n)", 14, "whole") for one in pairing.perspectives),
        *LAST,
        *(Column(_view_key(one), f"{NAMES[one]}: view", 16, "whole") for one in pairing.perspectives),
    ]
    return Table(
        sheet=sheet,
        name=f"Pairs_{place}",
        title=f"360 by provider: {pairing.panel.instrument.title}",
        intro=INTRO,
        columns=unique(columns),
        rows=sum(len(pair.asked) for pair in pairing.pairs),
        frozen=4,
    )


def write(book: Book, pairing: Pairing, tables: PanelTables, pairs: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, pairs, _rows(pairing, tables, pairs))
    print_to(sheet, pairs, pairs.columns[pairs.place("name") - 1].key)
    keys = ["own", *(level_key(one) for one in pairing.perspectives)]
    shade(sheet, pairs, keys, pairing.panel.scale.steps)


def _rows(pairing: Pairing, tables: PanelTables, pairs: Table) -> Iterator[list[Cell]]:
    panel, sections = pairing.panel, pairing.panel.sections
    row = 0
    for pair in pairing.pairs:
        for place in pair.asked:
            item = panel.items[place]
            cells: dict[str, Cell] = {
                "subject": pair.subject,
                "section": sections[item.name].title,
                "ref": item.ref,
                "item": item.title,
                "name": item.name,
                "number": pair.position.number if pair.position else None,
                "own": _own(pair, place, item.name, tables, pairs, row),
            }
            for perspective, view in zip(pairing.perspectives, pair.views, strict=True):
                if view is not None:
                    cells |= _view(pair, perspective, view, place, item.name, tables, pairs, row)
            yield in_order(pairs, cells)
            row += 1


def _own(pair: Pair, place: int, item: str, tables: PanelTables, pairs: Table, row: int) -> Cell:
    if pair.position is None or tables.positions is None:
        return None
    positions = tables.positions
    found = f"MATCH({pairs.cell('number', row)},{positions.span('number')},0)"
    return Formula(f"=INDEX({positions.span(item_key(item))},{found})", pair.own(place))


def _view(
    pair: Pair, perspective: Perspective, view: View, place: int, item: str, tables: PanelTables, pairs: Table, row: int
) -> dict[str, Cell]:
    voices = tables.voices
    if voices is None:
        return {}
    levels = voices.span(item_key(item))
    chosen = Where(voices.span("view"), pairs.cell(_view_key(perspective), row))
    theirs = view.levels[place]
    said = sum(voice.levels[place] is not None for voice in view.voices)
    if len(view.voices) == 1:
        level = Formula(f"=INDEX({levels},MATCH({chosen.key},{chosen.keys},0))", theirs)
    else:
        level = Formula(low_median_where_formula(levels, chosen), theirs, is_array=True)
    apart = gap_formula(pairs.cell("own", row), pairs.cell(level_key(perspective), row))
    return {
        _view_key(perspective): view.number,
        level_key(perspective): level,
        _voices_key(perspective): Formula(n_formula(levels, chosen), said),
        gap_key(perspective): Formula(apart, gap(pair.own(place), theirs)),
    }
