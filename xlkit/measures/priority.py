"""The order in which themes ask for attention."""

from collections.abc import Sequence

from msgspec import Struct

from xlkit.measures.agreement import FEWEST_FOR_BANDS


class Standing(Struct, frozen=True):
    """What a theme's priority goes by, in this order; a theme without providers has no low share and no rank."""

    n: int
    low_share: float | None
    commissioner: int | None
    agreement: float | None
    without_action: float | None


def ranks(standings: Sequence[Standing]) -> tuple[int | None, ...]:
    """The priority of each theme, 1 first: most at low levels, then least commissioner level, agreement and actions.

    Ties share a rank, and a missing commissioner level or agreement comes after all others. Themes on which fewer
    answered than a share says something of come after those on which more did.
    """
    keys = [_urgency(standing) for standing in standings]
    return tuple(None if key is None else 1 + sum(other < key for other in keys if other is not None) for key in keys)


def _urgency(standing: Standing) -> tuple[bool, float, float, float, float] | None:
    last = float("inf")
    if standing.low_share is None or standing.without_action is None:
        return None
    commissioner = last if standing.commissioner is None else standing.commissioner
    agreed = last if standing.agreement is None else standing.agreement
    return (standing.n < FEWEST_FOR_BANDS, -standing.low_share, commissioner, agreed, -standing.without_action)


class RankPlaces(Struct, frozen=True):
    """A column that priority goes by: its cell in one row, and its whole range."""

    cell: str
    all: str


def rank_formula(
    *, n: RankPlaces, low: RankPlaces, agreement: RankPlaces, idle: RankPlaces, commissioner: RankPlaces | None = None
) -> str:
    """The priority of one row of a table; an empty text is greater than every number, so it comes last."""
    tied = f"({agreement.all}<{agreement.cell})+({agreement.all}={agreement.cell})*({idle.all}>{idle.cell})"
    if commissioner:
        tied = f"({commissioner.all}<{commissioner.cell})+({commissioner.all}={commissioner.cell})*({tied})"
    tied = f"({low.all}>{low.cell})+({low.all}={low.cell})*({tied})"
    many, here = f"({n.all}>={FEWEST_FOR_BANDS})", f"({n.cell}>={FEWEST_FOR_BANDS})"
    tied = f"{many}*(1-{here})+({many}*{here}+(1-{many})*(1-{here}))*({tied})"
    return f'=IF({n.cell}=0,"",1+SUMPRODUCT(({n.all}>0)*({tied})))'
