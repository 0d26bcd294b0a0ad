"""One member beside the others of its group."""

from xlkit.measures.scale import Counts, Where, n_formula


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
