"""What validating does with `--corrections`: a fresh workbook for each return with problems, its answers kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

import click

from xlkit.correction import Correction
from xlkit.instrument import Instrument
from xlkit.ledger import Entry, Ledger
from xlkit.round import Control, Round

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

    Signed where the round is. A return that may be from somebody else than it says gets none.
    """
    from xlkit.identity import signed
    from xlkit.write import correction as corrections

    folder.mkdir(parents=True, exist_ok=True)
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


def _wanted(entry: Entry) -> Correction | None:
    """What is still to be corrected in a return that is taken, or that lacks nothing but its organisation."""
    found = entry.correction
    lacks_organisation = any(each.code == "no-organisation" for each in entry.issues)
    if found is None or not (entry.status.is_merged or lacks_organisation):
        return None
    checks = tuple(check for check in found.checks if check.issue in entry.issues)  # what was waived is done
    return replace(found, checks=checks) if checks else None


def _name(entry: Entry, wanted: Correction) -> str:
    from xlkit.naming import slug, workbook_name

    who = entry.completed.identity if entry.completed else None
    stem = PurePath(workbook_name(who)).stem if who else slug(PurePath(entry.path).stem) or "return"
    return f"{stem}-correction-{wanted.identity.correction}.xlsx"
