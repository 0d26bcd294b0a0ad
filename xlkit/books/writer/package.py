"""Package: the parts of a workbook, each packed while the next is written, and the language that it says it is in."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook

from xlkit.books.writer.plain import whole

BEGINNING = (1980, 1, 1, 0, 0, 0)  # when each part was made: the first moment that a package knows


class SpokenWorkbook(Workbook):  # type: ignore[misc] # XlsxWriter ships no types
    """A workbook whose core properties name its language, taken from the document property `language`."""

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
        with ZipFile(self._stream, "w", ZIP_DEFLATED, allowZip64=False) as package, ThreadPoolExecutor(1) as packer:
            self._pack = lambda place, name: packer.submit(_pack, package, place, name)
            super()._create_package()
            self._pack_whole()
            for packed in self._packed:
                packed.result()
        return []

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


def _pack(package: ZipFile, place: StringIO | str, name: str) -> None:
    part = ZipInfo(name, BEGINNING)
    part.compress_type = ZIP_DEFLATED
    if isinstance(place, StringIO):
        package.writestr(part, _in_bytes(place.getvalue()))
        return
    file = Path(place)
    part.file_size = file.stat().st_size
    with file.open("rb") as written, package.open(part, "w") as packed:
        copyfileobj(written, packed, 1 << 20)
    file.unlink()


def _in_bytes(text: str) -> bytes:
    """A part in bytes, whatever it holds."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return whole(text).encode()


def _ending(properties: str, element: str) -> str:
    return properties.replace("</cp:coreProperties>", f"{element}</cp:coreProperties>")
