"""Names of files."""

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.forms import oakfield, small
from xlkit.returns import return_ids
from xlkit.round import naming
from xlkit.round.round import Recipient


@given(st.text())
def test_a_slug_is_safe_on_windows(text: str) -> None:
    """A slug holds only small letters, digits and hyphens, is short, and is no reserved name."""
    slug = naming.slug(text)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) <= naming.LONGEST + 1
    assert slug not in naming.RESERVED


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Oakfield Care Ltd.", "oakfield-care-ltd"), ("Café Äther", "cafe-ather"), ("CON", "con-"), ("دار", "")],
)
def test_slugs_read_like_the_name(text: str, slug: str) -> None:
    """Accents go, spaces become hyphens, a reserved name is told apart, and other scripts leave nothing."""
    assert naming.slug(text) == slug


def test_an_issued_workbook_is_named_for_whom_it_is_for() -> None:
    """Organisation and return id; a blank one goes by its template."""
    assert naming.workbook_name(oakfield()) == f"oakfield-care-{oakfield().return_id}.xlsx"
    assert naming.workbook_name(return_ids.blank(small())) == "small.xlsx"


def test_names_are_numbered_beside_the_one_that_is_wanted() -> None:
    """It comes first itself."""
    names = islice(naming.numbered(Path("a") / "consolidated.xlsx"), 3)
    assert [name.name for name in names] == ["consolidated.xlsx", "consolidated (2).xlsx", "consolidated (3).xlsx"]


@pytest.mark.parametrize("return_id", ["../../evil", "a/b", "c:evil", "K7QM-3XWA\u202e", "con\n", "x" * 999])
def test_no_name_leads_out_of_its_folder(return_id: str) -> None:
    """A return id that nobody signed may say anything, and is still no more than a part of a name."""
    who = replace(oakfield(), return_id=return_id)
    names = [
        *(naming.workbook_name(who), naming.roster_name(who), naming.correction_name(who, "a", "00")),
        *(naming.feedback_name("Elm", return_id), naming.draft_name("Elm", return_id)),
    ]
    for name in names:
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
        assert name.count(".") == 1
        assert len(name) < 160


def test_drafts_of_one_organisation_are_told_apart() -> None:
    """By that in which its rows differ; one that gets a single workbook goes by its name alone."""
    rows = (
        Recipient("Oak Ltd", "Ann", template="home-care", return_id="A"),
        Recipient("Oak Limited", "Ann", template="success", locality="North", return_id="B"),
        Recipient("Elm", "Bo", template="home-care", return_id="C"),
    )
    assert naming.apart(rows) == {"A": "home-care", "B": "success North", "C": ""}
    assert naming.draft_name("Oak Ltd", "B", "reminder", "success North") == "oak-ltd-success-north-B-reminder.eml"


def test_corrections_of_two_files_of_one_name_are_told_apart() -> None:
    """Where nobody is named in them, what they hold tells which is which."""
    blank = replace(return_ids.blank(small()), correction=1)
    assert naming.correction_name(blank, "Return", "0a1b2c3d4e") == "return-0a1b2c3d-correction-1.xlsx"
    assert naming.correction_name(blank, "Return", "ffffffff4e") == "return-ffffffff-correction-1.xlsx"
    named = replace(oakfield(), correction=2)
    assert naming.correction_name(named, "Return", "00") == f"oakfield-care-{named.return_id}-correction-2.xlsx"
