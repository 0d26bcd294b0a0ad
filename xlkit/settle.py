"""Settle: which of the returns that were read are merged, when some are the same, or claim to be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlkit.issues import Severity, issue
from xlkit.ledger import Entry, Ledger, Status
from xlkit.returns import Return


def status_of(entry: Entry) -> Status:
    """What becomes of a file by itself, before it is held against the others."""
    if any(found.code == "not-a-return" for found in entry.issues):
        return Status.IGNORED
    if entry.completed is None or any(found.severity is Severity.REJECTS for found in entry.issues):
        return Status.REJECTED
    has_errors = any(found.severity is Severity.ERROR for found in entry.issues)
    return Status.INCOMPLETE if has_errors else Status.VALID


def settle(entries: Iterable[Entry]) -> Ledger:
    """The ledger of all files, in the order of their paths: a return counts once, contradicting ones not at all."""
    ordered = sorted(entries, key=lambda entry: entry.path)
    alone = [replace(entry, status=status_of(entry)) for entry in ordered]
    same: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in alone:
        if entry.completed is not None and entry.status.is_merged:
            same[entry.completed.identity.return_id].append(entry)
    settled = {entry.path: entry for group in same.values() for entry in _held_together(group)}
    return Ledger(tuple(settled.get(entry.path, entry) for entry in alone))


def keep_round(entries: Iterable[Entry], wanted: str) -> tuple[Entry, ...]:
    """The entries with those of other rounds rejected; a workbook that states no round belongs to any."""
    return tuple(_of_round(entry, wanted) for entry in entries)


def only_complete(ledger: Ledger) -> Ledger:
    """The ledger with incomplete returns kept out, and listed as such."""
    return Ledger(tuple(_kept_out(entry) if entry.status is Status.INCOMPLETE else entry for entry in ledger.entries))


def rounds(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The names of the rounds that the returns state, in alphabetical order."""
    stated = {entry.completed.identity.round for entry in entries if entry.completed is not None}
    return tuple(sorted(stated - {""}))


def _of_round(entry: Entry, wanted: str) -> Entry:
    found = entry.completed.identity.round if entry.completed else ""
    if found in ("", wanted):
        return entry
    return replace(entry, completed=None, issues=(*entry.issues, issue("other-round", found=found, expected=wanted)))


def _kept_out(entry: Entry) -> Entry:
    return replace(entry, status=Status.REJECTED, issues=(*entry.issues, issue("kept-out")))


def _held_together(group: Sequence[Entry]) -> Sequence[Entry]:
    """The entries of one identity: the blank form that was sent out stands aside for what came back of it."""
    filled = [entry for entry in group if entry.completed and not entry.completed.is_blank] or group
    blank = [_left_blank(entry, filled[0]) for entry in group if entry not in filled]
    if len({_content(entry.completed) for entry in filled}) == 1:
        first, *others = filled
        return [first, *(_duplicate(entry, first) for entry in others), *blank]
    return [*(_conflict(entry, [other for other in filled if other is not entry]) for entry in filled), *blank]


def _content(completed: Return | None) -> object:
    # Where an answer stood in the file does not make it another answer.
    if completed is None:
        return None
    answers = tuple((a.item, a.level, a.value, a.evidence) for a in completed.answers)
    actions = tuple((a.item, a.action, a.owner, a.due, a.status, a.other) for a in completed.actions)
    return (completed.respondent, completed.role, completed.agreed, completed.completed_on, answers, actions)


def _duplicate(entry: Entry, first: Entry) -> Entry:
    found = issue("duplicate-return", other=first.path)
    return replace(entry, status=Status.DUPLICATE, issues=(*entry.issues, found))


def _left_blank(entry: Entry, filled: Entry) -> Entry:
    found = issue("left-blank", other=filled.path)
    return replace(entry, status=Status.SUPERSEDED, issues=(found,))


def _conflict(entry: Entry, others: Sequence[Entry]) -> Entry:
    names = {other.completed.respondent for other in (entry, *others) if other.completed}
    difference = "other respondents" if len(names) > 1 else "other answers"
    found = issue("conflicting-returns", other=", ".join(other.path for other in others), difference=difference)
    return replace(entry, status=Status.CONFLICT, issues=(*entry.issues, found))
