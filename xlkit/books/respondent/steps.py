"""Steps: what to do with a workbook, one after the other, which of them comes now, and whether it is finished."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from msgspec import Struct

from xlkit.books.respondent.about import is_settled
from xlkit.books.respondent.form import Form, beside, column_range, literal, sentence, whole_column
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.heights import height
from xlkit.form import layout
from xlkit.form.identity import Perspective
from xlkit.form.layout import START_STATUS, START_STEPS
from xlkit.returns.raw import CellRef

BLOCKS = 38  # of the bar
DONE, TO_DO = "█", "░"
TITLE, TEXT, GO, LAST = range(layout.START_WIDTH)
TALL = 30.0  # points
GAP = 9.0  # points between the steps and what stands above and below them
ADDRESS = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+[^\s,;<>().]")


class Step(Struct, frozen=True):
    """One step: its title, what it says and the formula of that, and where it leads, in words."""

    title: str
    formula: str
    said: str
    go: str
    target: str


def write(sheet: Sheet, form: Form) -> None:
    """Write the steps, and below them whether the workbook is finished."""
    sheet.height(START_STEPS - 1, GAP)
    at = START_STEPS
    for number, step in enumerate(_steps(form), start=1):
        at = START_STEPS + number - 1
        title, across = f"{number}  {step.title}", sheet.across
        _link(sheet, at, TITLE, step.target, title, "card_title")
        sheet.formula(at, TEXT, step.formula, step.said, sheet.styles["card"])
        _link(sheet, at, GO, step.target, step.go, "card_link")
        sheet.blank(at, LAST, sheet.styles["card"])
        sheet.height(
            at, max(TALL, height([(title, across[TITLE], "card_title"), (step.said, across[TEXT], "card")]) + 4)
        )
    below = range(at + 1, START_STATUS)  # of two rows where there is no planner
    for row in below:
        sheet.height(row, GAP / len(below))
    _status(sheet, form)
    sheet.height(START_STATUS + 1, GAP)
    _dress(sheet, form)


def address(form: Form) -> str:
    """The e-mail address in what the round says of whom to ask; empty where there is none."""
    match = ADDRESS.search(form.round.contact)
    return match[0] if match else ""


def counted(form: Form) -> tuple[int, int]:
    """How many items are answered, and how many are needed."""
    counts = [standing.count for standing in form.standings if standing.count is not None]
    return counts.count(1), len(counts)


def bar(answered: int, needed: int) -> str:
    """The bar as text."""
    done = BLOCKS * answered // needed if needed else 0
    return DONE * done + TO_DO * (BLOCKS - done)


def bar_formula(form: Form) -> str:
    """The bar as a formula."""
    counts = _counts(form)
    done = f"IF(COUNT({counts})=0,0,INT({BLOCKS}*COUNTIF({counts},1)/COUNT({counts})))"
    return f"=LEFT({literal(DONE * BLOCKS)},{done})&LEFT({literal(TO_DO * BLOCKS)},{BLOCKS}-{done})"


def _counts(form: Form) -> str:
    rows = form.layout.summary
    return column_range(form.words.summary, rows[0].row, rows[-1].row, layout.SUMMARY_COUNT)


def _open(form: Form) -> str:
    """How many items are not answered once, as an expression."""
    return f"(COUNT({_counts(form)})-COUNTIF({_counts(form)},1))"


def _is_enough(form: Form) -> bool:
    """Whether something is answered, and what is open is optional; of somebody else anything may stay open."""
    counts = [standing.count for standing in form.standings if standing.count is not None]
    wanted = (standing.count for standing in form.standings if standing.item.required)
    is_begun = any(counts) and max(counts) == 1
    return form.identity.perspective is Perspective.SELF and is_begun and all(count in (None, 1) for count in wanted)


def _enough(form: Form) -> str:
    """The same as an expression, for a form about its own respondent."""
    counts, tests = _counts(form), []
    if form.identity.perspective is not Perspective.SELF:
        return "FALSE"
    for is_required, rows in groupby(form.layout.summary, lambda row: row.item is not None and row.item.required):
        if is_required:
            run = [row.row for row in rows]
            wanted = column_range(form.words.summary, run[0], run[-1], layout.SUMMARY_COUNT)
            tests.append(f"COUNT({wanted})=COUNTIF({wanted},1)")
    begun = (f"COUNTIF({counts},1)>0", f'COUNTIF({counts},">1")=0')
    return f"AND({','.join((*begun, *tests))})"


def _steps(form: Form) -> Iterator[Step]:
    words = form.words
    answered, needed = counted(form)
    left = needed - answered
    texts = (words.questions_done, words.questions_needed + words.optional_left, words.questions_step)
    done, enough, step = (sentence(text, left=_open(form), all=f"COUNT({_counts(form)})") for text in texts)
    words_now = texts[(1 if _is_enough(form) else 2) if left else 0].format(left=left, all=needed)
    formula = f"=IF({_open(form)}=0,{done},IF({_enough(form)},{enough},{step}))"
    yield Step(words.questions, formula, words_now, words.questions_go, _first(words.questions, form.layout.questions))
    if form.layout.planner:
        rows = form.layout.summary
        actions = column_range(words.summary, rows[0].row, rows[-1].row, layout.SUMMARY_ACTIONS)
        planned = sum(standing.actions for standing in form.standings)
        formula = f"={sentence(words.planner_step, count=f'SUM({actions})')}"
        target = _first(words.planner, form.layout.planner)
        yield Step(words.planner, formula, words.planner_step.format(count=planned), words.planner_go, target)
    mail = address(form)
    go, target = (words.send_go.format(email=mail), _mailto(form)) if mail else ("", "")
    yield Step(words.send, f"={literal(words.send_step)}", words.send_step, go, target)


def _first(name: str, rows: Sequence[layout.Row]) -> str:
    cell = CellRef(name, rows[0].row, layout.REF).a1
    return "internal:'{}'!{}".format(name.replace("'", "''"), cell)


def _mailto(form: Form) -> str:
    """A new message to whom the workbook goes; nothing of the recipient's own stands in it."""
    subject = f"?subject={quote(form.round.name)}" if form.round.name else ""
    return f"mailto:{address(form)}{subject}"


def _link(sheet: Sheet, at: int, column: int, target: str, text: str, role: str) -> None:
    """Write a text that is a link, where there is a target; as a formula, so that it keeps its own colour."""
    if not text:
        sheet.blank(at, column, sheet.styles["card"])
        return
    if target:
        sheet.url(at, column, target, text, sheet.styles[role])
    sheet.formula(at, column, f"={literal(text)}", text, sheet.styles[role])


def _status(sheet: Sheet, form: Form) -> None:
    """Whether the workbook is finished, and if so whom to send it to; nothing is said of it that is not so."""
    words = form.words
    left = _open(form)
    answered, needed = counted(form)
    parts = [*_to_check(form, words.correction.to_do, words.correction_open), _lacking(form), *_missing(form)]
    parts += _to_check(form, words.correction.look, words.correction_look)
    rest = words.optional_left.format(left=needed - answered, all=needed) if answered < needed else ""
    finished = _finished(form)
    status = next((text for _, text, is_so in parts if is_so), f"{finished}{rest}")
    rest = sentence(words.optional_left, left=left, all=f"COUNT({_counts(form)})")
    formula = f'{literal(finished)}&IF({left}=0,"",{rest})'
    for condition, text, _ in reversed(parts):
        formula = f"IF({condition},{literal(text)},{formula})"
    if mail := _mailto(form) if address(form) else "":
        sheet.url(START_STATUS, TITLE, mail, status, sheet.styles["status"])
    sheet.formula(START_STATUS, TITLE, f"={formula}", status, sheet.styles["status"])
    for column in (TEXT, GO, LAST):
        sheet.blank(START_STATUS, column, sheet.styles["status"])
    sheet.height(START_STATUS, 26)


def _to_check(form: Form, state: str, text: str) -> Iterator[tuple[str, str, bool]]:
    """That some of what a correction lists is in a state: the condition for it, and what is said then."""
    if state in form.checks:
        words = form.words.correction
        by = form.words.by_when.format(deadline=form.deadline) if form.deadline else ""
        states = whole_column(words.sheet, layout.CHECK_STATE)
        yield f"COUNTIF({states},{literal(state)})>0", text.format(sheet=words.sheet, look=words.look, by=by), True


def _lacking(form: Form) -> tuple[str, str, bool]:
    """That too little is answered: the condition for it, what is said then, and whether it is so now."""
    answered, needed = counted(form)
    is_self = form.identity.perspective is Perspective.SELF
    text = form.words.not_finished if is_self else form.words.send_any_time
    return f"AND({_open(form)}>0,NOT({_enough(form)}))", text, answered < needed and not _is_enough(form)


def _finished(form: Form) -> str:
    words, mail = form.words, address(form)
    by = words.by_when.format(deadline=form.deadline) if form.deadline else ""
    return words.finished_mail.format(email=mail, by=by) if mail else words.finished.format(by=by)


def _missing(form: Form) -> Iterator[tuple[str, str, bool]]:
    """What has to stand on About you: the condition that it does not, what is said then, and whether it is so now."""
    for row in form.layout.details:
        item = row.item
        is_wanted = item is not None and (
            (item.required and not is_settled(form, item)) or (item.name == "completed_on" and form.is_date_wanted)
        )
        if item is not None and is_wanted:
            text = form.words.detail_missing.format(detail=item.title, sheet=form.words.about)
            blank = f'{beside(form.words.about, row.ref, layout.DETAIL_ANSWER)}=""'
            yield blank, text, not form.draft.details.get(item.name)


def _dress(sheet: Sheet, form: Form) -> None:
    """Let the step to take now stand out, and what is not finished; the line below the steps says both."""
    status = f"$A${START_STATUS + 1}"
    signs = (form.words.unfinished_sign, form.words.finished_sign)
    unfinished, finished = (f"=LEFT({status},{len(sign)})={literal(sign)}" for sign in signs)
    last = START_STEPS + sum(1 for _ in _steps(form)) - 1
    places = ((START_STEPS, unfinished, "current"), (last, finished, "current"))
    for at, criteria, role in (*places, (START_STATUS, unfinished, "to_look_at"), (START_STATUS, finished, "chosen")):
        rule = {"type": "formula", "criteria": criteria, "format": sheet.styles[role]}
        sheet.conditional(at, TITLE, at, LAST, rule)
