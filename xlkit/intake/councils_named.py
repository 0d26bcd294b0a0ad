"""Councils named: in a signed round, a council's workbook counts where the officer named it, and not among returns."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from xlkit.intake.council_workbook import SEPARATOR
from xlkit.intake.log import Entry, Status
from xlkit.returns.issues import issue


def admitted(entries: Iterable[Entry], given: Iterable[Path]) -> tuple[Entry, ...]:
    """The entries with each council's workbook rejected, as one file, that lay among returns.

    It carries no signature, and answers for everybody whom it names. So it counts where its own path is among those
    that were `given`, or that of a folder, archive or message in which there is nothing else.
    """
    everything = tuple(entries)
    if not any(map(_is_a_councils, everything)):
        return everything
    named = {path.absolute() for path in given}
    others = [Path(entry.path).absolute() for entry in everything if not _may_stand_beside(entry)]
    alone = {place for place in named if not any(other.is_relative_to(place) for other in others)}
    taken: dict[str, Entry] = {}
    for entry in everything:
        file = Path(_file(entry)).absolute()
        if not _is_a_councils(entry) or file in named or not alone.isdisjoint(file.parents):
            taken[entry.path] = entry
        else:
            taken[_file(entry)] = _refused(entry)
    return tuple(taken.values())


def beside_returns(entries: Sequence[Entry], given: Iterable[Path]) -> tuple[str, ...]:
    """The councils' workbooks named beside a return of their folder that is named too, as by `*.xlsx`."""
    named = {path.absolute() for path in given}
    places = [Path(entry.path).absolute() for entry in entries if entry.completed and not entry.council]
    shared = {place.parent for place in places if place in named}
    files = dict.fromkeys(_file(entry) for entry in entries if _is_a_councils(entry))
    wholes = ((file, Path(file).absolute()) for file in files)
    return tuple(file for file, whole in wholes if whole in named and whole.parent in shared)


def _is_a_councils(entry: Entry) -> bool:
    return bool(entry.council) or entry.has("council-workbook")


def _may_stand_beside(entry: Entry) -> bool:
    return _is_a_councils(entry) or entry.has("not-a-return")


def _file(entry: Entry) -> str:
    """The path of the file that an entry is of, or what a return is kept in."""
    return entry.path.rpartition(SEPARATOR)[0] if entry.council and entry.completed else entry.path


def _refused(entry: Entry) -> Entry:
    issues = (issue("council-among-returns"),)
    return Entry(_file(entry), entry.sha256, entry.size, Status.REJECTED, None, issues, sent=entry.sent)
