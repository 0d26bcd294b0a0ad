"""Everything that is wrong with a template or a crosswalk, or left out of it, for the person who is editing it."""

from pathlib import Path

from xlkit.errors import XlkitError
from xlkit.form.compiled import compiled
from xlkit.form.xlsform.dialect import CROSSWALK, SHEETS
from xlkit.form.xlsform.loading import is_crosswalk
from xlkit.form.xlsform.problem import Problem, Weight
from xlkit.form.xlsform.shelf import library, path_of


def left_out(name_or_path: str, folder: Path | None = None) -> tuple[Problem, ...]:
    """What a template asks for and a workbook cannot do, but for what a device records and nobody misses.

    Raises XlkitError where there is no such template.
    """
    path = path_of(name_or_path, folder)
    return compiled(path, tuple, "left out", lambda: _left_out(path))


def _left_out(path: Path) -> tuple[Problem, ...]:
    from xlkit.form.xlsform import checks
    from xlkit.form.xlsform.workbook import read_all

    books = read_all(path, SHEETS)
    return tuple(each for each in checks.of_form(books) if each.weight is Weight.LEFT_OUT)


def check(path: Path, folder: Path | None = None) -> tuple[Problem, ...]:
    """Every problem at once; empty where the workbook is sound.

    A crosswalk's items, or whole sections, are looked for in the instruments at hand, a folder's among them; an
    instrument that is not at hand may come later. Raises XlkitError where the folder is not sound.
    """
    from xlkit.form.xlsform import checks
    from xlkit.form.xlsform.workbook import read_all

    try:
        books = read_all(path, CROSSWALK if is_crosswalk(path) else SHEETS)
    except XlkitError as error:
        return (Problem("", "", str(error)),)
    if "crosswalk" not in books[0].sheets:
        return checks.of_form(books)
    known = {
        name: {*instrument.names, *(section.name for section in instrument.sections)}
        for name, instrument in library(folder or path.parent).items()
    }
    return checks.of_crosswalk(books[0], known)
