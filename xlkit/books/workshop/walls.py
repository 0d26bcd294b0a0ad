"""Walls: one row for each cluster, its name and the numbers of its cards as typed, and what they come to."""

from collections.abc import Callable, Iterator, Sequence

from xlkit.books.workshop.plan import HEARD, STATEMENTS, Plan, ready, shown, typed, wall_sheet
from xlkit.books.workshop.statements import stands
from xlkit.books.writer.sheets import At, Col, FormulaOf, SheetOf, Value
from xlkit.voice.workshop import Theme, Wall

FURTHER = ("yes", "no", "later")
INTRO = (
    "One row for each cluster on the wall. Type its name as people would say it, and the numbers of its cards, such as "
    "3, 7, 12. Statements and Check say at once which card is missing."
)
PEOPLE = "How many people named the theme, each once, however many of its cards are theirs."
SHARE = "Those people among all whose reviews are in. A person may name several themes: shares do not add up to 100 %."
SEPARATORS = {"\n": "CHAR(10)", "\r": "CHAR(13)", "\xa0": '"\xa0"', ",": '","', ";": '";"', ".": '"."'}


def sheet(plan: Plan, this: Wall) -> SheetOf[Theme]:
    """The sheet of one wall."""
    placed, following = plan.following.placed, plan.following
    columns: tuple[Col[Theme], ...] = (
        Col("theme", "No", 8, value=lambda theme: theme.ref),
        typed("name", "Theme, as people would say it (“I …”)", 40, lambda theme: theme.name),
        typed("cards", "Cards", 30, lambda theme: theme.cards),
        Col("strange", "Not a card", 10, "tally", value=placed.strange, formula=_strange(plan)),
        Col("counted", "Cards counted", 11, "tally", value=lambda one: len(placed.cards(one)), formula=_counted(plan)),
        Col("people", "People", 10, "tally", value=placed.people, formula=_people(plan), explains=PEOPLE),
        Col("share", "Share of people", 11, "tally_share", value=following.share, formula=_share, explains=SHARE),
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


def _strange(plan: Plan) -> FormulaOf[Theme]:
    def formula(at: At[Theme]) -> str:
        tidy, cards = at["tidy"], plan.span(STATEMENTS, "card")
        typed_in = f'LEN({tidy})-LEN(SUBSTITUTE({tidy},",",""))-1'
        return f'=IF({tidy}=",,",0,{typed_in}-{stands(cards, tidy)})'

    return formula


def _counted(plan: Plan) -> FormulaOf[Theme]:
    return lambda at: f"=COUNTIF({plan.span(STATEMENTS, 'theme')},{at['theme']})"


def _people(plan: Plan) -> FormulaOf[Theme]:
    def formula(at: At[Theme]) -> str:
        weights, themes = plan.span(STATEMENTS, "weight"), plan.span(STATEMENTS, "theme")
        return f"=ROUND(SUMIFS({weights},{themes},{at['theme']}),0)"

    return formula


def _share(at: At[Theme]) -> str:
    return f'=IF({HEARD}=0,"",{at["people"]}/{HEARD})'


def _all_dots(plan: Plan) -> FormulaOf[Theme]:
    def formula(at: At[Theme]) -> str:
        dots = at.across(_dots_key(0), _dots_key(len(plan.workshop.groups) - 1))
        return f'=IF(SUM({dots})=0,"",SUM({dots}))'

    return formula


def _rank(key: str) -> FormulaOf[Theme]:
    return lambda at: f'=IF(N({at[key]})=0,"",1+COUNTIF({at.column(key)},">"&{at[key]}))'
