"""A correction: what goes back to whoever sent a return with problems, to be put right and returned in its place."""

from msgspec import Struct

from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.words.languages import LANGUAGES
from xlkit.returns.issues import Issue
from xlkit.returns.raw import CellRef


class Check(Struct, frozen=True):
    """A problem to look at: `cell` is where it is put right in a fresh workbook, None where it has no place there.

    `issue` speaks of the file as returned; `advice` is its sentence for the sender, with the addresses of the fresh
    workbook. `found` is the whole of what stood in the cell, or what was picked there in the words that it had.
    """

    issue: Issue
    cell: CellRef | None
    advice: str
    found: str = ""


class Correction(Struct, frozen=True):
    """A fresh workbook to write: its identity (not signed yet), all that was filled in, and what is to be checked.

    It `is_whole` where everything that stood in the return stands in it too.
    """

    identity: Identity
    draft: Draft
    checks: tuple[Check, ...]
    is_whole: bool = True


# What is answered anew: a correction has nothing at its cells, of a topic at none of its ticks.
ANEW = frozenset({"answer-unmatched", "statement-reworded", "question-reworded"})
_WORDS = tuple(language.words.correction for language in LANGUAGES.values())
SHEETS = frozenset(words.sheet for words in _WORDS)  # what its first sheet is called, in each language
# What a remark beside a row begins with.
REMARKS = tuple(text for words in _WORDS for text in (words.sheet, words.done, words.changed))
