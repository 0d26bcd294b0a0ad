"""Patterns: regular expressions of templates, matched by an engine whose time grows with the text and no faster."""

import re
from functools import lru_cache
from typing import Any

NUMBER = re.compile(r"\s*-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)\s*")
LONGEST = 500  # characters of a pattern
MEMORY = 2**20  # bytes that one pattern may take
# What a formula can ask for as well: digits, or any characters, of such a number.
COUNTED = r"\^?(?P<what>\[0-9\]|\\d|\.)(?:\{(?P<least>[0-9]+)(?P<to>,(?P<most>[0-9]*))?\}|(?P<any>[*+]))?\$?"
MOST = 32_767


def refusal(pattern: str) -> str:
    """Why a pattern cannot be matched; empty where it can."""
    if len(pattern) > LONGEST:
        return f"a pattern has {LONGEST} characters at most"
    import re2

    try:
        _compiled(pattern)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return ""


def fits(text: str, pattern: str) -> bool:
    """Whether the whole of a text fits a pattern, one that can be matched."""
    return _compiled(pattern).fullmatch(text.encode("utf-8", "replace").decode()) is not None


def counted(pattern: str) -> tuple[bool, int, int] | None:
    """What a pattern asks for where that is a number of digits, or of any characters: whether digits, least, most."""
    match = re.fullmatch(COUNTED, pattern)
    if match is None:
        return None
    least, most = int(match["least"] or 1), int(match["most"] or MOST)
    if match["any"]:
        least, most = (0 if match["any"] == "*" else 1), MOST
    elif not match["to"]:
        most = least
    return match["what"] != ".", least, most


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    import re2

    options = re2.Options()
    options.max_mem, options.log_errors = MEMORY, False
    return re2.compile(pattern, options=options)
