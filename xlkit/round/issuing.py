"""Issuing: which workbooks a round sends out, each with its identity and its file name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlkit.errors import XlkitError
from xlkit.form import roster
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.roster import Listed, Roster
from xlkit.returns import names, return_ids, signatures
from xlkit.round import identities, naming
from xlkit.round.round import Control, Issued, Recipient, Round


def blank_workbook(instrument: Instrument, this_round: Round) -> Issued:
    """The one workbook whose holder enters the organisation."""
    identity = return_ids.blank(_as_set(instrument, this_round), this_round.name)
    return Issued(identity, naming.workbook_name(identity))


def for_recipients(instrument: Instrument, recipients: Iterable[Recipient], this_round: Round) -> tuple[Issued, ...]:
    """A workbook for each recipient in scope who is to answer this instrument, each in their language, in their order.

    XlkitError where two rows would get the same return id, since their answers could not be told apart.
    """
    found = [_issued(instrument, recipient, this_round) for recipient in _in_scope(instrument, recipients)]
    twice = dict.fromkeys(each.organisation for each in _repeated(each.identity for each in found))
    if twice:
        raise XlkitError(
            f"{', '.join(twice)} would get the same workbook more than once: "
            "tell the rows apart by Respondent, Role, Locality or Service area, or remove one."
        )
    return tuple(found)


def for_round(control: Control, instruments: Mapping[str, Instrument]) -> tuple[Issued, ...]:
    """A signed workbook for each recipient in scope, each in their language; `instruments` holds their templates.

    They come in the order of the recipients.

    XlkitError where nobody is in scope.
    """
    if not control.asked:
        raise XlkitError("No recipient is in scope: fill in a row for each under Recipients, and check In scope.")
    return tuple(
        _issued(instruments[recipient.template], recipient, control.round, control.secret)
        for recipient in control.asked
    )


def for_roster(
    instrument: Instrument, recipients: Iterable[Recipient], rater: Recipient, this_round: Round, secret: str = ""
) -> Roster:
    """One workbook in which `rater` rates the organisation of each recipient in scope, a row for each in their order.

    The return id of a row is the one that a workbook about its organisation alone would have. With a secret, the
    workbook and every row are signed. XlkitError where nobody is in scope, or where two rows would get one return id.
    """
    if not any(item.has_levels for item in instrument.items):
        raise XlkitError(
            f"Nothing in {instrument.name} has levels, so there is nothing to rate: name another template."
        )
    about = [
        replace(
            rater, subject=each.organisation, locality=each.locality, service_area=each.service_area, size=each.size
        )
        for each in _in_scope(instrument, recipients)
    ]
    instrument = _as_set(instrument, this_round)
    rows = [identities.issued(instrument, each, this_round.name) for each in about]
    if twice := _repeated(rows):
        raise XlkitError(
            f"{', '.join(each.subject for each in twice)} would stand in two rows: "
            "tell them apart by Locality or Service area, or remove one."
        )
    workbook = identities.of_roster(instrument, rater, rows, this_round.name)
    listed = (roster.listed_identity(workbook, roster.facts_of(row)) for row in rows)
    return Roster(
        signatures.signed(workbook, secret),
        tuple(
            Listed(roster.ref_of(number), signatures.signed(each, secret))
            for number, each in enumerate(listed, start=1)
        ),
    )


def _issued(instrument: Instrument, recipient: Recipient, this_round: Round, secret: str = "") -> Issued:
    spoken = _as_set(instrument.in_language(recipient.language) if recipient.language else instrument, this_round)
    identity = signatures.signed(identities.issued(spoken, recipient, this_round.name), secret)
    return Issued(identity, naming.workbook_name(identity), recipient.email)


def _as_set(instrument: Instrument, this_round: Round) -> Instrument:
    """The instrument with what the round set of its settings."""
    return instrument.with_settings(dict(this_round.settings))


def _in_scope(instrument: Instrument, recipients: Iterable[Recipient]) -> list[Recipient]:
    wanted = [recipient for recipient in recipients if recipient.in_scope and _is_for(recipient, instrument)]
    if not wanted:
        raise XlkitError(
            f"No recipient is in scope for {instrument.name}: check the columns In scope and Template of the list."
        )
    return wanted


def _repeated(found: Iterable[Identity]) -> list[Identity]:
    """One identity for each return id that stands more than once."""
    first: dict[str, Identity] = {}
    twice = {each.return_id for each in found if first.setdefault(each.return_id, each) is not each}
    return [each for id_, each in first.items() if id_ in twice]


def _is_for(recipient: Recipient, instrument: Instrument) -> bool:
    wanted = names.plain(recipient.template)
    return wanted in ("", names.plain(instrument.name), names.plain(instrument.title))
