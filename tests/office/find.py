"""Where LibreOffice, the Python that can drive it, and pdftoppm are on this machine."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

OFFICE_FOLDERS = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
)
# LibreOffice brings its own Python on Windows and macOS; Linux distributions build it for the system's.
PYTHONS_BESIDE_OFFICE = ("python.exe", "python", "../Resources/python")
SYSTEM_PYTHONS = ("/usr/bin/python3", "/usr/local/bin/python3")


@cache
def soffice() -> Path | None:
    """The LibreOffice program."""
    on_path = shutil.which("soffice")
    in_folders = (Path(folder, name) for folder in OFFICE_FOLDERS for name in ("soffice.exe", "soffice"))
    candidates = ([Path(on_path)] if on_path else []) + list(in_folders)
    return next((path for path in candidates if path.is_file()), None)


@cache
def uno_python() -> Path | None:
    """A Python that can `import uno`."""
    office = soffice()
    if office is None:
        return None
    beside = [office.resolve().parent / name for name in PYTHONS_BESIDE_OFFICE]
    candidates = beside + [Path(name) for name in SYSTEM_PYTHONS]
    return next((path for path in candidates if path.is_file() and _imports_uno(path)), None)


@cache
def pdftoppm() -> Path | None:
    """The program that turns the pages of a PDF into pictures."""
    found = shutil.which("pdftoppm")
    return Path(found) if found else None


def environment(screen: str = "") -> dict[str, str]:
    """The environment for LibreOffice and its Python; `screen` is one that it draws on, such as `:99`."""
    # A virtual environment's settings would lead another Python astray.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    # Without a UTF-8 locale, as on a bare machine, LibreOffice cannot open a file whose name is not ASCII.
    # `svp` draws in memory and needs no screen. `--headless` will not do: see session.py.
    drawn = {"DISPLAY": screen, "SAL_USE_VCLPLUGIN": "gen"} if screen else {"SAL_USE_VCLPLUGIN": "svp"}
    return inherited | {"LC_ALL": "C.UTF-8"} | drawn


def _imports_uno(python: Path) -> bool:
    answer = subprocess.run([python, "-c", "import uno"], env=environment(), capture_output=True, check=False)
    return answer.returncode == 0
