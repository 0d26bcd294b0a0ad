"""What a group agrees on: causes of its themes, what success looks like, who does what; of an event, its questions."""

from collections.abc import Callable, Sequence

from xlkit.books.workshop.plan import (
    ACTIONS,
    CAUSES,
    FEEDBACK,
    HEARD,
    SUCCESS,
    Plan,
    looked_up,
    ready,
    sheet_of,
    typed,
    wall_sheet,
)
from xlkit.books.writer.sheets import AnySheet, At, Col, FormulaOf, SheetOf, Value
from xlkit.books.writer.table import quoted
from xlkit.voice.following import YES
from xlkit.voice.telling import CHECKED, will_say
from xlkit.voice.workshop import FIRST, QUESTIONS, TOGETHER, Cause, Promise, Success, Theme, Workshop

AGREED = "agreed"  # by all groups
STATUSES = ("Not started", "Under way", "Done", "Dropped")
CAUSES_INTRO = "Ask why, and why again, until the group finds what it can change. Pick the theme by its number."
SUCCESS_INTRO = "For each root cause that the group will address: what it looks like once that is dealt with, for each."
ACTIONS_INTRO = (
    "What each group will do towards a success. Every success needs people, a provider and a commissioner, or says on "
    "Success why it does without one of them."
)
EVENT_ACTIONS_INTRO = "What each group will do towards a success; where all of them act, pick together."
FEEDBACK_INTRO = (
    "For each theme what was said, found and promised. Pick checked once you have looked that the row names nobody: "
    "xlkit feedback tells everybody such rows alone."
)


def causes(plan: Plan) -> SheetOf[Cause]:
    """The sheet of causes."""
    themes = [theme.ref for theme in plan.workshop.themes]
    names = {theme.ref: theme.name for theme in plan.workshop.themes}

    def name(at: At[Cause]) -> str:
        return f"={_of_any_wall(plan, at['theme'], 'name')}"

    columns: tuple[Col[Cause], ...] = (
        Col("cause", "Cause", 9, value=lambda cause: cause.ref),
        typed("theme", "Theme", 10, lambda cause: cause.theme),
        Col("name", "What people say", 36, value=lambda one: names.get(one.theme, ""), formula=name),
        *(typed(f"why_{at}", "Why?" if not at else f"Why? ({at + 1})", 26, _why(at)) for at in range(5)),
        typed("root", "Root cause", 36, lambda cause: cause.root),
        typed("addressed", "One we will address", 13, lambda cause: cause.addressed),
        typed("thinks", "Who thinks so", 22, lambda cause: cause.thinks),
    )
    drop = ready({"theme": themes, "addressed": (YES, "no"), "thinks": (AGREED, *plan.workshop.who[:-1])})
    return sheet_of(CAUSES, CAUSES_INTRO, columns, plan.workshop.causes, drop)


def successes(plan: Plan) -> SheetOf[Success]:
    """The sheet of what success looks like."""
    missing: Col[Success] = Col("missing", "Nobody acts yet", 26, value=_missing(plan), formula=_missing_live(plan))
    why_not: Col[Success] = typed("without", "It does without them, because", 30, lambda one: one.without)
    roots = {cause.ref: cause.root for cause in plan.workshop.causes}
    refs = [cause.ref for cause in plan.workshop.causes]
    root = plan.says("=" + looked_up("[cause]", "[Causes cause]", "[Causes root]"))
    columns: tuple[Col[Success], ...] = (
        Col("success", "Success", 10, value=lambda one: one.ref),
        typed("cause", "Cause", 9, lambda one: one.cause),
        Col("root", "Root cause", 30, value=lambda one: roots.get(one.cause, ""), formula=root),
        *(
            typed(f"for_{at}", f"For {group} it looks like", 34, _looks(at))
            for at, group in enumerate(("people", "providers", "commissioners"))
        ),
        typed("seen", "What we would see", 30, lambda one: one.seen),
        typed("now", "Now", 16, lambda one: one.now),
        typed("by", "By", 14, lambda one: one.by, "typed_date"),
        typed("known", "How we will know", 30, lambda one: one.known),
        *([missing, why_not] if plan.workshop.acting else []),
    )
    drop = ready({"cause": refs})
    records = plan.workshop.successes
    return sheet_of(SUCCESS, SUCCESS_INTRO, columns, records, drop)


def actions(plan: Plan) -> SheetOf[Promise]:
    """The sheet of who does what."""
    refs = [success.ref for success in plan.workshop.successes]
    key = plan.says('=IF([what]="","",[success]&"|"&[who])')
    columns: tuple[Col[Promise], ...] = (
        Col("action", "No", 9, value=lambda one: one.ref),
        typed("success", "Success", 10, lambda one: one.success),
        typed("who", "Who acts", 22, lambda one: one.who),
        typed("organisation", "Organisation", 26, lambda one: one.organisation),
        typed("what", "Action", 40, lambda one: one.action),
        typed("owner", "Owner", 22, lambda one: one.owner),
        typed("by", "By when", 14, lambda one: one.by, "typed_date"),
        typed("status", "Status", 16, lambda one: one.status),
        typed("progress", "Progress", 29, lambda one: one.progress),
        Col("key", "Towards, and who", 20, value=_key, formula=key),
    )
    drop = ready({"success": refs, "who": plan.workshop.who, "status": STATUSES})
    intro = EVENT_ACTIONS_INTRO if plan.workshop.is_event else ACTIONS_INTRO
    return sheet_of(ACTIONS, intro, columns, plan.workshop.promises, drop, "progress")


def feedback(plan: Plan) -> SheetOf[Theme]:
    """The sheet that goes back to everybody: a row for each theme of every wall, blank while it has no name."""
    found = plan.says("=" + looked_up("[theme]", "[Causes theme]", "[Causes root]"))
    columns: tuple[Col[Theme], ...] = (
        Col("theme", "Theme", 10, value=lambda theme: theme.ref),
        Col("said", "You said", 46, value=_said(plan), formula=_said_live(plan)),
        Col("found", "We found", 40, value=lambda one: plan.following.root(one.ref), formula=found),
        *(
            Col(f"will_{at}", will_say(who), 38, value=_will(plan, who), formula=_promised(plan, who))
            for at, who in enumerate(plan.workshop.who)
        ),
        typed("cleared", "Names nobody", 14, lambda theme: theme.cleared),
        typed("happened", "What happened", 40, lambda theme: theme.happened),
    )
    return sheet_of(FEEDBACK, FEEDBACK_INTRO, columns, plan.workshop.themes, ready({"cleared": (CHECKED,)}))


def _why(at: int) -> Callable[[Cause], Value]:
    return lambda cause: cause.whys[at]


def _looks(at: int) -> Callable[[Success], Value]:
    return lambda success: success.looks[at]


def _of_any_wall(plan: Plan, theme: str, key: str) -> str:
    """What stands in a column of whichever wall has a theme."""
    tables = [plan.tables[wall_sheet(wall)] for wall in plan.workshop.walls]
    return "&".join(looked_up(theme, table.span("theme"), table.span(key)) for table in tables)


def _missing(plan: Plan) -> Callable[[Success], Value]:
    def value(success: Success) -> str:
        acting = plan.following.acting(success.ref)
        is_missed = success.cause and not success.without
        return ", ".join(group for group in plan.workshop.acting if group not in acting) if is_missed else ""

    return value


def _missing_live(plan: Plan) -> FormulaOf[Success]:
    def formula(at: At[Success]) -> str:
        ours, who, what = (plan.span(ACTIONS, key) for key in ("success", "who", "what"))

        def many(group: str) -> str:
            return f'COUNTIFS({ours},{at["success"]},{who},{quoted(group)},{what},"<>")'

        named = "&".join(f'IF({many(group)}=0,{quoted(f", {group}")},"")' for group in plan.workshop.acting)
        return f'=IF(OR({at["cause"]}="",{at["without"]}<>"",{many(TOGETHER)}>0),"",MID({named},3,99))'

    return formula


def _said(plan: Plan) -> Callable[[Theme], Value]:
    def value(theme: Theme) -> str:
        people, heard = plan.following.placed.people(theme), plan.workshop.heard
        return f"{theme.name} ({people} of {heard} {plan.workshop.counted})" if theme.name else ""

    return value


def _said_live(plan: Plan) -> FormulaOf[Theme]:
    def formula(at: At[Theme]) -> str:
        name, people = (_of_any_wall(plan, at["theme"], key) for key in ("name", "people"))
        return f'=IF({name}="","",{name}&" ("&{people}&" of "&{HEARD}&" {plan.workshop.counted})")'

    return formula


def _key(promise: Promise) -> str:
    return f"{promise.success}|{promise.who}" if promise.action else ""


def _will(plan: Plan, who: str) -> Callable[[Theme], Value]:
    def value(theme: Theme) -> str:
        promise = plan.following.promises(theme.ref).get(who)
        if promise is None:
            return ""
        by = promise.by
        return f"{promise.action} (by {by.day}/{by.month}/{by.year})" if by else promise.action

    return value


def _promised(plan: Plan, who: str) -> FormulaOf[Theme]:
    def formula(at: At[Theme]) -> str:
        cause = f"INDEX({plan.span(CAUSES, 'cause')},MATCH({at['theme']},{plan.span(CAUSES, 'theme')},0))"
        success = f"INDEX({plan.span(SUCCESS, 'success')},MATCH({cause},{plan.span(SUCCESS, 'cause')},0))"
        row = f"MATCH({success}&{quoted(f'|{who}')},{plan.span(ACTIONS, 'key')},0)"
        what, by = (f"INDEX({plan.span(ACTIONS, key)},{row})" for key in ("what", "by"))
        day = f'" (by "&DAY({by})&"/"&MONTH({by})&"/"&YEAR({by})&")"'
        return f'=IFERROR({what}&IF({by}="","",{day}),"")'

    return formula


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
        return plan.says(f"=INDEX([wall {key}],MATCH([theme],[wall theme],0))", wall=wall)

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
        Col("first", f"Among the first {FIRST}", 24, value=first, formula=plan.says(AMONG_FIRST)),
        typed("chosen", "Chosen by the event", 13, lambda theme: theme.chosen),
        typed("answered", "Where the plan answers it", 48, lambda theme: theme.answered),
    )
    asked = [theme for theme in plan.workshop.themes if theme.wall == QUESTIONS]
    return sheet_of(TOP, TOP_INTRO, columns, asked, ready({"chosen": (YES,)}))


TIES = f'COUNTIF([all order],"<="&[order])>{FIRST}'
AMONG_FIRST = f'=IF(N([order])=0,"",IF([order]>{FIRST},"",IF({TIES},"{TIED}","{YES}")))'


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
