"""Cases of councils' consolidated and shared workbooks that are given to be merged into a region."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from openpyxl.workbook import Workbook

from tests.builders.opened import load_workbook
from tests.builders.regions import council, for_everybody, internal
from tests.builders.rounds import INSTRUMENTS
from tests.corpus.case import Case, Expected, base, case, control
from xlkit.intake.council_workbook import COUNTED_FIRST, COUNTED_LAST, SEPARATOR, count_level
from xlkit.intake.log import Ledger

HEADINGS = (*COUNTED_FIRST, *map(count_level, range(1, 6)), *COUNTED_LAST)
ANSWERS = "Provider answers"
LEVEL = "M5"  # the first level among the answers
SHARED: Expected = ("valid", ("counts-alone",))


def cases() -> Iterator[Case]:
    """All of them."""
    yield _internal("a council's consolidated workbook", one(), "valid")
    yield _internal("an answer edited among the answers", changed(one(), ANSWERS, {LEVEL: 4}), "valid",
                    f"edited-answer {ANSWERS}!{LEVEL}")  # fmt: skip
    yield _internal("a level that there is not", changed(one(), ANSWERS, {LEVEL: 8}), "incomplete",
                    f"edited-answer {ANSWERS}!{LEVEL}", f"unknown-choice {ANSWERS}!{LEVEL}")  # fmt: skip
    yield _internal("no row among the answers", edited(one(), lambda book: book[ANSWERS].delete_rows(5)), "rejected",
                    "answers-gone Data!A5")  # fmt: skip
    yield case("data without a row", edited(one(), _emptied), "rejected", "council-workbook")
    yield case("a council's shared workbook", shared(), *_flat(SHARED))
    yield case("counts that were edited", changed(shared(), "Counts", {_cell("level_2"): 9}), "rejected",
               "council-workbook")  # fmt: skip
    yield case("a shared workbook without its counts", edited(shared(), lambda book: book.remove(book["Counts"])),
               "rejected", "council-workbook")  # fmt: skip
    yield _together("shared figures beside the returns", {"a.xlsx": six(), "b.xlsx": shared()},
                    {"b.xlsx": ("superseded", ("counts-alone", "returns-given"))})  # fmt: skip
    yield _together("shared figures of another council", {"a.xlsx": six("Oak"), "b.xlsx": shared()},
                    {"b.xlsx": SHARED})  # fmt: skip
    among = Case("in a round: shared figures among returns", {"a.xlsx": base(), "b.xlsx": shared()}, {
        "a.xlsx": ("held", ("identity-unsigned", "to-be-decided")), "b.xlsx": ("rejected", ("council-among-returns",)),
    }, control())  # fmt: skip
    yield among
    yield replace(
        among, name="in a round: shared figures alone", files={"b.xlsx": shared()}, expected={"b.xlsx": SHARED}
    )
    yield _one_id("one return id in two councils", "Ash", "Oak")
    yield _together("the same shared figures twice", {"a.xlsx": shared(), "b.xlsx": shared() + b"\n"},
                    {"a.xlsx": SHARED, "b.xlsx": ("duplicate", ("counts-alone", "same-counts"))})  # fmt: skip
    yield _together("different shared figures of one council", {"a.xlsx": shared(), "b.xlsx": shared(level=4)},
                    dict.fromkeys(("a.xlsx", "b.xlsx"), ("conflict", ("counts-alone", "other-counts"))))  # fmt: skip


@cache
def _round(name: str, many: int, level: int) -> Ledger:
    return council(name, [{"strategy": level}] * many, {"leadership": 3} if many > 1 else None)


@cache
def one() -> bytes:
    """The consolidated workbook of one provider."""
    return _written(internal, _round("Ash", 1, 2))


def six(name: str = "Ash") -> bytes:
    """That of six providers and their council."""
    return _written(internal, _round(name, 6, 2))


@cache
def shared(level: int = 2) -> bytes:
    """The shared workbook of six providers and their council."""
    return _written(for_everybody, _round("Ash", 6, level))


def edited(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """A workbook after an edit that recalculated nothing."""
    book, saved = load_workbook(BytesIO(data), data_only=True), BytesIO()
    change(book)
    book.save(saved)
    return saved.getvalue()


def changed(data: bytes, sheet: str, values: Mapping[str, object]) -> bytes:
    """A workbook after cells were typed over."""

    def change(book: Workbook) -> None:
        for cell, value in values.items():
            book[sheet][cell].value = value

    return edited(data, change)


def _written(write: Callable[[Path, Ledger], Path], given: Ledger) -> bytes:
    with TemporaryDirectory() as folder:
        return write(Path(folder) / "council.xlsx", given).read_bytes()


def _emptied(book: Workbook) -> None:
    book["Data"].delete_rows(5, 2 * len(list(INSTRUMENTS["provider-check"].items)))


def _cell(name: str) -> str:
    return f"{'ABCDEFGHIJKLMNOPQR'[HEADINGS.index(name)]}5"


def _flat(expected: Expected) -> tuple[str, ...]:
    return (expected[0], *expected[1])


def _internal(name: str, data: bytes, status: str, *findings: str) -> Case:
    (entry,) = _round("Ash", 1, 2).entries
    assert entry.completed is not None
    path = f"ash.xlsx{SEPARATOR}{entry.completed.identity.return_id}"
    return Case(name, {"ash.xlsx": data}, {path: (status, findings)})


def _one_id(name: str, *councils: str) -> Case:
    """The return of one provider, as the workbooks of several councils keep it."""
    given = _round("Ash", 1, 2)
    id_ = next(entry.completed.identity.return_id for entry in given.entries if entry.completed)
    files = {
        f"{council_name}.xlsx": _written(partial(internal, council_name=council_name), given)
        for council_name in councils
    }
    return Case(name, files, {f"{file}{SEPARATOR}{id_}": ("valid", ("id-in-councils",)) for file in files})


def _together(name: str, files: Mapping[str, bytes], expected: Mapping[str, Expected]) -> Case:
    """Files given together; the returns of a consolidated workbook among them are all valid."""
    kept: dict[str, Expected] = {}
    if "a.xlsx" not in expected:
        owner = "Oak" if files["a.xlsx"] == six("Oak") else "Ash"
        ids = [entry.completed.identity.return_id for entry in _round(owner, 6, 2).entries if entry.completed]
        kept = {f"a.xlsx{SEPARATOR}{id_}": ("valid", ()) for id_ in ids}
    return Case(name, files, {**kept, **expected})
