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

from xlkit.comparison.actions import planned
from xlkit.comparison.benchmarks import benchmarks
from xlkit.comparison.between_rounds.movement import movements, round_of
from xlkit.comparison.comparison import Comparison, Response
from xlkit.comparison.disclosure import publishers
from xlkit.comparison.disclosure.published import SMALLEST
from xlkit.comparison.notes import notes
from xlkit.comparison.other_scales.scale_matrices import matrices
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
    actions = planned(panels, as_at, earlier)
    region = regions.region(panels, instruments, crosswalk, ledger, smallest)
    named = publishers.publishers(panels, council, region, _providers(ledger, earlier, instruments))
    providers = [panel for panel in _of(panels, Side.PROVIDER) if panel.items]
    commissioners = _of(panels, Side.COMMISSIONER)
    of_publishers = publishers.notes(panels, council, region, named)
    return Comparison(
        title=TITLE,
        round=round_name,
        as_at=as_at,
        cut=cut,
        ledger=ledger,
        crosswalk=crosswalk,
        instruments=instruments,
        panels=panels,
        markets=() if region else markets(providers, [one for one in commissioners if one.items], crosswalk, cut),
        spreads=tuple((one, spread(one, actions)) for one in providers),
        councils=tuple(council for one in commissioners for council in councils(one)),
        pairings=pairings(panels),
        seen=seen(panels),
        within=tuple((one, items) for one in panels if (items := within(one))),
        benchmarks=benchmarks(providers, members),
        actions=actions,
        notes=(*notes(panels, earlier), *of_publishers, *regions.notes(panels, members, ledger, crosswalk)),
        response=response,
        movements=movements(panels, earlier),
        region=region,
        earlier=tuple(dict.fromkeys(map(round_of, earlier))),
        matrices=matrices(panels, as_at, earlier),
        before=tuple(earlier),
        council=council,
        publishers=named,
        smallest=max(smallest, ledger.smallest),
    )


def _of(panels: Sequence[Panel], side: Side) -> list[Panel]:
    """The panels of one side of the market in which anybody has a position."""
    return [panel for panel in panels if panel.instrument.side is side and panel.positions]


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
