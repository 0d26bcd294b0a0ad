"""Every look by role: its font, and whether everybody can read it."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from coloraide import Color

from tests.builders.opened import load_workbook
from xlkit.books.writer.book import opened
from xlkit.books.writer.levels_look import looks
from xlkit.books.writer.styles import INK, NAVY, ON_SHADES, PAPER, ROLES, SHADES, TEAL

WCAG_AA = 4.5
NON_TEXT_AA = 3.0
FAR_APART = 12.0  # CIEDE2000, between neighbours
SIGHTS: dict[str, Callable[[Color], Color]] = {
    "normal": lambda colour: colour,
    "grey print": lambda colour: colour.filter("grayscale"),
    "without green": lambda colour: colour.filter("deutan"),
    "without red": lambda colour: colour.filter("protan"),
}
STEPS = range(2, 8)


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


@pytest.mark.parametrize(
    ("ground", "ink"), [*zip(SHADES, ON_SHADES, strict=True), *(look for steps in STEPS for look in looks(steps))]
)
def test_what_stands_on_a_shade_can_be_read(ground: str, ink: str) -> None:
    """Each number stands out from its shade."""
    assert contrast(ground, ink) >= WCAG_AA


@pytest.mark.parametrize("role", ["text", "text_link", "line", "line_link"])
def test_text_in_a_table_begins_at_the_left(role: str) -> None:
    """A name that runs from right to left would otherwise stand at the right, and touch the next column."""
    assert ROLES[role]["align"] == "left"


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("steps", STEPS)
def test_neighbouring_levels_are_told_apart(steps: int, sight: str) -> None:
    """In normal sight, in grey and to those who see no red or no green, however many levels there are."""
    seen = [SIGHTS[sight](Color(ground)) for ground, _ in looks(steps)]
    assert min(low.delta_e(high, method="2000") for low, high in pairwise(seen)) >= FAR_APART


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("steps", STEPS)
def test_the_lowest_level_is_the_easiest_to_see(steps: int, sight: str) -> None:
    """It lies farther from the white of the paper than any other."""
    from_paper = [SIGHTS[sight](Color(ground)).delta_e(Color(PAPER), method="2000") for ground, _ in looks(steps)]
    assert max(from_paper) == from_paper[0]


def test_there_are_as_many_looks_as_levels() -> None:
    """Also beyond seven levels, of which the inner ones share a shade."""
    assert [len(looks(steps)) for steps in range(2, 12)] == list(range(2, 12))


@pytest.mark.parametrize("colour", [NAVY, TEAL])
def test_marks_of_a_chart_stand_out_from_the_paper(colour: str) -> None:
    """Both sides of a chart, which differ in their shape too."""
    assert contrast(colour, PAPER) >= NON_TEXT_AA


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
