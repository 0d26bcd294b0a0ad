"""The mark of what a workbook is sent out with: the same however it was saved, another once anything was changed."""

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from tests.builders.forms import oakfield
from xlkit.form.draft import Draft
from xlkit.returns.signatures import mark

WHO = oakfield()
DRAFT = Draft(
    answers={"strategy": "3", "people": 12, "since": date(2019, 5, 1)},
    evidence={"strategy": "Board minutes\nof May"},
    actions={"strategy": ({"action": "Write it down", "due": date(2027, 9, 1)}, {})},
)


@pytest.mark.parametrize(
    "same",
    [
        replace(DRAFT, answers={"since": datetime(2019, 5, 1), "people": 12.0, "strategy": "3"}),  # noqa: DTZ001 - as read
        replace(DRAFT, evidence={"strategy": " Board  minutes\r\nof May ", "risk": ""}),
        replace(DRAFT, actions={**DRAFT.actions, "risk": ({}, {})}),
        replace(DRAFT, details={"organisation": WHO.organisation, "respondent": f"{WHO.respondent} "}),
    ],
)
def test_saving_changes_nothing(same: Draft) -> None:
    """Kinds of numbers and dates, ends of lines, order, and what is empty or issued with the workbook are no change."""
    assert mark(same, WHO) == mark(DRAFT, WHO) != ""


@pytest.mark.parametrize(
    "other",
    [
        replace(DRAFT, answers={**DRAFT.answers, "strategy": "4"}),
        replace(DRAFT, answers={"people": 12, "since": date(2019, 5, 1)}),
        replace(DRAFT, evidence={"risk": "Board minutes\nof May"}),
        replace(DRAFT, actions={"strategy": ({"action": "Write it down", "due": date(2027, 9, 2)},)}),
        replace(DRAFT, marks={"risk": {"1": "✓"}}),
        replace(DRAFT, details={"completed_on": date(2027, 3, 1)}),
        replace(DRAFT, details={"respondent": "Somebody else"}),
    ],
)
def test_any_change_shows(other: Draft) -> None:
    """Every answer, action and detail is part of it."""
    assert mark(other, WHO) != mark(DRAFT, WHO)


def test_nothing_has_no_mark() -> None:
    """A blank workbook is told by its being blank."""
    assert mark(Draft(), WHO) == ""
    assert mark(Draft(details={"organisation": WHO.organisation}, answers={}), WHO) == ""
