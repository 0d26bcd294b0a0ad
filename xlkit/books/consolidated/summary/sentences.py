"""Sentences: what the summary says, block by block, each a formula that follows the row which it leads to.

Which themes are named is settled when the workbook is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from xlkit.books.consolidated.common import theme_key
from xlkit.books.consolidated.other_scales import asked
from xlkit.books.consolidated.plan import CUT, Plan
from xlkit.books.consolidated.summary import heard
from xlkit.books.consolidated.summary.findings import SIDES, Line, apart, divided, line, low, one_or_many_formula
from xlkit.books.writer import diverging, dumbbell
from xlkit.books.writer.book import Book
from xlkit.books.writer.held import Formula
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet
from xlkit.books.writer.table import quoted
from xlkit.comparison.summary import Finding, OwnProviders, Summary, compares
from xlkit.measures.gaps import JOINT
from xlkit.measures.planning import repeated, repeated_formula, unowned, unowned_formula
from xlkit.measures.scale import Scale

NOTHING_LOW = "No theme is a joint priority."
NOTHING_LOW_ALONE = "No theme has most providers at low levels."
ALIKE = "The council and the middle provider stand at the same level everywhere."
NO_ACTIONS = "No action is planned yet."
CHART_WORDS = "The chart shows where {who} by theme; its figures are on the sheet {sheet}."
LINKS = {
    "Heat map": "Heat map: every provider on every topic",
    "By provider": "By provider: low themes and plans of each",
    "Choices": "Choices: how many picked each",
    "Numbers and dates": "Numbers and dates: where they lie",
    "In their words": "In their words: what was written",
    "Files": "Files: each one, and what became of it",
    "Guide": "Guide: how to read this workbook, its settings, and all its sheets",
}


class Tables(Struct, frozen=True):
    """The tables that the summary speaks of."""

    plan: Plan
    everything: Sequence[AnySheet]

    @property
    def named(self) -> Mapping[str, AnySheet]:
        """All tables by their names."""
        return {sheet.name: sheet for sheet in self.everything}

    @property
    def markets(self) -> Sequence[AnySheet]:
        """Those of the markets."""
        return [self.named[market.name] for market in self.plan.markets]

    @property
    def scale(self) -> Scale:
        """The scale of the first market's providers."""
        return self.plan.comparison.markets[0].scale if self.plan.comparison.markets else Scale()

    def of(self, finding: Finding) -> AnySheet:
        """The table in which the theme of a finding stands."""
        return self.named[f"{finding.on}_{finding.number}"]

    def draw(self, book: Book) -> list[Drawn]:
        """One chart: both sides where there are two on one scale, else how many stand at each level."""
        for market, table in zip(self.plan.comparison.markets, self.markets, strict=True):
            if compares(market):
                words = CHART_WORDS.format(who="council and providers stand", sheet=table.sheet)
                return dumbbell.draw(book, table, SIDES, market.scale, table.title, words)
        spread = [self.named[name] for name in ("Region_1", "Themes_1") if name in self.named]
        for table in (table for table in spread if "n" in table):
            words = CHART_WORDS.format(who="providers stand", sheet=table.sheet)
            scale = self.scale if table.name == "Themes_1" else table.scale
            return diverging.draw(book, table, "theme", scale, table.title, words)
        several = (tables.choices for tables in self.plan.matrices if tables.choices and tables.found.is_unordered)
        return next((asked.draw(book, self.named[table.name], 1) for table in several), [])


def blocks(found: Summary, tables: Tables) -> Iterator[tuple[str, list[Line]]]:
    """Each heading with its lines; a list stops where there is nothing to say."""
    plan = tables.plan
    if plan.comparison.region or any(
        theme.providers and theme.providers.n for market in plan.comparison.markets for theme in market.themes
    ):
        nothing = Line(NOTHING_LOW if found.compares else NOTHING_LOW_ALONE)
        yield "Take up first", [*(low(one, tables.of(one)) for one in found.first), *_more(found, tables)] or [nothing]
    if found.compares:
        most = [*(apart(one, tables.of(one)) for one in found.apart), *_furthest(found, tables)]
        yield "Where the two sides differ most", most or [Line(ALIKE)]
    if found.councils:
        yield "Each council beside its own providers", [_own_providers(one, tables) for one in found.councils]
    if found.divided:
        yield "Where providers are divided", [divided(one, tables.of(one)) for one in found.divided]
    if answered := list(heard.answered(plan)):
        yield "What was answered", answered
    if plan.register or any(item.is_planned for panel in plan.comparison.panels for item in panel.instrument.items):
        yield "Actions", list(_actions(found, plan))
    if people := list(_people(tables)):
        yield "What people say", people
    seen, picked = list(heard.others(plan, tables.named)), list(heard.picked(plan))
    if seen or picked:
        both = ", and ".join([*(["what others say"] if seen else []), *(["what was picked"] if picked else [])])
        yield both[0].upper() + both[1:], [*seen, *picked]
    there = {sheet.sheet for sheet in tables.everything} | {"Guide"}
    yield "Look further", [Line(words, Lead(sheet)) for sheet, words in LINKS.items() if sheet in there]


def _furthest(found: Summary, tables: Tables) -> Iterator[Line]:
    """Whom to visit first about the widest difference."""
    if found.furthest is None:
        return
    end, finding, alike = found.furthest.end, found.furthest.finding, found.furthest.alike
    market, themes = tables.plan.comparison.markets[finding.number - 1], tables.of(finding)
    levels = tables.plan.of(market.providers).levels if market.providers else None
    if levels is None:
        return
    name, own = themes.named("theme", finding.row), levels.span(theme_key(market.themes[finding.row].theme.name))
    level, begin = f"{end}({own})", "Furthest from the council on "
    others, words = f"(COUNTIF({own},{level})-1)", (" other", " others")
    like = f", like {alike - 1}{words[alike > 2]}" if alike > 1 else ""
    who = found.furthest.position.organisation
    text = f"{begin}{name.plain}: {who}, at level {found.furthest.level:g}{like}"
    formula = (
        f'"{begin}"&{name.address}&": "&INDEX({levels.span("organisation")},MATCH({level},{own},0))&", at level "&'
        f'{level}&IF({others}>0,", like "&{others}&{one_or_many_formula(others, *words)},"")'
    )
    yield line(text, formula, levels, found.furthest.position.number - 1)


def _people(tables: Tables) -> Iterator[Line]:
    """On which themes people feel otherwise than providers place themselves."""
    people = tables.plan.comparison.heard
    for row, theme in enumerate(people.themes if people else ()):
        if theme.said:
            table = tables.named["What_people_say"]
            yield line(theme.said, table.elsewhere("said", row), table, row)


def _more(found: Summary, tables: Tables) -> Iterator[Line]:
    """How many more themes are joint priorities, of those on which both stand, where more are than are named."""
    if not found.compares or not found.first:
        return
    rows = [(table, row) for table in tables.markets for row in table.records]
    joint = sum(row.quadrant == JOINT and bool(row.providers.low_share) for _, row in rows)
    could = sum(row.quadrant is not None for _, row in rows)
    counted = "+".join(
        f'COUNTIFS({table.span("quadrant")},"{JOINT}",{table.span("low")},">0")' for table in tables.markets
    )
    qualify = "+".join(f'COUNTIF({table.span("quadrant")},"?*")' for table in tables.markets)
    more = joint - len(found.first)
    if more:
        others, words = f"({counted}-{len(found.first)})", (" more joint priority", " more joint priorities")
        low, low_formula = _parted({row.common.cut for _, row in rows if row.common})
        text = f"{more}{words[more != 1]}{low}, of {could} themes compared"
        formula = f'{others}&{one_or_many_formula(others, *words)}{low_formula}&", of "&({qualify})&" themes compared"'
        yield line(text, formula, tables.markets[0])


def _parted(cuts: AbstractSet[float]) -> tuple[str, str]:
    """At which level both sides of a joint priority stand; nothing where scales part at levels of their own."""
    if len(cuts) != 1:
        return "", ""
    begin, end = ", both sides at level ", " or below"
    return f"{begin}{min(cuts):g}{end}", f'&"{begin}"&{CUT}&"{end}"'


def _own_providers(one: OwnProviders, tables: Tables) -> Line:
    """Where a council and its own providers differ most, or that they differ nowhere, or cannot be compared."""
    if one.finding:
        there = apart(one.finding, tables.of(one.finding), "level", "the council is")
        words = there.said
        if isinstance(words, Formula):
            begin = f"{one.council}, "
            words = Formula(f"={quoted(begin)}&{words.text.removeprefix('=')}", f"{begin}{words.value}")
        return Line(words, there.lead, there.tiles)
    themes = "theme" if one.compared == 1 else "themes"
    alike = f"{one.council}: at the same level as its middle provider, on {one.compared} {themes}"
    return Line(
        alike if one.compared else f"{one.council}: nothing of it and its own providers stands side by side",
        Lead(tables.named["Councils_1"].sheet) if "Councils_1" in tables.named else None,
    )


def _actions(found: Summary, plan: Plan) -> Iterator[Line]:
    register, actions = plan.register, plan.comparison.actions
    if register is None:
        yield Line(NO_ACTIONS)
        return
    times, timings, owners = [action.timing for action in actions], register.span("timing"), register.span("owner")
    late, still_open = times.count("overdue"), len(times) - times.count("closed")
    counted = {name: f'COUNTIF({timings},"{name}")' for name in ("overdue", "no date")}
    every = f'COUNTIF({timings},"<>closed")'
    words = " action that is open", " actions that are open"
    text = f"{late} overdue, of {still_open}{words[still_open != 1]}"
    formula = f'{counted["overdue"]}&" overdue, of "&{every}&{one_or_many_formula(every, *words)}'
    yield line(text, formula, register)
    if found.waiting is not None:
        yield _waits(found.waiting, register)
    nobodys = unowned((action.action.owner for action in actions), times)
    if nobodys or times.count("no date"):
        yield line(
            f"Open without an owner: {nobodys}; without a date: {times.count('no date')}",
            f'"Open without an owner: "&{unowned_formula(owners, timings)}&"; without a date: "&{counted["no date"]}',
            register,
        )
    if again := repeated((action.before for action in actions), times):
        formula = repeated_formula(register.span("before"), timings).removeprefix("=")
        yield line(
            f"{again} open since an earlier round, in the same words",
            f'{formula}&" open since an earlier round, in the same words"',
            register,
        )


def _waits(place: int, register: AnySheet) -> Line:
    """The action that is overdue for longest."""
    action = register.records[place]
    organisation, topic, due = (register.elsewhere(key, place) for key in ("organisation", "topic", "due"))
    return line(
        f"Waiting longest: {action.organisation}, {action.topic}, due {action.action.due:%d/%m/%Y}",
        f'"Waiting longest: "&{organisation}&", "&{topic}&", due "&TEXT({due},"dd/mm/yyyy")',
        register,
        place,
    )
