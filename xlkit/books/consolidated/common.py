"""Columns that several sheets have: what is asked, where it belongs, and who answers, described once."""

from typing import Protocol

from xlkit.books.writer.sheets import Col
from xlkit.books.writer.table import Table, quoted
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Section
from xlkit.form.item import Item, Kind
from xlkit.measures.scale import Scale, level_formula
from xlkit.returns.completed import Return


class OnItem(Protocol):
    """A row about one item."""

    @property
    def section(self) -> Section:
        """The section that the item stands in."""

    @property
    def item(self) -> Item:
        """The item."""


class OnTheme(Protocol):
    """A row that may belong to a theme."""

    @property
    def theme(self) -> Theme | None:
        """The theme, None where no theme speaks of it."""


class OnReturn(Protocol):
    """A row about something in one return."""

    @property
    def completed(self) -> Return:
        """The return."""


SECTION: Col[OnItem] = Col("section", "Section", 28, value=lambda row: row.section.title)
REF: Col[OnItem] = Col("ref", "Ref", 8, "line", value=lambda row: row.item.ref)
ITEM: Col[OnItem] = Col("item", "Item", 34, value=lambda row: row.item.title)
THEME: Col[OnTheme] = Col("theme", "Theme", 30, value=lambda row: row.theme.title if row.theme else None)
ORGANISATION: Col[OnReturn] = Col("organisation", "Organisation", 22, value=lambda row: row.completed.organisation)
PERSPECTIVE: Col[OnReturn] = Col(
    "perspective", "Perspective", 15, value=lambda row: row.completed.identity.perspective.value
)
RESPONDENT: Col[OnReturn] = Col("respondent", "Respondent", 22, value=lambda row: row.completed.respondent)
RETURN_ID: Col[OnReturn] = Col("return_id", "Return id", 14, "line", value=lambda row: row.completed.identity.return_id)

STYLES = {Kind.DATE: "date", Kind.INTEGER: "general", Kind.DECIMAL: "general"}  # of what is typed


def look_up_answer(answers: Table, item: Item, return_id: str) -> str:
    """The formula of what a return answered to an item, from its id or the cell of that; an empty text for a blank.

    Of levels it takes the steps of their scale alone, and a return whose row is deleted answered nothing.
    """
    answer = f"INDEX({answers.span(item_key(item.name))},MATCH({return_id},{answers.span('return_id')},0))"
    if item.steps:
        return level_formula(answer, Scale.of(item.steps))
    return f'=IFERROR(IF({answer}="","",{answer}),"")'


def look_up_apart(answers: Table, item: Item, return_id: str) -> str:
    """The formula of the words under which a return's answer to an item is counted apart; empty for any other."""
    answer = f"INDEX({answers.span(item_key(item.name))},MATCH({return_id},{answers.span('return_id')},0))"
    is_apart = ",".join(f"{answer}={quoted(choice.apart)}" for choice in item.apart)
    return f'=IFERROR(IF(OR({is_apart}),{answer},""),"")'


def count_apart(answers: Table, item: Item, *criteria: str) -> str:
    """How many answers to an item are counted apart, as an expression; `criteria` choose the returns by position."""
    where = ",".join(f"{answers.span('number')},{each}" for each in criteria)
    cells = answers.span(item_key(item.name))
    return "+".join(f"COUNTIFS({cells},{quoted(choice.apart)},{where})" for choice in item.apart)


def item_key(name: str) -> str:
    """The key of an item's column."""
    return f"item {name}"


def theme_key(name: str) -> str:
    """The key of a theme's level."""
    return f"theme {name}"


def actions_key(name: str) -> str:
    """The key of the number of actions on a theme."""
    return f"actions {name}"


def look_up(table: Table, key: str, number: str | int) -> str:
    """The look-up of what a column holds of the organisation whose number is given, as a number or a cell."""
    return f"=INDEX({table.span(key)},MATCH({number},{table.span('number')},0))"
