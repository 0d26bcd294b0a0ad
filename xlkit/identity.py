"""Identity: return ids that can be read over the telephone, signatures, and when two names are the same."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, replace

from xlkit.instrument import Instrument
from xlkit.returns import Identity, Perspective
from xlkit.round import Recipient

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U to mistake for a digit
LENGTH = 7  # 35 bits before the check character
SIGNATURE = 32  # hexadecimal digits: 128 bits


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spacing and the form of their characters."""
    return plain(one) == plain(other)


def plain(name: str) -> str:
    """A name as it is compared: composed, folded to one case, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def return_id(facts: Iterable[str]) -> str:
    """The return id that always follows from the same facts: seven characters and a check character, as `K7QM-3XWA`."""
    digest = hashlib.sha256("\x1f".join(plain(fact) for fact in facts).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:8])
    body = "".join(ALPHABET[(number >> (5 * place)) % 32] for place in range(LENGTH))
    whole = body + _check_character(body)
    return f"{whole[:4]}-{whole[4:]}"


def is_return_id(text: str) -> bool:
    """Whether a text is a return id whose check character is right, however it is spaced."""
    whole = _bare(text)
    is_formed = len(whole) == LENGTH + 1 and all(character in ALPHABET for character in whole)
    return is_formed and _check_character(whole[:-1]) == whole[-1]


def same_return_id(one: str, other: str) -> bool:
    """Whether two return ids are the same, however they are spaced and cased."""
    return _bare(one) == _bare(other)


def return_id_in(text: str) -> str:
    """The last return id that stands in a text such as a file's name; an empty text where there is none."""
    # Looked for at every place, since the end of a name can be taken for the first half: `care-K7QM-3XWA`.
    found = re.findall(rf"(?<![A-Z0-9])(?=([{ALPHABET}]{{4}}-[{ALPHABET}]{{4}})(?![A-Z0-9]))", text.upper())
    return next((each for each in reversed(found) if is_return_id(each)), "")


def _bare(text: str) -> str:
    return text.upper().replace("-", "").replace(" ", "")


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
        perspective=instrument.perspective,
        language=instrument.language,
        settings=tuple((each.name, each.kept) for each in instrument.settings),
    )


def issued(instrument: Instrument, recipient: Recipient, round_name: str = "") -> Identity:
    """The identity of the workbook of one recipient."""
    identity = _of_recipient(blank(instrument, round_name), recipient)
    return replace(identity, return_id=issued_id(identity))


def of_roster(instrument: Instrument, rater: Recipient, rows: Iterable[Identity], round_name: str = "") -> Identity:
    """The identity of a workbook of ratings, whose rows have these; each list of rows gives another return id."""
    identity = replace(blank(instrument, round_name), organisation=rater.organisation, perspective=rater.perspective)
    id_ = return_id((*_who(identity), *(row.return_id for row in rows)))
    return replace(identity, return_id=id_, roster=id_)


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
    )


def issued_id(identity: Identity) -> str:
    """The return id that the workbook of an identity was issued with."""
    return return_id(_who(identity))


def signed(identity: Identity, secret: str) -> Identity:
    """The identity with its signature; without a secret it stays as it is."""
    return replace(identity, signature=_signature(identity, secret)) if secret else identity


def is_genuine(identity: Identity, secret: str) -> bool:
    """Whether an identity is as it was signed with this secret."""
    return hmac.compare_digest(
        identity.signature.encode("utf-8", "surrogatepass"), _signature(identity, secret).encode()
    )


def _signature(identity: Identity, secret: str) -> str:
    # Empty facts are left out, so that a fact added in a later version breaks no older signature. `plain` turns every
    # separator inside a fact into a space, so that one fact cannot pass for two.
    said = [
        f"{each.name}={plain(str(getattr(identity, each.name)))}"
        for each in fields(identity)
        if _is_signed(identity, each.name)
    ]
    message = "\x1f".join(said).encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:SIGNATURE]


def _is_signed(identity: Identity, name: str) -> bool:
    return name != "signature" and bool(getattr(identity, name))


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
