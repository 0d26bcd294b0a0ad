"""XLSForms: an instrument written as the workbook that somebody else would have made of it."""

from collections.abc import Iterator

from hypothesis import strategies as st
from msgspec.structs import replace

from tests.form.xlsform.books import Sheets, Value
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.xlsform.expressions import written

Row = dict[str, Value]
SURVEY = (
    *("type", "name", "label", "hint", "required", "appearance", "relevant", "constraint", "constraint_message"),
    *("repeat_count", "evidence_of", "date_of", "calculation"),
)
CHOICES = ("list_name", "name", "label", "rank", "tone")
TYPED = {Kind.TEXT: "text", Kind.DATE: "date", Kind.INTEGER: "integer", Kind.DECIMAL: "decimal", Kind.NOTE: "note"}


def sheets(instrument: Instrument) -> Sheets:
    """The sheets of its form; a heading is a note there, since it is no group's."""
    survey = [row for section in instrument.sections for row in _section(section.name, section.title, section.items)]
    survey += [{**row, "label": None} for item in instrument.workings for row in _item(item)]
    asked = [each for item in instrument.items for each in (item, *_named(item))]
    choices = [row for item in asked for row in _choices(item)]
    return {
        "survey": (SURVEY, *(tuple(row.get(name) for name in SURVEY) for row in survey)),
        "choices": (CHOICES, *(tuple(row.get(name) for name in CHOICES) for row in choices)),
        "settings": (("form_title", "form_id", "version"), (instrument.title, instrument.name, instrument.version)),
    }


@st.composite
def dressed(draw: st.DrawFn, instrument: Instrument) -> Sheets:
    """The sheets of its form with filters of choices, answers to begin with and ticks in tables drawn into it."""
    plain = sheets(instrument)
    (_, *survey), (_, *choices) = plain["survey"], plain["choices"]
    names: dict[Value, list[Value]] = {}
    for list_name, name, *_ in choices:
        names.setdefault(list_name, []).append(name)
    asked, only, is_inside = "", dict[Value, list[Value]](), False
    rows = list[tuple[Value, ...]]()
    for row in survey:
        kind, _, own = str(row[0]).partition(" ")
        is_inside = kind == "begin_repeat" or (is_inside and kind != "end_repeat")
        is_free = kind == "select_multiple" or row[SURVEY.index("appearance")] == "minimal"
        chosen, default = "", None
        if own and not is_inside and is_free:
            chosen = f"only = ${{{asked}}} or only = ''" if asked and draw(st.booleans()) else ""
            default = draw(st.sampled_from([None, *names[own]]))
        if chosen:
            only[own] = ["", *names[asked]]
        rows.append((*row, chosen, default))
        asked = own if kind == "select_one" and not is_inside else asked
        if kind == "begin_repeat" and asked and draw(st.booleans()):
            rows.append((f"select_multiple {asked}", "ticks", "Which of these?"))
    bound = [(*choice, draw(st.sampled_from(only.get(choice[0], [""])))) for choice in choices]
    return {
        **plain,
        "survey": ((*SURVEY, "choice_filter", "default"), *rows),
        "choices": ((*CHOICES, "only"), *bound),
    }


def _section(name: str, title: str, items: tuple[Item, ...]) -> Iterator[Row]:
    yield {"type": "begin_group", "name": name, "label": title}
    for item in items:
        yield from _item(item)
    yield {"type": "end_group"}


def _item(item: Item) -> Iterator[Row]:
    row: Row = {
        "type": _type(item),
        "name": item.name,
        "label": item.alive.title,
        "hint": item.alive.hint,
        "required": "yes" if item.required else None,
        "appearance": "minimal" if item.kind is Kind.CHOICE else None,
        "relevant": written(item.relevant) if item.relevant else None,
        "constraint": written(item.constraint) if item.constraint else None,
        "constraint_message": item.advice,
        "calculation": written(item.calculation) if item.calculation else None,
    }
    if item.kind is Kind.TABLE:
        yield {**row, "required": None, "repeat_count": item.rows}
        for field in _named(item):
            yield from _item(field)
        yield {"type": "end_repeat"}
        return
    yield row
    if item.evidence:
        yield {"type": "text", "name": f"{item.name}_evidence", "label": item.evidence, "evidence_of": item.name}
    if item.day:
        yield {"type": "date", "name": f"{item.name}_day", "label": item.day, "date_of": item.name}


def _type(item: Item) -> str:
    if item.calculation is not None:
        return "calculate"
    if item.kind is Kind.TABLE:
        return "begin_repeat"
    if item.kind is Kind.MANY:
        return f"select_multiple {item.name}"
    return f"select_one {item.name}" if item.is_picked else TYPED.get(item.kind, "note")


def _named(item: Item) -> Iterator[Item]:
    """The fields of a table, whose lists of choices need names of their own."""
    for field in item.fields:
        yield replace(field, name=f"{item.name}_{field.name}")


def _choices(item: Item) -> Iterator[Row]:
    for choice in item.choices:
        tone = choice.tone.value if choice.tone else None
        yield {"list_name": item.name, "name": choice.name, "label": choice.label, "rank": choice.rank, "tone": tone}
