"""Councils' workbooks in a signed round: counted where they are named, rejected among returns."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.intake.test_duplicates import answered, entry
from xlkit.intake.councils_named import admitted, beside_returns
from xlkit.intake.log import Entry


def kept(path: str, *ids: str) -> list[Entry]:
    """The entries of a council's consolidated workbook."""
    return [replace(entry(f"{path} › {id_}", answered(3, return_id=id_)), council="Ash") for id_ in ids]


RETURN, NOTE = entry("in/a.xlsx", answered(3)), entry("in/~$a.xlsx", None, "not-a-return")
DAMAGED = entry("in/scan.pdf", None, "damaged-file")
COUNCIL = kept("in/zz.xlsx", "A", "B")


@pytest.mark.parametrize(
    ("beside", "given", "is_taken"),
    [
        ([RETURN], ["in"], False),
        ([DAMAGED], ["in"], False),
        ([NOTE], ["in"], True),
        (kept("in/yy.xlsx", "C"), ["in"], True),
        ([RETURN], ["in", "in/zz.xlsx"], True),
        ([RETURN], ["./in/../in", "in/zz.xlsx"], True),
        ([RETURN], ["in/a.xlsx", "in/zz.xlsx"], True),
        ([entry("returned/a.xlsx", answered(3))], ["returned", "in"], True),
        ([entry("in/sub/a.xlsx", answered(3))], ["in"], False),
        ([entry("inside/a.xlsx", answered(3))], ["in", "inside"], True),
        ([RETURN], ["in/zz"], False),
    ],
)
def test_a_councils_workbook_counts_where_it_is_named(beside: list[Entry], given: list[str], *, is_taken: bool) -> None:
    """By its own path, or by a folder that holds nothing else; among returns all of it is one rejected file."""
    found = admitted([*COUNCIL, *beside], map(Path, given))
    assert [each.path for each in found if each.has("council-among-returns")] == ([] if is_taken else ["in/zz.xlsx"])
    assert len(found) == len(beside) + (2 if is_taken else 1)
    assert all(each in found for each in beside)


def test_an_archive_or_a_message_is_a_place_as_a_folder_is() -> None:
    """One that is named counts, where it holds councils' workbooks alone; one that lies in a folder does not."""
    inside = kept("in/mail.eml/zz.xlsx", "A")
    assert admitted([*inside, RETURN], [Path("in/mail.eml"), Path("in/a.xlsx")]) == (*inside, RETURN)
    (refused, _) = admitted([*inside, RETURN], [Path("in")])
    assert (refused.path, refused.completed, refused.stated) == ("in/mail.eml/zz.xlsx", None, None)


def test_an_id_made_to_look_like_a_path_names_nothing() -> None:
    """What stands in a workbook does not say where it lies."""
    (refused, _) = admitted([*kept("in/x.xlsx", "y › z"), RETURN], [Path("in"), Path("in/x.xlsx › y.xlsx")])
    assert refused.has("council-among-returns")


def test_one_that_is_named_with_all_returns_of_its_folder_is_pointed_out() -> None:
    """As it is where all files of a folder were named at once; one from elsewhere was meant."""
    given = [Path("in/a.xlsx"), Path("in/zz.xlsx")]
    assert beside_returns([*COUNCIL, RETURN], given) == ("in/zz.xlsx",)
    assert beside_returns([*COUNCIL, RETURN], [Path("in"), Path("in/zz.xlsx")]) == ()
    assert beside_returns([*kept("out/zz.xlsx", "A"), RETURN], [Path("in/a.xlsx"), Path("out/zz.xlsx")]) == ()
