"""Shares: how many of how many, as each organisation counts them, such as who of all managers knows something."""

from collections.abc import Iterator, Mapping, Sequence

from xlkit.comparison.standing.panel import Asked, Panel
from xlkit.form.item import Item, Role
from xlkit.measures.location import low_median
from xlkit.returns.completed import Return

FEWEST = 5  # people of whom a share is told, so that none of them is told of


class Share(Asked, frozen=True):
    """One item that counts a part of what another counts; `parts` and `wholes` go by the positions of its panel."""

    whole: Item
    parts: tuple[int | None, ...]
    wholes: tuple[int | None, ...]

    @property
    def known(self) -> Sequence[tuple[int, int]]:
        """Part and whole of every organisation that counted both."""
        both = zip(self.parts, self.wholes, strict=True)
        return [(part, whole) for part, whole in both if part is not None and whole is not None]

    @property
    def counted(self) -> int:
        """The parts of all organisations together."""
        return sum(part for part, _ in self.known)

    @property
    def of(self) -> int:
        """The wholes of all organisations together."""
        return sum(whole for _, whole in self.known)

    @property
    def share(self) -> float | None:
        """The part of the whole; None where the whole is fewer than FEWEST."""
        return self.counted / self.of if self.of >= FEWEST else None


def shares(panel: Panel) -> tuple[Share, ...]:
    """The shares of a panel that anybody has counted; of several returns of one organisation the low middle stands."""
    return tuple(share for share in _shares(panel, panel.speaking(panel.positions)) if share.known)


def _shares(panel: Panel, speaking: Sequence[Sequence[Return]]) -> Iterator[Share]:
    items: Mapping[str, Item] = {item.name: item for item in panel.instrument.items}
    for section in panel.instrument.sections:
        for item in section.items:
            if item.role is Role.SHARE:
                whole = items[item.of]
                yield Share(section, item, whole, _counts(speaking, item), _counts(speaking, whole))


def _counts(speaking: Sequence[Sequence[Return]], item: Item) -> tuple[int | None, ...]:
    answers = ([one.answer(item.name) for one in group] for group in speaking)
    return tuple(
        low_median([int(one.value) for one in group if one and isinstance(one.value, float | int)]) for group in answers
    )
