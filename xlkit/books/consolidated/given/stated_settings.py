"""Settings: what each return's round had put into the words of its template, such as dates."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from xlkit.books.consolidated.common import ORGANISATION, RETURN_ID
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.comparison.comparison import Comparison
from xlkit.returns.completed import Return


class Stated(Struct, frozen=True):
    """One setting of one return."""

    completed: Return
    name: str
    title: str
    value: str | date


COLUMNS: tuple[Col[Stated], ...] = (
    ORGANISATION.as_wide(32),
    Col("template", "Template", 26, "line", value=lambda row: row.completed.identity.template),
    Col("title", "Setting", 30),
    Col("value", "Value", 22),
    RETURN_ID,
    Col("setting", "Setting name", 18, "line", value=lambda row: row.name),
)
INTRO = (
    "One row for each return and setting: the dates and words that its workbook was issued with. Where they differ "
    "between returns, questions name the setting in square brackets."
)


def sheet(comparison: Comparison, name: str) -> SheetOf[Stated]:
    """The sheet of all settings; it has no rows where no return has any."""
    return SheetOf(
        sheet=name,
        name="Settings",
        title="Settings",
        intro=INTRO,
        columns=COLUMNS,
        records=list(_stated(comparison)),
    )


def _stated(comparison: Comparison) -> Iterator[Stated]:
    for panel in comparison.panels:
        titles = {setting.name: setting.title for setting in panel.instrument.settings}
        for completed in panel.returns:
            for name, value in completed.identity.settings:
                yield Stated(completed, name, titles.get(name, name), _typed(value))


def _typed(value: str) -> str | date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value
