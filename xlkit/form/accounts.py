"""Accounts: where each thing stands in a workbook of tables, each on a sheet of its own: decided once for both ways.

What is typed has a column for each field of its table; after those come the columns that fill themselves, and last
those that are for formulas alone. Rows and columns count from 0.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from xlkit.form.draft import Draft
from xlkit.form.instrument import Accounts, Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.layout import FIELD_FIRST

FACTS = "facts"  # the sheet of what is said once
OPENINGS = ("hours_before", "pounds_before")  # what an account begins with: of bank and fund, and of each pot
CLOSED_TO = "closed_to"  # the last day whose entries are final
LISTS = "Kinds"  # the sheet of what formulas look up
GOES_BY = {"agreement": "from", "pots": "pot", "people": "code", "shared": "element"}  # without it a row is of nothing
SEVERAL = tuple(f"w{number}" for number in range(1, 9))  # the weights of shared elements, one for each of their rows


class Filled(Struct, frozen=True):
    """A column that fills itself: its name, heading and width; one without a heading is for formulas, and hidden."""

    name: str
    heading: str = ""
    width: float = 12


class Shape(Struct, frozen=True):
    """What a template of accounts must have in a table, and which columns fill themselves beside it.

    `needed` are the names of the fields, with spaces between.
    """

    needed: str
    filled: Sequence[Filled] = ()


def _hidden(names: str) -> tuple[Filled, ...]:
    return tuple(Filled(name, width=0) for name in names.split())


_FUND = {
    FACTS: Shape(
        "organisation subject begins ends closed_to weeks hours_before pounds_before ask disagree explained_by "
        "explained_on"
    ),
    "agreement": Shape(
        "from held hours_week council person other rate standard enhanced price limit limit_in bank_rule overdraw",
        (Filled("week", "£ a week"), Filled("check", "Check", 46), *_hidden("ratio_a ratio_b rated wanted")),
    ),
    "plan": Shape(
        "outcome support standard enhanced pounds counts_as",
        (
            Filled("week", "£ a week", 13),
            Filled("year", "£ a year", 14),
            Filled("check", "Check", 26),
            *_hidden("apart"),
        ),
    ),
    "nights": Shape(
        "night_from night_until dearer people",
        (
            Filled("standard", "Standard hours"),
            Filled("enhanced", "Enhanced hours"),
            Filled("cost", "Costs, in hours"),
            Filled("check", "Check", 30),
            *_hidden("total cheap"),
        ),
    ),
    "entries": Shape(
        "day what hours pounds pot purpose evidence corrects",
        (
            Filled("check", "Check", 30),  # first, so that it shows while one types
            Filled("counted", "Hours counted", 10),
            Filled("money", "£ in or out"),
            Filled("hours_left", "Hours left", 10),
            Filled("money_left", "£ left"),
            *_hidden("no kind term match state size plain pence_plain units pence posted pot_moved rota back since"),
        ),
    ),
    "pots": Shape(
        "pot hours_wanted pounds_wanted by hours_before pounds_before",
        (
            Filled("hours", "Hours so far", 9),
            Filled("pounds", "£ so far", 11),
            Filled("hours_to_go", "Hours to go", 9),
            Filled("pounds_to_go", "£ to go", 11),
            Filled("check", "Check", 29),
            *_hidden("key name units pence"),
        ),
    ),
    "reconcile": Shape(
        "what until total explained",
        (Filled("here", "In this workbook", 13), Filled("difference", "Difference", 13), Filled("check", "Check", 30)),
    ),
}
_BLOCK = {
    FACTS: Shape("organisation subject hours pounds bank bank_on"),
    "shared": Shape(
        "element hours pounds split",
        (
            Filled("divided_hours", "Hours divided"),
            Filled("divided_pounds", "£ divided", 13),
            Filled("check", "Check", 34),
            *_hidden("weight minutes pence"),
        ),
    ),
    "people": Shape(
        " ".join(("code before_hours before_pounds standard enhanced pounds", *SEVERAL)),
        (
            Filled("own_hours", "Own hours"),
            Filled("check", "Check", 30),
            *_hidden(
                "own own_pence "
                + " ".join(f"{unit}{number}" for unit in "gcmq" for number in range(1, len(SEVERAL) + 1))
            ),
        ),
    ),
    "listed": Shape("what pounds", (Filled("check", "Check", 30),)),
}
RESULT, CHECK = "Result", "Check"  # sheets that fill themselves
CODE, NOW_HOURS, NOW_POUNDS = 1, 3, 6  # columns of Result: each person, and what they have from now on
SHAPES: Mapping[Accounts, Mapping[str, Shape]] = {Accounts.FUND: _FUND, Accounts.BLOCK: _BLOCK}


def filled(instrument: Instrument, table: str) -> Sequence[Filled]:
    """The columns of a table that fill themselves; none of a table that its template added."""
    shape = SHAPES[instrument.accounts].get(table) if instrument.accounts else None
    return shape.filled if shape else ()


def happened(instrument: Instrument) -> Mapping[str, str]:
    """What the kinds of entries are called in a fund's workbook, by their names."""
    fields = (field for item in instrument.items if item.name == "entries" for field in item.fields)
    return {choice.name: choice.label for field in fields if field.name == "what" for choice in field.choices}


def is_money(item: Item) -> bool:
    """Whether a number is pounds."""
    return item.kind is Kind.DECIMAL and "£" in item.title


def is_carried(instrument: Instrument, draft: Draft, name: str) -> bool:
    """Whether a field holds what the last account closed with, which is not for the holder of a workbook to change."""
    return bool(instrument.accounts) and name in OPENINGS and any(each in draft.details for each in OPENINGS)


def width(instrument: Instrument, item: Item) -> int:
    """How many columns the sheet of a table takes."""
    return FIELD_FIRST + len(item.fields) + len(filled(instrument, item.name))
