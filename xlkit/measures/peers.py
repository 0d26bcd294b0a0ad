"""One member beside the others of its group."""

from xlkit.measures.scale import Counts, Where, n_formula


def peer_count(level: int | None, found: Counts) -> int | None:
    """How many others a group has, one of whose members stands at `level`; None where that is missing."""
    return None if level is None else sum(found) - 1


def peer_count_formula(level: str, levels: str, group: Where) -> str:
    """The number of others from a cell, and the levels of its group."""
    return f'=IF({level}="","",{n_formula(levels, group)[1:]}-1)'


def peer_shares(level: int | None, found: Counts) -> tuple[float | None, float | None, float | None]:
    """The shares of the others in a group below, at and above a member's level; None where there are no others."""
    if level is None or sum(found) < 2:
        return None, None, None
    others = sum(found) - 1
    below, above = sum(found[: level - 1]), sum(found[level:])
    return below / others, (found[level - 1] - 1) / others, above / others


def peer_share_formulas(level: str, levels: str, group: Where, others: str) -> tuple[str, str, str]:
    """The three shares of `peer_shares` from a cell, the levels of its group, and the cell that counts the others."""
    chosen = f"{group.keys},{group.key}"
    below, at, above = (
        f'COUNTIFS({levels},"{sign}"&{level},{chosen}){own}' for sign, own in (("<", ""), ("=", "-1"), (">", ""))
    )
    found = [f'=IF(N({others})=0,"",({count})/{others})' for count in (below, at, above)]
    return found[0], found[1], found[2]
