"""The options that several commands share, each described once."""

from datetime import date
from pathlib import Path

import click

from xlkit import days
from xlkit.commands.saying import hush
from xlkit.errors import XlkitError

LONGEST_LIST = 2**20  # bytes of passwords
PATH = click.Path(path_type=Path)


def day(text: str) -> date:
    """A day as a person writes it, day first unless the year comes first; a mistake in the command where it is none."""
    written = days.written(text)
    if written is None:
        raise click.BadParameter(f"“{text}” is no day: write it as day/month/year, such as 31/03/2027.")
    return written


def _lines(_ctx: click.Context, _param: click.Parameter, file: Path | None) -> tuple[str, ...]:
    """The passwords in a file, one a line; XlkitError where it cannot be read."""
    if file is None:
        return ()
    try:
        text = file.read_bytes() if file.is_file() and file.stat().st_size <= LONGEST_LIST else b"\xff"
        return tuple(text.decode("utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise XlkitError(
            f"The passwords in “{file}” could not be read: name a text file, saved as UTF-8, with one on each line."
        ) from error


def _folder(_ctx: click.Context, _param: click.Parameter, folder: Path | None) -> Path | None:
    """The folder, if one was given; XlkitError where there is none of that name."""
    if folder is not None and not folder.is_dir():
        raise XlkitError(f"There is no folder {folder}: give the folder that holds your templates.")
    return folder


CONTROL = click.argument("path", metavar="ROUND.xlsx", type=PATH)
PATHS = click.argument("paths", nargs=-1, required=True, type=PATH)
ROUND = click.option(
    "--round",
    "given",
    metavar="ROUND",
    help="The round's control workbook, or just the round's name.",
)
AS_AT = click.option(
    "--as-at",
    type=day,
    metavar="DAY",
    help="The day that dates are held against.  [default: the control workbook's, or today]",
)
PREVIOUS = click.option(
    "--previous",
    multiple=True,
    type=PATH,
    help="An earlier round: its consolidated workbook, or the folder of its returns. May be given several times.",
)
PASSWORD = click.option(
    "--password",
    "passwords",
    multiple=True,
    metavar="PASSWORD",
    help="Tried on workbooks that ask for one; repeatable.",
)
PASSWORDS = click.option(
    "--passwords",
    "listed",
    type=PATH,
    callback=_lines,
    metavar="FILE",
    help="A text file of passwords to try, one a line.",
)
QUIET = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=hush,
    help="Print nothing of what went well: only mistakes, what to look at, and --json.",
)
OWN = click.option(
    "--templates",
    "folder",
    type=PATH,
    callback=_folder,
    metavar="FOLDER",
    help="A folder of your own templates; one with the name of a shipped template takes its place.",
)
