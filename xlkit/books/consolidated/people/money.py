"""Money: what providers' funds come to, beside their levels on themes of money and those of the council."""

from collections.abc import Callable, Iterator

from xlkit.books.writer.sheets import Col, SheetOf, Value
from xlkit.comparison.people.money_beside import Beside, MoneyBeside

SHEET = "Money beside levels"
INTRO = (
    "One row for each provider that holds Individual Service Funds: context for its levels, and never a score. A fund "
    "that is overdrawn or little used says nothing by itself: ask."
)


def sheet(found: MoneyBeside, name: str) -> SheetOf[Beside]:
    """The sheet of all providers with funds."""
    columns: tuple[Col[Beside], ...] = (
        Col("provider", "Provider", 30, value=lambda row: row.provider.name),
        *_levels(found),
        Col("funds", "Funds (n)", 10, "whole", value=lambda row: len(row.provider.funds)),
        Col("given", "Hours given", 12, "hours"),
        Col("used", "Hours used", 12, "hours"),
        Col("spent", "£ spent", 13, "money", value=lambda row: row.spent / 100),
        Col("overdrawn", "Funds overdrawn (n)", 12, "whole"),
        Col("gap", "£ in the bank unexplained", 16, "money", value=_gap),
    )
    return SheetOf(
        sheet=name, name="Money_beside_levels", title=SHEET, intro=INTRO, columns=columns, records=found.rows
    )


def _levels(found: MoneyBeside) -> Iterator[Col[Beside]]:
    """The provider's level and the council's, theme by theme."""
    for place, theme in enumerate(found.themes):
        yield Col(f"own_{place}", f"{theme}: provider's level", 16, "level", value=_own(place))
        yield Col(f"council_{place}", f"{theme}: council's level", 16, "level", value=_council(place))


def _own(place: int) -> Callable[[Beside], Value]:
    return lambda row: row.own[place]


def _council(place: int) -> Callable[[Beside], Value]:
    return lambda row: row.council[place]


def _gap(row: Beside) -> float | None:
    return None if row.provider.bank_gap is None else row.provider.bank_gap / 100
