"""Contradicting: what is told of copies of one form that differ, to the officer and to whoever sent them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from xlkit.form.instrument import Instrument
from xlkit.intake.given import differences
from xlkit.intake.log import Entry, Status
from xlkit.returns.issues import Issue, issue
from xlkit.returns.to_sender import of_copy

COPIES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODE = "conflicting-returns"
ASKED = "Please tell us which one stands, or send one workbook with all of your answers in it."


def contradicting(entry: Entry, standing: Sequence[Entry], advice: str, instruments: Mapping[str, Instrument]) -> Entry:
    """One of the copies that contradict each other, with what it and the others differ in, and its letter among them.

    `advice` is what the officer can do, and titles are those of the `instruments`.
    """
    others = [other for other in standing if other.path != entry.path]
    respondents = {other.completed.respondent for other in standing if other.completed}
    difference = "other respondents" if len(respondents) > 1 else "other answers"
    paths = ", ".join(other.path for other in others)
    where = ["there"] if len(others) == 1 else [f"in {other.path}" for other in others]
    sides = zip(others, where, strict=True)
    told = "; ".join(differences(entry, other, instruments, place) for other, place in sides)
    conflict = issue(CODE, other=paths, difference=difference, told=told, advice=advice)
    files = dict(zip(COPIES, standing, strict=False))
    conflict = replace(conflict, to_sender=_to_sender(files, instruments))
    letter = next((letter for letter, file in files.items() if file.path == entry.path), "")
    # Before the faults of single answers, since it is what keeps the return out.
    return replace(entry, issues=(conflict, *entry.issues), status=Status.CONFLICT, copy=letter)


def for_sender(entries: Iterable[Entry]) -> tuple[Issue, ...]:
    """What the sender of contradicting copies is told: which one is asked for, and what is wrong in each of them."""
    copies = [entry for entry in entries if entry.status is Status.CONFLICT]
    asked = {found.to_sender: found for entry in copies for found in entry.issues if found.code == CODE}
    faults = ((entry.copy, found) for entry in copies for found in entry.issues if found.code != CODE)
    return (*asked.values(), *(of_copy(found, copy) for copy, found in faults))


def _to_sender(files: Mapping[str, Entry], instruments: Mapping[str, Instrument]) -> str:
    """What the sender of contradicting returns is asked: which files they are, as they sent them, and what differs."""
    *before, last = (f"{letter} is {_sent_as(file)}" for letter, file in files.items())
    (first, mine), *others = files.items()
    told = "; ".join(differences(mine, file, instruments, f"in {letter}", f"in {first}") for letter, file in others)
    named = f"{', '.join(before)}, and {last}"
    return f"We have workbooks with this return id that differ: {named}. {told}. {ASKED}"


def _sent_as(entry: Entry) -> str:
    """A file by its name alone, without the ending that would make it look like a site, and the day it was mailed."""
    name = f"“{PurePosixPath(entry.path).stem}”"
    return f"{name}, sent on {entry.sent.on:%d/%m/%Y}" if entry.sent and entry.sent.on else name
