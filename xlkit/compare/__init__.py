"""Compare: instruments, crosswalk and merged returns in, a Comparison out.

    comparison = compare(instruments, crosswalk, ledger, as_at=date(2027, 3, 31), round_name="Spring 2027")

`instruments` are by name, as returns name them; ValueError for a merged return whose instrument is not among them.
Every merged return needs a return id of its own. Returns of the perspective `self` make the positions, the others the
views that stand beside them. The returns of a short form are compared as part of its whole instrument.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from xlkit import measures
from xlkit.compare.actions import planned
from xlkit.compare.benchmarks import benchmarks
from xlkit.compare.councils import councils
from xlkit.compare.markets import markets
from xlkit.compare.movement import movements
from xlkit.compare.notes import notes
from xlkit.compare.pairs import pairings, seen
from xlkit.compare.panels import panel
from xlkit.compare.spreads import spread
from xlkit.compare.within import within
from xlkit.comparison import Comparison, Panel
from xlkit.crosswalk import Crosswalk
from xlkit.instrument import Instrument, Side
from xlkit.ledger import Ledger
from xlkit.returns import Return

TITLE = "360-degree comparison"


def compare(
    instruments: Mapping[str, Instrument],
    crosswalk: Crosswalk,
    ledger: Ledger,
    as_at: date,
    round_name: str = "",
    title: str = TITLE,
    cut: float = measures.CUT,
    earlier: Iterable[Return] = (),
    invited: int | None = None,
) -> Comparison:
    """The comparison of all merged returns of a ledger; dates are measured against `as_at`, quadrants part at `cut`.

    `earlier` are the returns of earlier rounds, which this one is held against; `invited` is how many were asked.
    """
    panels = _panels(instruments, crosswalk, ledger)
    actions = planned(panels, crosswalk)
    providers = tuple(one for one in panels if one.instrument.side is Side.PROVIDER and one.positions)
    commissioners = tuple(one for one in panels if one.instrument.side is Side.COMMISSIONER and one.positions)
    return Comparison(
        title=title,
        round=round_name,
        as_at=as_at,
        cut=cut,
        ledger=ledger,
        crosswalk=crosswalk,
        instruments=instruments,
        panels=panels,
        markets=markets(providers, commissioners, crosswalk),
        spreads=tuple((one, spread(one, crosswalk, actions)) for one in providers),
        councils=tuple(council for one in commissioners for council in councils(one)),
        pairings=pairings(panels),
        seen=seen(panels),
        within=tuple((one, found) for one in panels if (found := within(one))),
        benchmarks=benchmarks(providers),
        actions=actions,
        notes=notes(panels),
        invited=invited,
        movements=movements(panels, crosswalk, earlier),
    )


def _panels(instruments: Mapping[str, Instrument], crosswalk: Crosswalk, ledger: Ledger) -> tuple[Panel, ...]:
    merged = [entry.completed for entry in ledger.merged if entry.completed is not None]
    families = {one.identity.template: _family(instruments, one.identity.template) for one in merged}
    ordered = sorted(set(families.values()), key=list(instruments).index)
    return tuple(
        panel(instruments[name], [one for one in merged if families[one.identity.template] == name], crosswalk)
        for name in ordered
    )


def _family(instruments: Mapping[str, Instrument], template: str) -> str:
    if template not in instruments:
        raise ValueError(f"{template} is not among the instruments")
    whole = instruments[template].family
    return whole if whole in instruments else template
