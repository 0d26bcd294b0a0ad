"""Voices: what organisations say of others, gathered into views by subject and perspective."""

from collections.abc import Iterable, Iterator, Sequence

from xlkit.comparison.standing.panel import View, Voice
from xlkit.comparison.standing.standing import stand
from xlkit.form.identity import Perspective
from xlkit.form.item import Item
from xlkit.grouped import grouped
from xlkit.measures.location import low_median
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


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
        levels=tuple(_middle(voice.levels[place] for voice in voices) for place in range(len(items))),
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


def _middle(levels: Iterable[int | None]) -> int | None:
    return low_median([level for level in levels if level is not None])
