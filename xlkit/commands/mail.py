"""`xlkit mail`: drafts of a round's messages, to be looked at and sent by a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from xlkit.commands.attaching import Enclosed, enclosed
from xlkit.commands.opening import AS_AT, day_of, folder_of, open_control
from xlkit.commands.passwords import PASSWORD, PASSWORDS, gather
from xlkit.commands.places import made
from xlkit.commands.reading import read_ledger
from xlkit.commands.templates import OWN
from xlkit.errors import XlkitError
from xlkit.intake.tracker import State, Tracked
from xlkit.round.round import Control, Delivery, LetterKind, Message

LIST = "recipients.xlsx"


@click.command()
@click.argument("path", metavar="ROUND.xlsx", type=click.Path(path_type=Path))
@click.option(
    "--chase",
    "returned",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file, folder or .zip of returns: write only to those who have not returned, or not completely.",
)
@click.option(
    "--workbooks", type=click.Path(path_type=Path), help="The folder with the workbooks.  [default: generate's]"
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="The folder to write to.  [default: mail in generate's]"
)
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
    password_file: Path | None,
    folder: Path | None,
    force: bool,  # noqa: FBT001 - click passes a flag so
) -> None:
    """Draft a message to each recipient of the control workbook ROUND.xlsx, with their workbook attached.

    Each draft is an .eml file, which opens in Outlook as a message that is not sent yet; recipients.xlsx lists them
    all for a mail merge. The wording is that of the sheet Letters. With --chase, those whose return is missing get a
    reminder, and those whose return needs work get its problems in words. Those who declined, and those whose mail
    bounced, get nothing. Nothing is ever sent.
    """
    from xlkit.form import xlsform
    from xlkit.intake.tracker import track

    instruments = xlsform.library(folder)
    control = open_control(path, instruments)
    if returned:
        words = gather(passwords, password_file)
        ledger = read_ledger(returned, instruments, control, day_of(control, as_at), words)
        messages = [*_chasing(control, track(control, instruments, ledger).rows)]
    else:
        messages = [*_inviting(control)]
    if not messages:
        click.echo("There is nobody to write to.")
        return
    _refuse_unsaid(control, {message.kind for message in messages})
    place = out or folder_of(control) / "mail"
    files = enclosed(messages, control, workbooks or folder_of(control))
    _write(messages, files, place, force=force)
    _note(control, messages)


def _inviting(control: Control) -> Iterator[Message]:
    from xlkit.round import letters

    for recipient in control.asked:
        if recipient.delivery in (Delivery.NONE, Delivery.SENT):
            yield letters.compose(control, recipient, LetterKind.INVITATION)


def _chasing(control: Control, rows: Iterable[Tracked]) -> Iterator[Message]:
    from xlkit.round import letters

    for row in rows:
        kind = row.state.letter
        if kind is not None:
            # A return that was read is put right in the sender's own copy: a fresh workbook would cost their answers.
            attaches = kind is LetterKind.REMINDER or row.state is State.REJECTED
            yield letters.compose(control, row.recipient, kind, row.problems, attaches=attaches)


def _refuse_unsaid(control: Control, kinds: Iterable[LetterKind]) -> None:
    """XlkitError where a letter says something that Settings leave open: no message may go out with a gap."""
    from xlkit.round.letters import unsaid

    found = unsaid(control, sorted(kinds))
    if found:
        named = "; ".join(f"the {kind.value} uses {{{name}}}" for name, kind in found.items())
        raise XlkitError(
            f"Settings leave open what Letters need: {named}. Fill that in, or reword. Nothing was written."
        )


def _write(messages: Sequence[Message], files: Mapping[str, Enclosed], place: Path, *, force: bool) -> None:
    from xlkit.books.round import mailing_list
    from xlkit.round.letters import Attachment, as_draft
    from xlkit.round.naming import slug

    paths = [place / f"{slug(each.recipient.organisation)}-{each.return_id}.eml".lstrip("-") for each in messages]
    listed = place / LIST
    existing = [path for path in (*paths, listed) if path.exists()]
    if existing and not force:
        raise XlkitError(
            f"{existing[0]} exists already, and you may have changed it: name another folder with -o, or write over "
            "it with --force. Nothing was written."
        )
    made(place)
    for message, path in zip(messages, paths, strict=True):
        file = files.get(message.return_id)
        path.write_bytes(as_draft(message, Attachment(file.name, file.path.read_bytes()) if file else None))
        click.echo(path)
    mailing_list.write(listed, [(each, _path(files.get(each.return_id))) for each in messages])
    click.echo(listed)


def _path(file: Enclosed | None) -> str:
    return str(file.path) if file else ""


def _note(control: Control, messages: Sequence[Message]) -> None:
    """Say what an officer would otherwise wonder about."""
    without = sum(not message.recipient.email for message in messages)
    if without:
        click.echo(f"{_many(without, 'draft')} without an address: no e-mail is given for the recipient.", err=True)
    bounced = sum(recipient.delivery is Delivery.BOUNCED for recipient in control.asked)
    if bounced:
        click.echo(
            f"{_many(bounced, 'recipient')} left out, since mail to them bounced: correct the address.", err=True
        )


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
