"""Idling: what is said of decisions that do nothing, since nobody would look for that among what was found."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import PurePath

from xlkit.intake import rulings
from xlkit.intake.log import Entry, Status
from xlkit.returns.validate.values import quoted
from xlkit.round.round import Decision, Ruling

MOST = 5  # names that are listed
ENDED = "{place}: this decision held until {until:%d/%m/%Y} alone, so it does nothing: renew it, or clear its row."
NONE = "{place}: this decision concerns none of the files given: {names}."
REFUSED = (
    "{place}: {file} was rejected for what no decision settles, so accepting it does nothing: see what was found in "
    "it, and ask for it again."
)
ITSELF = "name the file itself, as “{name}”, and no other return id"
PREFERRED_TWICE = "another decision prefers another one, or it fits both, so keep the one that names the right file"
IDLE = "{place}: this decision, “{ruling}”, changes nothing of {file}: {why}."


def said(came: Sequence[Entry], settled: Sequence[Entry], decisions: Sequence[Decision], day: date) -> Iterator[str]:
    """Of each decision that does nothing why not, by the files as they came and as they were settled."""
    holding = rulings.holding(decisions, day)
    yield from (ENDED.format(place=each.place, until=each.until) for each in decisions if each not in holding)
    for decision in rulings.unused(came, holding):
        yield NONE.format(place=decision.place, names=_names(decision, came))
    refused = list(rulings.in_vain(came, holding))
    yield from (REFUSED.format(place=decision.place, file=entry.path) for decision, entry in refused)
    for decision, entry in rulings.idle(came, settled, holding, day):
        if decision not in {each for each, _ in refused}:
            facts = {"place": decision.place, "ruling": decision.ruling.value, "file": entry.path}
            yield IDLE.format(why=_why(decision, entry), **facts)


def _names(decision: Decision, came: Sequence[Entry]) -> str:
    """What files there are, or which of them may be meant."""
    names = sorted({PurePath(entry.path).name for entry in came})
    if close := get_close_matches(decision.file, names, MOST):
        return f"perhaps {quoted(close)} is meant"
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"there are {quoted(names[:MOST])}{more}"


def _why(decision: Decision, entry: Entry) -> str:
    is_conflict = entry.status is Status.CONFLICT
    if decision.ruling is Ruling.WAIVE:
        return f"nothing of the check {decision.check} was found"
    if decision.ruling is Ruling.SEVERAL:
        return "no other respondent has returned that workbook"
    if decision.ruling is Ruling.PREFER:
        return PREFERRED_TWICE if is_conflict else "nothing gave way to it"
    if is_conflict:
        return f"it is in conflict with another one, so pick “{Ruling.PREFER.value}”"
    return ITSELF.format(name=PurePath(entry.path).name) if entry.is_held else "nothing of it waits for that"
