"""A report of what nobody expected, for whoever maintains xlkit: where it happened, and no command as it was typed."""

import platform
import sys
import tempfile
import traceback
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from xlkit import __version__
from xlkit.shown import lines, one_line

_ENGINES = ("click", "openpyxl", "XlsxWriter", "python-calamine", "msoffcrypto-tool", "olefile")


def report(error: BaseException) -> str:
    """One sentence on an error that should not have been, with the file that its report was written to."""
    what = f"xlkit came upon something it does not know how to deal with ({type(error).__name__}), and stopped."
    for folder in (Path.cwd, tempfile.gettempdir):
        try:
            place = _written(Path(folder()), "\n".join(_told(error)))
        except OSError:
            continue
        return (
            f"{what} Send {place} to whoever maintains xlkit for you, once you have read that it names nothing it "
            "should not; with xlkit --traceback … the same is printed here."
        )
    return f"{what} No report could be written: run it as xlkit --traceback … and send what is printed."


def _written(folder: Path, text: str) -> Path:
    when = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    for number in range(1, 100):
        place = folder / f"xlkit-report-{when}{f'-{number}' if number > 1 else ''}.txt"
        try:
            with place.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        return place
    raise FileExistsError(folder)


def _told(error: BaseException) -> list[str]:
    """What may help to find the cause; what was typed is left out, since it may hold a password."""
    return [
        f"xlkit {__version__}, Python {platform.python_version()}, {platform.platform()}",
        ", ".join(f"{name} {_version(name)}" for name in _ENGINES),
        f"Command: {next((word for word in sys.argv[1:] if word.isalpha()), 'none')}",
        "",
        lines("".join(traceback.format_exception(error)).rstrip("\n")),
        "",
        f"Error: {one_line(str(error))}",
        "",
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # of a frozen program
        return "unknown"
