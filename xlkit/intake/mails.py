"""Mails: what came beside a workbook in a message is passed over, and a message without a workbook says so."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from xlkit.intake.log import Entry
from xlkit.returns.issues import CATALOGUE, issue

MOST_NAMED = 5  # things in one sentence
_REFUSED = ("not-a-workbook", "empty-file")
_NO_WORKBOOK = (*_REFUSED, "not-a-return", "no-workbook")


def settled(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries with those of saved messages settled: a picture or a letter beside a workbook is nobody's return.

    A message that no workbook came with is rejected as one file, whatever else came with it; it is left out where one
    did. One that only holds other messages is left to those.
    """
    everything = tuple(entries)
    mailed = [entry for entry in everything if entry.sent]
    brought = [_messages(entry) for entry in mailed if not entry.has(*_NO_WORKBOOK)]
    with_workbook = {message for messages in brought for message in messages}
    with_own = {messages[-1] for messages in brought}
    envelopes = Counter(message for entry in mailed if entry.has("no-workbook") for message in _messages(entry))

    def is_alone(message: Entry) -> bool:
        *around, itself = _messages(message)
        return itself not in with_workbook and envelopes[itself] == 1 and with_own.isdisjoint(around)

    return tuple(
        _told(entry, mailed) if entry.has("no-workbook") else _passed_over(entry)
        for entry in everything
        if not entry.has("no-workbook") or is_alone(entry)
    )


def _messages(entry: Entry) -> tuple[str, ...]:
    return entry.sent.messages if entry.sent else ()


def _passed_over(entry: Entry) -> Entry:
    if entry.sent is None or not entry.has(*_REFUSED):
        return entry
    return replace(entry, issues=(issue("not-a-return", found=f"{_what(entry)} that came with an e-mail"),))


def _told(message: Entry, mailed: Sequence[Entry]) -> Entry:
    """A message without a workbook, with what came in place of one."""
    others = [entry for entry in mailed if _messages(entry) == _messages(message) and entry.has(*_REFUSED)]
    named = [entry.path.rpartition("/")[2] for entry in others]
    more = [f"{len(named) - MOST_NAMED} more"] if len(named) > MOST_NAMED else []
    only = f", only {' and '.join((*named[:MOST_NAMED], *more))}" if named else ""
    return replace(message, issues=(issue("no-workbook", only=only),))


def _what(entry: Entry) -> str:
    """What a file is that is no workbook, in the words in which it was refused."""
    before, _, after = CATALOGUE["not-a-workbook"].sentence.partition("{found}")
    refused = next((found for found in entry.issues if found.code == "not-a-workbook"), None)
    return refused.message.removeprefix(before).removesuffix(after) if refused else "an empty file"
