"""The progress bar: on a terminal's stderr, and nowhere else."""

import io

import pytest

from xlkit.commands.saying import watched


class Screen(io.StringIO):
    """A stderr that somebody may be looking at."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        """Whether this is a terminal."""
        return self._is_terminal


@pytest.mark.parametrize("many", [3, None])
def test_a_bar_is_shown_on_a_terminal(many: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything passes, and the bar says what is going on."""
    screen = Screen(is_terminal=True)
    monkeypatch.setattr("sys.stderr", screen)
    assert list(watched(iter("abc"), "Reading", many)) == ["a", "b", "c"]
    assert "Reading" in screen.getvalue()


def test_nothing_is_shown_where_stderr_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything passes all the same."""
    monkeypatch.setattr("sys.stderr", None)
    assert list(watched(iter("abc"), "Reading")) == ["a", "b", "c"]


def test_nothing_is_shown_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a character, where stderr goes into a file."""
    screen = Screen(is_terminal=False)
    monkeypatch.setattr("sys.stderr", screen)
    assert list(watched(iter("abc"), "Reading")) == ["a", "b", "c"]
    assert screen.getvalue() == ""
