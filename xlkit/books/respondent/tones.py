"""Tones: the colours that picked choices are shown in, by their words."""

from collections.abc import Iterable

from xlkit.books.respondent.form import literal
from xlkit.books.writer.book import Sheet
from xlkit.form.item import Choice, Item, Tone
from xlkit.returns.raw import CellRef

Spot = tuple[int, int]


def dress(sheet: Sheet, spots: Iterable[tuple[Spot, Item]]) -> None:
    """Let cells take on the tone of the choice whose words stand in them: each cell with the item that it answers."""
    by_label: dict[tuple[str, Tone], list[Spot]] = {}
    for spot, item in spots:
        for choice in item.choices:
            if choice.tone is not None:
                by_label.setdefault((choice.label, choice.tone), []).append(spot)
    for (label, tone), cells in by_label.items():
        if len(label) <= 250:
            rule = {"type": "cell", "criteria": "==", "value": literal(label)}
            _lay_over(sheet, cells, {**rule, "format": sheet.styles[f"tone_{tone.value}"]})


def dress_ticked(sheet: Sheet, rows: Iterable[tuple[int, Choice]], first_column: int, last_column: int) -> None:
    """Let rows of choices take on their tone where they are ticked, before any other look."""
    letter = CellRef("", 0, last_column).a1.rstrip("0123456789")
    for row, choice in rows:
        if choice.tone is not None:
            rule = {"type": "formula", "criteria": f'=${letter}{row + 1}<>""', "stop_if_true": True}
            style = sheet.styles[f"tone_{choice.tone.value}"]
            sheet.conditional(row, first_column, row, last_column, {**rule, "format": style})


def _lay_over(sheet: Sheet, cells: list[Spot], rule: dict[str, object]) -> None:
    (row, column), ranges = cells[0], " ".join(CellRef("", row, column).a1 for row, column in cells)
    sheet.conditional(row, column, row, column, {**rule, "multi_range": ranges})
