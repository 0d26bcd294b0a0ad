"""The pictures that README.md shows: the screen of an officer's laptop at double size, from the demonstration.

uv run python -m tests.pictures
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from msgspec import Struct

from tests.office.calc import WINDOW, Calc, View
from tests.window import missing, screen
from xlkit.cli import main

PICTURES = Path(__file__).parent.parent / "generated" / "pictures"
TWICE = 2
LARGEST = 200_000  # bytes of a picture in the repository
MOST_COLOURS = (96, 48, 24, 12)
PROVIDER, MERGED = "returned/alder-house-care-*.xlsx", "consolidated.xlsx"
ROUND = "voices/voices.xlsx"
WORKSHOP, TOLD = "voices/workshop.xlsx", "voices/you-said-we-will.xlsx"


class Picture(Struct, frozen=True):
    """A picture to draw: its name, a workbook of the demonstration, and what its window shows.

    `part` are the pixels of the window that are kept, beside and below its bars: left, top, width and height.
    """

    name: str
    workbook: str
    sheet: str
    cell: str = "A90"
    top: str = "A1"
    zoom: int = 100 * TWICE
    part: tuple[int, int, int, int] = (38, 124, 2560, 1240)


SHOWN = (
    Picture("recipients", ROUND, "Recipients", part=(38, 124, 2560, 830)),
    Picture("start", PROVIDER, "Start"),
    Picture("question", PROVIDER, "Questions", "C7", "A4"),
    Picture("summary", MERGED, "Summary", zoom=170),
    Picture("heat-map", MERGED, "Heat map", zoom=175),
    Picture("chart", MERGED, "By theme"),
    Picture("cards", WORKSHOP, "Cards not working", part=(38, 124, 1530, 1080)),
    Picture("wall", WORKSHOP, "Wall not working"),
    Picture("told", TOLD, "You said, we will", top="A18", part=(38, 124, 1300, 806)),
)


def draw(wanted: Sequence[Picture] = SHOWN) -> None:
    """Run the demonstration, and keep a picture of each window."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    size = (WINDOW[0] * TWICE, WINDOW[1] * TWICE)
    with TemporaryDirectory() as folder, screen(size) as name, Calc(screen=name) as calc:
        CliRunner().invoke(main, ["demo", "-o", folder], catch_exceptions=False)
        for picture in wanted:
            path = Path(folder, f"{picture.name}.png")
            (book,) = Path(folder).glob(picture.workbook)
            calc.photograph(book, [View(path, picture.sheet, picture.cell, picture.top, picture.zoom)], size)
            _keep(path, picture)


def _keep(path: Path, picture: Picture) -> None:
    """Keep the part of a screen that is wanted, in as many colours as make it small enough."""
    left, top, wide, deep = picture.part
    kept = PICTURES / f"{picture.name}.png"
    for colours in MOST_COLOURS:
        crop = ["-crop", f"{wide}x{deep}+{left}+{top}", "+repage", "+dither", "-colors", str(colours)]
        subprocess.run(["convert", path, *crop, f"png8:{kept}"], check=True)
        if kept.stat().st_size <= LARGEST:
            return
    sys.exit(f"{kept} is larger than {LARGEST:,} bytes, whatever its colours.")


if __name__ == "__main__":
    if lacking := missing():
        sys.exit(f"No pictures: {', '.join(lacking)} not found on this machine.")
    names = sys.argv[1:]
    draw([picture for picture in SHOWN if not names or picture.name in names])
