"""Reading a workshop workbook that a command is given, and saying what its own rules say of it."""

from pathlib import Path

from xlkit.commands.saying import say
from xlkit.errors import XlkitError
from xlkit.returns.read.limits import OWN
from xlkit.returns.read.source import Source
from xlkit.returns.read.workers import read_all
from xlkit.shown import listed
from xlkit.voice.checks import Weight, checks
from xlkit.voice.following import Following
from xlkit.voice.workshop import Workshop


def say_broken(path: Path, workshop: Workshop) -> None:
    """Say on stderr which rules of a workshop are broken that its sheet Check tells as errors or warnings."""
    broken = [check for check in checks(Following.of(workshop)) if check.places and check.weight is not Weight.NOTE]
    for check in broken:
        say(f"{path}, {check.weight}: {check.asks}. Not so: {listed(check.places)}", err=True)


def read(path: Path, use: str = "read back") -> Workshop:
    """The workshop in a workbook, read in a worker; XlkitError where it cannot be put to its use."""
    from xlkit.intake import workshop_reader

    if not path.is_file():
        raise XlkitError(f"There is no file {path}: give the path of a workshop workbook.")
    (answer,) = read_all([Source(str(path), file=path.absolute())], workshop_reader.read, limits=OWN)
    if isinstance(answer.result, str) or answer.result is None:
        why = answer.result or " ".join(problem.message for problem in answer.issues)
        raise XlkitError(f"{path} cannot be {use}: {why}.")
    return answer.result
