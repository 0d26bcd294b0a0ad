"""Commands killed at random moments: what stood there stays whole, nothing is half-written, and the next run works.

    uv run python -m tests.benchmarks.kill

Workbooks are generated, letters drafted, corrections written and returns merged in a small round. Each run is ended as
`kill -9` ends it (on Windows as the Task Manager does), at a moment of its own, in an empty folder or over what an
earlier run left. After each, every file under a name that is sent or opened must be whole, to the byte, and the next
run must give them all.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.lived.form import TOPICS
from tests.lived.office import Office
from tests.lived.people import ticked

AS_AT = "2027-03-20"
FINAL = frozenset((".xlsx", ".eml", ".csv"))  # names that are sent or opened
WELL = (0, 3)  # exit codes of a command that ran to its end

Command = Sequence[str | Path]


def a_round(place: Path, many: int) -> Mapping[str, tuple[Command, Path]]:
    """The commands of a round in which half of the returns have to go back, each with the folder that it writes to."""
    office = Office(place, [f"Provider {number:03}" for number in range(many)], Random(1))
    for person in office.people:
        known = person.levels if person.number % 2 else person.all_but(*sorted(TOPICS)[:2])
        (office.returned / f"{person.number:03}.xlsx").write_bytes(ticked(person.issued, known))
    names = ("generate", "mail", "validate", "merge")
    to = {name: place / f"by {name}" for name in names}
    given = ("--templates", office.templates)
    chased = ("--chase", office.returned, "--workbooks", place / "sent", "--as-at", AS_AT)
    book = to["merge"] / "consolidated.xlsx"
    commands: Mapping[str, Command] = {
        "generate": ("generate", office.control, "-o", to["generate"], "--force", *given),
        "mail": ("mail", "--round", office.control, *chased, "-o", to["mail"], "--force", *given),
        "validate": ("validate", office.returned, "--round", office.control, "--corrections", to["validate"], *given),
        "merge": ("merge", office.returned, "--round", office.control, "-o", book, "--as-at", AS_AT, "--force", *given),
    }
    return {name: (commands[name], to[name]) for name in names}


def started(command: Command) -> subprocess.Popen[bytes]:
    """A command under way."""
    line = [sys.executable, "-m", "xlkit", *map(str, command)]
    return subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def files(folder: Path) -> Mapping[str, bytes]:
    """What stands under names that are sent or opened."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.suffix in FINAL and path.is_file()}


def killed(name: str, command: Command, out: Path, kills: int, chance: Random) -> str:
    """What was seen of a command that was killed so many times, in words."""
    begun = time.perf_counter()
    started(command).wait()
    seconds, whole = time.perf_counter() - begun, files(out)
    done = ended = wrong = failed = 0
    while done < kills:
        is_fresh = bool(done % 2)  # every other time in an empty folder, else over what is there
        for path in out.rglob("*.*") if is_fresh else ():
            path.unlink()
        running = started(command)
        try:
            running.wait(timeout=chance.uniform(0, seconds))
            ended += 1
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            done += 1
        there = files(out)
        wrong += not there.items() <= whole.items() or (not is_fresh and there != whole)
        begun = time.perf_counter()
        failed += started(command).wait() not in WELL or files(out) != whole
        seconds = time.perf_counter() - begun  # a busy computer takes now more, now less
    left = sum(1 for path in out.rglob("*") if path.is_file() and path.suffix not in FINAL)
    return (
        f"{name} takes {seconds:.1f} s and writes {len(whole)} files; {done} were killed, {ended} had ended before: "
        f"{wrong} left anything half-written, {failed} next runs failed, {left} other files are left"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill and look, again and again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="how often in all (100)")
    parser.add_argument("--returns", type=int, default=40, help="recipients of the round (40)")
    asked = parser.parse_args(arguments)
    chance = Random(1)
    with TemporaryDirectory() as made:
        commands = a_round(Path(made), asked.returns)
        for name, (command, out) in commands.items():
            print(killed(name, command, out, asked.kills // len(commands), chance), flush=True)


if __name__ == "__main__":
    main()
