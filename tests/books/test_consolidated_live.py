"""The consolidated workbook in a program that calculates: every stored value is the true one."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
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
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.consolidated.answers import FIXED
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
    pytest.param(given, id=name, marks=() if name in SOON else pytest.mark.slow) for name, given in ROUNDS.items()
]


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


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("panel", "number", "item", "blank"),
    [
        (0, 1, "strategy", False),
        pytest.param(0, 4, "invoicing", True, marks=pytest.mark.slow),
        pytest.param(1, 1, "prices", False, marks=pytest.mark.slow),
        pytest.param(0, 15, "culture", True, marks=pytest.mark.slow),  # from here on, what others say
        (1, 2, "prices", False),
    ],
)
def test_an_edited_answer_changes_everything_that_rests_on_it(
    panel: int, number: int, item: str, blank: bool, tmp_path: Path, calc: Calc
) -> None:
    """Typing another level comes to what comparing the changed answers comes to, in every formula cell."""
    given = random_views(6, random_ledger(6, providers=8))
    found = compare(INSTRUMENTS, CROSSWALK, given, AS_AT).panels[panel]
    row = found.numbers.index(number)
    answer = found.returns[row].answer(item)
    level = None if blank or answer is None else (answer.level or 0) % 5 + 1
    place = len(FIXED) + [one.name for one in found.instrument.items].index(item)
    sheet = ("Provider answers", "Commissioner answers")[panel]
    typed = Entry(sheet, f"{get_column_letter(place + 1)}{5 + row}", "" if level is None else str(level))
    live = calc.recalculate(written(tmp_path / "before.xlsx", given), [typed])
    changed = edited(given, found.returns[row].identity.return_id, item, level)
    assert values(live) == values(calc.recalculate(written(tmp_path / "after.xlsx", changed)))
    if answer is not None and answer.level != level:
        assert any(one.stale for cells in live.values() for one in cells.values())


@pytest.mark.slow
@pytest.mark.ooxml
@pytest.mark.parametrize("given", EVERY_ROUND)
def test_excel_opens_it_without_a_word(given: Ledger, tmp_path: Path) -> None:
    """The workbook is valid Open XML."""
    assert ooxml.errors(written(tmp_path / "round.xlsx", given)) == []


PICKED = ("Summary", "Chart data (sides)", "Chart data (levels)")  # what they name is settled when they are written
SORTED = ("Heat map", "By provider")  # by levels, when they are written: their rows are the same in any order


def values(found: Mapping[str, Mapping[str, Cell]]) -> dict[tuple[str, str], object]:
    """The calculated values of all formula cells, but for those whose choice is settled when they are written."""
    plain: dict[tuple[str, str], object] = {
        (sheet, address): round(cell.value, 9) if isinstance(cell.value, float) else cell.value
        for sheet, cells in found.items()
        if sheet not in PICKED
        for address, cell in cells.items()
    }
    rows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for sheet, address in [place for place in plain if place[0] in SORTED]:
        letters = address.rstrip("0123456789")
        rows[sheet, address.removeprefix(letters)].append(f"{letters} {plain.pop((sheet, address))}")
    return {
        **plain,
        **{(name, "rows"): sorted(sorted(row) for (at, _), row in rows.items() if at == name) for name in SORTED},
    }
