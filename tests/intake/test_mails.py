"""Tests that what a saved message brought is told from what it was meant to bring."""

from datetime import UTC, datetime

from xlkit.intake import mails, report
from xlkit.intake.duplicates import settle
from xlkit.intake.log import Entry, Status
from xlkit.returns.issues import issue
from xlkit.returns.read.source import Sent

FOUND = {"pdf": "not-a-workbook", "txt": "empty-file", "xlsx": "not-ours", "": "no-workbook"}


def came(path: str, *messages: str) -> Entry:
    """A file as it was read, in these messages from the outermost; one without a suffix is a message itself."""
    found = issue(FOUND[path.partition(".")[2]], found="a PDF", only="")
    sent = Sent("ann@elm.example", datetime(2027, 3, 1, tzinfo=UTC), "Ours", messages) if messages else None
    return Entry(path, path.ljust(64, "0"), 1, Status.REJECTED, None, (found,), sent=sent)


def said(*entries: Entry) -> dict[str, str]:
    """The codes of what is left, by path."""
    return {entry.path: entry.issues[0].code for entry in mails.settled(entries)}


def test_a_file_that_no_message_brought_is_left_alone() -> None:
    """A PDF in a folder is rejected even where a message stands beside it."""
    assert said(came("a.pdf"), came("b.xlsx", "m"), came("m", "m")) == {"a.pdf": "not-a-workbook", "b.xlsx": "not-ours"}


def test_each_of_several_forwarded_messages_answers_for_itself() -> None:
    """Around them the outer one is an envelope; the one without a workbook is told as that."""
    outer = (came("one", "m", "one"), came("a.xlsx", "m", "two"), came("two", "m", "two"), came("m", "m"))
    assert said(*outer) == {"one": "no-workbook", "a.xlsx": "not-ours"}


def test_a_message_says_what_came_in_place_of_a_workbook() -> None:
    """The first few by name, and how many more."""
    scans = [came(f"{letter}.pdf", "m") for letter in "abcdefg"]
    *_, message = mails.settled([*scans, came("m", "m")])
    assert "attached, only a.pdf and b.pdf and c.pdf and d.pdf and e.pdf and 2 more, and" in message.issues[0].message


def test_the_sender_is_listed_and_counts_for_nothing() -> None:
    """A file is known by who sent it, in words and as data; whose it is it says itself, or nobody does."""
    ledger = settle([came("a.xlsx", "m")])
    line, data = str(next(report.lines(ledger))), str(report.as_data(ledger)["files"])
    assert line.startswith("a.xlsx: rejected (sent by ann@elm.example; 1 bytes; ")
    assert "'sent': {'sender': 'ann@elm.example', 'subject': 'Ours', 'on': '2027-03-01T00:00:00+00:00'}" in data
    assert "'stated': None" in data
    assert "'sent': None" in str(report.as_data(settle([came("a.pdf")]))["files"])
