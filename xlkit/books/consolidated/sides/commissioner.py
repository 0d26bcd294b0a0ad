"""Commissioner: each challenge as one commissioning organisation answers it, and how far its people agree."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.consolidated.common import REF, SECTION, item_key, look_up, look_up_answer
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.plan import PanelTables
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.comparison.comparison import Challenge, Council
from xlkit.comparison.disclosure.published import SharedChallenge, SharedCouncil
from xlkit.measures.agreement import agreement_formula, running_over
from xlkit.measures.figures import AGREEMENT, MEDIAN
from xlkit.measures.location import highest_formula, lowest_formula, median_formula, spread_formula
from xlkit.measures.scale import Scale, n_formula
from xlkit.returns.completed import Return

Stated: TypeAlias = Challenge | SharedChallenge

INTRO = (
    "{organisation}: its position on each challenge ({basis}) beside each of its respondents. "
    "Agreement is shown from five respondents on. It follows the sheet “{sheet}”."
)
SHARED_INTRO = "{organisation}: its own position on each challenge ({basis}), from 1 to {steps}."
CHALLENGE: Col[Stated] = Col("item", "Challenge", 34, value=lambda row: row.item.title)
LEVEL: Col[Stated] = Col("level", "Position", 12, "level")
# What is said of a council's respondents: key, heading, width, style, formula over their levels and words on Method.
FIGURES: tuple[tuple[str, str, float, str, Callable[[str], str], str], ...] = (
    ("n", "Respondents (n)", 14, "whole", n_formula, ""),
    ("median", "Middle respondent", 14, "middle", median_formula, MEDIAN.explains),
    ("lowest", "Lowest", 11, "level", lowest_formula, ""),
    ("highest", "Highest", 11, "level", highest_formula, ""),
    ("spread", "Spread", 11, "whole", spread_formula, WORDS["Spread"]),
)
EVIDENCE: Col[Challenge] = Col("evidence", "Evidence for the position", 44, value=lambda row: row.evidence or None)


def sheet(council: Council, name: str, tables: PanelTables, place: int) -> SheetOf[Challenge]:
    """The sheet of one council."""
    source, position = _Source(council, tables), council.position
    return SheetOf(
        sheet=name,
        name=f"Challenges_{place}",
        title=f"Council: {position.organisation}",
        intro=INTRO.format(organisation=position.organisation, basis=position.basis.value, sheet=tables.answers.sheet),
        columns=(
            *(SECTION.as_wide(26), REF, CHALLENGE, replace(LEVEL, formula=source.level)),
            *source.views(),
            *(source.agreement() if council.respondents else ()),
            EVIDENCE,
        ),
        scale=council.panel.scale,
        records=council.challenges,
        frozen=3,
    )


def shared(council: SharedCouncil, name: str, place: int) -> SheetOf[SharedChallenge]:
    """The sheet of one commissioner for everybody: what it publishes of itself."""
    scale = Scale.of(council.challenges[0].item.steps)
    intro = SHARED_INTRO.format(organisation=council.organisation, basis=council.basis, steps=scale.steps)
    return SheetOf(
        sheet=name,
        name=f"Challenges_{place}",
        title=f"Council: {council.organisation}",
        intro=intro,
        columns=(SECTION.as_wide(40), REF, CHALLENGE.as_wide(72), LEVEL),
        scale=scale,
        records=council.challenges,
        frozen=3,
        is_filtered=False,
    )


class _Source(Struct, frozen=True):
    """Where the figures of a council come from: its position, and the answers of each of its respondents."""

    council: Council
    tables: PanelTables

    def level(self, at: At[Stated]) -> str | None:
        """The look-up of its position."""
        positions = self.tables.positions
        return look_up(positions, item_key(at.row.item.name), self.council.position.number) if positions else None

    def views(self) -> Iterator[Col[Challenge]]:
        """What each respondent answers."""
        return (self._view(place, completed) for place, completed in enumerate(self.council.respondents))

    def _view(self, place: int, completed: Return) -> Col[Challenge]:
        return_id = f'"{completed.identity.return_id}"'
        return Col(
            *(_key(completed), _name(completed), 14, "level"),
            value=lambda row: row.views[place],
            formula=lambda at: look_up_answer(self.tables.answers, at.row.item, return_id),
        )

    def agreement(self) -> Iterator[Col[Challenge]]:
        """How far its respondents agree."""
        yield from (self._figure(*figure) for figure in FIGURES)
        yield Col(
            *("agreement", "Agreement", 15, "two_places"),
            value=lambda row: row.found.agreement,
            formula=lambda at: agreement_formula(at["n"], running_over(self._levels(at), self.council.panel.scale)),
            explains=AGREEMENT.explains,
        )

    def _figure(
        self, key: str, header: str, width: float, style: str, formula: Callable[[str], str], explains: str
    ) -> Col[Challenge]:
        return Col(
            *(key, header, width, style),
            value=attrgetter(f"found.{key}"),
            formula=lambda at: formula(self._levels(at)),
            explains=explains,
        )

    def _levels(self, at: At[Challenge]) -> str:
        """The cells of all respondents."""
        return at.across(_key(self.council.respondents[0]), _key(self.council.respondents[-1]))


def _key(completed: Return) -> str:
    return f"view {completed.identity.return_id}"


def _name(completed: Return) -> str:
    stated = [part for part in (completed.respondent, completed.role) if part]
    return " – ".join(stated) or completed.identity.return_id
