"""Your actions: what the provider planned, and what is overdue."""

from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.comparison.feedback import Feedback, OwnAction

INTRO = "The actions that you planned. Overdue is measured against the as-at date on the cover."


def sheet(feedback: Feedback) -> SheetOf[OwnAction]:
    """The sheet of the provider's actions."""
    return SheetOf(
        sheet="Your actions",
        name="Actions",
        title="Your actions",
        intro=INTRO,
        columns=(
            Col("ref", "Ref", 8, "line", value=lambda row: row.item.ref if row.item else None),
            Col("topic", "Topic", 30, value=lambda row: row.item.title if row.item else row.action.item),
            Col("action", "Action", 60, value=lambda row: row.action.action),
            Col("owner", "Owner", 22, value=lambda row: row.action.owner),
            Col("due", "Due", 15, "date", value=lambda row: row.action.due),
            Col("status", "Status", 16, value=lambda row: row.action.status),
            Col("timing", "Timing", 14, value=lambda row: row.timing),
        ),
        records=feedback.actions,
        frozen=2,
        is_filtered=False,
    )
