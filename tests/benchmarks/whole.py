"""How long whole commands take on returns that LibreOffice saved, against pandas, which only reads them, in one run.

    uv run --group benchmarks python -m tests.benchmarks.whole 300 --tenfold 1000

Each figure is of a whole process, from its start to its end, and stands beside that of pandas on the same files on the
same machine at the same time; what takes a moment is done in turns, and its median told. What is timed beside pandas is
not looked at while it runs, since that holds it up. `--tenfold` validates so many returns and ten times as many, and
tells what they take of memory.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.merge import CACHE, Run, copied, made, measured, only_read, recipient
from tests.office.calc import Calc
from xlkit.form import xlsform

ORIGINALS = 20  # saved by LibreOffice; the others are these under other names
ROUNDS, TURNS = 9, 7  # of one return, and of many: medians of fewer differ by a sixth on a machine that others use
TEMPLATE = "progress-for-providers"


def saved(many: int) -> Path:
    """A folder of so many filled returns as LibreOffice saves them, made where it is not there yet."""
    instrument = xlsform.find(TEMPLATE)
    folder = CACHE / "office" / f"{instrument.version}-{instrument.content_hash}-{many}"
    if folder.is_dir() and sum(1 for _ in folder.iterdir()) == many:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    written = sorted(made(ORIGINALS).iterdir())
    originals = []
    with Calc() as calc:
        for number, path in enumerate(written):
            calc.fill_in(path, (), [CACHE / f"office-{path.name}"])
            originals.append((recipient(instrument, number), CACHE / f"office-{path.name}"))
    for number in range(many):
        copied(*originals[number % ORIGINALS], recipient(instrument, number), folder / f"{number:05}.xlsx")
    return folder


def validated(path: Path, *, is_looked_at: bool = False) -> Run:
    """Validating what is there, quietly."""
    return measured(["-m", "xlkit", "validate", "--quiet", str(path)], is_looked_at=is_looked_at)


def merged(path: Path) -> Run:
    """Merging what is there, quietly."""
    out = CACHE / "whole.xlsx"
    out.unlink(missing_ok=True)
    return measured(
        ["-m", "xlkit", "merge", "--quiet", str(path), "-o", str(out), "--as-at", "2027-04-06"], is_looked_at=False
    )


def started(words: Sequence[str]) -> float:
    """The median seconds that Python takes with these words."""
    return median(measured(words, is_looked_at=False).seconds for _ in range(ROUNDS))


def _one(folder: Path) -> None:
    path = next(iter(sorted(folder.iterdir())))
    alone = CACHE / "alone" / "returned"  # beside which nothing lies that might be the round's control workbook
    alone.mkdir(parents=True, exist_ok=True)
    (alone / "return.xlsx").write_bytes(path.read_bytes())
    pairs = [(only_read(alone, is_looked_at=False).seconds, validated(alone).seconds) for _ in range(ROUNDS)]
    read, checked = (median(times) for times in zip(*pairs, strict=True))
    print(f"one return: pandas {read:.2f} s, validate {checked:.2f} s, {checked / read:.2f} of it", flush=True)
    helped, bare = started(["-m", "xlkit", "--help"]), started(["-c", "pass"])
    print(f"xlkit --help: {helped:.3f} s, of which Python alone takes {bare:.3f} s", flush=True)


def _many(folder: Path, many: int) -> None:
    turns = [
        (only_read(folder, is_looked_at=False).seconds, validated(folder).seconds, merged(folder).seconds)
        for _ in range(TURNS)
    ]
    read, checked, together = (median(times) for times in zip(*turns, strict=True))
    print(
        f"{many} returns: pandas {read:.1f} s; validate {checked:.1f} s, {read / checked:.1f} times as fast; "
        f"merge {together:.1f} s, {read / together:.1f} times as fast",
        flush=True,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("returns", type=int, nargs="?", default=300, help="how many returns (300)")
    parser.add_argument("--tenfold", type=int, help="validate so many returns, and ten times as many")
    asked = parser.parse_args(arguments)
    folder = saved(asked.returns)
    _one(folder)
    _many(folder, asked.returns)
    if asked.tenfold:
        few, many = (validated(saved(asked.tenfold * times), is_looked_at=True) for times in (1, 10))
        print(
            f"{asked.tenfold} returns {few.seconds:.1f} s {few.memory:.0f} MB, ten times as many {many.seconds:.1f} s "
            f"{many.memory:.0f} MB: {many.seconds / few.seconds:.1f} times"
        )


if __name__ == "__main__":
    main()
