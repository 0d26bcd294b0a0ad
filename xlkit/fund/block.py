"""A block contract taken apart: what is each person's own, what is shared and how, and what nobody has divided yet."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from xlkit.fund.division import divided


class Split(StrEnum):
    """How a shared element is divided."""

    EQUALLY = "equally"
    BY_WEIGHT = "by_weight"
    BY_HOURS = "by_hours"
    NOT_AT_ALL = "not_at_all"


class Amount(Struct, frozen=True):
    """Time and money a week: whole minutes and whole pence."""

    minutes: int = 0
    pence: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.minutes + other.minutes, self.pence + other.pence)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.minutes - other.minutes, self.pence - other.pence)


NOTHING = Amount()


def same_code(code: str) -> str:
    """What two spellings of one code have in common: capitals and spaces make no other."""
    return "".join(code.split()).casefold()


VACANT = ("vacan", "void")  # how the code of a row begins that is nobody's: vacancy, vacant, vacancy 2


class Element(Struct, frozen=True):
    """A shared element of a block, such as a sleep-in: how much it is a week, and how it is divided."""

    name: str
    amount: Amount
    split: Split


class Person(Struct, frozen=True):
    """A person by their code, or a vacancy: own time and money, and a weight for each element; 0 takes no part.

    `before` is what they had until now, where that is known.
    """

    code: str
    own: Amount
    weights: Mapping[str, Fraction]
    before: Amount | None = None

    @property
    def is_vacancy(self) -> bool:
        """Whether it is nobody yet."""
        return self.code.casefold().startswith(VACANT)


class Block(Struct, frozen=True):
    """A contract with its shared elements and the people in it, in the order in which odd units fall."""

    whole: Amount
    elements: Sequence[Element]
    people: Sequence[Person]

    def weights(self, element: Element) -> tuple[Fraction, ...]:
        """What each person's part of an element is reckoned by, in their order."""
        own = [person.weights.get(element.name, Fraction(0)) for person in self.people]
        if element.split is Split.EQUALLY:
            return tuple(Fraction(weight > 0) for weight in own)
        if element.split is Split.BY_HOURS:
            pairs = zip(self.people, own, strict=True)
            return tuple(Fraction(person.own.minutes if weight > 0 else 0) for person, weight in pairs)
        return tuple(own) if element.split is Split.BY_WEIGHT else (Fraction(0),) * len(own)

    def lacks_hours(self, element: Element) -> bool:
        """Whether an element is divided by own hours, and nobody who has a part in it has any."""
        has_parts = any(person.weights.get(element.name) for person in self.people)
        return element.split is Split.BY_HOURS and has_parts and not self.is_divided(element)

    def parts_of_nothing(self, person: Person) -> list[str]:
        """The names under which a person has a part in an element that is not there."""
        return [name for name in person.weights if name not in {element.name for element in self.elements}]

    def is_divided(self, element: Element) -> bool:
        """Whether anybody takes part in an element; if nobody does, it stays undivided."""
        return any(self.weights(element))

    def parts(self, element: Element) -> tuple[Amount, ...]:
        """What of an element falls to each person, in their order."""
        weights = self.weights(element)
        if not any(weights):
            return (NOTHING,) * len(weights)
        minutes, pence = (divided(total, weights) for total in (element.amount.minutes, element.amount.pence))
        return tuple(map(Amount, minutes, pence))

    def results(self) -> tuple[Amount, ...]:
        """What each person has in all, in their order."""
        shares = [self.parts(element) for element in self.elements]
        return tuple(sum((parts[place] for parts in shares), person.own) for place, person in enumerate(self.people))

    @property
    def undivided(self) -> Amount:
        """The shared elements that nobody has divided."""
        return sum((each.amount for each in self.elements if not self.is_divided(each)), NOTHING)

    @property
    def gap(self) -> Amount:
        """What the contract holds beyond all people and undivided elements; nothing where the block closes."""
        return self.whole - sum(self.results(), self.undivided)
