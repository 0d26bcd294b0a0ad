"""Package: the parts of a workbook, each packed while the next is written, and the language that it says it is in."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlkit.books.writer.packing import LEVEL, Packed, add, pack, packed

CUSTOM = "docProps/custom.xml"
SEAL = "xlkit seal"  # the document property that holds it


class SpokenWorkbook(Workbook):
    """A workbook whose core properties name its language, taken from the document property `language`.

    One that `is_sealed` says of all its other parts what they held when it was written. `packer` is the thread that
    packs, and `finished` are sheets that it was given before the workbook is whole.
    """

    is_sealed = False

    def __init__(self, stream: BinaryIO, options: Mapping[str, object]) -> None:
        super().__init__(BytesIO(), {**options})  # XlsxWriter packs nothing: its packager has done so by then
        self._stream = stream
        self.packer = ThreadPoolExecutor(1)
        self.finished: dict[int, Future[Packed]] = {}

    def finish(self, sheet: Worksheet) -> None:
        """Have a sheet packed while others are written: whoever writes to it after that is mistaken, and stopped."""
        place = StringIO() if self.in_memory else _new_file(self.tmpdir)
        _assemble(sheet, place)
        sheet.table = None
        self.finished[sheet.index] = self.packer.submit(packed, place, _part_of(sheet))

    def _get_packager(self) -> Packager:
        return _SpokenPackager(self._stream)


class _SpokenPackager(Packager):
    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._submit: Callable[..., Future[None]]
        self._submitted: list[Future[None]] = []

    def _create_package(self) -> list[object]:
        # To compress takes as long as to write, and lets another thread run meanwhile.
        package = ZipFile(self._stream, "w", ZIP_DEFLATED, allowZip64=False, compresslevel=LEVEL)
        with package, self.workbook.packer as packer:
            self._submit = lambda work, *given: packer.submit(work, package, *given)
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
        for each in self._submitted:
            each.result()

    def _write_worksheet_files(self) -> None:
        for sheet in self.workbook.worksheets():
            if finished := self.workbook.finished.get(sheet.index):
                self._pack_whole()
                self._submitted.append(self._submit(add, finished))
            else:
                _assemble(sheet, self._filename(_part_of(sheet)))

    def _write_custom_file(self) -> None:
        if not self.workbook.is_sealed:
            super()._write_custom_file()

    def _filename(self, xml_filename: str) -> StringIO | str:
        self._pack_whole()
        place: StringIO | str = super()._filename(xml_filename)
        return place

    def _pack_whole(self) -> None:
        """Pack the parts so far, which are whole as soon as another is begun."""
        self._submitted += [self._submit(pack, place, name) for place, name, _ in self.filenames]
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


def _assemble(sheet: Worksheet, place: StringIO | str) -> None:
    """Write a sheet as XML, as XlsxWriter's packager does."""
    sheet._set_xml_writer(place)  # noqa: SLF001 - as there
    sheet._assemble_xml_file()  # noqa: SLF001 - likewise


def _part_of(sheet: Worksheet) -> str:
    return f"xl/worksheets/sheet{sheet.index + 1}.xml"


def _new_file(folder: str | None) -> str:
    handle, path = mkstemp(dir=folder)
    os.close(handle)
    return path


def _ending(properties: str, element: str) -> str:
    return properties.replace("</cp:coreProperties>", f"{element}</cp:coreProperties>")
