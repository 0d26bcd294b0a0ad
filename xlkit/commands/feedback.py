"""`xlkit feedback`: for each provider a workbook of its own results beside all others together."""

from datetime import datetime
from pathlib import Path

import click

from xlkit.commands.comparing import compared
from xlkit.commands.earlier import PREVIOUS
from xlkit.commands.opening import AS_AT, ROUND, control_left_aside, day_of, find_round, round_among
from xlkit.commands.passwords import PASSWORD, PASSWORDS, gather
from xlkit.commands.places import made
from xlkit.commands.reading import NOT_ALL_VALID, read_ledger
from xlkit.commands.watching import watched
from xlkit.comparison.comparison import Comparison
from xlkit.errors import XlkitError


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("generated") / "feedback",
    show_default=True,
    help="The folder to write to.",
)
@ROUND
@AS_AT
@PREVIOUS
@PASSWORD
@PASSWORDS
@click.option("--templates", "folder", type=click.Path(path_type=Path), help="A folder with templates of your own.")
def feedback(
    paths: tuple[Path, ...],
    out: Path,
    given: str | None,
    as_at: datetime | None,
    previous: tuple[Path, ...],
    passwords: tuple[str, ...],
    password_file: Path | None,
    folder: Path | None,
) -> None:
    """Write for each provider whose return is at PATHS a workbook of its own results.

    It sets them beside all other providers together, none of which is named and of which five at least have to have
    answered, or as many as the round's control workbook says. With --previous they stand beside its own of the latest
    round before, by the days on which its returns were completed; where one has none, the last given counts.

    Every file is listed with what became of it. A workbook is named for its provider and its return id; nothing is
    written over. Of several councils' workbooks a provider gets one for each council that it answered to, beside the
    others of that council. Exits with 0 where all returns are valid and with 3 where some are not.
    """
    from xlkit.form import xlsform
    from xlkit.intake import report

    instruments = xlsform.library(folder)
    given, paths = round_among(given, paths)
    control = find_round(given, instruments)
    day = day_of(control, as_at)
    ledger = read_ledger(paths, instruments, control, day, gather(passwords, password_file))
    for line in report.lines(ledger):
        click.echo(line)
    control_left_aside(ledger, control, is_refused=True)
    comparison = compared(instruments, ledger, day, control, previous)
    _refuse_nobody(comparison)
    if previous:
        _refuse_several(comparison)
    _write_all(comparison, out)
    if not ledger.is_all_valid:
        raise click.exceptions.Exit(NOT_ALL_VALID)


def _refuse_nobody(comparison: Comparison) -> None:
    """XlkitError where no provider answered anything."""
    levels = (level for panel, _ in comparison.spreads for position in panel.positions for level in position.levels)
    if all(level is None for level in levels):
        raise XlkitError(
            "No provider's return with an answered topic could be merged, so there is nobody to give feedback to: see "
            "what is said of each above."
        )


def _refuse_several(comparison: Comparison) -> None:
    """XlkitError where the workbooks are of several councils, since earlier rounds do not say whose they are."""
    if comparison.region is not None:
        raise XlkitError(
            f"The workbooks are of {len(comparison.region.councils)} councils, and with --previous those of one were "
            "expected, since the earlier rounds do not say which council's they are: give feedback for one council at "
            "a time, or leave out --previous."
        )


def _write_all(comparison: Comparison, out: Path) -> None:
    """Write a workbook for each provider that answered anything, and say where it stands."""
    from xlkit.books.feedback import feedback_workbook as writer
    from xlkit.comparison import feedback as giving
    from xlkit.round import naming

    made(out)
    many = sum(len(panel.positions) for panel, _ in comparison.spreads)
    for one in watched(giving.feedback(comparison), "Writing", many):
        if not one.answered:
            click.echo(f"{one.organisation} ({one.return_ids[0]}): no workbook, since no topic was answered.", err=True)
            continue
        target = naming.free_name(out / naming.feedback_name(one.organisation, one.return_ids[0], one.council))
        writer.write(one, target)
        alone = "" if one.others is not None else f" (fewer than {one.smallest} others to stand beside)"
        click.echo(f"{target}{alone}")
