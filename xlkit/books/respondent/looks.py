"""Looks: what is said beside a statement, which rows stand out, and the tones of what is picked."""

from collections.abc import Iterable

from xlkit.books.respondent import workings
from xlkit.books.respondent.form import Form, literal, text_literal
from xlkit.books.writer.book import Sheet
from xlkit.form import layout, wording
from xlkit.form.item import Choice, Item, Kind, Tone
from xlkit.form.layout import ANSWER, REF, TICK, Row
from xlkit.returns.raw import CellRef


def say(sheet: Sheet, form: Form, row: Row, choice: Choice) -> None:
    """Write what is said beside a statement, which follows the ticks of its item."""
    item = row.item
    if item is None or item.kind is Kind.MANY:
        sheet.blank(row.row, ANSWER, sheet.styles["beside"])
        if item is not None and choice.offered is not None:
            _say_offered(sheet, form, row, item, choice)
        return
    words, count = form.words, form.summary_cell(item.name, layout.SUMMARY_COUNT)
    here = words.here if item.has_levels else ""
    # Through INDEX, so that cutting and pasting a tick breaks nothing.
    mark = f"INDEX({_column()},ROW())"
    next_up = _is_next(form, item, choice)
    otherwise = f'IF({next_up},{literal(words.next_step)},"")' if next_up else '""'
    here_or_twice = f"IF(N({count})>1,{literal(words.keep_one)},{literal(here)})"
    formula = f'=IF({mark}="",{otherwise},{here_or_twice})'
    sheet.formula(row.row, ANSWER, formula, _said(form, row, choice), sheet.styles["beside"])


def _say_offered(sheet: Sheet, form: Form, row: Row, item: Item, choice: Choice) -> None:
    """Say beside a choice when it is not on offer, and let it step back then."""
    condition, is_here = workings.offered(form, item, choice.offered)
    reason = wording.not_offered(form.instrument, choice)
    formula = f'=IF({condition},"",{text_literal(reason)})'
    sheet.formula(row.row, ANSWER, formula, "" if is_here else reason, sheet.styles["beside"])
    beside = CellRef("", row.row, ANSWER).a1
    rule = {"type": "formula", "criteria": f'=${beside}<>""', "format": sheet.styles["not_needed"]}
    sheet.conditional(row.row, REF, row.row, ANSWER, rule)


def dress(sheet: Sheet, form: Form, first: int, last: int) -> None:
    """Let the ticked row stand out, and each of several that are ticked; words say so too."""
    letters = CellRef("", 0, ANSWER).a1.rstrip("1")
    many = f"=ISNUMBER(SEARCH({literal(form.words.keep_one)},${letters}{first + 1}))"
    ticked = f'=$C{first + 1}<>""'
    rule = {"type": "formula", "stop_if_true": True}
    sheet.conditional(first, REF, last, ANSWER, {**rule, "criteria": many, "format": sheet.styles["to_look_at"]})
    sheet.conditional(first, REF, last, ANSWER, {**rule, "criteria": ticked, "format": sheet.styles["chosen"]})


def _column() -> str:
    letters = CellRef("", 0, TICK).a1.rstrip("1")
    return f"${letters}:${letters}"


def _is_next(form: Form, item: Item, choice: Choice) -> str:
    """The condition under which a statement is the next one up; empty where it never is."""
    below = [other.score for other in item.choices if other.score is not None and other.score < (choice.score or 0)]
    if not below or not item.has_levels:
        return ""
    return f"N({form.summary_cell(item.name, layout.SUMMARY_LEVEL)})={max(below)}"


def _said(form: Form, row: Row, choice: Choice) -> str | None:
    """What the formula comes to."""
    if row.item is None:
        return None
    words, standing = form.words, form.standing(row.item.name)
    if choice.name in marked(form, row.item):
        return words.keep_one if (standing.count or 0) > 1 else (words.here if row.item.has_levels else None)
    levels = [other.score for other in row.item.choices if other.score is not None]
    above = [score for score in levels if standing.level is not None and score > standing.level]
    return words.next_step if above and choice.score == min(above) else None


def marked(form: Form, item: Item) -> frozenset[str]:
    """The names of the choices of an item beside which something stands."""
    marks = form.draft.marks.get(item.name)
    answer = form.draft.answers.get(item.name)
    return frozenset(marks or ([answer] if isinstance(answer, str) else []))


Spot = tuple[int, int]


def tone(sheet: Sheet, spots: Iterable[tuple[Spot, Item]]) -> None:
    """Let cells take on the tone of the choice whose words stand in them: each cell with the item that it answers."""
    by_label: dict[tuple[str, Tone], list[Spot]] = {}
    for spot, item in spots:
        for choice in item.choices:
            if choice.tone is not None:
                by_label.setdefault((choice.label, choice.tone), []).append(spot)
    for (label, tone), cells in by_label.items():
        if len(label) <= 250:
            rule = {"type": "cell", "criteria": "==", "value": literal(label)}
            _lay_over(sheet, cells, {**rule, "format": sheet.styles[f"tone_{tone.value}"]})


def tone_ticked(sheet: Sheet, rows: Iterable[tuple[int, Choice]], first_column: int, last_column: int) -> None:
    """Let rows of choices take on their tone where they are ticked, before any other look."""
    letter = CellRef("", 0, last_column).a1.rstrip("0123456789")
    for row, choice in rows:
        if choice.tone is not None:
            rule = {"type": "formula", "criteria": f'=${letter}{row + 1}<>""', "stop_if_true": True}
            style = sheet.styles[f"tone_{choice.tone.value}"]
            sheet.conditional(row, first_column, row, last_column, {**rule, "format": style})


def _lay_over(sheet: Sheet, cells: list[Spot], rule: dict[str, object]) -> None:
    (row, column), ranges = cells[0], " ".join(CellRef("", row, column).a1 for row, column in cells)
    sheet.conditional(row, column, row, column, {**rule, "multi_range": ranges})
