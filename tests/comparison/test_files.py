"""Why each file that was given became what it did, in few words."""

from dataclasses import replace

from tests.intake.test_duplicates import answered, entry
from xlkit.comparison.files import Given
from xlkit.intake.log import Entry, Status
from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import CellRef


def reason(found: Entry) -> str:
    return Given(found, responds=False, asked=()).reason or ""


def at_a_cell(code: str) -> Issue:
    return replace(issue(code, ref="", title="", found="x"), cell=CellRef("Questions", 5, 2))


def test_what_settled_a_file_is_told_before_notes_of_its_cells() -> None:
    """However many notes stand before it, the decision to enter and the copy that was taken are not cut off."""
    notes = tuple(at_a_cell("tick-understood") for _ in range(5))
    decide = issue("to-be-decided", named="File 0123abcd")
    held = replace(entry("a", answered(3), "identity-unsigned"), status=Status.HELD)
    assert "File 0123abcd" in reason(replace(held, issues=(*notes, *held.issues, decide)))
    followed = replace(entry("a", answered(3)), issues=(*notes, issue("added-to", other="b.xlsx")))
    assert reason(replace(followed, status=Status.SUPERSEDED)).startswith("b.xlsx")
