"""Columns: which column of a returned sheet is which, told by the headings above them and never by where they stand."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from xlkit.form import layout, roster
from xlkit.form.headings import Headed
from xlkit.returns.correction import SHEETS
from xlkit.returns.names import plain
from xlkit.returns.raw import CellRef, RawSheet
from xlkit.returns.validate import values

USUAL = (layout.HEADING_ROW, roster.HEADING_ROW)  # rows in which headings stand as issued


CORRECTIONS = frozenset(map(plain, SHEETS))  # what heads the remarks of a correction


class Columns(Struct, frozen=True):
    """The columns of a table of a sheet whose headings are not just as they were issued, counted from 0.

    `stands` maps each column as issued to where it stands now, and leaves out what cannot be told: the headings of
    those that are `gone`, and of those that stand `twice` with different content. `renamed` are columns whose heading
    alone is another, `added` those that the form does not have; `row` is that of the headings, None where it is gone.
    """

    sheet: str
    table: str
    row: int | None
    stands: Mapping[int, int]
    gone: Mapping[int, str] = field(default_factory=dict)
    twice: Mapping[int, str] = field(default_factory=dict)
    renamed: Mapping[int, str] = field(default_factory=dict)
    added: frozenset[int] = frozenset()

    @property
    def reference(self) -> int:
        """The column in which the references stand."""
        return self.stands[layout.REF]

    @property
    def has_moved(self) -> bool:
        """Whether a column that is there stands elsewhere than as issued."""
        return any(place != column for column, place in self.stands.items())

    def issued(self, place: int) -> int | None:
        """The column as issued of what stands in a column now; None for one that was added."""
        if place in self.added:
            return None
        back = {now: column for column, now in self.stands.items()}
        return back.get(place, place - max(back) + max(back.values()) if place > max(back) else None)

    def heading(self, place: int) -> CellRef:
        """The cell of a heading."""
        return CellRef(self.sheet, self.row or 0, place)


def columns_of(sheet: RawSheet, table: str, headed: Headed, rows: Sequence[int], reference: int) -> Columns | None:
    """Where the columns of a table stand whose rows those are; None where all is as it was issued."""
    at = (*USUAL, rows[0] - 1)
    if not reference and any(_is_as_issued(sheet, headed, row) for row in at if 0 <= row < len(sheet.rows)):
        return None
    row = _heading_row(sheet, headed, rows)
    texts = _texts(sheet, row) if row is not None else ()
    stands = {layout.REF: reference}
    wanted = Counter(map(plain, headed.headings))
    gone: dict[int, str] = {}
    twice: dict[int, str] = {}
    for column, heading in enumerate(headed.headings):
        if column == layout.REF or not heading:
            continue
        key = plain(heading)
        places = [place for place, text in enumerate(texts) if text == key and place != reference]
        before = sum(plain(other) == key for other in headed.headings[:column])
        if len(places) > wanted[key]:
            places = _told_apart(sheet, rows, places)
        if len(places) == wanted[key]:
            stands[column] = places[before]
        else:
            (twice if places else gone)[column] = heading
    # A column headed as another of the form is a copy of that one, and never one whose heading was typed over.
    held = [
        text not in wanted and (bool(text) or any(_content(sheet, rows, place))) for place, text in enumerate(texts)
    ]
    renamed = _renamed(gone, stands, held)
    stands |= renamed
    left = {column: heading for column, heading in gone.items() if column not in renamed}
    used = {*stands.values(), *(place for place, text in enumerate(texts) if text in map(plain, twice.values()))}
    added = [place for place, text in enumerate(texts) if place not in used and (text or place < max(used))]
    unknown = frozenset(place for place in added if texts[place] not in CORRECTIONS)
    known = {column: headed.headings[column] for column in renamed}
    return Columns(sheet.name, table, row, stands, left, twice, known, unknown)


def _is_as_issued(sheet: RawSheet, headed: Headed, row: int) -> bool:
    first = 0 if headed.headings[0] else 1  # above the references of a table nothing stands
    wanted = headed.headings[first:]
    return (
        sheet.rows[row][first : len(headed.headings)] == wanted
        and all(wanted)
        and not any(
            isinstance(value, str) and value and plain(value) not in CORRECTIONS
            for value in sheet.rows[row][len(headed.headings) :]
        )
    )


def _heading_row(sheet: RawSheet, headed: Headed, rows: Sequence[int]) -> int | None:
    """The row that holds most of the headings, of several the last above the table; None where none holds half."""
    wanted = {plain(heading) for heading in headed.headings if heading}
    own = set(rows)
    held = {row: len(wanted.intersection(_texts(sheet, row))) for row in range(len(sheet.rows)) if row not in own}
    most = max(held.values(), default=0)
    if 2 * most < len(wanted):
        return None
    return min((row for row, many in held.items() if many == most), key=lambda row: (row > rows[0], -row))


def _texts(sheet: RawSheet, row: int) -> tuple[str, ...]:
    return tuple(plain(values.shown(value)) for value in sheet.rows[row])


def _told_apart(sheet: RawSheet, rows: Sequence[int], places: Sequence[int]) -> list[int]:
    """Of columns under one heading the one in which something stands, where all others are empty or say the same."""
    held = {place: tuple(_content(sheet, rows, place)) for place in places}
    different = {content for content in held.values() if any(content)}
    if len(different) > 1:
        return list(places)
    return [next((place for place in places if any(held[place])), places[0])]


def _content(sheet: RawSheet, rows: Sequence[int], place: int) -> Iterator[str]:
    for row in rows:
        cells = sheet.rows[row]
        yield values.shown(cells[place]).strip() if place < len(cells) else ""
        yield sheet.errors.get((row, place), "")


def _renamed(gone: Mapping[int, str], stands: Mapping[int, int], held: Sequence[bool]) -> Mapping[int, int]:
    """Where columns stand whose heading was typed over: just where they have to be between their neighbours.

    `held` says of each column whether it could be one of those: one that is wholly blank is none of them.
    """
    renamed: dict[int, int] = {}
    for column in sorted(gone):
        before = {**stands, **renamed}.get(column - 1)
        place = None if before is None else before + 1
        after = next((other for other in range(column + 1, max(stands, default=0) + 1) if other in stands), None)
        fits = stands[after] - after == place - column if after is not None and place is not None else place == column
        if place is not None and fits and place < len(held) and held[place] and place not in stands.values():
            renamed[column] = place
    return renamed
