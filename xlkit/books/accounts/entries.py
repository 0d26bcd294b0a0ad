"""Entries: what fills itself beside each entry, as formulas that do in a workbook what `fund` does here.

What an entry counts for follows from its own row and the agreement of its day; balances run by the numbers of entries,
so that sorting the rows changes nothing. A correction looks up what it takes back in columns that hold no corrections.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from xlkit.books.accounts import span, texts
from xlkit.books.accounts.page import CORRECTED, HOUR, Done, Reckoned, Row, Value, place_of
from xlkit.books.respondent.form import literal
from xlkit.fund.agreement import MINUTES, Held
from xlkit.fund.balance import Holding
from xlkit.fund.checks import is_in_steps
from xlkit.fund.entries import Entry, Posting
from xlkit.fund.kinds import KINDS, Account

BLANK, FINE = 0, 1
DAY_0 = date(1899, 12, 30)  # from which a spreadsheet counts days
NOTHING = Holding()
# Why an entry does not count, by its state from 2 on: the codes of `fund`, and what is said beside the row.
STATES: Mapping[str, str] = {
    "no-day": "Enter the date, as a date.",
    "no-kind": "Pick what happened.",
    "below-nothing": texts.ABOVE,
    "correction-does-not-match": "No such entry to correct.",
    "no-agreement-on-date": "No agreement on this date.",
    "correction-not-picked": "A correction? Then pick it.",
    "hours-and-money": "Fill in hours or £, as it takes.",
    "pot-unknown": "No such pot: see Pots.",
    "ratio-missing": "No ratio agreed: see Agreement.",
    "rate-missing": "No rate agreed: see Agreement.",
}
QUARTERS, HOURS_GONE, MONEY_GONE, POT_GONE, GAP, OUTSIDE = (
    "Hours go in quarters, such as 1.25.",
    "More hours than were left.",
    "More money than was left.",
    "More than the pot holds: see Pots.",
    "No entry in the row before: fill it.",
    "Not a day of this account: see Fund.",
)

# A text in the place of a number counts as nothing.
NO_HOURS, NO_POUNDS = "NOT(ISNUMBER([hours]))", "NOT(ISNUMBER([pounds]))"
CHARGED = f"AND(INDEX([kinds support],[kind])=1,INDEX([agreement held],[term])=[label agreement held {Held.MONEY}])"
EARLIER = 'COUNTIFS([all match],[match],[all what],[label entries what correction],[all no],"<"&[no])'
SAME = ",".join(
    f"OR({blank},[{name}]=INDEX([all {name}],[match]))"
    for name, blank in (("hours", '[hours]=""'), ("pounds", '[pounds]=""'))
)
# A pot goes by its name without capitals and spaces at its ends; what stands before it makes no number of one, nor a
# comparison of another.
POT = '"•"&TRIM({})'
OF_POT = f'OR([pot]="",{POT.format("[pot]")}={POT.format("INDEX([all pot],[match])")})'
KIND, DAY_OF = "INDEX([all kind],[match])", "INDEX([all day],[match])"
# Whether a correction takes back an earlier entry that is none itself, once, as a whole.
CORRECTS = f"IF([match]=0,FALSE,AND([corrects]<[no],{KIND}>0,{KIND}<>{CORRECTED},{EARLIER}=0,{SAME},{OF_POT}))"
NUMBERS = {code: number for number, code in enumerate(STATES, start=FINE + 1)}
ASKED = (
    ("NOT(ISNUMBER([day]))", "no-day"),
    ("[kind]=0", "no-kind"),
    ("OR(N([hours])<0,N([pounds])<0)", "below-nothing"),
)
NOT_ONE = f"OR({NO_HOURS},NOT({NO_POUNDS})),OR({NO_POUNDS},NOT({NO_HOURS})),{NO_HOURS}={NO_POUNDS},FALSE"
NO_PRICE = "AND(INDEX([kinds turns],[kind])=1,NOT(ISNUMBER(INDEX([agreement price],[term]))))"
POSTED = (
    ("[term]=0", "no-agreement-on-date"),
    ("ISNUMBER([corrects])", "correction-not-picked"),
    (f"CHOOSE(INDEX([kinds takes],[kind]),{NOT_ONE})", "hours-and-money"),
    (f"AND(INDEX([kinds moves],[kind])=1,COUNTIF([pots name],{POT.format('[pot]')})=0)", "pot-unknown"),
    ("AND(INDEX([kinds enhanced],[kind])=1,INDEX([agreement ratio_a],[term])=0)", "ratio-missing"),
    (f"OR({NO_PRICE},AND({CHARGED},NOT(ISNUMBER(INDEX([agreement rate],[term])))))", "rate-missing"),
)


def _nested(steps: Sequence[tuple[str, str]], otherwise: str) -> str:
    return "".join(f"IF({asked},{NUMBERS[code]}," for asked, code in steps) + otherwise + ")" * len(steps)


def _state() -> str:
    correction = f"IF({CORRECTS},{FINE},{NUMBERS['correction-does-not-match']})"
    posted = f"IF([kind]={CORRECTED},{correction},{_nested(POSTED, str(FINE))})"
    return f"IF([typed]=0,{BLANK},{_nested(ASKED, posted)})"


def term_on(day: str, starts: str) -> str:
    """Where among some first days stands the one that holds on a day, or 0."""
    begun = f'COUNTIF({starts},"<="&{day})'
    return f"IF(ISNUMBER({day}),IF({begun}=0,0,MATCH(SMALL({starts},{begun}),{starts},0)),0)"


def _worth(rate: str) -> str:
    return f"ROUND([size]*ROUND(INDEX([agreement {rate}],[term])*100,0)/{HOUR},0)"


def _taken_back(own: str) -> str:
    return f"[{own}]-IF(AND([kind]={CORRECTED},[state]={FINE}),INDEX([all {own}],[match]),0)"


def _left(unit: str, opening: str, divisor: str) -> str:
    return f'IF([state]={BLANK},"",([known {opening}]+SUMIFS([all {unit}],[all no],"<="&[no]))/{divisor})'


def _check() -> str:
    reasons = ",".join(map(literal, STATES.values()))
    revalued = ",".join(f"[posted]<>{place_of(name)}" for name in REVALUED)
    odd = f"AND(MOD(ROUND(N([hours])*4,6),1)<>0,{revalued},[kind]<>{CORRECTED},[back]=0)"
    gone = (("units", "hours_left", HOUR, HOURS_GONE), ("pence", "money_left", "100", MONEY_GONE))
    words = "".join(f"IF({_gone(*places)},{literal(text)}," for *places, text in gone)
    words += f'IF(IF([pot_moved]="",FALSE,OR({_empties("units")},{_empties("pence")})),{literal(POT_GONE)},'
    last = f'IF({IS_AFTER_GAP},{literal(GAP)},IF({OUTSIDE_DAYS},{literal(OUTSIDE)},""))'
    fine = f"IF({odd},{literal(QUARTERS)},{words}{last}))))"
    return f'IF([state]={BLANK},"",IF([state]>{FINE},CHOOSE([state]-{FINE},{reasons}),{fine}))'


def _gone(unit: str, left: str, divisor: str) -> str:
    """Whether an entry takes more than there is, mistakes that took something out and were put right left out."""
    put_right = f'SUMIFS([all {unit}],[all no],"<="&[no],[all {unit}],"<0",[all back],">"&[no])'
    return f"IF(AND([{unit}]<0,[{left}]<0,[back]=0),ROUND([{left}]*{divisor}-{put_right},0)<0,FALSE)"


def _empties(unit: str) -> str:
    """Whether an entry takes more from a pot than it holds, but for mistakes that were put right."""
    own = f"[all {unit}],[all pot_moved],[pot_moved],[all no]"
    later = f'SUMIFS({own},">"&[no])+SUMIFS({own},"<="&[no],[all {unit}],">0",[all back],">"&[no])'
    held = f"INDEX([pots {unit}],MATCH([pot_moved],[pots name],0))"
    return f"IF(AND([{unit}]>0,[back]=0),{held}+{later}<0,FALSE)"


# Whether an entry that stands is of a day that is none of the account. What is no date was answered before: `day` is
# asked of entries that count alone.
OUTSIDE_DAYS = f"IF(OR([posted]=0,[back]>0),FALSE,{span.IS_OUTSIDE.format('INT([day])')})"
IS_AFTER_GAP = f'IF([no]>1,COUNTIFS([all no],[no]-1,[all state],"<>{BLANK}")=0,FALSE)'
REVALUED = tuple(name for name, kind in KINDS.items() if kind.other_hours is Account.REVALUED)
UNCOUNTED = f"OR([state]<>{FINE},[kind]={CORRECTED})"
FORMULAS: Mapping[str, str] = {
    "kind": 'IFERROR(MATCH([what]&"",[kinds label],0),0)',
    "term": term_on("[day]", "[agreement from]"),
    "match": "IF(ISNUMBER([corrects]),IFERROR(MATCH([corrects],[all no],0),0),0)",
    "state": _state(),
    "size": (
        f"IF({UNCOUNTED},0,IF({NO_HOURS},0,IF(INDEX([kinds enhanced],[kind])=1,"
        f"ROUND([hours]*{MINUTES}*INDEX([agreement ratio_a],[term])*[known parts]/INDEX([agreement ratio_b],[term]),0),"
        f"ROUND([hours]*{MINUTES}*[known parts],0))))"
    ),
    "plain": f"IF([size]=0,0,IF({CHARGED},0,INDEX([kinds hours],[kind])*[size]))",
    "pence_plain": (
        f"IF({UNCOUNTED},0,IF({CHARGED},-{_worth('rate')},IF(INDEX([kinds turns],[kind])=1,"
        f"INDEX([kinds money],[kind])*{_worth('price')},INDEX([kinds money],[kind])*ROUND(N([pounds])*100,0))))"
    ),
    "units": _taken_back("plain"),
    "pence": _taken_back("pence_plain"),
    "posted": (
        f"IF([state]<>{FINE},0,IF([kind]={CORRECTED},"
        f"IF(INDEX([all state],[match])={FINE},INDEX([all kind],[match]),0),[kind]))"
    ),
    "pot_moved": (
        f'IF([posted]=0,"",IF(INDEX([kinds moves],[posted])=1,IF([kind]={CORRECTED},'
        f'{POT.format("INDEX([all pot],[match])")},{POT.format("[pot]")}),""))'
    ),
    "rota": (
        f"IF([posted]=0,0,IF(INDEX([kinds support],[posted])=1,IF([kind]={CORRECTED},"
        "IF(INDEX([all size],[match])=0,0,-INDEX([all hours],[match])),[hours]),0))"
    ),
    "back": (f"IF([state]<>{FINE},0,SUMIFS([all no],[all corrects],[no],[all kind],{CORRECTED},[all state],{FINE}))"),
    "since": f"IF([state]<>{FINE},0,IF([kind]={CORRECTED},IF(ISNUMBER({DAY_OF}),{DAY_OF},[day]),[day]))",
    "counted": f'IF([state]={FINE},[units]/{HOUR},"")',
    "money": f'IF([state]={FINE},[pence]/100,"")',
    "hours_left": _left("units", "opening_units", HOUR),
    "money_left": _left("pence", "opening_pence", "100"),
    "check": _check(),
}
STYLES = {"money": "shown_money", "money_left": "shown_money", "check": "shown"}


def reckoned(done: Done) -> Mapping[str, Reckoned]:
    """Every column that fills itself beside the entries, by name."""
    own = {entry.number: entry for entry in done.books.fund.entries}
    values = {number: _values_of(done, entry) for number, entry in own.items()}

    def value_of(name: str) -> Callable[[Row], Value]:
        return lambda row: values[row.number][name] if row.number in values else BLANKS.get(name, 0)

    columns = {
        name: Reckoned(formula, value_of(name), STYLES.get(name, "shown_figure")) for name, formula in FORMULAS.items()
    }
    return {**columns, "no": Reckoned("", lambda row: row.number, "shown_figure")}


BLANKS: Mapping[str, Value] = dict.fromkeys(
    ("counted", "money", "hours_left", "money_left", "check", "pot_moved"), None
)


def _state_of(done: Done, entry: Entry) -> int:
    code = done.codes.get(entry.number, "")
    if entry.day is None:
        code = "no-day"
    elif entry.kind not in KINDS:
        code = "no-kind"
    elif entry.is_below_nothing:
        code = "below-nothing"
    return FINE + 1 + list(STATES).index(code) if code in STATES else FINE


def _values_of(done: Done, entry: Entry) -> Mapping[str, Value]:
    posting, held = done.posted[entry.number], done.running[entry.number]
    state = _state_of(done, entry)
    is_correction, term = place_of(entry.kind) == CORRECTED, done.term(entry.day)
    known = entry.corrects is not None and 1 <= entry.corrects <= done.page.tables["entries"].rows
    plain = Holding() if is_correction else Holding(posting.units, posting.pence)
    is_fine, since = state == FINE, posting.since or entry.day
    return {
        "kind": place_of(entry.kind),
        "term": term.number + 1 if term else 0,
        "match": (entry.corrects or 0) + 1 if known else 0,
        "state": state,
        "size": 0 if is_correction else posting.told or abs(posting.units),
        "plain": plain.units,
        "pence_plain": plain.pence,
        "units": posting.units,
        "pence": posting.pence,
        "posted": place_of(posting.kind),
        "pot_moved": f"•{_pot_as_typed(done, posting)}" if posting.pot else None,
        "rota": _rota(done, posting),
        "back": done.books.taken_back.get(entry.number, 0),
        "since": (since - DAY_0).days if is_fine and since else 0,
        "counted": done.hours(posting.units) if is_fine else None,
        "money": posting.pence / 100 if is_fine else None,
        "hours_left": done.hours(held.units),
        "money_left": held.pence / 100,
        "check": _checked(done, posting, state),
    }


def _pot_as_typed(done: Done, posting: Posting) -> str:
    typed = done.posted[posting.entry.corrects or 0] if place_of(posting.entry.kind) == CORRECTED else posting
    return typed.entry.pot


def _rota(done: Done, posting: Posting) -> float:
    if posting.kind not in KINDS or not KINDS[posting.kind].is_support:
        return 0
    if place_of(posting.entry.kind) != CORRECTED:
        return float(posting.entry.minutes or 0) / MINUTES
    return -float(done.posted[posting.entry.corrects or 0].entry.minutes or 0) / MINUTES


def _checked(done: Done, posting: Posting, state: int) -> str | None:
    entry, held = posting.entry, done.owing[posting.entry.number]
    if state != FINE:
        return None if state == BLANK else list(STATES.values())[state - FINE - 1]
    stands, pot = entry.number not in done.books.taken_back, done.potted.get(entry.number, NOTHING)
    told = (
        (not is_in_steps(done.books, posting), QUARTERS),
        (stands and posting.units < 0 and held.units < 0, HOURS_GONE),
        (stands and posting.pence < 0 and held.pence < 0, MONEY_GONE),
        (stands and (posting.units > 0 > pot.units or posting.pence > 0 > pot.pence), POT_GONE),
        (entry.number > 1 and entry.number - 1 not in done.posted, GAP),
        (stands and posting.kind and entry.day and done.books.fund.is_outside(entry.day), OUTSIDE),
    )
    return next((words for holds, words in told if holds), None)
