"""Rulings: what the officer of a round decided about single returns, applied to them and shown beside them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePath

from msgspec.structs import replace

from xlkit.intake.council_workbook import SEPARATOR
from xlkit.intake.log import Entry
from xlkit.returns import names, return_ids
from xlkit.returns.issues import Issue, Severity, issue
from xlkit.round.round import Decision, Ruling

BLANK = "Nothing counts as its answer."
SHORTEST_HASH = 8  # hexadecimal digits that name one file among thousands
HEXADECIMAL = frozenset("0123456789abcdef")


def concerns(decision: Decision, entry: Entry) -> bool:
    """Whether a decision is about this file: its return id and its file or organisation agree, as far as given."""
    if not decision.return_id and not decision.file:
        return False
    return _is_that_return(decision.return_id, entry) and _is_that_file(decision.file, entry)


def accepting(entry: Entry, decisions: Iterable[Decision]) -> Decision | None:
    """The decision that accepts an unsigned file, which has to name it itself: anybody can write an organisation."""
    of_kind = (decision for decision in decisions if decision.ruling is Ruling.ACCEPT and decision.file)
    return next((decision for decision in of_kind if _is_file_itself(decision.file, entry)), None)


def accepted(entry: Entry, decision: Decision) -> Entry:
    """The entry with what held it turned into notes."""
    issues = (_accepted(found, decision) if found.severity is Severity.HOLDS else found for found in entry.issues)
    return replace(entry, issues=tuple(issues))


def apply(entries: Iterable[Entry], decisions: Sequence[Decision], as_at: date) -> tuple[Entry, ...]:
    """The entries with waived checks turned into notes, and what is excluded marked so.

    A waiver whose last day lies before `as_at` changes nothing but says that it ended.
    """
    return tuple(_decided(entry, decisions, as_at) for entry in entries)


def unused(entries: Sequence[Entry], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that concern none of the files."""
    return tuple(decision for decision in decisions if not any(concerns(decision, entry) for entry in entries))


def holding(decisions: Iterable[Decision], day: date) -> tuple[Decision, ...]:
    """The decisions that hold on a day, with all waivers, of which it is told where they ended."""
    return tuple(each for each in decisions if each.ruling is Ruling.WAIVE or each.until is None or each.until >= day)


def idle(
    came: Sequence[Entry], settled: Sequence[Entry], decisions: Iterable[Decision], day: date
) -> Iterator[tuple[Decision, Entry]]:
    """The decisions that changed nothing between the files as they came and as they were settled, each with its file.

    On any other rests what was found of a file, or the return id of one. A waiver that ended is renewed if it is
    wanted.
    """
    for decision in decisions:
        own = [entry for entry in settled if concerns(decision, entry)]
        is_ended = decision.until is not None and decision.until < day
        has_parted = decision.ruling is Ruling.SEVERAL and _has_parted(decision, came, settled)
        if own and not is_ended and not has_parted and not _is_told(decision, settled):
            yield decision, own[0]


def _has_parted(decision: Decision, came: Sequence[Entry], settled: Iterable[Entry]) -> bool:
    """Whether respondents of a return that a decision concerns have return ids of their own by now."""
    now = {entry.path: entry.return_id for entry in settled}
    parted = {entry.return_id for entry in came if entry.return_id != now[entry.path]}
    return any(entry.return_id in parted for entry in came if concerns(decision, entry))


def _is_told(decision: Decision, entries: Iterable[Entry]) -> bool:
    place = re.compile(rf"{re.escape(decision.place)}(?!\d)")
    return any(place.search(found.message) for entry in entries for found in entry.issues)


def in_vain(entries: Sequence[Entry], decisions: Iterable[Decision]) -> Iterator[tuple[Decision, Entry]]:
    """The decisions that accept a file of which nothing could be taken, each with that file."""
    for decision in (decision for decision in decisions if decision.ruling is Ruling.ACCEPT):
        yield from ((decision, entry) for entry in entries if entry.is_refused and concerns(decision, entry))


def facts(decision: Decision) -> dict[str, str]:
    """What every finding says of the decision that it rests on."""
    return {"place": decision.place, "approved_by": decision.approved_by, "why": decision.why}


def _is_that_return(return_id: str, entry: Entry) -> bool:
    return return_ids.spelt(return_id) in ("", _return_id(entry))


def _return_id(entry: Entry) -> str:
    if entry.completed is not None:
        return entry.completed.identity.return_id
    # Of a file that was not understood, or whose identity was edited, only its name may still tell.
    stated = entry.stated.return_id if entry.stated and not entry.has("identity-edited") else ""
    return stated or return_ids.return_id_in(entry.path)


def _is_that_file(named: str, entry: Entry) -> bool:
    if not named:
        return True
    # A letter names files without their ending.
    if _is_file_itself(named, entry) or names.same_name(named, _file_of(entry).stem):
        return True
    return entry.completed is not None and names.same_organisation(named, entry.completed.organisation)


def _is_file_itself(named: str, entry: Entry) -> bool:
    digits = named.casefold()
    if len(digits) >= SHORTEST_HASH and set(digits) <= HEXADECIMAL and entry.sha256.startswith(digits):
        return True
    return names.same_name(named, _file_of(entry).name)


def _file_of(entry: Entry) -> PurePath:
    return PurePath(entry.path.partition(SEPARATOR)[0])


def _decided(entry: Entry, decisions: Sequence[Decision], as_at: date) -> Entry:
    issues = entry.issues
    for decision in (decision for decision in decisions if concerns(decision, entry)):
        if decision.ruling is Ruling.WAIVE:
            issues = _waived(entry, issues, decision, as_at)
        elif decision.ruling is Ruling.EXCLUDE:
            issues = (*issues, issue("excluded", None, None, **facts(decision)))
    return replace(entry, issues=issues)


def _waived(entry: Entry, issues: tuple[Issue, ...], decision: Decision, as_at: date) -> tuple[Issue, ...]:
    if decision.until is not None and decision.until < as_at:
        if not any(found.code == decision.check for found in issues):
            return issues
        until = f"{decision.until:%d/%m/%Y}"
        return (*issues, issue("waiver-ended", place=decision.place, check=decision.check, until=until))
    own = entry.completed
    blank = {answer.item for answer in own.answers if answer.value is None} if own else set()
    return tuple(
        _noted(found, decision, is_blank=found.item in blank) if found.code == decision.check else found
        for found in issues
    )


def _noted(waived: Issue, decision: Decision, *, is_blank: bool) -> Issue:
    until = f", until {decision.until:%d/%m/%Y}" if decision.until else ""
    message = f"{waived.message} {BLANK}" if is_blank else waived.message
    return issue("check-waived", waived.cell, waived.item, until=until, message=message, **facts(decision))


def _accepted(held: Issue, decision: Decision) -> Issue:
    return issue("accepted", held.cell, held.item, message=held.message, **facts(decision))
