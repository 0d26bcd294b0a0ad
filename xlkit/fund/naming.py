"""Naming: what in the words of a fund, or in a code, may be a person's name."""

import re

from xlkit.given_names import given_name

TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Dr)\b\.?\s+[A-Z]")  # what stands before a person's name


def may_be_name(code: str) -> bool:
    """Whether what should be the code of a fund or a person may be a name: without a figure, or with a given name."""
    return not any(map(str.isdigit, code)) or bool(named(code.title()))


def named(text: str) -> str:
    """What in a text names a person; an empty text where nothing seems to."""
    titled = TITLED.search(text)
    return titled[0] if titled else given_name(text)
