"""`xlkit feedback`: for each provider a workbook of its own results beside all others together."""

from datetime import datetime
from pathlib import Path

import click

from xlkit.commands.comparing import compared, smallest_group
from xlkit.commands.earlier import PREVIOUS
from xlkit.commands.opening import AS_AT, ROUND, day_of, find_round
from xlkit.commands.passwords import PASSWORD, PASSWORDS, gather
from xlkit.commands.places import made
from xlkit.commands.reading import read_ledger
from xlkit.commands.watching import watched
from xlkit.errors import XlkitError


@click.command()
@click.argument("paths", metavar="[ROUND.xlsx] PATHS...", nargs=-1, required=True, type=click.Path(path_type=Path))
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

    It sets them beside all other providers together, none of which is named and of which there have to be five at
    least, and beside its own of the round before with --previous. The round's control workbook may stand first instead
    of behind --round. Nothing is written over: a numbered name beside a file that exists is used.
    """
    from xlkit import naming, report, rounds, templates
    from xlkit.compare import feedback as giving
    from xlkit.write import feedback as writer

    instruments = templates.library(folder)
    if given is None and rounds.is_control(paths[0]):
        given, paths = str(paths[0]), paths[1:]
    control = find_round(given, instruments)
    day = day_of(control, as_at)
    ledger = read_ledger(paths, instruments, control, day, gather(passwords, password_file))
    click.echo(report.in_words(ledger), err=True)
    comparison = compared(instruments, ledger, day, control, previous)
    if not comparison.spreads:
        raise XlkitError("No provider's return could be merged, so there is nobody to give feedback to.")
    made(out)
    many = sum(len(panel.positions) for panel, _ in comparison.spreads)
    for one in watched(giving.feedback(comparison, smallest_group(control)), "Writing", many):
        target = naming.free_name(out / naming.feedback_name(one.organisation))
        writer.write(one, target)
        alone = "" if one.others is not None else f" (fewer than {one.smallest} others to stand beside)"
        click.echo(f"{target}{alone}")
