"""The templates that come with xlkit keep their names, their counts and their plain words."""

import re
from collections.abc import Iterator

import pytest
from pyxform.xls2xform import convert

from tests.form.xlsform.test_small_templates import SMALL
from xlkit.form.crosswalk import Strength
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, PlannerKind, Side
from xlkit.form.item import Kind
from xlkit.form.xlsform import library, load_crosswalk, shipped

LONGEST_STATEMENT = 400  # characters
MOST_SENTENCES = 3
STATUSES = ("Not started", "Under way", "Done", "Dropped")

# Names are stable for ever, since rounds are compared by them.
NAMES = {
    "progress-for-providers": {
        "1": "strategy",
        "2": "culture risk",
        "3": "community",
        "4": "support_plans outcome_reviews",
        "5": "costing contracts invoicing accounting",
        "6": "recruitment supervision workforce_development policies",
        "7": "customer_focus communication",
        "8": "mission_standards improving_lives learning",
    },
    "shaping-the-market": {
        "1": "leadership commissioning_strategy capacity culture_change coproduction safeguarding health_integration "
        "system_integration",
        "2": "need experience demand supply provider_relationships",
        "3": "residential_care prevention wellbeing support_planning user_led_organisations plurality "
        "universal_services",
        "4": "unit_costs tendering contracting navigating individual_purchasing service_development "
        "quality_assurance community_capacity",
        "5": "contract_management results",
    },
    "shaping-the-market-short": {"2": "provider_relationships", "4": "tendering contracting service_development"},
}
PLANNERS = {
    "progress-for-providers": "section topic level next action owner due status*",
    "shaping-the-market-short": "section topic level next action owner",
    "shaping-the-market": "section topic level evidence next* action owner* due* status* next_assessment",
}
BANDS = {
    "progress-for-providers": ["Getting started", "Getting started", "Some progress", "Good", "Excellent"],
    "shaping-the-market-short": [
        "Not begun",
        "Some steps",
        "Some steps",
        "Significant progress",
        "Significant progress",
    ],
    "shaping-the-market": ["Not begun", "Some steps", "Some steps", "Significant progress", "Significant progress"],
}
PROVIDERS, MARKET, SHORT = NAMES
ACCOUNTS = ("isf-block", "isf-fund")  # people's money: with a folder of tests of their own
MILESTONES = "milestones"  # has a file of tests of its own, as the small templates have
REVIEWS = ("outcome-focused-review", "person-centred-review")  # tests/books/test_review.py looks at them
TOP_TWOS = "top-twos"  # asks what people say, and nothing on a scale
OF_ONESELF = re.compile(r"\b(we|our|ours|us|ourselves)\b", re.IGNORECASE)
OF_THE_READER = re.compile(r"\b(you|your|yours)\b", re.IGNORECASE)


@pytest.fixture(scope="module", params=list(NAMES))
def instrument(request: pytest.FixtureRequest) -> Instrument:
    """Each shipped instrument in turn."""
    return library()[request.param]


def test_the_shipped_templates_are_these() -> None:
    """Nothing is shipped by accident."""
    assert list(shipped()) == sorted([MILESTONES, *NAMES, TOP_TWOS, *REVIEWS, *SMALL, *ACCOUNTS])


@pytest.mark.parametrize(("name", "counts"), [(PROVIDERS, (8, 19, 95)), (SHORT, (2, 4, 20)), (MARKET, (5, 30, 150))])
def test_the_counts_are_those_of_the_published_documents(name: str, counts: tuple[int, int, int]) -> None:
    """Sections, items and statements are as many as were published."""
    instrument = library()[name]
    assert (len(instrument.sections), len(list(instrument.items)), instrument.statements) == counts


def test_names_are_as_they_always_were(instrument: Instrument) -> None:
    """Items keep their names and their sections."""
    names = {section.ref: " ".join(item.name for item in section.items) for section in instrument.sections}
    assert names == NAMES[instrument.name]


def test_providers_topics_are_numbered_within_their_sections() -> None:
    """A topic's reference is its section's number and its place."""
    for section in library()[PROVIDERS].sections:
        assert [item.ref for item in section.items] == [
            f"{section.ref}.{place}" for place in range(1, len(section.items) + 1)
        ]


def test_commissioners_challenges_are_numbered_throughout() -> None:
    """A challenge's reference is its number in the document."""
    assert [item.ref for item in library()[MARKET].items] == [str(number) for number in range(1, 31)]


@pytest.mark.parametrize(
    ("name", "title", "version", "side"),
    [
        (PROVIDERS, "Progress for Providers", "2.1", Side.PROVIDER),
        (MARKET, "Shaping the market for personalisation", "2011.1", Side.COMMISSIONER),
    ],
)
def test_settings_are_those_of_the_published_document(name: str, title: str, version: str, side: Side) -> None:
    """Title, version and side say which document it is."""
    instrument = library()[name]
    assert (instrument.title, instrument.version, instrument.side, instrument.language) == (title, version, side, "en")


def test_every_item_has_five_statements_on_the_scale(instrument: Instrument) -> None:
    """Levels run from 1 to 5 in the order of the rows."""
    for item in instrument.items:
        assert item.kind is Kind.STATEMENTS
        assert [choice.score for choice in item.choices] == [1, 2, 3, 4, 5]


def test_choices_are_named_by_their_levels(instrument: Instrument) -> None:
    """Choices' names are stable as well."""
    names = {tuple(choice.name for choice in item.choices) for item in instrument.items}
    assert names == {("level_1", "level_2", "level_3", "level_4", "level_5")}


def test_bands_are_those_of_the_published_document(instrument: Instrument) -> None:
    """Each level has the name of its stretch of the scale."""
    assert [instrument.band(level) for level in range(1, 6)] == BANDS[instrument.name]


def test_planner_columns_are_those_of_the_published_one_and_marked_additions(instrument: Instrument) -> None:
    """A column that the published planner does not have is marked as added, here with a star."""
    columns = " ".join(column.name + "*" * column.added for column in instrument.planner)
    assert columns == PLANNERS[instrument.name]


def test_a_short_form_asks_what_the_whole_one_asks_and_speaks_of_others() -> None:
    """Its items are those of the whole, and its statements are about the council."""
    whole = {item.name: item for item in library()[MARKET].items}
    assert library()[SHORT].family == MARKET
    for item in library()[SHORT].items:
        told = whole[item.name]
        assert (item.ref, item.title) == (told.ref, told.title)
        assert [(each.name, each.score) for each in item.choices] == [(each.name, each.score) for each in told.choices]
        assert all("council" in each.label for each in item.choices)


@pytest.mark.parametrize("name", [PROVIDERS, MARKET])
def test_the_status_of_an_action_is_one_of_four(name: str) -> None:
    """Status is picked from a list."""
    instrument = library()[name]
    (status,) = (column for column in instrument.planner if column.kind is PlannerKind.CHOICE)
    assert (status.name, status.choices) == ("status", STATUSES)


def test_every_item_has_an_evidence_box(instrument: Instrument) -> None:
    """There is room for evidence beside each level, with a short prompt."""
    assert all(0 < len(item.evidence) <= 120 for item in instrument.items)


def test_every_section_and_item_says_what_it_is_about(instrument: Instrument) -> None:
    """A busy manager learns from the hint what to weigh up."""
    assert all(section.hint and item.hint for section in instrument.sections for item in section.items)


def test_every_sheet_has_its_guidance(instrument: Instrument) -> None:
    """The start, the questions, the planner and the summary each say something in the instrument's own words."""
    assert {part.where for part in instrument.guidance} == {"start", "questions", "planner", "summary"}


def _statements(instrument: Instrument) -> Iterator[str]:
    return (choice.label for item in instrument.items for choice in item.choices)


def test_statements_are_short(instrument: Instrument) -> None:
    """No statement is longer than 400 characters or three sentences, and most are under 250."""
    statements = list(_statements(instrument))
    assert max(map(len, statements)) <= LONGEST_STATEMENT
    assert max(len(re.findall(r"[.!?](?:\s|$)", text)) for text in statements) <= MOST_SENTENCES
    assert sum(len(text) < 250 for text in statements) > len(statements) / 2


def test_statements_are_whole_sentences_and_all_different(instrument: Instrument) -> None:
    """Each statement begins with a capital, ends with a full stop and stands once."""
    statements = list(_statements(instrument))
    assert all(text[0].isupper() and text.endswith(".") for text in statements)
    assert len(set(statements)) == len(statements)


@pytest.fixture(scope="module", params=[PROVIDERS, MARKET])
def about_oneself(request: pytest.FixtureRequest) -> Instrument:
    """Each shipped instrument in which an organisation speaks of itself as "we"."""
    return library()[request.param]


def test_no_instrument_about_oneself_escapes_what_is_promised_of_its_wording() -> None:
    """Each other one on a scale of levels is worded for those outside as it is."""
    leveled = [found for found in library().values() if any(item.has_levels for item in found.items)]
    own = [found.name for found in leveled if found.perspective is Perspective.SELF]
    assert own == [PROVIDERS, MARKET]


def test_every_statement_is_worded_for_others_too(about_oneself: Instrument) -> None:
    """A commissioner, a partner or a family reads of the provider or the council, and never of "us"."""
    choices = [choice for item in about_oneself.items for choice in item.choices]
    assert about_oneself.side is not None
    whom = {Side.PROVIDER: "provider", Side.COMMISSIONER: "council"}[about_oneself.side]
    assert [choice.label_they for choice in choices if whom not in choice.label_they] == []
    assert [choice.label_they for choice in choices if OF_ONESELF.search(choice.label_they)] == []
    assert [choice.label for choice in choices if choice.label_they == choice.label] == []


def test_what_others_read_keeps_the_rules_of_statements(about_oneself: Instrument) -> None:
    """It is as short as what is read of oneself, in whole sentences that are all different."""
    test_statements_are_short(about_oneself.about_others())
    test_statements_are_whole_sentences_and_all_different(about_oneself.about_others())


def test_titles_and_hints_suit_whoever_answers(about_oneself: Instrument) -> None:
    """They have one wording for all, so they speak neither of "us" nor to "you"."""
    texts = [text for section in about_oneself.sections for text in (section.title, section.hint)]
    texts += [text for item in about_oneself.items for text in (item.title, item.hint, item.evidence)]
    assert [text for text in texts if OF_ONESELF.search(text) or OF_THE_READER.search(text)] == []


def test_the_start_tells_those_outside_how_to_answer(about_oneself: Instrument) -> None:
    """It says that the statements speak of somebody else, and what may stay blank."""
    told = [part for part in about_oneself.guidance if part.heading.startswith("If you answer about")]
    assert [(part.where, "Leave blank" in part.text) for part in told] == [("start", True)]


@pytest.mark.parametrize("text", ["We know.", "It is up to us.", "As our plan says, it grows.", "They know we care."])
def test_what_is_said_of_oneself_is_told_from_its_near_misses(text: str) -> None:
    """A word is found wherever it stands, and inside no other word."""
    assert OF_ONESELF.search(text)
    assert not OF_ONESELF.search("Those who use the west door for four hours discuss its focus.")


@pytest.mark.parametrize(
    "words", ["service user", "client", "primary care trust", "hard to reach", "learning difficult", "handicap", "BME"]
)
def test_words_are_those_of_today(instrument: Instrument, words: str) -> None:
    """Terms that people no longer wish to be called by are nowhere in what is answered."""
    texts = [*_statements(instrument), *(f"{item.title} {item.hint} {item.evidence}" for item in instrument.items)]
    assert not [text for text in texts if re.search(rf"\b{words}", text, re.IGNORECASE)]


@pytest.mark.parametrize("name", [MILESTONES, *NAMES, *REVIEWS, *SMALL])
def test_a_template_converts_as_an_ordinary_xlsform(name: str) -> None:
    """Other programs take the same file without a word of warning."""
    result = convert(shipped()[name])
    assert result.warnings == []
    assert f'id="{name}"' in result.xform


def test_the_crosswalk_has_all_its_links() -> None:
    """Themes and links are as many as were designed."""
    themes = load_crosswalk().themes
    assert (len(themes), sum(len(theme.links) for theme in themes)) == (18, 66)


def test_every_link_leads_to_an_item_or_a_section() -> None:
    """What the crosswalk says of a shipped instrument is there."""
    known = {
        name: {*instrument.names, *(section.name for section in instrument.sections)}
        for name, instrument in library().items()
    }
    links = [link for theme in load_crosswalk().themes for link in theme.links]
    assert {link.instrument for link in links} == {*known} - {SHORT, TOP_TWOS, *REVIEWS, *SMALL, *ACCOUNTS}
    assert [link for link in links if link.item not in known[link.instrument]] == []


def test_every_item_has_one_theme_of_its_own() -> None:
    """An item of a shipped instrument belongs to exactly one theme, so that no answer is counted twice or left out."""
    links = [link for theme in load_crosswalk().themes for link in theme.links]
    for name, instrument in library().items():
        if instrument.part_of or not instrument.highest:
            continue  # what is answered in a short form counts as answered in the whole one
        assert sorted(link.item for link in links if link.instrument == name) == sorted(
            item.name for item in instrument.items
        )


def test_what_a_provider_answers_meets_a_commissioners_answer() -> None:
    """Every theme of a provider has a link on the commissioner's side, and none of the provider's is partial."""
    for theme in load_crosswalk().themes:
        strengths = {link.strength for link in theme.links if link.instrument == PROVIDERS}
        assert strengths <= {Strength.DIRECT}
        assert not strengths or theme.items(MARKET)
