"""`xlkit mail`: drafts of a round's messages, to be looked at and sent by a person."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from xlkit.commands.attaching import Enclosed, enclosed
from xlkit.commands.begun import cells_of
from xlkit.commands.correcting import write_correction
from xlkit.commands.finding import and_all, is_control, round_named
from xlkit.commands.opening import day_of, open_round, say_changed, templates_for
from xlkit.commands.options import AS_AT, OWN, PASSWORD, PASSWORDS, PATH, QUIET, ROUND
from xlkit.commands.reading import read_ledger
from xlkit.commands.saying import say
from xlkit.commands.writing import folder_of, made, say_left, written
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.instrument import Instrument
from xlkit.intake.log import Ledger
from xlkit.round import letters, naming
from xlkit.round.round import Control, Delivery, LetterKind, Message, Recipient

INVITATIONS, REMINDERS = "invitations.xlsx", "reminders.xlsx"


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@ROUND
@click.option(
    "--chase",
    "chases",
    is_flag=True,
    help="Write only to those whose returns are not at PATHS, or not complete.",
)
@click.option("--workbooks", type=PATH, help="The folder with the workbooks.  [default: generate's]")
@click.option("-o", "--out", type=PATH, help="The folder to write to.  [default: mail in generate's]")
@AS_AT
@PASSWORD
@PASSWORDS
@OWN
@QUIET
@click.option("--force", is_flag=True, help="Write over drafts of the same names.")
def mail(
    paths: tuple[Path, ...],
    given: str | None,
    workbooks: Path | None,
    out: Path | None,
    as_at: date | None,
    passwords: tuple[str, ...],
    listed: tuple[str, ...],
    folder: Path | None,
    *,
    chases: bool,
    force: bool,
) -> None:
    """Draft a message to each recipient of a round, with their workbook attached; or, with --chase, what is due now.

    PATHS are what came back, as --chase needs it. The control workbook is named behind --round, or it is the one in the
    current folder or beside the folder of returns.

    Each draft is an .eml file, which opens in Outlook as a message that is not sent yet; invitations.xlsx lists
    them for a mail merge, and reminders.xlsx what --chase drafts. Drafts that stand there from before are left, and
    only the others are written and listed, in a list of the next number: its name is printed last. The wording is that
    of the sheet Letters. With --chase, those from whom nothing came get a reminder, those whose return needs work get
    its problems in words and a correction workbook with their answers, and those whose file could not be used are told
    why. Those who declined, and those whose mail bounced, get nothing, and are named. Nothing is ever sent.
    """
    _refuse_half_asked(paths, chases=chases)
    path = round_named(given, paths)
    instruments = xlsform.library(templates_for(folder, path))
    control = open_round(path, instruments, workbooks)
    own = folder_of(control, path)
    apart = naming.apart(control.recipients)
    drafts = Drafts(out or own / "mail", control, instruments, apart, force=force, chases=chases)
    if chases:
        day = day_of(control, as_at)
        cells = cells_of(paths, (*passwords, *listed))
        ledger = read_ledger(paths, instruments, control, day, cells=cells, corrects=True, may_be_empty=True)
        messages, unreached = _chased(drafts, ledger, day, own / "mail")
    else:
        say_changed(control, instruments, path)
        messages = [*letters.invitations(control)]
        unreached = [recipient for recipient in control.asked if not recipient.delivery.is_reached]
    if due := drafts.due(messages):
        letters.refuse_unsaid(control, {message.kind for message in due.values()})
        drafts.write(due, enclosed(due.values(), control, workbooks or own))
    elif not messages:
        say("There is nobody to write to.")
    drafts.say_left(messages, due)
    _name_left_out(control, unreached, messages)


def _refuse_half_asked(paths: Sequence[Path], *, chases: bool) -> None:
    """XlkitError where what came back is named and nobody is to be chased, or the other way round."""
    if paths and not chases and not any(map(is_control, paths)):  # which is to be named otherwise first of all
        raise XlkitError(
            f"{and_all(paths)} was given without --chase, and only reminders go by what came back: add --chase to "
            "remind, or leave the path out to invite."
        )
    if chases and not paths:
        raise XlkitError("--chase was given and not what came back: name the folder of returns behind it.")


def _chased(drafts: "Drafts", ledger: Ledger, day: date, usual: Path) -> tuple[list[Message], Sequence[Recipient]]:
    """What is due to those whose return is missing or needs work, and whom nothing reaches; who is in doubt is said.

    XlkitError where nothing tells that anybody was written to before, in the `usual` folder of drafts neither.
    """
    from xlkit.intake.tracker import State, track

    control = drafts.control
    tracking = track(control, drafts.instruments, ledger, day)
    is_begun = {row.state for row in tracking.rows} - {State.NOTHING, State.OUT_OF_SCOPE}
    if control.asked and not (is_begun or tracking.strangers or tracking.unused or control.sent_on):
        _refuse_undrafted(dict.fromkeys((drafts.place, usual)))
    for states, reason in (
        ((State.EXCLUDED, State.SUPERSEDED), "a decision settles what came"),
        ((State.VALID,), "what came is valid"),
    ):
        if names := [row.recipient.organisation for row in tracking.rows if row.state in states]:
            say(f"Left out, since {reason}: {', '.join(names)}", err=True)
    for row in tracking.to_look_at:
        who = f"{row.recipient.organisation} ({row.return_id})"
        say(f"{who}: no draft, since what came is {row.state}. {row.state.advice}", err=True)
    # What a letter says of the deadline depends on the day that it is written for.
    return [*tracking.messages(replace(control, as_at=day))], tracking.unreached


def _refuse_undrafted(places: Iterable[Path]) -> None:
    """XlkitError where no draft and no list of invitations stands in any of these folders."""
    if not any(any(place.glob(name)) for place in places for name in ("*.eml", INVITATIONS)):
        raise XlkitError(
            "Nobody was sent a workbook yet, as far as Delivery and All sent on say, nothing came back, and no "
            f"invitation is drafted in {and_all(places)}: run xlkit mail first, or enter under All sent on when they "
            "went."
        )


class Drafts(Struct, frozen=True):
    """Where drafts are written to, for which round, what tells them apart, and whether they chase invitations."""

    place: Path
    control: Control
    instruments: Mapping[str, Instrument]
    apart: Mapping[str, str]
    force: bool
    chases: bool

    def due(self, messages: Iterable[Message]) -> Mapping[Path, Message]:
        """The messages that are not drafted yet, or are to be drafted again, by where their drafts stand."""
        placed = {self._path(message.recipient, message.kind): message for message in messages}
        return {path: message for path, message in placed.items() if self.force or not path.exists()}

    def write(self, due: Mapping[Path, Message], blank: Mapping[str, Enclosed]) -> None:
        """Write each message with what goes along, which is among `blank` or a correction, and a list of them."""
        from xlkit.books.round import mailing_list
        from xlkit.books.writer.places import refuse_locked, write_all

        made(self.place)
        wanted = self.place / (REMINDERS if self.chases else INVITATIONS)
        if self.force:
            refuse_locked([wanted])
        files = [self._correction(message) or blank.get(message.return_id) for message in due.values()]
        drafts = (partial(_draft, *pair) for pair in zip(due.values(), files, strict=True))
        write_all(dict(zip(due, drafts, strict=True)), force=self.force)
        for path in due:
            say(path)
        attached = [str(file.path.absolute()) if file else "" for file in files]
        listed = partial(mailing_list.write, messages=list(zip(due.values(), attached, strict=True)))
        say(written(wanted, listed, force=self.force))

    def say_left(self, messages: Sequence[Message], due: Mapping[Path, Message]) -> None:
        """Say which drafts of its kinds stand there from before, and which of them do not hold any more."""
        kinds = [kind for kind in LetterKind if (kind is LetterKind.INVITATION) is not self.chases]
        placed = {self._path(message.recipient, message.kind): message for message in messages}
        left = {path: message for path, message in placed.items() if path not in due}
        if left:
            say(f"{len(left)} drafted before and left as they are; --force writes them again.", err=True)
        other = [path for path, message in left.items() if _body(_draft(message, None)) not in path.read_bytes()]
        known = {self._path(who, kind) for who in self.control.recipients for kind in kinds}
        for paths, reason in (
            (other, "Drafted before, and would say something else by now"),
            (sorted(path for path in known - placed.keys() if path.exists()), "Drafted before, and not due any more"),
        ):
            if paths:
                say(f"{reason}: {', '.join(path.name for path in paths)}", err=True)

    def _path(self, recipient: Recipient, kind: LetterKind) -> Path:
        """Where the draft of a message stands, or will."""
        told = "" if kind is LetterKind.INVITATION else kind.value
        of_return = naming.draft_name("", recipient.return_id, told)
        # Whatever its organisation was called when it was drafted.
        if there := sorted(self.place.glob(f"*{of_return}")):
            return there[0]
        apart = self.apart.get(recipient.return_id, "")
        return self.place / naming.draft_name(recipient.organisation, recipient.return_id, told, apart)

    def _correction(self, message: Message) -> Enclosed | None:
        if message.correction is None:
            return None
        name = naming.correction_name(message.correction.identity, "return", message.return_id)
        path = write_correction(self.place / name, message.correction, self.instruments, self.control)
        say_left({self.place / name: path})
        return Enclosed(path, name)


def _body(draft: bytes) -> bytes:
    """What a draft without an attachment says below its headings."""
    return draft.partition(b"\r\n\r\n")[2].strip()


def _draft(message: Message, file: Enclosed | None) -> bytes:
    return letters.as_draft(message, letters.Attachment(file.name, file.path.read_bytes()) if file else None)


def _name_left_out(control: Control, unreached: Sequence[Recipient], messages: Sequence[Message]) -> None:
    """Name those who get nothing, and those whose draft lacks an address, each with what to do."""
    declined = [who.organisation for who in unreached if who.delivery is Delivery.DECLINED]
    bounced = [who.organisation for who in unreached if who.delivery is Delivery.BOUNCED]
    without = [message.recipient.organisation for message in messages if not message.recipient.email]
    outside = [recipient.organisation for recipient in control.recipients if not recipient.in_scope]
    for names, reason in (
        (outside, "Left out, since they are out of scope"),
        (declined, "Left out, since they declined"),
        (bounced, "Left out, since mail to them bounced (correct the address and clear Delivery)"),
        (without, "Drafted without an address, since none is given under Recipients"),
    ):
        if names:
            say(f"{reason}: {', '.join(names)}", err=True)
