"""Workbooks in several languages come back as answers to one instrument."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders.bilingual import bilingual
from tests.builders.forms import changed, oakfield, returned
from xlkit.form import layout
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.intake.duplicates import settle
from xlkit.intake.log import Entry, Status
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import Understood, Validator, values
from xlkit.round import identities
from xlkit.round.round import Recipient

NAME = "two-languages"
STATUSES = {"en": "Done", "cy": "Wedi'i wneud"}


def draft(language: str) -> Draft:
    action: dict[str, str | date] = {"action": "Agor y drws", "due": date(2027, 3, 31), "status": STATUSES[language]}
    return Draft(answers={"welcome": "level_2", "risk": "level_3"}, actions={"risk": (action,)})


def filled(language: str) -> RawReturn:
    instrument = bilingual(language)
    return returned(draft(language), oakfield(instrument), instrument)


def understood(raw: RawReturn, known: Instrument | None = None) -> Understood:
    return Validator({NAME: known or bilingual()})(raw)


@pytest.mark.parametrize("known", ["en", "cy"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_workbook_in_any_language_is_read_without_an_issue(language: str, known: str) -> None:
    """It is neither of another version nor of changed wording, whichever language is the reader's."""
    assert understood(filled(language), bilingual(known)).issues == ()


def test_answers_and_actions_are_the_same_in_each_language() -> None:
    """Levels, names of choices and statuses do not tell which language a workbook was in."""
    english, welsh = (understood(filled(language)).completed for language in ("en", "cy"))
    assert english is not None
    assert welsh is not None
    assert welsh.answers == tuple(
        replace(answer, cell=mine.cell) for answer, mine in zip(english.answers, welsh.answers, strict=True)
    )
    assert [answer.level for answer in welsh.answers] == [2, 3]
    assert [(action.status, action.due) for action in welsh.actions] == [("Done", date(2027, 3, 31))]
    assert welsh.identity.return_id == english.identity.return_id


def test_the_same_answers_in_two_languages_count_once() -> None:
    """Who sends back both of theirs has answered once."""
    entries = []
    for language in ("en", "cy"):
        outcome = understood(filled(language))
        entries.append(Entry(f"{language}.xlsx", language, 1, Status.REJECTED, outcome.completed, outcome.issues))
    statuses = [entry.status for entry in settle(entries).entries]
    assert statuses == [Status.VALID, Status.DUPLICATE]


def test_changed_wording_is_still_found_in_welsh() -> None:
    """A statement that was edited is told, and the others are not."""
    raw = changed(filled("cy"), {("1.1.1", layout.TEXT): "Rydym yn wych."})
    assert [outcome.code for outcome in understood(raw).issues] == ["wording-changed"]


def test_another_version_of_the_welsh_words_is_found() -> None:
    """A workbook whose Welsh differs from the one in use is of another version."""
    english = bilingual()
    section = bilingual("cy").sections[0]
    older = replace(
        bilingual("cy"), sections=(replace(section, items=(replace(section.items[0], title="Hen"), section.items[1])),)
    )
    raw = returned(draft("cy"), oakfield(older), older)
    assert [outcome.code for outcome in understood(raw, english).issues] == ["other-version", "question-reworded"]


def test_a_welsh_workbook_that_lost_its_identity_is_still_known_as_welsh() -> None:
    """Its statements tell the language, so that none is taken for edited."""
    raw = filled("cy")
    bare = replace(raw, sheets=tuple(sheet for sheet in raw.sheets if sheet.name != "xlkit"))
    outcome = understood(bare)
    assert [issue.code for issue in outcome.issues] == ["identity-missing"]
    assert outcome.completed is not None
    assert [answer.level for answer in outcome.completed.answers] == [2, 3]


def test_whose_view_it_is_is_read_in_welsh() -> None:
    """The agreed position is picked in the words of the workbook."""
    instrument = bilingual("cy")
    drafted = replace(draft("cy"), details={"view": "agreed"})
    completed = understood(returned(drafted, oakfield(instrument), instrument)).completed
    assert completed is not None
    assert completed.agreed


@pytest.mark.parametrize("language", ["en", "cy"])
def test_wording_about_others_is_what_their_workbook_is_held_against(language: str) -> None:
    """A commissioner's workbook about a provider has the third person, and comes back without an issue."""
    instrument = bilingual(language)
    about = Recipient("Fenmoor", perspective=Perspective.COMMISSIONER, subject="Oakfield Care")
    raw = returned(draft(language), identities.issued(instrument, about), instrument)
    texts = {cell for sheet in raw.sheets for row in sheet.rows for cell in row if isinstance(cell, str)}
    assert instrument.sections[0].items[0].choices[0].label_they in texts
    assert understood(raw).issues == ()


@pytest.mark.parametrize("text", ["31 Mawrth 2027", "31 mawrth 2027", "31 March 2027"])
def test_months_are_understood_in_welsh(text: str) -> None:
    """A date typed in words is a date in either language."""
    assert values.as_date(text) == (date(2027, 3, 31), False)


@pytest.mark.parametrize(("mark", "is_on"), [("Gwir", True), ("ie", True), ("anwir", False), ("efallai", None)])
def test_welsh_words_for_ticks_are_understood(mark: str, *, is_on: bool | None) -> None:
    """Yes and no are taken for what they say, and perhaps is not."""
    assert values.tick(mark, 1).is_on is is_on
