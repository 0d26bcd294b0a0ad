"""With people: a comparison with what people said at a workshop beside its levels, and what was promised there."""

from collections.abc import Sequence

from msgspec.structs import replace

from xlkit.comparison.actions import ordered, promised
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.people.heard import people_heard
from xlkit.voice.following import Following
from xlkit.voice.workshop import Workshop


def said_from(comparison: Comparison, uneasy: int) -> Comparison:
    """The comparison where `uneasy` of a hundred people are said to feel otherwise, in each council of a region too."""
    region = comparison.region
    if region and region.heard:
        rows = tuple(replace(row, said=replace(row.said, uneasy=uneasy)) for row in region.heard.rows)
        region = replace(region, heard=replace(region.heard, rows=rows))
    return replace(comparison, region=region, uneasy=uneasy)


def with_people(comparison: Comparison, workshop: Workshop, earlier: Sequence[Workshop] = ()) -> Comparison:
    """The comparison with what people say; promises join its actions, and no level changes.

    Before its day no card stands in a theme, and nothing is beside the levels. `earlier` are workshops of earlier
    rounds, which say what was promised before.
    """
    following = Following.of(workshop)
    subjects = [theme.title for theme in comparison.crosswalk.themes]
    more = promised(following, comparison.crosswalk, comparison.as_at, earlier)
    heard = people_heard(following, subjects, comparison.markets, comparison.uneasy)
    return replace(
        comparison,
        heard=heard if heard.themes else None,
        actions=ordered((*comparison.actions, *more)),
        earlier=tuple(dict.fromkeys((*comparison.earlier, *(each.round for each in earlier)))),
    )
