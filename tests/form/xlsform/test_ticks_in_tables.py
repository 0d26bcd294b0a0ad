"""Several choices inside tables: each has a column to tick, and rules ask of them as of any choices."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.builders.forms import understood, written
from tests.form.xlsform.books import Value, save_form
from tests.oracle.book import differences
from xlkit.form.draft import Draft
from xlkit.form.xlsform import check, load

HEADS = ("type", "name", "label", "calculation", "relevant", "choice_filter")
CHOICES = (
    ("list_name", "name", "label", "day"),
    *(("days", name, name.title()) for name in ("mon", "tue", "sat/sun")),
    *(("meal", name, name.title(), day) for name, day in (("roast", "sat/sun"), ("soup", "mon"))),
)
ROWS: tuple[Mapping[str, str | float | date], ...] = (
    {"days:mon": "x", "days:sat_sun": "x", "why": "Rota"},
    {"days:tue": "x"},
    {"what": "Nothing yet"},
)


def form(tmp_path: Path, *fields: Sequence[Value]) -> Path:
    asked = (("text", "what", "What"), ("select_multiple days", "days", "Days"), *fields)
    survey = (HEADS, ("begin_repeat", "visits", "Visits"), *asked, ("end_repeat",))
    return save_form(tmp_path, survey, CHOICES)


def said(path: Path) -> list[str]:
    return [each.reason for each in check(path) if "each of its choices has a column" not in each.reason]


def test_rules_count_and_find_ticks_in_their_row(tmp_path: Path) -> None:
    """In formulas, when it is issued and on reading."""
    path = form(
        tmp_path,
        ("calculate", "many", "Many", "count-selected(${days})"),
        ("calculate", "weekend", "Weekend", "if(selected(${days}, 'sat/sun'), 'yes', 'no')"),
        ("text", "why", "Why", None, "${days} != '' and not(selected(${days}, 'tue'))"),
        ("select_one meal", "meal", "Meal", None, None, "selected(${days}, day)"),
    )
    assert said(path) == []
    instrument, draft = load(path), Draft(rows={"visits": ROWS})
    assert differences(written(tmp_path / "filled.xlsx", draft, instrument=instrument)) == []
    found = understood(draft, instrument)
    assert found.completed is not None
    values = [{answer.item: answer.value for answer in row.answers} for row in found.completed.rows]
    assert [(row["many"], row["weekend"]) for row in values] == [(2.0, "yes"), (1.0, "no"), (0.0, "no")]
    assert found.issues == ()


@pytest.mark.parametrize(
    ("calculation", "reason"),
    [
        ("selected(${days}, 'fri')", "days has no choice named 'fri'"),
        ("concat(${days}, '!')", "each choice of days has a column: ask with selected()"),
    ],
)
def test_what_ticks_do_not_tell_is_said(tmp_path: Path, calculation: str, reason: str) -> None:
    """A choice that is not there, and the names of all that is ticked."""
    (told,) = said(form(tmp_path, ("calculate", "made", "Made", calculation)))
    assert told.endswith(f"left out: {reason}")
