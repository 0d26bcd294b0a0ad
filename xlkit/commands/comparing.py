"""What merging, giving feedback and the demonstration share: a ledger in, a comparison or its workbook out."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from xlkit.commands.earlier import earlier_returns
from xlkit.comparison import Comparison
from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.ledger import Ledger
from xlkit.round import Control, Rules

INTERNAL, SHARED = "internal", "shared"


def compared(
    instruments: Mapping[str, Instrument],
    ledger: Ledger,
    as_at: date,
    control: Control | None = None,
    previous: Iterable[Path] = (),
) -> Comparison:
    """The comparison of what a ledger merged; XlkitError where that is nothing, or of more than one round."""
    from xlkit import settle, templates
    from xlkit.compare import compare

    if not ledger.merged:
        raise XlkitError("None of the files could be merged, so nothing was written: see what is said of each above.")
    rounds = settle.rounds(ledger.entries)
    if len(rounds) > 1:
        named = ", ".join(f"“{name}”" for name in rounds)
        raise XlkitError(f"The returns belong to {len(rounds)} rounds ({named}): merge one round at a time.")
    name = rounds[0] if rounds else control.round.name if control else ""
    return compare(
        instruments,
        templates.load_crosswalk(),
        ledger,
        as_at,
        name,
        cut=(control.rules if control else Rules()).cut,
        earlier=earlier_returns(previous, instruments, name),
        invited=len(control.asked) or None if control else None,
    )


def smallest_group(control: Control | None) -> int:
    """How few organisations a figure that is not for the round's officers may rest on."""
    return (control.rules if control else Rules()).smallest_group


def write(
    target: Path, comparison: Comparison, audience: str = INTERNAL, smallest: int = Rules().smallest_group
) -> None:
    """Write the workbook of a comparison for an audience, in a folder that is made where there is none."""
    from xlkit.compare.shared import share
    from xlkit.write import consolidated, shared

    target.parent.mkdir(parents=True, exist_ok=True)
    if audience == SHARED:
        shared.write(share(comparison, smallest), target)
    else:
        consolidated.write(comparison, target)


def figures(comparison: Comparison, audience: str, smallest: int) -> Mapping[str, object]:
    """Every figure of the workbook for an audience, as JSON has it."""
    from xlkit import figures as figures_of
    from xlkit.compare.shared import share

    if audience == SHARED:
        return figures_of.of_shared(share(comparison, smallest))
    return figures_of.of_comparison(comparison)
