"""Why each file that was given became what it did, in few words."""

from msgspec.structs import replace

from tests.intake.test_duplicates import answered, entry
from xlkit.comparison.files import Given
from xlkit.intake.log import Entry, Status
from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import CellRef


def reason(found: Entry) -> str:
    return Given(found, responds=False, asked=()).reason or ""


def at_a_cell(code: str) -> Issue:
    return replace(issue(code, ref="", title="", found="x", asks=""), cell=CellRef("Questions", 5, 2))


def test_what_settled_a_file_is_told_before_notes_of_its_cells() -> None:
    """However many notes stand before it, the decision to enter and the copy that was taken are not cut off."""
    notes = tuple(at_a_cell("tick-understood") for _ in range(5))
    decide = issue("to-be-decided", named="File 0123abcd")
    held = replace(entry("a", answered(3), "identity-unsigned"), status=Status.HELD)
    assert "File 0123abcd" in reason(replace(held, issues=(*notes, *held.issues, decide)))
    followed = replace(entry("a", answered(3)), issues=(*notes, issue("added-to", other="b.xlsx")))
    assert reason(replace(followed, status=Status.SUPERSEDED)).startswith("b.xlsx")


def test_another_copy_that_was_taken_is_told_before_what_was_missing() -> None:
    """What was missing from a copy that was superseded is no reason for it."""
    missing = tuple(at_a_cell("no-answer") for _ in range(5))
    followed = replace(entry("a", answered(3)), issues=(*missing, issue("added-to", other="b.xlsx")))
    assert reason(replace(followed, status=Status.SUPERSEDED)).startswith("b.xlsx")
    assert reason(replace(followed, status=Status.INCOMPLETE)).startswith("Questions!")


def test_what_is_to_be_looked_at_is_told_of_a_file_that_is_merged() -> None:
    """So that a return which nobody was asked for says why it counts for no response; notes need nobody."""
    stranger = issue("unknown-recipient", found="Elm Row")
    merged = replace(entry("a", answered(3)), status=Status.VALID)
    assert reason(replace(merged, issues=(stranger,))) == stranger.message
    assert reason(replace(merged, issues=(at_a_cell("tick-understood"),))) == ""
