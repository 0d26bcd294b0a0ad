"""Entries: cells that a person types or picks an answer in, and what each takes, by its item's kind and rule."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from xlkit.books.respondent import where
from xlkit.books.respondent.expression_formulas import TRUE
from xlkit.books.respondent.form import Form, address, refuse
from xlkit.books.respondent.formula_functions import TooLongError
from xlkit.books.respondent.where import listed, speaking
from xlkit.books.writer.cells import Cell
from xlkit.form import layout, wording
from xlkit.form.expression import ITSELF, Call, Expression, Literal, Named
from xlkit.form.item import EARLIEST, LATEST, Item, Kind
from xlkit.form.words import TICK, TYPED_TICK, Words
from xlkit.returns.raw import CellRef

LONGEST_LITERAL = 255  # characters of a list of choices that can stand in the validation itself
STYLES = {Kind.DATE: "typed_date", Kind.INTEGER: "typed_number", Kind.DECIMAL: "typed_number"}


def entry(item: Item, answer: str | float | date | None, takes: Mapping[str, object] | None) -> Cell:
    """An input cell with what already stands in it, a choice by its label."""
    choice = item.choice(answer) if isinstance(answer, str) and item.kind is Kind.CHOICE else None
    return Cell(choice.label if choice else answer, STYLES.get(item.kind, "typed"), takes=takes)


def list_options(choices: Sequence[str], words: Words) -> Mapping[str, object]:
    """A dropdown of short choices; ValueError where they cannot stand in the validation itself."""
    if len(",".join(choices)) > LONGEST_LITERAL or any("," in choice for choice in choices):
        raise ValueError(f"too long for a dropdown, or with commas: {choices}")
    return refuse(words.choice_refused, validate="list", source=list(choices))


def tick_options(words: Words) -> Mapping[str, object]:
    """The dropdown beside a statement."""
    return refuse(words.tick_refused, validate="list", source=[TICK, TYPED_TICK])


def picked_from(source: str, words: Words) -> Mapping[str, object]:
    """A dropdown of what stands in some cells."""
    return refuse(words.choice_refused, validate="list", source=source)


def date_options(words: Words) -> Mapping[str, object]:
    """A cell for a date."""
    return refuse(words.date_refused, validate="date", criteria="between", minimum=EARLIEST, maximum=LATEST)


def options(item: Item, words: Words) -> Mapping[str, object] | None:
    """What a cell takes by the kind of its item alone; None where it takes anything."""
    if item.kind is Kind.CHOICE:
        return list_options([choice.label for choice in item.choices], words)
    if item.kind is Kind.DATE:
        return date_options(words)
    if item.kind in (Kind.INTEGER, Kind.DECIMAL):
        validate = "integer" if item.kind is Kind.INTEGER else "decimal"
        return refuse(
            words.number_refused, validate=validate, criteria="between", minimum=-1_000_000_000, maximum=1_000_000_000
        )
    return None


LONGEST = 255  # characters of a message, and of a formula in a validation
NUMBERS = {Kind.INTEGER: "integer", Kind.DECIMAL: "decimal"}
NO_FIELDS: Mapping[str, tuple[Item, str]] = {}


def ruled(
    form: Form, item: Item, row: int, column: int, fields: Mapping[str, tuple[Item, str]] = NO_FIELDS
) -> Mapping[str, object] | None:
    """The validation of an item's cell; None where it takes anything.

    `fields` gives the other fields of a table's row by name, each with its cell.
    """
    if source := _source(form, item):
        return picked_from(f"={source}", form.words)
    plain = options(item, form.words)
    if item.of:
        return _part(form, item)
    if item.constraint is None or item.kind is Kind.CHOICE:
        return plain
    refusal = _said(form.words, item)
    bounds = _bounds(item.constraint)
    if bounds is not None and _fit(item.kind, bounds.values()):
        if item.kind is Kind.DATE:
            bounds = {">=": EARLIEST, "<=": LATEST} | bounds
        return refuse(refusal, validate=NUMBERS.get(item.kind, "date"), **_between(bounds))
    try:
        formula = _formula(form, item, CellRef("", row, column).a1, fields)
    except TooLongError:
        return plain
    return plain if len(formula) > LONGEST else refuse(refusal, validate="custom", value=formula)


def _source(form: Form, item: Item) -> str:
    """The cells from which an item's answer is picked; empty where it is none of any cells."""
    if item.picks is not None:
        return where.filled_in(form, item.picks)
    return listed(form, item) if item.is_listed else ""


def _part(form: Form, item: Item) -> Mapping[str, object]:
    whole = address(CellRef(form.words.questions, form.question_row(item.of).row, layout.ANSWER))
    title, rule = form.words.rule_refused[0], wording.rule(form.instrument, item)
    refusal = title, form.words.share_refused.format(rule=rule)
    return refuse(refusal, validate="integer", criteria="between", minimum=0, maximum=f"={whole}")


def _said(words: Words, item: Item) -> tuple[str, str]:
    title, message = words.rule_refused
    advice = item.advice or message
    return title, advice if len(advice) <= LONGEST else f"{advice[: LONGEST - 1]}…"


def _bounds(constraint: Expression) -> dict[str, str | float | date] | None:
    """The least and the most that a constraint allows, by sign, where it says nothing else."""
    is_joined = isinstance(constraint, Call) and constraint.function == "and"
    bounds: dict[str, str | float | date] = {}
    for part in constraint.parts if isinstance(constraint, Call) and is_joined else (constraint,):
        match part:
            case Call("<=" | ">=", (Named(name), Literal(value))) if name == ITSELF and part.function not in bounds:
                bounds[part.function] = value
            case _:
                return None
    return bounds or None


def _fit(kind: Kind, values: Iterable[str | float | date]) -> bool:
    if kind is Kind.DATE:
        return all(isinstance(value, date) and EARLIEST <= value <= LATEST for value in values)
    return kind in NUMBERS and all(isinstance(value, float | int) for value in values)


def _between(bounds: Mapping[str, object]) -> dict[str, object]:
    if len(bounds) == 2:
        return {"criteria": "between", "minimum": bounds[">="], "maximum": bounds["<="]}
    ((sign, value),) = bounds.items()
    return {"criteria": sign, "value": value}


def _formula(form: Form, item: Item, cell: str, fields: Mapping[str, tuple[Item, str]]) -> str:
    near = {**fields, ITSELF: (item, cell)}
    kinds = {Kind.INTEGER: [f"ISNUMBER({cell})", f"{cell}=INT({cell})"]}
    of_kind = kinds.get(item.kind, [f"ISNUMBER({cell})"] if item.kind in (Kind.DECIMAL, Kind.DATE) else [])
    rule = speaking(form, item, item.constraint, near).condition(item.constraint) if item.constraint else TRUE
    return f"=AND({','.join([*of_kind, rule])})" if of_kind else f"={rule}"
