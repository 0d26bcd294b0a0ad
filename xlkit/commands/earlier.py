"""Earlier rounds, as a command is given them: their consolidated workbooks, or what was returned in them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from xlkit.commands.reading import read_ledger
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.returns.completed import Return
from xlkit.returns.read.limits import OWN

PREVIOUS = click.option(
    "--previous",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An earlier round: its consolidated workbook, or the folder of its returns. May be given several times.",
)


def earlier_returns(paths: Iterable[Path], instruments: Mapping[str, Instrument], now: str = "") -> tuple[Return, ...]:
    """The returns of earlier rounds; XlkitError where one is this round, named `now`, or holds no level to go by."""
    return tuple(one for path in paths for one in _returns(path, instruments, now))


def _returns(path: Path, instruments: Mapping[str, Instrument], now: str) -> tuple[Return, ...]:
    from xlkit.returns.names import same_name

    found = kept(path, instruments)
    if not any(_goes_by(one, instruments) for one in found):
        raise XlkitError(
            f"{path} holds no level to go by: give the internal consolidated workbook of an earlier round, saved in "
            "Excel or LibreOffice if another program wrote it, or the folder of its returns."
        )
    if now and any(same_name(one.identity.round, now) for one in found):
        raise XlkitError(f"{path} is of the round “{now}” itself, and an earlier one was expected with --previous.")
    return found


def _goes_by(completed: Return, instruments: Mapping[str, Instrument]) -> bool:
    """Whether a return holds a level, or, of an instrument that has no levels, any answer."""
    instrument = instruments.get(completed.identity.template)
    if instrument is not None and not instrument.highest:
        return completed.answers_anything
    return any(answer.level is not None for answer in completed.answers)


def kept(path: Path, instruments: Mapping[str, Instrument]) -> tuple[Return, ...]:
    """The returns of an earlier round, from its consolidated workbook or from what was returned in it.

    Those of a consolidated workbook hold answers to questions that their instrument no longer has too.
    """
    ledger = read_ledger([path], instruments, limits=OWN)
    return tuple(
        replace(entry.completed, answers=(*entry.completed.answers, *entry.gone))
        for entry in ledger.merged
        if entry.completed is not None
    )
