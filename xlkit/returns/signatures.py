"""Signatures: whether an identity, or what stood in a workbook, is as it was when it was issued."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.returns.names import plain

SIGNATURE = 32  # hexadecimal digits: 128 bits
BEGUN = "begun"  # what the mark is called on the hidden sheet
# What is said there where answers, and not only a plan, stood in the workbook: the date says that they still hold.
DATE_WANTED = "date wanted"
DIGITS = 16  # hexadecimal: 64 bits, which no two drafts of one round will share by chance


class Seal(Struct, frozen=True):
    """What the identity of a round's workbooks is signed with: the round's name and its secret."""

    round_name: str
    secret: str


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
    facts = {name: getattr(identity, name) for name in identity.__struct_fields__ if name != "signature"}
    stated = (f"{name}={plain(str(fact))}" for name, fact in facts.items() if fact)
    message = "\x1f".join(stated).encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:SIGNATURE]


def mark(draft: Draft, identity: Identity) -> str:
    """The same short text for the same draft, however its cells were saved; empty where nothing stands in it.

    What the identity says of its holder stands on every workbook, and is no part of the draft.
    """
    own = {name: value for name, value in draft.details.items() if _text(value) != _text(getattr(identity, name, ""))}
    parts = (own, draft.answers, draft.evidence, draft.actions, draft.further, draft.marks, draft.days, draft.rows)
    plain = [_plain(part) for part in parts]
    if not any(plain):
        return ""
    return hashlib.sha256(repr(plain).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _plain(value: object) -> object:
    """A value as it is compared, without what is empty in it, in an order of its own."""
    if isinstance(value, Mapping):
        named = ((str(name), _plain(part)) for name, part in value.items())
        return sorted([name, part] for name, part in named if part)
    if isinstance(value, tuple):
        return [part for part in map(_plain, value) if part]
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        return repr(float(value))
    # Programs differ in how they keep the end of a line, and in the spaces around a text.
    return " ".join(str(value).split())
