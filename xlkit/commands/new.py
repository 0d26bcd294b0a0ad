"""`xlkit new`: the control workbook of a round, which its officer fills in and keeps."""

import secrets
from datetime import datetime
from pathlib import Path

import click

from xlkit.commands.opening import Day
from xlkit.commands.places import made, named_as_workbook
from xlkit.commands.templates import OWN
from xlkit.errors import XlkitError

SECRET_BYTES = 32


@click.command()
@click.argument("path", metavar="ROUND.xlsx", type=click.Path(path_type=Path))
@click.option("--template", "chosen", multiple=True, help="A template of the round; may be given more than once.")
@click.option("--title", default="", help="The round's name, such as “Spring 2027”.  [default: the file's name]")
@click.option("--deadline", type=Day(), metavar="DAY", help="The last day for returns.")
@click.option("--council", default="", help="Who sends the workbooks.")
@OWN
def new(
    path: Path, chosen: tuple[str, ...], title: str, deadline: datetime | None, council: str, folder: Path | None
) -> None:
    """Write the control workbook of a new round: settings, recipients, decisions and the wording of letters.

    Fill it in with a spreadsheet program; every other command reads it and none writes into it. Its hidden sheet holds
    the secret that the round's workbooks are signed with. A file that exists is never written over.
    """
    from xlkit import days
    from xlkit.books.round import control_workbook
    from xlkit.form import xlsform
    from xlkit.round.control import LETTERS_DEFAULT, stated
    from xlkit.round.round import Control, Round

    if named_as_workbook(path).exists():
        raise XlkitError(f"{path} exists already, and holds its round's secret: name another file.")
    found = [xlsform.find(name, folder) for name in chosen] or list(xlsform.library(folder).values())
    names = [instrument.name for instrument in found]
    settings = {each.name: each.value for instrument in reversed(found) for each in instrument.settings}
    due = deadline.date() if deadline else None
    this_round = Round(
        name=title or path.stem,
        council=council,
        due=due,
        deadline=days.in_words(due) if due else "",
        settings=tuple(settings.items()),
    )
    made(path.parent)
    control_workbook.write(
        path,
        Control(
            this_round,
            template=names[0] if len(names) == 1 else "",
            letters=LETTERS_DEFAULT,
            secret=secrets.token_hex(SECRET_BYTES),
        ),
        names,
        stated(found),
    )
    click.echo(path)
