"""Lines: one headline each, with the sheet that it leads to and the formulas that build it from there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from xlkit.books.writer.sheets import At
from xlkit.books.writer.table import Table
from xlkit.comparison.headlines import Headline


@dataclass(frozen=True, slots=True)
class Line:
    """A headline; `said` and `figure` give the formulas of its sentence and of its figure, shown in `style`.

    Of one that speaks of a single theme `found` is the array formula of the theme's row on the sheet, and
    `priority_of` is the place of the market of which it names a priority.
    """

    headline: Headline
    sheet: Table
    said: Callable[[At["Line"]], str] = field(repr=False)
    figure: Callable[[At["Line"]], str] = field(repr=False)
    style: str = ""
    found: str = ""
    priority_of: int | None = None


def there(at: At[Line], key: str) -> str:
    """The formula of what the sheet says under a key of the theme that a line speaks of."""
    return f'=IF({at["row"]}="","",INDEX({at.row.sheet.span(key)},{at["row"]}))'


def one_or_many_formula(count: str, one: str, many: str) -> str:
    """The words that go with the count in a cell or a term; without an equals sign."""
    return f'IF({count}=1,"{one}","{many}")'
