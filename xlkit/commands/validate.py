"""`xlkit validate`: what is wrong in each returned workbook, and what to do."""

import json
from pathlib import Path

import click

from xlkit.commands.correcting import CORRECTIONS, write_corrections
from xlkit.commands.opening import ROUND, control_left_aside, find_round, round_among
from xlkit.commands.passwords import PASSWORD, PASSWORDS, gather
from xlkit.commands.reading import NOT_ALL_VALID, read_ledger


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@ROUND
@PASSWORD
@PASSWORDS
@CORRECTIONS
@click.option("--templates", "folder", type=click.Path(path_type=Path), help="A folder with templates of your own.")
@click.option("--json", "as_json", is_flag=True, help="Print everything that was read and found as JSON.")
def validate(
    paths: tuple[Path, ...],
    given: str | None,
    passwords: tuple[str, ...],
    password_file: Path | None,
    corrections: Path | None,
    folder: Path | None,
    as_json: bool,  # noqa: FBT001 - click's way
) -> None:
    """Read the workbooks at PATHS, which are files, folders, .zip archives or e-mails, and say what is wrong in each.

    Every problem comes with its sheet and cell, what was found, what was expected and what to do. With the control
    workbook of their round, signatures are checked and decisions applied. With --corrections, each return with problems
    is written afresh, to be sent back. Exits with 0 where all are valid and with 3 where some are not.
    """
    from xlkit.form import xlsform
    from xlkit.intake import report

    instruments = xlsform.library(folder)
    given, paths = round_among(given, paths)
    control = find_round(given, instruments)
    words = gather(passwords, password_file)
    ledger = read_ledger(paths, instruments, control, passwords=words, corrects=corrections is not None)
    if as_json:
        click.echo(json.dumps(report.as_data(ledger), ensure_ascii=False, indent=2))
    else:
        for line in report.lines(ledger):
            click.echo(line)
    control_left_aside(ledger, control, is_refused=False)
    if corrections is not None:
        for path in write_corrections(corrections, ledger, instruments, control):
            click.echo(path, err=as_json)
    if not ledger.is_all_valid:
        raise click.exceptions.Exit(NOT_ALL_VALID)
