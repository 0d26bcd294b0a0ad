"""What the survey's rules come to: its `relevant` and `constraint` cells as conditions, and what is not supported."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xlkit.form.condition import ITSELF, Condition, Every, Selected, changed
from xlkit.form.item import Kind
from xlkit.form.xlsform.dialect import OTHER
from xlkit.form.xlsform.expressions import NotSupportedError, parse
from xlkit.form.xlsform.fitting import fitted
from xlkit.form.xlsform.form import Asked, Block, every
from xlkit.form.xlsform.problem import Problem
from xlkit.form.xlsform.workbook import Book, Line

TYPED = (Kind.TEXT, Kind.DATE, Kind.INTEGER, Kind.DECIMAL)


class UnknownNameError(Exception):
    """A rule speaks of a question that nobody asks; its text says which."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """By the keys of the items what they depend on, and by the numbers of their rows what answers must be.

    `problems` are the rules that are not supported, or wrong.
    """

    relevant: Mapping[tuple[int, bool], Condition] = field(default_factory=dict)
    constraint: Mapping[int, Condition] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def conditions(book: Book, survey: tuple[Block, ...]) -> Conditions:
    """The conditions of a survey; a rule with a problem is not among them."""
    rules = _Rules(book, survey)
    relevant = {item.key: rule for item in every(survey) if (rule := rules.relevant(item))}
    asked = [part for item in every(survey) for part in (item.fields or (item,)) if not part.is_other]
    constraint = {part.line.number: rule for part in asked if (rule := rules.read(part.line, "constraint", part))}
    return Conditions(relevant, constraint, tuple(dict.fromkeys(rules.problems)))


class _Rules:
    """Reads the rules of a survey one by one, and keeps the problems it meets."""

    def __init__(self, book: Book, survey: tuple[Block, ...]) -> None:
        self.problems: list[Problem] = []
        self._asked = {item.name: item for item in every(survey) if item.is_answered and item.kind is not Kind.TABLE}
        self._names = book.names
        self._lists = {name: {line.text("name") for line in lines} for name, lines in book.lists().items()}

    def relevant(self, item: Asked) -> Condition | None:
        lines = item.groups if item.is_other else (*item.groups, item.line)
        clauses = [clause for line in lines if (clause := self.read(line, "relevant", item))]
        if item.is_other:
            clauses.append(Selected(item.line.text("name"), OTHER))
        return Every(tuple(clauses)) if len(clauses) > 1 else next(iter(clauses), None)

    def read(self, line: Line, column: str, item: Asked) -> Condition | None:
        text = line.text(column)
        if not text:
            return None
        try:
            condition = parse(text)
            return self._of_itself(condition, item) if column == "constraint" else self._of_others(condition, item)
        except NotSupportedError as error:
            self.problems.append(line.left_out(column, f"the rule {text!r} is not supported and left out: {error}"))
        except UnknownNameError as error:
            self.problems.append(line.problem(column, str(error)))
        return None

    def _of_others(self, condition: Condition, item: Asked) -> Condition:
        if ITSELF in condition.names or item.name in condition.names:
            raise NotSupportedError("it speaks of the question itself, or of one inside the group")
        return fitted(condition, {name: self._found(name) for name in condition.names}, self._lists)

    def _of_itself(self, condition: Condition, item: Asked) -> Condition:
        for name in condition.names - {ITSELF, item.name}:
            self._known(name)
            raise NotSupportedError("it speaks of another question's answer")
        if item.kind not in TYPED:
            raise NotSupportedError("only what is typed can be checked by a rule")
        itself = changed(condition, lambda part: replace(part, item=ITSELF))
        return fitted(itself, {ITSELF: item}, self._lists)

    def _found(self, name: str) -> Asked:
        if name not in self._asked:
            self._known(name)
            raise NotSupportedError(f"{name} is not answered in one place of the workbook")
        return self._asked[name]

    def _known(self, name: str) -> None:
        if name not in self._names and name not in self._asked:
            raise UnknownNameError(f"no row is named {name!r}: write the name of a question")
