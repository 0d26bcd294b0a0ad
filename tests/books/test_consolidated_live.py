"""The consolidated workbook where it is calculated, by the oracle and by LibreOffice: what is stored is true."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace
from openpyxl.utils import get_column_letter

from tests.builders.rounds import (
    AS_AT,
    COMMISSIONER,
    CROSSWALK,
    INSTRUMENTS,
    PROVIDER,
    action,
    answered,
    ledger,
    random_ledger,
    random_views,
)
from tests.office import ooxml
from tests.office.calc import Calc, Cell, Entry, ErrorValue
from tests.oracle.book import Book, recalculate
from tests.oracle.formula import a1
from tests.oracle.values import Scalar
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.consolidated.standing.answers import FIXED
from xlkit.comparison.compare import compare
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.intake.log import Ledger
from xlkit.returns.completed import Answer

ROUNDS = {
    "a few of both sides": random_ledger(1),
    "many": random_ledger(2, providers=30),
    "several councils": random_ledger(3, councils=3, views=7),
    "providers alone": random_ledger(4, councils=0),
    "commissioner alone": random_ledger(5, providers=0, views=8),
    "one return": ledger(answered(PROVIDER, "A", {"strategy": 4}, actions=[action("strategy")])),
    "all blank": ledger(answered(PROVIDER, "A", {}), answered(PROVIDER, "B", {}), answered(COMMISSIONER, "C", {})),
    "awkward names": ledger(
        *(answered(PROVIDER, name, {"strategy": 2}) for name in ("A*", "A?", "~", "=A", '"', "A\x01B", "<r>x</r>")),
        answered(COMMISSIONER, "O'Neill", {"leadership": 3}, respondent="<r>x</r>"),
    ),
    "others about providers and commissioner": random_views(7, random_ledger(7)),
    "others, several councils": random_views(8, random_ledger(8, providers=12, councils=2)),
    "others alone": random_views(9, ledger()),
    "other perspectives": ledger(
        answered(PROVIDER, "A", {"strategy": 1}),
        answered(PROVIDER, "A", {"strategy": 5}, perspective=Perspective.PEOPLE, actions=[action("strategy")]),
    ),
    "ties": ledger(
        *(answered(PROVIDER, f"P{level}", {"strategy": level, "culture": level}) for level in range(1, 6)),
        answered(COMMISSIONER, "C", {"leadership": 3, "culture_change": 3, "prices": 3}),
    ),
}

# Most rounds are for the long search; these few show soon whether something is wrong.
SOON = ("others, several councils", "awkward names", "all blank")
EVERY_ROUND = [
    pytest.param(given, id=name, marks=() if name == "awkward names" else pytest.mark.slow)
    for name, given in ROUNDS.items()
]
EDITS = [(0, 1, "strategy", False), (1, 2, "prices", False)]
MORE_EDITS = [(0, 4, "invoicing", True), (1, 1, "prices", False), (0, 15, "culture", True)]  # the last: what others say


def written(path: Path, given: Ledger, crosswalk: Crosswalk = CROSSWALK) -> Path:
    consolidated_workbook.write(compare(INSTRUMENTS, crosswalk, given, AS_AT), path)
    return path


def edited(given: Ledger, return_id: str, item: str, level: int | None) -> Ledger:
    """The ledger with one level of one return changed."""

    def change(answer: Answer) -> Answer:
        return replace(answer, level=level) if answer.item == item else answer

    return Ledger(
        tuple(
            replace(one, completed=replace(one.completed, answers=tuple(map(change, one.completed.answers))))
            if one.completed is not None and one.completed.identity.return_id == return_id
            else one
            for one in given.entries
        )
    )


@pytest.mark.libreoffice
@pytest.mark.parametrize("given", EVERY_ROUND)
def test_every_stored_value_is_true(given: Ledger, tmp_path: Path, calc: Calc) -> None:
    """LibreOffice, calculating everything afresh, comes to what is stored in every formula cell."""
    cells = calc.recalculate(written(tmp_path / "round.xlsx", given))
    assert sum(len(found) for found in cells.values()) > 50
    wrong = {
        (sheet, address): cell
        for sheet, found in cells.items()
        for address, cell in found.items()
        if cell.stale or cell.stored is None or isinstance(cell.value, ErrorValue)
    }
    assert not wrong


@pytest.mark.parametrize("name", SOON)
def test_every_stored_value_is_what_its_formula_comes_to(name: str, tmp_path: Path) -> None:
    """The same without an office program."""
    assert list(recalculate(written(tmp_path / "round.xlsx", ROUNDS[name])).differences()) == []


class Edit(Struct, frozen=True):
    """A workbook in which one answer is edited, and the one that comparing the changed answers gives."""

    before: Path
    after: Path
    sheet: str
    cell: str
    level: int | None
    is_change: bool


def edit(folder: Path, panel: int, number: int, item: str, *, blank: bool) -> Edit:
    """An answer that is blank from now on, or another level."""
    given = random_views(6, random_ledger(6, providers=8))
    found = compare(INSTRUMENTS, CROSSWALK, given, AS_AT).panels[panel]
    row = found.numbers.index(number)
    answer = found.returns[row].answer(item)
    level = None if blank or answer is None else (answer.level or 0) % 5 + 1
    place = len(FIXED) + [one.name for one in found.instrument.items].index(item)
    changed = edited(given, found.returns[row].identity.return_id, item, level)
    return Edit(
        before=written(folder / "before.xlsx", given),
        after=written(folder / "after.xlsx", changed),
        sheet=("Provider answers", "Commissioner answers")[panel],
        cell=f"{get_column_letter(place + 1)}{5 + row}",
        level=level,
        is_change=answer is not None and answer.level != level,
    )


@pytest.mark.parametrize(("panel", "number", "item", "blank"), EDITS)
def test_an_edited_answer_changes_everything_that_rests_on_it(
    panel: int, number: int, item: str, blank: bool, tmp_path: Path
) -> None:
    """Another level comes to what comparing the changed answers comes to, in every formula cell."""
    made = edit(tmp_path, panel, number, item, blank=blank)
    live = recalculate(made.before, {(made.sheet, made.cell): made.level})
    assert values(shown(live)) == values(shown(recalculate(made.after)))
    assert made.is_change
    assert any(live.differences())


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize(("panel", "number", "item", "blank"), [*EDITS, *MORE_EDITS])
def test_libreoffice_follows_an_edited_answer(
    panel: int, number: int, item: str, blank: bool, tmp_path: Path, calc: Calc
) -> None:
    """Typing it comes to the same."""
    made = edit(tmp_path, panel, number, item, blank=blank)
    typed = Entry(made.sheet, made.cell, "" if made.level is None else str(made.level))
    live, after = calc.recalculate(made.before, [typed]), calc.recalculate(made.after)
    assert values(calculated(live)) == values(calculated(after))
    if made.is_change:
        assert any(cell.stale for cells in live.values() for cell in cells.values())


@pytest.mark.slow
@pytest.mark.ooxml
@pytest.mark.parametrize("given", EVERY_ROUND)
def test_excel_opens_it_without_a_word(given: Ledger, tmp_path: Path) -> None:
    """The workbook is valid Open XML."""
    assert ooxml.errors(written(tmp_path / "round.xlsx", given)) == []


PICKED = ("Summary", "Chart data (sides)", "Chart data (levels)")  # what they name is settled when they are written
SORTED = ("Heat map", "By provider")  # by levels, when they are written: their rows are the same in any order


def shown(book: Book) -> dict[tuple[str, str], Scalar]:
    """What each formula comes to."""
    return {
        (name, a1(*place)): book.value(name, a1(*place))
        for name, sheet in book.sheets.items()
        for place in sheet.formulas
    }


def calculated(found: Mapping[str, Mapping[str, Cell]]) -> dict[tuple[str, str], object]:
    """The same of what LibreOffice came to."""
    return {(sheet, address): cell.value for sheet, cells in found.items() for address, cell in cells.items()}


def values(found: Mapping[tuple[str, str], object]) -> dict[tuple[str, str], object]:
    """The calculated values of all formula cells, but for those whose choice is settled when they are written."""
    plain: dict[tuple[str, str], object] = {
        place: round(value, 9) if isinstance(value, float) else value
        for place, value in found.items()
        if place[0] not in PICKED
    }
    rows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for sheet, address in [place for place in plain if place[0] in SORTED]:
        letters = address.rstrip("0123456789")
        rows[sheet, address.removeprefix(letters)].append(f"{letters} {plain.pop((sheet, address))}")
    return {
        **plain,
        **{(name, "rows"): sorted(sorted(row) for (at, _), row in rows.items() if at == name) for name in SORTED},
    }
