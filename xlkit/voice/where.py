"""Where people were heard: how many of each kind of service and each locality, and of how many providers."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from xlkit.form.item import Use
from xlkit.returns.likeness import counted_once
from xlkit.voice.statements import Statement

SERVICE, LOCALITY = "Kind of service", "Locality"
KINDS = (SERVICE, LOCALITY)
NOT_SAID, ALL = "not said", "(all)"


class Where(Struct, frozen=True):
    """How many people, of how many providers, were heard of a kind of service in a locality; where empty, of any."""

    service: str
    locality: str
    people: int
    providers: int

    def of(self, kinds: Sequence[str]) -> tuple[str, ...] | None:
        """Its groups of some kinds; None where it says of fewer kinds, or of more."""
        named = {SERVICE: self.service, LOCALITY: self.locality}
        is_of_these = all(bool(name) == (kind in kinds) for kind, name in named.items())
        return tuple(named[kind] for kind in kinds) if is_of_these else None


def persons(said: Iterable[tuple[str, str, str]]) -> Mapping[str, tuple[str, str]]:
    """Of which kind of service and which locality each person is, by their code: the first that any statement says.

    `said` are the code, the kind of service and the locality of each statement.
    """
    found: dict[str, list[str]] = {}
    for code, *stated in said:
        mine = found.setdefault(code, ["", ""])
        found[code] = [was or now for was, now in zip(mine, stated, strict=True)]
    return {code: (service or NOT_SAID, locality or NOT_SAID) for code, (service, locality) in found.items()}


def heard_where(statements: Sequence[Statement]) -> tuple[Where, ...]:
    """Where all were heard who did not refuse everything: by kind of service, by locality, and by both at once."""
    heard = [each for each in statements if each.use is not Use.REFUSED]
    groups = persons((each.code, each.service, each.locality) for each in heard)
    counted = counted_once(each.provider for each in heard)
    of_code = {each.code: counted[each.provider] for each in heard}
    within: dict[tuple[str, str], set[str]] = {}
    for code, (service, locality) in groups.items():
        for group in ((service, ""), ("", locality), (service, locality)):
            within.setdefault(group, set()).add(code)
    return tuple(
        Where(*group, len(codes), len({of_code[code] for code in codes})) for group, codes in sorted(within.items())
    )
