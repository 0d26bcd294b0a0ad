"""Where commands write to: folders that are made, and names that a workbook can have."""

from pathlib import Path

from xlkit.errors import XlkitError


def made(folder: Path) -> Path:
    """The folder, there from now on; XlkitError where a file is in its way, or it may not be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise XlkitError(f"{folder} leads through a file, and a folder was expected: name another with -o.") from None
    except OSError as error:
        raise XlkitError(f"The folder {folder} cannot be made ({error.strerror}): name another with -o.") from error
    return folder


def named_as_workbook(path: Path) -> Path:
    """The path; XlkitError where its name is not that of an Excel workbook."""
    if path.suffix.lower() != ".xlsx":
        raise XlkitError(f"{path} is not the name of an Excel workbook: give one that ends in .xlsx.")
    return path
