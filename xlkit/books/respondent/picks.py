"""Picks: what formulas say of the choice that is picked, also of one counted apart, and how often each is."""

from collections.abc import Iterable, Mapping, Sequence

from xlkit.books.respondent.form import Form, beside, chosen, filled, holds, literal, text_literal
from xlkit.books.writer import cells
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.heights import height
from xlkit.form import layout
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.layout import ANSWER, REF, SUMMARY_COUNT, SUMMARY_STATE, SUMMARY_TITLE, TICK
from xlkit.form.progress import Standing
from xlkit.returns.raw import CellRef


def said(form: Form, item: Item, otherwise: str) -> str:
    """The words of the choice that is picked where it is one counted apart, as an expression, or another expression."""
    if not item.apart:
        return otherwise
    return chosen(
        [picked(form, item, choice) for choice in item.apart],
        otherwise,
        [wording_of(form, item, choice) for choice in item.apart],
    )


def wording_of(form: Form, item: Item, choice: Choice) -> str:
    """What a choice says, as an expression."""
    if item.kind is Kind.CHOICE:
        return literal(choice.label)
    return beside(form.words.questions, _ref(item, choice), layout.TEXT)


def picked(form: Form, item: Item, choice: Choice) -> str:
    """How often a choice is picked, as an expression; wherever its row stands now, its reference finds it."""
    questions = form.words.questions
    if item.is_ticked:
        return filled(questions, _ref(item, choice), TICK)
    return holds(questions, item.ref, ANSWER, choice.label)


def _ref(item: Item, choice: Choice) -> str:
    return item.statement_ref(item.choices.index(choice) + 1)


COUNTED = SUMMARY_TITLE + 1  # the first column of counts


def label(form: Form, item: Item, otherwise: str = "") -> str:
    """The words of the choice that is picked, as an expression; others where none is, or it is not needed."""
    return _chosen(form, item, otherwise, (choice.label for choice in item.choices))


def next_up(form: Form, item: Item) -> str:
    """What to work towards, as an expression."""
    return _chosen(form, item, form.words.choose_first, (_next(form, item, choice) for choice in item.choices))


def next_in_words(form: Form, item: Item, picked: Choice | None) -> str:
    """What to work towards: the next choice up the scale, and at its top to sustain and share."""
    return form.words.choose_first if picked is None else _next(form, item, picked)


def _next(form: Form, item: Item, picked: Choice) -> str:
    if picked.rank is None:
        return ""
    above = [choice for choice in item.choices if choice.rank is not None and choice.rank > picked.rank]
    return min(above, key=lambda choice: choice.rank or 0).label if above else form.words.sustain


def _chosen(form: Form, item: Item, otherwise: str, texts: Iterable[str]) -> str:
    questions = form.words.questions
    if item.is_ticked:
        counts = [picked(form, item, choice) for choice in item.choices]
    else:
        answer = beside(questions, item.ref, ANSWER)
        counts = [f"({answer}={literal(choice.label)})" for choice in item.choices]
    count, nothing = form.summary_cell(item.name, SUMMARY_COUNT), literal(otherwise)
    return f"IF({count}=1,{chosen(counts, nothing, map(text_literal, texts))},{nothing})"


def scales(form: Form) -> Mapping[tuple[Choice, ...], Sequence[Standing]]:
    """The items whose answers are counted, by their choices."""
    by_choices: dict[tuple[Choice, ...], list[Standing]] = {}
    for standing in form.standings:
        if standing.item.is_graded:
            by_choices.setdefault(standing.item.choices, []).append(standing)
    return by_choices


def write_counts(sheet: Sheet, form: Form, top: int, title_width: float) -> int:
    """Write how often each choice of each scale is picked, by section; the row after all is returned."""
    sheet.text(top, REF, form.words.counts, sheet.styles["heading_line"])
    at = top + 1
    for choices, standings in scales(form).items():
        at = _scale(sheet, form, at, choices, standings, title_width) + 1
    return at


def _scale(
    sheet: Sheet, form: Form, top: int, choices: Sequence[Choice], standings: Sequence[Standing], title_width: float
) -> int:
    headings = [*(choice.label for choice in choices), form.words.counts_not_answered]
    cells.texts(sheet, top, SUMMARY_TITLE, (form.words.section_headings[0], *headings), "header")
    sheet.height(top, height((heading, 11.0) for heading in headings))
    by_section: dict[str, list[Standing]] = {}
    for standing in standings:
        by_section.setdefault(standing.section.name, []).append(standing)
    at = top
    for of_section in by_section.values():
        at += 1
        title = of_section[0].section.title
        sheet.text(at, SUMMARY_TITLE, title, sheet.styles["shown"])
        sheet.height(at, height([(title, title_width)]))
        _counts(sheet, form, at, choices, of_section)
    _totals(sheet, form, top + 1, at, choices, standings)
    return at + 2


def _counts(sheet: Sheet, form: Form, at: int, choices: Sequence[Choice], standings: Sequence[Standing]) -> None:
    style = sheet.styles["shown_level"]
    states = [form.summary_cell(standing.item.name, SUMMARY_STATE) for standing in standings]
    counts = [form.summary_cell(standing.item.name, SUMMARY_COUNT) for standing in standings]
    for column, choice in enumerate(choices, start=COUNTED):
        formula = "+".join(f"({_here(state)}={text_literal(choice.label)})" for state in states)
        # Of one item alone it would be TRUE, which is no number.
        sheet.formula(at, column, f"=N({formula})", sum(standing.picked == choice for standing in standings), style)
    open_ = "+".join(f"({_here(count)}=0)+(N({_here(count)})>1)" for count in counts)
    sheet.formula(at, COUNTED + len(choices), f"={open_}", _unanswered(standings), style)


def _here(cell: str) -> str:
    """An address on this sheet, without the sheet's name."""
    return cell.rpartition("!")[2]


def _totals(
    sheet: Sheet, form: Form, first: int, last: int, choices: Sequence[Choice], standings: Sequence[Standing]
) -> None:
    values = [*(sum(standing.picked == choice for standing in standings) for choice in choices), _unanswered(standings)]
    sheet.text(last + 1, SUMMARY_TITLE, form.words.all_sections, sheet.styles["named"])
    for column, value in enumerate(values, start=COUNTED):
        above = f"{CellRef('', first, column).a1}:{CellRef('', last, column).a1}"
        sheet.formula(last + 1, column, f"=SUM({above})", value, sheet.styles["shown_level"])


def _unanswered(standings: Sequence[Standing]) -> int:
    return sum(standing.count is not None and standing.count != 1 for standing in standings)
