"""An event: the questions that have most dots, of which a tie is never broken here, and what is told by when."""

from collections.abc import Sequence

from xlkit.books.workshop.plan import Plan, ready, sheet_of, typed, wall_sheet
from xlkit.books.writer.sheets import AnySheet, At, Col, FormulaOf, SheetOf, Value
from xlkit.voice.following import YES
from xlkit.voice.workshop import FIRST, QUESTIONS, Theme, Workshop

TOP, VISION = "Top questions", "Vision"
TIED = "tied: the event chooses"
TOP_INTRO = (
    f"The {FIRST} questions with most dots are answered by the plan. Where some tie at the last place, all of them are "
    "shown, and the event chooses. Type where the plan answers each one that was chosen."
)
VISION_INTRO = "What everybody wants to be true in three years, and by when everybody hears what became of the event."


def sheets(plan: Plan) -> Sequence[AnySheet]:
    """The sheets that an event has beside those of any workshop; none for a workshop of people."""
    if not plan.workshop.is_event:
        return ()
    asked = [wall for wall in plan.workshop.walls if wall.name == QUESTIONS]
    return (*(_top(plan, wall_sheet(wall)) for wall in asked), _vision(plan))


def _top(plan: Plan, wall: str) -> SheetOf[Theme]:
    following = plan.following

    def looked(key: str) -> FormulaOf[Theme]:
        return lambda at: f"=INDEX({plan.span(wall, key)},MATCH({at['theme']},{plan.span(wall, 'theme')},0))"

    def first(theme: Theme) -> Value:
        return TIED if theme in following.tied else YES if theme in following.first else ""

    columns: tuple[Col[Theme], ...] = (
        Col("theme", "Question", 10, value=lambda theme: theme.ref),
        Col("name", "What is asked", 48, value=lambda theme: theme.name, formula=lambda at: f'{looked("name")(at)}&""'),
        Col("people", "People", 10, "tally", value=following.placed.people, formula=looked("people")),
        Col("dots", "All dots", 9, "whole", value=lambda one: following.dots(one) or None, formula=looked("dots")),
        Col(
            *("order", "Order by all dots", 11, "whole"),
            value=lambda one: following.rank(one, of_people=False),
            formula=looked("by_all"),
        ),
        Col("first", f"Among the first {FIRST}", 24, value=first, formula=_first),
        typed("chosen", "Chosen by the event", 13, lambda theme: theme.chosen),
        typed("answered", "Where the plan answers it", 48, lambda theme: theme.answered),
    )
    asked = [theme for theme in plan.workshop.themes if theme.wall == QUESTIONS]
    return sheet_of(TOP, TOP_INTRO, columns, asked, ready({"chosen": (YES,)}))


def _first(at: At[Theme]) -> str:
    order = at["order"]
    tied = f'COUNTIF({at.column("order")},"<="&{order})>{FIRST}'
    return f'=IF(N({order})=0,"",IF({order}>{FIRST},"",IF({tied},"{TIED}","{YES}")))'


def _vision(plan: Plan) -> SheetOf[Workshop]:
    def back(at: At[Workshop]) -> str:
        held, month = at["held"], f"MONTH({at['held']})+{at['months']}"
        # The last day of the month where it has none of that number.
        ends = f"DATE(YEAR({held}),{month}+1,1)-1"
        return f'=IF({held}="","",MIN(DATE(YEAR({held}),{month},DAY({held})),{ends}))'

    columns: tuple[Col[Workshop], ...] = (
        typed("vision", "Vision", 60, lambda event: event.vision),
        typed("held", "Held on", 16, lambda event: event.held, "typed_date"),
        typed("months", "Months until everybody hears", 14, lambda event: event.months, "typed_number"),
        Col("back", "Back to everybody by", 16, "date", value=lambda event: event.back_by, formula=back),
    )
    return sheet_of(VISION, VISION_INTRO, columns, [plan.workshop], ready({}))
