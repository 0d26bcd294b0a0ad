"""Every sheet of a small round, and of a small region, is as its golden table says."""

from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.builders.small_round import small_region, small_round
from tests.golden import FOLDER, tables
from tests.oracle.book import recalculate
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.comparison import Comparison


def test_every_sheet_is_as_its_table_says() -> None:
    """Each heading and each value, and no sheet is missing; `uv run python -m tests.golden` writes the tables anew."""
    wanted = {path: path.read_text(encoding="utf-8") for path in FOLDER.glob("*/*.txt")}
    found = tables()
    changes = [
        line
        for path in sorted({*wanted, *found})
        for line in unified_diff(
            wanted.get(path, "").splitlines(),
            found.get(path, "").splitlines(),
            *(f"golden {path.relative_to(FOLDER)}", f"written {path.relative_to(FOLDER)}"),
            lineterm="",
            n=1,
        )
    ]
    assert not changes, "\n".join(changes)


@pytest.mark.parametrize("given", [small_round, small_region])
def test_every_value_follows_from_its_formula(given: Callable[[], Comparison], tmp_path: Path) -> None:
    """What the tables say is what the formulas come to."""
    path = tmp_path / "round.xlsx"
    consolidated_workbook.write(given(), path)
    assert list(recalculate(path).differences()) == []
