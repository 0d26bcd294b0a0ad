"""`xlkit new`: the control workbook of a round, which its officer fills in and keeps."""

import secrets
from datetime import date
from pathlib import Path

import click

from xlkit import days
from xlkit.commands.opening import day_of, past_in_words
from xlkit.commands.options import CONTROL, OWN, QUIET, day
from xlkit.commands.saying import say
from xlkit.commands.writing import from_there, named_as_workbook, written
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.instrument import Instrument
from xlkit.round import rows
from xlkit.round.control import PREPARED, RECIPIENTS, stated
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Round
from xlkit.shown import typed
from xlkit.voice.codes import asks_what_is_said

SECRET_BYTES = 32


@click.command()
@CONTROL
@click.option("--template", "chosen", multiple=True, help="A template of the round; may be given more than once.")
@click.option("--title", default="", help="The round's name, such as “Spring 2027”.  [default: the file's name]")
@click.option("--deadline", type=day, metavar="DAY", help="The last day for returns.")
@click.option("--council", default="", help="Who sends the workbooks.")
@OWN
@QUIET
def new(
    path: Path, chosen: tuple[str, ...], title: str, deadline: date | None, council: str, folder: Path | None
) -> None:
    """Write the control workbook of a new round: settings, recipients, decisions and the wording of letters.

    Fill it in with a spreadsheet program; every other command reads it and none writes into it. Its hidden sheet holds
    the secret that the round's workbooks are signed with. A file that exists is never written over.
    """
    from xlkit.books.round import control_workbook

    if named_as_workbook(path).exists():
        raise XlkitError(f"{path} exists already, and holds its round's secret: name another file.")
    instruments = [xlsform.find(name, folder) for name in chosen] or list(xlsform.library(folder).values())
    instruments = [_sent_out(instrument) for instrument in instruments if chosen or instrument.holder is None]
    names = [instrument.name for instrument in instruments]
    # Of a setting that several templates have, the first one's value stands.
    settings = {setting.name: setting.value for each in reversed(instruments) for setting in each.settings}
    this_round = Round(
        name=title or path.stem,
        council=council,
        due=deadline,
        deadline=days.in_words(deadline) if deadline else "",
        settings=tuple(settings.items()),
    )
    template, secret = names[0] if len(names) == 1 else "", secrets.token_hex(SECRET_BYTES)
    control = Control(
        *(this_round, None, template),
        letters=LETTERS_DEFAULT,
        secret=secret,
        templates=from_there(folder, path.parent) if folder else "",
        asks_what_people_say=bool(chosen) and any(map(asks_what_is_said, instruments)),
    )
    fresh = rows.fresh(PREPARED[RECIPIENTS])
    facts = (control, names, stated(instruments), fresh, path.name)
    say(written(path, lambda waiting: control_workbook.write(waiting, *facts)))
    if late := past_in_words(this_round, day_of(control, None)):
        say(f"{late}: put another under Settings.", err=True)


def _sent_out(instrument: Instrument) -> Instrument:
    if instrument.holder is not None:
        raise XlkitError(
            f"{instrument.name} is a person's review, which stays with them and is part of no round: write it with "
            f"{typed('xlkit', 'generate', instrument.name)}, and ask for what people say with the template top-twos."
        )
    return instrument
