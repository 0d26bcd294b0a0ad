"""One returned file: its bytes read, or refused with the reason."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from xlkit.processes import reason
from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import RawReturn, RawSheet
from xlkit.returns.read import engine, sniff
from xlkit.returns.read.book import Book
from xlkit.returns.read.limits import LIMITS, Limits, megabytes
from xlkit.returns.read.office_xml import ooxml, xlsx
from xlkit.returns.read.office_xml.package import Package
from xlkit.returns.read.refusal import RefusedError, damaged, refused

T = TypeVar("T")

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = {"text": "a text document (OpenDocument)", "presentation": "a presentation (OpenDocument)"}


class ReadResult(Struct, frozen=True):
    """What a file was read as; `raw` is None where an issue rejects the file, and notes may stand beside it."""

    raw: RawReturn | None
    issues: tuple[Issue, ...] = ()


class Checked(Struct, frozen=True):
    """A file that may be read: either its sheets, or the scanned book that the engine is to read them from.

    `carried` are the codes of notes on what it carries beside its cells.
    """

    format: str
    content: Book | tuple[RawSheet, ...]
    carried: tuple[str, ...]


def check(data: bytes, limits: Limits = LIMITS, passwords: Sequence[str] = ()) -> Checked:
    """What a file holds, checked in Python alone, which no file can crash; RefusedError where it cannot be taken."""
    try:
        return _check(data, limits)
    except RefusedError as refusal:
        if refusal.issue.code != "needs-password" or not data.startswith(sniff.OLE):
            raise
    from xlkit.returns.read.binary import locked

    return _check(locked.unlock(data, passwords, limits), limits)


def finish(checked: Checked, limits: Limits = LIMITS) -> ReadResult:
    """The return in a checked file, read by the engine where it is the engine's to read."""
    content = checked.content
    sheets = engine.read(content, limits) if isinstance(content, Book) else content
    return ReadResult(RawReturn(sheets, checked.format), tuple(map(issue, dict.fromkeys(checked.carried))))


def read_bytes(data: bytes, limits: Limits = LIMITS, passwords: Sequence[str] = ()) -> ReadResult:
    """What a file holds; nothing is raised, whatever the bytes are, but by Ctrl+C and a library that is not there."""
    result = attempt(lambda: finish(check(data, limits, passwords), limits))
    return ReadResult(None, (result,)) if isinstance(result, Issue) else result


def attempt(step: Callable[[], T]) -> T | Issue:
    """What a step gives, or the issue that its file ended it with."""
    try:
        return step()
    except RefusedError as refusal:
        return refusal.issue
    except (KeyboardInterrupt, SystemExit, GeneratorExit, ImportError):
        raise
    except BaseException as error:  # noqa: BLE001 — a panic of the engine is a BaseException; it costs this file alone
        return issue("unreadable", reason=reason(error))


def _check(data: bytes, limits: Limits) -> Checked:
    if not data:
        raise refused("empty-file")
    if len(data) > limits.file:
        raise refused("too-large", found=megabytes(len(data)), limit=megabytes(limits.file))
    if sniff.is_zip(data):
        return _check_package(Package(data, limits), limits)
    if data.startswith(sniff.OLE):
        from xlkit.returns.read.binary import ole, xls

        stream, beside = ole.workbook_stream(data)
        book, inside = xls.scan(data, stream, limits)
        return Checked("xls", book, (*beside, *inside))
    if not any(data):
        raise damaged("it holds nothing but zeros")
    if old := sniff.old_excel(data):
        raise refused("old-workbook", found=old)
    raise refused("not-a-workbook", found=sniff.describe(data))


def _check_package(package: Package, limits: Limits) -> Checked:
    if ooxml.CONTENT_TYPES in package:
        main, kind = ooxml.main_part(package)
        checked = Checked(kind, _scan(package, main, kind, limits), ooxml.carried(package))
    elif "mimetype" in package:
        from xlkit.returns.read.open_document import ods

        _check_open_document(package.read("mimetype").decode("ascii", "replace").strip())
        checked = Checked("ods", *ods.read(package, limits))
    else:
        raise _no_workbook(package)
    package.check_rest()
    return checked


def _scan(package: Package, main: str, kind: str, limits: Limits) -> Book:
    if kind != "xlsb":
        return xlsx.scan(package, main, limits)
    from xlkit.returns.read.binary import xlsb

    return xlsb.scan(package, main, limits)


def _check_open_document(kind: str) -> None:
    name = kind.removeprefix(_OPEN_DOCUMENT).removesuffix("-template")
    if name == kind:
        raise refused("not-a-workbook", found="a file of a kind that is not known here")
    if name != "spreadsheet":
        raise refused("not-a-workbook", found=_OPEN_DOCUMENTS.get(name, "an OpenDocument file of another kind"))


def _no_workbook(package: Package) -> RefusedError:
    if any(name.startswith("index/calculationengine") for name in package.names):
        return refused("numbers-file")
    if any(name.endswith(".iwa") or name == "index.zip" for name in package.names):
        return refused("not-a-workbook", found="an Apple document (Pages, Keynote or an old Numbers)")
    return refused("not-a-workbook", found="a ZIP archive" if package.names else "an empty ZIP archive")
