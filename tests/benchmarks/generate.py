"""How long blank workbooks for many recipients take: stamped, against a loop that fills a template with openpyxl.

    uv run python -m tests.benchmarks.generate

The loop is what a council's own script would do: load the finished workbook, fill its six identity cells, save it.
Each way runs in a process of its own, in turn; times are medians of the runs, memory is the most that any took.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from msgspec import Struct
from openpyxl import load_workbook

from tests.benchmarks.peak import peak_memory
from xlkit.books.respondent import respondent_workbook, stamp
from xlkit.form import xlsform
from xlkit.form.identity import Identity
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

TEMPLATE = "progress-for-providers"
ROUND = Round("Spring 2027", "Friday 26 March 2027", "Market development team")
IDENTITY_ROWS = {
    "organisation": 1, "subject": 2, "respondent": 3, "role": 4, "locality": 5, "return_id": 6,
}  # fmt: skip


class Run(Struct, frozen=True):
    """One run: seconds for a workbook, and the most memory the process took, in MB (0 where it is not told)."""

    seconds: float
    memory: float


def recipients(many: int) -> list[Identity]:
    """The identities of made-up recipients."""
    instrument = xlsform.find(TEMPLATE)
    return [
        identities.issued(
            instrument,
            Recipient(f"Organisation {number} & Sons", f"Person {number}", "Manager", locality=f"Area {number % 7}"),
            ROUND.name,
        )
        for number in range(many)
    ]


def stamped(folder: Path, many: int) -> None:
    """Workbooks as `xlkit generate` writes them."""
    instrument = xlsform.find(TEMPLATE)
    wanted = ((folder / f"{number}.xlsx", instrument, identity) for number, identity in enumerate(recipients(many)))
    for _ in stamp.write_many(wanted, ROUND):
        pass


def one_by_one(folder: Path, many: int) -> None:
    """Workbooks each written whole with XlsxWriter."""
    instrument = xlsform.find(TEMPLATE)
    for number, identity in enumerate(recipients(many)):
        respondent_workbook.write(folder / f"{number}.xlsx", instrument, identity, ROUND)


def with_openpyxl(folder: Path, many: int) -> None:
    """The same workbook loaded, filled and saved for each."""
    master = folder / "master.xlsx"
    respondent_workbook.write(master, xlsform.find(TEMPLATE), recipients(1)[0], ROUND)
    for number, identity in enumerate(recipients(many)):
        book = load_workbook(master)
        for name, row in IDENTITY_ROWS.items():
            book["xlkit"].cell(row, 2).value = getattr(identity, name)
        book.save(folder / f"{number}.xlsx")


def measured(way: Callable[[Path, int], None], many: int) -> Run:
    """One run of a way, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        way(Path(folder), many)
        seconds = time.perf_counter() - begun
    return Run(seconds / many, peak_memory())


def apart(way: Callable[[Path, int], None], many: int) -> Run:
    """One run of a way, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, way, many).result()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipients", type=int, default=1000, help="workbooks that are stamped (1000)")
    parser.add_argument("--compared", type=int, default=200, help="workbooks of the slower ways (200)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each way (3)")
    asked = parser.parse_args(arguments)
    ways = {
        "openpyxl: load, fill, save": (with_openpyxl, asked.compared),
        "XlsxWriter: one by one": (one_by_one, asked.compared),
        "xlkit generate: stamped": (stamped, asked.recipients),
    }
    found: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(asked.runs):
        for name, (way, many) in ways.items():
            found[name].append(apart(way, many))
    times = {name: median(run.seconds for run in runs) for name, runs in found.items()}
    slowest = max(times.values())
    for name, seconds in times.items():
        memory = max(run.memory for run in found[name])
        workbooks = f"{ways[name][1]} workbooks"
        figures = f"{seconds * 1000:8.1f} ms each {slowest / seconds:6.1f} × as fast {memory:6.0f} MB"
        sys.stdout.write(f"{name:28} {workbooks:>16} {figures}\n")


if __name__ == "__main__":
    main()
