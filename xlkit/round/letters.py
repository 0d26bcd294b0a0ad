"""Letters: the wording of a round's messages filled in, and the messages as drafts that nobody has sent yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from string import Formatter

from xlkit.returns.issues import Issue, Severity
from xlkit.round.identities import recipient_id
from xlkit.round.round import Control, LetterKind, Message, Recipient, Round

BOUNDARY = "=_xlkit_draft_part"  # holds `=_`, which stands in no line of base64 or quoted-printable text
WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
MOST_PROBLEMS = 30
# What the catalogue tells the officer to ask of the sender, said to the sender.
TO_SENDER = (
    (": give it with --password, or ask the sender to ", ": please "),
    (": ask the sender to ", ": please "),
    (": ask the sender for ", ": please send "),
)
CONFLICT = "We have two workbooks with this return id that differ: please tell us which one stands."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A workbook to go with a message, under a name of ASCII characters."""

    name: str
    data: bytes


def compose(
    control: Control, recipient: Recipient, kind: LetterKind, problems: Sequence[Issue] = (), *, attaches: bool = True
) -> Message:
    """The message of a kind to a recipient; KeyError where the round has no wording for it."""
    letter = control.letter(kind)
    facts = _facts(control, recipient, problems)
    return Message(
        kind=kind,
        recipient=recipient,
        return_id=facts["return_id"],
        # A subject is one line, whatever somebody's name holds.
        subject=_one_line(letter.subject.format(**facts)),
        body=letter.body.format(**facts),
        attaches=attaches,
    )


def unsaid(control: Control, kinds: Iterable[LetterKind]) -> Mapping[str, LetterKind]:
    """The placeholders of these kinds of message for which the settings say nothing, each with one such kind."""
    empty = {name for name, said in _settings(control.round).items() if not said}
    found: dict[str, LetterKind] = {}
    for kind in kinds:
        letter = control.letter(kind)
        for _, name, _, _ in Formatter().parse(letter.subject + letter.body):
            if name in empty:
                found.setdefault(name, kind)
    return found


def as_draft(message: Message, attachment: Attachment | None = None) -> bytes:
    """A message as the bytes of an .eml file, which Outlook opens as unsent; the same message gives the same bytes.

    It has no sender and no date: the program that sends it adds them.
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if message.recipient.email:
        mail["To"] = Address(display_name=_one_line(message.recipient.respondent), addr_spec=message.recipient.email)
    mail["Subject"] = message.subject
    mail.set_content(message.body + "\n", cte="quoted-printable")
    if attachment is not None:
        maintype, subtype = WORKBOOK
        mail.add_attachment(attachment.data, maintype=maintype, subtype=subtype, filename=attachment.name)
        mail.set_boundary(BOUNDARY)
    return mail.as_bytes()


def for_sender(found: Issue) -> str:
    """What was found in a return, said to the person who filled it in."""
    # The sentence names the officer's own files.
    message = CONFLICT if found.code == "conflicting-returns" else found.message
    for asked, said in TO_SENDER:
        message = message.replace(asked, said)
    return message


def _facts(control: Control, recipient: Recipient, problems: Sequence[Issue]) -> Mapping[str, str]:
    return {
        **_settings(control.round),
        "organisation": recipient.organisation,
        "respondent": recipient.respondent or recipient.organisation,
        "return_id": recipient_id(recipient, control.round.name),
        "problems": "\n".join(_in_words(problems)),
    }


def _settings(this_round: Round) -> Mapping[str, str]:
    return {
        "round": this_round.name,
        "council": this_round.council,
        "deadline": this_round.deadline,
        "contact": this_round.contact,
        "readers": this_round.readers,
        "retention": this_round.retention,
    }


def _in_words(problems: Sequence[Issue]) -> Sequence[str]:
    serious = [found for found in problems if found.severity in (Severity.REJECTS, Severity.ERROR)]
    said = [f"- {_place(found)}{for_sender(found)}" for found in serious]
    more = [f"- and {len(said) - MOST_PROBLEMS} more"] if len(said) > MOST_PROBLEMS else []
    return [*said[:MOST_PROBLEMS], *more]


def _place(found: Issue) -> str:
    return f"Sheet {found.cell.sheet}, cell {found.cell.a1}: " if found.cell else ""


def _one_line(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
