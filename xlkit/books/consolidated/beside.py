"""Beside: what an organisation picks on other scales on a theme, in words, to stand beside its level on it."""

from collections.abc import Iterator

from xlkit.books.consolidated.matrix_tables import RatingTables, quoted, short
from xlkit.books.writer.table import Cell, Formula
from xlkit.comparison.panel import Position
from xlkit.comparison.scale_matrix import Rated
from xlkit.form.crosswalk import Theme
from xlkit.form.item import Role

BETWEEN = "; "
MOST = 20  # items of one theme that a formula can still join


def position_of(tables: RatingTables, council: Position | None) -> int | None:
    """The place of a council among those who rate themselves, None where it does not."""
    if council is None:
        return None
    found = (place for place, one in enumerate(tables.found.panel.positions) if _alike(one, council))
    return next(found, None)


def said(tables: RatingTables, council: Position | None, theme: Theme) -> Cell:
    """What a council picks for each rating and forecast that is linked to a theme, or whose section is."""
    place = position_of(tables, council)
    rated = list(_linked(tables, theme))[:MOST]
    if place is None or not rated:
        return None
    number = tables.found.panel.positions[place].number
    parts = [(f"{BETWEEN}{short(one)}: ", one, tables.picked(one, number, quoted(one.item.name))) for one in rated]
    joined = "&".join(f'IF({label}="","",{quoted(name)}&{label})' for name, _, label in parts)
    words = "".join(f"{name}{choice.label}" for name, one, _ in parts if (choice := one.picks[place]))
    return Formula(f"=MID({joined},{len(BETWEEN) + 1},9999)", words[len(BETWEEN) :] or None)


def _linked(tables: RatingTables, theme: Theme) -> Iterator[Rated]:
    names = set(theme.items(tables.found.panel.instrument.name))
    for one in tables.found.rated:
        if one.role is not Role.OUTCOME and names & {one.item.name, one.section.name}:
            yield one


def _alike(one: Position, other: Position) -> bool:
    return " ".join(one.organisation.casefold().split()) == " ".join(other.organisation.casefold().split())
