"""The pictures that README.md shows, made from the demonstration with LibreOffice.

uv run python -m tests.pictures
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from tests.office.calc import Calc
from xlkit.cli import main

PICTURES = Path(__file__).parent.parent / "generated" / "pictures"
RESOLUTION = "80"  # dots an inch


def draw() -> None:
    """Run the demonstration, print two of its workbooks, and keep a part of a page of each."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, Calc() as calc:
        place = Path(folder)
        CliRunner().invoke(main, ["demo", "-o", folder], catch_exceptions=False)
        (provider,) = (place / "returned").glob("alder-house-care-*.xlsx")
        _keep(calc.to_pdf(provider, place), "2.1.1 ", "respondent", (20, 30, 590, 520))
        _keep(calc.to_pdf(place / "consolidated.xlsx", place), "Level by theme", "comparison", (24, 40, 520, 380))


def _keep(pdf: Path, words: str, name: str, part: tuple[int, int, int, int]) -> None:
    """Keep a part (left, top, width, height, in dots) of the first page that says some words."""
    number = _page(pdf, words)
    left, top, width, height = (str(measure) for measure in part)
    crop = ["-x", left, "-y", top, "-W", width, "-H", height]
    page = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-png", "-r", RESOLUTION, *page, *crop, pdf, PICTURES / name], check=True)


def _page(pdf: Path, words: str) -> int:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    return next(number for number, page in enumerate(text.split("\f"), start=1) if words in page)


if __name__ == "__main__":
    draw()
