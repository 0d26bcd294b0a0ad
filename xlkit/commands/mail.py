"""`xlkit mail`: drafts of a round's messages, to be looked at and sent by a person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from xlkit.commands.attaching import Enclosed, enclosed
from xlkit.commands.opening import day_of, open_round
from xlkit.commands.options import AS_AT, CONTROL, OWN, PASSWORD, PASSWORDS, PATH
from xlkit.commands.reading import read_ledger
from xlkit.commands.saying import say
from xlkit.commands.writing import folder_of, made, refuse_existing
from xlkit.round.round import Control, Delivery, Message

LIST = "recipients.xlsx"


@click.command()
@CONTROL
@click.option(
    "--chase",
    "returned",
    multiple=True,
    type=PATH,
    help="A file, folder or .zip of returns: write only to those who have not returned, or not completely.",
)
@click.option("--workbooks", type=PATH, help="The folder with the workbooks.  [default: generate's]")
@click.option("-o", "--out", type=PATH, help="The folder to write to.  [default: mail in generate's]")
@AS_AT
@PASSWORD
@PASSWORDS
@OWN
@click.option("--force", is_flag=True, help="Write over drafts of the same names.")
def mail(
    path: Path,
    returned: tuple[Path, ...],
    workbooks: Path | None,
    out: Path | None,
    as_at: datetime | None,
    passwords: tuple[str, ...],
    listed: tuple[str, ...],
    folder: Path | None,
    *,
    force: bool,
) -> None:
    """Draft a message to each recipient of the control workbook ROUND.xlsx, with their workbook attached.

    Each draft is an .eml file, which opens in Outlook as a message that is not sent yet; recipients.xlsx lists them
    all for a mail merge. The wording is that of the sheet Letters. With --chase, those whose return is missing get a
    reminder, and those whose return needs work get its problems in words. Those who declined, and those whose mail
    bounced, get nothing. Nothing is ever sent.
    """
    from xlkit.form import xlsform
    from xlkit.intake.tracker import track
    from xlkit.round import letters

    instruments = xlsform.library(folder)
    control = open_round(path, instruments, workbooks)
    if returned:
        ledger = read_ledger(returned, instruments, control, day_of(control, as_at), (*passwords, *listed))
        tracking = track(control, instruments, ledger)
        messages = [*tracking.messages(control)]
        for row in tracking.to_look_at:
            who = f"{row.recipient.organisation} ({row.return_id})"
            say(f"{who}: no draft, since what came is {row.state}. {row.state.advice}", err=True)
    else:
        messages = [*letters.invitations(control)]
    if not messages:
        say("There is nobody to write to.")
        return
    letters.refuse_unsaid(control, {message.kind for message in messages})
    files = enclosed(messages, control, workbooks or folder_of(control))
    _write(messages, files, out or folder_of(control) / "mail", force=force)
    _note(control, messages)


def _write(messages: Sequence[Message], files: Mapping[str, Enclosed], place: Path, *, force: bool) -> None:
    from xlkit.books.round import mailing_list
    from xlkit.books.writer.places import replace_all
    from xlkit.round import naming

    paths = [place / naming.draft_name(message.recipient.organisation, message.return_id) for message in messages]
    refuse_existing([*paths, place / LIST], "you may have changed it", force=force)
    made(place)
    drafts = (partial(_draft, message, files.get(message.return_id)) for message in messages)
    replace_all(dict(zip(paths, drafts, strict=True)))
    for path in paths:
        say(path)
    attached = {return_id: str(file.path) for return_id, file in files.items()}
    mailing_list.write(place / LIST, [(message, attached.get(message.return_id, "")) for message in messages])
    say(place / LIST)


def _draft(message: Message, file: Enclosed | None) -> bytes:
    from xlkit.round import letters

    return letters.as_draft(message, letters.Attachment(file.name, file.path.read_bytes()) if file else None)


def _note(control: Control, messages: Sequence[Message]) -> None:
    """Say what an officer would otherwise wonder about."""
    without = sum(not message.recipient.email for message in messages)
    if without:
        say(f"{_many(without, 'draft')} without an address: no e-mail is given for the recipient.", err=True)
    bounced = sum(recipient.delivery is Delivery.BOUNCED for recipient in control.asked)
    if bounced:
        left_out = _many(bounced, "recipient")
        say(f"{left_out} left out, since mail to them bounced: correct the address.", err=True)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
