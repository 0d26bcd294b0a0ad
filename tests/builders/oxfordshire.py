"""Oxfordshire's return of December 2009, the one real return among the sources, as a draft and as typed."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from tests.office.calc import Entry
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.layout import ANSWER, DETAIL_ANSWER, FIELD_FIRST, lay_out
from xlkit.returns.raw import CellRef

FILE = Path(__file__).with_suffix(".json")
Row = dict[str, str | float | date]


class Figure(Struct, frozen=True):
    """A figure of the return, and the item whose words hold it."""

    value: float
    where: str


class Published(Struct, frozen=True):
    """What the return says, by the names of items; `settings` are what the form was made with."""

    organisation: str
    round: str
    settings: dict[str, str]
    ratings: dict[str, str]
    texts: dict[str, str]
    risks: dict[str, tuple[Row, ...]]
    figures: tuple[Figure, ...]

    @property
    def draft(self) -> Draft:
        """The return as a draft."""
        return Draft(answers={**self.ratings, **self.texts}, rows=self.risks)


@cache
def oxfordshire() -> Published:
    """The return."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    return Published(
        organisation=said["organisation"],
        round=said["round"],
        settings=said["settings"],
        ratings=said["ratings"],
        texts=said["texts"],
        risks={name: tuple(filter(None, map(_filled, rows))) for name, rows in said["risks"].items()},
        figures=tuple(Figure(each["value"], each["where"]) for each in said["figures"]),
    )


def _filled(row: dict[str, str]) -> Row:
    return {name: text for name, text in row.items() if text}


def keys(instrument: Instrument) -> Iterator[Entry]:
    """What a person types to enter the return in its form, cell by cell, from top to bottom."""
    said, form = oxfordshire(), lay_out(instrument, Perspective.SELF)
    first = form.details[0]
    yield Entry(first.sheet, CellRef("", first.row, DETAIL_ANSWER).a1, said.organisation)
    for row in form.questions:
        if row.item is None or not row.kind.is_input or not row.ref:
            continue
        rating = row.item.choice(said.ratings.get(row.item.name, ""))
        text = rating.label if rating else said.texts.get(row.item.name, "")
        if text:
            yield Entry(row.sheet, CellRef("", row.row, ANSWER).a1, text)
    for row in form.tables:
        risks = said.risks.get(row.item.name, ()) if row.item and row.number else ()
        risk = risks[row.number - 1] if 0 < row.number <= len(risks) else {}
        for at, field in enumerate(row.item.fields if row.item and risk else (), start=FIELD_FIRST):
            if field.name in risk:
                yield Entry(row.sheet, CellRef("", row.row, at).a1, str(risk[field.name]))
