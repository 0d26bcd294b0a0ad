"""Standing: which of several returns speak for their organisation, what they come to, and what is said of others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from xlkit.comparison.standing.panel import Basis, View, Voice
from xlkit.form.identity import Perspective
from xlkit.form.item import Item
from xlkit.measures.grouped import grouped
from xlkit.measures.location import low_median
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


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
    answered = [levels_of(one) for one in speaking]
    levels = tuple(low_median(one.get(item.name) for one in answered) for item in items)
    return Standing(
        basis=Basis.of(speaking),
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


def views(returns: Iterable[Return], items: Sequence[Item], first: int) -> tuple[View, ...]:
    """The views of all returns that speak of others, by subject and perspective; voices are numbered from `first`."""
    others = (one for one in returns if one.identity.perspective is not Perspective.SELF)
    groups = grouped(others, lambda one: (organisation_of(one.subject), one.identity.perspective))
    views = []
    order = list(Perspective)
    for number, key in enumerate(sorted(groups, key=lambda key: (key[0], order.index(key[1]))), start=1):
        voices = tuple(_voices(groups[key], items, number, first))
        first += len(voices)
        views.append(_view(number, groups[key], voices, items))
    return tuple(views)


def _view(number: int, group: Sequence[Return], voices: tuple[Voice, ...], items: Sequence[Item]) -> View:
    asked = {answer.item for one in group for answer in one.answers}
    return View(
        number=number,
        subject=group[0].subject,
        perspective=group[0].identity.perspective,
        voices=voices,
        asked=tuple(place for place, item in enumerate(items) if item.name in asked),
        levels=tuple(low_median(voice.levels[place] for voice in voices) for place in range(len(items))),
    )


def _voices(group: Sequence[Return], items: Sequence[Item], view: int, first: int) -> Iterator[Voice]:
    organisations = grouped(group, lambda completed: organisation_of(completed.organisation))
    for number, mine in enumerate(organisations.values(), start=first):
        standing = stand(mine, items)
        yield Voice(
            number=number,
            view=view,
            organisation=mine[0].organisation,
            subject=mine[0].subject,
            perspective=mine[0].identity.perspective,
            basis=standing.basis,
            speaking=standing.speaking,
            levels=standing.levels,
        )
