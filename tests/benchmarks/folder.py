"""A folder of many returns with bad ones among them, against the same folder without those.

    uv run python -m tests.benchmarks.folder

Every good return must be merged, and every cell of the workbook must be as it is without the bad ones, formulas and
values, but for the sheets that count and list files and the headline that says how many there were.
"""

import argparse
import html
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders.many import spoil, write_returns

AS_AT = "2027-04-06"
LISTING = frozenset({"Summary", "Guide", "Files", "Notes"})  # they count and list files
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>(.*?)</c>)', re.DOTALL)
_SHARED = re.compile(r"<si>(.*?)</si>", re.DOTALL)
Cells = dict[str, str]


def merge(folder: Path, out: Path) -> float:
    """Merge a folder on the command line; the seconds it took."""
    begun = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-m", "xlkit", "merge", str(folder), "-o", str(out), "--as-at", AS_AT, "--force"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if not out.exists():
        raise SystemExit(told.stderr)
    print(next(line for line in reversed(told.stdout.splitlines()) if " files: " in line), flush=True)
    return time.perf_counter() - begun


def sheets(path: Path) -> Mapping[str, Cells]:
    """Every cell of every sheet as it is stored, its shared text in place of the text's number."""
    with zipfile.ZipFile(path) as archive:
        texts = _SHARED.findall(archive.read("xl/sharedStrings.xml").decode())
        names = re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
        return {
            html.unescape(name): _cells(archive.read(f"xl/worksheets/sheet{number}.xml").decode(), texts)
            for number, name in enumerate(names, start=1)
        }


def _cells(part: str, texts: Sequence[str]) -> Cells:
    return {
        match[1]: texts[int(inside[3:-4])] if ' t="s"' in match[0][: match.start(2) - match.start()] else inside
        for match in _CELL.finditer(part)
        if (inside := match[2] or "")
    }


def different(one: Mapping[str, Cells], other: Mapping[str, Cells]) -> dict[str, int]:
    """How many cells differ on each sheet, of those where any does."""
    found = {}
    for name in {**one, **other}:
        here, there = one.get(name, {}), other.get(name, {})
        count = sum(here.get(cell) != there.get(cell) for cell in {**here, **there})
        if count:
            found[name] = count
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Make both folders, merge them, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--returns", type=int, default=2_000, help="returns in all (2,000)")
    parser.add_argument("--bad", type=int, default=400, help="bad ones among them (400)")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as made:
        folder, alone = Path(made) / "returns", Path(made) / "alone"
        paths = write_returns(folder, asked.returns)
        bad = paths[:: asked.returns // asked.bad][: asked.bad]
        spoil(bad)
        alone.mkdir()
        for path in set(paths) - set(bad):
            (alone / path.name).write_bytes(path.read_bytes())
        for each in (folder, alone):
            print(f"{merge(each, each.with_suffix('.xlsx')):.0f} s", flush=True)
        with_bad, without = sheets(folder.with_suffix(".xlsx")), sheets(alone.with_suffix(".xlsx"))
    found = different(with_bad, without)
    cells = sum(len(each) for name, each in without.items() if name not in LISTING)
    others = {name: count for name, count in found.items() if name not in LISTING}
    print(f"{cells:,} cells on {len(without)} sheets compared")
    print(f"cells that differ elsewhere than on lists of files: {others or 'none'}")
    print(f"on the sheets that count and list files: {found}")


if __name__ == "__main__":
    main()
