"""What validating and merging share: files in, a ledger out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.ledger import Ledger

NOT_ALL_VALID = 3


def read_ledger(paths: Sequence[Path], instruments: Mapping[str, Instrument], round_name: str | None = None) -> Ledger:
    """Every file at the paths, read, understood and settled; XlkitError where a path is missing or holds nothing.

    Where the files state several rounds, `round_name` says which one is meant; None leaves all rounds in.
    """
    from xlkit import settle
    from xlkit.ledger import Entry, Status
    from xlkit.read.sources import sources
    from xlkit.read.workers import read_all
    from xlkit.validate import Validator

    entries = [
        Entry(
            path=read.path,
            sha256=read.sha256,
            size=read.size,
            status=Status.REJECTED,
            completed=read.result.completed if read.result else None,
            issues=(*read.issues, *(read.result.issues if read.result else ())),
        )
        for read in read_all(sources(paths), Validator(instruments))
    ]
    if not entries:
        raise XlkitError(f"There is no file in {', '.join(map(str, paths))}: name the folder that holds the returns.")
    return settle.settle(entries if round_name is None else settle.keep_round(entries, round_name))
