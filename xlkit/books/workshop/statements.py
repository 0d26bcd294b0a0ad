"""Statements: every card with its words and where it stands; the words can be changed here, and the cards follow."""

from xlkit.books.workshop.plan import STATEMENTS, Plan, ready, shown, typed, wall_sheet
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.sheets import AnySheet, At, Col, FormulaOf, SheetOf
from xlkit.voice.workshop import Card, Wall

LEFT_OFF = ("repeats the same person", "not about support", "asked to leave it")
INTRO = (
    "One row for each card. Reword a card here and say under Changed who agreed; the card follows. Words that nobody "
    "cleared are not in this workbook."
)
PROVIDER: Col[Card] = Col("provider", "Provider", 24, value=lambda card: card.provider)
WEIGHT = "What a card counts towards the people of its theme: all cards of one person in one theme come to 1."


def sheet(plan: Plan) -> SheetOf[Card]:
    """The sheet of all cards, in the order of their numbers."""
    placed = plan.following.placed
    columns: tuple[Col[Card], ...] = (
        Col("card", "Card", 9, "whole", value=lambda card: card.number),
        Col("wall", "Heading", 15, value=lambda card: card.wall),
        typed("words", "Words on the card", 50, lambda card: card.words),
        Col("check", "Check", 22, value=placed.fault, formula=_fault),
        Col("theme", "Theme", 10, value=lambda one: placed.theme_of.get(one.number, ""), formula=_theme(plan)),
        Col("times", "Times on a wall", 11, "whole", value=lambda one: placed.times[one.number], formula=_times(plan)),
        typed("left_off", "Left off, because", 26, lambda card: card.left_off),
        typed("changed", "Changed from, by whom and when", 34, lambda card: card.changed),
        Col("told", "Told by", 24, value=lambda card: card.told),
        Col("service", "Kind of service", 18, value=lambda card: card.service),
        Col("locality", "Locality", 16, value=lambda card: card.locality),
        *([PROVIDER] if plan.workshop.names_providers else []),
        Col("code", "Code", 14, "line", value=lambda card: card.code),
        Col("weight", "Weight", 10, "two_places", value=placed.weight, formula=_weight, explains=WEIGHT),
        Col("came", "Words as they came", 40, value=lambda card: card.came),
        Col("place", "Place", 16, "line", value=lambda card: card.place),
    )

    def prepare(page: Sheet, table: AnySheet) -> None:
        # A card that is written on the day is somebody's only where their code is typed beside it.
        for at, card in enumerate(plan.workshop.cards):
            if not card.place:
                page.text(table.first_row + at, table.place("code"), card.code, page.styles["typed"])
        ready({"left_off": LEFT_OFF})(page, table)

    return SheetOf(
        sheet=STATEMENTS,
        name="Statements",
        title="Statements",
        intro=INTRO,
        columns=shown(columns),
        records=plan.workshop.cards,
        printed="locality",
        more=prepare,
    )


def stands(card: str, tidy: str) -> str:
    """On how many of some themes a card stands; `tidy` are their numbers, put in order."""
    return f'SUMPRODUCT(--ISNUMBER(SEARCH(","&{card}&",",{tidy})))'


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


def _fault(at: At[Card]) -> str:
    times = at["times"]
    on_walls = f'IF({times}>1,"on "&{times}&" themes",IF({at["theme"]}="","on another wall",""))'
    standing = f'IF({times}=0,IF({at["words"]}="","","not on a wall"),{on_walls})'
    return f'=IF({at["left_off"]}<>"",IF({times}>0,"left off, and on a wall",""),{standing})'


def _weight(at: At[Card]) -> str:
    theme, code = at["theme"], at["code"]
    same = f"COUNTIFS({at.column('code')},{code},{at.column('theme')},{theme})"
    return f'=IF(OR({theme}="",{code}=""),0,1/{same})'
