"""The folders beside a control workbook: those that xlkit wrote to where it was told to, and that of the returns."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from xlkit.commands.writing import GENERATED
from xlkit.errors import XlkitError
from xlkit.round import register

BACK = "returned"  # what the folder of returns is called in all examples
CALLED = "return"  # what is in the name of one that is called otherwise
KINDS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip", ".eml", ".msg")  # files that a return may come as
UNSENT = re.compile(rb"^X-Unsent: *1\r?$", re.MULTILINE | re.IGNORECASE)  # among the headings of a draft
MOST = 1 << 12  # bytes of a message that these are looked for in


class Folders(Struct, frozen=True):
    """The folder with the register of what was issued, those that hold drafts, and that of the returns, as known."""

    issued: Path | None
    drafts: tuple[Path, ...]
    returned: Path | None


def folders_here(templates: Path | None) -> Folders:
    """Those of the current folder, but for where all goes that no place is named for, and for that of `templates`.

    The returns lie in the folder called as in all examples, in the only one that may hold any, or in the only one of
    those that is called after returns; XlkitError where there are several.
    """
    others = {place.resolve() for place in (GENERATED, templates) if place is not None}
    folders = [path for path in sorted(Path().iterdir()) if path.is_dir() and path.resolve() not in others]
    files = {folder: [*_files(folder)] for folder in folders}
    issued = [folder for folder in folders if any(file.name == register.FILE for file in files[folder])]
    drafts = tuple(folder for folder in folders if any(map(_is_draft, files[folder])))
    holding = [
        folder
        for folder in folders
        if folder not in (*issued, *drafts) and any(file.suffix.lower() in KINDS for file in files[folder])
    ]
    return Folders(issued[0] if len(issued) == 1 else None, drafts, _returned(folders, holding))


def _returned(folders: Iterable[Path], holding: Sequence[Path]) -> Path | None:
    if Path(BACK) in folders:
        return Path(BACK)
    called = [folder for folder in holding if CALLED in folder.name.lower()]
    meant = called if len(called) == 1 else holding
    if len(meant) > 1:
        raise XlkitError(f"{', '.join(map(str, meant))} may each hold the returns: call the one that does {BACK}.")
    return meant[0] if meant else None


def _files(folder: Path) -> Iterable[Path]:
    with suppress(PermissionError):  # of what Windows keeps in Documents and lets nobody look into
        yield from folder.iterdir()


def _is_draft(file: Path) -> bool:
    """Whether a file is a message that xlkit drafted, which is not what came back."""
    if file.suffix.lower() != ".eml":
        return False
    with suppress(OSError), file.open("rb") as message:
        return UNSENT.search(message.read(MOST)) is not None
    return False
