"""Nights: what fills itself beside an evening out: what it costs in hours, before anybody decides."""

from collections.abc import Callable, Mapping

from xlkit import days
from xlkit.books.accounts.page import Done, Reckoned, Row, Value
from xlkit.fund.agreement import MINUTES

A_DAY = 24 * MINUTES


def _apart(until: str) -> str:
    """The minutes from the beginning of a night to another time, which may be of the next day."""
    until, begun = (f"ROUND(IF(ISNUMBER([{at}]),[{at}],TIMEVALUE([{at}]))*{A_DAY},0)" for at in (until, "night_from"))
    return f"MOD({until}-{begun},{A_DAY})"


CHEAP = f"IF({_apart('dearer')}>{A_DAY // 2},0,MIN([total],{_apart('dearer')}))"
NIGHT: Mapping[str, str] = {
    "standard": f'IF([cheap]="","",[cheap]*MAX(1,N([people]))/{MINUTES})',
    "enhanced": f'IF([cheap]="","",([total]-[cheap])*MAX(1,N([people]))/{MINUTES})',
    "cost": (
        'IF(OR([cheap]="",AND(N([enhanced])>0,[known ratio_a]=0)),"",'
        "[standard]+[enhanced]*[known ratio_a]/[known ratio_b])"
    ),
    "total": f'IFERROR({_apart("night_until")},"")',
    "cheap": f'IF([total]="","",IF([dearer]="",[total],IFERROR({CHEAP},"")))',
}


def reckoned(done: Done) -> Mapping[str, Reckoned]:
    """What an evening costs in hours, before anybody decides."""

    def hours(name: str) -> Callable[[Row], Value]:
        return lambda row: _night(done, row).get(name)

    return {name: Reckoned(formula, hours(name), "shown_figure") for name, formula in NIGHT.items()}


def _night(done: Done, row: Row) -> Mapping[str, float]:
    """What a night comes to, as far as its times are known."""
    start, until, dearer = (days.minutes(row.line.text(name)) for name in ("night_from", "night_until", "dearer"))
    if start is None or until is None:
        return {}
    total = (until - start) % A_DAY
    is_said = bool(row.line.text("dearer"))
    if is_said and dearer is None:
        return {"total": total}
    before = ((dearer or 0) - start) % A_DAY
    cheap = total if not is_said else 0 if before > A_DAY // 2 else min(total, before)
    people = max(1, row.line.whole("people") or 1)
    standard, enhanced = cheap * people / MINUTES, (total - cheap) * people / MINUTES
    known_of = {"total": total, "cheap": cheap, "standard": standard, "enhanced": enhanced}
    ratio = done.plan_term.ratio if done.plan_term else None
    if enhanced and ratio is None:
        return known_of
    return {**known_of, "cost": standard + (enhanced * ratio[0] / ratio[1] if ratio else 0)}
