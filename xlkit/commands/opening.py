"""What the commands of a round share: its control workbook opened, where its files go, and the day that counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.intake.log import Ledger
from xlkit.returns.issues import issue
from xlkit.round.control import WHAT
from xlkit.round.round import Control, Round

ROUND = click.option(
    "--round",
    "given",
    metavar="ROUND",
    help="The round's control workbook, which may stand among PATHS instead, or just the round's name.",
)


class Day(click.DateTime):
    """A day as a person writes it, day first unless the year comes first."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The day at midnight; a mistake in the command where it is none."""
        from xlkit import days

        day = value if isinstance(value, date) else days.written(str(value))
        if day is None:
            self.fail(f"“{value}” is no day: write it as day/month/year, such as 31/03/2027.", param, ctx)
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no time zone


AS_AT = click.option(
    "--as-at",
    type=Day(),
    metavar="DAY",
    help="The day that dates are held against.  [default: the control workbook's, or today]",
)


def open_control(path: Path, instruments: Mapping[str, Instrument]) -> Control:
    """What a control workbook says; XlkitError, with every problem and its cell, where it cannot be used yet."""
    from xlkit.round import reading

    return reading.load(path, instruments)


def find_round(given: str | None, instruments: Mapping[str, Instrument]) -> Control | None:
    """The round that `--round` gives, by its control workbook or by its name alone; None where it gives none."""
    if not given:
        return None
    path = Path(given)
    if path.is_file():
        return open_control(path, instruments)
    if path.suffix.lower() == ".xlsx" or (path.is_dir() and len(path.parts) > 1):
        raise XlkitError(
            f"There is no file {path}: give the path of the round's control workbook, or the round's name."
        )
    return Control(Round(name=given))


def round_among(given: str | None, paths: Sequence[Path]) -> tuple[str | None, tuple[Path, ...]]:
    """What gives the round, which may be a control workbook among the paths instead of `--round`, and the other paths.

    XlkitError where there are two, or nothing else.
    """
    from xlkit.round import reading

    controls = {path.resolve(): path for path in paths if reading.is_control(path)}
    others = tuple(path for path in paths if path.resolve() not in controls)
    if not controls:
        return given, others
    if len(controls) > 1:
        raise XlkitError(
            f"{_named(controls.values())} are control workbooks, and that of one round was expected: leave out all "
            "but one."
        )
    if given and Path(given).resolve() not in controls:
        raise XlkitError(
            f"{_named(controls.values())} was given beside --round {given}, and one round was expected: leave one out."
        )
    (control,) = controls.values()
    if not others:
        raise XlkitError(
            f"{control} is the round's control workbook, and returns were expected beside it: name the folder that "
            "holds them too."
        )
    return str(control), others


def _named(paths: Iterable[Path | str]) -> str:
    return " and ".join(map(str, paths))


def control_left_aside(ledger: Ledger, control: Control | None, *, is_refused: bool) -> None:
    """Name on stderr the control workbooks among the files read where none was opened, since they count for nothing.

    A round that is known by its name alone opens none. XlkitError with `is_refused`, as it has to be where others than
    the officers are shown groups that may be smaller than such a workbook asks for.
    """
    if control is not None and control.secret:
        return
    passed_over = issue("not-a-return", found=WHAT)
    found = [entry.path for entry in ledger.entries if passed_over in entry.issues]
    if not found:
        return
    are = "is the control workbook of a round" if len(found) == 1 else "are control workbooks of rounds"
    said = (
        f"{_named(found)} {are}, and what is settled there, such as the smallest group, counts only where it is named "
        "itself: give the path of this round's control workbook behind --round or among PATHS, outside any .zip, and "
        "take that of any other round out."
    )
    if is_refused:
        raise XlkitError(said)
    click.echo(said, err=True)


def folder_of(control: Control) -> Path:
    """Where the files of a round go unless another place is named."""
    from xlkit.round.naming import slug

    return Path("generated") / (slug(control.round.name) or "round")


def day_of(control: Control | None, as_at: datetime | None) -> date:
    """The day that dates are held against: as said on the command line, as fixed for the round, or today."""
    if as_at is not None:
        return as_at.date()
    if control is not None and control.as_at is not None:
        return control.as_at
    return date.today()  # noqa: DTZ011 - the day where the officer is
