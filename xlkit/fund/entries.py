"""Entries of a fund posted into accounts, one after the other by their numbers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct, field

from xlkit.fund.agreement import Agreement, Held, in_force, parts_of, worth
from xlkit.fund.division import half_up
from xlkit.fund.kinds import CORRECTION, KINDS, Account, Kind, Takes


class Entry(Struct, frozen=True):
    """What happened, as it was entered: `minutes` and `pence` as typed, None where nothing was.

    `corrects` is the number of the entry that is taken back, and `is_unclear` whether words stand in the place of hours
    or pounds, so that nobody knows what is meant.
    """

    number: int
    day: date | None
    kind: str
    minutes: Fraction | None = None
    pence: int | None = None
    pot: str = ""
    purpose: str = ""
    evidence: str = ""
    corrects: int | None = None
    is_unclear: bool = False

    @property
    def is_below_nothing(self) -> bool:
        """Whether hours or pence below 0 were typed, which count for nothing: what happened says which way they go."""
        return min(self.minutes or 0, self.pence or 0) < 0


class Pot(Struct, frozen=True):
    """A named saving, with what it held at the opening; `number` tells it from the others."""

    name: str
    minutes: Fraction = Fraction(0)
    pence: int = 0
    number: int = 0


def same_pot(name: str) -> str:
    """What two names of one pot have in common: capitals and spaces make no other."""
    return " ".join(name.split()).casefold()


class Fund(Struct, frozen=True):
    """All that a fund is made of; `minutes` and `pence` are what bank and fund held at the opening.

    `begins` and `ends` are the first and the last day of the account, None where they are not said; `closed` is the
    last day whose entries are final.
    """

    terms: Sequence[Agreement]
    entries: Sequence[Entry]
    minutes: Fraction = Fraction(0)
    pence: int = 0
    pots: Sequence[Pot] = ()
    begins: date | None = None
    ends: date | None = None
    closed: date | None = None

    @property
    def is_backwards(self) -> bool:
        """Whether the account ends before it begins, so that it has no days that anything could be held against."""
        return bool(self.begins and self.ends and self.ends < self.begins)

    def is_outside(self, day: date) -> bool:
        """Whether a day is before the first or after the last one of the account."""
        return not self.is_backwards and (day < (self.begins or day) or day > (self.ends or day))

    @property
    def last_entered(self) -> date | None:
        """The last day on which something was entered, or else the first of the account."""
        return max((entry.day for entry in self.entries if entry.day), default=self.begins)

    @property
    def last_day(self) -> date | None:
        """The day that an account goes to: its end or, where that is not said, what it is closed or entered to."""
        return self.ends or self.closed or self.last_entered

    def pot(self, name: str) -> Pot | None:
        """The pot of a name: of several the first that is listed."""
        return next((pot for pot in self.pots if same_pot(pot.name) == same_pot(name)), None)

    @property
    def own_pots(self) -> list[Pot]:
        """The pots without such as have the name of one before them."""
        return [pot for pot in self.pots if self.pot(pot.name) is pot]

    @property
    def parts(self) -> int:
        """How many units a minute has, in which all its hours are whole."""
        return parts_of(self.terms)


class Posting(Struct, frozen=True):
    """What one entry moves: units into (+) or out of (−) the bank, pence into or out of the fund.

    `kind` is what happened, or what is taken back; one that moves nothing has none. `hours_from` and `money_from` are
    the accounts at the other end, `pot` the pot where that is one. `told` are units of support charged in money, and
    `since` is the day from which it counts: of a correction that of the entry that it takes back.
    """

    entry: Entry
    units: int = 0
    pence: int = 0
    hours_from: Account = Account.ENDED
    money_from: Account = Account.ENDED
    pot: str = ""
    told: int = 0
    kind: str = ""
    since: date | None = None


class Problem(Struct, frozen=True):
    """Something wrong with an entry, an agreement or a pot, by its place in the list that `where` names, and facts."""

    code: str
    where: str
    number: int
    facts: Mapping[str, object] = field(default_factory=dict)


def post(fund: Fund) -> tuple[tuple[Posting, ...], tuple[Problem, ...]]:
    """A posting for each entry, in their order by number, and why some of them move nothing."""
    ordered = sorted(fund.entries, key=lambda entry: entry.number)
    plain: dict[int, Posting] = {}
    problems: list[Problem] = []
    for entry in ordered:
        if entry.kind != CORRECTION:
            plain[entry.number], of_entry = _posted(entry, fund)
            problems += of_entry
    undone: set[int] = set()
    postings = []
    for entry in ordered:
        posting = plain.get(entry.number) or Posting(entry)
        if entry.kind == CORRECTION and entry.day is not None and not entry.is_below_nothing:
            of = plain.get(entry.corrects or 0)
            if of is None or entry.corrects in undone or not _fits(entry, of.entry):
                problems.append(_about(entry, "correction-does-not-match", corrects=entry.corrects or "no number"))
            else:
                posting = _reversed(entry, of)
        if entry.kind == CORRECTION:
            undone.add(entry.corrects or 0)
        postings.append(posting)
    return tuple(postings), tuple(problems)


def _fits(correction: Entry, of: Entry) -> bool:
    """Whether what is typed beside a correction, if anything, is what it takes back."""
    is_earlier = of.kind in KINDS and of.number < correction.number
    is_same = correction.minutes in (None, of.minutes) and correction.pence in (None, of.pence)
    is_of_pot = same_pot(correction.pot) in ("", same_pot(of.pot))
    return is_earlier and is_same and is_of_pot and not correction.is_unclear


def _reversed(entry: Entry, of: Posting) -> Posting:
    return Posting(
        entry, -of.units, -of.pence, of.hours_from, of.money_from, of.pot, -of.told, of.kind, of.entry.day or entry.day
    )


def _about(entry: Entry, code: str, **facts: object) -> Problem:
    return Problem(code, "entries", entry.number, facts)


def _posted(entry: Entry, fund: Fund) -> tuple[Posting, Sequence[Problem]]:
    """The posting of an entry that is no correction; one that cannot be posted moves nothing, with a problem."""
    kind = KINDS.get(entry.kind)
    if kind is None or entry.day is None or entry.is_below_nothing:
        return Posting(entry), ()
    term = in_force(fund.terms, entry.day)
    hindrances = list(_hindrances(entry, kind, term, fund))
    if term is None or hindrances:
        return Posting(entry), hindrances
    is_charged = kind.is_support and term.held is Held.MONEY
    pot = fund.pot(entry.pot) if kind.moves else None
    rate = (term.rate if is_charged else term.price) or 0
    units = half_up(term.units(entry.minutes or Fraction(0), fund.parts, is_enhanced=kind.is_enhanced))
    pence = worth(units, rate, fund.parts) if kind.turns or is_charged else entry.pence or 0
    return Posting(
        entry,
        units=0 if is_charged else kind.hours * units,
        pence=-pence if is_charged else kind.money * pence,
        hours_from=kind.other_hours,
        money_from=kind.other_money,
        pot=pot.name if pot else "",
        told=units if is_charged else 0,
        kind=entry.kind,
        since=entry.day,
    ), ()


def _hindrances(entry: Entry, kind: Kind, term: Agreement | None, fund: Fund) -> Iterator[Problem]:
    """Why an entry with a date moves nothing; none where it can be posted."""
    if term is None:
        yield _about(entry, "no-agreement-on-date", day=f"{entry.day:%d/%m/%Y}")
        return
    if entry.corrects is not None:
        yield _about(entry, "correction-not-picked", corrects=entry.corrects)
    since = f"{term.start:%d/%m/%Y}"
    if (entry.minutes is not None and entry.pence is not None) or _lacks(entry, kind):
        yield _about(entry, "hours-and-money", takes=_TAKES[kind.takes], found=_typed(entry))
    if kind.moves and fund.pot(entry.pot) is None:
        yield _about(
            entry, "pot-unknown", pot=f"the pot “{entry.pot}”, which is not" if entry.pot else "no pot that is"
        )
    if kind.is_enhanced and term.ratio is None:
        yield _about(entry, "ratio-missing", day=since)
    if kind.turns and term.price is None:
        yield _about(entry, "rate-missing", which="the money for one hour", day=since)
    if kind.is_support and term.held is Held.MONEY and term.rate is None:
        yield _about(entry, "rate-missing", which="the rate for an hour of support", day=since)


_TAKES = {Takes.HOURS: "hours alone", Takes.MONEY: "£ alone", Takes.ONE: "hours or £, one of them"}


def _typed(entry: Entry) -> str:
    """What is filled in of hours and £."""
    both = (("hours", entry.minutes), ("£", entry.pence))
    return " and ".join(name for name, typed in both if typed is not None) or "nothing"


def _lacks(entry: Entry, kind: Kind) -> bool:
    """Whether what a kind takes was not typed."""
    typed: Mapping[Takes, object] = {Takes.HOURS: entry.minutes, Takes.MONEY: entry.pence}
    return typed.get(kind.takes, entry.minutes or entry.pence) is None
