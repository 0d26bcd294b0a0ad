"""`xlkit merge`: many returned workbooks in, one 360-degree workbook out."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from msgspec.structs import replace

from xlkit.commands import accounts, workshops
from xlkit.commands.begun import begin
from xlkit.commands.comparing import compared, figures, write
from xlkit.commands.opening import control_left_aside
from xlkit.commands.options import AS_AT, OWN, PASSWORD, PASSWORDS, PATH, PATHS, PREVIOUS, QUIET, ROUND
from xlkit.commands.reading import Returned, read_returned, say_outcome
from xlkit.commands.saying import say, say_data
from xlkit.commands.told import say_left_out
from xlkit.commands.writing import GENERATED, INTERNAL, MERGED, SHARED, named_as_workbook
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.publishers import NOT_THE_COUNCIL
from xlkit.comparison.disclosure.signals import signals
from xlkit.comparison.disclosure.told import told_beside
from xlkit.errors import XlkitError
from xlkit.intake.log import Ledger, Status


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
    as_at: datetime | None,
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
    from xlkit.intake import duplicates

    wanted = named_as_workbook(out or GENERATED / MERGED[audience])
    is_shared = audience == SHARED
    begun = begin(paths, given, (*passwords, *listed), is_for_others=is_shared)
    returned = read_returned(begun, folder, as_at)
    if force:
        _refuse_read(wanted, (*paths, *previous), returned.ledger)
    as_read, returned = returned.ledger, accounts.apart(returned, previous)
    if complete_only:
        returned = replace(returned, ledger=duplicates.only_complete(returned.ledger))
    say_outcome(as_read, returned.ledger, err=as_json)
    is_written = workshops.merged(returned, out, onto, audience=audience, force=force, as_json=as_json)
    if is_written or accounts.merged(returned, out, is_shared=is_shared, force=force, as_json=as_json):
        returned.exit_unless_all_valid()
        return
    control_left_aside(returned.ledger, returned.control, is_refused=is_shared)
    comparison = _as_seen(returned, previous, audience, paths)
    say(write(wanted, comparison, audience, force=force), err=as_json)
    if as_json:
        say_data(figures(comparison, audience))
    returned.exit_unless_all_valid()


def _refuse_read(wanted: Path, named: Sequence[Path], ledger: Ledger) -> None:
    """XlkitError where what was named, or came back, would be written over; what was merged before may lie there."""
    came = (entry.path for entry in ledger.entries if entry.status is not Status.IGNORED and not entry.council)
    if wanted.resolve() in {path.resolve() for path in (*named, *map(Path, came))}:
        raise XlkitError(f"{wanted} is read here, and is never written over: name another file with -o.")


def _as_seen(returned: Returned, previous: Sequence[Path], audience: str, paths: Sequence[Path]) -> Comparison:
    """The comparison as an audience sees it: what people say and what funds come to stands in the internal one alone.

    What everybody may be told of both stands in either.
    """
    rounds, before = workshops.apart(previous)
    comparison, funds = compared(returned, rounds), accounts.among(returned)
    workshop = workshops.named_among(paths, returned)
    workshops.refuse_in_region(comparison, workshop)
    telling = told_beside(workshop, before, comparison.smallest) if workshop else None
    comparison = replace(comparison, told=telling, signals=signals(telling, funds, comparison.smallest))
    if audience == SHARED:
        _tell_who_is_left_out(comparison)
        if telling and workshop:
            say_left_out(telling, workshop.counted)
        return comparison
    return accounts.beside(workshops.beside(comparison, workshop, before), funds)


def _tell_who_is_left_out(comparison: Comparison) -> None:
    """Tell the operator, and not the workbook, who answered as a commissioner and is not shown."""
    for note in comparison.notes:
        if note.kind == NOT_THE_COUNCIL:
            say(f"{note.subject} ({note.return_id}): {note.text}", err=True)
