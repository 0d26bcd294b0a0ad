"""xlkit's own words on the sheets of a respondent workbook, by language; all others are the template's."""

from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.words.catalogue import Words
from xlkit.form.words.english import (
    ENGLISH,
    ENGLISH_ABOUT_OTHERS,
    ENGLISH_ABOUT_OTHERS_WITHOUT_LEVELS,
    ENGLISH_WITHOUT_LEVELS,
)
from xlkit.form.words.welsh import WELSH, WELSH_ABOUT_OTHERS, WELSH_ABOUT_OTHERS_WITHOUT_LEVELS, WELSH_WITHOUT_LEVELS

__all__ = ["ENGLISH", "HIDDEN", "SETTING", "TICK", "WELSH", "Words", "in_language", "words_for"]

# The same in every language, since reading relies on them.
TICK = "✓"
HIDDEN = "xlkit"
SETTING = "setting:"  # what the name of a setting stands behind on the hidden sheet

# By the codes of the languages.
CATALOGUES = {"en": ENGLISH, "cy": WELSH}
WITHOUT_LEVELS = {"en": ENGLISH_WITHOUT_LEVELS, "cy": WELSH_WITHOUT_LEVELS}
ABOUT_OTHERS = {"en": ENGLISH_ABOUT_OTHERS, "cy": WELSH_ABOUT_OTHERS}
ABOUT_OTHERS_WITHOUT_LEVELS = {"en": ENGLISH_ABOUT_OTHERS_WITHOUT_LEVELS, "cy": WELSH_ABOUT_OTHERS_WITHOUT_LEVELS}


def in_language(code: str) -> Words:
    """The words in a language, by its code, such as `cy` or `cy-GB`; in English where there is no catalogue for it."""
    return CATALOGUES.get(code.casefold().partition("-")[0], ENGLISH)


def words_for(instrument: Instrument, perspective: Perspective = Perspective.SELF) -> Words:
    """The words of an instrument's workbook, in its language; those about levels only where it has some.

    Those who answer about another organisation are spoken to as such.
    """
    code = in_language(instrument.language).code
    if perspective is Perspective.SELF:
        return (CATALOGUES if instrument.highest else WITHOUT_LEVELS)[code]
    return (ABOUT_OTHERS if instrument.highest else ABOUT_OTHERS_WITHOUT_LEVELS)[code]
