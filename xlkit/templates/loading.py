"""A template's workbook, checked and read."""

from pathlib import Path

from xlkit.crosswalk import Crosswalk
from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.templates import build, checks
from xlkit.templates.dialect import CROSSWALK, SHEETS
from xlkit.templates.workbook import Problem, read


def load(path: Path) -> Instrument:
    """The instrument that a template states; raises XlkitError where the template is not sound."""
    book = read(path, SHEETS)
    _refuse(path, checks.of_form(book))
    return build.instrument(book)


def crosswalk(path: Path) -> Crosswalk:
    """The crosswalk that a workbook states; raises XlkitError where it is not sound."""
    book = read(path, CROSSWALK)
    _refuse(path, checks.of_crosswalk(book))
    return build.crosswalk(book)


def is_crosswalk(path: Path) -> bool:
    """Whether a workbook is a crosswalk rather than a form; raises XlkitError where it is no workbook."""
    sheets = read(path, {**SHEETS, **CROSSWALK}).sheets
    return "crosswalk" in sheets and "survey" not in sheets


def _refuse(path: Path, problems: tuple[Problem, ...]) -> None:
    if not problems:
        return
    first, more = problems[0], len(problems) - 1
    place = f" at {first.address}" if first.address else ""
    others = f" (and {more} more)" if more else ""
    raise XlkitError(
        f"{path.name} is not a sound template{place}: {first.reason}{others}; "
        f"to see everything, run: xlkit templates check {path}"
    )
