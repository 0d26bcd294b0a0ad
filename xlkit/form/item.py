"""Items: one question of an instrument, how it is answered, and what can be picked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.expression import Column, Expression, names_in

NAMED = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")  # a setting, or an answer, in a text
# The days that a cell for a date takes. A year typed by itself is a day of 1905 to every spreadsheet program.
EARLIEST, LATEST = date(1920, 1, 1), date(2099, 12, 31)
# The words of an item beside those of its choices.
WORDS = ("title", "hint", "evidence", "day", "advice", "asks", "live_title", "live_hint")
Worded = TypeVar("Worded", bound=Struct)


class Kind(StrEnum):
    """How an item is answered."""

    STATEMENTS = "statements"  # a select_one whose choices stand in rows, each with its own tick
    CHOICE = "choice"  # a select_one answered in one dropdown cell
    MANY = "many"  # a select_multiple: its choices stand in rows, and any number may be ticked
    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TABLE = "table"  # a repeat: rows prepared to be filled in, each with the same fields
    NOTE = "note"  # read, never answered
    HEADING = "heading"  # of a group inside a section: read, never answered


class Role(StrEnum):
    """What part an item has in the consolidated workbook, where its template declares one."""

    RATING = "rating"  # picked from an ordered scale that is not the levels: a matrix of items by organisation
    FORECAST = "forecast"  # a rating of what is to be by a date: a matrix by date
    OUTCOME = "outcome"  # whether what was to be by a date has come about; held against the forecasts for that date
    REGISTER = "register"  # a table whose rows are gathered from all organisations
    GATHER = "gather"  # texts, numbers or dates set one below the other
    SUPPORT = "support"  # a request for help: gathered, with who is ahead on what it is about
    SHARE = "share"  # how many of a whole, which another item counts: both are added up, and one held against the other
    SAID = "said"  # a table with a row for each person, or a team's own text: it makes a workshop workbook of its own
    PROFILE = "profile"  # of a person's review: a table whose rows stand on the one-page profile
    TOP = "top"  # of a person's review: a table of which the two most important rows are picked


class Said(StrEnum):
    """What a column is in a table of what people say; `use` and `told` speak of the statement before them.

    In a form without such a table a team speaks: `how` goes on with the statement before it, `group` is what kind of
    group the team is, and `use` speaks of all its statements.
    """

    CODE = "code"  # the person's code: it stands there when the workbook is issued, and nobody types it
    WORDS = "words"
    USE = "use"
    TOLD = "told"
    REVIEWED = "reviewed"
    SERVICE = "service"
    LOCALITY = "locality"
    HOW = "how"
    GROUP = "group"


class Use(StrEnum):
    """How what a person said may be used, as they settled it."""

    WORDS = "words"  # these words, which were checked to name nobody
    UNCHECKED = "unchecked"  # these words, once somebody has checked that they name nobody
    COUNTED = "counted"  # counted, and the words not passed on
    REFUSED = "refused"
    HELD = "held"  # somebody has to act on it first: a concern for somebody's safety

    @property
    def passes_words(self) -> bool:
        """Whether the words may be passed on at all."""
        return self in (Use.WORDS, Use.UNCHECKED)


class Tone(StrEnum):
    """The colour that a choice is shown in, always beside its words."""

    RED = "red"
    AMBER_RED = "amber_red"
    AMBER_GREEN = "amber_green"
    GREEN = "green"
    GREY = "grey"


class Run(Struct, frozen=True):
    """A piece of a text that stands out, or does not."""

    text: str
    is_bold: bool = False
    is_slanted: bool = False


class Choice(Struct, frozen=True):
    """One answer that can be picked; `score` is its level (1 is the lowest), None where it is not on a scale.

    `label_they` words it for those who answer about another organisation, where the template does. `rank` is its place
    on an ordered scale that is not the levels (1 is the least), `reached` whether it says that an outcome came about.
    What is counted `apart`, under such words as “n/a” or “don't know”, is an answer that stands outside the order.
    `use` is how it lets what a person said be used. It is `offered` as long as that holds, where its list follows
    other answers.
    """

    name: str
    label: str
    score: int | None = None
    label_they: str = ""
    rank: int | None = None
    reached: bool = False
    tone: Tone | None = None
    apart: str = ""
    use: Use | None = None
    offered: Expression | None = None


class Item(Struct, frozen=True, dict=True):
    """One question; `ref` is its visible reference, unique in the workbook, `evidence` its evidence box's prompt.

    `day` is the prompt of the date beside its answer; `fields` and `rows` are the columns of a table and how many rows
    are prepared; the fields of a table have the names and references of their columns alone. `workings` are what is
    worked out in each row and nobody sees. An item that is not
    `relevant` need not be answered; `constraint` speaks of the answer as `.`, and `advice` says what it wants. One with
    a `calculation` is worked out, and nobody is asked. `live_title` and `live_hint` are its words with answers in them
    as `${name}`, where it has such; elsewhere than beside the question, a reference stands for an answer.
    `default` stands as its answer to begin with, and `asks` is what its template says of an answer that is missing.
    The choices of one that `is_listed` stand in cells, from which its dropdown takes those that are offered; one that
    `picks` takes a text that stands in a column of a table. A text that `is_long` has room for a paragraph.
    `runs` are its title in pieces, where some of a note stand out.
    `when` names the setting that holds the date it speaks of, `of` the item that counts the whole of which its answer
    is a part. `said` is what it is in a table of what people say, and `wall` the heading under which such a statement
    stands.
    """

    name: str
    ref: str
    title: str
    kind: Kind
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    evidence: str = ""
    day: str = ""
    fields: tuple["Item", ...] = ()
    workings: tuple["Item", ...] = ()
    rows: int = 0
    relevant: Expression | None = None
    constraint: Expression | None = None
    calculation: Expression | None = None
    default: str | float | date | None = None
    is_listed: bool = False
    picks: Column | None = None
    is_long: bool = False
    runs: tuple[Run, ...] = ()
    asks: str = ""
    live_title: str = ""
    live_hint: str = ""
    advice: str = ""
    role: Role | None = None
    when: str = ""
    said: Said | None = None
    wall: str = ""
    of: str = ""

    @cached_property
    def steps(self) -> int:
        """How many steps the scale has whose levels are its choices, each of them once; 0 where they are none."""
        # Worked out once: every cell that shows a level asks for it.
        scores = {choice.score for choice in self.choices if not choice.apart}
        is_scale = scores == set(range(1, len(scores) + 1)) and len(scores) > 1
        return len(scores) if is_scale else 0

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to it, which a person gives or which is worked out."""
        return self.kind not in (Kind.NOTE, Kind.HEADING)

    @property
    def is_given(self) -> bool:
        """Whether it stands in the workbook when that is issued, and nobody types it."""
        return self.said is Said.CODE

    @property
    def rules(self) -> Iterator[Expression]:
        """Its expressions, and those of the columns of a table."""
        for part in (self, *self.fields, *self.workings):
            every = (part.relevant, part.constraint, part.calculation, *(choice.offered for choice in part.choices))
            yield from (expression for expression in every if expression is not None)

    @property
    def spoken_of(self) -> frozenset[str]:
        """The names of the items that its expressions and its live words speak of."""
        named = (match[1] for text in (self.live_title, self.live_hint) for match in NAMED.finditer(text))
        return frozenset(named).union(*map(names_in, self.rules))

    @property
    def alive(self) -> "Item":
        """The item with its live words in the place of those that stand elsewhere."""
        return replace(self, title=self.live_title or self.title, hint=self.live_hint or self.hint)

    @property
    def is_asked(self) -> bool:
        """Whether a person gives the answer."""
        return self.is_answered and self.calculation is None

    @property
    def is_picked(self) -> bool:
        """Whether one of its choices is picked."""
        return self.kind in (Kind.STATEMENTS, Kind.CHOICE)

    @cached_property
    def has_levels(self) -> bool:
        """Whether every choice stands on the scale or is counted apart, so that answers can be compared."""
        scores = [choice.score for choice in self.choices if not choice.apart]
        return bool(scores) and None not in scores

    @cached_property
    def apart(self) -> tuple[Choice, ...]:
        """The choices that are counted apart, on a scale of levels."""
        return tuple(choice for choice in self.choices if choice.apart) if self.has_levels else ()

    def said_apart(self, name: object) -> str:
        """The words under which the choice of that name is counted apart; empty for any other."""
        return next((choice.apart for choice in self.apart if choice.name == name), "")

    @property
    def has_ranks(self) -> bool:
        """Whether its choices stand on an ordered scale that is not the levels, but for such as do not apply."""
        return self.is_picked and not self.has_levels and any(choice.rank is not None for choice in self.choices)

    @property
    def is_graded(self) -> bool:
        """Whether what is picked is worth naming and counting: it stands on an ordered scale, or has a colour."""
        has_tones = self.is_picked and not self.has_levels and any(choice.tone for choice in self.choices)
        return self.has_ranks or has_tones

    @property
    def is_planned(self) -> bool:
        """Whether the action planner has rows for it: what stands on a scale has a next step."""
        return self.has_levels or self.has_ranks

    @property
    def is_ticked(self) -> bool:
        """Whether its choices stand in rows, each with its own tick."""
        return self.kind in (Kind.STATEMENTS, Kind.MANY)

    def choice(self, name: str) -> Choice | None:
        """The choice of that name, or None."""
        return next((choice for choice in self.choices if choice.name == name), None)

    def at_level(self, level: int | None) -> Choice | None:
        """The choice at that level, or None."""
        return next((choice for choice in self.choices if level is not None and choice.score == level), None)

    def statement_ref(self, position: int) -> str:
        """The visible reference of the statement at a position (1 is the first): `2.1.3`."""
        return f"{self.ref}.{position}"

    def filled(self, values: Mapping[str, str]) -> "Item":
        """The item with values in its words, in place of the names that stand there as `${name}`."""
        choices = (with_values(choice, values, "label", "label_they") for choice in self.choices)
        words = with_values(self, values, *WORDS)
        return replace(words, choices=tuple(choices), fields=tuple(part.filled(values) for part in self.fields))


def put_in(text: str, values: Mapping[str, str]) -> str:
    """A text with values in the place of what stands for them."""
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def with_values(worded: Worded, values: Mapping[str, str], *fields: str) -> Worded:
    """A structure with values in some of its texts, in the place of what stands for them."""
    return replace(worded, **{name: put_in(getattr(worded, name), values) for name in fields})


def firsts(fields: Iterable[Item]) -> Sequence[int]:
    """The places of the fields that begin something: how a statement may be used, and who told it, go on with it."""
    return [at for at, field in enumerate(fields) if field.said not in (Said.USE, Said.TOLD)]


def statements(table: Item) -> Iterator[tuple[Item, Item]]:
    """The statements that a row of a table of what people say has room for, each with the field of how it is used."""
    words = table
    for column in table.fields:
        if column.said is Said.WORDS:
            words = column
        elif column.said is Said.USE:
            yield words, column
