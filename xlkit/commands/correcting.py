"""What validating does with `--corrections`: a fresh workbook for each return with problems, its answers kept."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from msgspec.structs import replace

from xlkit.commands.reading import Returned
from xlkit.commands.saying import say
from xlkit.commands.writing import made, say_left
from xlkit.form.instrument import Instrument
from xlkit.intake.council_workbook import SEPARATOR
from xlkit.intake.log import Entry, Ledger
from xlkit.returns.correction import Correction
from xlkit.returns.issues import Severity
from xlkit.returns.signatures import signed
from xlkit.round import naming
from xlkit.round.round import Control, Round

IN_ITSELF = "put ratings right in the workbook itself, at the cells named, and give it in place of this one."


def write_corrections(folder: Path, returned: Returned) -> Sequence[Path]:
    """The paths of the corrections, once they are written; XlkitError where one cannot be.

    A return that may be from somebody else than it says gets none, and neither does a workbook of ratings, of which
    that is said on stderr.
    """
    made(folder)
    for entry in _rosters_to_correct(returned.ledger):
        say(f"{entry.path}: {IN_ITSELF}", err=True)
    targets: dict[Path, Path] = {}
    for entry in returned.ledger.entries:
        correction = entry.due_correction
        if correction is not None:
            name = naming.correction_name(correction.identity, PurePath(entry.path).stem, entry.sha256)
            wanted = folder / name
            targets[wanted] = write_correction(wanted, correction, returned.instruments, returned.control)
    say_left(targets)
    return [*targets.values()]


def write_correction(
    wanted: Path, correction: Correction, instruments: Mapping[str, Instrument], control: Control
) -> Path:
    """Where a correction was written, beside whatever had its name; it is signed where the round is."""
    from xlkit.books.correction import correction_workbook
    from xlkit.books.writer.places import write_new
    from xlkit.voice.codes import with_codes

    identity = signed(correction.identity, control.secret)
    this_round = control.round if control.round.name else Round(name=identity.round)
    instrument = instruments[identity.template].in_language(identity.language)
    draft = correction.draft
    if control.secret:  # without it nobody can tell the codes of people again
        draft = with_codes(instrument, identity.return_id, control.secret, draft)
    ready = replace(correction, identity=identity, draft=draft)
    return write_new(wanted, lambda path: correction_workbook.write(path, instrument, ready, this_round))


def _rosters_to_correct(ledger: Ledger) -> Iterator[Entry]:
    """The workbooks of ratings in which, or in whose rows, something is to be put right."""
    for entry in ledger.entries:
        if entry.has("holds-returns"):
            rows = (row for row in ledger.entries if row.path.startswith(f"{entry.path}{SEPARATOR}"))
            if any(found.severity is not Severity.NOTE for row in (entry, *rows) for found in row.issues):
                yield entry
