"""Report: a ledger as lines to read and as data."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from xlkit import shown
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.measures.grouped import grouped
from xlkit.returns.completed import Action, Answer, Return
from xlkit.returns.issues import CATALOGUE, Issue, Severity
from xlkit.returns.raw import CellRef
from xlkit.shown import Told

MOST_ALONE = 3  # findings of one kind on one sheet that are told one by one
MOST_CELLS = 8  # that one line names
MOST_UNUSED = 20  # files that are named where nothing more is said of them
UNUSED = (Status.REJECTED, Status.HELD, Status.CONFLICT)
BY_WEIGHT = tuple(Severity)  # what keeps a file out before what is wrong in it besides


class Finding(Struct, frozen=True):
    """One thing found, with the file that it was found in."""

    entry: Entry
    issue: Issue


def lines(ledger: Ledger, *, only_problems: bool = False) -> Iterator[Told]:
    """Each file with its status, whom it says it is from and what it is known by, and below it what was found.

    Where more than a few findings on one sheet are of one kind, they are one line. Only problems are files in which
    something is to be done, and that alone.
    """
    for entry in ledger.entries:
        problems = _found(entry, only_problems=only_problems)
        if problems or not only_problems:
            yield _head(entry)
            yield from _lines(problems)


def findings(ledger: Ledger, *, only_problems: bool = False) -> tuple[Finding, ...]:
    """Everything found, or the problems alone, in the order of the files."""
    return tuple(
        Finding(entry, issue) for entry in ledger.entries for issue in _found(entry, only_problems=only_problems)
    )


def changes(before: Ledger, after: Ledger) -> Iterator[Told]:
    """The files of which something else holds than before, with what was found since."""
    for was, now in zip(before.entries, after.entries, strict=True):
        if now != was:
            yield _head(now)
            yield from _lines([issue for issue in now.issues if issue not in was.issues])


def unused(ledger: Ledger) -> Iterator[Told]:
    """The files that wait for somebody and are not merged, a line each with the worst kind of what is wrong."""
    left = [entry for entry in ledger.entries if entry.status in UNUSED]
    for entry in left[:MOST_UNUSED]:
        worst = min(_found(entry, only_problems=True), key=lambda issue: BY_WEIGHT.index(issue.severity), default=None)
        why = CATALOGUE[worst.code].title if worst else ""
        yield Told(f"  not merged: {shown.one_line(entry.path)}: ", entry.status.value, f" ({why})" if why else "")
    if len(left) > MOST_UNUSED:
        yield Told(f"  not merged: {len(left) - MOST_UNUSED} more files", "", "")


def _head(entry: Entry) -> Told:
    return Told(f"{shown.one_line(entry.path)}: ", entry.status.value, f" ({'; '.join(_known_by(entry))})")


def _found(entry: Entry, *, only_problems: bool) -> Sequence[Issue]:
    if not only_problems:
        return entry.issues
    problems = [issue for issue in entry.issues if issue.severity is not Severity.NOTE or CATALOGUE[issue.code].advises]
    if entry.status.is_merged or entry.status in UNUSED:
        return problems
    return [issue for issue in problems if CATALOGUE[issue.code].outlasts]


def _lines(found: Sequence[Issue]) -> Iterator[Told]:
    kinds = grouped(found, _kind)
    for issue in found:
        alike = kinds[_kind(issue)]
        if len(alike) <= MOST_ALONE:
            place = f"{issue.cell.sheet}!{issue.cell.a1}: " if issue.cell else ""
            yield Told("  ", issue.severity.value, f": {place}{issue.message}")
        elif issue is alike[0]:
            yield Told("  ", issue.severity.value, f": {_together(alike)}")


def _kind(issue: Issue) -> tuple[str, str]:
    """What findings have in common that are told in one line."""
    return issue.code, issue.cell.sheet if issue.cell else ""


def _together(alike: Sequence[Issue]) -> str:
    """Several findings of one kind on one sheet: where they are, what they are, and the first of them as it stands."""
    first, cells = alike[0], [issue.cell.a1 for issue in alike if issue.cell]
    place = f"{first.cell.sheet}!{shown.listed(cells, MOST_CELLS)}: " if first.cell else ""
    return f"{place}{CATALOGUE[first.code].title}, {len(alike)} times. The first: {first.message}"


def in_words(ledger: Ledger) -> str:
    """How many files there were and what became of them: `28 files: 26 valid, 2 incomplete`.

    Behind that it says how many of the valid ones have something to look at, and how many say nothing.
    """
    total = len(ledger.entries)
    counts = ", ".join(f"{count} {status.value}" for status, count in ledger.counts.items() if count)
    warned = sum(entry.is_to_look_at for entry in ledger.entries)
    blank = sum(entry.is_blank for entry in ledger.entries)
    beside = f"; {warned} of the valid with something to look at" if warned else ""
    beside += f"; {blank} of the incomplete with nothing answered" if blank else ""
    as_sent = sum(entry.is_as_sent for entry in ledger.entries)
    beside += f"; {as_sent} of the incomplete as sent out, and not counted" if as_sent else ""
    return f"{total} {'file' if total == 1 else 'files'}: {counts}{beside}" if total else "0 files"


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
