"""What merging, giving feedback and the demonstration share: returns in, a comparison or its workbook out.

Whoever needs it brings it in while workers read: what compares and writes takes a moment to be brought in.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.shared import shared_workbook
from xlkit.books.shared.shared_cover import hollow
from xlkit.commands.reading import Returned, earlier_returns
from xlkit.commands.saying import say
from xlkit.commands.writing import INTERNAL, SHARED, content, published, written
from xlkit.comparison.between_rounds.movement import Movement
from xlkit.comparison.compare import compare, said_from
from xlkit.comparison.comparison import Comparison, Response
from xlkit.comparison.disclosure.publish import share
from xlkit.errors import XlkitError
from xlkit.intake import regional, tracker
from xlkit.shown import listed

SECOND = (
    "Other figures were written to {path} before: if they are of this round and everybody saw them, keep this file "
    "back, since what the two differ in can tell of the returns that came between."
)


def compared(returned: Returned, previous: Iterable[Path] = ()) -> Comparison:
    """The comparison of what was merged; XlkitError where that is nothing, or of more than one round."""
    ledger, control, instruments = returned.ledger, returned.control, returned.instruments
    if not ledger.merged:
        raise XlkitError(
            "None of the files could be merged, so nothing was written: xlkit validate says what is wrong in each."
        )
    name = regional.round_name(ledger) or control.round.name
    valid = frozenset(tracker.track(control, instruments, ledger).valid_files)
    comparison = compare(
        instruments,
        returned.crosswalk,
        ledger,
        returned.day,
        name,
        cut=control.rules.cut,
        earlier=earlier_returns(previous, instruments, name),
        # A round that is known by its name alone asked nobody.
        response=Response(len(control.asked), valid) if control.asked else None,
        council=control.round.council,
        smallest=control.rules.smallest_group,
    )
    for movement in comparison.movements:
        say_few_matched(movement)
    return said_from(comparison, control.rules.uneasy)


def say_few_matched(movement: Movement) -> None:
    """Say where hardly anybody of an earlier round was found again, and why: all of movement rests on those."""
    before, now = movement.matched + movement.left, movement.matched + movement.joined
    if 2 * movement.matched >= min(before, now):
        return
    why = "the names of the others are in one of the two alone"
    if movement.parted:
        names = [*dict.fromkeys(unit.organisation for unit in movement.parted)]
        why = f"Locality or Service area is another by now, or told in part, for {listed(names)}"
    say(
        f"{movement.instrument.title}: {before} answered in {movement.earlier} and {now} in this round, and "
        f"{movement.matched} of them in both, on whom all movement rests: {why}.",
        err=True,
    )


def write(wanted: Path, comparison: Comparison, audience: str = INTERNAL, *, force: bool = False) -> Path:
    """Where the workbook of a comparison for an audience now stands, in a folder that is made where there is none.

    Unless it may be written over, another file of that name stays, and the workbook gets a numbered name beside it.
    """
    if audience != SHARED:
        return written(wanted, partial(consolidated_workbook.write, comparison), force=force)
    shared, before = share(comparison), published(wanted)
    target = written(wanted, partial(shared_workbook.write, shared), force=force)
    if why := hollow(shared):
        say(why, err=True)
    elif other := [path for path, was in before.items() if was != content(target)]:
        say(SECOND.format(path=other[0]), err=True)
    return target


def figures(comparison: Comparison, audience: str) -> Mapping[str, object]:
    """Every figure of the workbook for an audience, as JSON has it."""
    if audience == SHARED:
        return shared_workbook.data(share(comparison))
    return consolidated_workbook.data(comparison)
