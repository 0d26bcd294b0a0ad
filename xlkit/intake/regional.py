"""Regional: which council each return belongs to, told apart where it is in several, and who can stand side by side."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.intake.council_workbook import LOOSE, Counted
from xlkit.intake.given import given
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.measures.grouped import grouped
from xlkit.returns.issues import issue
from xlkit.returns.names import organisation_of, plain, same_name
from xlkit.returns.return_ids import return_id
from xlkit.round import sides


def assign(ledger: Ledger, instruments: Mapping[str, Instrument], council: str = "") -> Ledger:
    """The ledger with a council for every entry, and no council's counts beside its own returns or twice.

    Returns that came as files belong to the council whose workbook keeps the same, or else to the `council` of the
    round, or else to the only commissioner among them. No two councils' returns have one return id. A ledger without a
    council's workbook stays as it is.
    """
    if not any(entry.council for entry in ledger.entries):
        return ledger
    own = council or _commissioner(ledger, instruments) or LOOSE
    kept = grouped((one for one in ledger.entries if one.completed and one.council), lambda entry: entry.return_id)
    placed = (
        entry if entry.council else replace(entry, council=_place(entry, kept) or own) for entry in ledger.entries
    )
    named = list(told_apart(placed, own))
    returned: dict[str, Entry] = {}
    counted: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in named:
        if entry.status.is_merged and entry.completed is not None:
            returned.setdefault(organisation_of(entry.council), entry)
        if entry.status.is_merged and entry.counted is not None:
            counted[organisation_of(entry.council), plain(entry.counted.round)].append(entry)
    settled = {
        entry.path: entry for (name, _), group in counted.items() for entry in _settled(group, returned.get(name))
    }
    return Ledger(tuple(settled.get(entry.path, entry) for entry in named))


def rounds(ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """The names of the rounds that the entries of each council state, by its name."""
    by_council: dict[str, tuple[str, set[str]]] = {}
    for entry in ledger.entries:
        if (entry.council and not entry.status.is_merged) or (entry.completed is None and entry.counted is None):
            continue
        name = entry.counted.round if entry.counted else entry.completed.identity.round if entry.completed else ""
        by_council.setdefault(organisation_of(entry.council), (entry.council, set()))[1].update({name} - {""})
    return {council: tuple(sorted(names)) for council, names in by_council.values()}


def round_name(ledger: Ledger) -> str:
    """The name of the round, or in a region those of its councils; XlkitError where one council has several."""
    by_council = rounds(ledger)
    for council, names in by_council.items():
        if len(names) > 1:
            named = ", ".join(f"“{name}”" for name in names)
            whose = f" of {council}" if len(by_council) > 1 else ""
            raise XlkitError(f"The returns{whose} belong to {len(names)} rounds ({named}): merge one round at a time.")
    if len(by_council) == 1 and all(entry.counted is not None for entry in ledger.merged):
        raise XlkitError(
            f"The counts of {next(iter(by_council))} alone make no region: "
            "give the workbooks of other councils beside it."
        )
    return "; ".join(sorted({name for names in by_council.values() for name in names}))


def _commissioner(ledger: Ledger, instruments: Mapping[str, Instrument]) -> str:
    """The only organisation that speaks of itself as a commissioner, and is no provider, among returns as files."""
    loose = [entry.completed for entry in ledger.merged if entry.completed is not None and not entry.council]
    names = sides.commissioning(map(sides.speaker, loose), instruments)
    return next(iter(names.values())) if len(names) == 1 else ""


def _place(entry: Entry, kept: Mapping[str, Sequence[Entry]]) -> str:
    home = home_of(entry, kept.get(entry.return_id, ())) if entry.completed else None
    return home.council if home else ""


def _settled(group: list[Entry], given: Entry | None) -> list[Entry]:
    """The shared workbooks of one council and round: beside its returns none counts, and different ones contradict."""
    if given is not None and _is_of_round(given, group[0].counted):
        return [_with(entry, Status.SUPERSEDED, "returns-given", given) for entry in group]
    first, *others = group
    if all(entry.counted == first.counted for entry in others):
        return [first, *(_with(entry, Status.DUPLICATE, "same-counts", first) for entry in others)]
    beside = {entry.path: [other for other in group if other is not entry] for entry in group}
    return [_with(entry, Status.CONFLICT, "other-counts", *beside[entry.path]) for entry in group]


def _is_of_round(given: Entry, counted: Counted | None) -> bool:
    stated = given.completed.identity.round if given.completed else ""
    return counted is None or not stated or not counted.round or same_name(stated, counted.round)


def _with(entry: Entry, status: Status, code: str, *others: Entry) -> Entry:
    return entry.noted(issue(code, council=entry.council, other=", ".join(other.path for other in others)), status)


def by_council(group: Sequence[Entry]) -> Iterable[Sequence[Entry]]:
    """The entries of one return id, those of each council by themselves.

    A return that came as a file, or in a workbook whose council is not known, goes to the council whose workbook keeps
    it.
    """
    kept = [entry for entry in group if entry.council and owner(entry)]

    def owner_of_home(entry: Entry) -> str:
        home = entry if entry in kept else home_of(entry, kept)
        return owner(home) if home else ""

    return grouped(group, owner_of_home).values()


def home_of(entry: Entry, kept: Sequence[Entry]) -> Entry | None:
    """Of what councils' workbooks keep under its id, what is this return; None where it may be none of them."""
    fitting: tuple[Callable[[Entry], bool], ...] = (
        lambda other: owner(other) == owner(entry) != "",
        lambda other: _given(other) == _given(entry),
        lambda _: len({owner(other) for other in kept}) == 1,
    )
    return next((other for fits in fitting for other in kept if fits(other)), None)


def owner(entry: Entry) -> str:
    """The council that a return says it belongs to, as it is compared; an empty text where none is known."""
    return organisation_of(entry.completed.identity.council) if entry.completed else ""


def told_apart(entries: Iterable[Entry], own: str) -> Iterator[Entry]:
    """The entries with a return id of its own wherever those of several councils are merged under one.

    The return of the council that is `own` keeps it, since what was issued has that id.
    """
    entries = list(entries)
    councils: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.status.is_merged and entry.completed is not None:
            councils[entry.return_id].add(organisation_of(entry.council))
    for entry in entries:
        name = organisation_of(entry.council)
        if entry.completed is None or len(councils[entry.return_id]) < 2 or name == organisation_of(own):
            yield entry
            continue
        new = return_id((entry.return_id, name))
        identity = replace(entry.completed.identity, return_id=new)
        noted = entry.noted(issue("id-in-councils", found=entry.return_id, council=entry.council, now=new))
        yield replace(noted, completed=replace(entry.completed, identity=identity))


def _given(entry: Entry) -> object:
    return given(entry.completed) if entry.completed else None
