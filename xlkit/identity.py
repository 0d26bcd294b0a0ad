"""Identity: return ids that can be read over the telephone, and when two names are the same."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from xlkit.instrument import Instrument
from xlkit.returns import Identity
from xlkit.round import Recipient

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U to mistake for a digit
LENGTH = 7  # 35 bits before the check character


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spacing and the form of their characters."""
    return plain(one) == plain(other)


def plain(name: str) -> str:
    """A name as it is compared: composed, folded to one case, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def return_id(facts: Iterable[str]) -> str:
    """The return id that always follows from the same facts: seven characters and a check character, as `K7QM-3XWA`."""
    digest = hashlib.sha256("\x1f".join(plain(fact) for fact in facts).encode()).digest()
    number = int.from_bytes(digest[:8])
    body = "".join(ALPHABET[(number >> (5 * place)) % 32] for place in range(LENGTH))
    whole = body + _check_character(body)
    return f"{whole[:4]}-{whole[4:]}"


def is_return_id(text: str) -> bool:
    """Whether a text is a return id whose check character is right, however it is spaced."""
    whole = text.upper().replace("-", "").replace(" ", "")
    is_formed = len(whole) == LENGTH + 1 and all(character in ALPHABET for character in whole)
    return is_formed and _check_character(whole[:-1]) == whole[-1]


def _check_character(body: str) -> str:
    # Luhn's method over 32 characters: any one wrong character, and nearly any two swapped neighbours, show.
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def blank(instrument: Instrument, round_name: str = "") -> Identity:
    """The identity of a workbook whose holder enters the organisation; it gets its return id when it is read."""
    return Identity(
        template=instrument.name,
        version=instrument.version,
        content_hash=instrument.content_hash,
        round=round_name,
    )


def issued(instrument: Instrument, recipient: Recipient, round_name: str = "") -> Identity:
    """The identity of the workbook of one recipient."""
    identity = replace(
        blank(instrument, round_name),
        organisation=recipient.organisation,
        subject=recipient.subject or recipient.organisation,
        perspective=recipient.perspective,
        respondent=recipient.respondent,
        role=recipient.role,
        locality=recipient.locality,
        service_area=recipient.service_area,
        size=recipient.size,
    )
    return replace(identity, return_id=return_id(_who(identity)))


def entered(identity: Identity, view: str) -> Identity:
    """The identity of a workbook issued blank, once its holder has said who they are and whose view it is."""
    return replace(identity, return_id=return_id((*_who(identity), view)))


def _who(identity: Identity) -> tuple[str, ...]:
    return (
        identity.round,
        identity.template,
        identity.organisation,
        identity.subject,
        identity.perspective.value,
        identity.respondent,
        identity.role,
        identity.locality,
        identity.service_area,
    )
