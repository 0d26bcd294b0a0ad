"""Return ids: short marks of a workbook that can be read out over the telephone."""

import hashlib
import hmac
import re
from collections.abc import Iterable

from msgspec.structs import replace

from xlkit.form import meaning
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.returns.names import one_spelling, plain

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U to mistake for a digit
LENGTH = 7  # 35 bits before the check character
MISTAKEN = str.maketrans("ILO", "110")


def return_id(facts: Iterable[str], secret: str = "") -> str:
    """The return id that always follows from the same facts: seven characters and a check character, as `K7QM-3XWA`.

    With a round's secret nobody else can tell which it is.
    """
    message = "\x1f".join(plain(fact) for fact in facts).encode("utf-8", "surrogatepass")
    keyed = hmac.new(secret.encode(), message, hashlib.sha256) if secret else hashlib.sha256(message)
    number = int.from_bytes(keyed.digest()[:8])
    return checked("".join(ALPHABET[(number >> (5 * place)) % 32] for place in range(LENGTH)))


def checked(body: str) -> str:
    """Seven characters of the alphabet as a mark with its check character, as `K7QM-3XWA`."""
    whole = body + _check_character(body)
    return f"{whole[:4]}-{whole[4:]}"


def is_return_id(text: str) -> bool:
    """Whether a text is a return id whose check character is right, however it is spelt."""
    body = _bare(text)[:-1]
    is_formed = len(body) == LENGTH and all(character in ALPHABET for character in body)
    return is_formed and checked(body).replace("-", "") == _bare(text)


def spelt(text: str) -> str:
    """A return id as xlkit spells it, whatever its case, spacing and width; another text stays as it is.

    Letters that the alphabet leaves out are taken for the digits that they look like.
    """
    return checked(_bare(text)[:-1]) if is_return_id(text) else text


def return_id_in(text: str) -> str:
    """The last return id that stands in a text such as a file's name; an empty text where there is none."""
    # Looked for at every place, since the end of a name can be taken for the first half: `care-K7QM-3XWA`.
    marks = re.findall(rf"(?<![A-Z0-9])(?=([{ALPHABET}]{{4}}-[{ALPHABET}]{{4}})(?![A-Z0-9]))", plain(text).upper())
    return next(filter(is_return_id, reversed(marks)), "")


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", plain(text).upper()).translate(MISTAKEN)


def _check_character(body: str) -> str:
    # Luhn's method over 32 characters: any one wrong character, and nearly any two swapped neighbours, show.
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def blank(instrument: Instrument, round_name: str = "", council: str = "") -> Identity:
    """The identity of a workbook whose holder enters the organisation; it gets its return id when it is read."""
    identity = Identity(
        template=instrument.name,
        version=instrument.version,
        content_hash=instrument.content_hash,
        round=round_name,
        council=council,
        perspective=instrument.perspective,
        language=instrument.language,
        settings=tuple((setting.name, setting.kept) for setting in instrument.settings),
    )
    return meaning.marked(identity, instrument)


def entered(identity: Identity, view: str) -> Identity:
    """The identity of a workbook issued blank, once its holder has said who they are and whose view it is."""
    return replace(identity, return_id=return_id((*stated(identity), view)))


def stated(identity: Identity) -> tuple[str, ...]:
    """What a return id follows from where no row has an id of its own: the round, its council if known, and who."""
    return (identity.round, *who(identity), *filter(None, [one_spelling(identity.council)]))


def who(identity: Identity) -> tuple[str, ...]:
    """What tells the workbooks of one round apart: the template, and what is known of organisation and respondent."""
    organisations = (one_spelling(identity.organisation), one_spelling(identity.subject))
    respondent = (identity.respondent, identity.role, identity.locality, identity.service_area)
    view = (identity.view,) if identity.view else ()
    return (identity.template, *organisations, identity.perspective.value, *map(plain, respondent), *view)
