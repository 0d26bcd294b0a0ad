"""Return ids: short marks of a workbook that can be read out over the telephone."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

from xlkit.form import meaning
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.returns.names import plain

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U to mistake for a digit
LENGTH = 7  # 35 bits before the check character


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


def same_return_id(mark: str, other: str) -> bool:
    """Whether two return ids are the same, however they are spaced and cased."""
    return _bare(mark) == _bare(other)


def return_id_in(text: str) -> str:
    """The last return id that stands in a text such as a file's name; an empty text where there is none."""
    # Looked for at every place, since the end of a name can be taken for the first half: `care-K7QM-3XWA`.
    marks = re.findall(rf"(?<![A-Z0-9])(?=([{ALPHABET}]{{4}}-[{ALPHABET}]{{4}})(?![A-Z0-9]))", text.upper())
    return next(filter(is_return_id, reversed(marks)), "")


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
    identity = Identity(
        template=instrument.name,
        version=instrument.version,
        content_hash=instrument.content_hash,
        round=round_name,
        perspective=instrument.perspective,
        language=instrument.language,
        settings=tuple((setting.name, setting.kept) for setting in instrument.settings),
    )
    return meaning.marked(identity, instrument)


def issued_id(identity: Identity) -> str:
    """The return id that the workbook of an identity was issued with."""
    return return_id(who(identity))


def entered(identity: Identity, view: str) -> Identity:
    """The identity of a workbook issued blank, once its holder has said who they are and whose view it is."""
    return replace(identity, return_id=return_id((*who(identity), view)))


def who(identity: Identity) -> tuple[str, ...]:
    """What a return id follows from: the round, the template, and what is known of organisation and respondent."""
    organisations = (identity.organisation, identity.subject, identity.perspective.value)
    respondent = (identity.respondent, identity.role, identity.locality, identity.service_area)
    view = (identity.view,) if identity.view else ()
    return (identity.round, identity.template, *organisations, *respondent, *view)
