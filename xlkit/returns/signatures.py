"""Signatures: whether an identity is as it was when its workbook was issued."""

import hashlib
import hmac

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.identity import Identity
from xlkit.returns.names import plain

SIGNATURE = 32  # hexadecimal digits: 128 bits


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
