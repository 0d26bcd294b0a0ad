"""Spreads: each item of one instrument over all organisations."""

from collections import Counter
from collections.abc import Sequence

from xlkit.comparison.comparison import ItemSpread, Planned
from xlkit.comparison.standing.panel import Panel
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.item import Item
from xlkit.measures.distribution import Distribution


def spread(panel: Panel, crosswalk: Crosswalk, actions: Sequence[Planned]) -> tuple[ItemSpread, ...]:
    """The items on the scale, in order, each over the positions of the panel, with the actions that count for it."""
    name = panel.instrument.name
    sections, scale = panel.sections, panel.scale
    planned = Counter(one.action.item for one in actions if one.template == name and one.number is not None)
    return tuple(
        ItemSpread(
            section=sections[item.name],
            item=item,
            theme=crosswalk.theme_of(name, item.name),
            found=Distribution.of((position.levels[place] for position in panel.positions), scale),
            actions=planned[item.name],
            apart=_apart(panel, item),
        )
        for place, item in enumerate(panel.items)
    )


def _apart(panel: Panel, item: Item) -> int:
    """How many of the returns that positions rest on give an answer that is counted apart."""
    if not item.apart:
        return 0
    resting = (one for one, number in zip(panel.returns, panel.numbers, strict=True) if number in panel.own_numbers)
    answers = (one.answer(item.name) for one in resting)
    return sum(answer is not None and bool(item.said_apart(answer.value)) for answer in answers)
