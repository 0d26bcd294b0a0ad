"""xlkit's own words on the sheets of a respondent workbook, by language; all others are the template's."""

from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.words.catalogue import Words
from xlkit.form.words.languages import LANGUAGES, lacking, plain_code

__all__ = [
    "ENGLISH",
    "HIDDEN",
    "SETTING",
    "TICK",
    "TYPED_TICK",
    "WELSH",
    "WORKINGS",
    "Words",
    "in_language",
    "untranslated",
    "words_for",
]

# The same in every language, since reading relies on them.
TICK = "✓"
TYPED_TICK = "x"  # as good, and on every keyboard
HIDDEN = "xlkit"
WORKINGS = "Workings"  # the hidden sheet of what formulas refer to
SETTING = "setting:"  # what the name of a setting stands behind on the hidden sheet

ENGLISH, WELSH = LANGUAGES["en"].words, LANGUAGES["cy"].words


def in_language(code: str) -> Words:
    """The words in a language, by its code, such as `cy` or `cy-GB`; in English where there are none in it."""
    return LANGUAGES.get(plain_code(code), LANGUAGES["en"]).words


def untranslated(code: str, *more: str) -> str:
    """What a workbook in a language says of those words in it that stand in English; nothing where none does.

    `more` are the tables of words that it has beside the usual one, such as `roster`.
    """
    tables = ("words", *more)
    lost, every = (sum(1 for _ in lacking(each, tables)) for each in (code, ""))
    return in_language(code).untranslated.format(lost=lost, all=every) if lost else ""


def words_for(instrument: Instrument, perspective: Perspective = Perspective.SELF) -> Words:
    """The words of an instrument's workbook, in its language; those about levels only where it has some.

    Those who answer about another organisation are spoken to as such.
    """
    language = LANGUAGES[in_language(instrument.language).code]
    if perspective is Perspective.SELF:
        return language.words if instrument.highest else language.without_levels
    return language.about_others if instrument.highest else language.about_others_without_levels
