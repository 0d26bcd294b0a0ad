"""Versions: which question and which choice of one version of a template is which of another.

Names decide, as long as what they name is still said in the same words. The same words under another name have moved.
A name that only counts, such as `level_3`, identifies nothing by itself: with other words it has to say nearly the
same, and words that several of such a count say tell them only while the same ones say them. What is neither is another
question, or another statement, and no answer passes from the one to the other.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind

ALIKE = 0.8  # how much of two wordings has to be the same, from 0 to 1, where nothing but a position names them
LONGEST = 500  # characters of a wording that are compared: a workbook can say anything of any length
COUNTS = re.compile(r"(?i)(?:(.*?)[0-9]+|(.*[_-])?(?:[a-z]|i+v?|vi*|one|two|three|four|five|six|seven))")
UNSAID = r"[.,;:!?'\"‘’“”()…–—-]+"  # what does not make two wordings differ

Words = Mapping[str, frozenset[str]]
"""What stands for each name, in every language, folded."""


class Same(Struct, frozen=True):
    """What of a former version is the same now: its items and choices by the names that they have today.

    `items` goes by the names of items, `fields` by those of tables and fields, and `choices` by those of either and of
    the choice.
    """

    items: Mapping[str, Item]
    choices: Mapping[tuple[str, ...], str]
    fields: Mapping[tuple[str, str], str]

    def choice_of_today(self, *path: str) -> str | None:
        """The name that a former choice of an item or field, by its name of today, has now; None where it has gone."""
        *asked, choice = path
        return next((now for (*of, now), then in self.choices.items() if of == asked and then == choice), None)


def same(former: Sequence[Item], current: Instrument) -> Same:
    """What of a former version is the same in the current one, in whatever language; both worded as they are read."""
    spoken = (current, *current.translations)
    now = {item.name: [item, *_others(item, spoken)] for item in current.items}
    then = {item.name: [item] for item in former}
    by_name = {item.name: item for item in former}
    pairs = _pairs(_telling(then), _telling(now), _kept(then, now))
    items = {name: by_name[other] for name, other in pairs.items() if _is_like(by_name[other], now[name][0])}
    choices: dict[tuple[str, ...], str] = {}
    fields: dict[tuple[str, str], str] = {}
    for name, item in items.items():
        chosen = _pairs(_choices([item]), _choices(now[name]))
        choices |= {(name, choice): other for choice, other in chosen.items()}
        asked = _pairs(_fields([item]), _fields(now[name]))
        fields |= {(name, field): other for field, other in asked.items()}
        for field, other in asked.items():
            chosen = _pairs(_choices(_named(other, [item])), _choices(_named(field, now[name])))
            choices |= {(name, field, choice): former_choice for choice, former_choice in chosen.items()}
    return Same(items, choices, fields)


def folded(text: str) -> str:
    """A wording as it is compared: without case, spacing and punctuation."""
    return " ".join(re.sub(UNSAID, " ", unicodedata.normalize("NFKC", text)).casefold().split())


def columns(then: Mapping[str, str], now: Mapping[str, str]) -> Mapping[str, str]:
    """The former names of columns by those that they have now; both map names to headings."""
    return _pairs(_folded_each(then.items()), _folded_each(now.items()))


def _others(item: Item, spoken: Iterable[Instrument]) -> Iterable[Item]:
    return (other for each in spoken for other in each.items if other.name == item.name)


def _is_like(former: Item, current: Item) -> bool:
    """Whether an answer to one can be an answer to the other, by how it is given."""
    return former.is_ticked == current.is_ticked and (former.kind is Kind.TABLE) == (current.kind is Kind.TABLE)


def _telling(named: Mapping[str, Sequence[Item]]) -> Words:
    """What is said in each item and in no other: its title, and statements that are long enough to tell it."""
    texts_of = {name: frozenset(_said(items)) for name, items in named.items()}
    counts = Counter(text for texts in texts_of.values() for text in texts)
    return {name: frozenset(text for text in texts if counts[text] == 1) for name, texts in texts_of.items()}


def _kept(then: Mapping[str, Sequence[Item]], now: Mapping[str, Sequence[Item]]) -> frozenset[str]:
    """The names that say what they said, as the same others do that differ from them in a count alone."""
    were, are = _saying(then), _saying(now)
    return frozenset(name for said, names in were.items() if are.get(said) == names for name in names)


def _saying(named: Mapping[str, Sequence[Item]]) -> Mapping[tuple[str, frozenset[str]], set[str]]:
    """The names of the items that say all the same, by what their names are without a count, and what they say."""
    saying: dict[tuple[str, frozenset[str]], set[str]] = {}
    for name, items in named.items():
        count = COUNTS.fullmatch(name)
        stem = (count[1] or count[2] or "") if count else name
        for item in items:
            saying.setdefault((stem, frozenset(_said([item]))), set()).add(name)
    return saying


def _said(items: Iterable[Item]) -> Iterable[str]:
    for item in items:
        yield folded(item.title)
        yield from (text for texts in _choices([item]).values() for text in texts if item.is_ticked)


def _choices(items: Iterable[Item]) -> Words:
    return _folded_each((choice.name, choice.label) for item in items for choice in item.choices)


def _named(name: str, tables: Iterable[Item]) -> list[Item]:
    return [field for table in tables for field in table.fields if field.name == name]


def _fields(items: Iterable[Item]) -> Words:
    return _folded_each((field.name, field.title) for item in items for field in item.fields)


def _folded_each(named: Iterable[tuple[str, str]]) -> Words:
    words: dict[str, frozenset[str]] = {}
    for name, text in named:
        words[name] = words.get(name, frozenset()) | {folded(text)}
    return words


def _pairs(then: Words, now: Words, kept: Collection[str] = ()) -> dict[str, str]:
    """The former names by those of today: of what says the same, and of what is called the same and may say it."""
    pairs = {name: name for name in now if name in kept or (name in then and then[name] & now[name])}
    left, free = _left(pairs, then, now)
    for name in free:
        alike = [other for other in left if then[other] & now[name]]
        if len(alike) == 1 and sum(bool(then[alike[0]] & now[each]) for each in free) == 1:
            pairs[name] = alike[0]
    left, free = _left(pairs, then, now)
    pairs |= {
        name: name
        for name in free
        if name in left and (COUNTS.fullmatch(name) is None or _is_nearest(name, then, now, left, free))
    }
    return pairs


def _left(pairs: Mapping[str, str], then: Words, now: Words) -> tuple[list[str], list[str]]:
    return [name for name in then if name not in pairs.values()], [name for name in now if name not in pairs]


def _is_nearest(name: str, then: Words, now: Words, left: Iterable[str], free: Iterable[str]) -> bool:
    """Whether what a name stood for is nearly what it stands for now, and nearer to it than to anything else."""
    own = _likeness(then[name], now[name])
    others = (
        *(_likeness(then[name], now[other]) for other in free if other != name),
        *(_likeness(then[other], now[name]) for other in left if other != name),
    )
    return own >= ALIKE and all(own > other for other in others)


def _likeness(texts: Iterable[str], others: Iterable[str]) -> float:
    """How much two wordings have in common at best; 0 for what is not enough, which is told without comparing all."""
    from difflib import SequenceMatcher

    best = 0.0
    for text in texts:
        for other in others:
            match = SequenceMatcher(None, text[:LONGEST], other[:LONGEST], autojunk=False)
            if match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE:
                best = max(best, match.ratio())
    return best
