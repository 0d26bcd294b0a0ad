"""The passwords of returned workbooks, as they are given on the command line or in a file."""

from collections.abc import Sequence
from pathlib import Path

import click

from xlkit.errors import XlkitError

PASSWORD = click.option(
    "--password",
    "passwords",
    multiple=True,
    metavar="PASSWORD",
    help="Tried on workbooks that ask for one; repeatable.",
)
PASSWORDS = click.option(
    "--passwords",
    "password_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A text file of passwords to try, one a line.",
)


def gather(passwords: Sequence[str], file: Path | None) -> tuple[str, ...]:
    """All passwords given, each once, in order; XlkitError where the file cannot be read."""
    lines: list[str] = []
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise XlkitError(
                f"The passwords in “{file}” could not be read: name a text file, saved as UTF-8, with one on each line."
            ) from error
    return tuple(dict.fromkeys(password for password in (*passwords, *lines) if password))
