"""How long merging many returns takes, and how much memory, against pandas that only reads them.

    uv run --group benchmarks python -m tests.benchmarks.merge 1000 --pandas --office

Returns are made once and kept in a temporary folder. Each way runs in a process of its own; memory is the most that the
process and its workers held together, which only Linux tells. `--office` has LibreOffice load and recalculate the
workbook.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from msgspec import Struct

from tests.office.calc import Calc
from xlkit.books.respondent import respondent_workbook
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

TEMPLATE = "progress-for-providers"
ROUND = Round("Spring 2027", "Friday 26 March 2027", "Market development team")
AS_AT = "2027-04-06"
CACHE = Path(tempfile.gettempdir()) / "xlkit-benchmark"
ORIGINALS = 200  # written whole; the others are these under other names
NAMED = ("xl/sharedStrings.xml", "docProps/core.xml", "docProps/custom.xml")
LOOK = 0.1  # seconds between two looks at the memory
PANDAS = (
    "import sys, pathlib, warnings, pandas; warnings.simplefilter('ignore')\n"
    "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
    "    pandas.read_excel(path, sheet_name=None, engine='openpyxl')"
)


class Run(Struct, frozen=True):
    """One run: seconds, and the most memory the process and its workers took together, in MB (0 if not told)."""

    seconds: float
    memory: float


def made(many: int) -> Path:
    """A folder of so many filled returns of one round, made where it is not there yet."""
    instrument = xlsform.find(TEMPLATE)
    folder = CACHE / f"{instrument.version}-{instrument.content_hash}-{many}"
    if folder.is_dir() and sum(1 for _ in folder.iterdir()) == many:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    originals: list[tuple[Identity, Path]] = []
    for number in range(many):
        who = recipient(instrument, number)
        path = folder / f"{number:05}.xlsx"
        if number < ORIGINALS:
            respondent_workbook.write(path, instrument, who, ROUND, _filled(instrument, Random(number)))
            originals.append((who, path))
        else:
            copied(*originals[number % ORIGINALS], who, path)
    return folder


def merged(folder: Path, out: Path) -> Run:
    """One merge, workbook written and all."""
    return measured(["-m", "xlkit", "merge", str(folder), "-o", str(out), "--as-at", AS_AT, "--force"])


def only_read(folder: Path, *, is_looked_at: bool = True) -> Run:
    """One reading of all sheets with pandas and openpyxl."""
    return measured(["-c", PANDAS, str(folder)], is_looked_at=is_looked_at)


def recalculated(path: Path) -> tuple[float, int]:
    """Seconds that LibreOffice takes to load and recalculate the workbook, and how many cells come out otherwise."""
    with Calc(seconds=600) as calc:
        calc.opens_clean(path)  # the program itself is started
        begun = time.perf_counter()
        cells = calc.recalculate(path)
        seconds = time.perf_counter() - begun
    return seconds, sum(cell.stale for found in cells.values() for cell in found.values())


def recipient(instrument: Instrument, number: int) -> Identity:
    # All names are of one length, so that a copy differs from its original in nothing but them.
    chance = Random(number % ORIGINALS)
    recipient = Recipient(
        organisation=f"Organisation {number:05} Limited",
        respondent=f"Person {number % ORIGINALS:05}",
        role="Registered manager",
        locality=chance.choice(("North", "South", "East", "West", "Coast")),
        service_area=chance.choice(("Home care", "Care home", "Supported living")),
        size=chance.choice(("small", "medium", "large")),
    )
    return identities.issued(instrument, recipient, ROUND.name)


def _filled(instrument: Instrument, chance: Random) -> Draft:
    answers: dict[str, str | float | date] = {
        item.name: item.choices[min(4, max(0, round(chance.gauss(2, 1))))].name for item in instrument.items
    }
    evidence = {item.name: "Seen in reviews and in what people tell us." for item in instrument.items if item.evidence}
    planned: dict[str, tuple[dict[str, str | date], ...]] = {
        item.name: (
            {
                "action": "Ask two providers who are further on to show us how they did it",
                "owner": "Deputy manager",
                "due": date(2027, 3, 1) + timedelta(days=chance.randrange(200)),
                "status": chance.choice(("Not started", "Under way", "Done")),
            },
        )
        for item in chance.sample(list(instrument.items), 4)
    }
    details: dict[str, str | date] = {"view": "agreed", "completed_on": date(2027, 3, 1 + chance.randrange(28))}
    return Draft(details=details, answers=answers, evidence=evidence, actions=planned)


def copied(was: Identity, original: Path, who: Identity, path: Path) -> None:
    """The original under another name."""
    names = {was.organisation.encode(): who.organisation.encode(), was.return_id.encode(): who.return_id.encode()}
    named = re.compile(b"|".join(names))
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            data = source.read(entry)
            copy.writestr(entry, named.sub(lambda found: names[found[0]], data) if entry.filename in NAMED else data)


def measured(words: Sequence[str], *, is_looked_at: bool = True) -> Run:
    """Python run with these words; SystemExit where it fails. Looking at its memory holds it up a little."""
    begun = time.perf_counter()
    most = 0.0
    # Python keeps what it compiled, as it does where it is installed, whatever is set here.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(CACHE / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    python = os.environ.get("MEASURED_PYTHON", sys.executable)
    process = subprocess.Popen([python, *words], stdout=subprocess.DEVNULL, env=environment)
    while is_looked_at and process.poll() is None:
        most = max(most, _memory(process.pid))
        time.sleep(LOOK)
    process.wait()
    seconds = time.perf_counter() - begun
    if process.returncode not in (0, 3):
        raise SystemExit(f"it ended with {process.returncode}")
    return Run(seconds, most)


def _memory(pid: int) -> float:
    """The memory of a process and all below it, in MB, shared pages counted once; 0 where the system does not tell."""
    place = Path("/proc") / str(pid)
    try:
        told = (place / "smaps_rollup").read_text(encoding="ascii")
        children = (place / "task" / str(pid) / "children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = sum(int(size) for size in re.findall(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)) / 1024
    return own + sum(_memory(int(child)) for child in children)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("returns", type=int, nargs="*", default=[1000], help="how many returns (1000)")
    parser.add_argument("--pandas", action="store_true", help="read the same returns with pandas too")
    parser.add_argument("--office", action="store_true", help="load and recalculate the workbook in LibreOffice too")
    asked = parser.parse_args(arguments)
    for many in asked.returns:
        folder = made(many)
        out = CACHE / f"consolidated-{many}.xlsx"
        run = merged(folder, out)
        size = out.stat().st_size / 2**20
        print(f"{many:6} returns: merge {run.seconds:8.1f} s {run.memory:7.0f} MB; workbook {size:.1f} MB", flush=True)
        if asked.pandas:
            read = only_read(folder)
            share = run.seconds / read.seconds
            print(
                f"{many:6} returns: pandas {read.seconds:7.1f} s {read.memory:7.0f} MB; merge takes {share:.2f} of it"
            )
        if asked.office:
            seconds, stale = recalculated(out)
            print(f"{many:6} returns: LibreOffice loads and recalculates in {seconds:.1f} s; {stale} values differ")


if __name__ == "__main__":
    main()
