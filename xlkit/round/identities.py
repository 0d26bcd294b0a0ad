"""Identities: whom each workbook of a round is made for, by its recipient."""

from collections.abc import Sequence

from msgspec.structs import replace

from xlkit.form import meaning
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument
from xlkit.returns.return_ids import blank, return_id, stated
from xlkit.round.round import Recipient

# What the workbook of a recipient says as their row does.
STATED = ("organisation", "perspective", "respondent", "role", "locality", "service_area", "size", "view")


def issued(
    instrument: Instrument, recipient: Recipient, round_name: str = "", council: str = "", secret: str = ""
) -> Identity:
    """The identity of the workbook of one recipient, whose return id follows from who it is where its row has none."""
    identity = _of_recipient(blank(instrument, round_name, council), recipient)
    id_ = recipient.return_id or return_id(stated(identity), secret)
    return meaning.marked(replace(identity, return_id=id_), instrument)


def of_roster(instrument: Instrument, rater: Recipient, rows: Sequence[Identity], secret: str = "") -> Identity:
    """The identity of a workbook of ratings, whose rows have these; each list of rows gives another return id."""
    unmade = blank(instrument, rows[0].round, rows[0].council)
    identity = replace(unmade, organisation=rater.organisation, perspective=rater.perspective)
    id_ = return_id((*stated(identity), *(row.return_id for row in rows)), secret)
    return meaning.marked(replace(identity, return_id=id_, roster=id_), instrument)


def unmade(recipient: Recipient, round_name: str = "", council: str = "") -> Identity:
    """What is known of the identity of a recipient's workbook before its template is opened; it has no return id."""
    identity = Identity(recipient.template, version="", content_hash="", round=round_name, council=council)
    return _of_recipient(identity, recipient)


def _of_recipient(identity: Identity, recipient: Recipient) -> Identity:
    is_about_itself = recipient.perspective is Perspective.SELF
    subject = recipient.subject or (recipient.organisation if is_about_itself else "")
    return replace(identity, subject=subject, **{name: getattr(recipient, name) for name in STATED})
