"""Issuing: which workbooks a round sends out, each with its identity and its file name."""

from collections import Counter
from collections.abc import Iterable, Mapping

from xlkit import identity as identities
from xlkit import naming
from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.round import Control, Issued, Recipient, Round


def blank_workbook(instrument: Instrument, this_round: Round) -> Issued:
    """The one workbook whose holder enters the organisation."""
    identity = identities.blank(instrument, this_round.name)
    return Issued(identity, naming.workbook_name(identity))


def for_recipients(instrument: Instrument, recipients: Iterable[Recipient], this_round: Round) -> tuple[Issued, ...]:
    """A workbook for each recipient in scope who is to answer this instrument, in their order.

    XlkitError where two rows would get the same return id, since their answers could not be told apart.
    """
    wanted = [recipient for recipient in recipients if recipient.in_scope and _is_for(recipient, instrument)]
    if not wanted:
        raise XlkitError(
            f"No recipient is in scope for {instrument.name}: check the columns In scope and Template of the list."
        )
    found = [_issued(instrument, recipient, this_round.name) for recipient in wanted]
    times = Counter(each.identity.return_id for each in found)
    twice = [each.identity.organisation for each in found if times[each.identity.return_id] > 1]
    if twice:
        raise XlkitError(
            f"{', '.join(dict.fromkeys(twice))} would get the same workbook more than once: "
            "tell the rows apart by Respondent, Role, Locality or Service area, or remove one."
        )
    return tuple(found)


def for_round(control: Control, instruments: Mapping[str, Instrument]) -> tuple[Issued, ...]:
    """A signed workbook for each recipient in scope, in their order; `instruments` holds those of their templates.

    XlkitError where nobody is in scope.
    """
    if not control.asked:
        raise XlkitError("No recipient is in scope: fill in a row for each under Recipients, and check In scope.")
    return tuple(
        _issued(instruments[recipient.template], recipient, control.round.name, control.secret)
        for recipient in control.asked
    )


def _issued(instrument: Instrument, recipient: Recipient, round_name: str, secret: str = "") -> Issued:
    identity = identities.signed(identities.issued(instrument, recipient, round_name), secret)
    return Issued(identity, naming.workbook_name(identity), recipient.email)


def _is_for(recipient: Recipient, instrument: Instrument) -> bool:
    wanted = identities.plain(recipient.template)
    return wanted in ("", identities.plain(instrument.name), identities.plain(instrument.title))
