"""`xlkit merge`: many returned workbooks in, one 360-degree workbook out.

Files are begun to be read before what understands, compares and writes them is brought in.
"""

from datetime import date
from pathlib import Path

import click

from xlkit.commands.begun import begin
from xlkit.commands.options import AS_AT, OWN, PASSWORD, PASSWORDS, PATH, PATHS, PREVIOUS, QUIET, ROUND
from xlkit.commands.writing import GENERATED, INTERNAL, MERGED, SHARED, named_as_workbook


@click.command()
@PATHS
@click.option(
    "-o",
    "--out",
    type=PATH,
    help="The file to write.  [default: generated/consolidated.xlsx, or generated/shared.xlsx]",
)
@click.option(
    "--audience",
    type=click.Choice(list(MERGED)),
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
@click.option(
    "--onto",
    type=PATH,
    metavar="WORKSHOP",
    help="With what people say: the workshop workbook to carry on; its cards keep their numbers and their walls.",
)
@OWN
@QUIET
@click.option("--force", is_flag=True, help="Write over the file if it exists.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure of the workbook as JSON; the rest on stderr.")
def merge(
    paths: tuple[Path, ...],
    out: Path | None,
    audience: str,
    given: str | None,
    as_at: date | None,
    previous: tuple[Path, ...],
    passwords: tuple[str, ...],
    listed: tuple[str, ...],
    onto: Path | None,
    folder: Path | None,
    *,
    complete_only: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Merge the returned workbooks at PATHS, which are files, folders or .zip archives, into one 360-degree workbook.

    How many files there were is said, what became of them, and which of them wait for somebody; xlkit validate says
    what is wrong in each. A file that exists is never written over without --force: a numbered name beside it is used.
    The shared workbook names no provider and no person, and no figure in it rests on a small group. The
    consolidated and shared workbooks of several councils are merged into one of their region. What people say becomes
    a workshop workbook, and one that is named among PATHS stands beside the levels. Funds and blocks become a workbook
    of all funds. Exits with 0 where all are valid and with 3 where some are not.
    """
    wanted = named_as_workbook(out or GENERATED / MERGED[audience])
    begun = begin(paths, given, (*passwords, *listed), is_for_others=audience == SHARED)
    from xlkit.commands.merging import Asked, merge_returned
    from xlkit.commands.reading import read_returned

    asked = Asked(
        paths, previous, onto, out, wanted, audience, complete_only=complete_only, force=force, as_json=as_json
    )
    merge_returned(read_returned(begun, folder, as_at), asked)
