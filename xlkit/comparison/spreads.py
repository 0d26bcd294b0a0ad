"""Spreads: each item of one instrument over all organisations."""

from collections import Counter
from collections.abc import Sequence

from xlkit.comparison.comparison import ItemSpread, Planned
from xlkit.comparison.panel import Panel
from xlkit.form.crosswalk import Crosswalk
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import counts


def spread(panel: Panel, crosswalk: Crosswalk, actions: Sequence[Planned]) -> tuple[ItemSpread, ...]:
    """The items on the scale, in order, each over the positions of the panel, with the actions that count for it."""
    name = panel.instrument.name
    sections, scale = panel.sections, panel.scale
    planned = Counter(one.action.item for one in actions if one.instrument.name == name and one.number is not None)
    return tuple(
        ItemSpread(
            section=sections[item.name],
            item=item,
            theme=crosswalk.theme_of(name, item.name),
            found=Distribution(counts((position.levels[place] for position in panel.positions), scale), scale),
            actions=planned[item.name],
        )
        for place, item in enumerate(panel.items)
    )
