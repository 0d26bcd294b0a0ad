"""Where templates are found: those that come with xlkit, and those in a folder of one's own."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from xlkit.errors import XlkitError
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform.cells import home
from xlkit.form.xlsform.loading import crosswalk, load

CROSSWALK = "crosswalk"


def shipped() -> Mapping[str, Path]:
    """The instruments that come with xlkit, by name."""
    return {path.stem: path for path in _templates(home())}


def library(folder: Path | None = None) -> Mapping[str, Instrument]:
    """Every instrument by its name: those that come with xlkit, and those of a folder, which win.

    Raises XlkitError where the folder or a template in it is not sound.
    """
    own = {name: load(path) for name, path in _own(folder).items()}
    return {**{name: load(path) for name, path in shipped().items()}, **own}


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
    own = _own(folder)
    path = own.get(name_or_path) or shipped().get(name_or_path)
    if path:
        return path
    known = sorted({*own, *shipped()})
    close = get_close_matches(name_or_path.lower(), known)
    advice = f"did you mean {' or '.join(close)}" if close else f"there are {', '.join(known)}"
    raise XlkitError(f"There is no template {name_or_path!r}: {advice}, or give the path of a template's workbook.")


def load_crosswalk(path: Path | None = None) -> Crosswalk:
    """The crosswalk of a workbook, or the one that comes with xlkit; its links may name instruments not at hand.

    Raises XlkitError where it is not sound.
    """
    return crosswalk(path or home() / f"{CROSSWALK}.xlsx")


def _templates(folder: Path) -> tuple[Path, ...]:
    # Excel keeps a file whose name starts with ~$ beside each workbook that is open.
    paths = sorted((*folder.glob("*.xlsx"), *folder.glob("*.xls")), key=lambda path: (path.stem, path.suffix))
    return tuple(path for path in paths if path.stem != CROSSWALK and not path.name.startswith("~$"))


def _own(folder: Path | None) -> Mapping[str, Path]:
    """The templates of a folder, by the names of their instruments."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise XlkitError(f"There is no folder {folder}: give the folder that holds your templates.")
    named: dict[str, Path] = {}
    for path in _templates(folder):
        name = load(path).name
        if name in named:
            raise XlkitError(
                f"Two templates in {folder} have the form_id {name}, {path.name} the second: "
                "give each its own, or move one away."
            )
        named[name] = path
    return named
