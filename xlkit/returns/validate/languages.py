"""Languages: which one a workbook is in that no longer says so itself."""

from xlkit.form.headings import QUESTIONS
from xlkit.form.instrument import Instrument
from xlkit.form.item import Kind
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate.places import find


def spoken(raw: RawReturn, instrument: Instrument) -> str:
    """The code of the language in which most statements stand as the instrument words them."""
    if not instrument.translations:
        return instrument.language
    return max((instrument, *instrument.translations), key=lambda language: _alike(raw, language)).language


def _alike(raw: RawReturn, instrument: Instrument) -> int:
    labels = {
        item.statement_ref(number): choice.label
        for item in instrument.items
        if item.kind is Kind.STATEMENTS
        for number, choice in enumerate(item.choices, start=1)
    }
    places = find(raw, dict.fromkeys(labels, QUESTIONS))
    return sum(labels[ref] in place.sheet.rows[place.row] for ref, standing in places.items() for place in standing)
