"""What people say, counted: themes with the people who named them, statements without words, and who gave what."""

from msgspec.structs import replace

from xlkit.books.workshop.plan import (
    CAME,
    DATA,
    GIVEN,
    HEARD,
    SAID,
    WHERE,
    Plan,
    looked_up,
    ready,
    sheet_of,
    typed,
    wall_sheet,
)
from xlkit.books.writer.sheets import Col, FormulaOf, SheetOf
from xlkit.voice.where import ALL, KINDS, Where
from xlkit.voice.workshop import Card, Given, Theme

SAID_INTRO = (
    "People are counted, never cards or who is in the room. Each may name several themes: shares do not add up to "
    "100 %. Silence is not satisfaction."
)
DATA_INTRO = "One row for each card, without its words and without a code, for pivot tables and queries."
GIVEN_INTRO = "Who gave how much, and how much of it stands on cards. Words that are not cleared are not here."
WHERE_INTRO = (
    "How many people were heard of each kind of service, in each locality, and of both at once; “(all)” is any. By it "
    "Signals to the market knows which groups are large enough to be told of."
)
CAME_INTRO = (
    "How many of each group came, and how many dots each had. With it, Check can see whether dots were typed wrong."
)


PEOPLE = "=INDEX([wall people],MATCH([theme],[wall theme],0))"
SHARE = '=IF([heard]=0,"",[people]/[heard])'
WEIGHT = "=INDEX([Statements weight],MATCH([card],[Statements card],0))"


def said(plan: Plan) -> SheetOf[Theme]:
    """The sheet of all themes with the people who named them."""
    walls = {wall.name: wall_sheet(wall) for wall in plan.workshop.walls}

    def on_wall(formula: str) -> FormulaOf[Theme]:
        return lambda at: plan.says(formula, wall=walls[at.row.wall])(at)

    def from_wall(key: str) -> FormulaOf[Theme]:
        return on_wall("=" + looked_up("[theme]", "[wall theme]", f"[wall {key}]"))

    heard = plan.workshop.heard
    columns: tuple[Col[Theme], ...] = (
        Col("wall", "Heading", 18, value=lambda theme: theme.wall),
        Col("theme", "Theme", 9, value=lambda theme: theme.ref),
        Col("name", "What people say", 48, value=lambda theme: theme.name, formula=from_wall("name")),
        Col("short", "Short name", 22, value=lambda theme: theme.short, formula=from_wall("short")),
        Col("speaks_of", "Speaks of", 26, value=lambda theme: theme.speaks_of, formula=from_wall("speaks_of")),
        Col("people", "People", 10, "tally", value=plan.following.placed.people, formula=on_wall(PEOPLE)),
        Col("heard", "People heard", 10, "whole", value=lambda _: heard, formula=lambda _: f"={HEARD}"),
        Col("share", "Share", 10, "tally_share", value=plan.following.share, formula=plan.says(SHARE)),
        Col("further", "Take further", 12, value=lambda theme: theme.further, formula=from_wall("further")),
    )
    return sheet_of(SAID, SAID_INTRO, columns, plan.workshop.themes)


def data(plan: Plan) -> SheetOf[Card]:
    """The sheet of all cards without words."""
    subjects = {theme.ref: theme.speaks_of for theme in plan.workshop.themes}
    placed = plan.following.placed

    theme = plan.says("=" + looked_up("[card]", "[Statements card]", "[Statements theme]"))
    speaks_of = plan.says("=" + looked_up("[theme]", "[said theme]", "[said speaks_of]"), said=SAID)
    columns: tuple[Col[Card], ...] = (
        Col("card", "card", 9, "whole", value=lambda card: card.number),
        Col("heading", "heading", 18, value=lambda card: card.wall),
        Col("theme", "theme", 10, value=lambda card: placed.theme_of.get(card.number, ""), formula=theme),
        Col(
            *("speaks_of", "speaks_of", 28),
            value=lambda card: subjects.get(placed.theme_of.get(card.number, ""), ""),
            formula=speaks_of,
        ),
        Col("told_by", "told_by", 26, value=lambda card: card.told),
        Col("service", "service", 20, value=lambda card: card.service),
        Col("locality", "locality", 18, value=lambda card: card.locality),
        Col("weight", "weight", 10, "two_places", value=placed.weight, formula=plan.says(WEIGHT)),
    )
    return replace(sheet_of(DATA, DATA_INTRO, columns, plan.workshop.cards), is_worked_with=True)


def given(plan: Plan) -> SheetOf[Given]:
    """The sheet of who gave how much."""
    columns: tuple[Col[Given], ...] = (
        Col("provider", "Given by", 34, value=lambda one: one.provider),
        Col("people", "People heard", 11, "whole", value=lambda one: one.people),
        Col("statements", "Statements", 13, "whole", value=lambda one: one.statements),
        Col("cards", "On cards", 11, "whole", value=lambda one: one.cards),
        Col("unchecked", "Not yet cleared", 12, "whole", value=lambda one: one.unchecked),
        Col("counted", "Only counted", 11, "whole", value=lambda one: one.counted),
        Col("refused", "Not to be used", 11, "whole", value=lambda one: one.refused),
        Col("held", "Held back", 11, "whole", value=lambda one: one.held),
    )
    return sheet_of(GIVEN, GIVEN_INTRO, columns, plan.workshop.given)


def where(plan: Plan) -> SheetOf[Where]:
    """The sheet of where people were heard."""
    service, locality = KINDS
    columns: tuple[Col[Where], ...] = (
        Col("service", service, 30, value=lambda row: row.service or ALL),
        Col("locality", locality, 30, value=lambda row: row.locality or ALL),
        Col("people", "People heard", 11, "whole", value=lambda row: row.people),
        Col("providers", "Of how many providers", 14, "whole", value=lambda row: row.providers),
    )
    return sheet_of(WHERE, WHERE_INTRO, columns, plan.workshop.where)


def came(plan: Plan) -> SheetOf[int]:
    """The sheet of who came."""
    workshop = plan.workshop
    columns: tuple[Col[int], ...] = (
        Col("group", "Group", 30, value=lambda at: workshop.groups[at]),
        typed("came", "How many came", 16, lambda at: workshop.attended[at], "typed_number"),
        typed("dots", "Dots each", 12, lambda _: workshop.dots_each, "typed_number"),
    )
    return sheet_of(CAME, CAME_INTRO, columns, range(len(workshop.groups)), ready({}))
