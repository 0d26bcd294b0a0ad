"""Nights out: what an evening costs in hours, before anybody decides."""

from collections.abc import Callable, Mapping

from xlkit import days
from xlkit.books.accounts.done import Done, known
from xlkit.books.accounts.page import Reckoned, Row, Value
from xlkit.fund.agreement import MINUTES

A_DAY = 24 * MINUTES


def reckoned(done: Done) -> Mapping[str, Reckoned]:
    """Every column that fills itself, by name."""

    def minutes(row: Row, name: str) -> str:
        return f"ROUND(IF(ISNUMBER({row[name]}),{row[name]},TIMEVALUE({row[name]}))*{A_DAY},0)"

    def apart(row: Row, until: str) -> str:
        return f"MOD({minutes(row, until)}-{minutes(row, 'night_from')},{A_DAY})"

    def cheap(row: Row) -> str:
        until_dearer = apart(row, "dearer")
        within = f"IF({until_dearer}>{A_DAY // 2},0,MIN({row['total']},{until_dearer}))"
        return f'IF({row["total"]}="","",IF({row["dearer"]}="",{row["total"]},IFERROR({within},"")))'

    def cost(row: Row) -> str:
        dear = f"{row['enhanced']}*{known('ratio_a')}/{known('ratio_b')}"
        lacks = f'OR({row["cheap"]}="",AND(N({row["enhanced"]})>0,{known("ratio_a")}=0))'
        return f'IF({lacks},"",{row["standard"]}+{dear})'

    def people(row: Row) -> str:
        return f"MAX(1,N({row['people']}))"

    def hours(name: str) -> Callable[[Row], Value]:
        return lambda row: _night(done, row).get(name)

    def standard(row: Row) -> str:
        return f'IF({row["cheap"]}="","",{row["cheap"]}*{people(row)}/{MINUTES})'

    def enhanced(row: Row) -> str:
        return f'IF({row["cheap"]}="","",({row["total"]}-{row["cheap"]})*{people(row)}/{MINUTES})'

    return {
        "standard": Reckoned(standard, hours("standard"), "shown_figure"),
        "enhanced": Reckoned(enhanced, hours("enhanced"), "shown_figure"),
        "cost": Reckoned(cost, hours("cost"), "shown_figure"),
        "total": Reckoned(lambda row: f'IFERROR({apart(row, "night_until")},"")', hours("total"), "shown_figure"),
        "cheap": Reckoned(cheap, hours("cheap"), "shown_figure"),
    }


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
