"""Entries: what fills itself beside each entry, as formulas that do in a workbook what `fund` does here.

What an entry counts for follows from its own row and the agreement of its day; balances run by the numbers of entries,
so that sorting the rows changes nothing. A correction looks up what it takes back in columns that hold no corrections.
"""

from collections.abc import Callable, Mapping

from xlkit.books.accounts.page import CORRECTED, Done, FormulaOf, Reckoned, Row, Value, kinds, known, place_of
from xlkit.books.respondent.form import literal
from xlkit.fund.agreement import MINUTES, Held
from xlkit.fund.balance import Holding
from xlkit.fund.checks import is_in_steps
from xlkit.fund.entries import Entry, Posting
from xlkit.fund.kinds import KINDS, Account

BLANK, FINE = 0, 1
# Why an entry does not count, by its state from 2 on: the codes of `fund`, and what is said beside the row.
STATES: Mapping[str, str] = {
    "no-day": "Enter the date, as a date.",
    "no-kind": "Pick what happened.",
    "correction-does-not-match": "No such entry to correct.",
    "no-agreement-on-date": "No agreement on this date.",
    "correction-not-picked": "A correction? Then pick it.",
    "hours-and-money": "Fill in hours or £, as numbers.",
    "pot-unknown": "No such pot: see Pots.",
    "ratio-missing": "No ratio agreed: see Agreement.",
    "rate-missing": "No rate agreed: see Agreement.",
}
QUARTERS, HOURS_GONE, MONEY_GONE, OUTSIDE = (
    "Hours go in quarters, such as 1.25.",
    "More hours than were left.",
    "More money than was left.",
    "Not a day of this account: see Fund.",
)


def _agreed(row: Row, name: str) -> str:
    return f"INDEX({row.page.column('agreement', name)},{row['term']})"


def _of_kind(row: Row, name: str, kind: str = "kind") -> str:
    return f"INDEX({kinds(name)},{row[kind]})"


def _is_charged(row: Row) -> str:
    return f"AND({_of_kind(row, 'support')}=1,{_agreed(row, 'held')}={row.page.label('agreement', 'held', Held.MONEY)})"


def _matched(row: Row, name: str) -> str:
    return f"INDEX({row.all(name)},{row['match']})"


def _corrects(row: Row) -> str:
    """Whether a correction takes back an earlier entry that is none itself, once, as a whole."""
    label = row.page.label("entries", "what", "correction")
    earlier = (
        f'COUNTIFS({row.all("corrects")},{row["corrects"]},{row.all("what")},{label},{row.all("no")},"<"&{row["no"]})'
    )
    same = (f'OR({row[name]}="",{row[name]}={_matched(row, name)})' for name in ("hours", "pounds", "pot"))
    kind = _matched(row, "kind")
    is_right = f"AND({row['corrects']}<{row['no']},{kind}>0,{kind}<>{CORRECTED},{earlier}=0,{','.join(same)})"
    return f"IF({row['match']}=0,FALSE,{is_right})"


def _state(row: Row) -> str:
    state = {code: number for number, code in enumerate(STATES, start=FINE + 1)}
    hours, pounds = f'{row["hours"]}=""', f'{row["pounds"]}=""'
    not_one = f"OR({hours},NOT({pounds}))"
    wrong = f"CHOOSE({_of_kind(row, 'takes')},{not_one},OR({pounds},NOT({hours})),({hours})=({pounds}),FALSE)"
    no_pot = f"AND({_of_kind(row, 'moves')}=1,COUNTIF({row.page.column('pots', 'pot')},{row['pot']})=0)"
    no_ratio = f"AND({_of_kind(row, 'enhanced')}=1,{_agreed(row, 'ratio_a')}=0)"
    no_price = f'AND({_of_kind(row, "turns")}=1,{_agreed(row, "price")}="")'
    no_rate = f'AND({_is_charged(row)},{_agreed(row, "rate")}="")'
    steps = (
        (f"{row.typed()}=0", BLANK),
        (f"NOT(ISNUMBER({row['day']}))", state["no-day"]),
        (f"{row['kind']}=0", state["no-kind"]),
    )
    posted = (
        (f"{row['term']}=0", state["no-agreement-on-date"]),
        (f'{row["corrects"]}<>""', state["correction-not-picked"]),
        (wrong, state["hours-and-money"]),
        (no_pot, state["pot-unknown"]),
        (no_ratio, state["ratio-missing"]),
        (f"OR({no_price},{no_rate})", state["rate-missing"]),
    )
    correction = f"IF({_corrects(row)},{FINE},{state['correction-does-not-match']})"
    return _nested(steps, f"IF({row['kind']}={CORRECTED},{correction},{_nested(posted, str(FINE))})")


def _nested(steps: tuple[tuple[str, int], ...], otherwise: str) -> str:
    return "".join(f"IF({asked},{then}," for asked, then in steps) + otherwise + ")" * len(steps)


def term_on(day: str, starts: str) -> str:
    """Where among some first days stands the one that holds on a day, or 0."""
    begun = f'COUNTIF({starts},"<="&{day})'
    return f'IF({day}="",0,IF({begun}=0,0,MATCH(SMALL({starts},{begun}),{starts},0)))'


def _size(row: Row) -> str:
    minutes, parts = f"{row['hours']}*{MINUTES}", known("parts")
    enhanced = f"ROUND({minutes}*{_agreed(row, 'ratio_a')}*{parts}/{_agreed(row, 'ratio_b')},0)"
    plain = f"IF({_of_kind(row, 'enhanced')}=1,{enhanced},ROUND({minutes}*{parts},0))"
    return f'IF(OR({row["state"]}<>{FINE},{row["kind"]}={CORRECTED}),0,IF({row["hours"]}="",0,{plain}))'


def _pence_plain(row: Row) -> str:
    worth = "ROUND({size}*ROUND({rate}*100,0)/({minutes}*{parts}),0)"
    at = {"size": row["size"], "minutes": MINUTES, "parts": known("parts")}
    charged, turned = (worth.format(rate=_agreed(row, name), **at) for name in ("rate", "price"))
    sign = _of_kind(row, "money")
    typed = f"IF({_of_kind(row, 'turns')}=1,{sign}*{turned},{sign}*ROUND({row['pounds']}*100,0))"
    return f"IF(OR({row['state']}<>{FINE},{row['kind']}={CORRECTED}),0,IF({_is_charged(row)},-{charged},{typed}))"


def _taken_back(row: Row, own: str) -> str:
    return f"{row[own]}-IF(AND({row['kind']}={CORRECTED},{row['state']}={FINE}),{_matched(row, own)},0)"


def _left(row: Row, unit: str, opening: str, divisor: str) -> str:
    so_far = f'SUMIFS({row.all(unit)},{row.all("no")},"<="&{row["no"]})'
    return f'IF({row["state"]}={BLANK},"",({known(opening)}+{so_far})/{divisor})'


def _check(row: Row) -> str:
    reasons = ",".join(map(literal, STATES.values()))
    revalued = ",".join(f"{row['posted']}<>{place_of(name)}" for name in REVALUED)
    stands = f"{row['kind']}<>{CORRECTED},{row['back']}=0"
    odd = f'AND({row["hours"]}<>"",MOD(ROUND({row["hours"]}*4,6),1)<>0,{revalued},{stands})'
    gone = (("units", "hours_left", HOUR, HOURS_GONE), ("pence", "money_left", "100", MONEY_GONE))
    words = "".join(f"IF({_gone(row, *places)},{literal(text)}," for *places, text in gone)
    fine = f'IF({odd},{literal(QUARTERS)},{words}IF({_outside(row)},{literal(OUTSIDE)},""))))'
    return f'IF({row["state"]}={BLANK},"",IF({row["state"]}>{FINE},CHOOSE({row["state"]}-{FINE},{reasons}),{fine}))'


def _gone(row: Row, unit: str, left: str, divisor: str) -> str:
    """Whether an entry takes more than there is, mistakes that took something out and were put right left out."""
    amounts, number = row.all(unit), row["no"]
    put_right = f'SUMIFS({amounts},{row.all("no")},"<="&{number},{amounts},"<0",{row.all("back")},">"&{number})'
    is_below = f"ROUND({row[left]}*{divisor}-{put_right},0)<0"
    return f"IF(AND({row[unit]}<0,{row[left]}<0,{row['back']}=0),{is_below},FALSE)"


def _outside(row: Row) -> str:
    """Whether an entry that stands is of a day before the first or after the last one of the account."""
    begins, ends, day = row.page.fact("begins"), row.page.fact("ends"), f"INT({row['day']})"
    # What is no date was answered before: `day` is asked of entries that count alone.
    return f"IF(OR({row['posted']}=0,{row['back']}>0),FALSE,OR({day}<N({begins}),AND(N({ends})>0,{day}>N({ends}))))"


REVALUED = tuple(name for name, kind in KINDS.items() if kind.other_hours is Account.REVALUED)
HOUR = f"({MINUTES}*{known('parts')})"
FORMULAS: Mapping[str, FormulaOf] = {
    "kind": lambda row: f'IFERROR(MATCH({row["what"]}&"",{kinds("label")},0),0)',
    "term": lambda row: term_on(row["day"], row.page.column("agreement", "from")),
    "match": lambda row: f'IF({row["corrects"]}="",0,IFERROR(MATCH({row["corrects"]},{row.all("no")},0),0))',
    "state": _state,
    "size": _size,
    "plain": lambda row: f"IF({row['size']}=0,0,IF({_is_charged(row)},0,{_of_kind(row, 'hours')}*{row['size']}))",
    "pence_plain": _pence_plain,
    "units": lambda row: _taken_back(row, "plain"),
    "pence": lambda row: _taken_back(row, "pence_plain"),
    "posted": lambda row: (
        f"IF({row['state']}<>{FINE},0,IF({row['kind']}={CORRECTED},"
        f"IF({_matched(row, 'state')}={FINE},{_matched(row, 'kind')},0),{row['kind']}))"
    ),
    "pot_moved": lambda row: (
        f'IF({row["posted"]}=0,"",IF({_of_kind(row, "moves", "posted")}=1,'
        f'IF({row["kind"]}={CORRECTED},{_matched(row, "pot")},{row["pot"]})&"",""))'
    ),
    "rota": lambda row: (
        f"IF({row['posted']}=0,0,IF({_of_kind(row, 'support', 'posted')}=1,IF({row['kind']}={CORRECTED},"
        f"IF({_matched(row, 'size')}=0,0,-{_matched(row, 'hours')}),{row['hours']}),0))"
    ),
    "back": lambda row: (
        f"IF({row['state']}<>{FINE},0,SUMIFS({row.all('no')},{row.all('corrects')},{row['no']},"
        f"{row.all('kind')},{CORRECTED},{row.all('state')},{FINE}))"
    ),
    "counted": lambda row: f'IF({row["state"]}={FINE},{row["units"]}/{HOUR},"")',
    "money": lambda row: f'IF({row["state"]}={FINE},{row["pence"]}/100,"")',
    "hours_left": lambda row: _left(row, "units", "opening_units", HOUR),
    "money_left": lambda row: _left(row, "pence", "opening_pence", "100"),
    "check": _check,
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
    return {**columns, "no": Reckoned(None, lambda row: row.number, "shown_figure")}


BLANKS: Mapping[str, Value] = dict.fromkeys(
    ("counted", "money", "hours_left", "money_left", "check", "pot_moved"), None
)


def _state_of(done: Done, entry: Entry) -> int:
    code = done.codes.get(entry.number, "")
    if entry.day is None:
        code = "no-day"
    elif entry.kind not in KINDS:
        code = "no-kind"
    return FINE + 1 + list(STATES).index(code) if code in STATES else FINE


def _values_of(done: Done, entry: Entry) -> Mapping[str, Value]:
    posting, held = done.posted[entry.number], done.running[entry.number]
    state = _state_of(done, entry)
    is_correction, term = place_of(entry.kind) == CORRECTED, done.term(entry.day)
    known = entry.corrects is not None and 1 <= entry.corrects <= done.page.tables["entries"].rows
    plain = Holding() if is_correction else Holding(posting.units, posting.pence)
    is_fine = state == FINE
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
        "pot_moved": posting.pot or None,
        "rota": _rota(done, posting),
        "back": done.books.taken_back.get(entry.number, 0),
        "counted": done.hours(posting.units) if is_fine else None,
        "money": posting.pence / 100 if is_fine else None,
        "hours_left": done.hours(held.units),
        "money_left": held.pence / 100,
        "check": _checked(done, posting, state),
    }


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
    if not is_in_steps(done.books, posting):
        return QUARTERS
    if entry.number in done.books.taken_back:
        return None
    if posting.units < 0 and held.units < 0:
        return HOURS_GONE
    if posting.pence < 0 and held.pence < 0:
        return MONEY_GONE
    return OUTSIDE if posting.kind and entry.day and done.books.fund.is_outside(entry.day) else None
