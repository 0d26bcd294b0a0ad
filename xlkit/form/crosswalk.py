"""The crosswalk: which items of different instruments speak of the same theme, and how strongly."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Strength(StrEnum):
    """How far an item speaks of its theme."""

    DIRECT = "direct"
    PARTIAL = "partial"


class Link(Struct, frozen=True):
    """One item of one instrument, tied to a theme; what people say at a workshop may be evidence of it."""

    instrument: str
    item: str
    strength: Strength
    is_of_people: bool = False


class Theme(Struct, frozen=True):
    """A subject that instruments share, with the items that speak of it."""

    name: str
    title: str
    links: tuple[Link, ...]

    def items(self, instrument: str) -> tuple[str, ...]:
        """The items of an instrument that stand for the theme: its direct ones, or without any its partial ones."""
        mine = [link for link in self.links if link.instrument == instrument]
        direct = tuple(link.item for link in mine if link.strength is Strength.DIRECT)
        return direct or tuple(link.item for link in mine)

    def is_partial(self, instrument: str) -> bool:
        """Whether the instrument speaks of the theme through partial links alone."""
        mine = [link for link in self.links if link.instrument == instrument]
        return bool(mine) and all(link.strength is Strength.PARTIAL for link in mine)


class Crosswalk(Struct, frozen=True):
    """All themes, in order."""

    themes: tuple[Theme, ...] = ()

    def onto(self, others: "Crosswalk") -> "Crosswalk":
        """The crosswalk with the links of another one to instruments that it does not speak of itself."""
        own = {link.instrument for theme in self.themes for link in theme.links}
        rest = {
            theme.name: replace(theme, links=tuple(link for link in theme.links if link.instrument not in own))
            for theme in others.themes
        }
        joined = tuple(
            replace(theme, links=theme.links + rest[theme.name].links) if theme.name in rest else theme
            for theme in self.themes
        )
        named = {theme.name for theme in self.themes}
        return Crosswalk(joined + tuple(theme for theme in rest.values() if theme.links and theme.name not in named))

    def of_people(self, instrument: str) -> frozenset[str]:
        """The items of an instrument of which what people say at a workshop is evidence."""
        links = (link for theme in self.themes for link in theme.links if link.instrument == instrument)
        return frozenset(link.item for link in links if link.is_of_people)

    def themes_of(self, instrument: str) -> tuple[Theme, ...]:
        """The themes that speak of an instrument."""
        return tuple(theme for theme in self.themes if theme.items(instrument))

    def theme_of(self, instrument: str, item: str, section: str = "") -> Theme | None:
        """The first theme that names the item, or else its section, direct links before partial ones; or None."""
        own = self._linked(instrument, item)
        return own or (self._linked(instrument, section) if section else None)

    def _linked(self, instrument: str, item: str) -> Theme | None:
        linked = [
            (link.strength, theme)
            for theme in self.themes
            for link in theme.links
            if (link.instrument, link.item) == (instrument, item)
        ]
        return min(linked, key=lambda pair: pair[0] is not Strength.DIRECT)[1] if linked else None
