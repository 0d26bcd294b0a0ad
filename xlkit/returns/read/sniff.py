"""What a file is, told by its bytes and never by its name."""

import re
from pathlib import Path

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TNEF = b"\x78\x9f\x3e\x22"
OF_OUTLOOK = (OLE, TNEF)  # what it saves and packs, but workbooks of Excel 97 too
# The parts by which a document is known that is itself a ZIP file; one that comes first is found without a search.
_FIRST_PARTS = (b"[Content_Types].xml", b"_rels/.rels", b"mimetype")

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "an archive of another kind than ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "an archive of another kind than ZIP"),
    (b"Rar!\x1a\x07", "an archive of another kind than ZIP"),
    (TNEF, "what Outlook packs attachments into unless it sends as HTML or plain text (winmail.dat)"),
)
# Patterns are compiled where they are first matched, since nearly every file is a workbook.
_SECRET_MAIL = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"  # how a signed or encrypted message says so
# The record that workbooks of the first versions of Excel begin with: its kind, and how long it is.
_OLD_EXCEL = {
    b"\x09\x00\x04\x00": "Excel 2", b"\x09\x02\x06\x00": "Excel 3", b"\x09\x04\x06\x00": "Excel 4",
    b"\x09\x08\x08\x00": "Excel 5 or Excel 95",
}  # fmt: skip
_HTML = rb"(?i)<(?:!doctype\s+html|html|head|body|table)[\s>]"
_HEADING = re.compile(rb"([!-9;-~]+):(?:[^\n]*\n[ \t])*[^\n]*(?:\n|\Z)")
_FIRST_LINE = rb"\s*(?:From |[!-9;-~]+:)"
# Headings that mail alone has, and some that it shares with other texts: a message has both, in whatever order.
_OF_MAIL = frozenset({b"from", b"received", b"return-path", b"mime-version", b"message-id", b"x-unsent"})
_OF_MAIL_TOO = frozenset({b"to", b"subject", b"date", b"content-type", b"delivered-to"})
_LOOK = 4096
HEAD = 64  # bytes that tell most kinds
MAIL_LOOK = 2**16  # bytes of headings in which a message has to name one of its own


def is_zip(data: bytes) -> bool:
    """Whether the content starts as a ZIP file does: modern workbooks do, and so do archives."""
    return data.startswith((ZIP, EMPTY_ZIP))


def may_be_workbook(data: bytes) -> bool:
    """Whether the content starts as any kind of workbook does, or as an archive that may hold some."""
    return is_zip(data) or data.startswith(OLE)


def may_have_members(path: Path) -> bool:
    """Whether a file begins as archives and e-mails do, unlike nearly every workbook: worth a worker's look."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    is_archive = is_zip(head) and not head[30:].startswith(_FIRST_PARTS)
    return is_archive or head.startswith(OF_OUTLOOK) or may_be_mail(head)


def may_be_mail(head: bytes) -> bool:
    """Whether a short piece of content could begin a saved e-mail message, so that more of it is worth reading."""
    return re.match(_FIRST_LINE, head) is not None


def is_mail(head: bytes) -> bool:
    """Whether the content starts with the headings of a saved e-mail message."""
    plain = head[:MAIL_LOOK].replace(b"\r\n", b"\n").lstrip()
    if plain.startswith(b"From "):  # the line that mailboxes put before each message
        plain = plain.partition(b"\n")[2]
    names: set[bytes] = set()
    end = 0
    while (heading := _HEADING.match(plain, end)) and heading.end() > end:
        names.add(heading[1].lower())
        end = heading.end()
    return not names.isdisjoint(_OF_MAIL) and len(names & (_OF_MAIL | _OF_MAIL_TOO)) > 1


def old_excel(data: bytes) -> str:
    """The version of Excel that content is from where it is older than those whose files are OLE files, or nothing."""
    return _OLD_EXCEL.get(data[:4], "")


def describe(data: bytes) -> str:
    """What content is that is neither a ZIP file nor an OLE file, in words that complete “This is …”."""
    head = data[:_LOOK]
    if b"%PDF-" in head[:1024]:
        return "a PDF"
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    if re.search(_SECRET_MAIL, head[:HEAD]):
        return "an e-mail message that only its recipient's mail program opens (S/MIME)"
    return _describe_text(head) if _is_text(head) else "a file of a kind that is not known here"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


def _describe_text(head: bytes) -> str:
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if b"Excel.Sheet" in plain or b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        return "an XML spreadsheet of 2003"
    if b"urn:oasis:names:tc:opendocument" in plain:
        return "a flat OpenDocument file"
    if re.search(_HTML, plain):
        return "a web page (HTML)"
    if plain.startswith(b"<?xml"):
        return "an XML file"
    return "an e-mail message" if is_mail(head) else "a text or CSV file"
