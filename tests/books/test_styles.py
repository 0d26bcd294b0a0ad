"""Every look by role: its font, and whether everybody can read it."""

from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from xlkit.books.writer.book import opened
from xlkit.books.writer.styles import INK, LEVELS, NAVY, ON_LEVELS, ORANGE, PAPER, ROLES

WCAG_AA = 4.5
LARGE_AA = 3.0


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2, from 0 for black to 1 for white."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast by WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("role", ROLES)
def test_text_can_be_read_on_its_ground(role: str) -> None:
    """Contrast is 4.5 to 1 or better."""
    look = ROLES[role]
    assert contrast(str(look.get("font_color", INK)), str(look.get("bg_color", PAPER))) >= WCAG_AA


@pytest.mark.parametrize(("ground", "ink"), list(zip(LEVELS, ON_LEVELS, strict=True)))
def test_levels_can_be_read(ground: str, ink: str) -> None:
    """Each level's number stands out from its shade."""
    assert contrast(ground, ink) >= WCAG_AA


def test_higher_levels_are_darker_also_in_grey() -> None:
    """Two neighbouring levels differ enough to be told apart in print."""
    assert all(luminance(low) > luminance(high) for low, high in pairwise(LEVELS))
    assert min(contrast(low, high) for low, high in pairwise(LEVELS)) >= 1.35


def test_two_series_of_a_chart_differ_in_grey() -> None:
    """Commissioner and providers are told apart without colour."""
    assert contrast(NAVY, ORANGE) >= LARGE_AA


def test_each_format_is_made_once_and_unknown_roles_are_errors(tmp_path: Path) -> None:
    """A role gives the same format every time."""
    with opened(tmp_path / "book.xlsx", "A book") as book:
        book.sheet("One")
        assert book.styles["title"] is book.styles["title"]
        with pytest.raises(KeyError):
            book.styles["no such role"]


def test_everything_is_arial(tmp_path: Path) -> None:
    """No font falls back on the theme's Calibri, and the default is Arial 12."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        sheet = book.sheet("One")
        for row, role in enumerate(ROLES):
            sheet.text(row, 0, role, book.styles[role])
        sheet.text(len(ROLES), 0, "plain")
    cells = [row[0] for row in load_workbook(path)["One"].iter_rows()]
    assert {(cell.font.name, cell.font.scheme) for cell in cells} == {("Arial", None)}
    assert cells[-1].font.size == 12
