"""What xlkit itself says to those who answer about another organisation."""

import pytest
from msgspec.structs import replace

from tests.builders.forms import OAKFIELD, oakfield, small
from xlkit.books.respondent.respondent_workbook import form_of
from xlkit.form import wording, xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.progress import in_words
from xlkit.form.words import words_for
from xlkit.round import identities
from xlkit.round.round import Round

OUTSIDE = [each for each in Perspective if each is not Perspective.SELF]


@pytest.mark.parametrize("perspective", OUTSIDE)
def test_the_planner_of_a_self_assessment_does_not_say_we_to_others(perspective: Perspective) -> None:
    """Its headings of level, action and owner give way to neutral ones, and nothing else of it changes."""
    mine = xlsform.find("progress-for-providers")
    theirs = wording.as_read(mine, perspective)
    changed = {one.name: two.title for one, two in zip(mine.planner, theirs.planner, strict=True) if one != two}
    assert changed == {"level": "Where they are", "action": "What could be done", "owner": "Who could do it"}
    assert wording.as_read(mine, Perspective.SELF) is mine


def test_a_template_for_others_keeps_its_own_headings() -> None:
    """The near miss: what is worded for them as it is."""
    short = xlsform.find("shaping-the-market-short")
    assert wording.as_read(short, Perspective.PROVIDER).planner == short.planner


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_is_open_is_blank_for_those_outside(language: str) -> None:
    """The progress calls it so to them, and left to those who answer about themselves."""
    spoken = replace(small(), language=language)
    about = identities.issued(spoken, replace(OAKFIELD, perspective=Perspective.PEOPLE, subject="Elm Row"))
    draft = Draft(answers={"risk": "2"})
    theirs, mine = (form_of(spoken, who, Round(), draft) for who in (about, oakfield(spoken)))
    ending = {"en": ", 7 blank", "cy": ", 7 yn wag"}[language]
    assert in_words(theirs.standings, theirs.words).endswith(ending)
    assert ending not in in_words(mine.standings, mine.words)


@pytest.mark.parametrize("title", ["progress-for-providers", "milestones"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_words_for_those_outside_are_their_own(title: str, language: str) -> None:
    """With levels and without, the steps and the introduction of the questions say what may stay blank."""
    instrument = replace(xlsform.find(title), language=language)
    mine, theirs = words_for(instrument), words_for(instrument, Perspective.PARTNER)
    assert {"en": "blank", "cy": "yn wag"}[language] in theirs.questions_intro
    assert (mine.questions_intro, mine.step_questions) != (theirs.questions_intro, theirs.step_questions)
    assert (mine.questions, mine.many_ticks, mine.not_answered) == (
        theirs.questions,
        theirs.many_ticks,
        theirs.not_answered,
    )
