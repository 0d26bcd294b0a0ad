"""Files: every file that was given, with what became of it and why."""

from collections.abc import Callable, Mapping

from xlkit.books.consolidated.common import item_key
from xlkit.books.consolidated.plan import PanelTables
from xlkit.books.writer.sheets import At, Col, SheetOf, Value
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.files import Given, files
from xlkit.returns.completed import Return

ASKED = "yes"  # what marks the file that answers for one who was asked
INTRO = (
    "One row for each file that was given, in the order of their names: what became of it, why, and what was decided "
    "about it. Only valid and incomplete returns are merged."
)
RESPONSE_INTRO = " The response counts valid returns of those who were asked, each once."


def sheet(comparison: Comparison, panels: Mapping[str, PanelTables], name: str) -> SheetOf[Given]:
    """The sheet of all files, with those marked that count for the response where it is known who was asked.

    `panels` are by the names of their instruments.
    """
    marked: Col[Given] = Col("asked", "Counts for response", 14, value=lambda row: ASKED if row.responds else None)
    first: tuple[Col[Given], ...] = (
        Col("file", "File", 40, value=lambda row: row.entry.path),
        Col("status", "Status", 14, value=lambda row: row.entry.status.value),
    )
    answered: Col[Given] = Col("answered", "Answered", 13, "whole", formula=lambda at: _count(comparison, panels, at))
    return SheetOf(
        sheet=name,
        name="Returns",
        title="Files",
        intro=INTRO + RESPONSE_INTRO if comparison.response else INTRO,
        columns=(*first, *([marked] if comparison.response else []), *SAID, answered, *LAST),
        records=files(comparison),
        printed="issues",
    )


def _told(key: str, header: str, width: float, style: str, value: Callable[[Return], Value]) -> Col[Given]:
    """What the return in a file says of itself, where it could be read."""
    return Col(key, header, width, style, value=lambda row: value(row.entry.completed) if row.entry.completed else None)


SAID: tuple[Col[Given], ...] = (
    Col("reason", "Reason", 58),
    Col("decisions", "Decisions", 50),
    _told("organisation", "Organisation", 30, "text", lambda completed: completed.organisation),
    _told("respondent", "Respondent", 22, "text", lambda completed: completed.respondent),
    _told("template", "Template", 26, "text", lambda completed: completed.identity.template),
    _told("return_id", "Return id", 14, "line", lambda completed: completed.identity.return_id),
)
LAST: tuple[Col[Given], ...] = (
    Col("out_of", "Out of", 10, "whole"),
    Col("issues", "Issues", 11, "whole", value=lambda row: len(row.entry.issues)),
    Col("sha256", "Content hash (SHA-256)", 26, "line", value=lambda row: row.entry.sha256),
    Col("size", "Size in bytes", 12, "whole", value=lambda row: row.entry.size),
)


def _count(comparison: Comparison, panels: Mapping[str, PanelTables], at: At[Given]) -> str | None:
    """The formula that counts the cells of a return among the answers, those of a short form among its whole's."""
    completed, asked = at.row.entry.completed, at.row.asked
    if completed is None or not asked:
        return None
    instrument = comparison.instruments[completed.identity.template]
    answers = (panels.get(instrument.family) or panels[instrument.name]).answers
    block = answers.block(item_key(asked[0].name), item_key(asked[-1].name))
    ids, return_id = answers.span("return_id"), at["return_id"]
    row = f"MATCH({return_id},{ids},0)"
    return f"=IF(ISNUMBER({row}),COUNTA(INDEX({block},{row},0)),0)"
