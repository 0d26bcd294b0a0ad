"""What validating does with `--corrections`: a fresh workbook for each return with problems, its answers kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

import click

from xlkit.commands.places import made
from xlkit.form.instrument import Instrument
from xlkit.intake.council_workbook import SEPARATOR
from xlkit.intake.log import Entry, Ledger
from xlkit.returns.correction import Correction
from xlkit.returns.issues import Severity
from xlkit.round.round import Control, Round

IN_ITSELF = "put ratings right in the workbook itself, at the cells named, and give it in place of this one."
CORRECTIONS = click.option(
    "--corrections",
    "corrections",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write a fresh workbook there for each return with problems, its answers kept and the problems marked.",
)


def write_corrections(
    folder: Path, ledger: Ledger, instruments: Mapping[str, Instrument], control: Control | None
) -> Iterator[Path]:
    """The path of each correction, once it is written; XlkitError where one cannot be.

    Signed where the round is. A return that may be from somebody else than it says gets none, and neither does a
    workbook of ratings, of which that is said on stderr.
    """
    from xlkit.books.correction import correction_workbook as corrections
    from xlkit.returns.signatures import signed

    made(folder)
    for entry in _rosters_to_correct(ledger):
        click.echo(f"{entry.path}: {IN_ITSELF}", err=True)
    for entry in ledger.entries:
        wanted = _wanted(entry)
        if wanted is None:
            continue
        identity = signed(wanted.identity, control.secret) if control else wanted.identity
        this_round = control.round if control else Round(name=identity.round)
        instrument = instruments[identity.template].in_language(identity.language)
        path = folder / _name(entry, wanted)
        corrections.write(path, instrument, replace(wanted, identity=identity), this_round)
        yield path


def _rosters_to_correct(ledger: Ledger) -> Iterator[Entry]:
    """The workbooks of ratings in which, or in whose rows, something is to be put right."""
    for entry in ledger.entries:
        if any(found.code == "holds-returns" for found in entry.issues):
            rows = (each for each in ledger.entries if each.path.startswith(f"{entry.path}{SEPARATOR}"))
            if any(found.severity is not Severity.NOTE for each in (entry, *rows) for found in each.issues):
                yield entry


def _wanted(entry: Entry) -> Correction | None:
    """What is still to be corrected in a return that is taken, or that lacks nothing but its organisation."""
    found = entry.correction
    lacks_organisation = any(each.code == "no-organisation" for each in entry.issues)
    if found is None or not (entry.status.is_merged or lacks_organisation):
        return None
    checks = tuple(check for check in found.checks if check.issue in entry.issues)  # what was waived is done
    return replace(found, checks=checks) if checks else None


def _name(entry: Entry, wanted: Correction) -> str:
    from xlkit.round.naming import slug, workbook_name

    who = entry.completed.identity if entry.completed else None
    stem = PurePath(workbook_name(who)).stem if who else slug(PurePath(entry.path).stem) or "return"
    return f"{stem}-correction-{wanted.identity.correction}.xlsx"
