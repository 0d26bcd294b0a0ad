"""Kinds: a small instrument with an item of every kind, conditions, rules, dates, tables and settings."""

from datetime import date
from functools import cache

from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument, PlannerColumn, PlannerKind, Section, Setting
from xlkit.form.item import Choice, Item, Kind, Role, Tone
from xlkit.form.xlsform.expressions import parse

RAG = (
    Choice("red", "Red", rank=1, tone=Tone.RED),
    Choice("amber_red", "Amber/Red", rank=2, tone=Tone.AMBER_RED),
    Choice("amber_green", "Amber/Green", rank=3, tone=Tone.AMBER_GREEN),
    Choice("green", "Green", rank=4, tone=Tone.GREEN),
)
STATUSES = (
    Choice("open", "Not started", tone=Tone.GREY),
    Choice("under_way", "Under way"),
    Choice("done", "Done", reached=True, tone=Tone.GREEN),
)
DAY = date(2026, 5, 6)
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
HELPS = (
    Choice("food", "Meals, hot or cold"),
    Choice("travel", "Travel"),
    Choice("company", "Company"),
    Choice("none", "None of these"),
)
SETTINGS = (Setting("first_date", "First date", date(2027, 4, 30)), Setting("quarter", "Quarter", "1"))

REGISTER = Item(
    "risks",
    "2.5",
    "Risks",
    Kind.TABLE,
    hint="A row for each.",
    rows=4,
    role=Role.REGISTER,
    fields=(
        Item("risk", "a", "Risk", Kind.TEXT, required=True, hint="In a sentence."),
        Item("share", "b", "Share", Kind.DECIMAL, constraint=parse(". <= 100"), advice="Up to 100."),
        Item("due", "c", "Due", Kind.DATE),
        Item("status", "d", "Status", Kind.CHOICE, choices=STATUSES),
        Item("count", "e", "How many", Kind.INTEGER),
    ),
)

RATED = (
    Item("staff", "1.1", "Staff by ${first_date}", Kind.CHOICE, choices=RAG, role=Role.RATING, hint="All of them."),
    Item("money", "1.2", "Money", Kind.CHOICE, choices=RAG, role=Role.RATING, required=True, day="Rated on"),
    Item("boards", "", "Boards", Kind.HEADING, hint="Those that meet."),
    Item("meets", "1.3", "Does a board meet?", Kind.CHOICE, choices=YES_NO, required=True, evidence="Minutes"),
    Item(
        "how_often",
        "1.4",
        "How many times a year?",
        Kind.INTEGER,
        required=True,
        relevant=parse("${meets} = 'yes'"),
        constraint=parse(". >= 1 and . <= 366"),
        advice="Type a number from 1 to 366.",
    ),
    Item(
        "why_often",
        "1.5",
        "Why so often?",
        Kind.TEXT,
        relevant=parse("${how_often} > 12"),
        constraint=parse(". != 'no'"),
    ),
    Item("aside", "", "Only where no board meets.", Kind.NOTE, relevant=parse("${meets} = 'no'")),
)

ASKED = (
    Item(
        "helps",
        "2.1",
        "What helps?",
        Kind.MANY,
        choices=HELPS,
        required=True,
        day="Asked on",
        constraint=parse("not(selected(., 'none') and selected(., 'food'))"),
        advice="Either none or some.",
    ),
    Item(
        "which_food",
        "2.2",
        "Which meals?",
        Kind.STATEMENTS,
        choices=(Choice("hot", "Hot ones", tone=Tone.RED), Choice("cold", "Cold ones")),
        required=True,
        relevant=parse("selected(${helps}, 'food') or ${meets} = ''"),
    ),
    Item("since", "2.3", "Since when?", Kind.DATE, constraint=parse(". >= date('2020-01-01')")),
    Item(
        "after",
        "2.4",
        "And after that?",
        Kind.MANY,
        choices=HELPS[:2],
        evidence="Letters",
        relevant=parse("${since} < date('2026-01-01')"),
    ),
    REGISTER,
    Item(
        "places",
        "2.6",
        "Places",
        Kind.TABLE,
        rows=2,
        required=True,
        fields=(Item("place", "a", "Place", Kind.TEXT), Item("kind", "b", "Kind", Kind.CHOICE, choices=YES_NO)),
        relevant=parse("${which_food} = 'hot'"),
    ),
    Item("then", "2.7", "A month later", Kind.DATE, calculation=parse("${since} + 30")),
)


@cache
def every_kind() -> Instrument:
    """Two sections and no levels."""
    return Instrument(
        name="kinds",
        title="Every kind in quarter ${quarter}",
        version="1",
        sections=(Section("rated", "1", "Rated", RATED, "By ${first_date}."), Section("asked", "2", "Asked", ASKED)),
        planner=(
            PlannerColumn("topic", PlannerKind.TOPIC, "Question", width=24),
            PlannerColumn("level", PlannerKind.LEVEL, "Where we are", width=16),
            PlannerColumn("next", PlannerKind.NEXT, "Next", width=24),
            PlannerColumn("action", PlannerKind.TEXT, "Action", width=40),
            PlannerColumn("due", PlannerKind.DATE, "By when", width=14),
        ),
        settings=SETTINGS,
    )


def full(instrument: Instrument) -> Draft:
    """Every question of an instrument answered, with evidence, dates, a row in each table and some actions."""
    asked = [item for item in instrument.items if item.kind is not Kind.TABLE and item.is_asked]
    tables = [item for item in instrument.items if item.kind is Kind.TABLE]
    return Draft(
        answers={item.name: _answer(item) for item in asked},
        evidence={item.name: "Minutes" for item in instrument.items if item.evidence},
        actions={item.name: ({"action": "Begin", "due": DAY},) for item in asked[::4] if item.is_planned},
        days={item.name: DAY for item in asked if item.day},
        rows={item.name: ({field.name: _answer(field) for field in item.fields},) for item in tables},
    )


def _answer(item: Item) -> str | float | date:
    if item.choices:
        return " ".join(choice.name for choice in item.choices[: 2 if item.kind is Kind.MANY else 1])
    typed: dict[Kind, str | float | date] = {Kind.DATE: DAY, Kind.INTEGER: 7.0, Kind.DECIMAL: 2.5}
    return typed.get(item.kind, "As we said.")
