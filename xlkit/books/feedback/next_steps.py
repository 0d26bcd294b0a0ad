"""Next steps: the statement that the provider ticked on each topic, and the one to work towards."""

from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.comparison.feedback import Feedback, Topic

INTRO = "For each topic, what you said about yourself and the next statement up."
HIGHEST = "You are at the highest level: keep it up, and share how you got there."
UNANSWERED = "Not answered."


def sheet(feedback: Feedback) -> SheetOf[Topic]:
    """The sheet of all topics."""
    return SheetOf(
        sheet="Next steps",
        name="Next_steps",
        title="Next steps",
        intro=INTRO,
        columns=(
            Col("ref", "Ref", 8, "line", value=lambda row: row.item.ref),
            Col("topic", "Topic", 30, value=lambda row: row.item.title),
            Col("level", "Your level", 9, "level", value=lambda row: row.level),
            Col("now", "Where you are", 60, value=lambda row: row.statement or UNANSWERED),
            Col("next", "What to work towards", 60, value=_next),
        ),
        scale=feedback.instrument.scale,
        records=feedback.topics,
        frozen=2,
        is_filtered=False,
    )


def _next(topic: Topic) -> str | None:
    return None if topic.level is None else topic.next_statement or HIGHEST
