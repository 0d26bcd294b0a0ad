"""A property of consolidated workbooks: of any round, every stored value is what a program that calculates comes to."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from tests.builders.drawn import drawn
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, random_ledger, random_views
from tests.office.calc import Calc, ErrorValue
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare
from xlkit.intake.log import Ledger


@st.composite
def rounds(draw: st.DrawFn) -> Ledger:
    """A round of any few providers and councils, of whom some say how they see others."""
    seed = draw(st.integers(0, 2**32))
    providers, councils = draw(st.integers(0, 7)), draw(st.integers(0, 2))
    views, needed = draw(st.integers(1, 4)), max(providers, 1 - councils)
    drawn = random_ledger(seed, providers=needed, councils=councils, views=views)
    return random_views(seed, drawn) if draw(st.booleans()) else drawn


@pytest.mark.slow
@pytest.mark.libreoffice
@drawn(
    5,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a round made smaller again and again would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(given_round=rounds())
def test_every_stored_value_is_true(calc: Calc, given_round: Ledger) -> None:
    """LibreOffice, calculating everything afresh, comes to what is stored in every formula cell, and to no error."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "round.xlsx"
        consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, given_round, AS_AT), path)
        cells = calc.recalculate(path)
    every = {(sheet, place): cell for sheet, found in cells.items() for place, cell in found.items()}
    wrong = [place for place, cell in every.items() if cell.stale or cell.stored is None]
    assert (wrong, [place for place, cell in every.items() if isinstance(cell.value, ErrorValue)]) == ([], [])
    assert len(every) > 50
