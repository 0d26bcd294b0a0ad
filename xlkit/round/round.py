"""A round: who is asked, when and by whom, and what its officer settled."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from xlkit.form.identity import Identity, Perspective
from xlkit.returns import names
from xlkit.returns.correction import Correction
from xlkit.returns.likeness import listed_apart
from xlkit.returns.signatures import Seal


class Round(Struct, frozen=True):
    """What all workbooks of one round share; each is shown as it stands, and may be empty.

    `deadline` is in words and `due` the same day where it is known; `readers` says who will see the answers,
    `retention` how long they are kept, and `password` is asked for before sheets can be unprotected. `settings` are
    what stands in the words of its templates, by name; a template that knows no such name passes it over.
    """

    name: str = ""
    deadline: str = ""
    contact: str = ""
    council: str = ""
    readers: str = ""
    retention: str = ""
    password: str = ""
    due: date | None = None
    settings: tuple[tuple[str, str | date], ...] = ()


class Delivery(StrEnum):
    """What the officer noted of the message to a recipient; blank where nothing was sent yet."""

    NONE = ""
    SENT = "sent"
    BOUNCED = "bounced"
    DECLINED = "declined"

    @property
    def is_reached(self) -> bool:
        """Whether a message may go to them."""
        return self in (Delivery.NONE, Delivery.SENT)


class Recipient(Struct, frozen=True):
    """One row of a list of recipients: who is to get a workbook, and what for; only the organisation is required.

    `language` is the code of the one that they read, and empty where the template's own will do. `view` is `agreed` or
    `one`, whose view is asked for, and empty where they say so themselves. `row_id` is what a control workbook knows
    the row by, whatever is corrected in it, `return_id` that of its workbook, `form` the title on it, and `task` what
    an invitation asks to be done with it.
    """

    organisation: str
    respondent: str = ""
    role: str = ""
    email: str = ""
    template: str = ""
    perspective: Perspective = Perspective.SELF
    subject: str = ""
    locality: str = ""
    service_area: str = ""
    size: str = ""
    in_scope: bool = True
    delivery: Delivery = Delivery.NONE
    language: str = ""
    view: str = ""
    row_id: str = ""
    return_id: str = ""
    form: str = ""
    task: str = ""

    def workbook(self, others: Iterable["Recipient"]) -> str:
        """What tells their workbook from any other that they get: `Progress for Providers (North, Home care)`.

        A locality that figures are broken down by alone limits no form: it is told where others of them have another.
        """
        mine = (each for each in others if (each.organisation, each.template) == (self.organisation, self.template))
        place = self.locality if any(each.locality != self.locality for each in mine) else ""
        apart = ", ".join(part for part in (self.subject, place, self.service_area) if part)
        return f"{self.form or self.template} ({apart})" if apart else self.form or self.template


class Issued(Struct, frozen=True):
    """One workbook to write, or that was written; `email` is where it goes, if that is known.

    `row_id` is that of its recipient's row, and `day` when it was written: None where it is still to be. `printed` is
    what it says of its round, as `issuing.printed` has it. `sha256` is of its file as it was written, empty where that
    is not known. `sent_before` is the day on which all others had been sent by then, if they had, and `first` that on
    which it was written at first, where it was again since.
    """

    identity: Identity
    file_name: str
    email: str = ""
    row_id: str = ""
    day: date | None = None
    printed: tuple[str, ...] = ()
    sha256: str = ""
    sent_before: date | None = None
    first: date | None = None


class Rules(Struct, frozen=True):
    """What holds for all returns of a round.

    `smallest_group` is how few organisations a shared figure may rest on, `cut` the level at which quadrants part, and
    `several_respondents` whether one workbook may come back from several people. Of what people say, `smallest_theme`
    is how few people a theme is told of by name, `uneasy` of how many of a hundred it is said that they feel otherwise
    than providers place themselves, `dots_each` how many dots everybody has at first, and `names_providers` whether
    providers agreed that they are named beside what their people say.
    """

    smallest_group: int = 5
    cut: int = 3
    several_respondents: bool = False
    smallest_theme: int = 3
    uneasy: int = 25
    dots_each: int = 3
    names_providers: bool = False


class Ruling(StrEnum):
    """What an officer may decide about one return."""

    EXCLUDE = "exclude"
    WAIVE = "waive"
    ACCEPT = "accept this return"
    PREFER = "prefer this return"
    SEVERAL = "several respondents"


class Decision(Struct, frozen=True):
    """What an officer decided about one return, why and with whose approval, as it stands in the control workbook.

    A return is named by its id, by its file (the file's name, or the first eight or more digits of its content hash)
    or its organisation, or by both. `check` is the code of the check that is waived, `until` the last day on which the
    decision holds, and `place` where it stands.
    """

    ruling: Ruling
    return_id: str = ""
    file: str = ""
    check: str = ""
    why: str = ""
    approved_by: str = ""
    until: date | None = None
    place: str = ""


class LetterKind(StrEnum):
    """The messages of a round."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    CORRECTION = "correction"
    NOT_USABLE = "not usable"


class Letter(Struct, frozen=True):
    """The wording of a message, with placeholders such as `{organisation}`."""

    kind: LetterKind
    subject: str
    body: str


class Message(Struct, frozen=True):
    """A message to one recipient, ready to be drafted.

    `attaches` says whether their workbook goes along, blank; `correction` is what goes along in its place, if anything.
    """

    kind: LetterKind
    recipient: Recipient
    return_id: str
    subject: str
    body: str
    attaches: bool = True
    correction: Correction | None = None


class Control(Struct, frozen=True):
    """All that a round's control workbook says; without a secret its workbooks are not signed.

    `as_at` is the day that dates are held against, where the officer fixed one, `sent_on` the one on which the officer
    says that all messages went out, and `template` the one that a recipient answers whose row names none. `templates`
    is the folder of the council's own, as it lies from the control workbook. `issued` are the workbooks that were
    issued before, and `remarks` what should be said of rows that are not known by their own ids, as `unseen` is of
    cells in which something stands that cannot be seen. `asks_what_people_say` gives its settings room for that.
    """

    round: Round
    as_at: date | None = None
    template: str = ""
    rules: Rules = Rules()
    recipients: tuple[Recipient, ...] = ()
    decisions: tuple[Decision, ...] = ()
    letters: tuple[Letter, ...] = ()
    secret: str = ""
    issued: tuple[Issued, ...] = ()
    templates: str = ""
    remarks: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    sent_on: date | None = None
    asks_what_people_say: bool = False

    @property
    def seal(self) -> Seal | None:
        """What identities are checked against; None where the round has no secret."""
        return Seal(self.round.name, self.secret) if self.secret else None

    @property
    def issued_on(self) -> Mapping[str, date]:
        """The day on which each workbook was issued, at first, by its return id, as far as that is known."""
        days = ((each.identity.return_id, each.first or each.day) for each in self.issued)
        return {return_id: day for return_id, day in days if day is not None}

    @property
    def asked(self) -> tuple[Recipient, ...]:
        """The recipients in scope, in order."""
        return tuple(recipient for recipient in self.recipients if recipient.in_scope)

    @property
    def told_apart(self) -> Iterator[str]:
        """The organisations that are two since one form asks both, though by their words they would be one.

        The council is one, however its officers' rows spell it.
        """
        council = names.one_spelling(self.round.council)
        listed = (
            ((each.template, each.perspective, place), name)
            for each in self.asked
            for place, name in enumerate((each.organisation, each.subject))
            if name and names.one_spelling(name) != council
        )
        return listed_apart(listed)

    @property
    def unissued(self) -> tuple[Recipient, ...]:
        """Those asked, and not gone since, who were issued no workbook, where others were."""
        written = {issued.identity.return_id for issued in self.issued}
        waiting = (each for each in self.asked if written and each.delivery.is_reached)
        return tuple(each for each in waiting if each.return_id not in written)

    @property
    def localities(self) -> Mapping[str, str]:
        """The localities that its rows name, as the first of them spells each, by what they are compared as."""
        named = (recipient.locality for recipient in reversed(self.recipients) if recipient.locality)
        return {names.plain(locality): locality for locality in named}

    def delivery(self, recipient: Recipient, day: date | None = None) -> Delivery:
        """What became of the message to a recipient, as known on a day, or in the end if None.

        What is noted of it counts, or else that all were sent, where theirs can have been among them.
        """
        sent_on = self.sent_on
        if recipient.delivery is not Delivery.NONE or sent_on is None or (day is not None and day < sent_on):
            return recipient.delivery
        issued = {each.identity.return_id: each for each in self.issued}
        own = issued.get(recipient.return_id)
        is_later = bool(issued) and (own is None or (own.day or sent_on) > sent_on or own.sent_before == sent_on)
        return Delivery.NONE if is_later else Delivery.SENT

    def letter(self, kind: LetterKind) -> Letter:
        """The wording of a kind of message; KeyError where the round has none."""
        return {letter.kind: letter for letter in reversed(self.letters)}[kind]
