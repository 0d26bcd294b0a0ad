"""The list of recipients."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook

from tests.builders.forms import small
from xlkit.errors import XlkitError
from xlkit.form.identity import Perspective
from xlkit.round.reading import load_recipients

SAMPLE = Path(__file__).parents[2] / "workbook_templates" / "samples" / "recipients.xlsx"


def listed(path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def test_the_sample_can_be_used() -> None:
    """The sample list that comes with the project is sound, and holds one organisation out of scope."""
    found = load_recipients(SAMPLE)
    assert len(found) == 7
    assert [each.organisation for each in found if not each.in_scope] == ["Elm Row Care Home"]


def test_only_the_organisation_is_required(tmp_path: Path) -> None:
    """A list of names alone is enough."""
    (found,) = load_recipients(listed(tmp_path / "r.xlsx", ["organisation"], ["Oakfield"]))
    assert (found.organisation, found.perspective, found.in_scope) == ("Oakfield", Perspective.SELF, True)


def test_a_row_that_leaves_it_open_speaks_as_the_template_says(tmp_path: Path) -> None:
    """What a row says stands."""
    path = listed(tmp_path / "r.xlsx", ["Organisation", "Perspective"], ["A", ""], ["B", "people"])
    found = load_recipients(path, replace(small(), perspective=Perspective.PROVIDER))
    assert [each.perspective for each in found] == [Perspective.PROVIDER, Perspective.PEOPLE]


def test_a_provider_about_itself_speaks_as_self(tmp_path: Path) -> None:
    """What a list calls a provider's view of that provider is no view of others; its people's view is."""
    rows = [["A", "provider", "a Ltd"], ["A", "people", "A"], ["A", "provider", "B"], ["A", "provider", ""]]
    path = listed(tmp_path / "r.xlsx", ["Organisation", "Perspective", "Subject"], *rows)
    assert [(each.perspective.value, each.subject) for each in load_recipients(path, small())] == [
        ("self", ""), ("people", "A"), ("provider", "B"), ("provider", ""),
    ]  # fmt: skip


def test_headings_may_come_in_any_case_and_order(tmp_path: Path) -> None:
    """Headings are matched whatever their case, spacing and order; other columns are left alone."""
    path = listed(
        tmp_path / "r.xlsx", ["IN SCOPE", "Notes", "service  AREA", "Organisation"], ["No", "x", "Day", "Oakfield"]
    )
    (found,) = load_recipients(path)
    assert (found.service_area, found.in_scope) == ("Day", False)


def test_a_heading_that_stands_twice_is_named(tmp_path: Path) -> None:
    """Either column may be meant; the near miss is a heading that no list knows."""
    rows = ["Notes", "Organisation", "notes", " ORGANISATION "], ["", "Oakfield", "", "Ashgrove"]
    with pytest.raises(XlkitError, match="Sheet has 2 columns headed Organisation, at B1 and D1: rename or delete all"):
        load_recipients(listed(tmp_path / "r.xlsx", *rows))
    sound = [row[:3] for row in rows]
    assert [each.organisation for each in load_recipients(listed(tmp_path / "s.xlsx", *sound))] == ["Oakfield"]


def test_what_is_wrong_in_many_rows_is_told_once(tmp_path: Path) -> None:
    """At the first cell, with how many more there are; the near miss are rows that say different things."""
    rows = [["Organisation", "In scope"], *(["A", "perhaps"] for _ in range(31)), ["A", "never"]]
    with pytest.raises(XlkitError) as caught:
        load_recipients(listed(tmp_path / "r.xlsx", *rows), may_repeat=True)
    said = str(caught.value)
    assert "Sheet!B2 says “perhaps”, where yes or no was expected (and 30 more cells, to Sheet!B32); " in said
    assert "Sheet!B33 says “never”, where yes or no was expected. Nothing was written." in said


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    """A gap in the list is no recipient."""
    assert len(load_recipients(listed(tmp_path / "r.xlsx", ["Organisation"], ["A"], [None], ["B"]))) == 2


def test_all_bad_rows_are_named_with_their_cells(tmp_path: Path) -> None:
    """Every mistake is said at once, each with its cell."""
    path = listed(
        tmp_path / "r.xlsx",
        ["Organisation", "Email", "Perspective", "In scope"],
        ["A", "not an address", "", ""],
        ["", "b@example.org", "", ""],
        ["C", "", "friend", "perhaps"],
    )
    with pytest.raises(XlkitError) as caught:
        load_recipients(path)
    for cell in ("B2", "A3", "C4", "D4"):
        assert cell in str(caught.value)


def test_a_recipient_listed_twice_is_named(tmp_path: Path) -> None:
    """The same row again would be the same return."""
    with pytest.raises(XlkitError, match="row 3 repeats"):
        load_recipients(listed(tmp_path / "r.xlsx", ["Organisation", "Respondent"], ["A", "Bo"], ["A", "Bo"]))


@pytest.mark.parametrize("name", ["\u200b", " \u202e\u202c ", "\u2800", "\u3164"])
def test_a_name_of_which_nothing_is_seen_is_none(tmp_path: Path, name: str) -> None:
    """It is refused as a blank one is, in a row that says something else; within a name it is left out."""
    rows = (["organisation", "email"], [name, "a@b.example"])
    with pytest.raises(XlkitError, match="A2 names no organisation"):
        load_recipients(listed(tmp_path / "r.xlsx", *rows))
    (found,) = load_recipients(listed(tmp_path / "s.xlsx", rows[0], [f"Oak{name}field", "a@b.example"]))
    assert found.organisation.replace(" ", "") == "Oakfield"


def test_two_respondents_of_one_organisation_are_two_recipients(tmp_path: Path) -> None:
    """The same organisation may be asked more than once, through different people."""
    rows = (["Organisation", "Respondent"], ["A", "Bo"], ["A", "Cy"])
    assert len(load_recipients(listed(tmp_path / "r.xlsx", *rows))) == 2


@pytest.mark.parametrize("rows", [(["Name"], ["A"]), (["Organisation"],), ()])
def test_a_list_without_organisations_says_so(tmp_path: Path, rows: Sequence[Sequence[object]]) -> None:
    """Without the column, or without a row, there is nobody to send to."""
    with pytest.raises(XlkitError, match=r"(?i)organisation"):
        load_recipients(listed(tmp_path / "r.xlsx", *rows))


def test_a_missing_or_foreign_file_says_so(tmp_path: Path) -> None:
    """A file that is not there, or is no workbook, is named."""
    with pytest.raises(XlkitError, match="no file"):
        load_recipients(tmp_path / "none.xlsx")
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"%PDF-1.7")
    with pytest.raises(XlkitError, match="not an Excel workbook"):
        load_recipients(other)
