"""`xlkit validate`: what is wrong in each returned workbook, and what to do.

Files are begun to be read before what understands them is brought in.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlkit.commands.begun import begin
from xlkit.commands.options import OWN, PASSWORD, PASSWORDS, PATH, PATHS, QUIET, ROUND
from xlkit.commands.saying import is_quiet, say, say_data, say_report

if TYPE_CHECKING:
    from xlkit.commands.reading import Returned


@click.command()
@PATHS
@ROUND
@PASSWORD
@PASSWORDS
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write a fresh workbook there for each return with problems, its answers kept and the problems marked.",
)
@click.option(
    "--previous",
    multiple=True,
    type=PATH,
    help="Funds as they came before: what they had closed has to stand as it did. May be given several times.",
)
@click.option("--problems", "only_problems", is_flag=True, help="Only what is to be done, and where.")
@click.option(
    "--report",
    "listed_in",
    type=PATH,
    metavar="FILE.xlsx",
    help="Write what was found there, a row each, with filters and links to the files.",
)
@OWN
@QUIET
@click.option("--json", "as_json", is_flag=True, help="Print everything that was read and found as JSON.")
def validate(
    paths: tuple[Path, ...],
    given: str | None,
    passwords: tuple[str, ...],
    listed: tuple[str, ...],
    corrections: Path | None,
    previous: tuple[Path, ...],
    listed_in: Path | None,
    folder: Path | None,
    *,
    only_problems: bool,
    as_json: bool,
) -> None:
    """Read the workbooks at PATHS, which are files, folders, .zip archives or e-mails, and say what is wrong in each.

    Every problem comes with its sheet and cell, what was found, what was expected and what to do. With the control
    workbook of their round, signatures are checked and decisions applied. With --corrections, each return with problems
    is written afresh, to be sent back. With --previous, closed entries of funds are compared with the copy that came
    before. Where more than three findings on one sheet are of one kind, they are printed as one line; --report and
    --json have each. Exits with 0 where all are valid and with 3 where some are not.
    """
    begun = begin(paths, given, (*passwords, *listed))
    from xlkit.commands import accounts
    from xlkit.commands.opening import control_left_aside
    from xlkit.commands.reading import read_returned
    from xlkit.commands.writing import named_as_workbook
    from xlkit.intake import report

    if listed_in is not None:
        named_as_workbook(listed_in)
    returned = read_returned(begun, folder, corrects=corrections is not None)
    returned = accounts.held_against(returned, previous)
    if as_json:
        say_data(report.as_data(returned.ledger))
    else:
        say_report(report.lines(returned.ledger, only_problems=only_problems or is_quiet()))
        say(report.in_words(returned.ledger))
    control_left_aside(returned.ledger, returned.control, is_refused=False)
    if corrections is not None:
        from xlkit.commands.correcting import write_corrections

        for path in write_corrections(corrections, returned):
            say(path, err=as_json)
    if listed_in is not None:
        say(write_findings(listed_in, returned, only_problems=only_problems), err=as_json)
    returned.exit_unless_all_valid()


def write_findings(wanted: Path, returned: "Returned", *, only_problems: bool) -> Path:
    """Where the workbook was written, beside whatever had its name; XlkitError where it cannot be."""
    from xlkit.books.round import findings_workbook
    from xlkit.commands.writing import from_there, written
    from xlkit.intake import report

    lying = {entry.path: file for entry in returned.ledger.entries if (file := _on_disk(entry.path)) is not None}
    files = {path: from_there(file, wanted.parent) for path, file in lying.items()}
    findings = report.findings(returned.ledger, only_problems=only_problems)
    this_round = returned.control.round
    writing = partial(findings_workbook.write, this_round=this_round, ledger=returned.ledger, findings=findings)
    return written(wanted, partial(writing, files=files))


def _on_disk(path: str) -> Path | None:
    """The file that a path begins with: what is in an archive or a message has words of its own behind that."""
    from xlkit.intake.council_workbook import SEPARATOR

    whole = Path(path.partition(SEPARATOR)[0])
    return next((place for place in (*reversed(whole.parents), whole) if place.is_file()), None)
