"""Labels: the group that each of several belongs to, by what was stated of it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from xlkit.returns.names import plain

NOT_STATED, SEVERAL = "not stated", "several"


def labels(stated_by: Sequence[AbstractSet[str]]) -> tuple[str, ...]:
    """Names that are the same but for case and spacing are one group, called as its first."""
    names: dict[str, str] = {}
    found = []
    for group in stated_by:
        stated = sorted(name for name in group if plain(name))
        for name in stated:
            names.setdefault(plain(name), " ".join(name.split()))
        different = {plain(name) for name in stated}
        found.append(SEVERAL if len(different) > 1 else names[plain(stated[0])] if stated else NOT_STATED)
    return tuple(found)
