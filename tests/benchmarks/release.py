"""What it takes to merge a region for everybody beside merging it for its officers, and to give feedback.

    uv run python -m tests.benchmarks.release --councils 20 --providers 20 --feedback 140

Processor time of the whole command is told, workers included, so that what else the machine does counts for little.
Councils' consolidated workbooks are made first; a few providers are of several councils. Settings are 5 and 10.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from tests.benchmarks.merge import AS_AT, TEMPLATE, made
from tests.builders.regions import of_round
from tests.builders.rounds import answered, ledger
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare
from xlkit.form import xlsform


def workbooks(folder: Path, councils: int, providers: int) -> list[Path]:
    """The consolidated workbooks of so many councils, each of up to so many providers of the shipped template."""
    chance, instrument = Random(1), xlsform.find(TEMPLATE)
    names = [f"Provider {number:05} Limited" for number in range(councils * providers)]
    paths = []
    for number in range(councils):
        mine = sorted(
            {*chance.sample(names, max(1, providers // 10)), *_of(names, number, chance.randint(2, providers))}
        )
        returns = [
            of_round(
                answered(instrument, name, {one.name: _level(chance) for one in instrument.items}),
                f"Spring {number:02}",
            )
            for name in mine
        ]
        asked = chance.choice((5, 5, 5, 10))
        found = compare(
            {instrument.name: instrument},
            xlsform.load_crosswalk(),
            ledger(*returns),
            date.fromisoformat(AS_AT),
            f"Spring {number:02}",
            council=f"Council {number:02}",
            smallest=asked,
        )
        paths.append(folder / f"council {number:02}.xlsx")
        consolidated_workbook.write(found, paths[-1])
    return paths


def seconds(*words: str | Path) -> float:
    """The processor time of a command and its workers."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", "xlkit", *map(str, words)], stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3):
        raise SystemExit(f"it ended with {done.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--councils", type=int, default=20, help="how many councils (20)")
    parser.add_argument("--providers", type=int, default=20, help="how many providers each has at most (20)")
    parser.add_argument("--feedback", type=int, default=140, help="how many providers get feedback (140)")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.councils:
            given = workbooks(folder, asked.councils, asked.providers)
            for audience in ("internal", "shared"):
                out = folder / f"{audience}.xlsx"
                took = seconds("merge", *given, "--audience", audience, "--as-at", AS_AT, "-o", out)
                print(f"{asked.councils} councils, {audience}: {took:.1f} s", flush=True)
        if asked.feedback:
            took = seconds("feedback", made(asked.feedback), "--as-at", AS_AT, "-o", folder / "feedback")
            print(f"feedback for {asked.feedback}: {took:.1f} s", flush=True)


def _of(names: Sequence[str], number: int, many: int) -> Sequence[str]:
    return names[number * (len(names) // 20) :][:many]


def _level(chance: Random) -> int | None:
    return None if chance.random() < 0.02 else chance.randint(1, 5)


if __name__ == "__main__":
    main()
