"""Who may import whom, and how large a module may grow."""

import ast
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import xlkit

PACKAGE = Path(xlkit.__file__).parent

# The order in which packages build on one another: each imports those before it and none after it.
ORDER = (
    ("errors", "days", "whole", "shown", "given_names", "ahead"), ("processes",), ("measures",), ("fund",),
    ("form",), ("returns",), ("round",), ("voice",), ("intake",), ("comparison",), ("books",), ("demo",),
    ("commands",), ("cli",),
)  # fmt: skip
EDGES = {"click": {"cli", "commands"}, "openpyxl": {"form"}, "xlsxwriter": {"books"},
         "python_calamine": {"returns", "form"}, "olefile": {"returns"}, "re2": {"form"},
         "rapidfuzz": {"returns"}, "docx": {"form"}, "pypdf": {"form"}}  # fmt: skip
# What xlkit reads and writes stands in packages of its own; elsewhere, but for likeness and patterns, the standard
# library does.
OF_FILES = (
    "returns.likeness",
    "form.patterns",
    "form.xlsform",
    "form.published.document",
    "returns.read",
    "round.reading",
    "books",
    "commands",
    "cli",
)

MOST_MODULES = 35  # in one folder


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        package = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if package not in ("__init__", "__main__"):
            yield package, path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


@cache
def imports(path: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    return tuple(node for node in nodes(path) if isinstance(node, ast.Import | ast.ImportFrom))


@cache
def called(path: Path) -> frozenset[str]:
    """What a module calls, by the last part of each name."""
    functions = {node.func for node in nodes(path) if isinstance(node, ast.Call)}
    named = {function.id for function in functions if isinstance(function, ast.Name)}
    return frozenset(named | {function.attr for function in functions if isinstance(function, ast.Attribute)})


def imported(path: Path) -> Iterator[str]:
    for node in imports(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    return ".".join(("xlkit", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def imported_modules(path: Path, modules: Collection[str]) -> Iterator[str]:
    for node in imports(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in modules else node.module for name in whole)


def packages_imported(path: Path) -> set[str]:
    names = {parts[1] for name in imported(path) if (parts := name.split("."))[0] == "xlkit" and len(parts) > 1}
    return {name for name in names if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}


def place(package: str) -> int:
    return next(number for number, names in enumerate(ORDER) if package in names)


def test_imports_run_one_way() -> None:
    """A module imports from its own package and from those before it, and from no other."""
    for package, path in modules():
        wrong = {other for other in packages_imported(path) - {package} if place(other) >= place(package)}
        assert not wrong, path


def test_no_module_leads_back_to_itself() -> None:
    """Also by imports that wait for a call: whoever follows them from module to module comes to an end."""
    paths = {name_of(path): path for path in PACKAGE.rglob("*.py")}
    TopologicalSorter({name: {*imported_modules(path, paths)} & paths.keys() for name, path in paths.items()}).prepare()


def test_every_package_has_its_place() -> None:
    """Whatever stands in xlkit stands in the order, and nothing else does."""
    assert {name for names in ORDER for name in names} == {package for package, _ in modules()}


@pytest.mark.parametrize(("library", "packages"), EDGES.items())
def test_each_library_has_its_package(library: str, packages: set[str]) -> None:
    """A library of files is imported where its files are dealt with, and nowhere else."""
    users = {package for package, path in modules() if library in {name.split(".")[0] for name in imported(path)}}
    assert users <= packages


def test_nothing_but_files_needs_a_library() -> None:
    """Away from files the standard library does, but for the one that values are made with."""
    for _, path in modules():
        if ".".join(path.relative_to(PACKAGE).with_suffix("").parts).startswith(OF_FILES):
            continue
        libraries = {name.split(".")[0] for name in imported(path)} - {"xlkit", "msgspec"}
        assert libraries <= sys.stdlib_module_names, path


@pytest.mark.parametrize("name", ["movement", "feedback", "ratings", "wording", "conditions", "cover"])
def test_a_name_is_given_once(name: str) -> None:
    """Names that once stood for several things stand for one; a command's file has the command's name."""
    assert len([path for package, path in modules() if path.stem == name and package != "commands"]) <= 1


def test_only_commands_print_and_exit() -> None:
    """A library call never prints, exits or looks at the clock."""
    for package, path in modules():
        assert package in ("cli", "commands") or not called(path) & {"print", "exit", "echo", "today", "now"}, path


def test_no_folder_is_a_corridor() -> None:
    """Whoever opens one sees few enough doors to choose among; more than that are rooms of their own."""
    modules_in = Counter(path.parent for path in PACKAGE.rglob("*.py"))
    assert {folder: many for folder, many in modules_in.items() if many > MOST_MODULES} == {}


def test_every_module_says_what_it_is() -> None:
    """Each module begins with a sentence."""
    for path in sorted(PACKAGE.rglob("*.py")):
        said = ast.get_docstring(tree(path))
        assert said, path
        assert said.splitlines()[0].endswith((".", ":", "?")), path


def test_functions_and_modules_stay_small() -> None:
    """No function is over 50 lines and no module over 300."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, path
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 50, f"{path}: {node.name}"


def test_commands_print_through_one_place() -> None:
    """Whatever is said passes through what keeps a file's words from steering the terminal."""
    printing = [path for _, path in modules() if called(path) & {"echo", "secho", "print"}]
    assert {path.relative_to(PACKAGE).as_posix() for path in printing} == {"commands/saying.py"}
