"""Funds as plain-text journals, with what every account has to come to, so that another program can add them up."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from xlkit.fund.balance import Books
from xlkit.fund.kinds import Account

HLEDGER = shutil.which("hledger")
needs_hledger = pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed: apt-get install hledger")


def journal(books: Books, name: str = "fund", closing: int | None = None) -> str:
    """A fund's entries, and below them its balances; `closing` is claimed in place of its own units."""
    lines = _lines(books, books.closing.units if closing is None else closing)
    return "\n".join(line.replace("    ", f"    {name}:") for line in lines) + "\n\n"


def _lines(books: Books, closing: int) -> Iterator[str]:
    """Each line; those of accounts begin with four spaces, and no other has as many."""
    yield from ("2000-01-01 opening", f"    bank  {books.opening.units} u", f"    opening  {-books.opening.units} u")
    yield from (f"    fund  {books.opening.pence} p", f"    opening  {-books.opening.pence} p", "")
    for posting in books.postings:
        day, other, money = posting.entry.day, posting.hours_from, posting.money_from
        yield f"{day} ({posting.entry.number}) {posting.entry.kind}"
        yield from (f"    bank  {posting.units} u", f"    {other}  {-posting.units} u")
        yield from (f"    fund  {posting.pence} p", f"    {money}  {-posting.pence} p", "")
    yield "2100-01-01 closing"
    for unit, accounts in (("u", books.hours), ("p", books.money)):
        for account, amount in accounts.items():
            claimed = closing if account is Account.BANK and unit == "u" else amount
            yield f"    {account}  0 {unit} = {claimed} {unit}"


def is_accepted(journals: Iterable[str], folder: Path) -> bool:
    """Whether hledger, started once, finds every transaction balanced and every balance as claimed."""
    path = folder / "funds.journal"
    path.write_text("".join(journals), encoding="utf-8")
    ran = subprocess.run([str(HLEDGER), "check", "-f", str(path)], capture_output=True, check=False)
    return ran.returncode == 0
