"""Publishers: who a workbook for everybody may name: the councils that publish it, and nobody else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlkit.compare.markets import markets
from xlkit.comparison import Comparison, Note, Seen
from xlkit.identity import plain
from xlkit.instrument import Side
from xlkit.panel import Panel, Position
from xlkit.region import Region
from xlkit.returns import Perspective
from xlkit.sharing import Withheld

NOT_THE_COUNCIL = "not the council"  # the kind of the notes
NOT_PUBLISHED = "Only a council that publishes this workbook is shown by name."
TO_DO = (
    "Shared workbooks leave it out. If it is a provider, its return should speak as “provider” about the council; if "
    "it is the council, name it alike in its return and where the round names it; then merge again."
)


def publishers(panels: Sequence[Panel], council: str, region: Region | None) -> frozenset[str]:
    """The names of those that publish, in their plain form: a region's councils, or else the council of the round.

    Where no round names a council they are all that speak of themselves as commissioners, but for those that speak as
    providers too, or are spoken of as such.
    """
    if region is not None:
        return frozenset(plain(one.name) for one in region.councils)
    if plain(council):
        return frozenset({plain(council)})
    speaking = frozenset(plain(one.organisation) for panel in _commissioning(panels) for one in panel.positions)
    return speaking - _providing(panels)


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
        ),
        councils=tuple(one for one in comparison.councils if plain(one.position.organisation) in names),
        seen=tuple(_seen(one, names) for one in comparison.seen),
    )


def unpublished(comparison: Comparison) -> Iterator[Withheld]:
    """What others than the publishers say as commissioners, and what is said of them, without naming anybody."""
    names = comparison.publishers
    for panel in _commissioning(comparison.panels):
        title = panel.instrument.title
        if len(_named(panel, names)) < len(panel.positions):
            yield Withheld(f"{title}: answers of others than the council about themselves", NOT_PUBLISHED)
        if any(plain(view.subject) not in names for view in panel.views):
            yield Withheld(f"{title}: answers about others than the council", NOT_PUBLISHED)


def notes(panels: Sequence[Panel], council: str, region: Region | None) -> Iterator[Note]:
    """Who speaks of itself as a commissioner and is none of the publishers: what was expected, and what to do."""
    names = publishers(panels, council, region)
    expected = _expected(council, region)
    for panel in _commissioning(panels):
        for position in panel.positions:
            if plain(position.organisation) not in names:
                text = f"It answered {panel.instrument.title} about itself, as a commissioner, {expected}. {TO_DO}"
                yield Note(NOT_THE_COUNCIL, position.organisation, position.speaking[0], text)


def _expected(council: str, region: Region | None) -> str:
    if region is not None:
        return f"but the councils here are {', '.join(one.name for one in region.councils)}"
    return f"but the council of this round is {council}" if plain(council) else "but is a provider in this round too"


def _commissioning(panels: Sequence[Panel]) -> list[Panel]:
    return [panel for panel in panels if panel.instrument.side is Side.COMMISSIONER]


def _named(panel: Panel, names: frozenset[str]) -> tuple[Position, ...]:
    return tuple(position for position in panel.positions if plain(position.organisation) in names)


def _seen(found: Seen, names: frozenset[str]) -> Seen:
    return replace(found, items=tuple(one for one in found.items if plain(one.view.subject) in names))


def _providing(panels: Sequence[Panel]) -> frozenset[str]:
    """Those that speak as providers, and those about which an instrument of providers is answered."""
    speaking = {
        plain(one.organisation)
        for panel in panels
        for one in panel.returns
        if one.identity.perspective is Perspective.PROVIDER
    }
    providers = [one for panel in panels if panel.instrument.side is Side.PROVIDER for one in panel.returns]
    own = {plain(one.organisation) for one in providers if one.identity.perspective is Perspective.SELF}
    about = {plain(one.subject) for one in providers}
    return frozenset(speaking | own | about)
