"""Span: the days that an account goes over, and what is of none of them."""

from collections.abc import Iterator

from xlkit.fund.balance import Books
from xlkit.fund.entries import Fund, Problem


def _said(fund: Fund) -> str:
    ends = (("from", fund.begins), ("to", fund.ends))
    return " ".join(f"{word} {day:%d/%m/%Y}" for word, day in ends if day)


def outside(books: Books) -> Iterator[Problem]:
    """Entries that stand and are of a day that is not among those of the account: a slip of the year, or told late."""
    for posting in books.postings:
        entry = posting.entry
        is_standing = posting.kind and entry.number not in books.taken_back
        if is_standing and entry.day and books.fund.is_outside(entry.day):
            facts = {"day": f"{entry.day:%d/%m/%Y}", "span": _said(books.fund)}
            yield Problem("outside-the-account", "entries", entry.number, facts)


def of_account(fund: Fund) -> Iterator[Problem]:
    """What is wrong with the days of an account itself, at what is said once."""
    if fund.is_backwards:
        yield Problem(
            "ends-before-it-begins", "ends", 0, {"begins": f"{fund.begins:%d/%m/%Y}", "ends": f"{fund.ends:%d/%m/%Y}"}
        )
    if fund.closed and fund.is_outside(fund.closed):
        yield Problem(
            "closed-outside-the-account", "closed_to", 0, {"day": f"{fund.closed:%d/%m/%Y}", "span": _said(fund)}
        )
