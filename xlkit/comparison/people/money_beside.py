"""Money beside: what each provider's funds come to, beside a round's levels on themes of money; never inside them."""

from collections.abc import Sequence

from msgspec import Struct

from xlkit.comparison.people.funds import Funds, Provider
from xlkit.comparison.sides.market import Market
from xlkit.fund.kinds import SPENT
from xlkit.returns.names import same_organisation

ABOUT_MONEY = ("costs", "personal_money")  # the themes that speak of costing, accounting, unit costs and purchasing


class Beside(Struct, frozen=True):
    """One provider with funds; `own` and `council` are its level and the council's on each theme, None without one."""

    provider: Provider
    own: Sequence[int | None]
    council: Sequence[int | None]

    @property
    def given(self) -> float:
        """The hours that its funds were given."""
        return sum(fund.books.hours_of_kind("hours_given") for fund in self.provider.funds)

    @property
    def used(self) -> float:
        """The hours of them that were used."""
        return -sum(fund.books.hours_of_kind("support", "support_enhanced") for fund in self.provider.funds)

    @property
    def spent(self) -> int:
        """The pence that its funds spent."""
        return sum(fund.spent(*SPENT) for fund in self.provider.funds)

    @property
    def overdrawn(self) -> int:
        """How many of its funds are overdrawn in the end."""
        return sum(fund.is_overdrawn for fund in self.provider.funds)


class MoneyBeside(Struct, frozen=True):
    """All providers with funds; `themes` are the titles of the themes that they stand beside."""

    themes: Sequence[str]
    rows: Sequence[Beside]


def money_beside(funds: Funds, markets: Sequence[Market]) -> MoneyBeside:
    """The funds beside the levels of the first market; where that has no theme of money, they stand by themselves."""
    market = next(iter(markets), None)
    themes = [each for each in market.themes if each.theme.name in ABOUT_MONEY] if market else []
    names, council = [each.theme.name for each in themes], [each.level for each in themes]
    rows = [Beside(each, _levels(market, each.name, names), council) for each in funds.providers if each.funds]
    return MoneyBeside([each.theme.title for each in themes], rows)


def _levels(market: Market | None, provider: str, themes: Sequence[str]) -> Sequence[int | None]:
    panel = market.providers if market else None
    positions = panel.positions if panel else ()
    position = next((each for each in positions if same_organisation(each.organisation, provider)), None)
    if panel is None or position is None:
        return [None] * len(themes)
    levels = {spoken.theme.name: own.level for spoken, own in zip(panel.themes, position.themes, strict=True)}
    return [levels.get(name) for name in themes]
