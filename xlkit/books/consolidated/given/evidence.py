"""Evidence: every evidence text of every return, with its place."""

from collections.abc import Iterator

from msgspec import Struct

from xlkit.books.consolidated.common import ORGANISATION, PERSPECTIVE, RESPONDENT, RETURN_ID, THEME, look_up_answer
from xlkit.books.consolidated.given.data import MOST_LIVE
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.people.heard import PeopleHeard
from xlkit.comparison.standing.panel import Panel
from xlkit.comparison.standing.standing import levels_of
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Section
from xlkit.form.item import Item
from xlkit.returns.completed import AS_A_WHOLE, Return
from xlkit.returns.names import organisation_of

INTRO = "One row for each evidence text of every return, with its place and the level it speaks for. Search and filter."
OF_PEOPLE = " There is one for each topic of which a workshop is evidence, too, which changes no level."
PLAIN = " Levels are plain values here, since there are too many to look up."


class Evidence(Struct, frozen=True):
    """A text with its place; without an item it is what was noted of an organisation beside its ratings."""

    panel: Panel
    completed: Return
    text: str
    section: Section | None = None
    item: Item | None = None
    theme: Theme | None = None
    level: int | None = None


def sheet(plan: Plan, name: str) -> SheetOf[Evidence]:
    """The sheet of all evidence; it has no rows where there is none."""
    records = [text for panel in plan.comparison.panels for text in _texts(plan.comparison, panel)]
    is_live = len(records) <= MOST_LIVE
    return SheetOf(
        sheet=name,
        name="Evidence",
        title="Evidence",
        intro=f"{INTRO}{OF_PEOPLE if plan.comparison.heard else ''}{'' if is_live else PLAIN}",
        columns=(
            ORGANISATION.as_wide(21),
            Col("ref", "Ref", 8, "line", value=lambda row: row.item.ref if row.item else None),
            Col("item", "Item", 21, value=lambda row: row.item.title if row.item else AS_A_WHOLE),
            Col("level", "Level", 9, "level", formula=lambda at: _level(plan, at) if is_live else None),
            Col("evidence", "Evidence", 60, value=lambda row: row.text),
            Col("subject", "About", 18, value=lambda row: row.completed.subject),
            PERSPECTIVE.as_wide(14),
            RESPONDENT.as_wide(15),
            THEME,
            Col("section", "Section", 36, value=lambda row: row.section.title if row.section else None),
            RETURN_ID,
        ),
        records=records,
        printed="respondent",
    )


def _level(plan: Plan, at: At[Evidence]) -> str | None:
    item = at.row.item
    if item is None or not item.has_levels:
        return None
    return look_up_answer(plan.of(at.row.panel).answers, item, at["return_id"])


def _texts(comparison: Comparison, panel: Panel) -> Iterator[Evidence]:
    name, sections, theme_of = panel.instrument.name, panel.sections, comparison.crosswalk.theme_of
    items = {item.name: item for item in panel.instrument.items}
    themes = {item: theme_of(name, item, section.name) for item, section in sections.items()}
    for completed in panel.returns:
        for answer in completed.answers:
            if answer.evidence and answer.item in items:
                item, section = items[answer.item], sections[answer.item]
                level = answer.level if item.has_levels else None
                yield Evidence(panel, completed, answer.evidence, section, item, themes[answer.item], level)
    if comparison.heard:
        yield from _of_people(comparison, panel, comparison.heard)
    for completed in panel.returns:
        if completed.note:
            yield Evidence(panel, completed, completed.note)


def _of_people(comparison: Comparison, panel: Panel, heard: PeopleHeard) -> Iterator[Evidence]:
    """What a workshop shows of topics of which it is evidence, beside those returns that an organisation rests on."""
    speaking = {return_id for position in panel.positions for return_id in position.speaking}
    name, theme_of = panel.instrument.name, comparison.crosswalk.theme_of
    asked = comparison.crosswalk.of_people(name)
    for completed in panel.returns:
        text = heard.evidence.get(organisation_of(completed.organisation), "")
        levels = levels_of(completed) if text and completed.identity.return_id in speaking else {}
        for item in panel.instrument.items:
            if item.name in asked & levels.keys():
                section = panel.sections[item.name]
                theme = theme_of(name, item.name, section.name)
                yield Evidence(panel, completed, text, section, item, theme, levels[item.name])
