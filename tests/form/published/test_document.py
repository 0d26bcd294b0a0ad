"""Documents of every kind read into lines, and those that cannot be."""

import sys
from pathlib import Path

import pytest

from tests.builders.documents import as_docx, as_pdf, as_scanned, pages_of, statements_of
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.published import document
from xlkit.form.published.placing import placed

INSTRUMENT = xlsform.find("shaping-the-market-short")
SAID = statements_of(INSTRUMENT)
TEXT = pages_of(INSTRUMENT, SAID)
ITEMS = [item for item in INSTRUMENT.items if item.is_ticked]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode("utf-8-sig"),
        as_docx(INSTRUMENT, SAID),
        as_scanned(TEXT),
        as_pdf(ITEMS, SAID),
    ],
    ids=["utf-8", "cp1252", "utf-16", "crlf", "docx", "scanned", "pdf"],
)
def test_a_document_of_any_kind_is_read(tmp_path: Path, content: bytes) -> None:
    """Told by what is in it, whatever it is called; its statements are the same."""
    path = tmp_path / "published.doc"
    path.write_bytes(content)
    found = placed(INSTRUMENT, document.lines_of(path))
    assert [each.text for each in found if each.is_sure] == [text for item in ITEMS for text in SAID[item.name]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0 old", "save it as .docx"),
        (b"%PDF-1.4 torn", "is damaged, or no document that can be read"),
        (b"PK\x03\x04 torn", "is damaged, or no document that can be read"),
        (as_pdf([], {}), "no words in"),
        (b" \n \n", "no words in"),
        (b"\n" * 60_000 + b"x", "more than 50,000 lines"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    """With what to do about it."""
    path = tmp_path / "published.docx"
    path.write_bytes(content)
    with pytest.raises(XlkitError, match=said):
        document.lines_of(path)


def test_a_missing_extra_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names what to install, and that plain text needs nothing."""
    path = tmp_path / "published.docx"
    path.write_bytes(as_docx(INSTRUMENT, SAID))
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(XlkitError, match=r"pip install '?\"?xlkit\[word\]'?\"?, or save it as plain text"):
        document._read(path)


@pytest.mark.parametrize("content", [b"\x93\x04 q", b"a\0b"])
def test_what_no_text_holds_is_damaged(content: bytes, tmp_path: Path) -> None:
    """Bytes that are no document are not searched for statements, whatever they are called."""
    (tmp_path / "ours.docx").write_bytes(content)
    with pytest.raises(XlkitError, match="is damaged, or no document that can be read"):
        document.lines_of(tmp_path / "ours.docx")
