"""Anything: random instruments of all kinds of items, and random ways to fill them in."""

from datetime import date
from functools import partial

from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.expressions import conditions, days, numbers, texts
from xlkit.form.draft import Draft
from xlkit.form.expression import ITSELF, Call, Expression, Literal
from xlkit.form.instrument import Instrument, PlannerColumn, PlannerKind, Section
from xlkit.form.item import Choice, Item, Kind, Tone
from xlkit.form.wording import UNKNOWN
from xlkit.returns.validate.values import is_blank

Said = str | float | date

# What a person can type or paste: anything but half characters, which no file can hold. Space is nothing said,
# and so is what takes none.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(lambda text: not is_blank(text))
DAYS = st.dates(date(1920, 1, 1), date(2099, 12, 31))  # that a form takes
WHOLE = st.integers(-(10**6), 10**6).map(float)
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False, allow_subnormal=False).map(lambda number: float(f"{number:.12g}"))
TITLES = st.sampled_from(["Money", "Staff, and others", "How “many”?", "A & B", "Rhywbeth arall", "x" * 300])
FIELD_KINDS = (Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.CHOICE)
KINDS = tuple(Kind)
LABELS = ("Red", "Amber/Red", "Amber/Green", "Green", "1 or 2", "More, or fewer", "Yes")
TYPED: dict[Kind, st.SearchStrategy[Said]] = {
    Kind.TEXT: TEXTS,
    Kind.INTEGER: WHOLE,
    Kind.DECIMAL: NUMBERS,
    Kind.DATE: DAYS,
}


@st.composite
def choices(draw: st.DrawFn, *, in_dropdown: bool) -> tuple[Choice, ...]:
    """Two to five choices, some of them ranked, some in colour."""
    labels = [label for label in LABELS if not (in_dropdown and "," in label)]
    picked = draw(st.lists(st.sampled_from(labels), min_size=2, max_size=5, unique=True))
    is_ranked = draw(st.booleans())
    return tuple(
        Choice(
            name=f"c{number}",
            label=label,
            rank=number if is_ranked and draw(st.integers(0, 5)) else None,
            tone=draw(st.sampled_from([None, *Tone])),
        )
        for number, label in enumerate(picked, start=1)
    )


@st.composite
def items(draw: st.DrawFn, number: int) -> Item:
    """An item of any kind, without conditions."""
    kind = draw(st.sampled_from(KINDS))
    is_ticked = kind in (Kind.STATEMENTS, Kind.MANY)
    fields = draw(st.lists(st.sampled_from(FIELD_KINDS), min_size=1, max_size=4)) if kind is Kind.TABLE else []
    is_asked = kind not in (Kind.NOTE, Kind.HEADING)
    return Item(
        name=f"q{number}",
        ref=f"1.{number}" if is_asked else "",
        title=draw(TITLES),
        kind=kind,
        hint=draw(st.sampled_from(["", "A hint."])),
        choices=draw(choices(in_dropdown=not is_ticked)) if is_ticked or kind is Kind.CHOICE else (),
        required=draw(st.booleans()),
        evidence=draw(st.sampled_from(["", "", "Minutes"])) if is_asked else "",
        day=draw(st.sampled_from(["", "", "Seen on", "Done on"])) if is_asked and kind is not Kind.TABLE else "",
        fields=tuple(draw(_field(place, each)) for place, each in enumerate(fields, start=1)),
        rows=draw(st.integers(1, 4)) if kind is Kind.TABLE else 0,
    )


@st.composite
def _field(draw: st.DrawFn, place: int, kind: Kind) -> Item:
    labels = draw(choices(in_dropdown=True)) if kind is Kind.CHOICE else ()
    field = Item(f"f{place}", f"{place}", f"Field {place}", kind, choices=labels, required=draw(st.booleans()))
    return draw(_ruled(field))


@st.composite
def _ruled(draw: st.DrawFn, item: Item) -> Item:
    """The item, sometimes with a rule for its own answer."""
    if item.kind in (Kind.NOTE, Kind.HEADING, Kind.TABLE) or draw(st.integers(0, 2)):
        return item
    rule = draw(conditions((replace(item, name=ITSELF),), 1))
    return replace(item, constraint=rule, advice=draw(st.sampled_from(["", "Something else."])))


@st.composite
def _told(draw: st.DrawFn, item: Item, about: tuple[Item, ...]) -> Item:
    """The item, sometimes with answers in its words."""
    sayable = [other for other in about if other.kind not in (Kind.TABLE, Kind.MANY)]
    if not sayable or item.kind is Kind.TABLE or draw(st.integers(0, 3)):
        return item
    title, hint = draw(st.lists(st.sampled_from(sayable), min_size=2, max_size=2))
    told = f"{item.title} ({title.ref or UNKNOWN})"
    return replace(item, title=told, live_title=f"{item.title} ${{{title.name}}}", live_hint=f"Of ${{{hint.name}}}.")


@st.composite
def calculated(draw: st.DrawFn, about: tuple[Item, ...]) -> Item:
    """Something that is worked out from the answers to some items."""
    sorts = {Kind.DECIMAL: numbers(about), Kind.TEXT: texts(about), Kind.DATE: days(about)}
    kind = draw(st.sampled_from(list(sorts)))
    # What is always the same would be a setting.
    expression: Expression = draw(sorts[kind].filter(lambda each: not isinstance(each, Literal)))
    return Item(
        "", "", "Worked out", kind, calculation=Call("string", (expression,)) if kind is Kind.TEXT else expression
    )


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """An instrument of one to eight items, whose conditions speak of any of them, themselves among them."""
    bare = [draw(items(number)) for number in range(1, draw(st.integers(1, 8)) + 1)]
    if not any(item.is_answered for item in bare):
        bare.append(Item("q9", "1.9", "Story", Kind.TEXT))
    spoken_of = tuple(item for item in bare if item.is_answered)
    worked = draw(st.lists(calculated(spoken_of), max_size=2))
    calculations = [replace(item, name=f"w{number}", ref=f"1.{number}") for number, item in enumerate(worked, start=20)]
    hidden = draw(st.booleans())
    spoken_of = (*spoken_of, *calculations)
    whole = []
    for item in bare:
        ruled = draw(_ruled(item))
        is_conditional = spoken_of and draw(st.integers(0, 2)) == 0
        whole.append(replace(ruled, relevant=draw(conditions(spoken_of))) if is_conditional else ruled)
    whole += [] if hidden else calculations
    cut = draw(st.integers(0, len(whole)))
    parts = [part for part in (whole[:cut], whole[cut:]) if part]
    parts = [[draw(_told(item, spoken_of)) for item in part] for part in parts]
    return Instrument(
        name="any",
        title="Any instrument",
        version="1",
        sections=tuple(
            Section(f"s{number}", str(number), f"Part {number}", tuple(part))
            for number, part in enumerate(parts, start=1)
        ),
        language=draw(st.sampled_from(["en", "cy"])),
        workings=tuple(replace(item, ref="") for item in calculations) if hidden else (),
        planner=(
            PlannerColumn("topic", PlannerKind.TOPIC, "Topic"),
            PlannerColumn("level", PlannerKind.LEVEL, "Level"),
            PlannerColumn("next", PlannerKind.NEXT, "Next"),
            PlannerColumn("action", PlannerKind.TEXT, "Action"),
        ),
    )


def answers_to(item: Item) -> st.SearchStrategy[Said]:
    """What may be said in answer to an item."""
    if item.kind in TYPED:
        return TYPED[item.kind]
    names = [choice.name for choice in item.choices]
    if item.kind is Kind.MANY:
        some = st.lists(st.sampled_from(names), min_size=1, unique=True)
        return some.map(partial(sorted, key=names.index)).map(" ".join)
    return st.sampled_from(names)


def drafts(instrument: Instrument) -> st.SearchStrategy[Draft]:
    """A way to fill an instrument in: any of its answers, evidence, dates, rows of tables and actions."""
    asked = [item for item in instrument.items if item.kind is not Kind.TABLE and item.is_asked]
    tables = [item for item in instrument.items if item.kind is Kind.TABLE]
    rows = {
        item.name: st.lists(
            st.fixed_dictionaries({}, optional={field.name: answers_to(field) for field in item.fields}),
            max_size=item.rows,
        ).map(tuple)
        for item in tables
    }
    action = st.fixed_dictionaries({"action": TEXTS})
    planned = {item.name: st.lists(action, min_size=1, max_size=3).map(tuple) for item in asked if item.is_planned}
    return st.builds(
        Draft,
        answers=st.fixed_dictionaries({}, optional={item.name: answers_to(item) for item in asked}),
        evidence=st.fixed_dictionaries({}, optional={item.name: TEXTS for item in instrument.items if item.evidence}),
        days=st.fixed_dictionaries({}, optional={item.name: DAYS for item in asked if item.day}),
        rows=st.fixed_dictionaries({}, optional=rows),
        actions=st.fixed_dictionaries({}, optional=planned),
    )


@st.composite
def filled(draw: st.DrawFn) -> tuple[Instrument, Draft]:
    """An instrument and a way to fill it in."""
    instrument = draw(instruments())
    return instrument, draw(drafts(instrument))
