"""The engine: XlsxWriter with what it has no setting for, the document's language and formulas taken as they stand."""

from xml.sax.saxutils import escape

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet


class SpokenWorkbook(Workbook):  # type: ignore[misc] # XlsxWriter ships no types
    """A workbook in memory whose core properties name its language, taken from the document property `language`."""

    def _get_packager(self) -> Packager:
        return _SpokenPackager()


class PlainWorksheet(Worksheet):  # type: ignore[misc] # likewise
    """A worksheet that writes formulas as they stand: they may use no function that is newer than Excel 2010."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - as overridden
        # Looking for thirty newer functions in each formula takes as long as all the rest of writing.
        return formula.removeprefix("=")


class _SpokenPackager(Packager):  # type: ignore[misc] # likewise
    def _write_core_file(self) -> None:
        super()._write_core_file()
        stream = self.filenames[-1][0]
        language = f"<dc:language>{escape(self.workbook.doc_properties['language'])}</dc:language>"
        written = stream.getvalue().replace("</cp:coreProperties>", f"{language}</cp:coreProperties>")
        stream.seek(0)
        stream.write(written)
