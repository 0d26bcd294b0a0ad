"""Publishers: who a workbook for everybody may name: the councils that publish it, and nobody else."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from xlkit.comparison.comparison import Comparison, Note
from xlkit.comparison.disclosure.published import Withheld
from xlkit.comparison.regional.region import Region
from xlkit.comparison.sides.market import markets
from xlkit.comparison.sides.pairing import Seen
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Side
from xlkit.returns.names import organisation_of

NOT_THE_COUNCIL = "not the council"  # the kind of the notes
NOT_PUBLISHED = "Only a council that publishes this workbook is shown by name."
TO_DO = (
    "so shared workbooks leave it out: if it is a provider, let its return speak as “provider” about the council; if "
    "it is the council, name it in the round's control workbook as in its return."
)
UNKNOWN = (
    "It is answered about others, and no council is known to publish this round, so shared workbooks leave that out: "
    "name the council in the round's control workbook."
)


def publishers(
    panels: Sequence[Panel], council: str, region: Region | None, providers: frozenset[str]
) -> frozenset[str]:
    """The names of those that publish, in their plain form: a region's councils, or else the council of the round.

    Where no round names a council they are all that speak of themselves as commissioners but for `providers`, by plain
    names; and where there is none of them either, the only one that providers speak of.
    """
    if region is not None:
        return frozenset(organisation_of(one.name) for one in region.councils)
    if organisation_of(council):
        return frozenset({organisation_of(council)})
    speaking = {
        organisation_of(position.organisation) for panel in _commissioning(panels) for position in panel.positions
    } - providers
    spoken_of = _spoken_of(panels) - providers
    return frozenset(speaking or (spoken_of if len(spoken_of) == 1 else ()))


def published(comparison: Comparison) -> Comparison:
    """The comparison without what others than its publishers say as commissioners, and without what is said of them."""
    names = comparison.publishers
    commissioners = [replace(panel, positions=_named(panel, names)) for panel in _commissioning(comparison.panels)]
    return replace(
        comparison,
        markets=markets(
            [panel for panel, _ in comparison.spreads],
            [one for one in commissioners if one.positions and one.items],
            comparison.crosswalk,
            comparison.cut,
        ),
        councils=tuple(one for one in comparison.councils if organisation_of(one.position.organisation) in names),
        seen=tuple(_seen(one, names) for one in comparison.seen),
    )


def unpublished(comparison: Comparison) -> Iterator[Withheld]:
    """What others than the publishers say as commissioners, and what is said of them, without naming anybody."""
    names = comparison.publishers
    for panel in _commissioning(comparison.panels):
        title = panel.instrument.title
        if len(_named(panel, names)) < len(panel.positions):
            yield Withheld(f"{title}: answers of others than the council about themselves", NOT_PUBLISHED)
        if any(organisation_of(view.subject) not in names for view in panel.views):
            yield Withheld(f"{title}: answers about others than the council", NOT_PUBLISHED)


def notes(panels: Sequence[Panel], council: str, region: Region | None, names: frozenset[str]) -> Iterator[Note]:
    """Who speaks of itself as a commissioner and is none of the publishers: what was expected, and what to do."""
    expected = _expected(council, region)
    for panel in _commissioning(panels):
        for position in panel.positions:
            if organisation_of(position.organisation) not in names:
                text = f"It answered {panel.instrument.title} about itself, as a commissioner, {expected}, {TO_DO}"
                yield Note(NOT_THE_COUNCIL, position.organisation, position.speaking[0], text)
        if panel.views and not names:
            yield Note(NOT_THE_COUNCIL, panel.instrument.title, "", UNKNOWN)


def _expected(council: str, region: Region | None) -> str:
    if region is not None:
        return f"but the councils here are {', '.join(one.name for one in region.councils)}"
    return f"but the council of this round is {council}" if organisation_of(council) else "but is a provider too"


def _spoken_of(panels: Sequence[Panel]) -> set[str]:
    views = (view for panel in _commissioning(panels) for view in panel.views)
    return {organisation_of(view.subject) for view in views if view.perspective is Perspective.PROVIDER}


def _commissioning(panels: Sequence[Panel]) -> list[Panel]:
    return [panel for panel in panels if panel.instrument.side is Side.COMMISSIONER]


def _named(panel: Panel, names: frozenset[str]) -> tuple[Position, ...]:
    return tuple(position for position in panel.positions if organisation_of(position.organisation) in names)


def _seen(seen: Seen, names: frozenset[str]) -> Seen:
    return replace(seen, items=tuple(one for one in seen.items if organisation_of(one.view.subject) in names))
