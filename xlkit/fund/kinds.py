"""Kinds of entries: each moves hours and money between fixed pairs of accounts, so that nobody chooses a side."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class Account(StrEnum):
    """Where hours or money come from and go to; `BANK` and `FUND` are the person's own, pots are theirs too."""

    BANK = "bank"
    FUND = "fund"
    POT = "pot"
    OPENING = "opening"
    GIVEN = "given"
    USED = "used"
    TURNED = "turned"
    ENDED = "ended"
    REVALUED = "revalued"
    COUNCIL = "received council"
    PERSON = "received person"
    NHS = "received nhs"
    OTHER = "received other"
    DIRECT = "direct support"
    PROVIDER = "another provider"
    BOUGHT = "bought"
    MANAGEMENT = "management"


RECEIVED = (Account.COUNCIL, Account.PERSON, Account.NHS, Account.OTHER)
SPENT = (Account.DIRECT, Account.PROVIDER, Account.BOUGHT, Account.MANAGEMENT)


class Takes(StrEnum):
    """What is typed for an entry of a kind."""

    HOURS = "hours"
    MONEY = "money"
    ONE = "either"
    NEITHER = "neither"


class Kind(Struct, frozen=True):
    """What happens to bank and fund: 1 comes in, −1 goes out, 0 nothing; with the account at the other end of each.

    `is_enhanced` hours count dearer, `turns` hours into money or back at the agreed price, `moves` between bank and a
    pot; `is_support` is charged to a fund that is held in money, where the hours themselves are only told.
    """

    name: str
    takes: Takes
    hours: int = 0
    money: int = 0
    other_hours: Account = Account.ENDED
    other_money: Account = Account.ENDED
    is_enhanced: bool = False
    turns: bool = False
    moves: bool = False
    is_support: bool = False


CORRECTION = "correction"
_KINDS = (
    Kind("hours_given", Takes.HOURS, hours=1, other_hours=Account.GIVEN),
    Kind("money_council", Takes.MONEY, money=1, other_money=Account.COUNCIL),
    Kind("money_person", Takes.MONEY, money=1, other_money=Account.PERSON),
    Kind("money_nhs", Takes.MONEY, money=1, other_money=Account.NHS),
    Kind("money_other", Takes.MONEY, money=1, other_money=Account.OTHER),
    Kind("support", Takes.HOURS, -1, 0, Account.USED, Account.DIRECT, is_support=True),
    Kind("support_enhanced", Takes.HOURS, -1, 0, Account.USED, Account.DIRECT, is_enhanced=True, is_support=True),
    Kind("to_money", Takes.HOURS, -1, 1, Account.TURNED, Account.TURNED, turns=True),
    Kind("to_hours", Takes.HOURS, 1, -1, Account.TURNED, Account.TURNED, turns=True),
    Kind("spent_direct", Takes.MONEY, money=-1, other_money=Account.DIRECT),
    Kind("spent_provider", Takes.MONEY, money=-1, other_money=Account.PROVIDER),
    Kind("spent_bought", Takes.MONEY, money=-1, other_money=Account.BOUGHT),
    Kind("spent_management", Takes.MONEY, money=-1, other_money=Account.MANAGEMENT),
    Kind("put_aside", Takes.ONE, -1, -1, Account.POT, Account.POT, moves=True),
    Kind("taken_back", Takes.ONE, 1, 1, Account.POT, Account.POT, moves=True),
    Kind("given_back", Takes.ONE, -1, -1),
    Kind("run_out", Takes.ONE, -1, -1),
    Kind("rate_adds", Takes.HOURS, hours=1, other_hours=Account.REVALUED),
    Kind("rate_takes", Takes.HOURS, hours=-1, other_hours=Account.REVALUED),
    Kind(CORRECTION, Takes.NEITHER),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _KINDS}
