"""Scale matrices: what returns say on scales that are not levels, by the items' roles."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from xlkit.comparison.gathered import Listed, Told
from xlkit.comparison.other_scales.questions import Question
from xlkit.comparison.other_scales.shares import Share
from xlkit.comparison.standing.panel import Panel, Position, Themed
from xlkit.form.instrument import Section
from xlkit.form.item import Choice, Item, Role
from xlkit.measures.picks import SHIFTS

MATRIX_ROLES = (Role.RATING, Role.FORECAST, Role.OUTCOME)


def is_in_matrix(item: Item | None) -> bool:
    """Whether an item is picked from a scale other than levels, which are compared as levels whatever their role."""
    return item is not None and item.role in MATRIX_ROLES and item.is_picked and not item.has_levels


class ChoiceScale(Struct, frozen=True):
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

    def place(self, choice: Choice | None) -> int:
        """The place in the order of a choice as formulas have it, 0 where there is none."""
        return self.order(choice) or 0

    def find(self, said: object) -> Choice | None:
        """The choice of a name, or of a label; None where there is none."""
        by_name = (choice for choice in self.choices if choice.name == said)
        by_label = (choice for choice in self.choices if choice.label == said)
        return next(by_name, next(by_label, None))


class ScaleStep(Struct, frozen=True):
    """One choice of a scale, with the references of the items that are picked from it."""

    scale: ChoiceScale
    choice: Choice
    refs: tuple[str, ...]


class MatrixItem(Themed, frozen=True):
    """One item that is picked from a scale; `picks`, `days` and `entered` go by the positions of its panel.

    `days` hold the date that each organisation's wording gives to the item, None where its template names none, and
    `entered` the date that stands beside its answer. `moment` is what the date is called.
    """

    role: Role
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


class Given(Struct, frozen=True):
    """A forecast of an earlier round, and the day on which it was given, where its return says so."""

    choice: Choice
    on: date | None
    round: str


NOW, NOT_GIVEN, UNDATED = "this round", "none", "{round}, undated"


class Prospect(Struct, frozen=True):
    """One forecast of one organisation beside the outcomes of the same section and date.

    `passed` says whether its date has passed. This round's answer, which was `said_on` a day, is a forecast where it
    `counts_now`, that is, was given by that date; `before` is what an earlier round forecast. `reached`, `answered`
    and `outcomes` count the outcomes that are reached, that have an answer, and all of them.
    """

    forecast: MatrixItem
    position: Position
    passed: str
    counts_now: bool
    said_on: date | None
    before: Given | None
    reached: int
    answered: int
    outcomes: int

    @property
    def day(self) -> date | None:
        """The organisation's own date of the forecast."""
        return self.forecast.days[self.position.number - 1]

    @property
    def choice(self) -> Choice | None:
        """What is answered in this round, though perhaps after the date."""
        return self.forecast.picks[self.position.number - 1]

    @property
    def given(self) -> Choice | None:
        """What was forecast by the date."""
        return self.choice if self._is_now else self.before.choice if self.before else None

    @property
    def _is_now(self) -> bool:
        return self.counts_now and self.choice is not None

    @property
    def is_undated(self) -> bool:
        """Whether what was forecast is taken as given by the date, since nobody knows the day on which it was."""
        if self._is_now:
            return self.passed == YES and self.said_on is None
        return self.before is not None and self.before.on is None

    @property
    def where(self) -> str:
        """Where the forecast that holds was given, in words."""
        given_in = NOW if self._is_now else self.before.round if self.before else NOT_GIVEN
        return UNDATED.format(round=given_in) if self.is_undated else given_in

    @property
    def result(self) -> str | None:
        """What became of the outcomes, in a word; None where nothing was to come about."""
        if not self.outcomes:
            return None
        if not self.answered:
            return NOT_ANSWERED
        return ALL if self.reached == self.outcomes else SOME if self.reached else NONE


YES, NO, NO_DATE = "yes", "no", "no date"  # whether a date has passed
ALL, SOME, NONE, NOT_ANSWERED = "all", "some", "none", "not answered"
RESULTS = (ALL, SOME, NONE, NOT_ANSWERED)


class Crossed(Struct, frozen=True):
    """What became of one forecast where its date has passed; `choice` is None where none was made, and `scale` too.

    `results` goes by the words of RESULTS.
    """

    scale: ChoiceScale | None
    choice: Choice | None
    results: Mapping[str, int]

    @property
    def n(self) -> int:
        """How many of its dates have passed."""
        return sum(self.results.values())


class Progress(Struct, frozen=True):
    """How far on one organisation is on one section: its lowest forecast for the next date, and outcomes reached.

    `outlook` is the place of that forecast in the order, 0 without one; `place` counts from the furthest on.
    """

    section: Section
    position: Position
    next_day: date | None
    forecast: Choice | None
    outlook: int
    reached: int
    outcomes: int
    place: int

    @property
    def key(self) -> int:
        """What organisations are put in order by: the forecast first, then the outcomes reached."""
        return self.outlook * STEP + self.reached


STEP = 1_000  # more than the outcomes of any section


class Shift(Struct, frozen=True):
    """One item of one organisation in two rounds: what was picked then, and what now.

    `position` is None where the organisation has none any more.
    """

    organisation: str
    position: Position | None
    about: MatrixItem
    before: Choice | None
    now: Choice | None
    state: str


class ItemChange(Struct, frozen=True):
    """One item since an earlier round: how many are in each state."""

    about: MatrixItem
    states: Mapping[str, int]

    @property
    def matched(self) -> int:
        """How many picked both times."""
        return sum(self.states[state] for state in SHIFTS)


class Change(Struct, frozen=True):
    """The matrices of a panel against those of an earlier round, in the words of their periods.

    `matched`, `joined` and `left` name the organisations with a return in both rounds, only now, and only then. `items`
    are ratings first, then forecasts, then outcomes.
    """

    earlier: str
    now: str
    matched: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    shifts: tuple[Shift, ...]
    items: tuple[ItemChange, ...]


class Matrices(Struct, frozen=True):
    """All that one instrument has beside the levels, by the roles of its items; `questions` are those without one."""

    panel: Panel
    scales: tuple[ChoiceScale, ...]
    items: tuple[MatrixItem, ...]
    prospects: tuple[Prospect, ...]
    crossed: tuple[Crossed, ...]
    progress: tuple[Progress, ...]
    requests: tuple[Told, ...]
    gathered: tuple[Told, ...]
    registered: tuple[Listed, ...]
    other_rows: tuple[Listed, ...]
    shares: tuple[Share, ...]
    questions: tuple[Question, ...]
    changes: tuple[Change, ...]

    @property
    def is_unordered(self) -> bool:
        """Whether its instrument has nothing in any order: no levels, and no scale of its own."""
        return not self.panel.items and not self.items

    def of_role(self, role: Role) -> tuple[MatrixItem, ...]:
        """The items that have a role."""
        return tuple(item for item in self.items if item.role is role)

    @property
    def steps(self) -> tuple[ScaleStep, ...]:
        """The choices of all scales, in their order."""
        refs = {scale: tuple(item.item.ref for item in self.items if item.scale == scale) for scale in self.scales}
        return tuple(ScaleStep(scale, choice, refs[scale]) for scale in self.scales for choice in scale.choices)

    @property
    def organisations(self) -> tuple[str, ...]:
        """The organisations, in the order of the positions."""
        return tuple(position.organisation for position in self.panel.positions)


def choices_of(scales: Iterable[ChoiceScale]) -> tuple[tuple[ChoiceScale, Choice], ...]:
    """The choices of some scales, each label once, with the scale that it is first met in."""
    choices: dict[str, tuple[ChoiceScale, Choice]] = {}
    for scale in scales:
        for choice in scale.choices:
            choices.setdefault(choice.label, (scale, choice))
    return tuple(choices.values())
