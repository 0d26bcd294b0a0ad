"""What a command that takes returns does first: workers read their files while what understands them is brought in."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from xlkit.commands.finding import round_for
from xlkit.returns.read.limits import LIMITS, Limits
from xlkit.returns.read.sources import sources
from xlkit.returns.read.workers import Cells, begun


class Begun(Struct, frozen=True):
    """The round as `--round` gives it or as it was found, the paths of the returns, and the passwords to try on them.

    Their cells come from workers already, but for where the round's control workbook is to be read by these first.
    """

    given: str | None
    paths: Sequence[Path]
    passwords: Sequence[str]
    cells: Cells | None


def begin(paths: Sequence[Path], given: str | None, passwords: Sequence[str], *, is_for_others: bool = False) -> Begun:
    """What is read, from now on; XlkitError as `round_for`, and where a path is missing.

    The round has to be named where what comes out is for others than the officers.
    """
    given = round_for(given, paths, is_to_be_named=is_for_others)
    is_to_be_opened = given is not None and Path(given).is_file()
    return Begun(given, paths, passwords, None if is_to_be_opened else cells_of(paths, passwords))


def cells_of(paths: Iterable[Path], passwords: Sequence[str] = (), limits: Limits = LIMITS) -> Cells:
    """The cells of every file at the paths, which are read from now on; XlkitError where a path is missing."""
    return begun(sources(paths), limits=limits, passwords=[*dict.fromkeys(filter(None, passwords))])
