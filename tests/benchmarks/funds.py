"""How long merging many funds takes, and how much memory, against as many self-assessments.

    uv run python -m tests.benchmarks.funds 500

Each fund has 100 entries, and five belong to one provider. They are made once and kept in a temporary folder, as the
self-assessments of `tests.benchmarks.merge` are; each merge runs in a process of its own.
"""

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from tests.benchmarks import merge
from tests.builders.edits import parts_of
from tests.builders.files import zipped
from tests.builders.funds import AGREED, Cells, fund_form, fund_workbook, happened
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.round import identities
from xlkit.round.round import Recipient

ENTRIES = 100
ORIGINALS = 20  # written whole; the others are these under other names


def made(many: int) -> Path:
    """A folder of so many funds of one round, made where it is not there yet."""
    form = fund_form()
    folder = merge.CACHE / f"funds-{form.version}-{form.content_hash}-{many}"
    if folder.is_dir() and sum(1 for _ in folder.iterdir()) == many:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    originals: list[tuple[Identity, dict[str, bytes]]] = []
    for number in range(many):
        who, path = _who(number), folder / f"F{number:04}.xlsx"
        if number < ORIGINALS:
            data = fund_workbook(path, _kept(Random(number)), who).read_bytes()
            originals.append((who, parts_of(data)))
        else:
            _copy(*originals[number % ORIGINALS], who, path)
    return folder


def _who(number: int) -> Identity:
    # All names are of one length, so that a copy differs from its original in nothing but them.
    recipient = Recipient(organisation=f"Provider {number // 5:03} Trust", subject=f"F{number:04}")
    return identities.issued(fund_form(), recipient, merge.ROUND.name)


def _kept(chance: Random) -> Draft:
    kinds: Sequence[Cells] = [
        happened(7 * week + day, what, chance.choice((0.5, 1.25, 2.0, 3.5)), purpose="Week", evidence=f"Rota {week}")
        for week in range(ENTRIES // 4)
        for day, what in enumerate(("support", "support", "support_enhanced"))
    ]
    given = [happened(7 * week, "hours_given", 24.0) for week in range(ENTRIES // 4)]
    details: dict[str, str | float | date] = {"begins": date(2027, 4, 1), "hours_before": 3.0}
    plan: tuple[Cells, ...] = ({"outcome": "See my sister", "standard": 2.5, "counts_as": "direct"},)
    return Draft(details=details, rows={"agreement": (AGREED,), "plan": plan, "entries": (*given, *kinds)})


def _copy(was: Identity, parts: dict[str, bytes], who: Identity, path: Path) -> None:
    """The original under another name."""
    pairs = ((was.organisation, who.organisation), (was.subject, who.subject), (was.return_id, who.return_id))
    names = {old.encode(): new.encode() for old, new in pairs}
    named = re.compile(b"|".join(names))
    changed = {part: named.sub(lambda found: names[found[0]], parts[part]) for part in merge.NAMED}
    path.write_bytes(zipped({**parts, **changed}))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("funds", type=int, nargs="?", default=500, help="how many funds (500)")
    many = parser.parse_args(arguments).funds
    of_funds = merge.merged(made(many), merge.CACHE / f"funds-{many}.xlsx")
    print(f"{many:6} funds: merge {of_funds.seconds:8.1f} s {of_funds.memory:7.0f} MB", flush=True)
    of_returns = merge.merged(merge.made(many), merge.CACHE / f"consolidated-{many}.xlsx")
    took, share = f"{of_returns.seconds:.1f} s {of_returns.memory:.0f} MB", of_funds.seconds / of_returns.seconds
    print(f"{many:6} self-assessments: {took}; funds take {share:.1f} times that", flush=True)


if __name__ == "__main__":
    main()
