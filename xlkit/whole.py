"""Whole numbers in texts from outside: plain digits, and no more of them than anything here is counted to."""

MOST = 999_999_999_999_999  # as many as a spreadsheet program keeps apart


def whole_number(text: str, least: int = 0, most: int = MOST) -> int | None:
    """The whole number that a text says, from the least to the most; None where it says something else."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) else -1
    return number if least <= number <= most else None
