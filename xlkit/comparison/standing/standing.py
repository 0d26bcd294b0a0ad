"""Standing: which of several returns speak for their organisation, and the levels they come to."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from xlkit.comparison.standing.panel import Basis
from xlkit.form.item import Item
from xlkit.measures.location import low_median
from xlkit.returns.completed import Return


class Standing(Struct, frozen=True):
    """What some returns of one organisation come to; `speaking` holds the ids of those that count.

    `levels` and `apart` go by the items: where there is no level, the words under which an answer is counted apart.
    """

    basis: Basis
    speaking: tuple[str, ...]
    levels: tuple[int | None, ...]
    apart: tuple[str, ...]


def stand(group: Sequence[Return], items: Sequence[Item]) -> Standing:
    """The standing of an organisation: its agreed return, or else its only one, or else the low median of several."""
    agreed = [one for one in group if one.agreed]
    speaking = agreed or list(group)
    alone = Basis.AGREED if agreed else Basis.ONE_VIEW
    answered = [levels_of(one) for one in speaking]
    levels = tuple(low_median([one[item.name] for one in answered if item.name in one]) for item in items)
    return Standing(
        basis=alone if len(speaking) == 1 else Basis.MIDDLE,
        speaking=tuple(one.identity.return_id for one in speaking),
        levels=levels,
        apart=tuple("" if level else _apart(speaking, item) for item, level in zip(items, levels, strict=True)),
    )


def _apart(speaking: Sequence[Return], item: Item) -> str:
    """What the first of some returns answers that is counted apart."""
    answers = (one.answer(item.name) for one in speaking) if item.apart else ()
    return next((words for answer in answers if answer and (words := item.said_apart(answer.value))), "")


def levels_of(completed: Return) -> Mapping[str, int]:
    """The levels of a return by item; items without one are left out."""
    return {answer.item: answer.level for answer in completed.answers if answer.level is not None}
