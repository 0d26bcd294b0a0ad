"""Actions by theme and owner: how many there are, and how they stand in time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Comparison, Planned
from xlkit.measures.planning import TIMINGS, repeated, repeated_formula, timing

MOST_COMPARED = 2_000_000  # names that may be held against each other; above this the counts are plain values
NONE = {"theme": "no theme", "owner": "no owner"}
REPEATED = Column("repeated", "Repeated", 12, "whole")
COLUMNS = (
    Column("by", "By", 12),
    Column("name", "Theme or owner", 44),
    Column("n", "Actions", 11, "whole"),
    *(Column(name, name.capitalize(), 12, "whole") for name in TIMINGS),
)
INTRO = (
    "One row for each theme, then for each owner as they are written: all actions, and how they stand in time against "
    "the as-at date. It follows the sheet “{sheet}”{plain}."
)
PLAIN = " as it was when this workbook was made, since there are too many names to count at every change"


@dataclass(frozen=True, slots=True)
class _Group:
    """The actions under one name; `is_none` marks those that have none, `before` goes by `times`."""

    by: str
    name: str
    is_none: bool
    times: tuple[str, ...]
    before: tuple[tuple[str, ...], ...]


def table(comparison: Comparison, sheet: str, register: Table) -> Table:
    """The table of all themes and owners."""
    groups = _groups(comparison)
    return Table(
        sheet=sheet,
        name="Action_summary",
        title="Actions by theme and owner",
        intro=INTRO.format(sheet=register.sheet, plain="" if _counts(groups, register) else PLAIN),
        columns=unique((*COLUMNS, REPEATED) if comparison.earlier else COLUMNS),
        rows=len(groups),
        frozen=2,
    )


def write(book: Book, comparison: Comparison, summary: Table, register: Table) -> None:
    """Write the sheet."""
    groups = _groups(comparison)
    is_live = _counts(groups, register)
    rows = (_row(group, summary, register, row, is_live=is_live) for row, group in enumerate(groups))
    write_table(book, summary, (in_order(summary, row) for row in rows))


def _groups(comparison: Comparison) -> list[_Group]:
    themes = {theme.title: theme for theme in comparison.crosswalk.themes}
    named = {one.theme.title for one in comparison.actions if one.theme}
    owners = sorted({one.action.owner for one in comparison.actions})
    return [
        *_named(comparison, "theme", [title for title in themes if title in named]),
        *_named(comparison, "owner", [owner for owner in owners if owner]),
    ]


def _named(comparison: Comparison, by: str, names: Sequence[str]) -> Iterator[_Group]:
    found: dict[str, list[Planned]] = {name: [] for name in (*names, "")}
    for one in comparison.actions:
        found[_name(one, by)].append(one)
    for name, mine in found.items():
        if mine:
            times = tuple(timing(one.action.due, one.action.status, comparison.as_at) for one in mine)
            yield _Group(by, name or NONE[by], not name, times, tuple(one.before for one in mine))


def _name(one: Planned, by: str) -> str:
    if by == "owner":
        return one.action.owner
    return one.theme.title if one.theme else ""


def _counts(groups: Sequence[_Group], register: Table) -> bool:
    return len(groups) * register.rows <= MOST_COMPARED


def _row(group: _Group, summary: Table, register: Table, row: int, *, is_live: bool) -> dict[str, Cell]:
    names = register.span(group.by)
    # EXACT takes a name as it stands, where COUNTIFS would take * and ? in it for wildcards.
    chosen = f'({names}="")' if group.is_none else f"EXACT({names},{summary.cell('name', row)})"
    cells: dict[str, Cell] = {"by": group.by, "name": group.name}
    again = repeated(group.before, group.times)
    if not is_live:
        counts = {name: group.times.count(name) for name in TIMINGS}
        return cells | {"n": len(group.times), **counts, "repeated": again}
    times = register.span("timing")
    if REPEATED.key in summary:
        same = repeated_formula(register.span("before"), times).removesuffix(")")
        cells[REPEATED.key] = Formula(f"{same}*{chosen})", again)
    return cells | {
        "n": Formula(f"=SUMPRODUCT({chosen}*1)", len(group.times)),
        **{name: Formula(f'=SUMPRODUCT({chosen}*({times}="{name}"))', group.times.count(name)) for name in TIMINGS},
    }
