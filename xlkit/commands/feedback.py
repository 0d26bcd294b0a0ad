"""`xlkit feedback`: for each provider a workbook of its own results beside all others together."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from xlkit.commands import accounts, workshops
from xlkit.commands.begun import begin
from xlkit.commands.opening import control_left_aside
from xlkit.commands.options import AS_AT, OWN, PASSWORD, PASSWORDS, PATHS, PREVIOUS, QUIET, ROUND
from xlkit.commands.reading import read_returned, say_outcome
from xlkit.commands.saying import say, watched
from xlkit.commands.told import told
from xlkit.commands.writing import GENERATED, made, say_left
from xlkit.comparison import feedback as giving
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.feedback import Feedback
from xlkit.errors import XlkitError
from xlkit.round import naming

SECOND = (
    "{many} of these workbooks differ from those that were written to {out} before: if the round is the same and they "
    "were sent, keep these back, since what two of them differ in can tell of the returns that came between."
)


@click.command()
@PATHS
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=GENERATED / "feedback",
    show_default=True,
    help="The folder to write to.",
)
@ROUND
@AS_AT
@PREVIOUS
@PASSWORD
@PASSWORDS
@OWN
@QUIET
def feedback(
    paths: tuple[Path, ...],
    out: Path,
    given: str | None,
    as_at: date | None,
    previous: tuple[Path, ...],
    passwords: tuple[str, ...],
    listed: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Write for each provider whose return is at PATHS a workbook of its own results.

    It sets them beside all other providers together, none of which is named and of which five at least have to have
    answered, or as many as the round's control workbook says. With --previous they stand beside its own of the latest
    round before, by the days on which its returns were completed; where one has none, the last given counts. What it
    answered for another locality or service area is not set beside these, as in Movement.

    Of a workshop workbook it writes you-said-we-will.xlsx, for everybody: themes checked under Names nobody, one a
    page, and none that fewer than three people named. Beside it lie who-promised-what.xlsx, for those who promised, and
    for each provider that agreed to be named, and of which five people were heard, what its own people say. Where such
    a file of the round was told before, --previous names the workshop that it was made of: the two then tell of no few
    people, however they are held against each other. Of an event it is you-asked-the-plan-says.xlsx.

    How many files there were is said, and which of them wait for somebody. A workbook is named for its provider and
    its return id; nothing is written over. Of several councils' workbooks a provider gets one for each council that
    it answered to, beside the others of that council. Of workbooks of funds the statements are written, a file for
    each fund. Exits with 0 where all returns are valid and with 3 where some are not.
    """
    if told(paths, out, previous):
        return
    begun = begin(paths, given, (*passwords, *listed), is_for_others=True)
    from xlkit.commands.comparing import compared

    returned = read_returned(begun, folder, as_at)
    workshops.refuse_beside(paths, returned)
    as_read, returned = returned.ledger, accounts.without_accounts(returned)
    say_outcome(as_read, returned.ledger)
    control_left_aside(returned.ledger, returned.control, is_refused=True)
    if accounts.are_accounts(returned):
        accounts.write_statements(returned, out)
        returned.exit_unless_all_valid()
        return
    comparison = compared(returned, previous)
    _refuse_unfit(comparison, has_earlier=bool(previous))
    write_all(comparison, out)
    returned.exit_unless_all_valid()


def _refuse_unfit(comparison: Comparison, *, has_earlier: bool) -> None:
    """XlkitError where no provider answered anything, or where earlier rounds do not say which council's they are."""
    levels = (level for panel, _ in comparison.spreads for position in panel.positions for level in position.levels)
    if all(level is None for level in levels):
        raise XlkitError(
            "No provider's return with an answered topic could be merged, so there is nobody to give feedback to: "
            "xlkit validate says what is wrong in each."
        )
    if has_earlier and comparison.region is not None:
        raise XlkitError(
            f"The workbooks are of {len(comparison.region.councils)} councils, and with --previous those of one were "
            "expected, since the earlier rounds do not say which council's they are: give feedback for one council at "
            "a time, or leave out --previous."
        )


def write_all(comparison: Comparison, out: Path) -> None:
    """Write a workbook for each provider that answered anything, and say where it stands."""
    from xlkit.books.feedback import feedback_workbook
    from xlkit.books.writer.places import write_new

    made(out)
    targets: dict[Path, Path] = {}
    many = sum(len(panel.positions) for panel, _ in comparison.spreads)
    for provider in watched(giving.feedback(comparison), "Writing", many):
        name, return_id = provider.organisation, provider.return_ids[0]
        if not provider.answered:
            say(f"{name} ({return_id}): no workbook, since no topic was answered.", err=True)
            continue
        named = out / naming.feedback_name(name, return_id, provider.council)
        targets[named] = write_new(named, partial(feedback_workbook.write, provider))
        say(f"{targets[named]}{_alone(provider)}")
    say_left(targets)
    if again := sum(named != target for named, target in targets.items()):
        say(SECOND.format(many=again, out=out), err=True)


def _alone(provider: Feedback) -> str:
    """Why nobody stands beside a provider, where nobody does."""
    if provider.others is None:
        return f" (fewer than {provider.smallest} others to stand beside)"
    is_alone = all(topic.others is None for topic in provider.topics)
    return " (others stand beside it on no topic: its workbook says why)" if is_alone else ""
