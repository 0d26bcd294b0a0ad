"""Reading a workshop workbook that a command is given."""

from pathlib import Path

from xlkit.errors import XlkitError
from xlkit.voice.workshop import Workshop


def read(path: Path) -> Workshop:
    """The workshop in a workbook, read in a worker; XlkitError where it cannot be read back."""
    from xlkit.intake import workshop_reader
    from xlkit.returns.read.limits import OWN
    from xlkit.returns.read.source import Source
    from xlkit.returns.read.workers import read_all

    if not path.is_file():
        raise XlkitError(f"There is no file {path}: give the path of the workshop workbook to carry on.")
    (answer,) = read_all([Source(str(path), file=path.absolute())], workshop_reader.read, limits=OWN)
    if isinstance(answer.result, str) or answer.result is None:
        why = answer.result or " ".join(problem.message for problem in answer.issues)
        raise XlkitError(f"{path} cannot be carried on: {why}. Nothing was written.")
    return answer.result
