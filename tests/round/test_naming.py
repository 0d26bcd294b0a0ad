"""Names of files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.forms import oakfield, small
from xlkit.returns import return_ids
from xlkit.round import naming


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


def test_a_taken_name_is_numbered(tmp_path: Path) -> None:
    """The first free number is used, and a free name is left alone."""
    path = tmp_path / "consolidated.xlsx"
    assert naming.free_name(path) == path
    path.touch()
    (tmp_path / "consolidated (2).xlsx").touch()
    assert naming.free_name(path) == tmp_path / "consolidated (3).xlsx"
