"""Where each thing stands."""

import pytest
from msgspec.structs import replace

from tests.builders.forms import small
from xlkit.form import xlsform
from xlkit.form.identity import Perspective
from xlkit.form.layout import RowKind, lay_out
from xlkit.form.plan import topic_named


def test_references_are_unique_in_every_shipped_workbook() -> None:
    """No two rows of a workbook share a visible reference, whatever its template and perspective."""
    for path in xlsform.shipped().values():
        form = lay_out(xlsform.load(path), Perspective.COMMISSIONER)
        refs = [row.ref for row in (*form.details, *form.questions, *form.planner, *form.summary) if row.ref]
        assert len(refs) == len(set(refs))


def test_rows_follow_the_instrument() -> None:
    """A section's heading, then each topic with its five statements and its evidence."""
    kinds = [(row.kind, row.ref) for row in lay_out(small()).questions[:9]]
    assert kinds == [
        (RowKind.SECTION, ""),
        (RowKind.TOPIC, "1.1"),
        *((RowKind.STATEMENT, f"1.1.{number}") for number in range(1, 6)),
        (RowKind.EVIDENCE, "E1.1"),
        (RowKind.TOPIC, "1.2"),
    ]


def test_each_topic_has_a_planner_row_and_further_ones_stand_below() -> None:
    """The further rows are of no topic, and count on from one."""
    rows = lay_out(small()).planner
    assert [row.ref for row in rows[:4]] == ["P1.1", "P1.2", "P2.1", ""]
    assert [(row.ref, row.item) for row in rows[4:]] == [(f"P+{number}", None) for number in range(1, 9)]


def test_a_planner_without_topics_has_no_further_rows() -> None:
    """Nothing could say which topic they are on."""
    bare = replace(small(), planner=tuple(column for column in small().planner if column.name != "topic"))
    assert [row.ref for row in lay_out(bare).planner] == ["P1.1", "P1.2", "P2.1"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("1.1 Strategy", "strategy"), (" 1.1  strategy", "strategy"), ("Strategy", "strategy"), ("P1.1", "strategy"),
     ("1.1", "strategy"), ("1.2 Strategy", "strategy"), ("1.1 Money", "money"), ("9.9 Nothing", None), ("", None)],
)  # fmt: skip
def test_a_topic_is_known_by_its_words_before_its_reference(text: str, name: str | None) -> None:
    """Items may have been numbered otherwise; what names none is none."""
    item = topic_named(small(), text)
    assert (item.name if item else None) == name


def test_only_another_s_view_asks_whom_it_is_about() -> None:
    """A self-assessment does not ask for its subject; a commissioner's view of a provider does."""
    own = [row.ref for row in lay_out(small()).details]
    about = [row.ref for row in lay_out(small(), Perspective.COMMISSIONER).details]
    assert "Y2" not in own
    assert about == [*own[:1], "Y2", *own[1:]]


def test_rows_stand_below_one_another() -> None:
    """No two rows of a sheet share a place."""
    form = lay_out(small())
    for rows in (form.details, form.questions, form.planner, form.summary):
        places = [row.row for row in rows]
        assert places == list(range(places[0], places[0] + len(places)))
