"""XLSForms as people write them for other programs become instruments."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from tests.form.xlsform.books import FORM, Sheets, Value, changed, save
from tests.office.calc import Calc, available
from xlkit.form.expression import Call
from xlkit.form.instrument import Instrument, Setting
from xlkit.form.item import Choice, Item, Kind, Role, Tone
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.expressions import parse
from xlkit.form.xlsform.problem import Weight
from xlkit.form.xlsform.shown import wording

YES, NO = Choice("yes", "Yes"), Choice("no", "No")
CHOICES = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))
SETTINGS = (("form_title", "form_id", "version"), ("A survey", "survey", "1"))


def form(*survey: Sequence[Value], choices: Sequence[Sequence[Value]] = CHOICES) -> Sheets:
    return {"survey": survey, "choices": choices, "settings": SETTINGS}


def made(tmp_path: Path, *survey: Sequence[Value], choices: Sequence[Sequence[Value]] = CHOICES) -> Instrument:
    path = save(form(*survey, choices=choices), tmp_path / "form.xlsx")
    assert check(path) == ()
    assert convert(str(path)).warnings == []
    return load(path)


def items(instrument: Instrument) -> dict[str, Item]:
    return {item.name: item for section in instrument.sections for item in section.items}


def test_nested_groups_become_headings_and_their_rules_are_joined(tmp_path: Path) -> None:
    """References count through, and what stands in a group is asked when all the groups around it are."""
    heads = ("type", "name", "label", "hint", "relevant")
    instrument = made(
        tmp_path,
        heads,
        ("select_one yn", "open", "Open?"),
        ("begin group", "home", "Home", "Where people live.", "${open} = 'yes'"),
        ("integer", "rooms", "Rooms"),
        ("begin_group", "garden", "Garden", "Outside.", "${rooms} > 2"),
        ("text", "trees", "Trees"),
        ("begin_group", "unnamed"),
        ("text", "birds", "Birds", None, "${trees} != ''"),
        ("end_group",),
        ("end group",),
        ("text", "doors", "Doors"),
        ("end group",),
    )
    home = instrument.sections[1]
    assert (home.name, home.title, home.hint) == ("home", "Home", "Where people live.")
    assert [(item.ref, item.name, item.kind) for item in home.items] == [
        ("2.1", "rooms", Kind.INTEGER),
        ("", "home/garden", Kind.HEADING),
        ("2.2", "trees", Kind.TEXT),
        ("2.3", "birds", Kind.TEXT),
        ("2.4", "doors", Kind.TEXT),
    ]
    is_open, has_rooms = parse("${open} = 'yes'"), parse("${rooms} > 2")
    named = items(instrument)
    assert named["doors"].relevant == is_open
    assert named["home/garden"].relevant == named["trees"].relevant == Call("and", (is_open, has_rooms))
    assert named["birds"].relevant == Call("and", (is_open, has_rooms, parse("${trees} != ''")))


def test_several_choices_and_another_one(tmp_path: Path) -> None:
    """A select_multiple takes any number; or_other adds a choice, and a question that depends on it."""
    instrument = made(
        tmp_path,
        ("type", "name", "label"),
        ("select_multiple yn", "many", "Which?"),
        ("select_multiple yn or_other", "more", "Which else?"),
        ("select_one yn or_other", "one", "Which one?"),
    )
    assert [(item.ref, item.kind) for item in instrument.items] == [
        ("1.1", Kind.MANY),
        ("1.2", Kind.MANY),
        ("1.2a", Kind.TEXT),
        ("1.3", Kind.STATEMENTS),
        ("1.3a", Kind.TEXT),
    ]
    named = items(instrument)
    assert named["many"].choices == (YES, NO)
    assert named["more"].choices == named["one"].choices == (YES, NO, Choice("other", "Other"))
    assert named["one_other"].relevant == parse("selected(${one}, 'other')")


def test_an_other_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    """The list's own words are kept."""
    choices = (*CHOICES, ("yn", "other", "Something else"))
    instrument = made(
        tmp_path, ("type", "name", "label"), ("select_one yn or_other", "one", "Which one?"), choices=choices
    )
    assert [choice.label for choice in items(instrument)["one"].choices] == ["Yes", "No", "Something else"]


def test_a_repeat_becomes_a_table(tmp_path: Path) -> None:
    """With its fields in one cell each, groups dissolved, and as many rows as it says, or five."""
    heads = ("type", "name", "label", "repeat_count", "required", "constraint", "constraint_message")
    instrument = made(
        tmp_path,
        heads,
        ("begin_repeat", "staff", "Staff", 8),
        ("text", "name", "Name", None, "yes"),
        ("begin_group", "more", "More"),
        ("integer", "hours", "Hours", None, None, ". <= 60", "At most 60."),
        ("select_one yn", "trained", "Trained?"),
        ("end_group",),
        ("end_repeat",),
        ("begin repeat", "visits", "Visits"),
        ("date", "name", "Day"),
        ("end repeat",),
    )
    staff, visits = instrument.items
    assert (staff.ref, staff.kind, staff.title, staff.rows, visits.rows) == ("1.1", Kind.TABLE, "Staff", 8, 5)
    assert staff.fields == (
        Item("name", "1", "Name", Kind.TEXT, required=True),
        Item("hours", "2", "Hours", Kind.INTEGER, constraint=parse(". <= 60"), advice="At most 60."),
        Item("trained", "3", "Trained?", Kind.CHOICE, choices=(YES, NO)),
    )
    assert [field.name for field in visits.fields] == ["name"]


def test_constant_calculations_are_settings(tmp_path: Path) -> None:
    """They stand in the words, and a round may set them anew."""
    instrument = made(
        tmp_path,
        ("type", "name", "label", "hint", "calculation"),
        ("calculate", "due", "Due date", None, "date('2027-04-30')"),
        ("calculate", "season", None, None, "'spring'"),
        ("calculate", "goal", "Goal", None, "2.50"),
        ("text", "plan", "Plan for ${season}", "By ${due}: ${goal}"),
    )
    assert instrument.settings == (
        Setting("due", "Due date", date(2027, 4, 30)),
        Setting("season", "season", "spring"),
        Setting("goal", "Goal", "2.50"),
    )
    plan = items(instrument.with_settings({"due": date(2028, 1, 2)}).filled())["plan"]
    assert (plan.title, plan.hint) == ("Plan for spring", "By 2 January 2028: 2.50")


LONG = tuple(("big", f"c{place}", f"A choice that takes {place} characters or so") for place in range(10, 20))
COMMAS = (("commas", "a", "Yes, always"), ("commas", "b", "No"))


@pytest.mark.parametrize(("name", "is_listed"), [("yn", False), ("big", True), ("commas", True)])
def test_choices_that_fit_no_dropdown_stand_in_cells(tmp_path: Path, name: str, is_listed: bool) -> None:
    """Where they are over 255 characters together, which is all a dropdown of Excel holds, or have a comma."""
    instrument = made(
        tmp_path,
        ("type", "name", "label", "appearance"),
        (f"select_one {name}", "one", "Which?", "minimal"),
        choices=(*CHOICES, *LONG, *COMMAS),
    )
    one = items(instrument)["one"]
    assert (one.kind, one.is_listed) == (Kind.CHOICE, is_listed)


def test_choices_stand_alike_in_every_language(tmp_path: Path) -> None:
    """Where they fit no dropdown in Welsh, they are taken from cells in English too, so that a form looks alike."""
    sheets: Sheets = {
        "survey": (
            ("type", "name", "label::English (en)", "label::Welsh (cy)", "appearance"),
            ("select_one yn or_other", "one", "One", "Un", "minimal"),
        ),
        "choices": (
            ("list_name", "name", "label::English (en)", "label::Welsh (cy)"),
            ("yn", "yes", "Yes", "Ydy, yn wir"),
        ),
        "settings": (
            ("form_title", "form_title_cy", "form_id", "version", "default_language"),
            ("Two", "Dau", "two", "1", "English (en)"),
        ),
    }
    english = load(save(sheets, tmp_path / "form.xlsx"))
    welsh = english.in_language("cy")
    kinds = [[(item.kind, item.is_listed) for item in each.items] for each in (english, welsh)]
    assert kinds[0] == kinds[1] == [(Kind.CHOICE, True), (Kind.TEXT, False)]
    assert items(welsh)["one"].choices[-1].label == "Arall"
    assert items(welsh)["one_other"].title == "Dywedwch pa un"


WRITTEN = [
    *["select_one yn", "select one yn", "select1 yn", "Select One From yn", "add select one prompt using yn"],
    *["select_one  yn", "SELECT_ONE yn"],
]


@pytest.mark.parametrize("kind", WRITTEN)
def test_other_ways_of_writing_a_type_are_understood(tmp_path: Path, kind: str) -> None:
    """As the standard's own tools take them."""
    path = save(form(("type", "name", "label"), (kind, "one", "One?")), tmp_path / "form.xlsx")
    assert check(path) == ()
    assert items(load(path))["one"].choices == (YES, NO)


@pytest.mark.parametrize(
    ("kind", "expected"), [("int", Kind.INTEGER), ("string", Kind.TEXT), ("add date prompt", Kind.DATE)]
)
def test_other_names_of_types_are_understood(tmp_path: Path, kind: str, expected: Kind) -> None:
    """Older forms have them."""
    path = save(form(("type", "name", "label"), (kind, "one", "One?")), tmp_path / "form.xlsx")
    assert items(load(path))["one"].kind is expected


def test_other_names_of_columns_are_understood(tmp_path: Path) -> None:
    """With capitals and spaces, too; a row that is disabled is not there."""
    sheets: Sheets = {
        "survey": (
            ("Command", "Tag", "Caption", "Relevance", "Constraint Message", "constraint", "Disabled"),
            ("integer", "n", "How many?", None, "Some.", ". > 0", None),
            (None, None, None, None, None, None, None),
            ("text", "what", "What?", "${n} > 1", None, None, "no"),
            ("geopoint", "where", "Where?", None, None, None, "yes"),
        ),
        "choices": (("list name", "value", "caption"), ("yn", "yes", "Yes")),
        "settings": (("id_string", "title", "version"), ("ours", "Ours", 3)),
    }
    path = save(sheets, tmp_path / "form.xlsx")
    assert check(path) == ()
    instrument = load(path)
    assert (instrument.name, instrument.title) == ("ours", "Ours")
    assert (items(instrument)["n"].advice, items(instrument)["what"].relevant) == (
        "Some.",
        parse("${n} > 1"),
    )


def test_the_only_language_needs_not_be_named(tmp_path: Path) -> None:
    """Labels that are in one language alone are read."""
    path = save(form(("type", "name", "label::English (en)"), ("text", "t", "Tell")), tmp_path / "form.xlsx")
    assert check(path) == ()
    assert items(load(path))["t"].title == "Tell"


HOUSEHOLD: Sheets = {
    "survey": (
        ("type", "name", "label::English", "label::Fran\u00e7ais", "required", "relevant", "appearance", "constraint"),
        ("start", "start"),
        ("deviceid", "deviceid"),
        ("calculate", "today_is", None, None, None, None, None, None),
        ("note", "_intro", "Welcome", "Bienvenue"),
        ("begin_group", "consent", None, None, None, None, "field-list"),
        ("select_one yn", "agrees", "Do you agree?", "D'accord?", "true()", None, "horizontal"),
        ("end_group",),
        ("begin_group", "house", "House", "Maison", None, "${agrees} = 'yes'"),
        ("geopoint", "place", "Place", "Lieu"),
        ("integer", "rooms", "Rooms", "Pi\u00e8ces", "yes", None, None, ". > 0 and . < 50"),
        ("text", "owner", "Who owns the ${rooms} rooms?", "Qui?"),
        ("image", "photo", "Picture", "Photo", None, "selected(${agrees}, 'yes')"),
        ("begin_repeat", "member", None, None, None, None),
        ("text", "name", "Name", "Nom"),
        ("integer", "age", "Age", "\u00c2ge", None, None, None, ". < 120"),
        ("end_repeat",),
        ("end_group",),
    ),
    "choices": (
        ("list_name", "name", "label::English", "label::Fran\u00e7ais"),
        ("yn", "yes", "Yes", "Oui"),
        ("yn", "no", "No", "Non"),
    ),
}


def test_a_form_as_others_write_them_is_made_as_far_as_it_can_be(tmp_path: Path) -> None:
    """A household survey in two languages without codes, settings, or labels on every group."""
    path = save(changed(HOUSEHOLD, {"survey!C5": "Hello"}), tmp_path / "household.xlsx")
    instrument = load(path)
    assert [(section.title, [item.name for item in section.items]) for section in instrument.sections] == [
        ("household", ["_intro"]),
        ("household", ["agrees"]),
        ("House", ["place", "rooms", "owner", "member"]),
    ]
    named = items(instrument)
    assert named["owner"].title == "Who owns the (3.2) rooms?"
    assert (named["member"].title, len(named["member"].fields)) == ("Member", 2)
    assert named["rooms"].relevant == parse("${agrees} = 'yes'")
    told = [(each.address, each.weight) for each in check(path) if each.weight is not Weight.WRONG]
    assert ("survey!A2", Weight.RECORDED) in told
    assert ("survey!A10", Weight.LEFT_OUT) in told
    assert ("survey!A13", Weight.LEFT_OUT) in told


OWN = ("type", "name", "label", "calculation", "date_of", "consolidate", "when")
RANKED = (
    ("list_name", "name", "label", "rank", "tone", "reached"),
    ("rag", "red", "Red", 1, "red", None),
    ("rag", "green", "Green", 2, "Green", None),
    ("rag", "none", "Does not apply", None, None, None),
    ("state", "open", "Open", None, None, None),
    ("state", "done", "Done", None, None, "yes"),
)
PARTS: tuple[Sequence[Value], ...] = (
    OWN,
    ("calculate", "day", "Day", "date('2027-04-30')"),
    ("select_one rag", "now", "Now", None, None, "rating"),
    ("select_one rag", "then", "Then", None, None, "Forecast", "day"),
    ("select_one state", "out", "Out", None, None, "outcome", "day"),
    ("date", "out_on", "Done on", None, "out"),
    ("text", "plans", "Plans", None, None, "gather"),
    ("text", "help", "Help", None, None, "support"),
    ("begin_repeat", "risks", "Risks", None, None, "register"),
    ("text", "risk", "Risk"),
    ("end_repeat",),
)


def test_a_template_says_what_part_each_item_has(tmp_path: Path) -> None:
    """Parts, dates, ranks, tones and the date beside an answer reach the instrument."""
    instrument = made(tmp_path, *PARTS, choices=RANKED)
    assert [(item.name, item.role, item.when) for item in instrument.items] == [
        ("now", Role.RATING, ""),
        ("then", Role.FORECAST, "day"),
        ("out", Role.OUTCOME, "day"),
        ("plans", Role.GATHER, ""),
        ("help", Role.SUPPORT, ""),
        ("risks", Role.REGISTER, ""),
    ]
    named = items(instrument)
    assert named["now"].choices == (
        Choice("red", "Red", rank=1, tone=Tone.RED),
        Choice("green", "Green", rank=2, tone=Tone.GREEN),
        Choice("none", "Does not apply"),
    )
    assert [choice.reached for choice in named["out"].choices] == [False, True]
    assert named["out"].day == "Done on"


# The cell that is changed, and that of the fault where it is another; what is typed; and what the reason says.
PART_FAULTS: dict[str, tuple[str, Value, str]] = {
    "unknown part": ("survey!F3", "score", "not a consolidate that xlkit knows"),
    "rating that is typed": ("survey!A3 > survey!F3", "text", "only a select_one row of its own can be rating"),
    "text that is picked": ("survey!A8 > survey!F8", "select_one rag", "only a text row of its own can be support"),
    "register that is no table": ("survey!F7", "register", "only a begin_repeat row of its own can be register"),
    "part of a column": ("survey!F10", "gather", "only a text, number or date row of its own"),
    "rating without an order": ("survey!A3 > survey!F3", "select_one state", "rating needs choices in order"),
    "outcome that is never reached": (
        "survey!A5 > survey!F5",
        "select_one rag",
        "outcome needs a choice that says yes",
    ),
    "forecast of no day": ("survey!G4", None, "forecast speaks of a date"),
    "forecast of an unknown day": (
        "survey!G4",
        "date",
        "no calculate row that holds a date is named 'date': write day",
    ),
    "rating of a day": ("survey!G3", "day", "only forecast and outcome speak of a date"),
    "date of nothing": ("survey!E6", "nothing", "no question is named 'nothing'"),
    "date of a table": ("survey!E6", "risks", "is a table"),
    "date that is a text": ("survey!A6 > survey!E6", "text", "only a date row"),
    "rank twice": ("choices!D3", 1, "already stands in row 2"),
    "rank of half": ("choices!D3", 1.5, "must be a whole number"),
    "gap in the ranks": ("choices!D3", 3, "from 1 to 2 without a gap"),
    "unknown tone": ("choices!E3", "blue", "not a tone that xlkit knows"),
    "perhaps reached": ("choices!F5", "maybe", "not a reached that xlkit knows"),
    "unknown perspective": ("settings!D2", "council", "not a perspective that xlkit knows"),
    "another's reference": ("survey!H9", "Q.1", "also used for row 3"),
}
REFERRED = {"survey!H1": "ref", "survey!H3": "Q.1.2", "settings!D1": "perspective"}


@pytest.mark.parametrize(("cell", "value", "reason"), PART_FAULTS.values(), ids=PART_FAULTS)
def test_a_fault_of_a_part_is_found_at_its_cell(tmp_path: Path, cell: str, value: Value, reason: str) -> None:
    """And nothing else is; the form without it is sound."""
    sheets = changed(form(*PARTS, choices=RANKED), {**REFERRED, "survey!H9": "Q"})
    assert [each.reason for each in check(save(sheets, tmp_path / "sound.xlsx"))] == []
    typed, _, faulty = cell.partition(" > ")
    (problem,) = check(save(changed(sheets, {typed: value}), tmp_path / "form.xlsx"))
    assert (problem.address, problem.is_wrong) == (faulty or typed, True)
    assert reason in problem.reason


SHARES = (
    ("type", "name", "label", "consolidate", "of"),
    ("integer", "staff", "Staff", None, None),
    ("integer", "trained", "Trained", "share", "staff"),
    ("text", "plans", "Plans", "gather", None),
    ("decimal", "cost", "Cost", "gather", None),
)


@pytest.mark.parametrize(
    ("cell", "value", "reason"),
    [
        ("survey!E3", None, "none is named"),
        ("survey!E3", "trained", "none is named 'trained'"),
        ("survey!E3", "cost", "none is named 'cost'"),
        ("survey!E4", "staff", "only share speaks of a whole"),
    ],
)
def test_a_share_is_of_what_another_row_counts(tmp_path: Path, cell: str, value: Value, reason: str) -> None:
    """It names an integer row that is not itself; no other part names any."""
    assert items(made(tmp_path, *SHARES))["trained"].of == "staff"
    (problem,) = check(save(changed(form(*SHARES), {cell: value}), tmp_path / "other.xlsx"))
    assert (problem.address, reason in problem.reason) == (cell, True)


def test_a_heading_has_no_reference(tmp_path: Path) -> None:
    """A group inside a section is not answered; the section's own reference stays."""
    rows = (
        ("type", "name", "label", "ref"),
        ("begin_group", "a", "A", "A"),
        ("begin_group", "b", "B", "B"),
        ("text", "t", "T", None),
        ("end_group",),
        ("end_group",),
    )
    (problem,) = check(save(form(*rows), tmp_path / "form.xlsx"))
    assert (problem.address, problem.weight) == ("survey!D3", Weight.LEFT_OUT)


def test_everything_new_is_shown(tmp_path: Path) -> None:
    """Rules, tables, parts and settings are in the wording, so that a change can be reviewed."""
    heads = (*OWN, "relevant", "constraint", "constraint_message")
    more = ("integer", "n", "How many?", *[None] * 4, "${now} = 'red' or ${plans} = ''", ". > 0", "One or more.")
    text = wording(str(save(form(heads, *PARTS[1:], more, choices=RANKED), tmp_path / "form.xlsx")))
    for line in (
        "1.2 Then [then, statements, consolidated as forecast, by day]",
        "  - Red [red, rank 1, shown red]",
        "  Date: Done on",
        "1.6 Risks [risks, table, 5 rows, consolidated as register]\n  1 Risk [risk, text]",
        "  Asked if: ${now} = 'red' or ${plans} = ''",
        "  Must be: . > 0",
        "  Advice: One or more.",
        "Settings\n  Day: 30 April 2027 [day]",
    ):
        assert line.replace("  - Red", "  1.1.1 Red") in text


@pytest.mark.skipif(not available(), reason="LibreOffice is not installed")
def test_an_old_workbook_is_read_as_the_new_one(tmp_path: Path) -> None:
    """A form saved for Excel 97 to 2003 states the same, with problems at the same cells."""
    sheets = changed(FORM, {"survey!A9": "geopoint", "settings!C2": "3"})
    new, old = save(sheets, tmp_path / "form.xlsx"), tmp_path / "form.xls"
    with Calc() as calc:
        calc.fill_in(new, (), [old])
    assert old.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    assert check(old) == check(new)
    assert load(old) == load(new)
