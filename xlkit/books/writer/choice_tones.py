"""Tones: the colours of choices in tables and charts, always beside their words."""

from collections.abc import Callable, Sequence

from xlkit.books.writer.book import Sheet
from xlkit.books.writer.levels_look import runs
from xlkit.books.writer.styles import INK, ON_SHADES, ROLES, SHADES
from xlkit.books.writer.table import Table, quoted
from xlkit.comparison.other_scales.scale_matrix import ChoiceScale
from xlkit.form.item import Choice

LONGEST_LITERAL = 255  # characters of a text in a formula


def coloured(keys: Sequence[str], scales: Sequence[ChoiceScale]) -> Callable[[Sheet, Table], None]:
    """What gives the cells of some columns of a sheet the tone of the choice whose label they hold."""
    return lambda sheet, table: colour(sheet, table, keys, scales)


def colour(sheet: Sheet, table: Table, keys: Sequence[str], scales: Sequence[ChoiceScale]) -> None:
    """Give the cells of some columns the tone of the choice whose label they hold."""
    tones = {
        choice.label: f"tone_{choice.tone.value}"
        for scale in scales
        for choice in reversed(scale.choices)
        if choice.tone and len(choice.label) <= LONGEST_LITERAL
    }
    for first, last in runs(sorted(table.place(key) for key in keys)):
        for label, role in tones.items():
            rule = {"type": "cell", "criteria": "==", "value": quoted(label), "format": sheet.styles[role]}
            sheet.conditional(table.first_row, first, table.last_row, last, rule)


def look(choice: Choice, place: int, many: int) -> tuple[str, str]:
    """The fill and text of a choice in a chart: its tone, or without one a shade by its place from 0 among many."""
    if choice.tone:
        return str(ROLES[f"tone_{choice.tone.value}"]["bg_color"]), INK
    shade = round(place * (len(SHADES) - 1) / max(many - 1, 1))
    return SHADES[shade], ON_SHADES[shade]
