"""xlkit's own words on the sheets of a respondent workbook, by language; all others are the template's."""

from xlkit.words.catalogue import PlannerWords, Words
from xlkit.words.english import ENGLISH
from xlkit.words.welsh import WELSH

__all__ = ["ENGLISH", "HIDDEN", "TICK", "WELSH", "PlannerWords", "Words", "in_language"]

# The same in every language, since reading relies on them.
TICK = "✓"
HIDDEN = "xlkit"

CATALOGUES = {words.code: words for words in (ENGLISH, WELSH)}


def in_language(code: str) -> Words:
    """The words in a language, by its code, such as `cy` or `cy-GB`; in English where there is no catalogue for it."""
    return CATALOGUES.get(code.casefold().partition("-")[0], ENGLISH)
