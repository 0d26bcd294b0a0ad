"""How fast returns are read and validated, against pandas, which validates nothing; and what many of them take.

    uv run --group benchmarks python -m tests.benchmarks.reading

One worker: reading and validating returns, against a loop of
`pandas.read_excel(path, sheet_name=None, engine="openpyxl")` over the same files, in turn, medians of the runs. Then
ten times as many returns, all with the default workers. Each run is a process of its own; memory is the most that the
parent took.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.peak import peak_memory

Run = tuple[float, float, int]
"""Seconds, the parent's most memory in MB, and how many returns were valid."""


def with_xlkit(folder: Path, workers: int | None) -> Run:
    """Everything read, validated and settled."""
    from xlkit.form import xlsform
    from xlkit.intake import duplicates
    from xlkit.intake.log import Entry, Ledger, Status
    from xlkit.returns.read.sources import sources
    from xlkit.returns.read.workers import read_all
    from xlkit.returns.validate import Validator

    begun = time.perf_counter()
    validator = Validator(xlsform.library(None))
    entries = [
        Entry(
            read.path,
            read.sha256,
            read.size,
            Status.REJECTED,
            read.result.completed if read.result else None,
            (*read.issues, *(read.result.issues if read.result else ())),
            read.result.stated if read.result else None,
        )
        for read in read_all(sources([folder]), validator, workers=workers)
    ]
    ledger: Ledger = duplicates.settle(entries)
    return time.perf_counter() - begun, peak_memory(), len(ledger.merged)


def with_pandas(folder: Path, _workers: int | None) -> Run:
    """Every sheet of every file read into data frames."""
    import pandas as pd

    begun = time.perf_counter()
    read = [len(pd.read_excel(path, sheet_name=None, engine="openpyxl")) for path in sorted(folder.iterdir())]
    return time.perf_counter() - begun, peak_memory(), len(read)


def apart(way: Callable[[Path, int | None], Run], folder: Path, workers: int | None) -> Run:
    """A way run in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(way, folder, workers).result()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--returns", type=int, default=1_000, help="returns in the smaller folder (1,000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each way with one worker (3)")
    parser.add_argument("--without-pandas", action="store_true", help="leave the slow loop out")
    asked = parser.parse_args(arguments)
    from tests.builders.many import write_returns

    with TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        write_returns(few, asked.returns)
        ones, others = [], []
        for _ in range(asked.runs):
            ones.append(_said("xlkit, one worker", asked.returns, apart(with_xlkit, few, 1)))
            if not asked.without_pandas:
                others.append(_said("pandas and openpyxl", asked.returns, apart(with_pandas, few, None)))
        if others:
            print(f"xlkit is {median(others) / median(ones):.1f} times faster")
        write_returns(many, asked.returns * 10)
        less = _said("xlkit", asked.returns, apart(with_xlkit, few, None))
        more = _said("xlkit", asked.returns * 10, apart(with_xlkit, many, None))
        print(f"ten times as many returns take {more / less:.1f} times as long")


def _said(name: str, returns: int, run: Run) -> float:
    seconds, memory, read = run
    print(
        f"{name:22} {returns:>7,} returns, {read:,} taken: {seconds:7.1f} s, {memory:5.0f} MB in the parent", flush=True
    )
    return seconds


if __name__ == "__main__":
    main()
