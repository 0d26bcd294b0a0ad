"""Package: the parts of a workbook, each packed while the next is written, and the language that it says it is in."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from time import mktime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook

from xlkit.books.writer.plain import whole

BEGINNING = (1980, 1, 1, 0, 0, 0)  # when each part was made: the first moment that a package knows
SOON_AFTER = mktime((1980, 1, 31, 0, 0, 0, 0, 0, -1))  # the same of a part in a file, wherever in the world that is
CUSTOM = "docProps/custom.xml"
SEAL = "xlkit seal"  # the document property that holds it
LEVEL = 5  # of 9: a third less time than at 6, and a twentieth more bytes


class SpokenWorkbook(Workbook):  # type: ignore[misc] # XlsxWriter ships no types
    """A workbook whose core properties name its language, taken from the document property `language`.

    One that `is_sealed` says of all its other parts what they held when it was written.
    """

    is_sealed = False

    def __init__(self, stream: BinaryIO, options: Mapping[str, object]) -> None:
        super().__init__(BytesIO(), {**options})  # XlsxWriter packs nothing: its packager has done so by then
        self._stream = stream

    def _get_packager(self) -> Packager:
        return _SpokenPackager(self._stream)


class _SpokenPackager(Packager):  # type: ignore[misc] # likewise
    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._pack: Callable[[StringIO | str, str], Future[None]]
        self._packed: list[Future[None]] = []

    def _create_package(self) -> list[object]:
        # To compress takes as long as to write, and lets another thread run meanwhile.
        package = ZipFile(self._stream, "w", ZIP_DEFLATED, allowZip64=False, compresslevel=LEVEL)
        with package, ThreadPoolExecutor(1) as packer:
            self._pack = lambda place, name: packer.submit(_pack, package, place, name)
            super()._create_package()
            self._pack_whole()
            self._wait()
            if self.workbook.is_sealed:
                self.workbook.set_custom_property(SEAL, seal_of(package), "text")
                super()._write_custom_file()
                self._pack_whole()
                self._wait()
        return []

    def _wait(self) -> None:
        for packed in self._packed:
            packed.result()

    def _write_custom_file(self) -> None:
        if not self.workbook.is_sealed:
            super()._write_custom_file()

    def _filename(self, xml_filename: str) -> StringIO | str:
        self._pack_whole()
        place: StringIO | str = super()._filename(xml_filename)
        return place

    def _pack_whole(self) -> None:
        """Pack the parts so far, which are whole as soon as another is begun."""
        self._packed += [self._pack(place, name) for place, name, _ in self.filenames]
        self.filenames.clear()

    def _write_core_file(self) -> None:
        super()._write_core_file()
        place = self.filenames[-1][0]
        language = f"<dc:language>{escape(self.workbook.doc_properties['language'], quote=False)}</dc:language>"
        if isinstance(place, StringIO):
            written = _ending(place.getvalue(), language)
            place.seek(0)
            place.write(written)
        else:
            file = Path(place)
            file.write_text(_ending(file.read_text(encoding="utf-8"), language), encoding="utf-8")


def seal_of(package: ZipFile) -> str:
    """What tells whether the parts of a package hold just what they did, but for the one that this stands in."""
    held = sorted(f"{part.CRC} {part.filename}" for part in package.infolist() if part.filename != CUSTOM)
    return sha256("\n".join(held).encode(errors="replace")).hexdigest()


def _pack(package: ZipFile, place: StringIO | str, name: str) -> None:
    if isinstance(place, StringIO):
        part = ZipInfo(name, BEGINNING)
        package.writestr(part, _in_bytes(place.getvalue()), ZIP_DEFLATED, LEVEL)
        return
    os.utime(place, (SOON_AFTER, SOON_AFTER))
    package.write(place, name)
    Path(place).unlink()


def _in_bytes(text: str) -> bytes:
    """A part in bytes, whatever it holds."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return whole(text).encode()


def _ending(properties: str, element: str) -> str:
    return properties.replace("</cp:coreProperties>", f"{element}</cp:coreProperties>")
