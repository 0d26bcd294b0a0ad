"""Hours typed as a time are refused with the number to type."""

from tests.builders.edits import with_cells
from tests.builders.funds import few, fund_form, happened
from tests.corpus.funds import GIVEN, fund
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator


def test_a_time_is_told_as_the_hours_that_it_is() -> None:
    """In a cell for hours; in one for pounds it is no number, and a part of a day says which time it may have been."""
    form = few(fund_form())
    sound = fund(GIVEN, happened(1, "support", 9.0))
    for cells, said in (
        ({"D5": "1:30"}, "“1:30” was found for E.2 Hours, where a number of hours, here 1.5, was expected"),
        ({"D5": None, "E5": "1:30"}, "“1:30” was found for E.2 £, where a number was expected"),
        ({"D5": 0.0625}, "Entry 2 has 0.0625 hours (perhaps the time 1:30), and"),
        ({"D5": 1.3}, "Entry 2 has 1.3 hours"),
    ):
        raw = read_bytes(with_cells(sound, "Entries", cells)).raw
        assert raw is not None
        issues = Validator({form.name: form})(raw).issues
        (found,) = (issue for issue in issues if issue.code != "shown-otherwise")  # nothing calculated it anew
        assert found.message.startswith(said)
