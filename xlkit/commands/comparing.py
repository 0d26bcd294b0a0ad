"""What merging, giving feedback and the demonstration share: a ledger in, a comparison or its workbook out."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from xlkit.commands.earlier import earlier_returns
from xlkit.commands.places import made
from xlkit.comparison.comparison import Comparison, Response
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.intake.log import Ledger
from xlkit.round.round import Control, Round, Rules

INTERNAL, SHARED = "internal", "shared"


def compared(
    instruments: Mapping[str, Instrument],
    ledger: Ledger,
    as_at: date,
    control: Control | None = None,
    previous: Iterable[Path] = (),
) -> Comparison:
    """The comparison of what a ledger merged; XlkitError where that is nothing, or of more than one round."""
    from xlkit.comparison.compare import compare
    from xlkit.form import xlsform

    if not ledger.merged:
        raise XlkitError("None of the files could be merged, so nothing was written: see what is said of each above.")
    kept = control.round if control else Round()
    name = _round_name(ledger) or kept.name
    return compare(
        instruments,
        xlsform.load_crosswalk(),
        ledger,
        as_at,
        name,
        cut=(control.rules if control else Rules()).cut,
        earlier=earlier_returns(previous, instruments, name),
        response=_response(control, instruments, ledger),
        council=kept.council,
        smallest=smallest_group(control),
    )


def _round_name(ledger: Ledger) -> str:
    """The name of the round, or in a region those of its councils; XlkitError where one council has several."""
    from xlkit.intake import regional

    rounds = regional.rounds(ledger)
    for council, stated in rounds.items():
        if len(stated) > 1:
            named = ", ".join(f"“{name}”" for name in stated)
            whose = f" of {council}" if len(rounds) > 1 else ""
            raise XlkitError(f"The returns{whose} belong to {len(stated)} rounds ({named}): merge one round at a time.")
    if len(rounds) == 1 and all(entry.counted is not None for entry in ledger.merged):
        raise XlkitError(
            f"The counts of {next(iter(rounds))} alone make no region: give the workbooks of other councils beside it."
        )
    return "; ".join(sorted({name for stated in rounds.values() for name in stated}))


def _response(control: Control | None, instruments: Mapping[str, Instrument], ledger: Ledger) -> Response | None:
    """Who was asked and sent a valid return; None where the round is known by its name alone."""
    from xlkit.intake.tracker import track

    if control is None or not control.asked:
        return None
    return Response(len(control.asked), frozenset(track(control, instruments, ledger).valid_files))


def smallest_group(control: Control | None) -> int:
    """How few organisations a figure that is not for the round's officers may rest on."""
    return (control.rules if control else Rules()).smallest_group


def write(target: Path, comparison: Comparison, audience: str = INTERNAL) -> None:
    """Write the workbook of a comparison for an audience, in a folder that is made where there is none."""
    from xlkit.books.consolidated import consolidated_workbook
    from xlkit.books.shared import shared_workbook
    from xlkit.comparison.disclosure.publish import share

    made(target.parent)
    if audience == SHARED:
        shared_workbook.write(share(comparison), target)
    else:
        consolidated_workbook.write(comparison, target)


def figures(comparison: Comparison, audience: str) -> Mapping[str, object]:
    """Every figure of the workbook for an audience, as JSON has it."""
    from xlkit.comparison import figures as figures_of
    from xlkit.comparison.disclosure.publish import share

    if audience == SHARED:
        return figures_of.of_shared(share(comparison))
    return figures_of.of_comparison(comparison)
