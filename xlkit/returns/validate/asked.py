"""Asked: what is answered at first sight, by which it is known what is needed and what breaks a rule."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from xlkit.form import relevance, wording
from xlkit.form.evaluation import holds
from xlkit.form.expression import ITSELF, Answered, Column
from xlkit.form.functions import text_of
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.relevance import Worked
from xlkit.form.words import in_language
from xlkit.form.words.catalogue import ConditionWords
from xlkit.returns.raw import CellRef
from xlkit.returns.validate import values
from xlkit.returns.validate.findings import Findings


class Asked(Struct, frozen=True):
    """An instrument with the answers that conditions speak of; `row` are those of a table's row, by its fields."""

    instrument: Instrument
    worked: Worked
    row: Mapping[str, Answered] = field(default_factory=dict)

    def needs(self, item: Item) -> bool:
        """Whether a field of the row is needed."""
        if item.relevant is None:
            return True
        return holds(item.relevant, {**self.worked.seen_by("", item.relevant), **self.row}) is True

    def kept(
        self, item: Item, value: str | float | date | None, cell: CellRef, findings: Findings
    ) -> str | float | date | None:
        """An answer that fits its rule; None, with a finding, where it does not. Of several ticks others stay."""
        if item.choices and isinstance(value, str):
            names = value.split() if item.kind is Kind.MANY else [value]
            lost = [name for name in names if not self._is_offered(item, name)]
            if lost:
                facts = {"found": _shown(item, " ".join(lost)), "rule": self._words.goes_with}
                findings.about(item, "breaks-rule", cell, **facts)
                value = " ".join(name for name in names if name not in lost) or None
        if item.picks is not None and value is not None and not self._is_in_a_row(item.picks, value):
            rule = self._words.of_rows.format(ref=relevance.every(self.instrument)[item.picks.table].ref)
            findings.about(item, "breaks-rule", cell, found=values.brief(value), rule=rule)
            return None
        if value is None or self._fits(item, value):
            return value
        rule = wording.rule(self.instrument, item).removesuffix(".")  # which is part of a sentence here
        findings.about(item, "breaks-rule", cell, found=_shown(item, value), rule=rule)
        return None

    def _is_offered(self, item: Item, name: str) -> bool:
        choice = item.choice(name)
        if choice is None or choice.offered is None:
            return True
        return holds(choice.offered, {**self.worked.seen_by(item.name, choice.offered), **self.row}) is not False

    def _is_in_a_row(self, column: Column, value: str | float | date) -> bool:
        rows = self.worked.values.get(column.table)
        standing = [row.get(column.field) for row in rows] if isinstance(rows, list | tuple) else []
        return text_of(value) in {text_of(each) for each in standing}

    @property
    def _words(self) -> ConditionWords:
        return in_language(self.instrument.language).condition

    def _fits(self, item: Item, value: str | float | date) -> bool:
        if item.of:
            whole = self.worked.values.get(item.of)
            return isinstance(value, float | int) and isinstance(whole, float | int) and 0 <= value <= whole
        return relevance.is_met(self.worked, item, {**self.row, ITSELF: value})


def is_linked(instrument: Instrument) -> bool:
    """Whether anything in an instrument, be it words, depends on what is answered to something else."""
    items = relevance.every(instrument).values()
    return any(item.of or _picks(item) or item.spoken_of - {ITSELF} for item in items)


def _picks(item: Item) -> bool:
    return any(part.picks is not None for part in (item, *item.fields))


def _shown(item: Item, value: str | float | date | None) -> str:
    labels = [choice.label for name in str(value).split() if (choice := item.choice(name))] if item.choices else []
    return values.brief(", ".join(labels) or value)
