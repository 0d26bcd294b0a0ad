"""Everything that is wrong with a template or a crosswalk, for the person who is editing it."""

from pathlib import Path

from xlkit.errors import XlkitError
from xlkit.templates import checks
from xlkit.templates.dialect import CROSSWALK, SHEETS
from xlkit.templates.loading import is_crosswalk
from xlkit.templates.shelf import library
from xlkit.templates.workbook import Problem, read_all


def check(path: Path, folder: Path | None = None) -> tuple[Problem, ...]:
    """Every problem at once; empty where the workbook is sound.

    A crosswalk's items are looked for in the instruments at hand, a folder's among them; an instrument that is not at
    hand may come later. Raises XlkitError where the folder is not sound.
    """
    try:
        books = read_all(path, CROSSWALK if is_crosswalk(path) else SHEETS)
    except XlkitError as error:
        return (Problem("", "", str(error)),)
    if "crosswalk" not in books[0].sheets:
        return checks.of_form(books)
    known = {name: {item.name for item in instrument.items} for name, instrument in library(folder).items()}
    return checks.of_crosswalk(books[0], known)
