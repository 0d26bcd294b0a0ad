"""Tests of which links on a returned sheet say something that no cell says."""

import pytest

from xlkit.returns.raw import Around, Aside, AsideKind, RawReturn, RawSheet
from xlkit.returns.validate.asides import find_asides
from xlkit.returns.validate.findings import Findings

OWN = "mailto:market@fenmoor.example?subject=Spring%202027"


def found(link: str, *rows: tuple[str | None, ...]) -> list[str]:
    """The codes of what is said of a link in the first cell of a sheet."""
    findings = Findings()
    around = Around((Aside(AsideKind.LINK, (0, 0), link),))
    find_asides(RawReturn((RawSheet("Start", rows, around=around),), "xlsx"), {}, findings)
    return [each.code for each in findings.issues]


@pytest.mark.parametrize(
    "rows", [(("E-mail market@fenmoor.example",),), ((None,), ("Questions to", "Market@Fenmoor.example"))]
)
def test_a_forms_own_link_to_write_to_says_nothing_new(rows: tuple[tuple[str | None, ...], ...]) -> None:
    """Its address stands on the sheet, also where a program stored no result in the cell of the link."""
    assert found(OWN, *rows) == []


@pytest.mark.parametrize(
    "link",
    [
        "mailto:else@fenmoor.example?subject=Spring",
        "mailto:market@fenmoor.example?body=We%20answer%20here",
        "mailto:market@fenmoor.example?subject=Spring&body=We%20answer",
        "mailto:?subject=Spring",
        "https://market@fenmoor.example",
    ],
)
def test_another_link_is_told(link: str) -> None:
    """To somebody else, with words in it, or to a page."""
    assert found(link, (None,), ("market@fenmoor.example",)) == ["said-aside"]
