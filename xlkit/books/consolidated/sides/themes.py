"""By theme: the commissioner's position beside the distribution of the providers', theme by theme, with charts."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.consolidated.common import THEME, actions_key, look_up, theme_key
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.matrix_tables import MatrixTables
from xlkit.books.consolidated.people import people
from xlkit.books.consolidated.plan import CUT, PanelTables
from xlkit.books.consolidated.sides import beside
from xlkit.books.consolidated.standing import distribution
from xlkit.books.consolidated.standing.levels import lowest_key
from xlkit.books.writer import diverging, dumbbell
from xlkit.books.writer.book import Book
from xlkit.books.writer.dumbbell import Sides
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import NOTHING, AnySheet, At, Col, SheetOf, only_where
from xlkit.books.writer.table import Table
from xlkit.comparison.disclosure.published import SharedMarket
from xlkit.comparison.people.heard import PeopleHeard
from xlkit.comparison.sides.market import Market, MarketTheme
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.measures import level_words
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import dominance_formula, gap_formula, quadrant_formula
from xlkit.measures.planning import without_action_formula
from xlkit.measures.priority import RankPlaces, rank_formula

INTRO = (
    "One row for each theme: where {council} stands beside the distribution of {n}providers. Each side rates itself "
    "on statements that differ: this is indicative, not an error of either."
)
ALONE = (
    "One row for each theme: how many of the {n}providers stand at each level, and which themes ask for attention "
    "first. No commissioner has answered."
)
NO_PROVIDERS = "One row for each theme: where {council} stands. No provider has answered."
APART = " The scales have {own} and {theirs} steps: levels stand beside each other, and no gap is taken between them."
OTHER_SCALE = "Other scale, never subtracted: {title}"
OTHER_WIDTH = 48
HEADERS = {"n": "Providers (n)", "median": "Middle provider"}
IDLE, RANK = "Share with no planned action", "Priority rank"
RANKED_BY = ("n", "low", "commissioner", "agreement", "idle")


def sheet(
    market: Market,
    name: str,
    place: int,
    panels: Mapping[str, PanelTables],
    matrices: Sequence[MatrixTables],
    cut: float,
    heard: PeopleHeard | None = None,
) -> SheetOf[MarketTheme]:
    """The sheet of one market, with a column for each instrument on whose own scale the council rates itself.

    `cut` is the level on the guide at which quadrants part, `heard` what people say beside the levels.
    """
    council = market.council.organisation if market.council else ""
    source = _Source(
        market, cut, market.council, _levels(panels, market.commissioner), _levels(panels, market.providers)
    )
    others = (_other(one, market) for one in matrices if beside.position_of(one, market.council) is not None)
    providers = len(market.providers.answering) if market.providers else 0
    return SheetOf(
        sheet=name,
        name=f"Themes_{place}",
        title=_title(council, market.providers.instrument.title if market.providers else ""),
        intro=_intro(market, council, f"{providers} "),
        columns=(*source.columns(), *people.beside(heard), *others),
        scale=market.own_scale,
        records=market.themes,
        draw=drawer(market),
    )


def shared(market: SharedMarket, name: str, place: int) -> SheetOf[MarketTheme]:
    """The sheet of one market for everybody."""
    return SheetOf(
        sheet=name,
        name=f"Themes_{place}",
        title=_title(market.commissioner, market.instrument),
        intro=_intro(market, market.commissioner, ""),
        columns=_Source(market).columns(),
        scale=market.own_scale,
        records=market.themes,
        draw=drawer(market),
    )


def _intro(market: Market | SharedMarket, council: str, providers: str) -> str:
    """What is said above the table: of both sides, also where they stand on different scales, or of providers alone."""
    own, theirs = level_words.steps(market.own_scale), level_words.steps(market.scale)
    apart = "" if market.is_one_scale else APART.format(own=own, theirs=theirs)
    intro = (INTRO if council else ALONE) if _has_providers(market) else NO_PROVIDERS
    return intro.format(council=council, n=providers) + apart


def _has_providers(market: Market | SharedMarket) -> bool:
    """Whether any provider answered, whatever of that may be shown."""
    return bool(market.instrument) if isinstance(market, SharedMarket) else market.has_providers


def _title(council: str, instrument: str) -> str:
    """What tells one market from the others: its council, and what its providers answered."""
    return ": ".join(filter(None, ("By theme", ", ".join(filter(None, (council, instrument))))))


def _levels(panels: Mapping[str, PanelTables], panel: Panel | None) -> Table | None:
    return panels[panel.instrument.name].levels if panel else None


def _other(tables: MatrixTables, market: Market) -> Col[MarketTheme]:
    title = tables.found.panel.instrument.title
    return Col(
        *(f"other {tables.found.panel.instrument.name}", OTHER_SCALE.format(title=title), OTHER_WIDTH),
        value=lambda row: beside.words(tables, market.council, row.theme),
        formula=lambda at: beside.formula(tables, market.council, at.row.theme),
    )


class _Source(Struct, frozen=True):
    """Where the figures of a market come from: the theme levels of the council and of the providers, if they are."""

    market: Market | SharedMarket
    cut: float = 0
    council: Position | None = None
    own: Table | None = None
    theirs: Table | None = None

    def columns(self) -> tuple[Col[MarketTheme], ...]:
        """The columns that everybody may see; what compares both sides is blank where their scales differ.

        Without a commissioner, or without providers, there are none of theirs.
        """
        levels = None if isinstance(self.market, SharedMarket) else self.levels
        distributed = distribution.columns(
            self.market.scale, self.distribution, levels, headers=HEADERS, without=("modes",)
        )
        own: tuple[Col[MarketTheme], ...] = (
            Col("commissioner", "Commissioner level", 16, "level", value=lambda row: row.level, formula=self.level),
            Col("lowest", "Commissioner lowest item", 16, "level", formula=self.lowest),
        )
        compared: tuple[Col[MarketTheme], ...] = (
            Col("gap", "Gap", 8, "difference", formula=_gap, explains=WORDS["Gap"]),
            Col(
                *("dominance", "Providers below less above", 14, "dominance"),
                formula=self.dominance,
                explains=WORDS["Dominance"],
            ),
            Col("quadrant", "What it calls for", 26, formula=self.quadrant, explains=WORDS["Quadrant"]),
        )
        ranked: tuple[Col[MarketTheme], ...] = (
            Col(
                *("idle", IDLE, 16, "share"),
                value=lambda row: row.without_action,
                formula=self.idle,
                explains=WORDS[IDLE],
            ),
            Col("rank", RANK, 10, "whole", formula=_rank, explains=WORDS[RANK]),
        )
        if not self.market.is_one_scale:  # levels are shaded by the council's
            distributed = tuple(replace(one, style="one_place") if one.key == "median" else one for one in distributed)
        if not self.market.has_commissioner:
            own, compared = (), ()
        if not _has_providers(self.market):
            distributed, compared, ranked = (), (), ()
        return (
            THEME,
            *own,
            Col("links", "Links", 15),
            *distributed,
            *only_where(lambda row: self.is_measured(row) and row.common is not None, compared),
            *only_where(self.is_measured, ranked),
        )

    def distribution(self, row: MarketTheme) -> Distribution | None:
        """Where the providers stand on a theme, None where that is not shown."""
        return row.providers if self.is_measured(row) else None

    def is_measured(self, row: MarketTheme) -> bool:
        """Whether there is anything of providers on a theme."""
        if isinstance(self.market, SharedMarket):
            return row.providers is not None
        return self.theirs is not None and theme_key(row.theme.name) in self.theirs

    def levels(self, at: At[MarketTheme]) -> str:
        """The range of the providers' levels."""
        return self.theirs.span(theme_key(at.row.theme.name)) if self.theirs else ""

    def level(self, at: At[MarketTheme]) -> str:
        """The look-up of the council's level."""
        return self._look_up(theme_key(at.row.theme.name))

    def lowest(self, at: At[MarketTheme]) -> str:
        """The look-up of the council's lowest item."""
        return self._look_up(lowest_key(at.row.theme.name))

    def _look_up(self, key: str) -> str:
        if self.own is None or self.council is None or key not in self.own:
            return NOTHING
        return look_up(self.own, key, self.council.number)

    def dominance(self, at: At[MarketTheme]) -> str:
        """The dominance of the council over the providers."""
        return dominance_formula(at["commissioner"], self.levels(at), at["n"])

    def quadrant(self, at: At[MarketTheme]) -> str:
        """What a theme calls for, parted at the level on the guide, or where the scale has its own, at that."""
        common = at.row.common
        parted = CUT if common is None or common.cut == self.cut else f"{common.cut:g}"
        return quadrant_formula(at["commissioner"], at["median"], parted)

    def idle(self, at: At[MarketTheme]) -> str:
        """The share of providers that plan nothing."""
        actions = self.theirs.span(actions_key(at.row.theme.name)) if self.theirs else ""
        return without_action_formula(self.levels(at), actions, at["n"])


def _gap(at: At[MarketTheme]) -> str:
    return gap_formula(at["commissioner"], at["median"])


def _rank(at: At[MarketTheme]) -> str:
    return rank_formula(**{key: RankPlaces(at[key], at.column(key)) for key in RANKED_BY if key in at.table})


LEVELS_ALT = (
    "Chart of two sides: for each theme the commissioner's level, a diamond, and the median of the providers, a disc, "
    "1 to {steps}, joined by a line. The figures are in the columns Commissioner level and Middle provider."
)
OWN_ALT = (
    "Chart of one side: for each theme the commissioner's level, a diamond, 1 to {steps}. The figures are in the "
    "column Commissioner level."
)
SPREAD_ALT = (
    "Diverging bar chart: for each theme how many providers stand at each level, from 1, dark orange, to {steps}, "
    "blue, the low levels left of a line. The figures are in the columns At level 1 to At level {steps} of this table."
)


def drawer(market: Market | SharedMarket) -> Callable[[Book, AnySheet], list[Drawn]]:
    """What draws the charts of a market: the one that compares both sides only where they stand on one scale."""

    def draw(book: Book, themes: AnySheet) -> list[Drawn]:
        scale, drawn = market.scale, []
        sides = Sides("commissioner", "median", "theme", "n", divided="polarised")
        if market.has_commissioner and not _has_providers(market):
            title, words = "Council, by theme", OWN_ALT.format(steps=scale.steps)
            drawn += dumbbell.draw(book, themes, Sides("commissioner", "", "theme"), scale, title, words)
        elif market.is_one_scale and market.has_commissioner:
            title, words = "Council and providers, by theme", LEVELS_ALT.format(steps=scale.steps)
            drawn += dumbbell.draw(book, themes, sides, scale, title, words)
        if market.has_providers:
            title, words = "Providers at each level, by theme", SPREAD_ALT.format(steps=scale.steps)
            drawn += diverging.draw(book, themes, "theme", scale, title, words)
        return drawn

    return draw
