"""Tries the program that is frozen of xlkit, with nothing around it: `python -m tests.frozen dist/xlkit/xlkit`."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders.files import wide, xls, xls_text

NEEDED = ("SYSTEMROOT", "TEMP")  # without these no program of Windows begins
NOT_ALL_VALID = 3


def run(program: Path, place: Path, *words: str, ends_with: int = 0) -> str:
    """What the program prints, run at a place with an empty environment; AssertionError where it ends otherwise."""
    environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
    done = subprocess.run(
        [program, *words],
        cwd=place,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == ends_with, f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


def main(program: str) -> None:
    """A whole made-up round, and one file more that stops its reader: the worker's end costs no other file."""
    frozen = Path(program).resolve()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        print(run(frozen, place, "demo"))
        returned = place / "generated" / "demo" / "returned"
        (returned / "broken.xls").write_bytes(xls([xls_text(0, 0, 0)], [wide("no text of this kind")]))
        checked = run(frozen, place, "validate", str(returned), ends_with=NOT_ALL_VALID)
        print(*checked.splitlines()[-3:], sep="\n")
        assert "the reader stopped at" in checked
        assert "1 rejected" in checked.splitlines()[-1]
        assert (place / "generated" / "demo" / "consolidated.xlsx").is_file()


if __name__ == "__main__":
    main(sys.argv[1])
