"""The shelf: where templates are found, those that come with xlkit and a folder's own, and how one is read and checked.

What reads and checks a workbook is brought in only where there is no copy of what it says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xlkit.errors import XlkitError
from xlkit.form.compiled import compiled, home
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument
from xlkit.shown import typed
from xlkit.whole import whole_number

if TYPE_CHECKING:
    from xlkit.form.xlsform.problem import Problem
    from xlkit.form.xlsform.translated import Translated

CROSSWALK = "crosswalk"
NO_FORM = "the sheet survey is missing"  # what is said of a workbook that holds no form


def shipped() -> Mapping[str, Path]:
    """The instruments that come with xlkit, by name."""
    return {path.stem: path for path in _templates(home())}


class Library(Mapping[str, Instrument]):
    """Instruments by their names, each read from its template when it is first asked for."""

    def __init__(self, shipped: Mapping[str, Path], own: Mapping[str, Sequence[Instrument]]) -> None:
        self._shipped, self._own = shipped, own
        self._read: dict[str, Instrument] = {}

    def __getitem__(self, name: str) -> Instrument:
        if name not in self._read:
            versions = [*self._own.get(name, ()), *(load(path) for path in (self._shipped.get(name),) if path)]
            if not versions:
                raise KeyError(name)
            self._read[name] = replace(versions[0], earlier=tuple(versions[1:]))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._shipped, **self._own})

    def __len__(self) -> int:
        return len({**self._shipped, **self._own})


def library(folder: Path | None = None) -> Mapping[str, Instrument]:
    """Every instrument by its name: those that come with xlkit, and those of a folder, which win.

    Of several versions of one template the latest counts, and has the others with it. A template that cannot be used is
    not among them, and costs no other. Raises XlkitError where there is no such folder.
    """
    own = _own(folder)[0]
    return Library(shipped(), {name: [instrument for _, instrument in versions] for name, versions in own.items()})


def find(name_or_path: str, folder: Path | None = None, language: str = "") -> Instrument:
    """An instrument by its name, or by the path of its template, in its default language or in another of its own.

    Raises XlkitError where there is none, naming those that are spelt alike, or where it is not in that language.
    """
    return load(path_of(name_or_path, folder), language)


def path_of(name_or_path: str, folder: Path | None = None) -> Path:
    """Where a template stands: it is that of an instrument of this name, or the path itself.

    Raises XlkitError where there is none, naming those that are spelt alike.
    """
    if Path(name_or_path).is_file():
        return Path(name_or_path)
    own = _own(folder)[0]
    path = own[name_or_path][0][0] if name_or_path in own else shipped().get(name_or_path)
    if path:
        return path
    known = sorted({*own, *shipped()})
    from difflib import get_close_matches

    close = get_close_matches(name_or_path.lower(), known)
    advice = f"did you mean {' or '.join(close)}" if close else f"there are {', '.join(known)}"
    raise XlkitError(f"There is no template {name_or_path!r}: {advice}, or give the path of a template's workbook.")


def copy_of(name: str, folder: Path | None = None) -> bytes:
    """The workbook of a template by its name, or of the crosswalk; raises XlkitError as `path_of` does."""
    own = folder / f"{CROSSWALK}.xlsx" if folder else home() / f"{CROSSWALK}.xlsx"
    is_crosswalk = name == CROSSWALK
    path = (own if own.is_file() else home() / own.name) if is_crosswalk else path_of(name, folder)
    return path.read_bytes()


def load_crosswalk(folder: Path | None = None) -> Crosswalk:
    """The crosswalk that comes with xlkit, or that of a folder, which says all there is of the instruments it names.

    Its links may name instruments not at hand. Raises XlkitError where it is not sound.
    """
    shipped_one = crosswalk(home() / f"{CROSSWALK}.xlsx")
    own = folder / f"{CROSSWALK}.xlsx" if folder else None
    return crosswalk(own).onto(shipped_one) if own is not None and own.is_file() else shipped_one


def unused(folder: Path | None) -> tuple[str, ...]:
    """Of each form in a folder that cannot be used, why not; what holds no form at all is passed over."""
    return _own(folder)[1]


def to_check(folder: Path) -> tuple[Path, ...]:
    """The crosswalk of a folder and its workbooks that hold a form, sound or not."""
    crosswalks = [path for path in (folder / f"{CROSSWALK}.xlsx",) if path.is_file()]
    return (*crosswalks, *(path for path in _templates(folder) if _holds_form(path)))


def crosswalks_aside(folder: Path) -> tuple[Path, ...]:
    """The crosswalks of a folder that are called otherwise than the one that counts."""
    return tuple(path for path in _templates(folder) if not _holds_form(path) and is_crosswalk(path))


def _holds_form(path: Path) -> bool:
    try:
        load(path)
    except XlkitError as error:
        return NO_FORM not in str(error)
    return True


def _templates(folder: Path) -> tuple[Path, ...]:
    # Excel keeps a file whose name starts with ~$ beside each workbook that is open.
    paths = sorted(folder.glob("*"), key=lambda path: (path.stem, path.suffix))
    workbooks = (path for path in paths if path.suffix.lower() in (".xlsx", ".xls"))
    return tuple(path for path in workbooks if path.stem != CROSSWALK and not path.name.startswith("~$"))


def _own(folder: Path | None) -> tuple[Mapping[str, Sequence[tuple[Path, Instrument]]], tuple[str, ...]]:
    """The templates of a folder, by the names of their instruments, and of those that are not used why not.

    Of each the latest version comes first.
    """
    if folder is None:
        return {}, ()
    if not folder.is_dir():
        raise XlkitError(f"There is no folder {folder}: give the folder that holds your templates.")
    named: dict[str, dict[str, tuple[Path, Instrument]]] = {}
    left: list[str] = []
    for path in _templates(folder):
        try:
            instrument = load(path)
        except XlkitError as error:
            left += [str(error)] if NO_FORM not in str(error) else []
            continue
        first = named.setdefault(instrument.name, {}).setdefault(instrument.version, (path, instrument))
        if first[0] != path:
            left.append(
                f"{path.name} is not used, since {first[0].name} has the form_id {instrument.name} and the version "
                f"{instrument.version} as well: give each version a number of its own, or move one away."
            )
    latest = {name: sorted(versions, key=_in_order, reverse=True) for name, versions in named.items()}
    return {name: [named[name][version] for version in versions] for name, versions in latest.items()}, tuple(left)


def _in_order(version: str) -> list[tuple[bool, int, str]]:
    """A version as it is sorted: its numbers as numbers, so that 2.10 comes after 2.9."""
    parts = re.findall(r"[0-9]+|[^0-9]+", version)
    return [(part.isdecimal(), whole_number(part) or 0, part) for part in parts]


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


def read_instrument(path: Path, language: str) -> Instrument:
    """What the workbook of a template says, read and checked anew; raises as `load` does."""
    from xlkit.form.xlsform import build, checks
    from xlkit.form.xlsform.translated import completed
    from xlkit.form.xlsform.workbook import code_of, read_all

    first, *others = read_all(path)
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
    from xlkit.form.xlsform import build, checks, columns
    from xlkit.form.xlsform.workbook import read_all

    (book,) = read_all(path, columns.CROSSWALK)
    _refuse(path, checks.of_crosswalk(book))
    return build.crosswalk(book)


def is_crosswalk(path: Path) -> bool:
    """Whether a workbook is a crosswalk rather than a form; raises XlkitError where it is no workbook."""
    return compiled(path, bool, "is a crosswalk", lambda: _is_crosswalk(path))


def _is_crosswalk(path: Path) -> bool:
    from xlkit.form.xlsform import columns
    from xlkit.form.xlsform.workbook import read_all

    sheets = read_all(path, {**columns.SHEETS, **columns.CROSSWALK})[0].sheets
    return "crosswalk" in sheets and "survey" not in sheets


def _refuse_unfinished(path: Path, made: "Translated") -> None:
    if not made.is_offered and made.problem is not None:
        raise XlkitError(f"{path.name}: {made.problem.reason}; use another language until then.")


def _refuse(path: Path, problems: tuple["Problem", ...]) -> None:
    wrong = [each for each in problems if each.is_wrong]
    if not wrong:
        return
    first, more = wrong[0], len(wrong) - 1
    place = f" at {first.address}" if first.address else ""
    others = f" (and {more} more)" if more else ""
    raise XlkitError(
        f"{path.name} is not a sound template{place}: {first.reason}{others}; "
        f"to see everything, run: {typed('xlkit', 'templates', 'check', str(path))}"
    )


def left_out(name_or_path: str, folder: Path | None = None) -> tuple["Problem", ...]:
    """What a template asks for and a workbook cannot do, but for what a device records and nobody misses.

    Raises XlkitError where there is no such template.
    """
    path = path_of(name_or_path, folder)
    return compiled(path, tuple, "left out", lambda: _left_out(path))


def _left_out(path: Path) -> tuple["Problem", ...]:
    from xlkit.form.xlsform import checks
    from xlkit.form.xlsform.problem import Weight
    from xlkit.form.xlsform.workbook import read_all

    books = read_all(path)
    return tuple(each for each in checks.of_form(books) if each.weight is Weight.LEFT_OUT)


def check(path: Path, folder: Path | None = None) -> tuple["Problem", ...]:
    """Every problem at once; empty where the workbook is sound.

    A crosswalk's items, or whole sections, are looked for in the instruments at hand, a folder's among them; an
    instrument that is not at hand may come later. Raises XlkitError where the folder is not sound.
    """
    from xlkit.form.xlsform import checks, columns
    from xlkit.form.xlsform.problem import Problem
    from xlkit.form.xlsform.workbook import read_all

    try:
        books = read_all(path, columns.CROSSWALK if is_crosswalk(path) else columns.SHEETS)
    except XlkitError as error:
        return (Problem("", "", str(error)),)
    if "crosswalk" not in books[0].sheets:
        return checks.of_form(books)
    known = {
        name: {*instrument.names, *(section.name for section in instrument.sections)}
        for name, instrument in library(folder or path.parent).items()
    }
    return checks.of_crosswalk(books[0], known)
