"""A council's workbook read back: its returns, or its counts alone."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from xlkit.measures.scale import Counts
from xlkit.returns.completed import Answer, Return
from xlkit.returns.issues import Issue

AS_WRITTEN = "give it as xlkit merge wrote it"  # what to do about one that was edited
SEPARATOR = " › "  # between a council's workbook and the return that it holds, in the path of a ledger's entry
# The columns of the sheet in which a shared workbook gives its counts to be read back, found by these headings; the
# counts of each level stand between n and the council's own levels.
COUNTED_FIRST = (
    *("council", "round", "as_at", "smallest_group", "template", "version", "organisations", "theme", "title", "shown"),
    "n",
)
COUNTED_LAST = ("own_level", "own_lowest")
OWN_STEPS = "own_steps"  # a last column, where a council's own level is on another scale than its providers are
# What the cover of a consolidated workbook says for a merge with other councils, found by these labels.
OF_COUNCIL, SMALLEST_GROUP = "Council of the round", "Smallest group that everybody may see"
COUNCIL = "Council"  # the title of the grouping of providers by council
SOMETHING_ELSE = "Something else"  # what people speak of that is no theme of levels
TOGETHER = "All together"  # the row of a region's table that adds up its councils
LOOSE = "This merge"  # the council of returns that came as files, where neither round nor commissioner names one


def count_level(level: int) -> str:
    """The heading of the counts of a level."""
    return f"level_{level}"


def smallest_of(council: str) -> str:
    """The label of the smallest group of one council of a region, where it is not that of the whole."""
    return f"{SMALLEST_GROUP}: {council}"


class CountedTheme(Struct, frozen=True):
    """Where the providers of one council stand on a theme; `counts` is None where its shared workbook shows none.

    `level` and `lowest` are those of the council itself.
    """

    theme: str
    counts: Counts | None
    level: int | None
    lowest: int | None


class CountedSide(Struct, frozen=True):
    """What a shared workbook counts through one instrument; `organisations` is None where they are too few to say.

    `steps` is how many steps the scale of its counts has, `own_steps` that of the council's own levels.
    """

    template: str
    version: str
    steps: int
    own_steps: int
    organisations: int | None
    themes: tuple[CountedTheme, ...]


class Counted(Struct, frozen=True):
    """What a shared workbook gives: the figures of one council in one round, on no fewer than `smallest` providers."""

    council: str
    round: str
    as_at: date | None
    smallest: int
    sides: tuple[CountedSide, ...]


class CountedPeople(Struct, frozen=True):
    """How many people a council heard, and of them how many named each theme, by its title, under each heading."""

    heard: int
    headings: tuple[str, ...]
    themes: Mapping[str, Mapping[str, int]]


class Kept(Struct, frozen=True):
    """A return that a consolidated workbook keeps, with the council it belongs to and what was found on the way.

    `gone` are its answers to questions that its instrument no longer has. `smallest` is the smallest group of its
    council, 0 where that is the whole workbook's.
    """

    completed: Return
    council: str
    issues: tuple[Issue, ...] = ()
    gone: tuple[Answer, ...] = ()
    smallest: int = 0


class CouncilWorkbook(Struct, frozen=True):
    """A consolidated workbook read back: its returns, or its counts; issues are about the workbook as a whole.

    `publisher` is the council that its round named, and `smallest` how few organisations a figure for everybody may
    rest on: an empty text and 0 where the workbook does not say. `people` is what people say, by their council.
    """

    returns: tuple[Kept, ...] = ()
    counted: Counted | None = None
    issues: tuple[Issue, ...] = ()
    publisher: str = ""
    smallest: int = 0
    people: Mapping[str, CountedPeople] = field(default_factory=dict)
