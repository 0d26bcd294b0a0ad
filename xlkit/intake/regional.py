"""Regional: which council each entry of a ledger belongs to, and whether its councils can stand side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlkit.form.instrument import Instrument
from xlkit.intake.council_workbook import LOOSE, Counted
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.issues import issue
from xlkit.returns.names import plain, same_name
from xlkit.round import sides


def assign(ledger: Ledger, instruments: Mapping[str, Instrument], council: str = "") -> Ledger:
    """The ledger with a council for every entry, and no council's counts beside its own returns or twice.

    Returns that came as files belong to the council whose workbook keeps the same, or else to the `council` of the
    round, or else to the only commissioner among them. A ledger without a council's workbook stays as it is.
    """
    if not any(entry.council for entry in ledger.entries):
        return ledger
    own = council or _commissioner(ledger, instruments) or LOOSE
    kept = {
        entry.completed.identity.return_id: entry.council
        for entry in ledger.entries
        if entry.completed and entry.council
    }
    named = [entry if entry.council else replace(entry, council=_place(entry, kept) or own) for entry in ledger.entries]
    given = _first_by_council(entry for entry in named if entry.status.is_merged and entry.completed is not None)
    counted: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in named:
        if entry.status.is_merged and entry.counted is not None:
            counted[plain(entry.council), plain(entry.counted.round)].append(entry)
    settled = {
        entry.path: entry for group in counted.values() for entry in _settled(group, given.get(plain(group[0].council)))
    }
    return Ledger(tuple(settled.get(entry.path, entry) for entry in named))


def rounds(ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """The names of the rounds that the entries of each council state, by its name."""
    found: dict[str, tuple[str, set[str]]] = {}
    for entry in ledger.entries:
        if (entry.council and not entry.status.is_merged) or (entry.completed is None and entry.counted is None):
            continue
        name = entry.counted.round if entry.counted else entry.completed.identity.round if entry.completed else ""
        found.setdefault(plain(entry.council), (entry.council, set()))[1].update({name} - {""})
    return {council: tuple(sorted(stated)) for council, stated in found.values()}


def _commissioner(ledger: Ledger, instruments: Mapping[str, Instrument]) -> str:
    """The only organisation that speaks of itself as a commissioner, and is no provider, among returns as files."""
    loose = [one for entry in ledger.merged if (one := entry.completed) is not None and not entry.council]
    names = sides.commissioning(map(sides.speaker, loose), instruments)
    return next(iter(names.values())) if len(names) == 1 else ""


def _place(entry: Entry, kept: Mapping[str, str]) -> str:
    return kept.get(entry.completed.identity.return_id, "") if entry.completed else ""


def _first_by_council(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(plain(entry.council), entry)
    return found


def _settled(group: list[Entry], given: Entry | None) -> list[Entry]:
    """The shared workbooks of one council and round: beside its returns none counts, and different ones contradict."""
    if given is not None and _is_of_round(given, group[0].counted):
        return [_with(one, Status.SUPERSEDED, "returns-given", given) for one in group]
    first, *others = group
    if all(one.counted == first.counted for one in others):
        return [first, *(_with(one, Status.DUPLICATE, "same-counts", first) for one in others)]
    return [
        _with(one, Status.CONFLICT, "other-counts", *(other for other in group if other is not one)) for one in group
    ]


def _is_of_round(given: Entry, counted: Counted | None) -> bool:
    stated = given.completed.identity.round if given.completed else ""
    return counted is None or not stated or not counted.round or same_name(stated, counted.round)


def _with(entry: Entry, status: Status, code: str, *others: Entry) -> Entry:
    found = issue(code, council=entry.council, other=", ".join(one.path for one in others))
    return replace(entry, status=status, issues=(*entry.issues, found))
