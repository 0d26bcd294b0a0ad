"""The quarterly template keeps its structure, its names and its plain words."""

import re
from datetime import date

import pytest

from xlkit.form.instrument import Instrument, PlannerKind, Side
from xlkit.form.item import Item, Kind, Role, Tone
from xlkit.form.xlsform import find

# Names are stable for ever, since quarters are compared by them.
REQUIREMENTS = {
    "requirements/requirements_engagement": "people_engagement staff_engagement health_engagement local_politicians "
    "council_partners programme_support",
    "requirements/requirements_arrangements": "risk_system business_models financial_systems project_plan "
    "business_cases workforce_strategy",
}
# For each: what is due by the three dates, the council's own questions, and its title.
SECTIONS = {
    "partnerships": ((3, 1, 1), 3, "Effective partnerships"),
    "personal_budgets": ((1, 2, 1), 3, "Self-directed support and personal budgets"),
    "prevention_services": ((1, 1, 1), 2, "Prevention and cost effective services"),
    "information_advice": ((1, 1, 1), 4, "Information and advice"),
    "local_commissioning": ((2, 3, 1), 5, "Local commissioning"),
}
DATES = ("date_1", "date_2", "date_3")
NOW = {"rating": 12, "outcome": 21, "forecast": 15, "register": 5, "support": 5, "gather": 10}
FIELDS = [
    ("risk", Kind.TEXT),
    ("mitigation", Kind.TEXT),
    ("owner", Kind.TEXT),
    ("due", Kind.DATE),
    ("status", Kind.CHOICE),
]


@pytest.fixture(scope="module")
def milestones() -> Instrument:
    """The shipped template."""
    return find("milestones")


def of(instrument: Instrument, section: str) -> tuple[Item, ...]:
    return next(each.items for each in instrument.sections if each.name == section)


def playing(items: tuple[Item, ...], role: Role) -> list[Item]:
    return [item for item in items if item.role is role]


def test_it_speaks_for_the_council(milestones: Instrument) -> None:
    """It is a whole instrument of its own, without levels."""
    assert (milestones.side, milestones.family, milestones.highest) == (Side.COMMISSIONER, "milestones", 0)


def test_each_part_is_played_as_often_as_it_was_published(milestones: Instrument) -> None:
    """12 requirements, 21 deliverables, 15 likelihoods; and for each of five, risks, help and what is next."""
    roles = [item.role.value for item in milestones.items if item.role]
    assert {role: roles.count(role) for role in roles} == NOW


def test_requirements_keep_their_names_under_two_headings(milestones: Instrument) -> None:
    """Six of engagement and six of arrangements."""
    headings: dict[str, list[str]] = {}
    for item in of(milestones, "requirements"):
        if item.kind is Kind.HEADING:
            headings[item.name] = []
        elif item.is_answered:
            headings[list(headings)[-1]].append(item.name)
    assert {name: " ".join(names) for name, names in headings.items()} == REQUIREMENTS


def test_requirements_are_rated_in_four_steps(milestones: Instrument) -> None:
    """From red to green, each with its colour and its place."""
    for item in playing(of(milestones, "requirements"), Role.RATING):
        assert item.required
        assert [(each.name, each.rank, each.tone) for each in item.choices] == [
            ("red", 1, Tone.RED),
            ("amber_red", 2, Tone.AMBER_RED),
            ("amber_green", 3, Tone.AMBER_GREEN),
            ("green", 4, Tone.GREEN),
        ]


def test_sections_are_the_five_in_order(milestones: Instrument) -> None:
    """Named as the crosswalk names them."""
    sections = {section.name: (section.ref, section.title) for section in milestones.sections[1:]}
    assert sections == {name: (f"M{place}", SECTIONS[name][2]) for place, name in enumerate(SECTIONS, start=1)}


@pytest.mark.parametrize("name", SECTIONS)
def test_what_is_due_is_spread_over_the_dates_as_published(milestones: Instrument, name: str) -> None:
    """Each deliverable has its date, a way to say that it was reached, and room for the day."""
    due = playing(of(milestones, name), Role.OUTCOME)
    assert tuple([item.when for item in due].count(day) for day in DATES) == SECTIONS[name][0]
    for item in due:
        assert [choice.name for choice in item.choices if choice.reached] == ["done"]
        assert item.day
        assert item.hint.startswith(f"By ${{{item.when}}}, ")


@pytest.mark.parametrize("name", SECTIONS)
def test_there_is_one_likelihood_for_each_date(milestones: Instrument, name: str) -> None:
    """Very likely is the highest of four."""
    forecasts = playing(of(milestones, name), Role.FORECAST)
    assert [item.when for item in forecasts] == list(DATES)
    for item in forecasts:
        assert (item.required, f"${{{item.when}}}" in item.title) == (True, True)
        assert {choice.name: choice.rank for choice in item.choices} == {
            "very_likely": 4,
            "fairly_likely": 3,
            "fairly_unlikely": 2,
            "very_unlikely": 1,
        }


@pytest.mark.parametrize("name", SECTIONS)
def test_questions_and_risks_are_as_many_as_published(milestones: Instrument, name: str) -> None:
    """The council's own questions, three more in each, a note and room for more; and risks beside their actions."""
    items = of(milestones, name)
    texts = [item.name.removeprefix(f"{name}_") for item in items if item.kind is Kind.TEXT]
    assert texts[-4:] == ["what_next", "what_could_prevent", "outside_support", "useful"]
    assert len(texts) == SECTIONS[name][1] + 4
    (risks,) = playing(items, Role.REGISTER)
    assert ([(field.name, field.kind) for field in risks.fields], risks.rows) == (FIELDS, 8)
    assert [item.kind for item in items].count(Kind.NOTE) == 2


def test_every_reference_starts_with_its_section(milestones: Instrument) -> None:
    """So that an answer is found by its reference alone."""
    for section in milestones.sections:
        assert all(item.ref.startswith(section.ref) for item in section.items if item.is_answered)


def test_dates_and_quarter_belong_to_the_round(milestones: Instrument) -> None:
    """Every council sets its own, and they stand in the words."""
    assert [(each.name, type(each.value)) for each in milestones.settings] == [
        *[(name, date) for name in DATES],
        ("quarter", str),
    ]
    ours = milestones.with_settings({"date_1": date(2010, 4, 30), "quarter": "October to December 2009"}).filled()
    words = repr(ours)
    assert "${" not in words
    assert "Likelihood by 30 April 2010" in words
    assert "the end of October to December 2009" in ours.sections[0].hint


def test_what_can_be_better_is_planned(milestones: Instrument) -> None:
    """Ratings and likelihoods have rows in the planner; what is done or not done has none."""
    planned = {item.role for item in milestones.items if item.is_planned}
    assert planned == {Role.RATING, Role.FORECAST}
    columns = " ".join(column.name for column in milestones.planner if column.kind is not PlannerKind.SECTION)
    assert columns == "topic level next action owner due status"


def _texts(milestones: Instrument) -> list[str]:
    items = [item for section in milestones.sections for item in section.items]
    return [
        *(text for item in items for text in (item.title, item.hint)),
        *(part.text for part in milestones.guidance),
        *(entry.meaning for entry in milestones.glossary),
    ]


@pytest.mark.parametrize(
    "words", ["service user", "client", "primary care trust", "hard to reach", "learning difficult", "handicap", "BME"]
)
def test_words_are_those_of_today(milestones: Instrument, words: str) -> None:
    """Terms that people no longer wish to be called by are nowhere."""
    assert [text for text in _texts(milestones) if re.search(rf"\b{words}", text, re.IGNORECASE)] == []


def test_what_is_read_is_short(milestones: Instrument) -> None:
    """No text is longer than 500 characters, and no question longer than 250."""
    assert max(map(len, _texts(milestones))) <= 500
    assert max(len(item.title) for item in milestones.items) <= 250


def test_every_sheet_has_its_guidance(milestones: Instrument) -> None:
    """The start, the questions, the planner and the summary each say something in the instrument's own words."""
    assert {part.where for part in milestones.guidance} == {"start", "questions", "planner", "summary"}
