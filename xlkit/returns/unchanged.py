"""Unchanged: a mark of what stood in a workbook when it was sent out, by which one that nobody touched is told."""

import hashlib
from collections.abc import Mapping
from datetime import date

from xlkit.form.draft import Draft
from xlkit.form.identity import Identity

BEGUN = "begun"  # what the mark is called on the hidden sheet
DIGITS = 16  # hexadecimal: 64 bits, which no two drafts of one round will share by chance


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
