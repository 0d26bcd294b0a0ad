"""A merge killed at random moments: the earlier workbook stays whole, and the next run gives the same bytes.

    uv run python -m tests.benchmarks.kill

Each run is ended as `kill -9` ends it (on Windows as the Task Manager does), at a moment of its own. After each the
workbook of before must be there to the byte, with nothing half-written under any workbook's name.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.builders.many import write_returns

AS_AT = "2027-04-06"


def merging(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """A merge under way."""
    command = [sys.executable, "-m", "xlkit", "merge", str(folder), "-o", str(out), "--as-at", AS_AT, "--force"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill and look, again and again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="how often (100)")
    parser.add_argument("--returns", type=int, default=40, help="returns that are merged (40)")
    asked = parser.parse_args(arguments)
    chance, killed, ended, wrong = Random(1), 0, 0, 0
    with TemporaryDirectory() as made:
        folder, out = Path(made) / "returns", Path(made) / "out" / "consolidated.xlsx"
        write_returns(folder, asked.returns)
        begun = time.perf_counter()
        merging(folder, out).wait()
        seconds, whole = time.perf_counter() - begun, out.read_bytes()
        while killed < asked.kills:
            running = merging(folder, out)
            try:
                running.wait(timeout=chance.uniform(0, seconds))
                ended += 1
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
                killed += 1
            names = [path.name for path in out.parent.iterdir() if path.suffix == ".xlsx"]
            wrong += out.read_bytes() != whole or names != [out.name]
        left = len([path for path in out.parent.iterdir() if path != out])
        merging(folder, out).wait()
        same = out.read_bytes() == whole
    print(
        f"a merge takes {seconds:.1f} s; {killed} were killed, {ended} had ended before; "
        f"{wrong} left anything else than the workbook whole"
    )
    print(
        f"{left} unfinished files under names of their own are left; "
        f"the next run gives {'the same' if same else 'OTHER'} bytes"
    )


if __name__ == "__main__":
    main()
