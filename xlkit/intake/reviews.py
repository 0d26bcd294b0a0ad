"""Reviews: of how many people the last review was within a year, by the rows in which they say something."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from xlkit.days import months_later
from xlkit.form.instrument import Instrument
from xlkit.form.item import Kind, Said
from xlkit.intake.log import Ledger
from xlkit.returns.completed import Return
from xlkit.voice.codes import said_table

AGAIN = 12  # months after which a review is due again


def lines(ledger: Ledger, instruments: Mapping[str, Instrument], day: date) -> Iterator[str]:
    """That in a sentence, as of a day; none where no person's review is in what was merged."""
    days = [
        each for completed in ledger.returns for each in _reviewed(completed, instruments[completed.identity.template])
    ]
    if not days:
        return
    recent = sum(each is not None and each <= day <= months_later(each, AGAIN) for each in days)
    others = {
        "without a date": sum(each is None for each in days),
        "on a day that is still to come": sum(each is not None and each > day for each in days),
    }
    said = f"{recent} of {len(days)} {'person' if len(days) == 1 else 'people'} reviewed in the last {AGAIN} months"
    yield "; ".join([said, *(f"{many} {how}" for how, many in others.items() if many)]) + "."


def _reviewed(completed: Return, instrument: Instrument) -> Iterator[date | None]:
    """The day of each person's last review, None where it is not said."""
    table = said_table(instrument)
    field = next((field for field in table.fields if field.kind is Kind.DATE), None) if table else None
    if table is None or field is None:
        return
    codes = {field.name for field in table.fields if field.said is Said.CODE}
    for row in (row for row in completed.rows if row.table == table.name):
        given = {answer.item: answer.value for answer in row.answers if answer.value not in (None, "")}
        if given.keys() - codes:
            value = given.get(field.name)
            yield value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
