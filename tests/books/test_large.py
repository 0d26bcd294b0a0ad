"""Large workbooks: put together row by row in temporary files, they hold what they would hold anyway."""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from datetime import date
from io import BytesIO, StringIO
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from msgspec.structs import replace
from openpyxl.cell import Cell, MergedCell
from xlsxwriter import Workbook
from xlsxwriter.exceptions import OverlappingRange

from tests import lint
from tests.builders.edits import parts_of
from tests.builders.opened import load_workbook
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, random_ledger
from tests.office import ooxml
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.consolidated.planning import plan
from xlkit.books.writer import engine, packing
from xlkit.books.writer.book import CREATED, opened
from xlkit.books.writer.held import Formula, Held, Linked
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.package import SpokenWorkbook
from xlkit.books.writer.table import Column, Table, write_table
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Planned

PROVIDERS = 40
TEXTS, TEXTS_COUNTED = "xl/sharedStrings.xml", re.compile(rb'[cC]ount="[0-9]+"')


def written(path: Path) -> Path:
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, random_ledger(1, providers=PROVIDERS), AS_AT), path)
    return path


def written_by_parts(path: Path) -> Path:
    """Every table longer than ten rows leaves memory, and the parts of the package stand in files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xlkit.books.writer.table.MOST_IN_MEMORY", 10)
        patch.setattr("xlkit.books.writer.table.MOST_FOUND_AGAIN", 10)
        patch.setattr("xlkit.books.consolidated.consolidated_workbook.MOST_IN_MEMORY", 0)
        return written(path)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook put together by parts, which tests only read."""
    return written_by_parts(tmp_path_factory.mktemp("large") / "parts.xlsx")


Look: TypeAlias = tuple[object, ...]


def cells(rows: Iterable[Iterable[Cell | MergedCell]], looks: dict[object, Look]) -> list[Look]:
    """Each cell with its look, which is kept by its style in the workbook."""
    return [_cell(cell, looks) for row in rows for cell in row]


def _cell(cell: Cell | MergedCell, looks: dict[object, Look]) -> Look:
    style = attrgetter("_style")(cell)
    if style not in looks:
        looks[style] = (cell.number_format, cell.fill.fgColor.rgb, cell.font.b, cell.alignment.wrap_text)
    leads = cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.target)
    return cell.coordinate, getattr(cell.value, "text", cell.value), leads, cell.data_type, *looks[style]


def test_rows_put_by_are_the_same_rows(tmp_path: Path, large: Path) -> None:
    """Every cell with its look, every height, where pages end, and every table."""
    whole = load_workbook(written(tmp_path / "whole.xlsx"))
    parts = load_workbook(large)
    assert parts.sheetnames == whole.sheetnames
    looks: tuple[dict[object, Look], dict[object, Look]] = ({}, {})
    for one, other in zip(whole, parts, strict=True):
        assert cells(one, looks[0]) == cells(other, looks[1])
        heights = [{row: found.height for row, found in sheet.row_dimensions.items()} for sheet in (one, other)]
        assert heights[0] == heights[1]
        assert [end.id for end in one.row_breaks.brk] == [end.id for end in other.row_breaks.brk]
        assert one.print_area == other.print_area
        assert [table.ref for table in one.tables.values()] == [table.ref for table in other.tables.values()]


def test_texts_are_counted_each_time_that_they_stand_somewhere(tmp_path: Path, large: Path) -> None:
    """The table of texts says how many cells hold one, and how many texts there are, as in a workbook kept whole."""
    of_both = (parts_of(path.read_bytes())[TEXTS] for path in (written(tmp_path / "whole.xlsx"), large))
    whole, by_parts = (TEXTS_COUNTED.findall(texts) for texts in of_both)
    assert whole == by_parts


def test_the_same_round_gives_the_same_bytes(tmp_path: Path, large: Path) -> None:
    """Nothing of the temporary files goes in."""
    assert written_by_parts(tmp_path / "again.xlsx").read_bytes() == large.read_bytes()


def test_long_sheets_are_packed_before_the_workbook_is_whole(
    tmp_path: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some are, and parts stand in the same order as in one whose sheets all wait."""
    finished: list[str] = []
    monkeypatch.setattr(SpokenWorkbook, "finish", lambda _, sheet: finished.append(sheet.name))
    waiting = parts_of(written_by_parts(tmp_path / "waiting.xlsx").read_bytes())
    assert len(finished) > 2
    assert [*parts_of(large.read_bytes())] == [*waiting]


def test_a_sheet_that_is_packed_takes_nothing_more(tmp_path: Path) -> None:
    """Whoever writes to it is stopped, since nobody would find that there."""
    with opened(tmp_path / "book.xlsx", "A book") as book:
        sheet = book.sheet("One")
        book.workbook.finish(sheet.raw)
        with pytest.raises(TypeError):
            sheet.text(0, 0, "late")


def test_a_part_packed_beforehand_lies_as_any_other_does() -> None:
    """The package is the same byte for byte: the standard library still keeps its parts as is taken for granted."""
    texts = {"one.xml": "<one/>" * 999, "two.xml": "<two>é</two>", "three.xml": "<three/>"}
    packages = []
    for ahead in ((), ("two.xml",), tuple(texts)):
        stream = BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED, allowZip64=False, compresslevel=packing.LEVEL) as package:
            for name, text in texts.items():
                if name in ahead:
                    done: Future[packing.Packed] = Future()
                    done.set_result(packing.packed(StringIO(text), name))
                    packing.add(package, done)
                else:
                    packing.pack(package, StringIO(text), name)
        packages.append(stream.getvalue())
    assert len(set(packages)) == 1
    assert parts_of(packages[0]) == {name: text.encode() for name, text in texts.items()}


def test_it_is_sound(large: Path) -> None:
    """The lint finds nothing: no row twice, none out of order."""
    assert lint.faults(large) == []


@pytest.mark.slow
@pytest.mark.ooxml
def test_excel_opens_it_without_a_word(large: Path) -> None:
    """The workbook is valid Open XML."""
    assert ooxml.errors(large) == []


@pytest.mark.parametrize("most", [100, 10])
def test_an_xlsxwriter_that_nobody_looked_into_gives_the_same_bytes(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fast worksheet stands aside for the plain one, and nobody sees it, however long tables are."""
    monkeypatch.setattr("xlkit.books.writer.table.MOST_IN_MEMORY", most)
    comparison = compare(INSTRUMENTS, CROSSWALK, random_ledger(2, providers=3), AS_AT)
    assert engine.worksheet() is engine.FastWorksheet
    consolidated_workbook.write(comparison, tmp_path / "fast.xlsx")
    monkeypatch.setattr("xlsxwriter.__version__", "9.0.0")
    assert engine.worksheet() is engine.PlainWorksheet
    consolidated_workbook.write(comparison, tmp_path / "plain.xlsx")
    assert (tmp_path / "plain.xlsx").read_bytes() == (tmp_path / "fast.xlsx").read_bytes()


def test_every_result_of_a_formula_is_written_as_xlsxwriter_writes_it(tmp_path: Path) -> None:
    """Numbers, texts, errors, truths and nothing, with what is to be escaped in them and in their formulas."""
    results = (1, 0.1, 1e300, "a < b & c", "", "#N/A", "#N/B", True, False)
    written = []
    for kind in (engine.FastWorksheet, engine.PlainWorksheet):
        path = tmp_path / f"{kind.__name__}.xlsx"
        with Workbook(path) as book:
            sheet, look = book.add_worksheet(worksheet_class=kind), book.add_format({"bold": True})
            for row, result in enumerate(results):
                sheet.write_formula(row, 0, '=IF(A1<1,"a&b","")', look, result)
        written.append(parts_of(path.read_bytes())["xl/worksheets/sheet1.xml"])
    assert written[0] == written[1]


def test_a_long_table_is_the_same_table_and_none_may_overlap_another(tmp_path: Path) -> None:
    """Its whole range and that of its filter, though XlsxWriter is told of two rows; one below it has its room."""
    written = []
    for kind in (engine.FastWorksheet, engine.PlainWorksheet):
        path = tmp_path / f"{kind.__name__}.xlsx"
        with Workbook(path) as book:
            book.set_properties({"created": CREATED})  # or a second that begins in between tells them apart
            sheet = book.add_worksheet(worksheet_class=kind)
            assert sheet.add_table(3, 0, 200, 2, {"name": "Long", "autofilter": True}) == 0
            with pytest.raises(OverlappingRange):
                sheet.add_table(200, 0, 205, 2, {"name": "Within"})
            assert sheet.add_table(201, 0, 205, 2, {"name": "Below"}) == 0
            assert sheet.add_table(300, 0, 1_048_576, 2, {"name": "Beyond"}) == -1
        written.append(parts_of(path.read_bytes()))
    assert written[0] == written[1]


def test_whatever_stands_in_a_cell_of_a_long_table_is_what_stands_in_a_short_one(tmp_path: Path) -> None:
    """Texts that look like mark-up, old and new days, truths, arrays and links, between texts that are told apart."""
    held: tuple[Held, ...] = (
        *("one", "two", "<r>no mark-up</r>", "three", "<", "\N{EURO SIGN} é", "half \ud800", "", None, "x" * 33_000),
        *(0, -1.5, 1e300, True, date(1899, 1, 1), date(1900, 3, 1), date(2027, 4, 6)),
        *(Formula('=IF(A1<1,"a&b","")', "a & b"), Formula("=1>0", value=True), Formula("=A1", None, "share")),
        *(Formula("=SUM(A1:A2*1)", 2, is_array=True), Formula("=A1", "\N{EURO SIGN}")),
    )
    lead = Lead("Odd", "B2")
    rows = [[f"row {place}", cell, Linked(cell, lead)] for place, cell in enumerate(held)]
    table = Table("Odd", "Odd", "Odd", "Odd", tuple(Column(key, key) for key in "abc"), len(rows))
    found, lost = [], []
    for most in (0, 100):
        with pytest.MonkeyPatch.context() as patch, opened(tmp_path / f"{most}.xlsx", "Odd") as book:
            patch.setattr("xlkit.books.writer.table.MOST_IN_MEMORY", most)
            write_table(book, table, rows, is_final=True)
        sheet = load_workbook(tmp_path / f"{most}.xlsx")["Odd"]
        found.append(cells(sheet.iter_rows(min_row=4), {}))
        lost.append(book.losses)
    assert found[0] == found[1]
    assert lost[0] == lost[1] != []


def test_no_sheet_goes_through_all_actions_for_each_provider() -> None:
    """That would take a hundred times as long for ten times as many."""
    looks = 0

    class Counted(tuple[Planned, ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[Planned]:
            nonlocal looks
            looks += 1
            return super().__iter__()

    comparison = compare(INSTRUMENTS, CROSSWALK, random_ledger(1, providers=PROVIDERS), AS_AT)
    assert len(comparison.actions) > PROVIDERS
    for sheet in consolidated_workbook.sheets(plan(replace(comparison, actions=Counted(comparison.actions)))):
        sheet.data()
    assert 0 < looks < PROVIDERS
