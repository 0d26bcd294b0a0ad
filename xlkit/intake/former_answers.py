"""Former answers: what a consolidated workbook of another version of a template says, in the questions of today."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import layout, meaning, versions
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.versions import Same
from xlkit.returns.completed import Action, Answer
from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import values
from xlkit.returns.validate.places import is_hidden_sheet
from xlkit.returns.validate.statements import asked_otherwise, reworded


class FormerItems(Struct, frozen=True):
    """The items that a workbook asked, by their names then, and what of them is the same today."""

    items: Mapping[str, Item]
    same: Same

    def name(self, item: Item) -> str:
        """What an item of today was called; empty where it was not asked."""
        return self.same.items[item.name].name if item.name in self.same.items else ""

    @property
    def gone(self) -> frozenset[str]:
        """The names of items of which nothing is left today."""
        return frozenset(self.items.keys() - {item.name for item in self.same.items.values()})

    def answer(self, item: Item, given: Answer, issues: list[Issue]) -> Answer:
        """An answer to what an item of today was, as an answer to it; what is not the same is left out, and said.

        Of what is the same it is said where it has other words, or another level.
        """
        then = self.same.items[item.name]
        chosen = then.choice(given.value) if isinstance(given.value, str) and then.is_picked else None
        now = item.choice(self.same.choice_of_today(item.name, chosen.name) or "") if chosen else None
        if given.value is not None:
            said = asked_otherwise(then, item, chosen, now)
            issues.extend(issue(code, given.cell, item.name, **facts) for code, facts in said)
        if chosen is None:
            return replace(given, item=item.name)
        if now is None:
            facts = {"ref": then.ref, "text": values.brief(then.title), "found": values.brief(chosen.label)}
            issues.append(issue("answer-unmatched", given.cell, item.name, **facts))
            return Answer(item.name, None, None, given.cell)
        if words := reworded(chosen, now):
            facts = {"ref": item.ref, "title": item.title, **words}
            issues.append(issue("statement-reworded", given.cell, item.name, **facts))
        return replace(given, item=item.name, level=now.score, value=now.name)

    def action(self, given: Action) -> Action:
        """An action under the name that its item has today, or under its former title where it is gone."""
        today = {item.name: name for name, item in self.same.items.items()}
        then = self.items.get(given.item)
        if given.item in today or then is None:
            return replace(given, item=today.get(given.item, given.item))
        return replace(given, item=f"{then.ref} {then.title}")


def former_items(
    raw: RawReturn, named: Mapping[str, str], instruments: Mapping[str, Instrument]
) -> Mapping[str, FormerItems]:
    """What a workbook asked, by template, where that is not what is asked today; `named` are the versions it names."""
    told = _told(raw)
    former = {}
    for name, now in instruments.items():
        lines = told.get(name, ())
        if name not in named or lines == meaning.lines(now, Identity(name, now.version, now.content_hash)):
            continue
        meant = meaning.read(lines)
        asked = meant.items if meant else _of_version(now, named[name])
        if asked is not None:
            former[name] = FormerItems({item.name: item for item in asked}, versions.same(asked, now))
    return former


def _of_version(now: Instrument, version: str) -> tuple[Item, ...] | None:
    """The items of a version that is named alone: today's, or another one's at hand; none where nobody knows them."""
    if version == now.version:
        return None
    return next((tuple(each.items) for each in now.earlier if each.version == version), ())


def _told(raw: RawReturn) -> Mapping[str, tuple[str, ...]]:
    """The lines that say what the workbook's questions meant, by template."""
    hidden = next((sheet for sheet in raw.sheets if is_hidden_sheet(sheet)), None)
    told: dict[str, tuple[str, ...]] = {}
    for row in hidden.rows if hidden else ():
        key, name, *pieces = (*map(values.shown, row), "", "")
        if key.startswith(layout.MEANT):
            told[name] = (*told.get(name, ()), "".join(pieces))
    return told
