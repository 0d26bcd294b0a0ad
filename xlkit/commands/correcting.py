"""What validating does with `--corrections`: a fresh workbook for each return with problems, its answers kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from xlkit.commands.reading import Returned
from xlkit.commands.saying import say
from xlkit.commands.writing import made
from xlkit.intake.council_workbook import SEPARATOR
from xlkit.intake.log import Entry, Ledger
from xlkit.returns.correction import Correction
from xlkit.returns.issues import Severity
from xlkit.round.round import Round

IN_ITSELF = "put ratings right in the workbook itself, at the cells named, and give it in place of this one."


def write_corrections(folder: Path, returned: Returned) -> Iterator[Path]:
    """The path of each correction, once it is written; XlkitError where one cannot be.

    Signed where the round is. A return that may be from somebody else than it says gets none, and neither does a
    workbook of ratings, of which that is said on stderr.
    """
    from xlkit.books.correction import correction_workbook
    from xlkit.returns.signatures import signed

    made(folder)
    control = returned.control
    for entry in _rosters_to_correct(returned.ledger):
        say(f"{entry.path}: {IN_ITSELF}", err=True)
    for entry in returned.ledger.entries:
        correction = _wanted(entry)
        if correction is None:
            continue
        identity = signed(correction.identity, control.secret)
        this_round = control.round if control.round.name else Round(name=identity.round)
        instrument = returned.instruments[identity.template].in_language(identity.language)
        path = folder / _name(entry, correction)
        correction_workbook.write(path, instrument, replace(correction, identity=identity), this_round)
        yield path


def _rosters_to_correct(ledger: Ledger) -> Iterator[Entry]:
    """The workbooks of ratings in which, or in whose rows, something is to be put right."""
    for entry in ledger.entries:
        if entry.has("holds-returns"):
            rows = (row for row in ledger.entries if row.path.startswith(f"{entry.path}{SEPARATOR}"))
            if any(found.severity is not Severity.NOTE for row in (entry, *rows) for found in row.issues):
                yield entry


def _wanted(entry: Entry) -> Correction | None:
    """What is still to be corrected in a return that is taken, or that lacks nothing but its organisation."""
    correction = entry.correction
    if correction is None or not (entry.status.is_merged or entry.has("no-organisation")):
        return None
    checks = tuple(check for check in correction.checks if check.issue in entry.issues)  # what was waived is done
    return replace(correction, checks=checks) if checks else None


def _name(entry: Entry, correction: Correction) -> str:
    from xlkit.round.naming import slug, workbook_name

    who = entry.completed.identity if entry.completed else None
    stem = PurePath(workbook_name(who)).stem if who else slug(PurePath(entry.path).stem) or "return"
    return f"{stem}-correction-{correction.identity.correction}.xlsx"
