"""Merging: what returns, what people say and funds come to, written as the workbook that their audience sees."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from xlkit.commands import accounts, workshops
from xlkit.commands.comparing import compared, figures, write
from xlkit.commands.opening import control_left_aside
from xlkit.commands.reading import Returned, say_outcome
from xlkit.commands.saying import say, say_data
from xlkit.commands.told import say_left_out
from xlkit.commands.writing import SHARED
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.publishers import NOT_THE_COUNCIL
from xlkit.comparison.disclosure.signals import signals
from xlkit.comparison.disclosure.told import told_beside
from xlkit.errors import XlkitError
from xlkit.intake import duplicates
from xlkit.intake.log import Ledger, Status


class Asked(Struct, frozen=True):
    """What is to be merged and where to: the file as it is named, if it is, and as it is `wanted`."""

    paths: Sequence[Path]
    previous: Sequence[Path]
    onto: Path | None
    out: Path | None
    wanted: Path
    audience: str
    complete_only: bool
    force: bool
    as_json: bool


def merge_returned(returned: Returned, asked: Asked) -> None:
    """Write what came back as one workbook, and say what became of it; an exit status says that not all are valid."""
    if asked.force:
        _refuse_read(asked, returned.ledger)
    as_read, returned = returned.ledger, accounts.apart(returned, asked.previous)
    if asked.complete_only:
        returned = replace(returned, ledger=duplicates.only_complete(returned.ledger))
    out, audience, force, as_json = asked.out, asked.audience, asked.force, asked.as_json
    is_shared = audience == SHARED
    say_outcome(as_read, returned.ledger, err=as_json)
    is_written = workshops.merged(returned, out, asked.onto, audience=audience, force=force, as_json=as_json)
    if is_written or accounts.merged(returned, out, is_shared=is_shared, force=force, as_json=as_json):
        returned.exit_unless_all_valid()
        return
    control_left_aside(returned.ledger, returned.control, is_refused=is_shared)
    comparison = _as_seen(returned, asked)
    say(write(asked.wanted, comparison, audience, force=force), err=as_json)
    if as_json:
        say_data(figures(comparison, audience))
    returned.exit_unless_all_valid()


def _refuse_read(asked: Asked, ledger: Ledger) -> None:
    """XlkitError where what was named, or came back, would be written over; what was merged before may lie there."""
    came = (entry.path for entry in ledger.entries if entry.status is not Status.IGNORED and not entry.council)
    if asked.wanted.resolve() in {path.resolve() for path in (*asked.paths, *asked.previous, *map(Path, came))}:
        raise XlkitError(f"{asked.wanted} is read here, and is never written over: name another file with -o.")


def _as_seen(returned: Returned, asked: Asked) -> Comparison:
    """The comparison as its audience sees it: what people say and what funds come to stands in the internal one alone.

    What everybody may be told of both stands in either.
    """
    rounds, before = workshops.apart(asked.previous)
    comparison, funds = compared(returned, rounds), accounts.among(returned)
    workshop = workshops.named_among(asked.paths, returned)
    workshops.refuse_in_region(comparison, workshop)
    telling = told_beside(workshop, before, comparison.smallest) if workshop else None
    comparison = replace(comparison, told=telling, signals=signals(telling, funds, comparison.smallest))
    if asked.audience == SHARED:
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
