"""What fills itself beside the other tables of a fund: agreement, plan, nights out, pots and what is reconciled."""

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction

from xlkit.books.accounts import entries, nights, texts
from xlkit.books.accounts.entries import DAY_0
from xlkit.books.accounts.page import HOUR, Columns, Done, Reckoned, Row, Value, place_of
from xlkit.books.respondent.form import literal
from xlkit.form.layout import FIRST_ROW
from xlkit.fund.agreement import MINUTES, Agreement, BankRule, Held, holding, rated
from xlkit.fund.amounts import enough
from xlkit.fund.balance import Holding
from xlkit.fund.checks import is_before, is_dearer, is_limit_half, is_reached, rate_changes, revaluation, revalued
from xlkit.fund.division import half_up

NO_RATE, NO_RATIO = "No rate on the first day.", "No ratio on the first day."
AGREES, TO_EXPLAIN, EXPLAINED = "Agrees.", "Say what explains it.", "Explained."
ABOVE_RATE, RATIO_HALF = "Turned hours earn more than they cost.", "A ratio needs both its figures."
NOT_HELD, LIMIT_HALF = "Pick what it is held in.", "A limit needs a figure and its unit."
TWICE, POT_TWICE = "A row above begins on the same day, and holds.", "A row above has this name."


def reckoned(done: Done) -> Mapping[str, Columns]:
    """Every column that fills itself, by its table and its name."""
    columns = {
        "agreement": _agreement(done),
        "plan": _plan(done),
        "nights": nights.reckoned(done),
        "entries": entries.reckoned(done),
        "pots": _pots(done),
        "reconcile": _reconcile(done),
    }
    return {table: texts.told(done.page, table, own) for table, own in columns.items()}


def _agreement(done: Done) -> Mapping[str, Reckoned]:
    terms = {term.number: term for term in done.books.fund.terms}

    def of(value: Callable[[Agreement], Value], otherwise: Value = None) -> Callable[[Row], Value]:
        return lambda row: value(terms[row.number]) if row.number in terms else otherwise

    both = "AND(N([standard])>0,N([enhanced])>0)"
    part = f"IF(AND(ISNUMBER([from]),{both}),{{}}/GCD([standard],[enhanced]),{{}})"
    money = "+".join(f"ROUND(N([{name}])*100,0)" for name in ("council", "person", "other"))
    hours = f"ROUND(ROUND(N([hours_week])*{MINUTES}*[known parts],0)*ROUND(N([rate])*100,0)/{HOUR},0)"
    above = f"IF(ISNUMBER([price]),IF({RATED}>0,[price]>{last_rated(RATED)},FALSE),FALSE)"
    words = f"IF({above},{literal(ABOVE_RATE)},{OF_RATE})"
    words = f"IF(ISNUMBER([standard])<>ISNUMBER([enhanced]),{literal(RATIO_HALF)},{words})"
    words = f'IF(ISNUMBER([limit])<>([limit_in]<>""),{literal(LIMIT_HALF)},{words})'
    words = f'IF([held]="",{literal(NOT_HELD)},{words})'
    words = f"IF({IS_TWICE},{literal(TWICE)},{words})"
    ratio_a, ratio_b = part.format("[standard]", 0), part.format("[enhanced]", 1)
    return {
        "week": Reckoned(
            f'IF(ISNUMBER([from]),({money}+{hours})/100,"")', of(lambda term: done.weekly(term) / 100), "shown_money"
        ),
        "check": Reckoned(f'IF(ISNUMBER([from]),{words},"")', of(lambda term: _said_of(done, term))),
        # Its first day, where it holds at some time and says a rate.
        "rated": Reckoned(
            f'IF(AND(ISNUMBER([from]),ISNUMBER([rate])),IF({IS_TWICE},"",[from]),"")',
            of(lambda term: (term.start - DAY_0).days if term in rated(done.books.fund.terms) else None),
        ),
        "wanted": Reckoned(IS_WANTED, of(lambda term: _wanted(done, term), 0)),
        "ratio_a": Reckoned(ratio_a, of(lambda term: term.ratio[0] if term.ratio else 0, 0)),
        "ratio_b": Reckoned(ratio_b, of(lambda term: term.ratio[1] if term.ratio else 1, 1)),
    }


def _said_of(done: Done, term: Agreement) -> str | None:
    if term not in holding(done.books.fund.terms):
        return TWICE
    if not done.page.line("agreement", term.number).has("held"):
        return NOT_HELD
    if is_limit_half(term):
        return LIMIT_HALF
    if (term.standard is None) != (term.enhanced is None):
        return RATIO_HALF
    if is_dearer(term, done.books.fund):
        return ABOVE_RATE
    before = next((earlier for earlier, now in rate_changes(done.books) if now is term), None)
    return None if before is None else _said_of_rate(done, before, term)


def _said_of_rate(done: Done, before: Agreement, term: Agreement) -> str | None:
    if term.bank_rule is None:
        return NO_RULE
    wanted = revaluation(done.books, before, term)
    if wanted == revalued(done.books, term) or not is_reached(term, done.books.fund):
        return None
    if is_before(term, done.books.fund):
        return BEFORE
    return f"{TO_CHANGE}{enough(wanted, done.books.parts)}{BY_HOURS}"


def _wanted(done: Done, term: Agreement) -> int:
    """The units that the bank changes by as an agreement begins."""
    before = next((earlier for earlier, now in rate_changes(done.books) if now is term), None)
    return 0 if before is None else revaluation(done.books, before, term)


NO_RULE, TO_CHANGE, BY_HOURS = "Pick what banked hours keep.", "Change the bank by ", " hours in all."
IS_TWICE = f"MATCH([from],[all from],0)+{FIRST_ROW}<=ROW()"
BEFORE = "Date it on the first day, or clear the old rate."


def last_rated(many: str) -> str:
    """The rate of the last of so many agreements that say one, as an expression."""
    return f"INDEX([all rate],MATCH(SMALL([all rated],{many}),[all rated],0))"


# What `rate_changes` and `revaluation` do, for a row whose rate is another one than the last that was agreed before it.
RATED, EARLIER = (f'COUNTIF([all rated],"{until}"&[from])' for until in ("<=", "<"))
RATE_BEFORE = f"ROUND({last_rated(EARLIER)}*100,0)"
RATE_NOW = "ROUND([rate]*100,0)"
BANKED = '([known opening_units]+SUMIFS([entries units],[entries since],"<"&[from]))'
OF_BANK = f"OR([held]<>[label agreement held {Held.MONEY}],{BANKED}<>0)"
IS_OTHER_RATE = (
    f'IF(AND({EARLIER}>0,[rated]<>"",N([fact begins])>0),IF({OF_BANK},{RATE_BEFORE}<>{RATE_NOW},FALSE),FALSE)'
)
KEEPS_POUNDS = f"AND([bank_rule]=[label agreement bank_rule {BankRule.POUNDS}],{RATE_BEFORE}>0,{RATE_NOW}>0)"
WANTED = f"IF({KEEPS_POUNDS},ROUND({BANKED}*{RATE_BEFORE}/{RATE_NOW},0)-{BANKED},0)"
CHANGED = "+".join(
    f"SUMIFS([entries units],[entries term],MATCH([from],[all from],0),[entries posted],{place_of(kind)})"
    for kind in entries.REVALUED
)
IS_WANTED = f"IF(ISNUMBER([from]),IF({IS_OTHER_RATE},{WANTED},0),0)"
# Hours in so few places that whoever types them enters just these units: what `enough` does.
TYPED = [f"ROUND([wanted]/{HOUR},{places})" for places in range(9)]
ENOUGH = "".join(f"IF(ROUND({typed}*{HOUR},0)=[wanted],{typed}," for typed in TYPED) + TYPED[-1] + ")" * len(TYPED)
IS_REACHED = 'OR(N([fact begins])>=[from],N([fact closed_to])>=[from],COUNTIF([entries day],">="&[from])>0)'
OF_RATE = (
    f'IF({IS_OTHER_RATE},IF([bank_rule]="",{literal(NO_RULE)},IF(IF({IS_REACHED},[wanted]={CHANGED},TRUE),"",'
    f"IF([from]<[fact begins],{literal(BEFORE)},"
    f'{literal(TO_CHANGE)}&{ENOUGH}&{literal(BY_HOURS)}))),"")'
)


def weeks(done: Done) -> Fraction:
    """The weeks in the year."""
    return LONG if done.entered.facts.text("weeks") == "w52_14" else SHORT


SHORT, LONG = Fraction(52), Fraction("52.14")  # the two years that a plan may be reckoned by


def _plan(done: Done) -> Mapping[str, Reckoned]:
    def cost(row: Row) -> float | None:
        pence = done.plan_cost(row.number) if row.line.cells else None
        return None if pence is None else pence / 100

    def year(row: Row) -> Value:
        pounds = cost(row)
        return None if pounds is None else _a_year(pounds, weeks(done))

    def apart(row: Row) -> Value:
        pounds = cost(row)
        return None if pounds is None else round(_a_year(pounds, LONG) - _a_year(pounds, SHORT), 2)

    def said(row: Row) -> str | None:
        standard, enhanced = (row.line.minutes(name) or 0 for name in ("standard", "enhanced"))
        term = done.plan_term
        if (standard or enhanced) and (term is None or term.rate is None):
            return NO_RATE
        return NO_RATIO if enhanced and (term is None or term.ratio is None) else None

    a_year = f"IF([fact weeks]={literal('52.14')},52.14,52)"
    return {
        "week": Reckoned(PLAN_WEEK, cost, "shown_money"),
        "year": Reckoned(f'IF([week]="","",ROUND([week]*{a_year},2))', year, "shown_money"),
        "check": Reckoned(PLAN_CHECK, said),
        "apart": Reckoned('IF([week]="","",ROUND(ROUND([week]*52.14,2)-ROUND([week]*52,2),2))', apart),
    }


UNITS = f"ROUND(N([standard])*{HOUR}+N([enhanced])*{HOUR}*[known ratio_a]/[known ratio_b],0)"
LACKS = 'OR(AND(N([standard])+N([enhanced])>0,[known rate]=""),AND(N([enhanced])>0,[known ratio_a]=0))'
PLAN_WEEK = (
    f'IF(OR([typed]=0,[known plan_term]=0),"",IF({LACKS},"",'
    f"(ROUND({UNITS}*N([known rate])/{HOUR},0)+ROUND(N([pounds])*100,0))/100))"
)
PLAN_CHECK = (
    f'IF(AND(N([standard])+N([enhanced])>0,OR([known plan_term]=0,[known rate]="")),{literal(NO_RATE)},'
    f'IF(AND(N([enhanced])>0,[known ratio_a]=0),{literal(NO_RATIO)},""))'
)


def _a_year(pounds: float, many: Fraction) -> float:
    """The pounds that a row of the plan costs in a year of so many weeks, rounded once."""
    return half_up(Fraction(repr(pounds)) * many * 100) / 100


def _pots(done: Done) -> Mapping[str, Reckoned]:
    first = {pot.number: done.books.pots[pot.name] for pot in done.books.fund.own_pots}

    def held(row: Row) -> Holding | None:
        return first.get(row.number)

    def left(row: Row, wanted: str, so_far: float) -> float | None:
        target = row.line.amount(wanted)
        return None if target is None or held(row) is None else max(0.0, float(target) - so_far)

    def hours(row: Row) -> float:
        return done.hours((held(row) or Holding()).units)

    def pounds(row: Row) -> float:
        return (held(row) or Holding()).pence / 100

    to_go = 'IF(AND([name]<>"",ISNUMBER([{wanted}])),MAX(0,[{wanted}]-[{so_far}]),"")'
    moved = 'IF([name]="",0,{before}-SUMIFS([entries {own}],[entries pot_moved],[name]))'
    shown = 'IF([name]="","",[{unit}]/{divisor})'
    return {
        "hours": Reckoned(
            shown.format(unit="units", divisor=HOUR), lambda row: hours(row) if held(row) else None, "shown_figure"
        ),
        "pounds": Reckoned(
            shown.format(unit="pence", divisor=100), lambda row: pounds(row) if held(row) else None, "shown_money"
        ),
        "hours_to_go": Reckoned(
            to_go.format(wanted="hours_wanted", so_far="hours"),
            lambda row: left(row, "hours_wanted", hours(row)),
            "shown_figure",
        ),
        "pounds_to_go": Reckoned(
            to_go.format(wanted="pounds_wanted", so_far="pounds"),
            lambda row: left(row, "pounds_wanted", pounds(row)),
            "shown_money",
        ),
        **_pot_names(first),
        "units": Reckoned(
            moved.format(before=f"ROUND(N([hours_before])*{HOUR},0)", own="units"),
            lambda row: (held(row) or Holding()).units,
            "shown_figure",
        ),
        "pence": Reckoned(
            moved.format(before="ROUND(N([pounds_before])*100,0)", own="pence"),
            lambda row: (held(row) or Holding()).pence,
            "shown_figure",
        ),
    }


def _pot_names(first: Collection[int]) -> Mapping[str, Reckoned]:
    """What formulas know pots by; a row below the `first` one of its name has none, and says so."""

    def key(row: Row) -> str | None:
        return f"•{row.line.text('pot')}" if row.line.text("pot") else None

    return {
        "key": Reckoned(f'IF([pot]="","",{entries.POT.format("[pot]")})', key),
        "name": Reckoned(
            f'IF([key]="","",IF(MATCH([key],[all key],0)+{FIRST_ROW}<=ROW(),"",[key]))',
            lambda row: key(row) if row.number in first else None,
        ),
        "check": Reckoned(
            f'IF(AND([key]<>"",[name]=""),{literal(POT_TWICE)},"")',
            lambda row: POT_TWICE if key(row) and row.number not in first else None,
        ),
    }


def _reconcile(done: Done) -> Mapping[str, Reckoned]:
    def figure(row: Row) -> float | None:
        what, until = row.line.text("what"), row.line.day("until")
        if not what or until is None:
            return None
        own = entries.reckoned(done)["rota"].value
        posted = [each for each in done.posted.values() if each.since and each.since <= until]
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

    return {
        "here": Reckoned(RECKONED_HERE, figure, "shown_money"),
        "difference": Reckoned(
            'IF(AND([here]<>"",ISNUMBER([total])),ROUND([total]-[here],2),"")', apart, "shown_money"
        ),
        "check": Reckoned(EXPLAINING, said),
    }


UNTIL = '[entries since],"<="&[until]'
RECKONED_HERE = (
    'IF(OR([what]="",NOT(ISNUMBER([until]))),"",IF([what]=[label reconcile what rota],'
    f"SUMIFS([entries rota],{UNTIL}),([known opening_pence]+SUMIFS([entries pence],{UNTIL}))/100))"
)
EXPLAINING = (
    f'IF([difference]="","",IF([difference]=0,{literal(AGREES)},'
    f'IF([explained]="",{literal(TO_EXPLAIN)},{literal(EXPLAINED)})))'
)
