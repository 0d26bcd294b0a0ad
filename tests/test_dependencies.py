"""Tests that nothing comes in unseen: what libraries bring along is held to the release that was tried."""

import re
import tomllib
from importlib.metadata import requires
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement


def name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", Requirement(requirement).name).lower()


def needed(library: str) -> set[str]:
    """What a library that is installed here needs here."""
    asked = [Requirement(words) for words in requires(library) or ()]
    return {name(str(each)) for each in asked if each.marker is None or each.marker.evaluate({"extra": ""})}


def test_what_libraries_bring_along_is_held() -> None:
    """Each that nobody names is in the list of constraints; those of other systems may be there besides."""
    stated = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    project = stated["project"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    named = {name(words) for words in (*project["dependencies"], *extras, *stated["dependency-groups"]["dev"])}
    brought = waiting = set[str]()
    for library in named:
        brought = brought | needed(library)
    while waiting != brought:
        waiting, brought = brought, brought.union(*map(needed, brought))
    assert brought - named <= {name(words) for words in stated["tool"]["uv"]["constraint-dependencies"]}
