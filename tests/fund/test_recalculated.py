"""LibreOffice keeps the same books as `fund` does, over many random funds."""

from pathlib import Path

import pytest
from hypothesis import Phase, given
from msgspec.structs import replace

from tests.books.test_accounts import BLOCK_NUMBERS, FUND_NUMBERS, entered, with_text
from tests.builders.drawn import drawn
from tests.builders.funds import block_workbook, few, fund_form, fund_workbook, lane, quarter
from tests.fund.test_ledgers import funds
from tests.office.calc import Calc
from xlkit.fund.entries import Fund

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

FORM = few(fund_form(), 12)


def test_any_fund_is_calculated_alike(calc: Calc, tmp_path: Path) -> None:
    """Every cell of every sheet is what was written there, once everything is calculated afresh."""
    path, counts = tmp_path / "fund.xlsx", []

    # A fund that fails is shown as it is: to make it smaller would take LibreOffice an hour.
    @drawn(300, phases=(Phase.explicit, Phase.generate))
    @given(funds())
    def check(fund: Fund) -> None:
        path.unlink(missing_ok=True)
        draft = entered(fund)
        named = replace(draft, details={**draft.details, "subject": "F07"})
        sheets = calc.recalculate(fund_workbook(path, named, form=FORM))
        cells = {(sheet, place): cell for sheet, own in sheets.items() for place, cell in own.items()}
        assert [place for place, cell in cells.items() if cell.stale] == []
        counts.append(len(cells))

    check()
    assert min(counts) > 500


def test_texts_for_numbers_are_calculated_alike(calc: Calc, tmp_path: Path) -> None:
    """Wherever a text stands in the place of a number or a date, of a fund and of a block."""
    written = [
        fund_workbook(tmp_path / f"{'-'.join(place[:2])}.xlsx", with_text(quarter(), place), form=few(fund_form()))
        for place in FUND_NUMBERS
    ]
    written += [
        block_workbook(tmp_path / f"{'-'.join(place[:2])}-of-block.xlsx", with_text(lane(), place))
        for place in BLOCK_NUMBERS
    ]
    for path in written:
        cells = calc.recalculate(path)
        stale = [(sheet, place) for sheet, own in cells.items() for place, cell in own.items() if cell.stale]
        assert (path.name, stale) == (path.name, [])
