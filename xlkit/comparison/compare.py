"""Compare: instruments, crosswalk and merged returns in, a Comparison out.

    comparison = compare(instruments, crosswalk, ledger, as_at=date(2027, 3, 31), round_name="Spring 2027")

`instruments` are by name, as returns name them; ValueError for a merged return whose instrument is not among them.
Every merged return needs a return id of its own. Returns of the perspective `self` make the positions, the others the
views that stand beside them. The returns of a short form are compared as part of its whole instrument.

Quadrants part at `cut` on a scale of five steps, unless a template says where they part on its own. `earlier` are the
returns of earlier rounds, which this one is held against; `response` says who was asked. `council` is the one that the
round names; without it, one that a workbook which is merged again says it named. `smallest` is how few organisations a
figure for everybody may rest on, unless such a workbook asks for more.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from xlkit.comparison.actions import ordered, planned, promised
from xlkit.comparison.benchmarks import benchmarks
from xlkit.comparison.between_rounds.movement import movements, round_of
from xlkit.comparison.between_rounds.same_dates import of_same_dates
from xlkit.comparison.comparison import Comparison, Response
from xlkit.comparison.disclosure import publishers
from xlkit.comparison.disclosure.published import SMALLEST
from xlkit.comparison.notes import notes, undated
from xlkit.comparison.other_scales.scale_matrices import matrices
from xlkit.comparison.people.heard import people_heard
from xlkit.comparison.regional import regions
from xlkit.comparison.restated import worded
from xlkit.comparison.sides.market import markets
from xlkit.comparison.sides.pairing import pairings, seen
from xlkit.comparison.standing.items import councils, spread, within
from xlkit.comparison.standing.panel import Panel
from xlkit.comparison.standing.panels import panel
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument, Side
from xlkit.intake.log import Ledger
from xlkit.measures.scale import FIVE
from xlkit.returns.completed import Return
from xlkit.round.sides import providing, speaker
from xlkit.voice.following import Following
from xlkit.voice.workshop import Workshop

TITLE = "360-degree comparison"


def compare(
    instruments: Mapping[str, Instrument],
    crosswalk: Crosswalk,
    ledger: Ledger,
    as_at: date,
    round_name: str = "",
    cut: float = FIVE.cut,
    earlier: Sequence[Return] = (),
    response: Response | None = None,
    council: str = "",
    smallest: int = SMALLEST,
) -> Comparison:
    """The comparison of all merged returns of a ledger; dates are measured against `as_at`."""
    council = council or ledger.publisher
    members = regions.memberships(ledger)
    panels = _panels(instruments, crosswalk, ledger, members)
    before, moved = of_same_dates(instruments, panels, earlier)
    actions, found = planned(panels, as_at, earlier), matrices(panels, as_at, before, earlier)
    region = regions.region(panels, instruments, crosswalk, ledger, smallest)
    named = publishers.publishers(panels, council, region, _providers(ledger, earlier, instruments))
    providers = _of(panels, Side.PROVIDER, scaled=True)
    told = (*notes(panels, earlier), *moved, *undated(found), *publishers.notes(panels, council, region, named))
    return Comparison(
        title=TITLE,
        round=round_name,
        as_at=as_at,
        cut=cut,
        ledger=ledger,
        crosswalk=crosswalk,
        instruments=instruments,
        panels=panels,
        markets=() if region else markets(providers, _of(panels, Side.COMMISSIONER, scaled=True), crosswalk, cut),
        spreads=tuple((one, spread(one, actions)) for one in providers),
        councils=tuple(council for one in _of(panels, Side.COMMISSIONER) for council in councils(one)),
        pairings=pairings(panels),
        seen=seen(panels),
        within=tuple((one, items) for one in panels if (items := within(one))),
        benchmarks=benchmarks(providers, members),
        actions=actions,
        notes=(*told, *regions.notes(panels, members, ledger, crosswalk)),
        response=response,
        movements=movements(panels, before),
        region=region,
        earlier=tuple(dict.fromkeys(map(round_of, earlier))),
        matrices=found,
        before=before,
        council=council,
        publishers=named,
        smallest=max(smallest, ledger.smallest),
    )


def _of(panels: Sequence[Panel], side: Side, *, scaled: bool = False) -> list[Panel]:
    """The panels of one side of the market in which anybody has a position, all or those with levels."""
    mine = (panel for panel in panels if panel.instrument.side is side and panel.positions)
    return [panel for panel in mine if panel.items or not scaled]


def _panels(
    instruments: Mapping[str, Instrument], crosswalk: Crosswalk, ledger: Ledger, councils: Mapping[str, str]
) -> tuple[Panel, ...]:
    merged = ledger.returns
    families = {one.identity.template: _family(instruments, one.identity.template) for one in merged}
    ordered = sorted(set(families.values()), key=list(instruments).index)
    groups = {name: [one for one in merged if families[one.identity.template] == name] for name in ordered}
    return tuple(panel(worded(instruments[name], group), group, crosswalk, councils) for name, group in groups.items())


def _providers(ledger: Ledger, before: Sequence[Return], instruments: Mapping[str, Instrument]) -> frozenset[str]:
    """Who provides care, also by returns that are not merged and by those of earlier rounds; by plain names."""
    given = (speaker(entry.completed) if entry.completed else entry.stated for entry in ledger.entries)
    return providing((*(one for one in given if one is not None), *map(speaker, before)), instruments)


def _family(instruments: Mapping[str, Instrument], template: str) -> str:
    if template not in instruments:
        raise ValueError(f"{template} is not among the instruments")
    whole = instruments[template].family
    return whole if whole in instruments else template


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
