"""One level beside others: the gap, dominance, the quadrant, who places itself further on, and one beside its group."""

from collections.abc import Iterable

from xlkit.measures.scale import Counts, Where, n_formula

JOINT = "joint priority"  # of the four quadrants, the one in which both sides are low


def gap(commissioner: int | None, providers: float | None) -> float | None:
    """The commissioner's level less the providers' median: above 0 the commissioner places itself further on."""
    return None if commissioner is None or providers is None else commissioner - providers


def gap_formula(commissioner: str, providers: str) -> str:
    """The gap between two cells."""
    return f'=IF(OR({commissioner}="",{providers}=""),"",{commissioner}-{providers})'


def dominance(commissioner: int | None, counts: Counts) -> float | None:
    """Providers below the commissioner's level less those above it, as a share: from −1 to +1."""
    n = sum(counts)
    if commissioner is None or not n:
        return None
    return (sum(counts[: commissioner - 1]) - sum(counts[commissioner:])) / n


def dominance_formula(commissioner: str, levels: str, n: str, where: Where | None = None) -> str:
    """The dominance of a cell over a range of levels."""
    also = f",{where.keys},{where.key}" if where else ""
    sides = f'COUNTIFS({levels},"<"&{commissioner}{also})-COUNTIFS({levels},">"&{commissioner}{also})'
    return f'=IF(OR({commissioner}="",{n}=0),"",({sides})/{n})'


def quadrant(commissioner: int | None, providers: float | None, cut: float) -> str | None:
    """Which of four a theme calls for, by whether each side stands above the cut."""
    if commissioner is None or providers is None:
        return None
    if commissioner <= cut:
        return JOINT if providers <= cut else "commissioner to catch up"
    return "support providers" if providers <= cut else "share practice"


def quadrant_formula(commissioner: str, providers: str, cut: str) -> str:
    """The quadrant of two cells, parted at a third."""
    low = f'IF({providers}<={cut},"{JOINT}","commissioner to catch up")'
    high = f'IF({providers}<={cut},"support providers","share practice")'
    return f'=IF(OR({commissioner}="",{providers}=""),"",IF({commissioner}<={cut},{low},{high}))'


def further_on(gaps: Iterable[float | None]) -> tuple[int, int, int]:
    """How many of some gaps lie below 0, at 0 and above it; missing ones are left out."""
    known = [gap for gap in gaps if gap is not None]
    return sum(gap < 0 for gap in known), sum(gap == 0 for gap in known), sum(gap > 0 for gap in known)


def further_on_formulas(gaps: str, where: Where) -> tuple[str, str, str]:
    """The three counts of `further_on` over some of a range of gaps; keys may be names that hold no wildcard."""
    chosen = f"{where.keys},{where.key}"
    below, at, above = (f'=COUNTIFS({gaps},"{sign}",{chosen})' for sign in ("<0", "=0", ">0"))
    return below, at, above


def peer_count(level: int | None, counts: Counts) -> int | None:
    """How many others a group has, one of whose members stands at `level`; None where that is missing."""
    return None if level is None else sum(counts) - 1


def peer_count_formula(level: str, levels: str, group: Where) -> str:
    """The number of others from a cell, and the levels of its group."""
    return f'=IF({level}="","",{n_formula(levels, group)[1:]}-1)'


def peer_shares(level: int | None, counts: Counts) -> tuple[float | None, float | None, float | None]:
    """The shares of the others in a group below, at and above a member's level; None where there are no others."""
    if level is None or sum(counts) < 2:
        return None, None, None
    others = sum(counts) - 1
    below, above = sum(counts[: level - 1]), sum(counts[level:])
    return below / others, (counts[level - 1] - 1) / others, above / others


def peer_share_formulas(level: str, levels: str, group: Where, others: str) -> tuple[str, str, str]:
    """The three shares of `peer_shares` from a cell, the levels of its group, and the cell that counts the others."""
    chosen = f"{group.keys},{group.key}"
    below, at, above = (
        f'COUNTIFS({levels},"{sign}"&{level},{chosen}){own}' for sign, own in (("<", ""), ("=", "-1"), (">", ""))
    )
    shares = [f'=IF(N({others})=0,"",({count})/{others})' for count in (below, at, above)]
    return shares[0], shares[1], shares[2]
