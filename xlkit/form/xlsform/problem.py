"""A problem of a template: where it stands, what it is, how much it weighs, and what is made without it."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Weight(StrEnum):
    """What comes of a problem."""

    WRONG = "wrong"  # nothing can be made of the template until it is mended
    LEFT_OUT = "left out"  # a workbook cannot do it: the rest is made without it
    RECORDED = "recorded"  # a device records it and nobody answers it: a workbook has no need of it


class Takes(StrEnum):
    """How much of a sheet a problem takes along where the rest is made without it."""

    NOTHING = ""
    CELL = "cell"
    ROW = "row"
    SHEET = "sheet"


class Problem(Struct, frozen=True):
    """Something wrong or not supported: its sheet and cell, empty where it has no one place, and a sentence.

    `column` names the column that it speaks of, where it is of one row.
    """

    sheet: str
    cell: str
    reason: str
    weight: Weight = Weight.WRONG
    takes: Takes = Takes.NOTHING
    column: str = ""

    @property
    def address(self) -> str:
        """Where it stands: `survey!C5`, `survey` where a whole sheet is meant, or an empty text."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    @property
    def is_wrong(self) -> bool:
        """Whether nothing can be made of the template because of it."""
        return self.weight is Weight.WRONG

    @property
    def said(self) -> str:
        """The problem as a line for the person who edits the template."""
        return f"{self.address}: {self.reason}" if self.address else self.reason


def together(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems that are the same in several cells of a sheet as one, at all of them: `D5, D6, D9`."""
    alike: dict[tuple[str, str, Weight], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.sheet, problem.reason, problem.weight), []).append(problem)
    return tuple(replace(same[0], cell=", ".join(each.cell for each in same if each.cell)) for same in alike.values())
