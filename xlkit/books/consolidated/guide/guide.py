"""Guide: how to read the workbook, the two settings that figures follow, what was given, and the way to each sheet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.plan import AS_AT, CUT, UNEASY
from xlkit.books.writer.cover import Block, Cover, Fact
from xlkit.books.writer.held import Formula
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Comparison, Note
from xlkit.comparison.regional.region import Source
from xlkit.comparison.standing.panel import Panel
from xlkit.form.instrument import Side
from xlkit.intake.council_workbook import OF_COUNCIL, SMALLEST_GROUP, smallest_of
from xlkit.intake.log import Status
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import dominance
from xlkit.measures.scale import FIVE

TITLE = "Guide: {title}"
SUBTITLE = "Internal: this workbook names every organisation and respondent. Share it only with those who may see that."
HOW = {
    "Where to start": "Summary. Each of its sentences leads to the row that it speaks of.",
    "From a theme to an answer": (
        "Click a theme for its topics, the number of a topic for its column on the heat map, a level there for the "
        "answer, and the return id of the answer for its file."
    ),
    "Colours of the tabs": "Navy: the story. Light blue: what it goes back to. Yellow: to edit. Grey: workings.",
    "Where figures come from": "Formulas that lead back to the answers. How each is worked out stands at the end here.",
    "To correct an answer": "Change it on a yellow sheet of answers: every figure follows. Notes stay as they are.",
    "What n says": "How many organisations answered. Blanks are missing, never 0. Below five no agreement is shown.",
    "Sheets of your own": "Add them and refer to these: tables keep their names. Merging again makes a new file.",
}
HOW_WITHOUT_LEVELS = {
    "From a theme to an answer": "Choices leads on to what each organisation answered, and that to the answers.",
    "What n says": "How many organisations answered. Blanks are missing, never 0.",
}
EXAMPLE = "An example, drawn: seven providers \N{BULLET} and a council \N{BLACK DIAMOND}"
DRAWN, OWN = Distribution((2, 3, 0, 1, 1), FIVE), 3
QUADRANTS = {
    "Both low: joint priority": "Each side stands at the level at which quadrants part (above), or below it.",
    "Council low: commissioner to catch up": "Providers stand above that level, and the council does not.",
    "Providers low: support providers": "The council stands above that level, and the middle provider does not.",
    "Neither low: share practice": "Both stand above it.",
}
STATUSES = {
    Status.VALID: "Valid: merged",
    Status.INCOMPLETE: "Incomplete: merged, blanks left out",
    Status.REJECTED: "Rejected",
    Status.HELD: "Held until a decision",
    Status.DUPLICATE: "Duplicate",
    Status.SUPERSEDED: "Superseded",
    Status.CONFLICT: "In conflict",
    Status.EXCLUDED: "Excluded by a decision",
    Status.IGNORED: "Ignored",
}


def guide(comparison: Comparison, returns: Table | None, notes: Sequence[Note]) -> Cover:
    """What the guide says; `returns` is the table of files, where there are any."""
    how = {**HOW, **({} if comparison.has_levels else HOW_WITHOUT_LEVELS)}
    blocks = [Block("How to read this workbook", [Fact(label, text) for label, text in how.items()])]
    if comparison.has_levels:
        blocks += [
            Block(EXAMPLE, list(_example())),
            Block("Four quadrants", [Fact(label, text) for label, text in QUADRANTS.items()]),
        ]
    if notes:
        blocks.append(Block("Notes, by kind", list(_notes(notes))))
    if returns is not None:
        blocks.append(Block("Files", _files(comparison, returns)))
    return Cover(TITLE.format(title=comparison.title), SUBTITLE, _facts(comparison), blocks)


def _example() -> list[Fact]:
    """A distribution as it is drawn, and what is said of it."""
    marks = {level: "\N{BULLET} " * many for level, many in zip(FIVE.levels, DRAWN.counts, strict=True)}
    marks[OWN] += "\N{BLACK DIAMOND}"
    apart = OWN - (DRAWN.median or 0)
    return [
        *(Fact(f"Level {level}", marks[level].strip() or "\N{EN DASH}", "drawn") for level in reversed(FIVE.levels)),
        Fact("Middle provider (median)", f"{DRAWN.median:g}: the fourth of the seven, in order of their levels."),
        Fact(
            "Who is further on (gap)",
            f"The council, by {apart:g} level: it stands at {OWN}, the middle provider at {DRAWN.median:g}.",
        ),
        Fact(
            "Dominance",
            f"{dominance(OWN, DRAWN.counts):+.2f}: of seven providers five stand below the council and two above. From "
            "-1 to +1, and it needs no equal steps between levels.",
        ),
        Fact("Agreement", f"{DRAWN.agreement:.2f}: 1 where all are alike, 0 where half stand at each end."),
        Fact("Divided (polarised)", "Many at 1 or 2 and many at 4 or 5: the middle says little then, and is not told."),
        Fact("Low median", "Of an even number in order, the lower of the two in the middle: of 1, 2, 4 and 5 it is 2."),
    ]


def _notes(notes: Sequence[Note]) -> list[Fact]:
    """One line for each kind of note, with how many there are and the first of them."""
    kinds: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        kinds[note.kind].append(note)
    return [
        Fact(
            f"{kind.capitalize()}: {len(some)}",
            f"{'Such as ' if len(some) > 1 else ''}{some[0].subject}: {some[0].text}",
        )
        for kind, some in kinds.items()
    ]


def _facts(comparison: Comparison) -> list[Fact]:
    facts = [
        Fact("Round", comparison.round or "not named"),
        *_who(comparison),
        Fact("As at (dates are measured against it)", comparison.as_at, "date_setting", AS_AT),
        Fact("Quadrants part at", comparison.quadrants_part_at, "number_setting", CUT),
        *_of_people(comparison),
        # What a shared workbook goes by, also where this one is merged with others.
        Fact(SMALLEST_GROUP, comparison.smallest, "figure"),
    ]
    councils = comparison.region.councils if comparison.region else ()
    own = [one for one in councils if one.source is Source.RETURNS and one.smallest != comparison.smallest]
    facts += [Fact(smallest_of(one.name), one.smallest, "figure") for one in own]
    if comparison.council and not comparison.region:
        facts.append(Fact(OF_COUNCIL, comparison.council))
    return facts


def _of_people(comparison: Comparison) -> Iterator[Fact]:
    """From which share on people are said to feel otherwise, where any were heard."""
    if comparison.heard or (comparison.region and comparison.region.heard):
        yield Fact("People feel otherwise from, %", comparison.uneasy, "number_setting", UNEASY)


def _who(comparison: Comparison) -> Iterator[Fact]:
    """Who answered: of each side, and of what is no side's."""
    others = [f"{one.instrument.title}: {_answering(one)}" for one in comparison.panels if one.instrument.side is None]
    if comparison.has_levels or not others:
        yield Fact("Councils" if comparison.region else "Commissioner", _councils(comparison))
        yield Fact("Providers", _providers(comparison))
    if others:
        yield Fact("Organisations", "; ".join(others))


def _councils(comparison: Comparison) -> str:
    if comparison.region:
        return "; ".join(council.name for council in comparison.region.councils)
    return "; ".join(dict.fromkeys(council.position.organisation for council in comparison.councils)) or "none yet"


def _providers(comparison: Comparison) -> str:
    sides = [panel for panel in comparison.panels if panel.instrument.side is Side.PROVIDER and panel.positions]
    named = [f"{panel.instrument.title}: {_answering(panel)}" for panel in sides]
    councils = comparison.region.councils if comparison.region else ()
    counted = [council.name for council in councils if council.source is Source.SHARED]
    return "; ".join([*named, *([f"counts alone from {', '.join(counted)}"] if counted else [])]) or "none yet"


def _answering(panel: Panel) -> str:
    many = len(panel.answering)
    blank = len(panel.positions) - many
    return f"{many}, and {blank} that answered nothing" if blank else str(many)


def _files(comparison: Comparison, returns: Table) -> list[Fact]:
    entries = len(comparison.ledger.entries)
    facts = [Fact("Files given", Formula(f"=COUNTA({returns.span('file')})", entries), "figure")]
    for status, many in comparison.ledger.counts.items():
        counted = f'=COUNTIF({returns.span("status")},"{status.value}")'
        facts.append(Fact(STATUSES[status], Formula(counted, many), "figure"))
    return facts
