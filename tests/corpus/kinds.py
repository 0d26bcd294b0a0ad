"""Cases of a form with every kind of question: conditions, rules, dates beside answers, and tables."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders.edits import with_cells, with_rows
from tests.builders.forms import oakfield, written
from tests.builders.kinds import every_kind
from tests.corpus.case import ROUND, Case, case
from xlkit.form.draft import Draft

Q, T = "Questions", "Tables"
FILLED = Draft(
    answers={
        "staff": "green", "money": "red", "meets": "yes", "how_often": 24.0, "why_often": "Much to do.",
        "helps": "food travel", "which_food": "hot", "since": date(2025, 1, 2), "after": "food",
    },
    days={"money": date(2026, 1, 2)},
    evidence={"meets": "Minutes of May"},
    rows={
        "risks": ({"risk": "It rains", "share": 12.5, "due": date(2026, 3, 3), "status": "done", "count": 3.0},),
        "places": ({"place": "Here", "kind": "yes"},),
    },
)  # fmt: skip


def cases() -> Iterator[Case]:
    """All of them."""
    yield case("every kind, as it was asked", filled(), "valid")
    yield from _needed()
    yield from _rules()
    yield from _dates()
    yield from _worked_out()
    yield from _tables()


def _needed() -> Iterator[Case]:
    yield case("a cell left empty", changed(Q, {"D6": None}), "incomplete", f"left-empty {Q}!D6")
    yield case("a cell left empty that need not be filled", changed(Q, {"D5": None}), "valid")
    yield case("a cell that is not needed", changed(Q, {"D8": "No", "D10": None, "D11": None}), "valid")
    yield case(
        "answered though not needed",
        changed(Q, {"D8": "No"}),
        "valid",
        f"answer-not-needed {Q}!D10",
        f"answer-not-needed {Q}!D11",
    )
    yield case(
        "a table that is not needed",
        changed(Q, {"C20": None, "C21": "✓"}),
        "valid",
        f"answer-not-needed {T}!B13",
    )
    yield case("none of many ticks", changed(Q, {"C15": None, "C16": None}), "incomplete", f"no-answer {Q}!C15",
               f"answer-not-needed {Q}!C20", f"answer-not-needed {T}!B13")  # fmt: skip
    yield case("an unclear tick among many", changed(Q, {"C17": "perhaps"}), "incomplete", f"unknown-tick {Q}!C17")


def _rules() -> Iterator[Case]:
    yield case("a number beyond its rule", changed(Q, {"D10": 367.0}), "incomplete", f"breaks-rule {Q}!D10")
    yield case("a number at the edge of its rule", changed(Q, {"D10": 366.0}), "valid")
    yield case("ticks that do not go together", changed(Q, {"C18": "✓"}), "incomplete", f"breaks-rule {Q}!C15")
    yield case("a field beyond its rule", changed(T, {"C6": 100.5}), "incomplete", f"breaks-rule {T}!C6")


def _dates() -> Iterator[Case]:
    yield case("a date beside an answer that is none", changed(Q, {"E6": "soon"}), "incomplete", f"not-a-date {Q}!E6")
    yield case("a date beside an answer as text", changed(Q, {"E6": "02/01/2026"}), "valid", f"date-understood {Q}!E6")


def _worked_out() -> Iterator[Case]:
    typed = changed(Q, {"D29": 45691.0})
    yield case("something typed over what is worked out", typed, "valid", f"worked-out-anew {Q}!D29")
    yield case("what is worked out, typed as a text", changed(Q, {"D29": "01/02/2025"}), "valid")


def _tables() -> Iterator[Case]:
    yield case("a field left empty in a row", changed(T, {"B6": None}), "incomplete", f"left-empty {T}!B6")
    yield case("an unknown status in a row", changed(T, {"E6": "Nearly"}), "incomplete", f"unknown-choice {T}!E6")
    yield case("a field that became a number", changed(T, {"B6": 5.0}), "valid", f"text-changed-type {T}!B6")
    yield case(
        "a row below those that are prepared",
        with_rows(filled(), T, _with_one_more),
        "valid",
        f"unreferenced-text {T}!B10",
    )
    yield case("a note beside a table", changed(T, {"H7": "Ask Ann"}), "valid", f"unreferenced-text {T}!H7")
    yield case(
        "rows of a table the other way round",
        with_rows(filled(), T, lambda rows: sorted((15 - n if n in range(6, 10) else n, cells) for n, cells in rows)),
        "valid",
    )
    yield case(
        "a row of a table twice",
        with_rows(filled(), T, lambda rows: [*rows, (17, dict(rows)[6])]),
        "incomplete",
        f"reference-twice {T}!A17",
        *(f"unreferenced-text {T}!{column}17" for column in "BCDEF"),
    )
    yield case(
        "a row of a table deleted",
        with_rows(filled(), T, lambda rows: [row for row in rows if row[0] != 7]),
        "valid",
        "spare-rows-gone",
    )


ROW_OF_NOBODY = b'<c r="B10" t="inlineStr"><is><t>It snows</t></is></c>'


def _with_one_more(rows: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """The rows of the tables with one more between the first table and the second."""
    moved = [(number + (number > 9), cells) for number, cells in rows]
    return sorted([*moved, (10, ROW_OF_NOBODY)])


def changed(sheet: str, cells: Mapping[str, str | float | None]) -> bytes:
    """The form as it was filled in, with other values in some cells."""
    return with_cells(filled(), sheet, cells)


@cache
def filled() -> bytes:
    """The form as it was filled in."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        return written(path, FILLED, oakfield(every_kind(), ROUND), every_kind()).read_bytes()
