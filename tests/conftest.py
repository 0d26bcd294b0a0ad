"""What tests of several files share."""

import errno
import gc
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner

import xlkit
from tests.builders import drawn
from tests.builders.once import once
from tests.office import ooxml
from tests.office.calc import Calc, available
from xlkit.cli import main
from xlkit.commands import reporting
from xlkit.form import compiled
from xlkit.form.compiled import home
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import shelf

NEEDS = {
    "libreoffice": (available, "LibreOffice is not installed"),
    "ooxml": (ooxml.available, "the Open XML validator is not installed"),
}


drawn.register()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip by name what needs a program that is missing."""
    for name, (is_there, reason) in NEEDS.items():
        if not is_there():
            for item in items:
                if item.get_closest_marker(name):
                    item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """Leave what was collected out of each search for garbage, which would take a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10 * xlkit.GARBAGE)


def pytest_configure(config: pytest.Config) -> None:
    """What costs much and is the same for every test is done once."""
    _read_templates_once(config)
    _leave_the_users_copies(config)


def _read_templates_once(config: pytest.Config) -> None:
    """Nearly every command asks for all templates that come with xlkit, and no test writes to them."""
    shipped, anew, kept = frozenset(shelf.shipped().values()), shelf.load, cache(shelf.load)

    def load(path: Path, language: str = "") -> Instrument:
        return (kept if path in shipped else anew)(path, language)

    patch = pytest.MonkeyPatch()
    patch.setattr(shelf, "load", load)
    patch.setattr("os.fsync", lambda _descriptor: None)  # what tests write need not outlive a power cut
    patch.setattr("zlib.Z_DEFAULT_COMPRESSION", 1)  # nor be small
    config.add_cleanup(patch.undo)


def _leave_the_users_copies(config: pytest.Config) -> None:
    """Copies of what made-up templates say, thousands of them, go where they are gone afterwards."""
    folder, place, users = TemporaryDirectory(ignore_cleanup_errors=True), compiled._place, compiled.folder()
    ours = (home(), Path(xlkit.__file__).parent / "form" / "words")

    def elsewhere(path: Path, kind: str) -> Path:
        usual = place(path, kind)
        is_made_up = path.parent not in ours and usual.parent == users
        return Path(folder.name) / usual.name if is_made_up else usual

    patch = pytest.MonkeyPatch()
    patch.setattr(compiled, "_place", elsewhere)
    config.add_cleanup(folder.cleanup)
    config.add_cleanup(patch.undo)


@pytest.fixture(autouse=True)
def _nothing_unexpected(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody expected fails a test: as the sentence that an operator sees, it would pass for their mistake."""

    def fail(error: BaseException) -> str:
        raise AssertionError("unexpected") from error

    monkeypatch.setattr(reporting, "report", fail)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's folder, which tests only read."""

    def make(folder: Path) -> None:
        outcome = CliRunner().invoke(main, ["demo", "-o", str(folder)])
        assert outcome.exit_code == 0, outcome.output
        assert outcome.stdout.splitlines()[-1] == str(folder / "consolidated.xlsx")

    return once(tmp_path_factory, "demo", make)


@pytest.fixture(scope="session")
def calc() -> Iterator[Calc]:
    """One LibreOffice for all tests of a worker."""
    with Calc() as running:
        yield running


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What lets nobody write over a file of a name, as while Excel has it open on Windows."""
    opened = Path.open

    def lock(name: str) -> None:
        def locked(path: Path, mode: str = "r", *others: Any, **named: Any) -> Any:
            if path.name == name and "+" in mode:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return opened(path, mode, *others, **named)

        monkeypatch.setattr(Path, "open", locked)

    return lock
