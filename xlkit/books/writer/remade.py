"""Remade: workbooks of what is worked out anew each time, known by a mark of their sheets, or of all they hold."""

import re
import zlib
from collections.abc import Iterable
from hashlib import sha256
from html import unescape
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from xlkit.books.writer.book import Book
from xlkit.books.writer.package import CUSTOM, SEAL, seal_of

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
            properties, workbook = (_begin(package, name) for name in (CUSTOM, "xl/workbook.xml"))
    except UNREADABLE:
        return False
    sheets = re.findall(r'<sheet [^>]*?name="([^"]*)"', workbook)
    return _says(properties, MARK, _digest(map(unescape, sheets)))


def seal(book: Book) -> None:
    """Let a book say what it held when it was written, so that it may be written over while nobody saved it since."""
    book.workbook.is_sealed = True


def is_as_written(path: Path) -> bool:
    """Whether a file is a sealed book that nobody saved since; what cannot be read is none."""
    try:
        with ZipFile(path) as package:
            return _says(_begin(package, CUSTOM), SEAL, seal_of(package))
    except UNREADABLE:
        return False


def _says(properties: str, name: str, value: str) -> bool:
    return re.search(rf'name="{name}"[^<]*<vt:lpwstr[^>]*>{value}<', properties) is not None


def _begin(package: ZipFile, name: str) -> str:
    with package.open(name) as part:
        return part.read(MOST).decode(errors="replace")


def _digest(names: Iterable[str]) -> str:
    return sha256("\n".join(names).encode(errors="replace")).hexdigest()
