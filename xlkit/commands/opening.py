"""What the commands of a round share: its control workbook opened, where its files go, and the day that counts."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click

from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.round import Control, Round

ROUND = click.option(
    "--round",
    "given",
    metavar="ROUND",
    help="The round's control workbook, or just the round's name.",
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
    from xlkit import rounds

    return rounds.load(path, instruments)


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


def folder_of(control: Control) -> Path:
    """Where the files of a round go unless another place is named."""
    from xlkit.naming import slug

    return Path("generated") / (slug(control.round.name) or "round")


def day_of(control: Control | None, as_at: datetime | None) -> date:
    """The day that dates are held against: as said on the command line, as fixed for the round, or today."""
    if as_at is not None:
        return as_at.date()
    if control is not None and control.as_at is not None:
        return control.as_at
    return date.today()  # noqa: DTZ011 - the day where the officer is
