"""Unmoved: what of a return of last time may be said again, since the dates that it speaks of are still the same."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.instrument import Instrument, Setting
from xlkit.form.item import NAMED, WORDS, Item
from xlkit.returns.completed import Return


class Moved(Struct, frozen=True):
    """A date that was another one when a return was given, and how many of its answers speak of it."""

    title: str
    was: str
    now: str
    many: int

    @property
    def told(self) -> str:
        """What of the return is left out, and why."""
        return f"{_answers(self.many)} about “{self.title}”, since that was {self.was} then and is {self.now} now."


def unmoved(instrument: Instrument, last: Return) -> tuple[Return, list[Moved]]:
    """A return without its answers about dates that are others in the instrument now, and which dates these are.

    The instrument has this time's settings; an answer speaks of a date whose setting stands in its question's words.
    """
    then = {each.name: each for each in instrument.as_issued(last.identity.settings).settings}
    moved = []
    for now in instrument.settings:
        was = then[now.name]
        if not isinstance(now.value, date) or was.value == now.value:
            continue
        gone = {item.name for item in instrument.items if _speaks_of(item, now)}
        if many := _many(last, gone):
            moved.append(Moved(now.title, was.shown, now.shown, many))
        last = replace(
            last,
            answers=tuple(answer for answer in last.answers if answer.item not in gone),
            rows=tuple(row for row in last.rows if row.table not in gone),
        )
    return last, moved


def unshown(last: Return) -> list[str]:
    """What of a return without levels stands nowhere in a workbook that does not start from its answers."""
    many = _many(last, {answer.item for answer in last.answers} | {row.table for row in last.rows})
    why = "without a level to stand beside the question: with --keep-answers the workbook starts from such."
    return [f"{_answers(many)} {why}"] if many else []


def _many(last: Return, items: set[str]) -> int:
    """How much of a return speaks of some items: answers, and rows of tables."""
    said = sum(answer.says_anything and answer.item in items for answer in last.answers)
    return said + sum(row.table in items for row in last.rows)


def _answers(many: int) -> str:
    return f"{many} answer{'' if many == 1 else 's'}"


def _speaks_of(item: Item, setting: Setting) -> bool:
    words = " ".join(getattr(part, word) for part in (item, *item.fields) for word in WORDS)
    return item.when == setting.name or setting.name in NAMED.findall(words)
