"""Letters: the wording of a round's messages filled in, and the messages as drafts that nobody has sent yet."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from string import Formatter

from msgspec import Struct

from xlkit.errors import XlkitError
from xlkit.form.words import in_language
from xlkit.returns.correction import ANEW, Correction
from xlkit.returns.issues import Issue, Severity
from xlkit.returns.to_sender import in_place
from xlkit.round.control import LETTERS, PRINTED, SETTINGS
from xlkit.round.round import Control, LetterKind, Message, Recipient
from xlkit.shown import one_line

BOUNDARY = "=_xlkit_draft_part"  # holds `=_`, which stands in no line of base64 or quoted-printable text
LONGEST_LINE = 900  # characters of a heading: mail may have 998, and encoded words stand in shorter ones
BY_WHEN, OVERDUE = "by {deadline}", "as soon as you can, since the deadline was {deadline}"
WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
MOST_PROBLEMS = 30
ATTACHED = (
    "The workbook is attached again, blank. If your answers are in another file, open that, copy them over, and send "
    "this one back."
)
CORRECTED = (
    "A workbook is attached that holds what we could read of your answers. Its sheet “{sheet}” leads to each place: "
    "put it right there, save it and send it back, and it takes the place of what you sent."
)
NOTHING_ATTACHED = (
    "Please put this right in your own copy, leave the other answers as they are, and send that again: it takes the "
    "place of what you sent."
)


class Attachment(Struct, frozen=True):
    """A workbook to go with a message, under a name of ASCII characters."""

    name: str
    data: bytes


def compose(
    control: Control,
    recipient: Recipient,
    kind: LetterKind,
    problems: Sequence[Issue] = (),
    *,
    attaches: bool = True,
    correction: Correction | None = None,
) -> Message:
    """The message of a kind to a recipient, with a correction in place of the blank workbook where there is one.

    KeyError where the round has no wording for it.
    """
    letter = control.letter(kind)
    blank = ATTACHED if attaches else NOTHING_ATTACHED if kind is LetterKind.CORRECTION else ""
    facts = {
        **_facts(control, recipient),
        "problems": "\n".join(_in_words(problems, correction)),
        "attached": _corrected(correction) if correction else blank,
    }
    return Message(
        kind=kind,
        recipient=recipient,
        return_id=facts["return_id"],
        # A subject is one line, whatever somebody's name holds.
        subject=one_line(letter.subject.format(**facts)),
        body=re.sub("\n{3,}", "\n\n", _telling(letter.body).format(**facts)),
        attaches=attaches and correction is None,
        correction=correction,
    )


def _corrected(correction: Correction) -> str:
    return CORRECTED.format(sheet=in_language(correction.identity.language).correction.sheet)


def invitations(control: Control) -> Iterator[Message]:
    """The invitation of each recipient in scope who has not declined, and whose mail did not bounce."""
    for recipient in control.asked:
        if recipient.delivery.is_reached:
            yield compose(control, recipient, LetterKind.INVITATION)


def refuse_unsaid(control: Control, kinds: Iterable[LetterKind]) -> None:
    """XlkitError where a letter says something that Settings leave open: no message may go out with a gap."""
    if gaps := unsaid(control, sorted(kinds)):
        entries = "; ".join(f"{label(name)}, for the {kind.value}" for name, kind in gaps.items())
        placeholders = ", ".join(f"{{{name}}}" for name in gaps)
        raise XlkitError(
            f"{SETTINGS} leaves open what a message says: {entries}. Fill that in, or take {placeholders} out of the "
            f"wording on {LETTERS}. Nothing was written."
        )


def unsaid(control: Control, kinds: Iterable[LetterKind]) -> Mapping[str, LetterKind]:
    """The placeholders of these kinds of message for which the settings say nothing, each with one such kind."""
    empty = {name for name, value in _settings(control).items() if not value}
    gaps: dict[str, LetterKind] = {}
    for kind in kinds:
        letter = control.letter(kind)
        for _, name, _, _ in Formatter().parse(letter.subject + letter.body):
            if name in empty:
                gaps.setdefault(name, kind)
    return gaps


def as_draft(message: Message, attachment: Attachment | None = None) -> bytes:
    """A message as the bytes of an .eml file, which Outlook opens as unsent; the same message gives the same bytes.

    It has no sender and no date: the program that sends it adds them.
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if message.recipient.email:
        mail["To"] = Address(display_name=one_line(message.recipient.respondent), addr_spec=message.recipient.email)
    mail["Subject"] = message.subject
    mail.set_content(message.body + "\n", cte="quoted-printable")
    if attachment is not None:
        maintype, subtype = WORKBOOK
        mail.add_attachment(attachment.data, maintype=maintype, subtype=subtype, filename=attachment.name)
        mail.set_boundary(BOUNDARY)
    # At the usual 78 characters a subject of one or two lines may begin with an empty one.
    is_plain = (message.subject + message.recipient.respondent).isascii()
    return mail.as_bytes(policy=SMTP.clone(max_line_length=LONGEST_LINE) if is_plain else SMTP)


def _telling(body: str) -> str:
    """The wording of a letter, which says what goes along wherever that is not always the same."""
    return body if "{attached}" in body else body.replace("{problems}", "{problems}\n\n{attached}")


def _facts(control: Control, recipient: Recipient) -> Mapping[str, str]:
    return {
        **_settings(control),
        "organisation": one_line(recipient.organisation),
        "respondent": one_line(recipient.respondent or recipient.organisation),
        "form": one_line(recipient.workbook(control.asked)),
        "task": recipient.task,
        "return_id": recipient.return_id,
    }


def _settings(control: Control) -> Mapping[str, str]:
    facts = {"round": control.round.name} | {name: getattr(control.round, name) for name in PRINTED}
    return {**facts, "by_when": _by_when(control)}


def _by_when(control: Control) -> str:
    """Until when something is wanted, as at the day of the round; empty where no deadline is said."""
    due, day = control.round.due, control.as_at
    is_over = due is not None and day is not None and day > due
    return (OVERDUE if is_over else BY_WHEN).format(deadline=control.round.deadline) if control.round.deadline else ""


def label(placeholder: str) -> str:
    """The setting that stands behind a placeholder, as Settings call it."""
    return PRINTED["deadline" if placeholder == "by_when" else placeholder]


def _in_words(problems: Sequence[Issue], correction: Correction | None) -> Sequence[str]:
    """What a return was not taken for, or else what was left out of it."""
    checks = {check.issue: check for check in correction.checks} if correction else {}
    serious = [problem for problem in problems if problem.severity in (Severity.REJECTS, Severity.HOLDS)] or [
        *(each for each in problems if each.severity is Severity.ERROR or (each in checks and each.code in ANEW))
    ]
    lines = [f"- {in_place(problem, checks.get(problem))}" for problem in serious[:MOST_PROBLEMS]]
    return [*lines, f"- and {len(serious) - MOST_PROBLEMS} more"] if len(serious) > MOST_PROBLEMS else lines
