"""The true values of what fills itself beside each entry, from the books that `fund` keeps."""

from collections.abc import Callable, Mapping

from xlkit.books.accounts.done import CORRECTED, Done, place_of
from xlkit.books.accounts.entries import (
    BLANK,
    FINE,
    FORMULAS,
    HOURS_GONE,
    MONEY_GONE,
    OUTSIDE,
    QUARTERS,
    STATES,
)
from xlkit.books.accounts.page import Reckoned, Row, Value
from xlkit.fund.agreement import MINUTES
from xlkit.fund.balance import Holding
from xlkit.fund.checks import is_in_steps
from xlkit.fund.entries import Entry, Posting
from xlkit.fund.kinds import KINDS

STYLES = {"money": "shown_money", "money_left": "shown_money", "check": "shown"}


def reckoned(done: Done) -> Mapping[str, Reckoned]:
    """Every column that fills itself beside the entries, by name."""
    own = {entry.number: entry for entry in done.books.fund.entries}
    values = {number: _values(done, entry) for number, entry in own.items()}

    def value_of(name: str) -> Callable[[Row], Value]:
        return lambda row: values[row.number][name] if row.number in values else BLANKS.get(name, 0)

    columns = {
        name: Reckoned(formula, value_of(name), STYLES.get(name, "shown_figure")) for name, formula in FORMULAS.items()
    }
    return {**columns, "no": Reckoned(None, lambda row: row.number, "shown_figure")}


BLANKS: Mapping[str, Value] = dict.fromkeys(
    ("counted", "money", "hours_left", "money_left", "check", "pot_moved"), None
)


def _state(done: Done, entry: Entry) -> int:
    code = done.codes.get(entry.number, "")
    if entry.day is None:
        code = "no-day"
    elif entry.kind not in KINDS:
        code = "no-kind"
    return FINE + 1 + list(STATES).index(code) if code in STATES else FINE


def _values(done: Done, entry: Entry) -> Mapping[str, Value]:
    posting, held = done.posted[entry.number], done.running[entry.number]
    state = _state(done, entry)
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
        "check": _check(done, posting, state),
    }


def _rota(done: Done, posting: Posting) -> float:
    if posting.kind not in KINDS or not KINDS[posting.kind].is_support:
        return 0
    if place_of(posting.entry.kind) != CORRECTED:
        return float(posting.entry.minutes or 0) / MINUTES
    return -float(done.posted[posting.entry.corrects or 0].entry.minutes or 0) / MINUTES


def _check(done: Done, posting: Posting, state: int) -> str | None:
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
