"""Tests that the attachments of saved e-mails are read, and that whatever else is in them comes out named."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.files import row, text_cell, xlsx, zipped
from tests.builders.mails import forwarded, mail, outlook
from xlkit.returns.read.limits import LIMITS, Limits
from xlkit.returns.read.sniff import is_mail
from xlkit.returns.read.source import Sent
from xlkit.returns.read.sources import sources

FORM = xlsx(row(text_cell("A1", "an answer")))


def shown(folder: Path, data: bytes, limits: Limits = LIMITS) -> list[tuple[str, str]]:
    """The sources in a saved message but for messages themselves, with the code of what keeps each from being read."""
    (folder / "a.eml").write_bytes(data)
    prefix = f"{(folder / 'a.eml').as_posix()}/"
    return [
        (each.path.removeprefix(prefix), each.issue.code if each.issue else "")
        for each in sources([folder], limits)
        if each.issue is None or each.issue.code != "no-workbook"
    ]


def test_attachments_come_out_to_the_byte(tmp_path: Path) -> None:
    """An attached workbook is read as it was attached; the text of the message is listed and passed over."""
    assert shown(tmp_path, mail({"form.xlsx": FORM})) == [("text.plain", "not-a-return"), ("form.xlsx", "")]
    form = list(sources([tmp_path]))[1]
    assert form.load() == FORM
    assert form.fingerprint() == (hashlib.sha256(FORM).hexdigest(), len(FORM))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_every_message_of_a_mailbox_is_read(tmp_path: Path, end: bytes) -> None:
    """What a mail program exports in one file is each message in it, with who sent it; quoted lines part nothing."""
    line = end.join((b"From ann@oakfield.example Mon Mar  1 09:00:00 2027", b""))
    quoted = mail({"form.xlsx": FORM}).replace(b"Please find", b"\n>From Ann, 1 March 2027\nPlease find")
    messages = (mail({"form.xlsx": FORM}), quoted, mail({"other.xlsx": xlsx()}).replace(b"ann@", b"bo@"))
    box = (end + end).join(line + each.replace(b"\r\n", b"\n").replace(b"\n", end) for each in messages)
    assert [name for name, code in shown(tmp_path, box) if not code] == [
        *("message 1.eml/form.xlsx", "message 2.eml/form.xlsx", "message 3.eml/other.xlsx")
    ]
    senders = [each.sent.sender for each in sources([tmp_path]) if each.sent and each.issue is None]
    assert senders == ["ann@oakfield.example", "ann@oakfield.example", "bo@oakfield.example"]


def test_nothing_is_written_to_the_disk(tmp_path: Path) -> None:
    """A message is taken apart in memory, whatever its attachments are called."""
    assert shown(tmp_path, mail({"../../evil.xlsx": FORM, "c:\\evil.xlsx": FORM}))[1:] == [
        ("evil.xlsx", ""),
        ("evil.xlsx (2)", ""),
    ]
    assert [path.name for path in tmp_path.rglob("*")] == ["a.eml"]


@pytest.mark.parametrize("data", [mail({"form.xlsx": FORM}), outlook({"form.xlsx": FORM})], ids=["eml", "msg"])
def test_what_a_message_says_of_itself_goes_with_what_it_brought(tmp_path: Path, data: bytes) -> None:
    """Its sender, its day and its subject, alike from every program; it comes last itself, as one file."""
    (tmp_path / "a").write_bytes(data)
    *_, form, message = sources([tmp_path])
    assert form.sent == message.sent
    sent_on = datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert form.sent == Sent("ann@oakfield.example", sent_on, "Our return", ((tmp_path / "a").as_posix(),))
    assert message.issue
    assert message.fingerprint() == (hashlib.sha256(data).hexdigest(), len(data))


def test_what_was_forwarded_is_told_by_its_own_message(tmp_path: Path) -> None:
    """Of messages in messages the innermost says who sent it; a file beside them is told by none."""
    (tmp_path / "a.eml").write_bytes(forwarded(mail({"form.xlsx": FORM}).replace(b"ann@oak", b"Bob@oak")))
    (tmp_path / "b.xlsx").write_bytes(FORM)
    form = next(each for each in sources([tmp_path]) if each.path.endswith("form.xlsx"))
    assert form.sent is not None
    assert form.sent.sender == "bob@oakfield.example"
    assert [message.rpartition("/")[2] for message in form.sent.messages] == ["a.eml", "message.eml"]
    assert next(sources([tmp_path / "b.xlsx"])).sent is None


@pytest.mark.parametrize(
    "spoilt", [(b"From: ", b"From: <"), (b"Date: Mon", b"Date: Someday"), (b"+0000", b"+9999"), (b"Subject: ", b"X: ")]
)
def test_a_message_need_not_say_who_or_when(tmp_path: Path, spoilt: tuple[bytes, bytes]) -> None:
    """What cannot be told of it stays open, and what it brought is read all the same."""
    assert shown(tmp_path, mail({"form.xlsx": FORM}).replace(*spoilt))[-1] == ("form.xlsx", "")


def test_messages_in_messages_are_opened_three_deep(tmp_path: Path) -> None:
    """The fourth message inside another is named and not opened."""
    inner = mail({"form.xlsx": FORM})
    for times, last in (
        (2, ("message.eml/message.eml/form.xlsx", "")),
        (3, ("message.eml/message.eml/message.eml", "unsafe-file")),
    ):
        assert shown(tmp_path, forwarded(inner, times))[-1] == last


def test_what_an_attached_archive_holds_is_read(tmp_path: Path) -> None:
    """An archive is opened wherever it lies."""
    assert shown(tmp_path, mail({"all.zip": zipped({"a.xlsx": FORM})}))[-1] == ("all.zip/a.xlsx", "")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((b"Content-Disposition: attachment", b"Content-Disposition: inline"), ""),
        ((b"Content-Disposition: attachment", b"X-Disposition: none"), ""),
        ((b"base64", b"8bit"), ""),
        ((b"UEsDB", b"UEs-B"), "damaged-file"),
    ],
)
def test_a_workbook_is_told_by_its_content(tmp_path: Path, change: tuple[bytes, bytes], code: str) -> None:
    """However a mail program marks it, a workbook is read; one that cannot be decoded is named."""
    whole = mail({"form.xlsx": FORM})
    changed = whole.replace(*change)
    assert changed != whole
    assert shown(tmp_path, changed)[-1][1] == code


def test_a_message_of_thousands_of_parts_is_one_source(tmp_path: Path) -> None:
    """It is refused before it is taken apart, which would take minutes; one with rules in its text is taken apart."""
    whole = mail({"form.xlsx": FORM})
    for name, lines in (("many", b"\n--b\n\nx" * 6_000), ("ruled", b"\n-- \n" * 3_000)):
        (tmp_path / f"{name}.eml").write_bytes(whole + lines)
    many, *ruled = sources([tmp_path])
    assert (many.issue and many.issue.code, many.path) == ("unsafe-file", f"{tmp_path.as_posix()}/many.eml")
    assert f"{tmp_path.as_posix()}/ruled.eml/form.xlsx" in [source.path for source in ruled if source.issue is None]


def test_a_large_message_is_one_source(tmp_path: Path) -> None:
    """A message may be so large and not larger; what is attached to it may be no larger than a return."""
    whole = mail({"form.xlsx": FORM})
    assert len(shown(tmp_path, whole, replace(LIMITS, mail=len(whole)))) == 2
    assert len(shown(tmp_path, whole, replace(LIMITS, mail=len(whole) - 1))) == 1
    assert shown(tmp_path, whole, replace(LIMITS, file=len(FORM) - 1))[-1] == ("form.xlsx", "too-large")


@pytest.mark.parametrize(
    ("head", "is_message"),
    [
        (b"From: a@b.example\r\nTo: c@d.example\r\n\r\n", True),
        (b"Received: from x\r\n\tby y\r\nSubject: hello\r\n\r\n", True),
        (b"From ann Mon Mar  1 2027\nX-Folded: a\n b\nSubject: x\nMessage-ID: <1>\n", True),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n", True),
        (b"To: the council\nDate: today\n", False),
        (b"From: somebody\n", False),
        (b"Ref,From: x\n1,2\nSubject: y\n", False),
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_messages_are_told_from_other_texts(head: bytes, is_message: bool) -> None:
    """A message begins with headings, two of which are mail's own."""
    assert is_mail(head) is is_message
