"""What tests of several files share."""

from collections.abc import Iterator

import pytest

from tests.office import ooxml
from tests.office.calc import Calc, available

NEEDS = {
    "libreoffice": (available, "LibreOffice is not installed"),
    "ooxml": (ooxml.available, "the Open XML validator is not installed"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip by name what needs a program that is missing."""
    for name, (is_there, reason) in NEEDS.items():
        if not is_there():
            for item in items:
                if item.get_closest_marker(name):
                    item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def calc() -> Iterator[Calc]:
    """One LibreOffice for all tests of a worker."""
    with Calc() as running:
        yield running
