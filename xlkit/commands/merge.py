"""`xlkit merge`: many returned workbooks in, one 360-degree workbook out."""

from datetime import date, datetime
from pathlib import Path

import click

from xlkit.commands.reading import NOT_ALL_VALID, read_ledger
from xlkit.errors import XlkitError
from xlkit.ledger import Ledger

DEFAULT = Path("generated") / "consolidated.xlsx"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=DEFAULT, show_default=True, help="The file to write."
)
@click.option(
    "--as-at",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    help="The day that due dates are held against.  [default: today]",
)
@click.option("--complete-only", is_flag=True, help="Keep incomplete returns out.")
@click.option("--templates", "folder", type=click.Path(path_type=Path), help="A folder with templates of your own.")
@click.option("--force", is_flag=True, help="Write over the file if it exists.")
def merge(
    paths: tuple[Path, ...],
    out: Path,
    as_at: datetime | None,
    complete_only: bool,  # noqa: FBT001 - click passes a flag so
    folder: Path | None,
    force: bool,  # noqa: FBT001 - likewise
) -> None:
    """Merge the returned workbooks at PATHS, which are files, folders or .zip archives, into one 360-degree workbook.

    Every file is listed with what became of it. A file that exists is never written over without --force: a numbered
    name beside it is used. Exits with 0 where all are valid and with 3 where some are not.
    """
    from xlkit import naming, report, templates

    instruments = templates.library(folder)
    ledger = read_ledger(paths, instruments)
    if complete_only:
        from xlkit.settle import only_complete

        ledger = only_complete(ledger)
    for line in report.lines(ledger):
        click.echo(line)
    target = out if force else naming.free_name(out)
    write_consolidated(target, ledger, folder, as_at.date() if as_at else date.today())  # noqa: DTZ011 - the day here
    if target != out:
        click.echo(f"{out} exists already and was left as it is.", err=True)
    click.echo(target)
    if not ledger.is_all_valid:
        raise click.exceptions.Exit(NOT_ALL_VALID)


def write_consolidated(target: Path, ledger: Ledger, folder: Path | None, as_at: date) -> None:
    """Compare what a ledger merged and write the consolidated workbook; XlkitError where nothing was merged."""
    from xlkit import settle, templates
    from xlkit.compare import compare
    from xlkit.write import consolidated

    if not ledger.merged:
        raise XlkitError("None of the files could be merged, so nothing was written: see what is said of each above.")
    rounds = settle.rounds(ledger.entries)
    if len(rounds) > 1:
        named = ", ".join(f"“{name}”" for name in rounds)
        raise XlkitError(f"The returns belong to {len(rounds)} rounds ({named}): merge one round at a time.")
    comparison = compare(
        templates.library(folder), templates.load_crosswalk(), ledger, as_at, rounds[0] if rounds else ""
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    consolidated.write(comparison, target)
