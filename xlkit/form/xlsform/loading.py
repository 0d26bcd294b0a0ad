"""A template's workbook, checked and read."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xlkit.errors import XlkitError
from xlkit.form.compiled import compiled
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform.dialect import CROSSWALK, SHEETS
from xlkit.form.xlsform.problem import Problem

if TYPE_CHECKING:
    from xlkit.form.xlsform.translated import Translated


def load(path: Path, language: str = "") -> Instrument:
    """The instrument that a template states, in its default language or in another one of its own, named by its code.

    Its translations go with it, in which words of the default language stand for those that are missing; one that has
    hardly begun is left out, and stops nobody from using the others.
    Raises XlkitError where the template is not sound, or not in that language.
    """
    return compiled(path, Instrument, language, lambda: read_instrument(path, language))


def crosswalk(path: Path) -> Crosswalk:
    """The crosswalk that a workbook states; raises XlkitError where it is not sound."""
    return compiled(path, Crosswalk, "", lambda: _crosswalk(path))


# What reads and checks a workbook is brought in only where there is no copy of what it says.


def read_instrument(path: Path, language: str) -> Instrument:
    """What the workbook of a template says, read and checked anew; raises as `load` does."""
    from xlkit.form.xlsform import build, checks
    from xlkit.form.xlsform.translated import completed
    from xlkit.form.xlsform.workbook import code_of, read_all

    first, *others = read_all(path, SHEETS)
    _refuse(path, checks.of_form((first,)))
    finished = []
    for book in others:
        made, problems = completed(first, book), checks.of_form((first, book))
        if language and code_of(book.language) == language:
            _refuse(path, problems)
            _refuse_unfinished(path, made)
        if made.is_offered and not any(each.is_wrong for each in problems):
            finished.append(made.book)
    spoken = [build.instrument(checks.mended(book)[0]) for book in (first, *finished)]
    asked_for = next((each for each in spoken if each.language == language), None) if language else spoken[0]
    if asked_for is None:
        codes = ", ".join(each.language for each in spoken)
        raise XlkitError(
            f"{path.name} is not in the language {language!r} (it is in {codes}): "
            "choose one of these, or add columns such as label::Welsh (cy)."
        )
    return replace(asked_for, translations=tuple(each for each in spoken if each is not asked_for))


def _crosswalk(path: Path) -> Crosswalk:
    from xlkit.form.xlsform import build, checks
    from xlkit.form.xlsform.workbook import read_all

    (book,) = read_all(path, CROSSWALK)
    _refuse(path, checks.of_crosswalk(book))
    return build.crosswalk(book)


def is_crosswalk(path: Path) -> bool:
    """Whether a workbook is a crosswalk rather than a form; raises XlkitError where it is no workbook."""
    return compiled(path, bool, "is a crosswalk", lambda: _is_crosswalk(path))


def _is_crosswalk(path: Path) -> bool:
    from xlkit.form.xlsform.workbook import read_all

    sheets = read_all(path, {**SHEETS, **CROSSWALK})[0].sheets
    return "crosswalk" in sheets and "survey" not in sheets


def _refuse_unfinished(path: Path, made: "Translated") -> None:
    if not made.is_offered and made.problem is not None:
        raise XlkitError(f"{path.name}: {made.problem.reason}; use another language until then.")


def _refuse(path: Path, problems: tuple[Problem, ...]) -> None:
    wrong = [each for each in problems if each.is_wrong]
    if not wrong:
        return
    first, more = wrong[0], len(wrong) - 1
    place = f" at {first.address}" if first.address else ""
    others = f" (and {more} more)" if more else ""
    raise XlkitError(
        f"{path.name} is not a sound template{place}: {first.reason}{others}; "
        f"to see everything, run: xlkit templates check {path}"
    )
