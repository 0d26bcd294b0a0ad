"""`xlkit status`: a tracker of who has returned what in a round, and whom to chase."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import click

from xlkit.commands.attaching import say_saved
from xlkit.commands.begun import cells_of
from xlkit.commands.finding import round_named
from xlkit.commands.opening import day_of, open_round, say_alike, templates_for
from xlkit.commands.options import AS_AT, OWN, PASSWORD, PASSWORDS, PATH, PATHS, QUIET, ROUND
from xlkit.commands.reading import read_ledger
from xlkit.commands.saying import say
from xlkit.commands.writing import folder_of, named_as_workbook, say_left, written
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.round.naming import TRACKER, numbered
from xlkit.shown import typed


@click.command()
@PATHS
@ROUND
@AS_AT
@click.option(
    "-o",
    "--out",
    type=PATH,
    help="The workbook to write, over a tracker that nobody saved since.  [default: tracker.xlsx in generate's folder]",
)
@PASSWORD
@PASSWORDS
@OWN
@QUIET
def status(
    paths: tuple[Path, ...],
    given: str | None,
    as_at: date | None,
    out: Path | None,
    passwords: tuple[str, ...],
    listed: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Hold the returns at PATHS against their round's control workbook, and write a tracker workbook.

    PATHS are files, folders or .zip archives. The control workbook is named behind --round, or it is the one in the
    current folder or beside the folder of returns. The tracker gives each recipient's state, the response by
    locality, size and template, how much of each section is answered, whom to chase, and which files could not be used,
    with whose they seem to be.
    """
    from xlkit.books.round import tracker_workbook
    from xlkit.intake import months, reviews
    from xlkit.intake.tracker import State, track

    if out is not None:
        named_as_workbook(out)
    path = round_named(given, paths)
    instruments = xlsform.library(templates_for(folder, path))
    control = open_round(path, instruments)
    if not control.recipients:
        raise XlkitError(f"{path.name} lists nobody under Recipients: fill in a row for each.")
    day = day_of(control, as_at)
    cells = cells_of(paths, (*passwords, *listed))
    ledger = read_ledger(paths, instruments, control, day, cells=cells, may_be_empty=True)
    tracking = track(control, instruments, ledger, day)
    writing = partial(tracker_workbook.write, this_round=control.round, tracking=tracking, as_at=day)
    target = _written(out or folder_of(control, path) / TRACKER, writing)
    states = ", ".join(f"{count} {state.value}" for state, count in tracking.counts.items() if count)
    say(f"{len(tracking.rows)} recipients: {states}")
    if late := len(control.unissued):
        words = typed("xlkit", "generate", str(path))
        say(f"{late} row{' has' if late == 1 else 's have'} no workbook yet: {words} writes what is missing.")
    if warned := sum(row.state is State.VALID and bool(row.problems) for row in tracking.rows):
        say(f"{warned} of the valid with something to look at: see Problems on the sheet Recipients.")
    for file in tracking.unused:
        why = " ".join(found.message for found in file.reasons)
        say(f"{file.entry.path}: {file.entry.status.value}, {file.seems}: {why}")
    for line in (*months.lines(tracking.accounts, day), *reviews.lines(ledger, instruments, day), target):
        say(line)
    say_alike(ledger, control)
    say_saved(control, folder_of(control, path))


def _written(wanted: Path, writing: Callable[[Path], object]) -> Path:
    """Where a tracker stands: at the first name that is free, or where a tracker is that nobody saved since."""
    from xlkit.books.writer.remade import is_as_written

    target = next(place for place in numbered(wanted) if not place.exists() or is_as_written(place))
    say_left({wanted: target})
    return written(target, writing, force=target.exists())
