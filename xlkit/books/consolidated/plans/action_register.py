"""Action register: every action of every return, with its dates measured against the as-at cell."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from xlkit.books.consolidated.common import THEME, look_up_answer
from xlkit.books.consolidated.given.data import MOST_LIVE
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.plan import AS_AT
from xlkit.books.consolidated.standing.answers import typed
from xlkit.books.consolidated.standing.levels import counting_key
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Comparison, Planned
from xlkit.comparison.other_scales.scale_matrix import is_in_matrix
from xlkit.form.item import Item
from xlkit.measures.planning import is_given_up, timing_formula, unless_given_up_formula

INTRO = (
    "One row for each action, those that are overdue first, by the as-at date on the guide. Closed is done or dropped. "
)
PLAIN = " Levels are plain values."
NO_GROUP = "nobody yet"
BEFORE_INTRO = " Repeated from: the earlier round with the same action."


def sheet(comparison: Comparison, name: str, answers: Mapping[str, Table]) -> SheetOf[Planned]:
    """The sheet of all actions, with a column for each further column of the planners, and one for earlier rounds.

    `answers` are the tables of answers by the names of their instruments.
    """
    is_live = len(comparison.actions) <= MOST_LIVE
    places = {
        panel.instrument.name: (place, {spoken.theme.name: theme for theme, spoken in enumerate(panel.themes)})
        for place, panel in enumerate(comparison.panels, start=1)
    }
    source = _Source(comparison, answers, places, is_live)
    before: Col[Planned] = Col("before", "Repeated from", 12, value=lambda row: ", ".join(row.before) or None)
    return SheetOf(
        sheet=name,
        name="Actions",
        title="Actions",
        intro=INTRO + (BEFORE_INTRO if comparison.earlier else "") + ("" if is_live else PLAIN),
        columns=(
            *source.first(),
            *([before] if comparison.earlier else []),
            *source.placed(),
            *_others(comparison),
            *source.last(),
        ),
        records=comparison.actions,
        frozen=3,
        printed="before" if comparison.earlier else [*source.first()][-1].key,
        more=_mark,
    )


class _Source(Struct, frozen=True):
    """Where levels and picks are looked up; above the size where that takes long levels are plain values.

    `places` are those of the panels, from 1, and of their themes, by the names of instruments and themes.
    """

    comparison: Comparison
    answers: Mapping[str, Table]
    places: Mapping[str, tuple[int, Mapping[str, int]]]
    is_live: bool

    def first(self) -> Iterator[Col[Planned]]:
        """Who is to do what by when, on one screen."""
        yield Col(
            *("timing", "Timing", 10),
            formula=lambda at: timing_formula(at["due"], at["status"], AS_AT),
            explains=WORDS["Timing"],
        )
        yield Col("organisation", "Organisation", 22)
        if any(action.promised for action in self.comparison.actions):
            yield Col("promised", "Promised at a workshop by", 16, value=_promised_by, explains=WORDS["Promised"])
        yield Col("ref", "Ref", 7, "line", value=lambda row: row.item.ref if row.item else None)
        yield Col("topic", "Topic", 22)
        yield Col("action", "Action", 30, value=lambda row: row.action.action)
        yield Col("owner", "Owner", 15, value=lambda row: row.action.owner)
        yield Col("due", "Due", 13, "date", value=lambda row: row.action.due)
        yield Col("status", "Status", 12, value=lambda row: row.action.status)
        yield Col("level", "Level", 8, "level", formula=self._level)
        if any(is_in_matrix(action.item) for action in self.comparison.actions):
            yield Col("rating", "Rating", 12, value=_rating, formula=self._rating)

    def placed(self) -> Iterator[Col[Planned]]:
        """Where it belongs."""
        yield THEME.as_wide(18)
        yield Col("section", "Section", 16, value=lambda row: row.section.title if row.section else None)
        yield Col("perspective", "Perspective", 13, value=_perspective)

    def last(self) -> Iterator[Col[Planned]]:
        """What formulas and queries use."""
        yield Col("return_id", "Return id", 14, "line", value=_return_id)
        yield Col("side", "Side", 13, value=_side)
        yield Col("instrument", "Template", 26, "line", value=lambda row: row.template or None)
        yield Col("item", "Item name", 26, "line", value=lambda row: row.action.item or None)
        yield Col("number", "Counts for position", 12, "whole")
        yield Col("key", "Key for counting", 16, "whole", value=self._standing_key, formula=self._followed_key)

    def _level(self, at: At[Planned]) -> str | None:
        item = at.row.item
        return self._look_up(at, item) if item is not None and item.has_levels and self.is_live else None

    def _rating(self, at: At[Planned]) -> str | None:
        item = at.row.item
        return self._look_up(at, item) if item is not None and is_in_matrix(item) else None

    def _look_up(self, at: At[Planned], item: Item) -> str:
        return look_up_answer(self.answers[at.row.template], item, at["return_id"])

    def _key(self, row: Planned) -> int | None:
        panel, themes = self.places.get(row.template, (0, {}))
        if row.number is None or row.theme is None or row.theme.name not in themes:
            return None
        return counting_key(panel, row.number, themes[row.theme.name])

    def _standing_key(self, row: Planned) -> int | None:
        return None if is_given_up(row.action.status) else self._key(row)

    def _followed_key(self, at: At[Planned]) -> str | None:
        key = self._key(at.row)
        return None if key is None else unless_given_up_formula(at["status"], key)


def _others(comparison: Comparison) -> Iterator[Col[Planned]]:
    for name in dict.fromkeys(name for planned in comparison.actions for name, _ in planned.action.other):
        yield _other(name)


def _other(name: str) -> Col[Planned]:
    title = name.replace("_", " ").capitalize()
    return Col(f"other {name}", title, 20, value=lambda row: dict(row.action.other).get(name))


def _promised_by(row: Planned) -> str | None:
    return (row.promised.who or NO_GROUP) if row.promised else None


def _perspective(row: Planned) -> str | None:
    return row.completed.identity.perspective.value if row.completed else None


def _return_id(row: Planned) -> str | None:
    return row.completed.identity.return_id if row.completed else None


def _side(row: Planned) -> str | None:
    return row.instrument.side.value if row.instrument and row.instrument.side else None


def _rating(row: Planned) -> str | None:
    """What the return picks where the item is on another scale."""
    if row.item is None or row.completed is None or not is_in_matrix(row.item):
        return None
    answer = row.completed.answer(row.item.name)
    picked = typed(row.item, answer) if answer else None
    return picked if isinstance(picked, str) else None


def _mark(page: Sheet, register: Table) -> None:
    """Let what is overdue be seen, beside the word for it."""
    rule = {"type": "cell", "criteria": "==", "value": '"overdue"', "format": page.styles["to_look_at"]}
    place = register.place("timing")
    page.conditional(register.first_row, place, register.last_row, place, rule)
