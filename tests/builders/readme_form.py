"""A form that has all that README's *Your own templates* speaks of."""

from collections.abc import Mapping

from tests.form.xlsform.books import Sheets, Value

HEADS = (
    *("type", "name", "label", "hint", "required", "appearance", "relevant", "constraint", "calculation"),
    *("repeat_count", "choice_filter", "default", "read_only", "required_message", "parameters"),
)
ROWS: tuple[Mapping[str, Value], ...] = (
    {"type": "calculate", "name": "due", "calculation": "date('2027-04-30')"},
    {"type": "begin_group", "name": "start", "label": "Beginnings of ${whole}"},
    {"type": "select_one area", "name": "area", "label": "Area?", "required": "yes", "required_message": "Say where."},
    {"type": "select_one area", "name": "short", "label": "Area again?", "appearance": "minimal", "default": "south"},
    {"type": "select_multiple area or_other", "name": "several", "label": "Areas?"},
    {"type": "select_multiple town", "name": "towns", "label": "Towns?", "choice_filter": "area = ${area}"},
    {"type": "select_one_from_file town.csv", "name": "of_file", "label": "Town?", "choice_filter": "area = ${area}"},
    {"type": "select_one_from_file lost.csv", "name": "of_no_file", "label": "Lost?"},
    {"type": "select_one_external village", "name": "village", "label": "Village?"},
    {"type": "integer", "name": "whole", "label": "How many?", "constraint": ". >= 0", "hint": "By ${due}."},
    {"type": "decimal", "name": "part", "label": "", "default": "2.5", "read_only": "yes"},
    {"type": "date", "name": "day", "label": "When, of ${whole}?"},
    {"type": "note", "name": "said", "label": "Read this."},
    {"type": "note", "name": "unsaid", "label": "Read that.", "relevant": "pulldata('a', 'b', 'c', 'd')"},
    {
        "type": "text",
        "name": "all",
        "label": "Why?",
        "relevant": "pulldata('a', 'b', 'c', 'd')",
        "required": "yes",
        "appearance": "multiline",
    },
    *(
        {"type": kind, "name": kind, "label": kind}
        for kind in ("geopoint", "barcode", "time", "dateTime", "acknowledge")
    ),
    {"type": "range", "name": "mark", "label": "Mark", "parameters": "start=2 end=9"},
    {"type": "rank area", "name": "order", "label": "Order"},
    {"type": "image", "name": "photo", "label": "Photo"},
    {"type": "calculate", "name": "twice", "label": "Twice", "calculation": "${whole} * 2"},
    {"type": "calculate", "name": "thrice", "calculation": "${whole} * 3"},
    {"type": "end_group"},
    {"type": "begin_group", "name": "home", "label": "Home"},
    {"type": "begin_group", "name": "inner", "label": "Inside", "relevant": "${whole} > 1"},
    {"type": "text", "name": "name", "label": "Name"},
    *({"type": "end_group"}, {"type": "end_group"}),
    {"type": "begin_group", "name": "work", "label": "Work"},
    {"type": "text", "name": "name", "label": "Name"},
    {"type": "end_group"},
    {"type": "begin_repeat", "name": "people", "label": "People", "repeat_count": 3},
    {"type": "integer", "name": "age", "label": "Age beside ${whole}"},
    {"type": "text", "name": "school", "label": "School", "relevant": "${age} < 18"},
    {"type": "select_multiple area", "name": "seen", "label": "Seen"},
    {"type": "select_multiple great", "name": "more", "label": "More"},
    {"type": "begin_repeat", "name": "visits", "label": "Visits", "repeat_count": "${whole}"},
    {"type": "date", "name": "on", "label": "On"},
    *({"type": "end_repeat"}, {"type": "end_repeat"}),
    {"type": "begin_repeat", "name": "others", "label": "Others"},
    {"type": "text", "name": "who", "label": "Who"},
    {"type": "end_repeat"},
    {"type": "select_one ${who}", "name": "lead", "label": "Who leads?"},
    {"type": "begin loop over area", "name": "each", "label": "Each"},
    {"type": "integer", "name": "count", "label": "How many?"},
    {"type": "end loop"},
)
CALCULATIONS = (
    *("${whole} + 1 - 2 * 3 div 4 mod 5", "if(${whole} = 1 and not(${part} > 2) or ${whole} != ${part}, 'a', 'b')"),
    *("coalesce(${all}, 'x')", "concat(${all}, 'x')", "selected(${area}, 'north')", "count-selected(${several})"),
    *("string-length(${all})", "substr(${all}, 1, 2)", "contains(${all}, 'x')", "starts-with(${all}, 'x')"),
    *(
        "regex(${all}, '[a-z]+')",
        "number(${part})",
        "int(${part})",
        "round(${part}, 1)",
        "abs(${part})",
        "pow(${whole}, 2)",
    ),
    *("sum(${age})", "min(${age})", "max(${age})", "count(${people})", "count-non-empty(${age})"),
    *(
        "format-date(${day}, '%d/%m/%Y')",
        "${day} >= date('2027-01-01')",
        "today()",
        "now()",
        "jr:choice-name(${area}, '${area}')",
        "indexed-repeat(${age}, ${people}, 1)",
        "pulldata('town', 'label', 'name', ${all})",
    ),
)
CHOICES = (
    ("list_name", "name", "label", "area"),
    *(
        ("area", "north", "Same"),
        ("area", "south", "Same"),
        ("town", "york", "York", "north"),
        ("town", "bath", "Bath", "south"),
    ),
    *(("great", f"g{place}", f"No. {place}") for place in range(9)),
)
TOWNS = "name,label,area\nyork,York,north\nbath,Bath,south\n"  # what stands in town.csv beside it


def sheets() -> Sheets:
    """Its sheets."""
    worked = ({"type": "calculate", "name": f"c{at}", "calculation": text} for at, text in enumerate(CALCULATIONS))
    survey = [tuple(row.get(name) for name in HEADS) for row in (*ROWS, *worked)]
    return {
        "survey": (HEADS, *survey),
        "choices": CHOICES,
        "external_choices": (("list_name", "name", "label"), ("village", "ely", "Ely")),
        "settings": (("form_title", "form_id", "version"), ("Any", "any", "1")),
    }
