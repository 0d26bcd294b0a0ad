"""Walls: every card with its words, one row for each cluster on a wall, and the rules that both are held against."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from xlkit.books.workshop.plan import CHECK, HEARD, STATEMENTS, Plan, ready, sheet_of, shown, typed, wall_sheet
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.sheets import AnySheet, At, Col, FormulaOf, SheetOf, Value
from xlkit.books.writer.table import quoted
from xlkit.voice.checks import Check, checks
from xlkit.voice.workshop import Card, Theme, Wall

LEFT_OFF = ("repeats the same person", "not about support", "asked to leave it")
STATEMENTS_INTRO = (
    "One row for each card. Reword a card here and say under Changed who agreed; the card follows. Words that nobody "
    "cleared are not in this workbook."
)
PROVIDER: Col[Card] = Col("provider", "Provider", 24, value=lambda card: card.provider)
WEIGHT = "What a card counts towards the people of its theme: all cards of one person in one theme come to 1."


def statements(plan: Plan) -> SheetOf[Card]:
    """The sheet of all cards, in the order of their numbers."""
    placed = plan.following.placed
    columns: tuple[Col[Card], ...] = (
        Col("card", "Card", 9, "whole", value=lambda card: card.number),
        Col("wall", "Heading", 15, value=lambda card: card.wall),
        typed("words", "Words on the card", 50, lambda card: card.words),
        Col("check", "Check", 22, value=placed.fault, formula=plan.says(FAULT)),
        Col("theme", "Theme", 10, value=lambda one: placed.theme_of.get(one.number, ""), formula=_theme(plan)),
        Col("times", "Times on a wall", 11, "whole", value=lambda one: placed.times[one.number], formula=_times(plan)),
        typed("left_off", "Left off, because", 26, lambda card: card.left_off),
        typed("changed", "Changed from, by whom and when", 34, lambda card: card.changed),
        Col("told", "Told by", 24, value=lambda card: card.told),
        Col("service", "Kind of service", 18, value=lambda card: card.service),
        Col("locality", "Locality", 16, value=lambda card: card.locality),
        *([PROVIDER] if plan.workshop.names_providers else []),
        Col("code", "Code", 14, "line", value=lambda card: card.code),
        Col("weight", "Weight", 10, "two_places", value=placed.weight, formula=plan.says(WEIGHS), explains=WEIGHT),
        Col("came", "Words as they came", 40, value=lambda card: card.came),
        Col("place", "Place", 16, "line", value=lambda card: card.place),
    )

    def prepare(page: Sheet, table: AnySheet) -> None:
        # A card that is written on the day is somebody's only where their code is typed beside it.
        for at, card in enumerate(plan.workshop.cards):
            if not card.place:
                page.text(table.first_row + at, table.place("code"), card.code, page.styles["typed"])
        ready({"left_off": LEFT_OFF})(page, table)

    return sheet_of(STATEMENTS, STATEMENTS_INTRO, columns, plan.workshop.cards, prepare, "locality")


def stands(card: str, tidy: str) -> str:
    """On how many of some themes a card stands; `tidy` are their numbers, put in order."""
    return f'SUMPRODUCT(--ISNUMBER(SEARCH(","&{card}&",",{tidy})))'


FAULT = (
    '=IF([left_off]<>"",IF([times]>0,"left off, and on a wall",""),IF([times]=0,IF([words]="","","not on a wall"),'
    'IF([times]>1,"on "&[times]&" themes",IF([theme]="","on another wall",""))))'
)
WEIGHS = '=IF(OR([theme]="",[code]=""),0,1/COUNTIFS([all code],[code],[all theme],[theme]))'


def _times(plan: Plan) -> FormulaOf[Card]:
    def formula(at: At[Card]) -> str:
        walls = (plan.span(wall_sheet(wall), "tidy") for wall in plan.workshop.walls)
        return "=" + "+".join(stands(at["card"], tidy) for tidy in walls)

    return formula


def _theme(plan: Plan) -> FormulaOf[Card]:
    letters = {wall.name: wall for wall in plan.workshop.walls}

    def formula(at: At[Card]) -> str:
        wall: Wall = letters[at.row.wall]
        table = plan.tables[wall_sheet(wall)]
        tidy, first = table.span("tidy"), table.first_row
        there = f'ISNUMBER(SEARCH(","&{at["card"]}&",",{tidy}))'
        number = f"SUMPRODUCT(--{there},ROW({tidy})-{first})"
        return f'=IF(AND({at["times"]}=1,{number}>0),"{wall.letter}"&{number},"")'

    return formula


FURTHER = ("yes", "no", "later")
INTRO = (
    "One row for each cluster on the wall. Type its name as people would say it, and the numbers of its cards, such as "
    "3, 7, 12. Statements and Check say at once which card is missing."
)
PEOPLE = "How many people named the theme, each once, however many of its cards are theirs."
SHARE = "Those people among all whose reviews are in. Each may name several themes: shares do not add up to 100 %."
SEPARATORS = {"\n": "CHAR(10)", "\r": "CHAR(13)", "\xa0": '"\xa0"', ",": '","', ";": '";"', ".": '"."'}


def wall(plan: Plan, this: Wall) -> SheetOf[Theme]:
    """The sheet of one wall."""
    placed, following = plan.following.placed, plan.following
    counted, share = plan.says("=COUNTIF([Statements theme],[theme])"), plan.says(f'=IF({HEARD}=0,"",[people]/{HEARD})')
    columns: tuple[Col[Theme], ...] = (
        Col("theme", "No", 8, value=lambda theme: theme.ref),
        typed("name", "Theme, as people would say it (“I …”)", 40, lambda theme: theme.name),
        typed("cards", "Cards", 30, lambda theme: theme.cards),
        Col("strange", "Not a card", 10, "tally", value=placed.strange, formula=plan.says(STRANGE)),
        Col("counted", "Cards counted", 11, "tally", value=lambda one: len(placed.cards(one)), formula=counted),
        Col("people", "People", 10, "tally", value=placed.people, formula=plan.says(COUNTED_ONCE), explains=PEOPLE),
        Col("share", "Share of people", 11, "tally_share", value=following.share, formula=share, explains=SHARE),
        typed("short", "Short name", 20, lambda theme: theme.short),
        typed("speaks_of", "Speaks of", 24, lambda theme: theme.speaks_of),
        *_dots(plan.workshop.groups),
        Col("dots", "All dots", 9, "whole", value=lambda one: following.dots(one) or None, formula=_all_dots(plan)),
        *_orders(plan),
        typed("further", "Take further", 12, lambda theme: theme.further),
        Col("tidy", "Numbers, put in order", 24, value=lambda theme: tidied(theme.cards), formula=_tidy),
    )
    return SheetOf(
        sheet=wall_sheet(this),
        name=f"Wall_{this.letter}",
        title=f"Wall: {this.name.lower()}",
        intro=INTRO,
        columns=shown(columns),
        records=plan.workshop.themes_of(this),
        printed="further",
        frozen=2,
        more=ready({"speaks_of": plan.subjects, "further": FURTHER}),
    )


def _dots(groups: Sequence[str]) -> Iterator[Col[Theme]]:
    for at, group in enumerate(groups):
        yield typed(_dots_key(at), f"Dots: {group}", 15, _dots_of(at), "typed_number")


def _dots_key(at: int) -> str:
    return f"dots_{at}"


def _dots_of(at: int) -> Callable[[Theme], Value]:
    return lambda theme: theme.dots[at]


def _orders(plan: Plan) -> Iterator[Col[Theme]]:
    def by_people(theme: Theme) -> Value:
        return plan.following.rank(theme, of_people=True)

    def by_all(theme: Theme) -> Value:
        return plan.following.rank(theme, of_people=False)

    if not plan.workshop.is_event:
        yield Col("by_people", "Order by people's dots", 12, "whole", value=by_people, formula=_rank(_dots_key(0)))
    yield Col("by_all", "Order by all dots", 11, "whole", value=by_all, formula=_rank("dots"))


def tidied(text: str) -> str:
    """What was typed from a wall as its numbers are looked for, each between commas."""
    for mark in SEPARATORS:
        text = text.replace(mark, " ")
    return f",{','.join(text.split())},"


def _tidy(at: At[Theme]) -> str:
    text = at["cards"]
    for mark in SEPARATORS.values():
        text = f'SUBSTITUTE({text},{mark}," ")'
    return f'=","&SUBSTITUTE(TRIM({text})," ",",")&","'


STRANGE = (
    '=IF([tidy]=",,",0,LEN([tidy])-LEN(SUBSTITUTE([tidy],",",""))-1-' + stands("[Statements card]", "[tidy]") + ")"
)
COUNTED_ONCE = "=ROUND(SUMIFS([Statements weight],[Statements theme],[theme]),0)"


def _all_dots(plan: Plan) -> FormulaOf[Theme]:
    def formula(at: At[Theme]) -> str:
        dots = at.across(_dots_key(0), _dots_key(len(plan.workshop.groups) - 1))
        return f'=IF(SUM({dots})=0,"",SUM({dots}))'

    return formula


def _rank(key: str) -> FormulaOf[Theme]:
    return lambda at: f'=IF(N({at[key]})=0,"",1+COUNTIF({at.column(key)},">"&{at[key]}))'


CHECK_INTRO = (
    "Every rule, and how many break it now. Live rules follow what is typed; the others are looked at again when xlkit "
    "merges with --onto."
)
PLACES = {  # of the cards that are named live, by the words of their row
    "card-not-placed": "not on a wall",
    "card-twice": "on ? themes",
    "card-of-other-wall": "on another wall",
    "card-left-off-and-placed": "left off, and on a wall",
}


def check(plan: Plan) -> SheetOf[Check]:
    """The sheet of all rules."""
    counts = _broken(plan)

    def live(at: At[Check]) -> str | None:
        return f"={counts[at.row.code]}" if at.row.code in counts else None

    columns: tuple[Col[Check], ...] = (
        Col("rule", "Rule", 8, value=lambda check: check.rule),
        Col("asks", "What has to hold", 60, value=lambda check: check.asks),
        Col("count", "How many do not", 12, "whole", value=lambda check: len(check.places), formula=live),
        Col("which", "Which", 60, value=_which, formula=lambda at: _first_named(plan, at)),
        Col("weight", "Matters as", 14, value=lambda check: check.weight.value),
        Col("live", "Live", 9, value=lambda check: "yes" if check.code in counts else "no"),
        Col("code", "Code", 28, "line", value=lambda check: check.code),
    )
    return sheet_of(CHECK, CHECK_INTRO, columns, checks(plan.following), printed="live")


def _broken(plan: Plan) -> Mapping[str, str]:
    """The expressions that count what breaks a rule, by the codes of those rules that are live."""
    faults = plan.span(STATEMENTS, "check")
    counts = {code: f"COUNTIF({faults},{quoted(words)})" for code, words in PLACES.items()}
    walls = [wall_sheet(wall) for wall in plan.workshop.walls]
    strange = "+".join(f'COUNTIF({plan.span(wall, "strange")},">0")' for wall in walls)
    unnamed = "+".join(f'COUNTIFS({plan.span(wall, "cards")},"?*",{plan.span(wall, "name")},"")' for wall in walls)
    return {**counts, "card-unknown": strange, "theme-without-name": unnamed}


def _which(check: Check) -> str:
    if check.code in PLACES:
        return f"the first is card {check.places[0]}" if check.places else ""
    return ", ".join(check.places)


def _first_named(plan: Plan, at: At[Check]) -> str | None:
    if at.row.code not in PLACES:
        return None
    words, faults = PLACES[at.row.code], plan.span(STATEMENTS, "check")
    first = f"INDEX({plan.span(STATEMENTS, 'card')},MATCH({quoted(words)},{faults},0))"
    return f'=IFERROR("the first is card "&{first},"")'
