"""Converted: a workbook as read, written again as an OpenDocument file and as a binary workbook."""

import struct
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from tests.builders.files import ODF, binary, relations, wide, xlsx_parts, zipped
from xlkit.returns.raw import RawReturn, RawSheet, Value

EXCEL_DAY_ZERO = date(1899, 12, 30)


def as_ods(raw: RawReturn) -> bytes:
    """An OpenDocument file with the same cells."""
    tables = "".join(_table(sheet) for sheet in raw.sheets)
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" '
        f'xmlns:text="{ODF}:text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}:manifest:1.0"/>',
    })  # fmt: skip


def _table(sheet: RawSheet) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, cells)) or '<table:table-cell/>'}</table:table-row>"
        for cells in sheet.rows
    )
    return f"<table:table table:name={quoteattr(sheet.name)}>{rows}</table:table>"


def _ods_cell(value: Value) -> str:
    if value in ("", None):
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def as_xlsb(raw: RawReturn) -> bytes:
    """A binary workbook with the same cells, dates as their numbers."""
    strings: dict[str, int] = {}
    sheets = [_binary_sheet(sheet, strings) for sheet in raw.sheets]
    bundles = b"".join(
        binary(156, struct.pack("<II", 0, number + 1) + wide(f"r{number}") + wide(sheet.name))
        for number, sheet in enumerate(raw.sheets)
    )
    items = b"".join(binary(19, b"\0" + wide(text)) for text in strings)
    parts = xlsx_parts(content_type="application/vnd.ms-excel.sheet.binary.macroEnabled.main")
    targets = {f"r{number}": f"worksheet:worksheets/sheet{number}.bin" for number in range(len(sheets))}
    return zipped({
        "[Content_Types].xml": str(parts["[Content_Types].xml"]).replace("workbook.xml", "workbook.bin"),
        "_rels/.rels": relations(r1="officeDocument:xl/workbook.bin"),
        "xl/workbook.bin": binary(131) + binary(143) + bundles + binary(144) + binary(132),
        "xl/_rels/workbook.bin.rels": relations(**targets, s="sharedStrings:sharedStrings.bin"),
        "xl/sharedStrings.bin": binary(159, struct.pack("<II", len(strings), len(strings))) + items + binary(160),
        **{f"xl/worksheets/sheet{number}.bin": body for number, body in enumerate(sheets)},
    })  # fmt: skip


def _binary_sheet(sheet: RawSheet, strings: dict[str, int]) -> bytes:
    rows = b"".join(
        binary(0, struct.pack("<IIHBBB I", number, 0, 300, 0, 0, 0, 0).ljust(17, b"\0"))
        + b"".join(_binary_cell(column, value, strings) for column, value in enumerate(cells))
        for number, cells in enumerate(sheet.rows)
    )
    right = max((len(cells) for cells in sheet.rows), default=1)
    extent = binary(148, struct.pack("<IIII", 0, max(len(sheet.rows) - 1, 0), 0, max(right - 1, 0)))
    return binary(129) + extent + binary(145) + rows + binary(146) + binary(130)


def _binary_cell(column: int, value: Value, strings: dict[str, int]) -> bytes:
    if value in ("", None):
        return b""
    start = struct.pack("<II", column, 0)
    if isinstance(value, date):
        value = float((value - EXCEL_DAY_ZERO).days)
    if isinstance(value, float):
        return binary(5, start + struct.pack("<d", value))
    return binary(7, start + struct.pack("<I", strings.setdefault(str(value), len(strings))))
