"""Remade: workbooks of what is worked out anew each time, told at once by a mark that lies on all their sheets."""

import re
import zlib
from collections.abc import Iterable
from hashlib import sha256
from html import unescape
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from xlkit.books.writer.book import Book

MARK = "xlkit sheets"  # the document property that holds it
MOST = 1 << 20  # bytes of a part that are looked at
UNREADABLE = (OSError, BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)


def mark(book: Book) -> None:
    """Mark a book, all of whose sheets are there, as one that may be written over."""
    book.workbook.set_custom_property(MARK, _digest(sheet.get_name() for sheet in book.workbook.worksheets()), "text")


def is_marked(path: Path) -> bool:
    """Whether a file is such a book and has just the sheets that it had; what cannot be read is none."""
    try:
        with ZipFile(path) as package:
            properties, workbook = (_begin(package, name) for name in ("docProps/custom.xml", "xl/workbook.xml"))
    except UNREADABLE:
        return False
    sheets = re.findall(r'<sheet [^>]*?name="([^"]*)"', workbook)
    return re.search(rf'name="{MARK}"[^<]*<vt:lpwstr[^>]*>{_digest(map(unescape, sheets))}<', properties) is not None


def _begin(package: ZipFile, name: str) -> str:
    with package.open(name) as part:
        return part.read(MOST).decode(errors="replace")


def _digest(names: Iterable[str]) -> str:
    return sha256("\n".join(names).encode(errors="replace")).hexdigest()
