"""What validating and merging share: files in, a ledger out."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlkit.commands.opening import day_of
from xlkit.commands.watching import watched
from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.ledger import Entry, Ledger, Status
from xlkit.read.limits import LIMITS, Limits
from xlkit.round import Control

if TYPE_CHECKING:
    from xlkit.workbooks import Reader

NOT_ALL_VALID = 3


def read_ledger(
    paths: Sequence[Path],
    instruments: Mapping[str, Instrument],
    control: Control | None = None,
    as_at: date | None = None,
    passwords: Sequence[str] = (),
    *,
    corrects: bool = False,
    limits: Limits = LIMITS,
) -> Ledger:
    """Every file at the paths, read, understood and settled; XlkitError where a path is missing or holds nothing.

    With a round, signatures are checked, what belongs to another round is rejected, and decisions are applied as at a
    day (the round's own, or today, if None); those that concern no file given are named on stderr. Without one, all
    rounds are left in. `passwords` are tried on workbooks that ask for one; with `corrects`, entries
    keep what could go back to be corrected. Consolidated and shared workbooks of councils are read back.
    """
    from xlkit import decide, regional, settle, templates
    from xlkit.admit import admit
    from xlkit.settle import Conflicts
    from xlkit.validate import Validator
    from xlkit.workbooks import Reader

    validator = Validator(instruments, control.seal if control else None, corrects=corrects)
    entries = _read(paths, Reader(validator, instruments, templates.load_crosswalk()), passwords, limits)
    if not entries:
        raise XlkitError(f"There is no file in {', '.join(map(str, paths))}: name the folder that holds the returns.")
    if control is None:
        return regional.assign(settle.settle(entries), instruments)
    admitted = admit(entries, control)
    for decision in decide.unused(admitted, control.decisions):
        click.echo(f"{decision.place}: this decision concerns none of the files given.", err=True)
    decided = decide.apply(admitted, control.decisions, as_at or day_of(control, None))
    settled = settle.settle(decided, Conflicts(control.decisions, control.rules.several_respondents))
    return regional.assign(settled, instruments, control.round.council)


def _read(paths: Sequence[Path], reader: "Reader", passwords: Sequence[str], limits: Limits) -> tuple[Entry, ...]:
    from xlkit.read.sources import sources
    from xlkit.read.workers import read_all
    from xlkit.workbooks import entries

    found = watched(read_all(sources(paths), reader, limits=limits, passwords=passwords), "Reading")
    return tuple(
        entry
        for read in found
        for entry in entries(Entry(read.path, read.sha256, read.size, Status.REJECTED, None, read.issues), read.result)
    )
