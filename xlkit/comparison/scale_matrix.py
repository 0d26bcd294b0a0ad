"""Ratings: what returns say on scales that are not the five levels, and in tables and texts, by the items' roles."""

from dataclasses import dataclass
from datetime import date

from xlkit.comparison.panel import Panel, Position
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Section
from xlkit.form.item import Choice, Item, Role
from xlkit.returns.completed import Answer, Return, TableRow

MATRIX_ROLES = (Role.RATING, Role.FORECAST, Role.OUTCOME)


def is_rated(item: Item | None) -> bool:
    """Whether an item is picked from a scale of its own; levels are compared as levels, whatever their role."""
    return item is not None and item.role in MATRIX_ROLES and item.is_picked and not item.has_levels


@dataclass(frozen=True, slots=True)
class ChoiceScale:
    """The choices that several items share, `number` counting from 1: the ordered ones from the least, then others.

    `orders` goes by the choices: the rank, or, where no choice has one, 2 for reached and 1 for not; None where the
    choice has no place in the order.
    """

    number: int
    choices: tuple[Choice, ...]
    orders: tuple[int | None, ...]

    @property
    def ordered(self) -> tuple[Choice, ...]:
        """The choices that have a place in the order, the least first."""
        return tuple(choice for choice, order in zip(self.choices, self.orders, strict=True) if order is not None)

    def order(self, choice: Choice | None) -> int | None:
        """The place in the order of a choice."""
        return None if choice is None else self.orders[self.choices.index(choice)]

    def find(self, picked: object) -> Choice | None:
        """The choice of a name, or of a label; None where there is none."""
        by_name = (choice for choice in self.choices if choice.name == picked)
        by_label = (choice for choice in self.choices if choice.label == picked)
        return next(by_name, next(by_label, None))


@dataclass(frozen=True, slots=True)
class Rated:
    """One item that is picked from a scale; `picks`, `days` and `entered` go by the positions of its panel.

    `days` hold the date that each organisation's wording gives to the item, None where its template names none, and
    `entered` the date that stands beside its answer. `moment` is what the date is called.
    """

    section: Section
    item: Item
    role: Role
    theme: Theme | None
    scale: ChoiceScale
    picks: tuple[Choice | None, ...]
    moment: str
    days: tuple[date | None, ...]
    entered: tuple[date | None, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many organisations picked each choice of the scale."""
        return tuple(self.picks.count(choice) for choice in self.scale.choices)

    @property
    def day(self) -> date | None:
        """The date that all organisations have for it, or None."""
        return self.days[0] if len(set(self.days)) == 1 else None


@dataclass(frozen=True, slots=True)
class Prospect:
    """One forecast of one organisation, by their places, beside the outcomes of the same section and date.

    `reached`, `answered` and `outcomes` count those that are reached, that have an answer, and all of them.
    """

    rated: int
    position: int
    reached: int
    answered: int
    outcomes: int

    @property
    def result(self) -> str:
        """What became of the outcomes, in a word; empty where nothing was to come about."""
        if not self.outcomes:
            return ""
        if not self.answered:
            return NOT_ANSWERED
        return ALL if self.reached == self.outcomes else SOME if self.reached else NONE


ALL, SOME, NONE, NOT_ANSWERED = "all", "some", "none", "not answered"
RESULTS = (ALL, SOME, NONE, NOT_ANSWERED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far on one organisation is on one section: its lowest forecast for the next date, and outcomes reached.

    `outlook` is the place of that forecast in the order, 0 without one; `place` counts from the furthest on.
    """

    section: Section
    position: int
    next_day: date | None
    outlook: int
    reached: int
    outcomes: int
    place: int

    @property
    def key(self) -> int:
        """What organisations are put in order by: the forecast first, then the outcomes reached."""
        return self.outlook * STEP + self.reached


STEP = 1_000  # more than the outcomes of any section


@dataclass(frozen=True, slots=True)
class Told:
    """A text that is gathered; of a request for support `helpers` are the positions ahead, the furthest on first.

    `number` is the position of the organisation it speaks for, None where it speaks for none.
    """

    completed: Return
    section: Section
    item: Item
    theme: Theme | None
    answer: Answer
    number: int | None
    helpers: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of somebody's table."""

    completed: Return
    section: Section
    item: Item
    theme: Theme | None
    row: TableRow


@dataclass(frozen=True, slots=True)
class Shift:
    """One item of one organisation in two rounds: what was picked then, and what now."""

    organisation: str
    position: int | None
    rated: int
    before: Choice | None
    now: Choice | None
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """The ratings of a panel against those of an earlier round, in the words of their periods.

    `matched`, `joined` and `left` name the organisations with a return in both rounds, only now, and only then.
    """

    earlier: str
    now: str
    matched: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Ratings:
    """All that one instrument has beside the five levels, by the roles that its template gives to its items."""

    panel: Panel
    scales: tuple[ChoiceScale, ...]
    rated: tuple[Rated, ...]
    prospects: tuple[Prospect, ...]
    progress: tuple[Progress, ...]
    requests: tuple[Told, ...]
    gathered: tuple[Told, ...]
    registered: tuple[Listed, ...]
    other_rows: tuple[Listed, ...]
    changes: tuple[Change, ...]

    def of_role(self, role: Role) -> tuple[Rated, ...]:
        """The items that have a role."""
        return tuple(one for one in self.rated if one.role is role)

    @property
    def organisations(self) -> tuple[str, ...]:
        """The organisations, in the order of the positions."""
        return tuple(position.organisation for position in self.panel.positions)
