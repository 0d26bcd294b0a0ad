"""Span: the days of a fund's account, as formulas that do in a workbook what `fund.span` does here."""

from collections.abc import Iterator

from msgspec import Struct

from xlkit.books.accounts.page import Page
from xlkit.form.accounts import CLOSED_TO
from xlkit.form.entered import fund_of

BACKWARDS, OUTSIDE = "The last day is before the first: correct one.", "Not a day of this account."
IS_BACKWARDS = "AND(N([fact begins])>0,N([fact ends])>0,N([fact ends])<N([fact begins]))"
# Whether a day is before the first or after the last one of the account.
IS_OUTSIDE = f"IF({IS_BACKWARDS},FALSE,OR({{0}}<N([fact begins]),AND(N([fact ends])>0,{{0}}>N([fact ends]))))"


class Told(Struct, frozen=True):
    """What may be said of one of those days: by the name of its fact, with whether it is so as an expression too."""

    name: str
    words: str
    expression: str
    is_so: bool


def of_facts(page: Page) -> Iterator[Told]:
    """What may be wrong with the days of the account itself; nothing in a workbook of a block, which has none."""
    if any(row.item and row.item.name == CLOSED_TO for row in page.form.layout.details):
        fund, closed = fund_of(page.entered), f"N([fact {CLOSED_TO}])"
        yield Told("ends", BACKWARDS, IS_BACKWARDS, fund.is_backwards)
        is_outside = bool(fund.closed and fund.is_outside(fund.closed))
        yield Told(CLOSED_TO, OUTSIDE, f"IF({closed}>0,{IS_OUTSIDE.format(closed)},FALSE)", is_outside)
