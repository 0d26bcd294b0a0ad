"""Where templates are found: those that come with xlkit, and those in a folder of one's own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import xlkit
from xlkit.errors import XlkitError
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform.loading import crosswalk, load

CROSSWALK = "crosswalk"


def home() -> Path:
    """The folder of the templates that come with xlkit."""
    # An installed wheel holds the templates inside the package; a checkout has them beside it.
    package = Path(xlkit.__file__).parent
    inside = package / "workbook_templates"
    return inside if inside.is_dir() else package.parent / "workbook_templates"


def shipped() -> Mapping[str, Path]:
    """The instruments that come with xlkit, by name."""
    return {path.stem: path for path in _templates(home())}


def library(folder: Path | None = None) -> Mapping[str, Instrument]:
    """Every instrument by its name: those that come with xlkit, and those of a folder, which win.

    Of several versions of one template the latest counts, and has the others with it. Raises XlkitError where the
    folder or a template in it is not sound.
    """
    known = {name: [load(path)] for name, path in shipped().items()}
    for name, versions in _own(folder).items():
        known[name] = [instrument for _, instrument in versions] + known.get(name, [])
    return {name: replace(latest, earlier=tuple(earlier)) for name, (latest, *earlier) in known.items()}


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
    path = own[name_or_path][0][0] if name_or_path in own else shipped().get(name_or_path)
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


def _own(folder: Path | None) -> Mapping[str, Sequence[tuple[Path, Instrument]]]:
    """The templates of a folder, by the names of their instruments; of each the latest version comes first."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise XlkitError(f"There is no folder {folder}: give the folder that holds your templates.")
    named: dict[str, dict[str, tuple[Path, Instrument]]] = {}
    for path in _templates(folder):
        instrument = load(path)
        versions = named.setdefault(instrument.name, {})
        if instrument.version in versions:
            raise XlkitError(
                f"Two templates in {folder} have the form_id {instrument.name} and the version {instrument.version}, "
                f"{path.name} the second: give each version a number of its own, or move one away."
            )
        versions[instrument.version] = path, instrument
    return {name: _latest_first(versions) for name, versions in named.items()}


def _latest_first(versions: Mapping[str, tuple[Path, Instrument]]) -> Sequence[tuple[Path, Instrument]]:
    return [versions[version] for version in sorted(versions, key=_in_order, reverse=True)]


def _in_order(version: str) -> list[tuple[bool, int, str]]:
    """A version as it is sorted: its numbers as numbers, so that 2.10 comes after 2.9."""
    parts = re.findall(r"[0-9]+|[^0-9]+", version)
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
