"""How much processor time a workshop takes to merge, against as many self-assessments as it has people.

    uv run python -m tests.benchmarks.voices 200

Each person says six things, and forty are in each workbook. Everything is made once and kept in a temporary folder, as
in `tests.benchmarks.merge`; each merge runs in a process of its own.
"""

import argparse
import statistics
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import merge
from tests.benchmarks.release import seconds
from tests.builders.control import with_ids
from tests.builders.voices import ROUND, SECRET, person, top_twos, write
from xlkit.books.round import control_workbook
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient

EACH = 40  # people of a provider


def made(many: int) -> tuple[Path, Path]:
    """The control workbook, and a folder of the workbooks of so many people."""
    folder = merge.CACHE / f"voices-{top_twos().content_hash}-{many}"
    control, returned = folder / "voices.xlsx", folder / "returned"
    if not control.exists():
        returned.mkdir(parents=True, exist_ok=True)
        names = [f"Provider {at:03}" for at in range(0, many, EACH)]
        for at, name in enumerate(names):
            write(
                returned / f"{at:03}.xlsx", name, [person(one) for one in range(at * EACH, min(many, (at + 1) * EACH))]
            )
        asked = with_ids(*(Recipient(name, template="top-twos") for name in names))
        this = Control(ROUND, template="top-twos", letters=LETTERS_DEFAULT, secret=SECRET, recipients=asked)
        control_workbook.write(control, this, ["top-twos"])
    return control, returned


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each in turn, several times, and print the middle of both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=int, nargs="?", default=200, help="how many people (200)")
    parser.add_argument("--runs", type=int, default=5, help="how often each is merged (5)")
    given = parser.parse_args(arguments)
    control, returned = made(given.people)
    returns = merge.made(given.people)
    out = merge.CACHE / "merged.xlsx"
    people, forms = [], []
    for _ in range(given.runs):
        people.append(seconds("merge", str(returned), "--round", str(control), "-o", str(out), "--force"))
        forms.append(seconds("merge", str(returns), "-o", str(out), "--force"))
    one, other = statistics.median(people), statistics.median(forms)
    print(f"{given.people} people: {one:.2f} s; as many self-assessments: {other:.2f} s; {one / other:.2f} times that")


if __name__ == "__main__":
    main()
