"""Names: when two names are the same."""

import unicodedata


def same_name(name: str, other: str) -> bool:
    """Whether two names are the same but for case, spacing and the form of their characters."""
    return plain(name) == plain(other)


def plain(name: str) -> str:
    """A name as it is compared: composed, folded to one case, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
