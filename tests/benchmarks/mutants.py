"""What becomes of returns with one thing changed at random: bits, lengths, parts, and words of their XML.

    uv run python -m tests.benchmarks.mutants

No mutant may stop its reader, and none of a ZIP format may change an answer in silence: it is refused, read as it was,
read otherwise with an issue, or (where the change made another sheet of it, whole and with right checksums) read as the
sheet now shows it, which openpyxl is asked. `.xls` carries no checksum: of its mutants the share is told that misreads;
they are made where LibreOffice is there to save one.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders.forms import oakfield, written
from tests.builders.mutants import Fate, Kind, Mutant, fate, mutants, observer, tally
from tests.corpus.case import DRAFT, ROUND
from tests.office.calc import Calc, available
from xlkit.returns.read.source import Source
from xlkit.returns.read.workers import read_all

SHARES = {Kind.FLIP: 0.45, Kind.CUT: 0.15, Kind.SWAP: 0.05, Kind.EDIT: 0.25, Kind.OLD: 0.10}


def judged(made: Sequence[Mutant], workers: int | None = None) -> Iterator[tuple[Mutant, Fate]]:
    """Every mutant with what became of it, all read by the same workers."""
    given = (Source(mutant.name, data=mutant.data) for mutant in made)
    reads = read_all(given, observer(), workers=workers)
    return ((mutant, fate(mutant, read)) for mutant, read in zip(made, reads, strict=True))


def old_workbook() -> bytes:
    """The return as LibreOffice saves it for Excel 97; nothing where it is not installed."""
    if not available():
        return b""
    with TemporaryDirectory() as folder, Calc() as calc:
        source = written(Path(folder) / "source.xlsx", DRAFT, oakfield(round_name=ROUND))
        calc.fill_in(source, (), [Path(folder) / "old.xls"])
        return (Path(folder) / "old.xls").read_bytes()


def main(arguments: Sequence[str] | None = None) -> None:
    """Make, read and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000, help="mutants in all (20,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other mutants (1)")
    asked = parser.parse_args(arguments)
    old = old_workbook()
    begun = time.perf_counter()
    found: list[tuple[Mutant, Fate]] = []
    for kind, share in SHARES.items():
        if kind is Kind.OLD and not old:
            print("Without LibreOffice there is no .xls to make mutants of.")
            continue
        made = list(mutants(kind, round(asked.count * share), asked.seed, old))
        found += judged(made)
    for kind, counts in tally(found).items():
        said = ", ".join(f"{counts[each]:,} {each}" for each in Fate if counts[each])
        print(f"{kind:24} {sum(counts.values()):>7,}: {said}")
    for mutant, outcome in found:
        if outcome is Fate.CRASHED or (outcome is Fate.SILENT and mutant.kind is not Kind.OLD):
            print(f"{mutant.name}: {outcome}")
    print(f"{len(found):,} mutants in {time.perf_counter() - begun:,.0f} s")


if __name__ == "__main__":
    main()
