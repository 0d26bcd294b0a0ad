"""Cover, shared: what the workbook is, whom it speaks of, what is left out of it, and the way to each sheet."""

from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.summary.findings import Line, apart, low
from xlkit.books.writer.cover import Block, Cover, Fact
from xlkit.books.writer.held import Formula
from xlkit.books.writer.sheets import AnySheet
from xlkit.comparison.disclosure.published import Shared, SharedSide
from xlkit.comparison.summary import shared_findings
from xlkit.intake.shared_reader import NOTHING_SHOWN

SUBTITLE = "For everybody: figures about all providers together. No provider and no person is named in this file."
LEVELS, LEFT_OUT = "Levels", "What is left out"
HEADINGS = ("Take up first", "Where the two sides differ most")
HOW = {
    "Figures": "They are plain values: the answers beneath them are not in this file.",
    LEVELS: "1 to 5, in order. They are steps, not amounts: nothing is averaged into a score and nobody is ranked.",
    "What n says": "How many organisations have a level. Blanks are missing, never 0.",
    LEFT_OUT: (
        "No figure about providers rests on fewer than {smallest} organisations. What would let such a figure be "
        "worked out by subtraction is left out too."
    ),
}
HOW_REGION = {
    "What n says": "How many organisations have a level; who answered several councils counts once in each.",
    LEFT_OUT: (
        "No figure about providers rests on fewer than {smallest} different organisations, and none about fewer "
        "follows from it, but for what a council publishes itself."
    ),
}
LISTED = " The sheet “Left out” lists what is not shown."
HOLLOW = (
    "No figure about others than the council may be shown: each rests on fewer than {smallest} organisations, or would "
    "tell of fewer. The sheet “Left out” says what is missing."
)
NOBODY = "There is no figure about others than the council, since nobody else has answered."


def cover(shared: Shared, tables: Sequence[AnySheet]) -> Cover:
    """What the cover says: first what stands out among the figures of the tables, which it leads to."""
    how = HOW if shared.region is None else {**HOW, **HOW_REGION}
    how = {**how, LEFT_OUT: how[LEFT_OUT] + (LISTED if shared.withheld else "")}
    told = [(label, text) for label, text in how.items() if label != LEVELS or _has_levels(shared)]
    lines = [Fact(label, text.format(smallest=shared.smallest)) for label, text in told]
    facts = [Fact(label, text) for label, text in _facts(shared)]
    return Cover(shared.title, SUBTITLE, facts, [*_findings(shared, tables), Block("How to read this workbook", lines)])


def _has_levels(shared: Shared) -> bool:
    """Whether anything stands on a scale of levels."""
    return bool(shared.markets or shared.sides or shared.views or shared.region)


def _findings(shared: Shared, tables: Sequence[AnySheet]) -> Iterator[Block]:
    named = {table.name: table for table in tables}
    for heading, findings, sentence in zip(HEADINGS, shared_findings(shared), (low, apart), strict=True):
        if findings:
            lines = [sentence(one, named[f"{one.on}_{one.number}"]) for one in findings]
            yield Block(heading, [Fact(place, _text(one), lead=one.lead) for place, one in enumerate(lines, start=1)])


def _text(one: Line) -> str:
    return str(one.said.value if isinstance(one.said, Formula) else one.said)


def _facts(shared: Shared) -> list[tuple[str, str]]:
    commissioners = "; ".join(council.organisation for council in shared.councils) or "none yet"
    providers = "; ".join(f"{side.instrument}: {_many(side, shared.smallest)}" for side in shared.sides) or "none yet"
    day = f"{shared.as_at.day} {shared.as_at:%B %Y}"
    if shared.region is not None:
        who = [("Councils", "; ".join(shared.region.councils))]
    else:
        who = [("Commissioners" if len(shared.councils) > 1 else "Commissioner", commissioners)]
        who += [("Providers", providers)] if _has_levels(shared) else []
    return [
        ("Round", shared.round or "not named"),
        *who,
        *([("People heard", str(shared.people.heard))] if shared.people else []),
        ("As at", day),
        *([("Quadrants part at", f"{shared.cut:g}")] if _has_levels(shared) else []),
        *([(NOTHING_SHOWN, why)] if (why := hollow(shared)) else []),
    ]


def hollow(shared: Shared) -> str:
    """That nothing is shown but what the council says of itself, and why; empty where something is."""
    if not shared.is_hollow:
        return ""
    return HOLLOW.format(smallest=shared.smallest) if shared.withheld else NOBODY


def _many(side: SharedSide, smallest: int) -> str:
    return f"fewer than {smallest}" if side.organisations is None else str(side.organisations)
