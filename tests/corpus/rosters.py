"""Cases of workbooks in which one person rates many organisations."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders.edits import with_cells
from tests.builders.rosters import RATED, written
from tests.corpus.case import Case, Expected, case
from xlkit.form.roster import Rated
from xlkit.intake.council_workbook import SEPARATOR

FILE, SHEET = "ratings.xlsx", "Ratings"
SOUND: Expected = ("valid", ())


def cases() -> Iterator[Case]:
    """All of them."""
    yield _ratings("ratings of all", rated())
    yield case("ratings, and none given", _made({}), "rejected", "nothing-rated", file=FILE)
    alone = {"Oakfield Care": ("valid", ("partly-rated",))}
    yield Case("ratings of one topic alone", {FILE: _made({"B1": Rated({"risk": 2})})}, _listed(alone, "holds-returns"))
    noted = dict.fromkeys(("Oakfield Care", "Ashgrove"), SOUND)
    yield Case(
        "ratings, with a note of one who is not rated",
        {FILE: _made({**RATED, "B2": Rated({}, "Left the area")})},
        _listed(noted, "holds-returns", f"note-without-rating {SHEET}!H8"),
    )
    yield _changed("another name beside a reference", {"B8": "Elm Court"}, "rejected", f"other-subject {SHEET}!B8")
    yield _changed("a name in other case", {"B8": " elm  ROW"}, "valid")
    yield _changed("a level as a letter", {"F8": "d"}, "valid", f"level-understood {SHEET}!F8")
    yield _changed("a level as a text", {"F8": "4"}, "valid")
    yield _changed("a level that there is not", {"F8": 6}, "incomplete", f"unknown-choice {SHEET}!F8", "partly-rated")


@cache
def rated() -> bytes:
    """A workbook in which three organisations are rated in all topics."""
    return _made(RATED)


def _made(given: Mapping[str, Rated]) -> bytes:
    with TemporaryDirectory() as folder:
        return written(Path(folder) / FILE, given).read_bytes()


def _changed(name: str, cells: Mapping[str, str | float], status: str, *findings: str) -> Case:
    """A case of which the second organisation's row was changed."""
    return _ratings(f"ratings, with {name}", with_cells(rated(), SHEET, cells), (status, findings))


def _ratings(name: str, data: bytes, second: Expected = SOUND) -> Case:
    each = {"Oakfield Care": SOUND, "Elm Row": second, "Ashgrove": SOUND}
    return Case(name, {FILE: data}, _listed(each, "holds-returns"))


def _listed(each: Mapping[str, Expected], *findings: str) -> Mapping[str, Expected]:
    """What becomes of a workbook, and of each organisation rated in it."""
    return {FILE: ("ignored", findings), **{f"{FILE}{SEPARATOR}{name}": said for name, said in each.items()}}
