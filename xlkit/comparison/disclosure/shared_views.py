"""Shared views: how a commissioner is seen by others, where they are many, and what of that is left out."""

from collections.abc import Iterable, Iterator, Sequence

from xlkit.comparison.disclosure.groups import TOO_FEW
from xlkit.comparison.disclosure.published import SharedView, Withheld
from xlkit.comparison.sides.pairing import Seen, SeenItem
from xlkit.returns.likeness import counted_once

WHOLE = "As others see it: {subject}, by perspective {perspective}"
ITEM = "As others see it, by perspective {perspective}: {ref} {title}"


def shared_views(every: Iterable[Seen], smallest: int) -> tuple[tuple[SharedView, ...], tuple[Withheld, ...]]:
    """The items on which enough organisations have a level, and those left out: one by one, or a view of none whole."""
    shown: list[SharedView] = []
    withheld: list[Withheld] = []
    for seen in every:
        places = {item.name: place for place, item in enumerate(seen.panel.items)}
        for number in dict.fromkeys(one.view.number for one in seen.items):
            mine = [one for one in seen.items if one.view.number == number]
            large = [one for one in mine if _many(one, places[one.item.name]) >= smallest]
            shown += map(_shared, large)
            why = TOO_FEW.format(smallest=smallest)
            withheld += [Withheld(what, why) for what in _left_out(mine, large)]
    return tuple(shown), tuple(withheld)


def _many(item: SeenItem, place: int) -> int:
    """How many organisations have a level on an item, which stands at a place of its panel."""
    speaking = (voice.organisation for voice in item.view.voices if voice.levels[place] is not None)
    return len(set(counted_once(speaking).values()))


def _shared(item: SeenItem) -> SharedView:
    return SharedView(item.view.subject, item.view.perspective.value, item.section, item.item, item.own, item.found)


def _left_out(items: Sequence[SeenItem], shown: Sequence[SeenItem]) -> Iterator[str]:
    view = items[0].view
    if not shown:
        yield WHOLE.format(subject=view.subject, perspective=view.perspective.value)
        return
    for item in items:
        if item not in shown:
            yield ITEM.format(perspective=view.perspective.value, ref=item.item.ref, title=item.item.title)
