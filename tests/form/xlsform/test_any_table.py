"""Whatever a table asks and works out, its formulas come to what is stored, and its rows come back."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.builders.drawn import drawn
from tests.builders.forms import understood, written
from tests.form.xlsform.books import Sheets, Value, save
from tests.oracle.book import differences
from xlkit.form import progress
from xlkit.form.draft import Draft, with_defaults
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import check, load

HEADS = ("type", "name", "label", "calculation", "relevant", "default", "choice_filter")
CHOICES = (
    ("list_name", "name", "label", "area"),
    *(("area", name, f"Area {name}") for name in "abc"),
    *(("ticks", name, f"Tick {name}") for name in "abc"),
    *(("town", f"t{number}", f"Town {number}, or ~ more?", "abc"[number % 3]) for number in range(50)),
)
SETTINGS = (("form_title", "form_id", "version"), ("Any", "any", "1"))
NUMBERS = (
    *("${n} + ${d}", "${n} * ${rate}", "round(${d} div ${n}, 2)", "if(${area} = 'b', ${n}, ${d})", "${n} - ${first}"),
    *("100 * ${d} div ${sum}", "coalesce(${d}, ${first}, 0)", "${day} - date('2027-01-01')", "string-length(${w})"),
    *("position(..) * ${n}", "count-selected(${ticks})", "indexed-repeat(${n}, ${rows}, position(..) - 1) + ${d}"),
    *("indexed-repeat(${first}, ${rows}, ${n})", "pulldata('facts', 'number', 'key', ${w}) + 1"),
)
OTHERS = (
    *("concat(${w}, '/', ${first})", "if(selected(${town}, 't7'), 'seven', ${area})", "${day} + ${n}", "${n} > ${d}"),
    *("jr:choice-name(${area}, '${area}')", "string(${first})", "today()"),
    *("selected(${ticks}, 'b')", "indexed-repeat(${area}, ${rows}, 2)", "pulldata('facts', 'text', 'key', ${w})"),
    *("indexed-repeat(${town}, ${rows}, position(..) + 1)", "indexed-repeat(${day}, ${rows}, 1) + ${n}"),
)
RULES = ("", "", "", "${n} > 1", "${area} != ''", "${rate} > 0", "${town} = 't3'", "${first} > 2", "position(..) != 2")
CELLS: Mapping[str, st.SearchStrategy[str | float | date]] = {
    "w": st.sampled_from(["Oak", "x y", "2", "true"]),
    "n": st.sampled_from([0.0, 1.0, 2.0, 7.0]),
    "d": st.sampled_from([-1.5, 0.25, 3.0]),
    "area": st.sampled_from("abc"),
    "town": st.sampled_from(["t0", "t3", "t7", "t49"]),
    "day": st.sampled_from([date(2027, 4, 30), date(2026, 12, 31)]),
    "ticks:a": st.just("x"),
    "ticks:b": st.just("x"),
}
BEGUN: Mapping[str, Sequence[Value]] = {
    "w": ("", "Oak"),
    "n": ("", 2),
    "d": ("", "0.25"),
    "area": ("", "b"),
    "town": ("", "t3"),
    "day": ("", "2027-04-30"),
    "ticks": ("",),
}
TYPES = {
    "w": "text",
    "n": "integer",
    "d": "decimal",
    "area": "select_one area",
    "town": "select_one town",
    "day": "date",
    "ticks": "select_multiple ticks",
}
FACTS = "key,number,text\nOak,1.5,North\n2,-7,=1+1\ntrue,0,yes\n"
TICKED = "select_multiple does not fit one cell of a table: each of its choices has a column, to tick"
FILTERS = ("", "selected(${ticks}, area)", "area = ${area}", "area = ${area} or ${n} = 1")


@st.composite
def forms(draw: st.DrawFn) -> Sheets:
    """A form with a table of every kind of column, and calculations that speak of each other and of what is outside."""
    rows: list[Sequence[Value]] = [("decimal", "rate", "Rate"), ("begin_repeat", "rows", "Rows")]
    for name, kind in TYPES.items():
        chosen = draw(st.sampled_from(FILTERS)) if name == "town" else ""
        rule = draw(st.sampled_from(RULES[:5])) if name == "w" else ""
        rows.append((kind, name, name.upper(), "", rule, draw(st.sampled_from(BEGUN[name])), chosen))
    rows.append(("calculate", "first", draw(st.sampled_from(["First", ""])), draw(st.sampled_from(NUMBERS[1:4]))))
    for place in range(draw(st.integers(0, 3))):
        label = draw(st.sampled_from(["Worked out", ""]))
        made = draw(st.sampled_from(NUMBERS + OTHERS))
        rows.append(("calculate", f"more{place}", label, made, draw(st.sampled_from(RULES))))
    rows += [("end_repeat",), ("calculate", "sum", "Sum", "sum(${d})")]
    rows += [("calculate", "most", "Most", "max(${first})"), ("calculate", "many", "", "count(${rows})")]
    return {"survey": (HEADS, *rows), "choices": CHOICES, "settings": SETTINGS}


def read(form: Sheets) -> Instrument:
    with TemporaryDirectory() as folder:
        (Path(folder) / "facts.csv").write_text(FACTS)
        path = save(form, Path(folder) / "form.xlsx")
        assert {problem.reason for problem in check(path)} == {TICKED}
        return load(path)


DRAFTS = st.builds(
    Draft,
    answers=st.fixed_dictionaries({}, optional={"rate": st.sampled_from([0.0, 2.5])}),
    rows=st.fixed_dictionaries({"rows": st.lists(st.fixed_dictionaries({}, optional=CELLS), max_size=5).map(tuple)}),
)


@pytest.mark.slow
@drawn(40, suppress_health_check=list(HealthCheck))
@given(form=forms(), draft=DRAFTS)
def test_any_table_is_worked_out_and_read(form: Sheets, draft: Draft) -> None:
    """In the workbook, when it is issued, and when it comes back."""
    instrument = read(form)
    (table,) = [item for item in instrument.items if item.fields]
    begun = with_defaults(instrument, draft)
    with TemporaryDirectory() as folder:
        path = written(Path(folder) / "filled.xlsx", begun, instrument=instrument)
        assert [each for each in differences(path) if "TODAY()" not in each.formula] == []
    found = understood(begun, instrument)
    assert found.completed is not None
    lost = {each.cell.row for each in found.issues if each.code == "breaks-rule" and each.cell}
    assert {each.code for each in found.issues} <= {"breaks-rule"}
    said, rows = progress.rows_said(table, begun), found.completed.rows
    assert [row.number for row in rows] == list(said)
    typed = {field.name for field in table.fields if field.is_asked}
    for row in rows:
        values = {answer.item: answer.value for answer in row.answers if answer.item in typed}
        is_whole = all(answer.cell and answer.cell.row not in lost for answer in row.answers)
        kept = values if is_whole else {name: value for name, value in values.items() if name != "town"}
        assert {name: value for name, value in kept.items() if value is not None} == {
            name: value for name, value in said[row.number].items() if name in kept and value is not None
        }
