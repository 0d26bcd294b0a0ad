"""Report: a ledger as lines to read and as data."""

from collections.abc import Iterator
from datetime import date

from xlkit.intake.log import Entry, Ledger
from xlkit.returns.completed import Action, Answer, Return
from xlkit.returns.issues import Issue

SHOWN_OF_HASH = 12  # hexadecimal digits, as many as tell one file among a million


def lines(ledger: Ledger) -> Iterator[str]:
    """Each file with its status, whom it says it is from and what it is known by, and below it each thing found."""
    for entry in ledger.entries:
        yield f"{entry.path}: {entry.status.value} ({'; '.join(_known_by(entry))})"
        for found in entry.issues:
            place = f"{found.cell.sheet}!{found.cell.a1}: " if found.cell else ""
            yield f"  {found.severity.value}: {place}{found.message}"
    yield in_words(ledger)


def in_words(ledger: Ledger) -> str:
    """How many files there were and what became of them: `28 files: 26 valid, 2 incomplete`."""
    total = len(ledger.entries)
    said = ", ".join(f"{count} {status.value}" for status, count in ledger.counts.items() if count)
    return f"{total} {'file' if total == 1 else 'files'}: {said}" if total else "0 files"


def _known_by(entry: Entry) -> Iterator[str]:
    who = entry.completed.identity if entry.completed else entry.stated
    if who is not None and (who.organisation or who.return_id):
        yield ", ".join(part for part in (who.organisation, who.return_id) if part)
    yield f"{entry.size:,} bytes"
    if entry.sha256:
        yield f"sha256 {entry.sha256[:SHOWN_OF_HASH]}"


def as_data(ledger: Ledger) -> dict[str, object]:
    """The ledger as JSON has it; the shape is given in README.md."""
    return {
        "files": [_file(entry) for entry in ledger.entries],
        "counts": {status.value: count for status, count in ledger.counts.items()},
    }


def _file(entry: Entry) -> dict[str, object]:
    return {
        "path": entry.path,
        "sha256": entry.sha256,
        "size": entry.size,
        "stated": _stated(entry),
        "status": entry.status.value,
        "return": _return(entry.completed) if entry.completed else None,
        "issues": [_issue(found) for found in entry.issues],
    }


def _stated(entry: Entry) -> dict[str, object] | None:
    """Whom a file says it is from, also where that is not believed."""
    who = entry.completed.identity if entry.completed else entry.stated
    if who is None:
        return None
    return {
        "round": who.round,
        "template": who.template,
        "organisation": who.organisation,
        "return_id": who.return_id,
        "correction": who.correction,
    }


def _return(completed: Return) -> dict[str, object]:
    identity = completed.identity
    return {
        "template": identity.template,
        "version": identity.version,
        "return_id": identity.return_id,
        "organisation": completed.organisation,
        "subject": completed.subject,
        "perspective": identity.perspective.value,
        "respondent": completed.respondent,
        "note": completed.note,
        "answers": {answer.item: _answer(answer) for answer in completed.answers},
        "actions": [_action(action) for action in completed.actions],
    }


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "level": answer.level,
        "value": answer.value.isoformat() if isinstance(answer.value, date) else answer.value,
        "sheet": answer.cell.sheet if answer.cell else None,
        "cell": answer.cell.a1 if answer.cell else None,
        "evidence": answer.evidence,
    }


def _action(action: Action) -> dict[str, object]:
    return {
        "item": action.item,
        "action": action.action,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "status": action.status,
        "sheet": action.cell.sheet,
        "cell": action.cell.a1,
    }


def _issue(found: Issue) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "sheet": found.cell.sheet if found.cell else None,
        "cell": found.cell.a1 if found.cell else None,
        "item": found.item,
        "message": found.message,
    }
