"""Not used: the files that were rejected or are held, with whose they seem to be and what to do."""

from xlkit.books.round.asked import in_words
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.intake.log import folder_of, within
from xlkit.intake.tracker import Tracking
from xlkit.intake.whose import Unused

INTRO = (
    "One row for each file that was rejected, or is held until a decision. Whose it seems to be proves nothing; nobody "
    "whose file stands here is told that nothing came."
)
NOT_KNOWN = "not known"


def sheet(tracking: Tracking) -> SheetOf[Unused]:
    """The sheet of those files, in the order of their paths."""
    folder = folder_of(row.entry for row in tracking.unused)
    return SheetOf(
        sheet="Not used",
        name="NotUsed",
        title="Not used",
        intro=f"{INTRO} All lie in {folder}." if folder else INTRO,
        columns=(
            Col("file", "File", 40, value=lambda row: within(row.entry, folder)),
            Col("status", "Status", 12, value=lambda row: row.entry.status.value),
            Col("from", "Seems to be from", 30, value=lambda row: row.from_whom or NOT_KNOWN),
            Col("by", "As told by", 24, value=lambda row: row.by),
            Col("sender", "Sent by", 28, value=lambda row: row.entry.sent.sender if row.entry.sent else ""),
            Col("reasons", "Why, and what to do", 70, value=lambda row: in_words(row.reasons)),
            Col("hash", "File hash for Decisions", 18, "line", value=lambda row: row.entry.shown_hash),
        ),
        records=tracking.unused,
    )
