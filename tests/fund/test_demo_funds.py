"""The funds of the demonstration, and the quarter that tests are typed from."""

from pathlib import Path

from tests.builders.funds import codes, quarter
from tests.fund.journal import is_accepted, journal, needs_hledger
from xlkit.demo import funds
from xlkit.form.draft import Draft
from xlkit.form.entered import block_of, fund_of, of_draft
from xlkit.fund import checks
from xlkit.fund.balance import Books, books
from xlkit.fund.block import NOTHING


def kept(draft: Draft) -> Books:
    return books(fund_of(of_draft(draft)))


FUNDS = {recipient.subject: draft for recipient, draft in funds.funds()}


def test_each_tells_its_story() -> None:
    """One saves 42 hours for a journey, one has £15.93 of its hours left, one is overdrawn, one saved up too much."""
    done = {code: kept(draft) for code, draft in FUNDS.items()}
    assert {code: fund.in_hours(fund.closing.units) for code, fund in done.items()} == {
        "F01": 6,
        "F02": 33.5,
        "F03": -3,
        "F04": 0,
        "F05": 3,
        "F06": 282,
    }
    assert done["F01"].in_hours(done["F01"].saved.units) == 42
    assert (done["F02"].closing.pence, done["F04"].closing.pence) == (1593, 24_900)
    assert {code: codes(checks.problems(fund)) for code, fund in done.items() if checks.problems(fund)} == {
        "F03": ["hours-overdrawn"],
        "F06": ["over-bank-limit"],
    }


def test_the_block_closes_and_is_what_the_funds_are_given() -> None:
    """144 hours and £350 a week are everybody's, and the bank holds what is in all funds and what is listed."""
    _, draft = funds.block()
    block, said = block_of(of_draft(draft)), of_draft(draft)
    assert (block.gap, block.undivided) == (NOTHING, NOTHING)
    listed = sum(line.pence("pounds") or 0 for line in said.lines("listed"))
    assert said.facts.pence("bank") == listed + sum(kept(each).closing.pence for each in FUNDS.values())


@needs_hledger
def test_hledger_accepts_every_journal(tmp_path: Path) -> None:
    """Another program comes to the same balances of each of them."""
    kept_books = [*map(kept, FUNDS.values()), kept(quarter())]
    assert is_accepted((journal(each, f"f{place}") for place, each in enumerate(kept_books)), tmp_path)
