"""Golden tables: the sheets of small rounds and of a small region as text, which what is written is held against.

    uv run python -m tests.golden

writes them anew; what changes is read before it is committed. A text that could be taken for a number stands in quotes,
and a heading that ends in = has formulas below it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from tests.books.test_round_books import AS_AT as DAY
from tests.books.test_round_books import HARD, hard_tracking
from tests.builders.control import INSTRUMENTS, SPRING, spring
from tests.builders.opened import charts_of, load_workbook
from tests.builders.small_round import small_region, small_round
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.feedback import feedback_workbook
from xlkit.books.round import issue_register, tracker_workbook
from xlkit.books.shared import shared_workbook
from xlkit.books.writer.book import Book
from xlkit.books.writer.sheets import AnySheet, SheetOf, Value
from xlkit.books.writer.table import Table
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.feedback import feedback
from xlkit.round import issuing
from xlkit.round.round import Issued

NUMBER = re.compile(r"[-+]?[\d.]+|\d{4}-\d\d-\d\d")  # what could be taken for a number, or a date
CHARTS = "Charts"  # no sheet's name
FOLDER = Path(__file__).parent / "books" / "golden"


def tables() -> dict[Path, str]:
    """Every table by the file that it stands in, in a folder for each workbook."""
    of_round, of_region = small_round(), small_region()
    books: Mapping[str, Callable[[Path], None]] = {
        "consolidated": partial(consolidated_workbook.write, of_round),
        "shared": partial(shared_workbook.write, share(of_round)),
        "region": partial(consolidated_workbook.write, of_region),
        "region shared": partial(shared_workbook.write, share(of_region)),
        "feedback": partial(feedback_workbook.write, next(feedback(of_round))),
        "tracker": lambda path: tracker_workbook.write(path, SPRING, hard_tracking(), DAY),
        "register": lambda path: issue_register.write(path, spring(), _issued()),
    }
    return {FOLDER / book / f"{name}.txt": text for book, write in books.items() for name, text in _sheets(write)}


def _issued() -> tuple[Issued, ...]:
    return tuple(replace(each, day=DAY) for each in issuing.for_round(spring(*HARD), INSTRUMENTS))


def _sheets(write: Callable[[Path], None]) -> Iterator[tuple[str, str]]:
    """The sheets that are written into a workbook, by their names, as text."""
    found: dict[str, str] = {}
    original = SheetOf.write

    def noted(sheet: AnySheet, book: Book, *, is_live: bool = True) -> Table:
        found[sheet.sheet] = "\n".join(
            (*([found[sheet.sheet]] if sheet.sheet in found else []), as_text(sheet, is_live=is_live))
        )
        return original(sheet, book, is_live=is_live)

    with TemporaryDirectory() as folder, patch.object(SheetOf, "write", noted):
        path = Path(folder, "book.xlsx")
        write(path)
        charts = charts_as_text(path)
    yield from found.items()
    if charts:
        yield CHARTS, charts


def as_text(sheet: SheetOf[Any], *, is_live: bool = True) -> str:
    """A sheet as aligned columns below its title and the name of its table, numbers to the right."""
    lines = list(sheet.lines())
    columns = []
    for column in sheet.columns:
        follows = is_live and column.formula is not None and any(column.formula(at) is not None for at in lines)
        values = [column.value(at.row) for at in lines]
        columns.append(_aligned([f"{column.header} =" if follows else column.header, *map(_shown, values)], values))
    rows = (" | ".join(cells).rstrip() for cells in zip(*columns, strict=True))
    return "\n".join((f"{sheet.title} ({sheet.name})", "", *rows, ""))


def charts_as_text(path: Path) -> str:
    """Every series of the charts of a workbook: its sheet, and where its name, its values and their names stand."""
    series = [
        (sheet.title, series.tx.strRef.f if series.tx.strRef else f'"{series.tx.v}"', series.val.numRef.f, names.f)
        for sheet in load_workbook(path)
        for chart in charts_of(sheet)
        for series in chart.series
        for names in (series.cat.strRef or series.cat.numRef,)
    ]
    columns = zip(("Sheet", "Series", "Values", "Names"), *series, strict=True)
    aligned = [_aligned(column, column[1:]) for column in columns]
    return "\n".join((*(" | ".join(cells).rstrip() for cells in zip(*aligned, strict=True)), "")) if series else ""


def _aligned(texts: Sequence[str], values: Sequence[Value]) -> list[str]:
    width = max(map(len, texts))
    is_number = [False, *(isinstance(value, int | float) for value in values)]
    return [text.rjust(width) if right else text.ljust(width) for text, right in zip(texts, is_number, strict=True)]


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return f"{value:.12g}"
    text = value.replace("\\", "\\\\").replace("\n", "\\n")
    return f'"{text}"' if NUMBER.fullmatch(text) or text != text.strip() or not text else text


def main() -> None:
    """Write every table, and take away those of sheets that are no more."""
    wanted = tables()
    for path in FOLDER.glob("*/*.txt"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
