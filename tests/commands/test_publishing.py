"""What is said when a workbook for everybody is written: that it holds nothing, or may not follow an earlier one."""

from pathlib import Path

import pytest

from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.commands.comparing import write
from xlkit.commands.feedback import write_all
from xlkit.commands.writing import INTERNAL, SHARED, published
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison

SECOND, HOLLOW = "Other figures were written to", "No figure about others than the council may be shown"


def of(many: int) -> Comparison:
    """The comparison of so many providers."""
    given = ledger(*(answered(PROVIDER, f"P{number}", {"strategy": 2}) for number in range(many)))
    return compare(INSTRUMENTS, CROSSWALK, given, AS_AT)


@pytest.mark.parametrize(
    ("audience", "first", "second", "is_said"),
    [(SHARED, 6, 7, True), (SHARED, 6, 6, False), (INTERNAL, 6, 7, False), (SHARED, 6, 4, False)],
)
@pytest.mark.parametrize("force", [False, True])
def test_a_second_publication_is_warned_of(
    audience: str,
    first: int,
    second: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    is_said: bool,
    force: bool,
) -> None:
    """Where its figures are others, and there are any: written over or beside the first, for everybody alone."""
    path = tmp_path / "shared.xlsx"
    assert write(path, of(first), audience) == path
    assert capsys.readouterr().err == ""
    assert (write(path, of(second), audience, force=force) == path) == (force or first == second)
    assert (SECOND in capsys.readouterr().err) == is_said


def test_a_workbook_that_shows_nothing_is_no_publication(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What follows it is the first one, and what follows that the second, though it has another number."""
    path = tmp_path / "shared.xlsx"
    write(path, of(4), SHARED)
    assert not published(path)
    first = write(path, of(6), SHARED)
    assert SECOND not in capsys.readouterr().err
    assert list(published(path)) == [first]
    write(path, of(7), SHARED)
    assert f"{SECOND} {first} before" in capsys.readouterr().err


@pytest.mark.parametrize(("second", "is_said"), [(7, True), (6, False)])
def test_a_second_feedback_is_warned_of(
    second: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_said: bool
) -> None:
    """By their names, where one more answered since; where nothing came each is the very same file."""
    write_all(of(6), tmp_path)
    before = sorted(map(str, tmp_path.iterdir()))
    assert capsys.readouterr().err == ""
    write_all(of(second), tmp_path)
    told = capsys.readouterr().err
    assert (f": {', '.join(before[:5])} and 1 more\n6 of these workbooks differ" in told) == is_said
    assert len([*tmp_path.iterdir()]) == (13 if is_said else 6)


@pytest.mark.parametrize(("many", "is_said"), [(4, True), (5, False)])
def test_a_workbook_that_may_show_nothing_is_told(
    many: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_said: bool
) -> None:
    """Of four providers; of five there is something to show."""
    write(tmp_path / "shared.xlsx", of(many), SHARED)
    assert (HOLLOW in capsys.readouterr().err) == is_said
