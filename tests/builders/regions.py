"""Regions: councils' workbooks written and read back, and ledgers of several councils, without the command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument
from xlkit.intake import consolidated_reader, duplicates, regional, workbooks
from xlkit.intake.council_workbook import Kept
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns import return_ids
from xlkit.returns.completed import Return
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator


def raw(path: Path) -> RawReturn:
    """A file as the reader leaves it."""
    found = read_bytes(path.read_bytes()).raw
    assert found is not None
    return found


def kept(path: Path, instruments: Mapping[str, Instrument] = INSTRUMENTS) -> tuple[Kept, ...]:
    """The returns that a consolidated workbook keeps."""
    return consolidated_reader.read(raw(path), instruments).returns


def of_round(completed: Return, name: str) -> Return:
    """The return as one of another round, with the return id that follows."""
    named = replace(completed.identity, round=name)
    return replace(completed, identity=return_ids.entered(named, "agreed" if completed.agreed else "one"))


def council(
    name: str,
    levels: Sequence[Mapping[str, int | None]],
    own: Mapping[str, int | None] | None = None,
    known: Mapping[str, Instrument] = INSTRUMENTS,
) -> Ledger:
    """The round of one council: its own return, if it gives levels, and a provider for each of the others."""
    mine = [] if own is None else [answered(known[COMMISSIONER.name], name, own)]
    provider = known[PROVIDER.name]
    theirs = [answered(provider, f"{name} provider {number}", each) for number, each in enumerate(levels)]
    return ledger(*(of_round(one, f"Spring {name}") for one in (*mine, *theirs)))


def internal(
    path: Path,
    given: Ledger,
    smallest: int = 5,
    council_name: str = "",
    *,
    known: Mapping[str, Instrument] = INSTRUMENTS,
    crosswalk: Crosswalk = CROSSWALK,
) -> Path:
    """Its consolidated workbook."""
    found = compare(known, crosswalk, given, AS_AT, _round_of(given), council=council_name, smallest=smallest)
    consolidated_workbook.write(found, path)
    return path


def for_everybody(path: Path, given: Ledger, smallest: int = 5, known: Mapping[str, Instrument] = INSTRUMENTS) -> Path:
    """Its shared workbook."""
    shared_workbook.write(share(compare(known, CROSSWALK, given, AS_AT, _round_of(given), smallest=smallest)), path)
    return path


def merged(
    *paths: Path,
    loose: Sequence[Return] = (),
    council_name: str = "",
    known: Mapping[str, Instrument] = INSTRUMENTS,
    crosswalk: Crosswalk = CROSSWALK,
) -> Ledger:
    """The ledger of some workbooks, in the order given, and of returns that came as files."""
    reader = workbooks.Reader(Validator(known), known, crosswalk)
    entries = [
        entry
        for path in paths
        for entry in workbooks.entries(Entry(path.name, "00", 1, Status.REJECTED, None), reader(raw(path)))
    ]
    return regional.assign(duplicates.settle([*entries, *ledger(*loose).entries]), known, council_name)


def _round_of(given: Ledger) -> str:
    return next((entry.completed.identity.round for entry in given.merged if entry.completed), "")
