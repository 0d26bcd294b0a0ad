"""Each answered: what stands for each organisation on every question off the scales, followed from the answers."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from xlkit.books.consolidated.common import STYLES, item_key
from xlkit.books.consolidated.standing.positions import alone, resting
from xlkit.books.writer.sheets import Array, At, Col, SheetOf, Value
from xlkit.books.writer.table import Table, quoted
from xlkit.comparison.other_scales.questions import DIFFER, Question, Said, Speaker, speakers
from xlkit.comparison.other_scales.scale_matrix import Matrices
from xlkit.comparison.standing.panel import Panel
from xlkit.form.item import Item, Kind
from xlkit.measures.location import low_median_where_formula
from xlkit.measures.picks import alike_where_formula
from xlkit.measures.scale import Where

AND = "; "  # between the labels of several choices
INTRO = (
    "One row for each organisation: its agreed answers, or its only ones. Of several people's numbers and dates the "
    "middle one stands, and a choice where all of them pick it; what was not needed is left out. It follows the sheet "
    "“{sheet}”."
)


class Row(Struct, frozen=True):
    """What one organisation, by its place among the speakers, answers to some questions."""

    at: int
    speaker: Speaker
    answers: tuple[Said, ...]

    @property
    def number(self) -> int:
        """The number that its returns count for."""
        return self.speaker.number

    @property
    def speaking(self) -> tuple[str, ...]:
        """The ids of the returns that it rests on."""
        return self.speaker.speaking


def sheet(matrices: Matrices, answers: Table, name: str, place: int) -> SheetOf[Row]:
    """The sheet of all organisations on all questions of an instrument."""
    panel, asked = matrices.panel, matrices.questions
    return SheetOf(
        sheet=name,
        name=f"Each_answered_{place}",
        title=f"What each answered: {panel.instrument.title}",
        intro=INTRO.format(sheet=answers.sheet),
        columns=(
            Col("number", "Position", 11, "whole"),
            Col("organisation", "Organisation", 32, value=lambda row: row.speaker.organisation),
            *_about(panel),
            *(_column(at, question, answers) for at, question in enumerate(asked)),
            *resting(panel, answers),
        ),
        records=[
            Row(at, speaker, tuple(question.answers[at] for question in asked))
            for at, speaker in enumerate(speakers(panel))
        ],
        frozen=2,
        printed=item_key(asked[-1].item.name),
    )


def _about(panel: Panel) -> Iterator[Col[Row]]:
    """Whom they speak of, where nobody speaks of itself."""
    if not panel.positions:
        yield Col("subject", "About", 28, value=lambda row: getattr(row.speaker, "subject", None))


def shown(item: Item, said: Said) -> Value:
    """What stands for an answer: the labels of the choices, or what was typed."""
    if not item.choices or said == DIFFER or not isinstance(said, str):
        return said
    return AND.join(choice.label for choice in item.choices if choice.name in said.split())


def is_followed(items: Sequence[Item]) -> bool:
    """Whether labels can be found again where several of them stand in one cell."""
    return not any(AND in choice.label for item in items if item.kind is Kind.MANY for choice in item.choices)


def _column(place: int, question: Question, answers: Table) -> Col[Row]:
    item, cells = question.item, answers.span(item_key(question.item.name))

    def formula(at: At[Row]) -> str | Array | None:
        if at.row.at in question.needless:
            return None
        if alone(at.row):
            answer = f"INDEX({cells},{at['row']})"
            return f'=IFERROR(IF({answer}="","",{answer}),"")'
        mine = Where(answers.span("number"), at["number"])
        if item.choices:
            return Array(alike_where_formula(cells, mine, quoted(DIFFER)))
        return Array(low_median_where_formula(cells, mine))

    return Col(
        *(item_key(item.name), f"{item.ref} {item.title}", 24, STYLES.get(item.kind, "text")),
        value=lambda row: shown(item, row.answers[place]),
        formula=formula,
    )
