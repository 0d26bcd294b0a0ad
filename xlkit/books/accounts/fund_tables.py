"""What fills itself beside the other tables of a fund: agreement, plan, nights out, pots and what is reconciled."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from xlkit import days
from xlkit.books.accounts import entries
from xlkit.books.accounts.page import Done, Reckoned, Row, Value, known
from xlkit.books.respondent.form import literal
from xlkit.fund.agreement import MINUTES, Agreement
from xlkit.fund.balance import Holding
from xlkit.fund.division import half_up

HOUR = f"({MINUTES}*{known('parts')})"
NO_RATE, NO_RATIO = "No rate on the first day.", "No ratio on the first day."
AGREES, TO_EXPLAIN, EXPLAINED = "Agrees.", "Say what explains it.", "Explained."
ABOVE_RATE, RATIO_HALF = "Turned hours earn more than they cost.", "A ratio needs both its figures."


def reckoned(done: Done) -> Mapping[str, Mapping[str, Reckoned]]:
    """Every column that fills itself, by its table and its name."""
    return {
        "agreement": _agreement(done),
        "plan": _plan(done),
        "nights": _nights(done),
        "entries": entries.reckoned(done),
        "pots": _pots(done),
        "reconcile": _reconcile(done),
    }


def _agreement(done: Done) -> Mapping[str, Reckoned]:
    terms = {term.number: term for term in done.books.fund.terms}

    def of(value: Callable[[Agreement], Value], otherwise: Value = None) -> Callable[[Row], Value]:
        return lambda row: value(terms[row.number]) if row.number in terms else otherwise

    def part(number: int) -> Callable[[Row], str]:
        def formula(row: Row) -> str:
            both = f"AND(N({row['standard']})>0,N({row['enhanced']})>0)"
            own = row[("standard", "enhanced")[number]]
            return f'IF(OR({row["from"]}="",NOT({both})),{number},{own}/GCD({row["standard"]},{row["enhanced"]}))'

        return formula

    def week(row: Row) -> str:
        money = "+".join(f"ROUND(N({row[name]})*100,0)" for name in ("council", "person", "other"))
        units = f"ROUND(N({row['hours_week']})*{MINUTES}*{known('parts')},0)"
        hours = f"ROUND({units}*ROUND(N({row['rate']})*100,0)/{HOUR},0)"
        return f'IF({row["from"]}="","",({money}+{hours})/100)'

    def check(row: Row) -> str:
        half = f'({row["standard"]}="")<>({row["enhanced"]}="")'
        above = f'AND({row["price"]}<>"",{row["rate"]}<>"",N({row["price"]})>N({row["rate"]}))'
        words = f'IF({half},{literal(RATIO_HALF)},IF({above},{literal(ABOVE_RATE)},""))'
        return f'IF({row["from"]}="","",{words})'

    return {
        "week": Reckoned(week, of(lambda term: done.weekly(term) / 100), "shown_money"),
        "check": Reckoned(check, of(_said_of)),
        "ratio_a": Reckoned(part(0), of(lambda term: term.ratio[0] if term.ratio else 0, 0)),
        "ratio_b": Reckoned(part(1), of(lambda term: term.ratio[1] if term.ratio else 1, 1)),
    }


def _said_of(term: Agreement) -> str | None:
    if (term.standard is None) != (term.enhanced is None):
        return RATIO_HALF
    is_above = term.price is not None and term.rate is not None and term.price > term.rate
    return ABOVE_RATE if is_above else None


def weeks(done: Done) -> Fraction:
    """The weeks in the year."""
    return LONG if done.entered.facts.text("weeks") == "w52_14" else SHORT


SHORT, LONG = Fraction(52), Fraction("52.14")  # the two years that a plan may be reckoned by


def _plan(done: Done) -> Mapping[str, Reckoned]:
    def week(row: Row) -> str:
        standard, enhanced = f"N({row['standard']})", f"N({row['enhanced']})"
        units = f"ROUND({standard}*{HOUR}+{enhanced}*{HOUR}*{known('ratio_a')}/{known('ratio_b')},0)"
        cost = f"ROUND({units}*N({known('rate')})/{HOUR},0)"
        lacks = f'OR(AND({standard}+{enhanced}>0,{known("rate")}=""),AND({enhanced}>0,{known("ratio_a")}=0))'
        nothing = f"OR({row.typed()}=0,{known('plan_term')}=0)"
        return f'IF({nothing},"",IF({lacks},"",({cost}+ROUND(N({row["pounds"]})*100,0))/100))'

    def cost(row: Row) -> float | None:
        pence = done.plan_cost(row.number) if row.line.cells else None
        return None if pence is None else pence / 100

    def year(row: Row) -> Value:
        pounds = cost(row)
        return None if pounds is None else _a_year(pounds, weeks(done))

    def apart(row: Row) -> Value:
        pounds = cost(row)
        return None if pounds is None else round(_a_year(pounds, LONG) - _a_year(pounds, SHORT), 2)

    def check(row: Row) -> str:
        standard, enhanced = f"N({row['standard']})", f"N({row['enhanced']})"
        rate = f'AND({standard}+{enhanced}>0,OR({known("plan_term")}=0,{known("rate")}=""))'
        return f'IF({rate},{literal(NO_RATE)},IF(AND({enhanced}>0,{known("ratio_a")}=0),{literal(NO_RATIO)},""))'

    def said(row: Row) -> str | None:
        standard, enhanced = (row.line.minutes(name) or 0 for name in ("standard", "enhanced"))
        term = done.plan_term
        if (standard or enhanced) and (term is None or term.rate is None):
            return NO_RATE
        return NO_RATIO if enhanced and (term is None or term.ratio is None) else None

    a_year = f"IF({done.page.fact('weeks')}={literal('52.14')},52.14,52)"
    return {
        "week": Reckoned(week, cost, "shown_money"),
        "year": Reckoned(lambda row: f'IF({row["week"]}="","",ROUND({row["week"]}*{a_year},2))', year, "shown_money"),
        "check": Reckoned(check, said),
        "apart": Reckoned(
            lambda row: f'IF({row["week"]}="","",ROUND(ROUND({row["week"]}*52.14,2)-ROUND({row["week"]}*52,2),2))',
            apart,
        ),
    }


def _a_year(pounds: float, many: Fraction) -> float:
    """The pounds that a row of the plan costs in a year of so many weeks, rounded once."""
    return half_up(Fraction(repr(pounds)) * many * 100) / 100


def _pots(done: Done) -> Mapping[str, Reckoned]:
    pots = done.books.pots

    def held(row: Row) -> Holding | None:
        return pots.get(row.line.text("pot"))

    def moved(own: str, opening: str) -> Callable[[Row], str]:
        def formula(row: Row) -> str:
            column = row.page.column
            came = f"SUMIFS({column('entries', own)},{column('entries', 'pot_moved')},{row['pot']})"
            return f'IF({row["pot"]}="",0,{opening.format(before=row[f"{BEFORE[own]}"])}-{came})'

        return formula

    def to_go(wanted: str, so_far: str) -> Callable[[Row], str]:
        return lambda row: f'IF(OR({row["pot"]}="",{row[wanted]}=""),"",MAX(0,{row[wanted]}-{row[so_far]}))'

    def left(row: Row, wanted: str, so_far: float) -> float | None:
        target = row.line.amount(wanted)
        return None if target is None or held(row) is None else max(0.0, float(target) - so_far)

    def hours(row: Row) -> float:
        return done.hours((held(row) or Holding()).units)

    def pounds(row: Row) -> float:
        return (held(row) or Holding()).pence / 100

    def of(column: Callable[[Row], str], value: Callable[[Row], Value], style: str = "shown_figure") -> Reckoned:
        return Reckoned(column, value, style)

    def shown(unit: str, divisor: str) -> Callable[[Row], str]:
        return lambda row: f'IF({row["pot"]}="","",{row[unit]}/{divisor})'

    units, pence = f"ROUND(N({{before}})*{HOUR},0)", "ROUND(N({before})*100,0)"
    return {
        "hours": of(shown("units", HOUR), lambda row: hours(row) if held(row) else None),
        "pounds": of(shown("pence", "100"), lambda row: pounds(row) if held(row) else None, "shown_money"),
        "hours_to_go": of(to_go("hours_wanted", "hours"), lambda row: left(row, "hours_wanted", hours(row))),
        "pounds_to_go": of(
            to_go("pounds_wanted", "pounds"), lambda row: left(row, "pounds_wanted", pounds(row)), "shown_money"
        ),
        "units": of(moved("units", units), lambda row: (held(row) or Holding()).units),
        "pence": of(moved("pence", pence), lambda row: (held(row) or Holding()).pence),
    }


BEFORE = {"units": "hours_before", "pence": "pounds_before"}


def _reconcile(done: Done) -> Mapping[str, Reckoned]:
    def here(row: Row) -> str:
        column, rota = row.page.column, row.page.label("reconcile", "what", "rota")
        until = f'{column("entries", "day")},"<="&{row["until"]}'
        hours = f"SUMIFS({column('entries', 'rota')},{until})"
        pounds = f"({known('opening_pence')}+SUMIFS({column('entries', 'pence')},{until}))/100"
        return f'IF(OR({row["what"]}="",{row["until"]}=""),"",IF({row["what"]}={rota},{hours},{pounds}))'

    def figure(row: Row) -> float | None:
        what, until = row.line.text("what"), row.line.day("until")
        if not what or until is None:
            return None
        own = entries.reckoned(done)["rota"].value
        posted = [each for each in done.posted.values() if each.entry.day and each.entry.day <= until]
        if what == "rota":
            return sum(float(own(Row(row.page, "entries", each.entry.number)) or 0) for each in posted)
        return (done.books.opening.pence + sum(each.pence for each in posted)) / 100

    def apart(row: Row) -> float | None:
        mine, total = figure(row), row.line.amount("total")
        return None if mine is None or total is None else round(float(total) - mine, 2)

    def said(row: Row) -> str | None:
        difference = apart(row)
        if not difference:
            return None if difference is None else AGREES
        return EXPLAINED if row.line.text("explained") else TO_EXPLAIN

    def check(row: Row) -> str:
        explained = f'IF({row["explained"]}="",{literal(TO_EXPLAIN)},{literal(EXPLAINED)})'
        return f'IF({row["difference"]}="","",IF({row["difference"]}=0,{literal(AGREES)},{explained}))'

    return {
        "here": Reckoned(here, figure, "shown_money"),
        "difference": Reckoned(
            lambda row: f'IF(OR({row["here"]}="",{row["total"]}=""),"",ROUND({row["total"]}-{row["here"]},2))',
            apart,
            "shown_money",
        ),
        "check": Reckoned(check, said),
    }


A_DAY = 24 * MINUTES


def _nights(done: Done) -> Mapping[str, Reckoned]:
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
