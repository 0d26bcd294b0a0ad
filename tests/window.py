"""Pictures of a spreadsheet program's window, as large as an officer's screen, of each sheet of some workbooks.

    uv run python -m tests.window FILE… [-o FOLDER] [--sheet NAME] [--cell A1]

LibreOffice draws on a screen of its own (Xvfb), which ImageMagick takes pictures of. Where a program is missing, that
is said by its name, and there are no pictures.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openpyxl import load_workbook

from tests.office.calc import WINDOW, Calc, View, available

PROGRAMS = ("Xvfb", "import")
OFFICE = "LibreOffice"


def missing() -> list[str]:
    """The programs that pictures need and that are not on this machine."""
    return [name for name in PROGRAMS if shutil.which(name) is None] + ([] if available() else [OFFICE])


@contextmanager
def screen(size: tuple[int, int] = WINDOW) -> Iterator[str]:
    """A screen of its own, of so many pixels: the name that programs know it by."""
    told, telling = os.pipe()
    wide, deep = size
    command = ["Xvfb", "-displayfd", str(telling), "-screen", "0", f"{wide}x{deep}x24", "-nolisten", "tcp"]
    shown = subprocess.Popen(command, pass_fds=(telling,), stderr=subprocess.DEVNULL)
    os.close(telling)
    try:
        with os.fdopen(told) as line:
            yield f":{line.readline().strip()}"
    finally:
        shown.terminate()
        shown.wait()


def sheets(path: Path) -> list[str]:
    """The names of a workbook's sheets that can be seen, in order."""
    return [sheet.title for sheet in load_workbook(path, read_only=True).worksheets if sheet.sheet_state == "visible"]


def main(words: Sequence[str] | None = None) -> None:
    """Take a picture of each sheet of some workbooks, or of those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("generated") / "windows")
    parser.add_argument("--sheet", action="append", default=[])
    parser.add_argument("--cell", default="")
    given = parser.parse_args(words)
    if lacking := missing():
        sys.exit(f"No pictures: {', '.join(lacking)} not found on this machine.")
    given.out.mkdir(parents=True, exist_ok=True)
    with screen() as name, Calc(screen=name) as calc:
        for file in given.files:
            wanted = [sheet for sheet in sheets(file) if not given.sheet or sheet in given.sheet]
            views = [View(given.out / f"{file.stem}-{sheet}.png", sheet, top=given.cell) for sheet in wanted]
            calc.photograph(file, views)
            sys.stdout.writelines(f"{view.path}\n" for view in views)


if __name__ == "__main__":
    main()
