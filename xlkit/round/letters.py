"""Letters: the wording of a round's messages filled in, and the messages as drafts that nobody has sent yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from string import Formatter

from xlkit.errors import XlkitError
from xlkit.returns.issues import Issue, Severity
from xlkit.round.round import Control, Delivery, LetterKind, Message, Recipient, Round

BOUNDARY = "=_xlkit_draft_part"  # holds `=_`, which stands in no line of base64 or quoted-printable text
WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
MOST_PROBLEMS = 30
# What the catalogue tells the officer to ask of the sender, said to the sender.
TO_SENDER = (
    (": give it with --password, or ask the sender to ", ": please "),
    (": ask the sender to ", ": please "),
    (": ask the sender for ", ": please send "),
    (": ask the sender what their ", ": please tell us what your "),
)
OF_A_COUNCIL = "This is a workbook that a council put together: please send the form that you were sent, filled in."
# What the officer is told of their own files and commands, said to somebody who has neither.
IN_PLACE_OF = {
    "conflicting-returns": "We have two workbooks with this return id that differ: please tell us which one stands.",
    "other-round": "This is the form of another round: please fill in the form of this round, and send that.",
    "unknown-template": "This form is no part of this round: please send the form that you were sent, filled in.",
    "council-workbook": OF_A_COUNCIL,
    "council-among-returns": OF_A_COUNCIL,
    "kept-out": "Only complete returns are taken: please fill in what is missing.",
}


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


def invitations(control: Control) -> Iterator[Message]:
    """The invitation of each recipient in scope who has not declined, and whose mail did not bounce."""
    for recipient in control.asked:
        if recipient.delivery in (Delivery.NONE, Delivery.SENT):
            yield compose(control, recipient, LetterKind.INVITATION)


def refuse_unsaid(control: Control, kinds: Iterable[LetterKind]) -> None:
    """XlkitError where a letter says something that Settings leave open: no message may go out with a gap."""
    gaps = [f"the {kind.value} uses {{{name}}}" for name, kind in unsaid(control, sorted(kinds)).items()]
    if gaps:
        raise XlkitError(
            f"Settings leave open what Letters need: {'; '.join(gaps)}. Fill that in, or reword. Nothing was written."
        )


def unsaid(control: Control, kinds: Iterable[LetterKind]) -> Mapping[str, LetterKind]:
    """The placeholders of these kinds of message for which the settings say nothing, each with one such kind."""
    empty = {name for name, value in _settings(control.round).items() if not value}
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
        mail["To"] = Address(display_name=_one_line(message.recipient.respondent), addr_spec=message.recipient.email)
    mail["Subject"] = message.subject
    mail.set_content(message.body + "\n", cte="quoted-printable")
    if attachment is not None:
        maintype, subtype = WORKBOOK
        mail.add_attachment(attachment.data, maintype=maintype, subtype=subtype, filename=attachment.name)
        mail.set_boundary(BOUNDARY)
    return mail.as_bytes()


def for_sender(problem: Issue) -> str:
    """What was found in a return, said to the person who filled it in."""
    message = IN_PLACE_OF.get(problem.code, problem.message)
    for asked, told in TO_SENDER:
        message = message.replace(asked, told)
    return message


def _facts(control: Control, recipient: Recipient, problems: Sequence[Issue]) -> Mapping[str, str]:
    return {
        **_settings(control.round),
        "organisation": recipient.organisation,
        "respondent": recipient.respondent or recipient.organisation,
        "return_id": recipient.return_id,
        "problems": "\n".join(_in_words(problems)),
    }


def _settings(this_round: Round) -> Mapping[str, str]:
    names = ("council", "deadline", "contact", "readers", "retention")
    return {"round": this_round.name} | {name: getattr(this_round, name) for name in names}


def _in_words(problems: Sequence[Issue]) -> Sequence[str]:
    serious = [problem for problem in problems if problem.severity in (Severity.REJECTS, Severity.ERROR)]
    lines = [f"- {_place(problem)}{for_sender(problem)}" for problem in serious[:MOST_PROBLEMS]]
    return [*lines, f"- and {len(serious) - MOST_PROBLEMS} more"] if len(serious) > MOST_PROBLEMS else lines


def _place(problem: Issue) -> str:
    return f"Sheet {problem.cell.sheet}, cell {problem.cell.a1}: " if problem.cell else ""


def _one_line(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
