"""Who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import xlkit

PACKAGE = Path(xlkit.__file__).parent

NOUNS = {
    "beginning", "comparison", "condition", "control", "correction", "crosswalk", "days",
    "distribution", "errors", "feedback", "instrument", "issues", "item", "ledger", "market", "measures",
    "movement", "panel", "ratings", "region", "relevance", "returns", "round", "sharing", "tables",
    "tracking", "wording", "words",
}  # fmt: skip
EDGES = {"click": {"cli", "commands"}, "openpyxl": {"templates", "rounds"}, "xlsxwriter": {"write"},
         "python_calamine": {"read", "templates"}, "pebble": {"read"}, "olefile": {"read"}}  # fmt: skip
# Beside the nouns, a verb may import these: where things stand, who somebody is, and how far a draft is.
MAY_ALSO_IMPORT = {
    "layout": set(),
    "roster": {"layout"},
    "identity": set(),
    "naming": set(),
    "progress": set(),
    "read": set(),
    "templates": set(),
    "sides": {"identity"},
    "compare": {"identity", "sides"},
    "settle": {"decide", "identity"},
    "decide": {"identity"},
    "admit": {"identity"},
    "letters": {"identity"},
    "track": {"admit", "identity"},
    "report": set(),
    "figures": set(),
    "demo": set(),
    "rounds": {"identity"},
    "issuing": {"identity", "naming", "roster"},
    "validate": {"layout", "identity", "roster"},
    "prefill": {"layout", "identity"},
    "last_round": {"last_ratings", "sides"},
    "last_ratings": set(),
    "counts": set(),
    "workbooks": {"validate", "last_round", "counts", "identity"},
    "regional": {"identity", "sides"},
    "write": {"layout", "progress", "roster"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room not in ("__init__", "__main__"):
            yield room, path


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    names = {parts[1] for name in imported(path) if (parts := name.split("."))[0] == "xlkit" and len(parts) > 1}
    return {name for name in names if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}


@pytest.mark.parametrize(
    ("room", "path"), [pytest.param(*each, id=str(each[1].relative_to(PACKAGE))) for each in modules()]
)
def test_arrows_go_one_way(room: str, path: Path) -> None:
    """Commands import verbs and nouns, verbs nouns and what the map allows them, nouns only nouns."""
    others = rooms_imported(path) - {room}
    if room in ("cli", "commands"):
        assert "cli" not in others
    elif room in NOUNS:
        assert others <= NOUNS
    else:
        assert others <= NOUNS | MAY_ALSO_IMPORT[room]


@pytest.mark.parametrize(("library", "rooms"), EDGES.items())
def test_each_library_has_its_room(library: str, rooms: set[str]) -> None:
    """A library of files is imported where its files are dealt with, and nowhere else."""
    found = {room for room, path in modules() if library in {name.split(".")[0] for name in imported(path)}}
    assert found <= rooms


def test_nouns_need_the_standard_library_alone() -> None:
    """No noun imports a library."""
    known = {
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "hashlib",
        "math",
        "statistics",
        "typing",
        "xlkit",
        "fractions",
    }
    for room, path in modules():
        if room in NOUNS:
            assert {name.split(".")[0] for name in imported(path)} <= known


def test_only_commands_print_and_exit() -> None:
    """A library call never prints, exits or looks at the clock."""
    for room, path in modules():
        if room in ("cli", "commands"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert called.rpartition(".")[2] not in {"print", "exit", "echo", "today", "now"}, f"{path}: {called}"


def test_every_module_says_what_it_is() -> None:
    """Each module begins with a sentence."""
    for path in sorted(PACKAGE.rglob("*.py")):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert said, path
        assert said.splitlines()[0].endswith((".", ":", "?")), path
