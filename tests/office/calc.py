"""What a person does with a workbook in LibreOffice Calc: type, save, recalculate, print, look.

Lists of allowed values are not enforced here, as they are not when a person pastes: check what was saved.
"""

import math
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import asdict

from tests.office import find
from tests.office.session import OfficeError, Session, SessionLostError

# LibreOffice's numbers for the errors that Excel knows too; it shows any other as "Err:" and the number.
WINDOW = (1366, 768)  # pixels of an officer's screen
ERRORS = {503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}


class Entry(Struct, frozen=True):
    """Something to type into a cell; empty text clears it."""

    sheet: str
    cell: str
    text: str


class ErrorValue(Struct, frozen=True):
    """An error in a cell, by the name that Excel gives it."""

    name: str


class View(Struct, frozen=True):
    """What a window is to show: a sheet (empty for the one that opens), the cursor in a cell, and its picture's path.

    `top` is the cell in the upper left corner, empty where the window opens, and `zoom` is in per cent.
    """

    path: Path
    sheet: str = ""
    cell: str = ""
    top: str = ""
    zoom: int = 100


class Link(Struct, frozen=True):
    """A cell that leads to a place in its workbook; `mark` is what the file says of that, such as `'By theme'!A5`."""

    sheet: str
    cell: str
    mark: str


class Landing(Struct, frozen=True):
    """The cell that a link led to, such as `$'By theme'.$A$5`, and the texts of its row."""

    place: str
    row: tuple[str, ...]


Value = float | str | ErrorValue


class Outcome(Struct, frozen=True):
    """What came of typing: whether it was taken, what LibreOffice said if anything, and what the cell then holds."""

    accepted: bool
    said: str
    shown: str
    value: Value
    formula: str


class FillResult(Struct, frozen=True):
    """What came of each entry, in the order typed."""

    outcomes: tuple[Outcome, ...]

    @property
    def accepted(self) -> bool:
        """Whether every entry was taken."""
        return all(outcome.accepted for outcome in self.outcomes)


class Cell(Struct, frozen=True):
    """A formula cell: the formula in LibreOffice's words, the value stored in the file, and the value it should have.

    `stored` is None where the formula was only typed later. Formulas of TODAY() and its like never keep their value.
    """

    formula: str
    stored: Value | None
    value: Value

    @property
    def stale(self) -> bool:
        """Whether the file stores a wrong value, beyond what rounding explains."""
        if isinstance(self.stored, float) and isinstance(self.value, float):
            return not math.isclose(self.stored, self.value, rel_tol=1e-9, abs_tol=1e-12)
        return self.stored is not None and self.stored != self.value


class Sheet(Struct, frozen=True):
    """What can be seen of a sheet; `validations` gives, by cell, the choices of its list or its rule in words."""

    name: str
    visible: bool
    protected: bool
    charts: int
    validations: Mapping[str, tuple[str, ...] | str]


def available() -> bool:
    """Whether LibreOffice can be driven on this machine."""
    return find.uno_python() is not None


class Calc:
    """LibreOffice Calc, started at the first call and ended with the `with` block.

    A crash costs one call: the next starts LibreOffice again. Every file is opened as a copy, so that neither the file
    nor a lock beside it matters. A file that LibreOffice cannot open without asking something, such as whether to
    repair it, raises OfficeError.
    """

    def __init__(self, *, seconds: float = 120, locale: str = "en-GB", screen: str = "") -> None:
        self._seconds = seconds
        self._locale = locale
        self._screen = screen
        self._session: Session | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End LibreOffice; the next call would start it again."""
        if self._session is not None:
            self._session.end()
            self._session = None

    def fill_in(
        self, source: Path, typed: Iterable[Entry], saves: Iterable[Path] = (), password: str = ""
    ) -> FillResult:
        """Type into cells, pressing Enter after each, then save under each name in the format of its suffix.

        With a password, what is saved asks for it.
        """
        paths = [str(path.absolute()) for path in saves]
        keys = [asdict(entry) for entry in typed]
        told = self._ask(source, action="fill_in", typed=keys, saves=paths, password=password)
        return FillResult(tuple(_outcome(each) for each in told))

    def recalculate(self, source: Path, typed: Iterable[Entry] = ()) -> dict[str, dict[str, Cell]]:
        """Type, then calculate everything afresh: all formula cells, by sheet and address."""
        told = self._ask(source, action="recalculate", typed=[asdict(entry) for entry in typed])
        refused = [outcome for outcome in map(_outcome, told["outcomes"]) if not outcome.accepted]
        if refused:
            raise OfficeError(f"Not everything could be typed: {refused}")
        return {
            sheet: {address: _cell(*parts) for address, parts in cells.items()}
            for sheet, cells in told["sheets"].items()
        }

    def sort(self, source: Path, save: Path, sheet: str, area: str, column: int, *, is_descending: bool) -> None:
        """Unprotect a sheet, sort an area of it by its column of a number, from 0, calculate afresh, and save."""
        asked = {"sheet": sheet, "area": area, "column": column, "is_descending": is_descending}
        self._ask(source, action="sort", path=str(save.absolute()), **asked)

    def opens_clean(self, source: Path) -> tuple[Sheet, ...]:
        """Open without a question asked, and tell what there is to see, sheet by sheet."""
        return tuple(_sheet(each) for each in self._ask(source, action="look"))

    def validations(self, source: Path) -> dict[str, dict[str, tuple[str, ...] | str]]:
        """The choices, or the rule in words, of each cell that has one, by sheet and address."""
        return {sheet.name: dict(sheet.validations) for sheet in self.opens_clean(source)}

    def follow(self, source: Path, links: Iterable[Link]) -> tuple[Landing, ...]:
        """Jump where each link leads."""
        told = self._ask(source, action="follow", links=[asdict(link) for link in links])
        return tuple(Landing(place, tuple(row)) for place, row in told)

    def to_pdf(self, source: Path, folder: Path, rows: int = 0) -> Path:
        """Print every visible sheet as its page set-up says, or of each the first and the last so many rows."""
        pdf = folder / f"{source.stem}.pdf"
        self._ask(source, action="print_out", path=str(pdf.absolute()), rows=rows)
        return pdf

    def photograph(self, source: Path, views: Iterable[View], size: tuple[int, int] = WINDOW) -> None:
        """Open on the screen, in a window of so many pixels, and keep a picture of each view."""
        shown = [{**asdict(view), "path": str(view.path.absolute())} for view in views]
        self._ask(source, action="photograph", views=shown, size=size)

    def _ask(self, source: Path, **request: Any) -> Any:
        if self._session is None:
            self._session = Session(self._locale, self._screen)
        copy = self._session.folder / source.name
        shutil.copyfile(source, copy)
        try:
            return self._session.ask({"source": str(copy), **request}, self._seconds)
        except SessionLostError:
            self._session.end(patience=0)
            self._session = None
            raise
        finally:
            copy.unlink(missing_ok=True)


def to_pngs(pdf: Path, folder: Path, dpi: int = 60) -> list[Path]:
    """A picture of each page, in order."""
    program = find.pdftoppm()
    if program is None:
        raise OfficeError("pdftoppm is not installed: it comes with poppler-utils.")
    subprocess.run([program, "-r", str(dpi), "-png", pdf, folder / pdf.stem], check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def _outcome(told: Mapping[str, Any]) -> Outcome:
    return Outcome(told["accepted"], told["said"], told["shown"], _value(told["value"]), told["formula"])


def _cell(formula: str, stored: Any, value: Any) -> Cell:
    return Cell(formula, None if stored is None else _value(stored), _value(value))


def _value(told: Any) -> Value:
    if isinstance(told, Mapping):
        return ErrorValue(ERRORS.get(told["error"], f"Err:{told['error']}"))
    return float(told) if isinstance(told, int | float) else str(told)


def _sheet(told: Mapping[str, Any]) -> Sheet:
    rules = {cell: rule if isinstance(rule, str) else tuple(rule) for cell, rule in told["validations"].items()}
    return Sheet(told["name"], told["visible"], told["protected"], told["charts"], rules)
