"""`xlkit merge`: many returned workbooks in, one 360-degree workbook out."""

import json
from datetime import datetime
from pathlib import Path

import click

from xlkit.commands.comparing import INTERNAL, SHARED, compared, figures, write
from xlkit.commands.earlier import PREVIOUS
from xlkit.commands.opening import AS_AT, ROUND, control_left_aside, day_of, find_round, round_among
from xlkit.commands.passwords import PASSWORD, PASSWORDS, gather
from xlkit.commands.places import named_as_workbook
from xlkit.commands.reading import NOT_ALL_VALID, read_ledger
from xlkit.comparison.comparison import Comparison

FOLDER = Path("generated")
NAMES = {INTERNAL: "consolidated.xlsx", SHARED: "shared.xlsx"}


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write.  [default: generated/consolidated.xlsx, or generated/shared.xlsx]",
)
@click.option(
    "--audience",
    type=click.Choice(list(NAMES)),
    default=INTERNAL,
    show_default=True,
    help="Who may see it: internal names everybody and is live, shared holds aggregates alone.",
)
@ROUND
@AS_AT
@PREVIOUS
@PASSWORD
@PASSWORDS
@click.option("--complete-only", is_flag=True, help="Keep incomplete returns out.")
@click.option("--templates", "folder", type=click.Path(path_type=Path), help="A folder with templates of your own.")
@click.option("--force", is_flag=True, help="Write over the file if it exists.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure of the workbook as JSON; the rest on stderr.")
def merge(
    paths: tuple[Path, ...],
    out: Path | None,
    audience: str,
    given: str | None,
    as_at: datetime | None,
    previous: tuple[Path, ...],
    passwords: tuple[str, ...],
    password_file: Path | None,
    folder: Path | None,
    *,
    complete_only: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Merge the returned workbooks at PATHS, which are files, folders or .zip archives, into one 360-degree workbook.

    Every file is listed with what became of it. A file that exists is never written over without --force: a numbered
    name beside it is used. The shared workbook names no provider and no person, and no figure in it rests on a small
    group. The consolidated and shared workbooks of several councils are merged into one of their region. Exits with 0
    where all are valid and with 3 where some are not.
    """
    from xlkit.form import xlsform
    from xlkit.intake import duplicates, report
    from xlkit.round import naming

    wanted = named_as_workbook(out or FOLDER / NAMES[audience])
    instruments = xlsform.library(folder)
    given, paths = round_among(given, paths)
    control = find_round(given, instruments)
    day = day_of(control, as_at)
    ledger = read_ledger(paths, instruments, control, day, gather(passwords, password_file))
    if complete_only:
        ledger = duplicates.only_complete(ledger)
    for line in report.lines(ledger):
        click.echo(line, err=as_json)
    control_left_aside(ledger, control, is_refused=audience == SHARED)
    comparison = compared(instruments, ledger, day, control, previous)
    if audience == SHARED:
        _tell_who_is_left_out(comparison)
    target = wanted if force else naming.free_name(wanted)
    write(target, comparison, audience)
    if target != wanted:
        click.echo(f"{wanted} exists already and was left as it is.", err=True)
    click.echo(target, err=as_json)
    if as_json:
        click.echo(json.dumps(figures(comparison, audience), ensure_ascii=False, indent=2))
    if not ledger.is_all_valid:
        raise click.exceptions.Exit(NOT_ALL_VALID)


def _tell_who_is_left_out(comparison: Comparison) -> None:
    """Tell the operator, and not the workbook, who answered as a commissioner and is not shown."""
    from xlkit.comparison.disclosure.publishers import NOT_THE_COUNCIL

    for note in comparison.notes:
        if note.kind == NOT_THE_COUNCIL:
            click.echo(f"{note.subject} ({note.return_id}): {note.text}", err=True)
