"""Issuing: which workbooks a round sends out, each with its identity and its file name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from xlkit import identity as identities
from xlkit import naming
from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.returns import Identity
from xlkit.round import Recipient, Round


@dataclass(frozen=True, slots=True)
class Issued:
    """One workbook to write."""

    identity: Identity
    file_name: str


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
    found = [identities.issued(instrument, recipient, this_round.name) for recipient in wanted]
    times = Counter(identity.return_id for identity in found)
    twice = [identity.organisation for identity in found if times[identity.return_id] > 1]
    if twice:
        raise XlkitError(
            f"{', '.join(dict.fromkeys(twice))} would get the same workbook more than once: "
            "tell the rows apart by Respondent, Role, Locality or Service area, or remove one."
        )
    return tuple(Issued(identity, naming.workbook_name(identity)) for identity in found)


def _is_for(recipient: Recipient, instrument: Instrument) -> bool:
    wanted = identities.plain(recipient.template)
    return wanted in ("", identities.plain(instrument.name), identities.plain(instrument.title))
