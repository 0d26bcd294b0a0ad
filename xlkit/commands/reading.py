"""What validating and merging share: files in, a ledger out."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlkit.commands.opening import day_of
from xlkit.commands.watching import watched
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.read.limits import LIMITS, Limits
from xlkit.round.round import Control

if TYPE_CHECKING:
    from xlkit.intake.workbooks import Reader

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
    from xlkit.form import xlsform
    from xlkit.intake import duplicates, regional, rulings
    from xlkit.intake.duplicates import Conflicts
    from xlkit.intake.eligibility import admit
    from xlkit.intake.workbooks import Reader
    from xlkit.returns.validate import Validator

    validator = Validator(instruments, control.seal if control else None, corrects=corrects)
    entries = _read(paths, Reader(validator, instruments, xlsform.load_crosswalk()), passwords, limits)
    if not entries:
        raise XlkitError(f"There is no file in {', '.join(map(str, paths))}: name the folder that holds the returns.")
    if control is None:
        return regional.assign(duplicates.settle(entries), instruments)
    admitted = admit(entries, control)
    for decision in rulings.unused(admitted, control.decisions):
        click.echo(f"{decision.place}: this decision concerns none of the files given.", err=True)
    decided = rulings.apply(admitted, control.decisions, as_at or day_of(control, None))
    settled = duplicates.settle(decided, Conflicts(control.decisions, control.rules.several_respondents))
    return regional.assign(settled, instruments, control.round.council)


def _read(paths: Sequence[Path], reader: "Reader", passwords: Sequence[str], limits: Limits) -> tuple[Entry, ...]:
    from xlkit.intake.workbooks import entries
    from xlkit.returns.read.sources import sources
    from xlkit.returns.read.workers import read_all

    found = watched(read_all(sources(paths), reader, limits=limits, passwords=passwords), "Reading")
    return tuple(
        entry
        for read in found
        for entry in entries(Entry(read.path, read.sha256, read.size, Status.REJECTED, None, read.issues), read.result)
    )
