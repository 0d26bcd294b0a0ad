"""Report: a ledger as lines to read and as data."""

from collections.abc import Iterator
from datetime import date

from xlkit import shown
from xlkit.intake.log import Entry, Ledger
from xlkit.returns.completed import Action, Answer, Return
from xlkit.returns.issues import Issue
from xlkit.returns.raw import CellRef


def lines(ledger: Ledger) -> Iterator[str]:
    """Each file with its status, whom it says it is from and what it is known by, and below it each thing found."""
    for entry in ledger.entries:
        yield f"{shown.one_line(entry.path)}: {entry.status.value} ({'; '.join(_known_by(entry))})"
        for problem in entry.issues:
            place = f"{problem.cell.sheet}!{problem.cell.a1}: " if problem.cell else ""
            yield f"  {problem.severity.value}: {place}{problem.message}"
    yield in_words(ledger)


def in_words(ledger: Ledger) -> str:
    """How many files there were and what became of them: `28 files: 26 valid, 2 incomplete`."""
    total = len(ledger.entries)
    counts = ", ".join(f"{count} {status.value}" for status, count in ledger.counts.items() if count)
    return f"{total} {'file' if total == 1 else 'files'}: {counts}" if total else "0 files"


def _known_by(entry: Entry) -> Iterator[str]:
    who = entry.speaker
    if who is not None and (who.organisation or who.return_id):
        yield ", ".join(shown.excerpt(part) for part in (who.organisation, who.return_id) if part)
    if entry.sent and entry.sent.sender:
        yield f"sent by {shown.one_line(entry.sent.sender)}"
    yield f"{entry.size:,} bytes"
    if entry.sha256:
        yield f"sha256 {entry.shown_hash}"


def as_data(ledger: Ledger) -> dict[str, object]:
    """The ledger as JSON has it; the shape is given in README.md."""
    return {
        "files": [_file(entry) for entry in ledger.entries],
        "counts": {status.value: count for status, count in ledger.counts.items()},
    }


def _file(entry: Entry) -> dict[str, object]:
    who = entry.speaker  # also where it is not believed
    stated = ("round", "template", "organisation", "return_id", "correction")
    return {
        **_facts(entry, "path", "sha256", "size"),
        "stated": _facts(who, *stated) if who else None,
        "status": entry.status.value,
        "sent": {**_facts(entry.sent, "sender", "subject"), "on": _day(entry.sent.on)} if entry.sent else None,
        "return": _return(entry.completed) if entry.completed else None,
        "issues": [_issue(problem) for problem in entry.issues],
    }


def _return(completed: Return) -> dict[str, object]:
    return {
        **_facts(completed.identity, "template", "version", "return_id"),
        **_facts(completed, "organisation", "subject"),
        "perspective": completed.identity.perspective.value,
        **_facts(completed, "respondent", "note"),
        "answers": {answer.item: _answer(answer) for answer in completed.answers},
        "actions": [_action(action) for action in completed.actions],
    }


def _answer(answer: Answer) -> dict[str, object]:
    value = answer.value
    return {
        "level": answer.level,
        "value": _day(value) if isinstance(value, date) else value,
        **_place(answer.cell),
        "evidence": answer.evidence,
    }


def _action(action: Action) -> dict[str, object]:
    return {
        **_facts(action, "item", "action", "owner"),
        "due": _day(action.due),
        "status": action.status,
        **_place(action.cell),
    }


def _issue(problem: Issue) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        **_place(problem.cell),
        **_facts(problem, "item", "message"),
    }


def _place(cell: CellRef | None) -> dict[str, object]:
    return {"sheet": cell.sheet if cell else None, "cell": cell.a1 if cell else None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _facts(value: object, *names: str) -> dict[str, object]:
    return {name: getattr(value, name) for name in names}
