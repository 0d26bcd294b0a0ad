"""People: who was sent a workbook, what is true of them, and how they fill a workbook in."""

from collections.abc import Callable, Mapping
from io import BytesIO
from random import Random

from msgspec import Struct
from openpyxl import Workbook

from tests.builders.edits import with_cells
from tests.builders.opened import load_workbook
from tests.lived.form import LEVELS, REFS, TOPICS
from xlkit.form.layout import DETAIL_ANSWER, REF, TICK
from xlkit.returns.raw import CellRef, RawReturn
from xlkit.returns.read.file import read_bytes

Levels = Mapping[str, int]


class Person(Struct, frozen=True):
    """One recipient: their return id, the workbook they were sent, and the level that is true of each topic.

    `number` is the place of their row among the recipients, from 0.
    """

    number: int
    organisation: str
    email: str
    return_id: str
    issued: bytes
    levels: Levels

    def all_but(self, *topics: str) -> Levels:
        """What they would say of every topic but these."""
        return {name: level for name, level in self.levels.items() if name not in topics}


def truth(chance: Random) -> Levels:
    """What is true of somebody."""
    return {name: chance.choice(LEVELS) for name in TOPICS}


def opened(data: bytes) -> RawReturn:
    """A workbook as the reader sees it."""
    raw = read_bytes(data).raw
    assert raw is not None
    return raw


def ticked(data: bytes, levels: Levels, mark: str = "✓") -> bytes:
    """The workbook with one statement ticked in each of these topics."""
    return _filled(
        data,
        {
            f"{REFS[name]}.{level}": (TICK, mark if level == wanted else None)
            for name, wanted in levels.items()
            for level in LEVELS
        },
    )


def levels_ticked(data: bytes) -> Levels:
    """The level of each topic that has one tick in a workbook."""
    ticks = [
        str(row[REF]) for sheet in opened(data).sheets for row in sheet.rows if len(row) > TICK and row[TICK] == "✓"
    ]
    found = {name: [ref for ref in ticks if ref.startswith(f"{topic}.")] for name, topic in REFS.items()}
    return {name: int(refs[0].rpartition(".")[2]) for name, refs in found.items() if len(refs) == 1}


def also_ticked(data: bytes, topic: str, level: int) -> bytes:
    """The workbook with one more statement ticked."""
    return _filled(data, {f"{REFS[topic]}.{level}": (TICK, "✓")})


def detailed(data: bytes, ref: str, text: str) -> bytes:
    """The workbook with something typed on About you, such as the locality at `Y6`."""
    return _filled(data, {ref: (DETAIL_ANSWER, text)})


def rearranged(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook with its sheets, rows or columns moved about by hand."""
    book, saved = load_workbook(BytesIO(data)), BytesIO()
    change(book)
    book.save(saved)
    return saved.getvalue()


def _filled(data: bytes, cells: Mapping[str, tuple[int, str | None]]) -> bytes:
    """The workbook with cells typed into, each in the row of a reference."""
    by_sheet: dict[str, dict[str, str | float | bool | None]] = {}
    for sheet in opened(data).sheets:
        for number, row in enumerate(sheet.rows):
            column, text = cells.get(str(row[REF]) if row else "", (None, None))
            if column is not None:
                by_sheet.setdefault(sheet.name, {})[CellRef("", number, column).a1] = text
    for name, typed in by_sheet.items():
        data = with_cells(data, name, typed)
    return data
