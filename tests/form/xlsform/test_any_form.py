"""Whatever rows somebody writes, a form is understood or its problems are told."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from tests.builders.drawn import drawn
from tests.form.xlsform.books import Sheets, Value, save
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.shelf import left_out
from xlkit.form.xlsform.shown import wording

HEADS = ("type", "name", "label", "relevant", "constraint", "calculation", "repeat_count", "appearance", "ref")
TYPES = (
    *("text", "integer", "decimal", "date", "note", "geopoint", "start", "calculate", "sellect_one yn", ""),
    *(
        "select_one yn",
        "select_multiple yn",
        "select_one yn or_other",
        "select_one big",
        "select_multiple_from_file a.csv",
    ),
    *("begin_group", "begin group", "end_group", "begin_repeat", "end_repeat", "end repeat"),
)
NAMES = ("a", "b", "c", "d", "e", "f", "g", "A", "a_other", "", "1", "_x")
RULES = ("", "", "${a} = 'x'", "${b} > 1", "selected(${c}, 'yes')", "${z} = 1", ". < 5", "regex(., 'x')", "((", "${a}")
LABELS = ("One", "Two", "Three ${a}", "${due}", "", "${z}")
CALCULATIONS = ("", "", "'spring'", "date('2027-04-30')", "now()")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(TYPES),
        st.sampled_from(NAMES),
        st.sampled_from(LABELS),
        st.sampled_from(RULES),
        st.sampled_from(RULES),
        st.sampled_from(CALCULATIONS),
        st.sampled_from(("", "", "3", "${a}", "0")),
        st.sampled_from(("", "minimal", "likert")),
        st.sampled_from(("", "", "", "Q", "Q.1", "1.2")),
    ),
    max_size=9,
)
CHOICES = (
    ("list_name", "name", "label"),
    ("yn", "yes", "Yes"),
    ("yn", "no", "No"),
    *(("big", f"c{place}", f"A choice that takes {place} characters or so") for place in range(10, 20)),
)
SETTINGS = (("form_title", "form_id", "version"), ("Any form", "any-form", "1"))
QUICK = drawn(25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def form(rows: list[tuple[Value, ...]]) -> Sheets:
    return {"survey": (HEADS, *rows), "choices": CHOICES, "settings": SETTINGS}


def every(instrument: Instrument) -> list[Item]:
    return [item for section in instrument.sections for item in section.items]


@QUICK
@given(rows=ROWS)
def test_a_form_is_understood_or_its_problems_are_told(tmp_path: Path, rows: list[tuple[Value, ...]]) -> None:
    """No form is an accident, and every problem has a place and a reason."""
    path = save(form(rows), tmp_path / "form.xlsx")
    problems = check(path)
    assert all(problem.reason and problem.address for problem in problems)
    if not any(problem.is_wrong for problem in problems):
        assert set(left_out(str(path))) <= set(problems)
        assert wording(str(path))


# A sound form in a random order of kinds: each question has a name of its own, and groups are closed.
KINDS = (
    *("text", "integer", "decimal", "date", "note", "geopoint", "start"),
    *("select_one yn", "select_multiple yn", "select_one yn or_other"),
)


@st.composite
def sound(draw: st.DrawFn, depth: int = 0) -> list[list[Value]]:
    """Rows of a form that is well formed, with groups and tables in it."""
    rows: list[list[Value]] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from((*KINDS, "begin_group", "begin_repeat") if depth < 3 else KINDS))
        if not kind.startswith("begin"):
            rows.append([kind, "", "Said", draw(st.sampled_from(("", "${first} > 1")))])
            continue
        label = draw(st.sampled_from(("Heading", "")))
        inside = draw(sound(3 if kind == "begin_repeat" else depth + 1))
        rows += [[kind, "", label, ""], *inside, [kind.replace("begin", "end"), "", "", ""]]
    return rows


@QUICK
@given(rows=sound())
def test_a_form_that_others_take_is_taken_as_far_as_it_goes(tmp_path: Path, rows: list[list[Value]]) -> None:
    """What pyxform converts has nothing wrong for xlkit, and all that can be asked is asked, once, by references."""
    numbered = [
        [row[0], f"q{place}" if "end" not in str(row[0])[:3] else "", *row[2:]] for place, row in enumerate(rows)
    ]
    first: list[Value] = ["integer", "first", "How many?", ""]
    path = save(form([tuple(first), *map(tuple, numbered)]), tmp_path / "form.xlsx")
    try:
        convert(str(path))
    except PyXFormError as error:
        pytest.fail(f"the form of this test is not well formed: {error}")
    assert [problem for problem in check(path) if problem.is_wrong] == []
    items = every(load(path))
    answered = [item.ref for item in items if item.is_answered]
    assert len(set(answered)) == len(answered)
    assert len({item.name for item in items}) == len(items)
    kinds = {item.name: item.kind for item in items}
    inside_tables = 0
    for kind, name, *_ in numbered:
        inside_tables += {"begin_repeat": 1, "end_repeat": -1}.get(str(kind), 0)
        if kind in KINDS[:4] and not inside_tables:
            assert kinds[str(name)] is Kind(str(kind))
