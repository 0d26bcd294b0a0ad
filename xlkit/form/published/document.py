"""The lines of a published document: plain text, Word or PDF, told by its content and read by a worker."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from xlkit.errors import XlkitError
from xlkit.form.published.lines import PAGE
from xlkit.processes import Allowance, Stopped
from xlkit.processes.asking import ask
from xlkit.shown import typed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

LARGEST = 25 * 2**20  # bytes
MOST_LINES = 50_000
ALLOWANCE = Allowance(seconds=60, memory=2**30)
OLD = b"\xd0\xcf\x11\xe0"  # how a file of Word 97 to 2003 begins
ZIP, PDF = b"PK", b"%PDF"
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")  # signs that stand in no document
FORM_FEED = "\N{SYMBOL FOR FORM FEED}"  # stands for one, which no XML holds
SAVE_IT = "save it as plain text (.txt), and give that"


def lines_of(path: Path) -> tuple[str, ...]:
    """The lines of a document; a gap is an empty one, and the end of a page a form feed.

    Raises XlkitError where it cannot be read, or where there are no words in it.
    """
    if not path.is_file():
        raise XlkitError(f"There is no file {path}: give the path of the published document, .docx, .txt or .pdf.")
    if path.stat().st_size > LARGEST:
        raise XlkitError(f"{path.name} is larger than {LARGEST // 2**20} MB: give the part with the statements alone.")
    read = ask(_read, path.absolute(), ALLOWANCE)
    if isinstance(read, Stopped):
        raise XlkitError(f"{path.name} cannot be read ({read.reason}): {SAVE_IT}.")
    return read


def _read(path: Path) -> tuple[str, ...]:
    content = path.read_bytes()
    if content.startswith(OLD):
        raise XlkitError(f"{path.name} is a document of an old Word: save it as .docx, and give that.")
    try:
        text = (
            _pdf(content) if content.startswith(PDF) else _docx(content) if content.startswith(ZIP) else _txt(content)
        )
    except ImportError as error:
        raise XlkitError(
            f"What reads {path.name} is not installed: run {typed('pip', 'install', 'xlkit[word]')}, or {SAVE_IT}."
        ) from error
    except MemoryError:
        raise
    except Exception as error:
        raise XlkitError(f"{path.name} is damaged, or no document that can be read: {SAVE_IT}.") from error
    if NO_TEXT.search(text):
        raise XlkitError(f"{path.name} is damaged, or no document that can be read: {SAVE_IT}.")
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if not any(line.strip() for line in lines):
        raise XlkitError(f"There are no words in {path.name}, perhaps since it is made of pictures: {SAVE_IT}.")
    if len(lines) > MOST_LINES:
        raise XlkitError(f"{path.name} has more than {MOST_LINES:,} lines: give the document alone.")
    return lines


def _txt(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader

    return f"\n{PAGE}".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _docx(content: bytes) -> str:
    from docx import Document
    from docx.oxml.parser import OxmlElement

    document = Document(BytesIO(content))
    for end in document.element.xpath("//w:br[@w:type='page']"):
        page = OxmlElement("w:t")
        page.text = f"\n{FORM_FEED}"
        end.getparent().replace(end, page)
    return "\n".join(_inside(document)).replace(FORM_FEED, PAGE)


def _inside(part: "Document | _Cell") -> Iterator[str]:
    """The paragraphs and the cells of a part of a document, a gap between each and the next."""
    from docx.table import Table

    for piece in part.iter_inner_content():
        if isinstance(piece, Table):
            for row in piece.rows:
                # A cell that is merged over several columns is there for each of them.
                for _, cells in groupby(row.cells, key=lambda cell: cell.text):
                    yield from _inside(next(cells))
        else:
            yield from (piece.text, "")
