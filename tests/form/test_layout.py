"""Where each thing stands."""

from tests.builders.forms import small
from xlkit.form import xlsform
from xlkit.form.identity import Perspective
from xlkit.form.layout import ACTIONS_A_TOPIC, RowKind, lay_out


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


def test_each_topic_has_its_planner_rows_side_by_side() -> None:
    """A topic's first planner row has its plain reference, the further ones count on."""
    refs = [row.ref for row in lay_out(small()).planner]
    assert refs[:ACTIONS_A_TOPIC] == ["P1.1", "P1.1.2", "P1.1.3"]
    assert len(refs) == 3 * ACTIONS_A_TOPIC


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
