"""Apart: one return id in the workbooks of several councils, where a provider counts once in each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from xlkit.grouped import grouped
from xlkit.intake.given import given
from xlkit.intake.log import Entry
from xlkit.returns.issues import issue
from xlkit.returns.names import organisation_of
from xlkit.returns.return_ids import return_id


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
