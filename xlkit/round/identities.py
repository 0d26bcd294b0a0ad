"""Identities: whom each workbook of a round is made for, by its recipient."""

from collections.abc import Iterable
from dataclasses import replace

from xlkit.form import meaning
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument
from xlkit.returns.return_ids import blank, issued_id, return_id, who
from xlkit.round.round import Recipient


def issued(instrument: Instrument, recipient: Recipient, round_name: str = "") -> Identity:
    """The identity of the workbook of one recipient."""
    identity = _of_recipient(blank(instrument, round_name), recipient)
    return meaning.marked(replace(identity, return_id=issued_id(identity)), instrument)


def of_roster(instrument: Instrument, rater: Recipient, rows: Iterable[Identity], round_name: str = "") -> Identity:
    """The identity of a workbook of ratings, whose rows have these; each list of rows gives another return id."""
    identity = replace(blank(instrument, round_name), organisation=rater.organisation, perspective=rater.perspective)
    id_ = return_id((*who(identity), *(row.return_id for row in rows)))
    return meaning.marked(replace(identity, return_id=id_, roster=id_), instrument)


def recipient_id(recipient: Recipient, round_name: str) -> str:
    """The return id of the workbook of a recipient whose row gives the name of its template."""
    unmade = Identity(template=recipient.template, version="", content_hash="", round=round_name)
    return issued_id(_of_recipient(unmade, recipient))


def _of_recipient(identity: Identity, recipient: Recipient) -> Identity:
    is_about_itself = recipient.perspective is Perspective.SELF
    return replace(
        identity,
        organisation=recipient.organisation,
        subject=recipient.subject or (recipient.organisation if is_about_itself else ""),
        perspective=recipient.perspective,
        respondent=recipient.respondent,
        role=recipient.role,
        locality=recipient.locality,
        service_area=recipient.service_area,
        size=recipient.size,
        view=recipient.view,
    )
