"""The feedback workbook of one provider: its own results beside all others together, and what to work towards.

    write(feedback, path)

The same results give the same bytes. XlkitError where the place cannot be written.
"""

from collections.abc import Mapping
from pathlib import Path

from xlkit.books.feedback import beside
from xlkit.books.writer import chart_data, cover
from xlkit.books.writer.book import opened
from xlkit.books.writer.cover import Cover, Fact
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf
from xlkit.comparison.feedback import Feedback, OwnAction, Topic
from xlkit.measures import level_words

TITLE = "Feedback for {organisation}"
SUBTITLE = (
    "Thank you for taking part. This is for you alone: it holds your own answers, and names no other organisation."
)
BESIDE = "“{sheet}” shows your level on each topic next to all other organisations together."
ALONE = "“{sheet}” shows your level on each topic."
HOW = (
    "“Next steps” shows the statement to work towards on each topic.",
    "Levels are steps on the way, 1 to {steps}. Nobody is ranked, and there is no score for the whole.",
)
LOOKED_CLOSELY = "Everybody rated themselves. To be below others may mean that you looked more closely."
NO_STRENGTH = "No topic is at level {high} yet: “Next steps” shows the way there"
MOST_NAMED = 6  # strengths on the cover
MANY = "{many} other organisations answered{where}; none is named here"
TOO_FEW = "Fewer than {smallest} other organisations answered, so none can stand beside you without being known."
NOWHERE = (
    "{many} other organisations answered{where}, but fewer than {smallest} of them on each topic that you answered, so "
    "none can stand beside you without being known."
)
HELD_BACK = (
    "{many} other organisations answered{where}, but where they stand is not shown: with what everybody is shown, "
    "something about fewer than {smallest} of them would follow."
)
ACTIONS_INTRO = "The actions that you planned. Overdue is measured against the as-at date on the cover."
STEPS_INTRO = "For each topic, what you said about yourself and the next statement up."
HIGHEST = "You are at the highest level: keep it up, and share how you got there."
UNANSWERED = "Not answered."


def write(feedback: Feedback, path: Path) -> None:
    """Write the workbook; what stands at `path` is replaced once the new one is whole."""
    title = TITLE.format(organisation=feedback.organisation)
    sheets = _sheets(feedback)
    how = (BESIDE, *HOW, LOOKED_CLOSELY) if beside.has_others(feedback) else (ALONE, *HOW)
    texts = [text.format(sheet=sheets[0].sheet, steps=feedback.instrument.scale.steps) for text in how]
    with opened(path, title) as book:
        front = cover.begin(book)
        tables = [sheet.write(book, is_live=False) for sheet in sheets]
        tables += [sheet.write(book, is_live=False) for sheet in chart_data.sheets(book)]
        says = Cover(title, SUBTITLE, _facts(feedback), [cover.steps("How to use this workbook", texts)])
        cover.write(front, says, tables)


def _sheets(feedback: Feedback) -> list[AnySheet]:
    planned = [own_actions(feedback)] if feedback.actions else []
    return [beside.sheet(feedback), steps_up(feedback), *planned]


def _facts(feedback: Feedback) -> list[Fact]:
    facts = [
        Fact("Self-assessment", feedback.instrument.title),
        *([Fact("Council", feedback.council)] if feedback.council else []),
        Fact("Round", feedback.round or "not named"),
        Fact("As at", f"{feedback.as_at.day} {feedback.as_at:%B %Y}"),
        Fact("Your levels rest on", f"{feedback.basis} ({', '.join(feedback.return_ids)})"),
        Fact("Topics answered", f"{len(feedback.answered)} of {len(feedback.topics)}"),
        Fact("Others", _others(feedback)),
        Fact("Your strengths", _strengths(feedback)),
    ]
    if beside.has_others(feedback):
        facts.append(Fact("Beside others", _beside(feedback)))
    if feedback.last_round:
        facts.append(Fact(f"Since {feedback.last_round}", _moved(feedback)))
    if feedback.actions:
        facts.append(Fact("Your actions", _actions(feedback)))
    return facts


def _others(feedback: Feedback) -> str:
    if beside.has_others(feedback):
        text = MANY
    elif feedback.others is None:
        text = TOO_FEW
    else:
        text = HELD_BACK if beside.is_held_back(feedback) else NOWHERE
    where = f" in {feedback.council}" if feedback.council else ""
    return text.format(many=feedback.others, smallest=feedback.smallest, where=where)


def _strengths(feedback: Feedback) -> str:
    named = [f"{topic.item.title} (level {topic.level})" for topic in feedback.strengths[:MOST_NAMED]]
    more = len(feedback.strengths) - len(named)
    text = "; ".join(named) or NO_STRENGTH.format(high=level_words.high_or(feedback.instrument.scale))
    return f"{text}; and {more} more" if more else text


def _beside(feedback: Feedback) -> str:
    compared = [(topic.level or 0, topic.others.median) for topic in feedback.topics if topic.others]
    above = sum(level > middle for level, middle in compared)
    below = sum(level < middle for level, middle in compared)
    return _in_words(
        {"Above the middle of the others": above, "at it": len(compared) - above - below, "below it": below}
    )


def _moved(feedback: Feedback) -> str:
    both = [
        (topic.last, topic.level) for topic in feedback.topics if topic.last is not None and topic.level is not None
    ]
    if not both:
        return "Nothing from you then, of the same locality and service area, to compare with"
    up = sum(level > last for last, level in both)
    down = sum(level < last for last, level in both)
    return _in_words({"Up": up, "the same": len(both) - up - down, "down": down})


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{said} on {many} {'topic' if many == 1 else 'topics'}" for said, many in counts.items())


def _actions(feedback: Feedback) -> str:
    overdue = sum(one.timing == "overdue" for one in feedback.actions)
    return f"{len(feedback.actions)} planned, {overdue} overdue"


def own_actions(feedback: Feedback) -> SheetOf[OwnAction]:
    """The sheet of the provider's actions."""
    return SheetOf(
        sheet="Your actions",
        name="Actions",
        intro=ACTIONS_INTRO,
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


def steps_up(feedback: Feedback) -> SheetOf[Topic]:
    """The sheet of all topics."""
    return SheetOf(
        sheet="Next steps",
        intro=STEPS_INTRO,
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
