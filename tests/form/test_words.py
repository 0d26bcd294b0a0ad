"""xlkit's own words, in each language."""

import pickle
import re
from collections.abc import Iterator

import pytest
from msgspec.structs import fields

from xlkit.books.respondent.planner import SCREEN
from xlkit.books.writer.letters import wide
from xlkit.form.words import ENGLISH, WELSH, Words, in_language, untranslated
from xlkit.form.words.catalogue import Catalogue
from xlkit.form.words.languages import LANGUAGES, STATED, Language, lacking, reworded
from xlkit.form.words.review_words import review_words
from xlkit.form.words.roster_words import roster_words

IN_BOTH = {
    field.name: tuple(getattr(LANGUAGES[code], field.name) for code in ("en", "cy")) for field in fields(Language)
}
EVERY = {f"{words.code}, {name}": words for name, both in IN_BOTH.items() for words in both}
CATALOGUES = pytest.mark.parametrize("words", EVERY.values(), ids=EVERY.keys())
PAIRS = pytest.mark.parametrize(("english", "welsh"), IN_BOTH.values(), ids=IN_BOTH.keys())
SHEETS = ("start", "about", "questions", "tables", "planner", "summary", "glossary", "resources")
REFUSALS = ("tick_refused", "choice_refused", "date_refused", "number_refused", "rule_refused")


def texts(words: Catalogue) -> Iterator[tuple[str, str]]:
    """Every text with where it stands."""
    for field in fields(words):
        value = getattr(words, field.name)
        if isinstance(value, Catalogue):
            yield from ((f"{field.name}.{name}", text) for name, text in texts(value))
        elif isinstance(value, str):
            yield field.name, value
        else:
            listed = value.items() if hasattr(value, "items") else enumerate(value)
            for key, part in listed:
                parts = part if isinstance(part, tuple) else (part,)
                yield from ((f"{field.name}.{key}.{place}", text) for place, text in enumerate(parts))


@CATALOGUES
def test_no_text_is_missing(words: Words) -> None:
    """Every catalogue says everything, and says it without stray spaces."""
    assert [where for where, text in texts(words) if not text.strip() or "  " in text] == []


@CATALOGUES
def test_texts_fit_where_excel_puts_them(words: Words) -> None:
    """Names of sheets, and the titles and words of messages, are as short as Excel asks, and sheets differ."""
    names = [getattr(words, sheet) for sheet in SHEETS]
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    for refused in REFUSALS:
        title, message = getattr(words, refused)
        assert len(title) <= 32, refused
        assert len(message) <= 255, refused


@CATALOGUES
def test_dropdowns_can_hold_their_choices(words: Words) -> None:
    """A list inside a validation has no comma in an item and at most 255 characters."""
    for choices in ((words.one_view, words.agreed), words.default_planner.statuses):
        assert not any("," in choice for choice in choices)
        assert len(",".join(choices)) <= 255


@CATALOGUES
def test_several_ticks_are_known_by_the_words_after_their_number(words: Words) -> None:
    """Conditional formats look for those words, which must stand in nothing else that such a cell shows."""
    assert words.many_ticks.startswith("{count}")
    after = words.many_ticks.removeprefix("{count}").strip()
    others = (words.not_answered, words.answered, words.level, words.progress, words.start_topics)
    assert not any(after in other for other in others)


@PAIRS
def test_languages_say_the_same_things(english: Words, welsh: Words) -> None:
    """The Welsh catalogue has the places for figures that the English one has, and as many steps and headings."""
    # Problems that a correction tells are told in English with their facts, by their own catalogue.
    ours, theirs = (
        {where: text for where, text in texts(words) if ".problems." not in where} for words in (english, welsh)
    )
    assert ours.keys() == theirs.keys()
    places = {where: sorted(re.findall(r"\{\w+\}", text)) for where, text in ours.items()}
    assert {where: sorted(re.findall(r"\{\w+\}", text)) for where, text in theirs.items()} == places


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        (ENGLISH, WELSH),
        (ENGLISH.default_planner, WELSH.default_planner),
        (ENGLISH.condition, WELSH.condition),
        (ENGLISH.correction, WELSH.correction),
        (roster_words(ENGLISH), roster_words(WELSH)),
        (review_words(ENGLISH), review_words(WELSH)),
    ],
    ids=["words", "planner", "condition", "correction", "roster", "review"],
)
def test_welsh_states_every_word_itself(english: Catalogue, welsh: Catalogue) -> None:
    """A word that its catalogue leaves out would stand there in English."""
    assert [field.name for field in fields(english) if getattr(english, field.name) == getattr(welsh, field.name)] == []


@pytest.mark.parametrize("texts", [{"strat": "Dechrau"}, {"condition": {"is_sane": "{ref}"}}])
def test_a_word_that_there_is_not_is_refused(texts: dict[str, object]) -> None:
    """A slip of the pen in the file of a language is no silent gap."""
    with pytest.raises(TypeError):
        reworded(ENGLISH, texts)


def test_what_a_language_lacks_is_listed_and_stands_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word by word, also where only some words of a group are stated, and those of other workbooks."""
    french = {
        "about": "Vous",
        "condition": {"is_same": "{ref} = {value}"},
        "details": {"role": ["Rôle", "Par exemple"]},
    }
    monkeypatch.setitem(STATED, "fr", {"words": {"code": "fr", **french}})
    lost = set(lacking("fr"))
    assert lost >= {
        "start",
        "condition.is_other",
        "default_planner.topic",
        "details.view",
        "roster.note",
        "review.talk",
    }
    assert not lost & {"about", "condition", "condition.is_same", "details.role"}
    words = reworded(ENGLISH, french)
    assert (words.start, words.details["view"]) == (ENGLISH.start, ENGLISH.details["view"])
    assert words.details["role"] == ("Rôle", "Par exemple")


def test_a_workbook_says_in_its_language_how_many_of_its_words_stand_in_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Those of its own kind of workbook alone; in English where there are no words in the language at all."""
    stated = {name: text for name, text in STATED["cy"]["words"].items() if name not in ("start", "about")}
    french = {"words": {**stated, "code": "fr", "untranslated": "{lost} sur {all}"}, "roster": STATED["cy"]["roster"]}
    words = reworded(ENGLISH, french["words"])
    monkeypatch.setitem(STATED, "fr", french)
    monkeypatch.setitem(LANGUAGES, "fr", Language(words, words, words, words))
    every = sum(1 for name in lacking("br") if "roster." not in name and "review." not in name)
    assert untranslated("fr-CA") == f"2 sur {every}"
    assert untranslated("fr", "roster").startswith("2 sur ")
    assert not untranslated("fr", "review").startswith("2 sur ")
    assert f"where they stand here: {every} of {every} headings" in untranslated("br")


@pytest.mark.parametrize("code", ["cy", "cy-GB", "en", "en-GB"])
def test_a_workbook_whose_language_lacks_no_words_says_nothing_of_them(code: str) -> None:
    """Whatever its kind, and whatever the region."""
    assert untranslated(code, "roster", "review") == ""


def test_welsh_lacks_nothing() -> None:
    """So that no part of a Welsh workbook stands in English."""
    assert list(lacking("cy")) == []


@PAIRS
def test_welsh_is_not_english(english: Words, welsh: Words) -> None:
    """Hardly a text is the same in both: a word that is alike, such as Term, is no sentence."""
    # Problems that a correction tells are told in English with their facts, by their own catalogue.
    ours, theirs = (
        {where: text for where, text in texts(words) if ".problems." not in where} for words in (english, welsh)
    )
    assert [where for where, text in ours.items() if text == theirs[where] and " " in text] == []


@pytest.mark.parametrize(
    ("code", "words"), [("cy", WELSH), ("cy-GB", WELSH), ("CY", WELSH), ("en", ENGLISH), ("fr", ENGLISH), ("", ENGLISH)]
)
def test_a_catalogue_is_found_by_its_code(code: str, words: Words) -> None:
    """A region does not matter, and a language without a catalogue is served in English."""
    assert in_language(code) is words


@CATALOGUES
def test_words_travel_between_processes(words: Words) -> None:
    """Workers that read returned workbooks are sent what they compare them with."""
    assert pickle.loads(pickle.dumps(words)) == words  # noqa: S301 - its own bytes, a moment old


@CATALOGUES
def test_the_line_below_a_title_is_seen_whole(words: Catalogue) -> None:
    """No sentence that says what a sheet holds is wider than an officer's screen, nor than its page."""
    intros = [text for place, text in texts(words) if place.endswith("_intro")]
    assert [text for text in intros if wide(text) > SCREEN] == []
