"""Asked: what is answered at first sight, by which it is known what is needed and what breaks a rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from xlkit.form import relevance, wording
from xlkit.form.condition import ITSELF, Answered
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.returns.raw import CellRef
from xlkit.returns.validate import values
from xlkit.returns.validate.findings import Findings


@dataclass(frozen=True, slots=True)
class Asked:
    """An instrument with the answers that conditions speak of; `row` are those of a table's row, by its fields."""

    instrument: Instrument
    answers: Mapping[str, Answered] = field(default_factory=dict)
    row: Mapping[str, Answered] = field(default_factory=dict)

    @property
    def needed(self) -> frozenset[str]:
        """The names of the items that are needed."""
        return relevance.needed(self.instrument, self.answers)

    def needs(self, item: Item) -> bool:
        """Whether an item, or a field of the row, is needed."""
        return relevance.is_needed(self.instrument, item, {**self.answers, **self.row})

    def kept(
        self, item: Item, value: str | float | date | None, cell: CellRef, findings: Findings
    ) -> str | float | date | None:
        """An answer that fits its rule; None, with a finding, where it does not."""
        if value is None or self._fits(item, value):
            return value
        rule = wording.rule(self.instrument, item)
        findings.about(item, "breaks-rule", cell, found=_shown(item, value), rule=rule)
        return None

    def _fits(self, item: Item, value: str | float | date) -> bool:
        if item.of:
            whole = self.answers.get(item.of)
            return isinstance(value, float | int) and isinstance(whole, float | int) and 0 <= value <= whole
        answers = {**self.answers, **self.row, ITSELF: value}
        return item.constraint is None or relevance.is_met(self.instrument, item, item.constraint, answers)


def has_conditions(instrument: Instrument) -> bool:
    """Whether anything in an instrument depends on what is answered."""
    items = [*instrument.items, *(field for item in instrument.items for field in item.fields)]
    return any(item.relevant or item.constraint or item.of for item in items)


def without_rules(instrument: Instrument) -> Instrument:
    """The instrument as it is answered at first sight: nothing is required, and anything will do."""
    sections = (
        replace(section, items=tuple(replace(item, required=False, constraint=None, of="") for item in section.items))
        for section in instrument.sections
    )
    return replace(instrument, sections=tuple(sections))


def _shown(item: Item, value: str | float | date | None) -> str:
    labels = [choice.label for name in str(value).split() if (choice := item.choice(name))] if item.choices else []
    return values.brief(", ".join(labels) or value)
