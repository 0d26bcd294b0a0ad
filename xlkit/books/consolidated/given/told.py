"""Told: texts gathered from all returns; requests for support with the organisations that could help."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from xlkit.books.consolidated.common import (
    ORGANISATION,
    PERSPECTIVE,
    REF,
    RESPONDENT,
    RETURN_ID,
    SECTION,
    THEME,
    look_up_answer,
)
from xlkit.books.consolidated.given.data import MOST_LIVE
from xlkit.books.consolidated.standing.answers import typed
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import FIRST_ROW, Table
from xlkit.comparison.gathered import Told
from xlkit.comparison.other_scales.scale_matrix import Matrices

MOST_HELPERS = 3
FIRST: tuple[Col[Told], ...] = (SECTION.as_wide(20), ORGANISATION)
QUESTION: Col[Told] = Col("item", "Question", 40, value=lambda row: row.item.title)
LAST: tuple[Col[Told], ...] = (
    PERSPECTIVE,
    RESPONDENT,
    REF.as_wide(9),
    RETURN_ID,
)
KEYS: tuple[Col[Told], ...] = (
    Col("section_name", "Section name", 20, "line", value=lambda row: row.section.name),
    Col("number", "Position", 11, "whole"),
)
REQUESTS = (
    "Every request for support, by theme. Who could help: organisations that are ahead on the same section by the "
    "sheet “{sheet}”, the furthest on first. It is an offer to ask about, not a promise."
)
REQUESTS_ALONE = "Every request for support, by theme."
GATHERED = "All that is gathered, by theme and question, as it was written. Search and filter."


def requests(matrices: Matrices, answers: Table, far: Table | None, name: str, place: int) -> SheetOf[Told]:
    """The sheet of all requests for support, with who could help where that can be known."""
    wanted = _text("Support wanted", 52, answers, len(matrices.requests))
    read = (*_first(matrices.requests), wanted, *(_Ahead(far).columns() if far else ()))
    return SheetOf(
        sheet=name,
        name=f"Support_wanted_{place}",
        title=f"Support wanted: {matrices.panel.instrument.title}",
        intro=REQUESTS.format(sheet=far.sheet) if far else REQUESTS_ALONE,
        columns=(*read, *LAST, *(KEYS if far else ())),
        records=matrices.requests,
        frozen=3,
        printed=read[-1].key,
    )


def gathered(matrices: Matrices, answers: Table, name: str, place: int) -> SheetOf[Told]:
    """The sheet of all that is gathered, with the dates and the evidence that stand beside some of it."""
    answer = _text("Answer", 70, answers, len(matrices.gathered))
    return SheetOf(
        sheet=name,
        name=f"In_their_words_{place}",
        title=f"In their words: {matrices.panel.instrument.title}",
        intro=GATHERED,
        columns=(*_first(matrices.gathered), QUESTION, answer, *_beside(matrices.gathered), *LAST),
        records=matrices.gathered,
        frozen=3,
        printed="text",
    )


def _first(rows: Sequence[Told]) -> Iterator[Col[Told]]:
    yield from ([THEME.as_wide(20)] if any(row.theme for row in rows) else [])
    yield from FIRST


def _text(header: str, width: float, answers: Table, rows: int) -> Col[Told]:
    """What was written; texts follow the answers unless there are too many."""

    def formula(at: At[Told]) -> str | None:
        if rows > MOST_LIVE or not isinstance(typed(at.row.item, at.row.answer), str):
            return None
        return look_up_answer(answers, at.row.item, at["return_id"])

    return Col("text", header, width, value=lambda row: typed(row.item, row.answer), formula=formula)


def _beside(gathered: Sequence[Told]) -> Iterator[Col[Told]]:
    if any(row.answer.day for row in gathered):
        yield Col("day", "Date beside it", 15, "date", value=lambda row: row.answer.day)
    if any(row.answer.evidence for row in gathered):
        yield Col("evidence", "Evidence", 40, value=lambda row: row.answer.evidence or None)


class _Ahead(Struct, frozen=True):
    """Where those who are ahead on the section of a request are looked up."""

    far: Table

    def columns(self) -> tuple[Col[Told], ...]:
        """How many are ahead, and the furthest on of them."""
        return (
            Col(
                *("ahead", "Organisations ahead", 13, "whole"),
                value=lambda row: len(row.helpers),
                formula=self._count,
            ),
            *(self._helper(rank) for rank in range(1, MOST_HELPERS + 1)),
        )

    def _count(self, at: At[Told]) -> str:
        mine, keys, number = self._mine(at), self.far.span("key"), at["number"]
        own = f"SUMPRODUCT({mine}*({self.far.span('number')}={number})*{keys})"
        return f'=IF({number}="",0,SUMPRODUCT({mine}*({keys}>{own})))'

    def _helper(self, rank: int) -> Col[Told]:
        names, places = self.far.span("organisation"), self.far.span("place")

        def formula(at: At[Told]) -> str:
            row = f"SUMPRODUCT({self._mine(at)}*({places}={rank})*(ROW({places})-{FIRST_ROW}))"
            return f'=IF({at["ahead"]}<{rank},"",INDEX({names},{row}))'

        return Col(
            *(f"helper {rank}", f"Could help {rank}", 20),
            value=lambda row: row.helpers[rank - 1].organisation if rank <= len(row.helpers) else None,
            formula=formula,
        )

    def _mine(self, at: At[Told]) -> str:
        return f"({self.far.span('section_name')}={at['section_name']})"
