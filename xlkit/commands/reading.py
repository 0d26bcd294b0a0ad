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
from xlkit.ledger import Entry, Ledger
from xlkit.round import Control

if TYPE_CHECKING:
    from xlkit.validate import Validator

NOT_ALL_VALID = 3


def read_ledger(
    paths: Sequence[Path],
    instruments: Mapping[str, Instrument],
    control: Control | None = None,
    as_at: date | None = None,
    passwords: Sequence[str] = (),
    *,
    corrects: bool = False,
) -> Ledger:
    """Every file at the paths, read, understood and settled; XlkitError where a path is missing or holds nothing.

    With a round, signatures are checked, what belongs to another round is rejected, and decisions are applied as at a
    day (the round's own, or today, if None); those that concern no file given are named on stderr. Without one, all
    rounds are left in. `passwords` are tried on workbooks that ask for one; with `corrects`, entries
    keep what could go back to be corrected.
    """
    from xlkit import decide, settle
    from xlkit.admit import admit
    from xlkit.settle import Conflicts
    from xlkit.validate import Validator

    entries = _read(paths, Validator(instruments, control.seal if control else None, corrects=corrects), passwords)
    if not entries:
        raise XlkitError(f"There is no file in {', '.join(map(str, paths))}: name the folder that holds the returns.")
    if control is None:
        return settle.settle(entries)
    admitted = admit(entries, control)
    for decision in decide.unused(admitted, control.decisions):
        click.echo(f"{decision.place}: this decision concerns none of the files given.", err=True)
    decided = decide.apply(admitted, control.decisions, as_at or day_of(control, None))
    return settle.settle(decided, Conflicts(control.decisions, control.rules.several_respondents))


def _read(paths: Sequence[Path], validator: "Validator", passwords: Sequence[str]) -> tuple[Entry, ...]:
    from xlkit.ledger import Status
    from xlkit.read.sources import sources
    from xlkit.read.workers import read_all

    return tuple(
        Entry(
            path=read.path,
            sha256=read.sha256,
            size=read.size,
            status=Status.REJECTED,
            completed=read.result.completed if read.result else None,
            issues=(*read.issues, *(read.result.issues if read.result else ())),
            stated=read.result.stated if read.result else None,
            correction=read.result.correction if read.result else None,
        )
        for read in watched(read_all(sources(paths), validator, passwords=passwords), "Reading")
    )
