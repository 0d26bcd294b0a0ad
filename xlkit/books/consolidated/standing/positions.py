"""Positions: where each organisation stands on each item, looked up among the answers."""

from typing import Protocol, TypeAlias

from msgspec import Struct

from xlkit.books.consolidated.common import count_apart, item_key
from xlkit.books.writer.sheets import Array, At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.standing.panel import Panel, Position, Voice
from xlkit.measures.location import low_median_where_formula
from xlkit.measures.scale import Where, level_formula

Speaker: TypeAlias = Position | Voice


class OnReturns(Protocol):
    """A row that rests on some returns."""

    @property
    def speaking(self) -> tuple[str, ...]:
        """The ids of the returns."""


INTRO = (
    "One row for each organisation: its agreed position; without one, its only return, or the middle one of its "
    "returns (the middle level, of two the lower). It follows the sheet “{sheet}”."
)
VOICES_INTRO = (
    "One row for each organisation that speaks of another: its agreed or only return, or the middle one of several. "
    "Voices of one perspective about one subject make a view. It follows the sheet “{sheet}”."
)


def sheet(panel: Panel, name: str, answers: Table, place: int) -> SheetOf[Position]:
    """The sheet of a panel's positions."""
    return SheetOf(
        sheet=name,
        name=f"Positions_{place}",
        title=f"Positions: {panel.instrument.title}",
        intro=INTRO.format(sheet=answers.sheet),
        columns=(
            Col("number", "Position", 11, "whole"),
            Col("organisation", "Organisation", 32),
            Col("basis", "Rests on", 22, value=lambda row: row.basis.value),
            *_Resting(panel, answers).columns(),
            *([_apart(panel, answers)] if panel.has_apart else []),
        ),
        scale=panel.scale,
        records=panel.positions,
        frozen=2,
    )


def _apart(panel: Panel, answers: Table) -> Col[Position]:
    """How many answers each rests on that are counted apart."""
    items = [item for item in panel.items if item.apart]
    of = {one.identity.return_id: one for one in panel.returns}
    return Col(
        *("apart", "Answers outside the order", 14, "whole"),
        value=lambda row: sum(
            bool(item.said_apart(answer.value))
            for id_ in row.speaking
            for item in items
            if (answer := of[id_].answer(item.name)) is not None
        ),
        formula=lambda at: "=" + "+".join(count_apart(answers, item, at["number"]) for item in items),
    )


def voices(panel: Panel, name: str, answers: Table, place: int) -> SheetOf[Voice]:
    """The sheet of what each organisation says of another."""
    return SheetOf(
        sheet=name,
        name=f"Voices_{place}",
        title=f"Voices of others: {panel.instrument.title}",
        intro=VOICES_INTRO.format(sheet=answers.sheet),
        columns=(
            Col("number", "Voice", 10, "whole"),
            Col("organisation", "Who speaks", 32),
            Col("perspective", "Perspective", 15, value=lambda row: row.perspective.value),
            Col("subject", "About", 32),
            Col("view", "Part of view", 12, "whole"),
            Col("basis", "Rests on", 22, value=lambda row: row.basis.value),
            *_Resting(panel, answers).columns(),
        ),
        scale=panel.scale,
        records=panel.voices,
        frozen=2,
    )


class _Resting(Struct, frozen=True):
    """What positions and voices rest on, and the levels that follow from it."""

    panel: Panel
    answers: Table

    def columns(self) -> tuple[Col[Speaker], ...]:
        """What each rests on, then its level on each item."""
        levels = (self._level(place) for place in range(len(self.panel.items)))
        return (*resting(self.panel, self.answers), *levels)

    def _level(self, place: int) -> Col[Speaker]:
        item = self.panel.items[place]
        levels = self.answers.span(item_key(item.name))
        return Col(
            *(item_key(item.name), f"{item.ref} {item.title}", 14, "level"),
            value=lambda row: row.levels[place],
            formula=lambda at: self._followed(at, levels),
        )

    def _followed(self, at: At[Speaker], levels: str) -> str | Array:
        if alone(at.row):
            return level_formula(f"INDEX({levels},{at['row']})", self.panel.scale)
        speaking = Where(self.answers.span("number"), at["number"])
        return Array(low_median_where_formula(levels, speaking, self.panel.scale))


def resting(panel: Panel, answers: Table) -> tuple[Col[OnReturns], ...]:
    """On how many returns each rests, and on which row of the answers where it is one."""
    places = {completed.identity.return_id: place for place, completed in enumerate(panel.returns, start=1)}
    return (
        Col(
            *("views", "Returns it rests on", 12, "whole"),
            value=lambda row: len(row.speaking),
            formula=lambda at: f"=COUNTIF({answers.span('number')},{at['number']})",
        ),
        Col("return_id", "Return id (where it is one)", 16, "line", value=alone),
        Col(
            *("row", "Its row among the answers", 14, "whole"),
            value=lambda row: places[row.speaking[0]] if alone(row) else None,
            formula=lambda at: (
                f'=IFERROR(MATCH({at["return_id"]},{answers.span("return_id")},0),"")' if alone(at.row) else None
            ),
        ),
    )


def alone(row: OnReturns) -> str | None:
    """The return id of the only return that something rests on."""
    return row.speaking[0] if len(row.speaking) == 1 else None
