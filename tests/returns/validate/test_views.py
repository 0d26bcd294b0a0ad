"""Whose view a return gives: what was asked for stands in the cell, and what its holder says goes before it."""

import pytest
from msgspec.structs import replace

from tests.builders.forms import ALL_ANSWERED, OAKFIELD, changed, returned, small
from xlkit.form import layout
from xlkit.form.words import in_language
from xlkit.returns.validate import Validator
from xlkit.round import identities

VIEW = "Y5"
VALIDATOR = Validator({"small": small()})


@pytest.mark.parametrize(("asked", "agreed"), [("agreed", True), ("one", False), ("", False)])
def test_what_was_asked_for_comes_back(asked: str, agreed: bool) -> None:
    """The agreed position is told from one person's view without anybody touching the cell."""
    raw = returned(ALL_ANSWERED, identities.issued(small(), replace(OAKFIELD, view=asked)))
    outcome = VALIDATOR(raw)
    assert outcome.completed is not None
    assert outcome.completed.agreed is agreed


@pytest.mark.parametrize(("said", "agreed"), [("One person's view", False), ("", True)])
def test_its_holder_may_say_otherwise(said: str, agreed: bool) -> None:
    """Another choice stands; an emptied cell leaves it as it was asked for."""
    raw = returned(ALL_ANSWERED, identities.issued(small(), replace(OAKFIELD, view="agreed")))
    outcome = VALIDATOR(changed(raw, {(VIEW, layout.DETAIL_ANSWER): said}))
    assert outcome.completed is not None
    assert outcome.completed.agreed is agreed


def test_it_stands_in_the_language_of_the_workbook() -> None:
    """A Welsh workbook shows the choice in Welsh."""
    welsh = replace(small(), language="cy")
    raw = returned(ALL_ANSWERED, identities.issued(welsh, replace(OAKFIELD, view="agreed")), welsh)
    (row,) = [row for sheet in raw.sheets for row in sheet.rows if row and row[0] == VIEW]
    assert row[layout.DETAIL_ANSWER] == in_language("cy").agreed
