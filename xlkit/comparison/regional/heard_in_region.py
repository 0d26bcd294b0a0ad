"""Heard in a region: how many people of each council say what on a theme, added up; no words of anybody are there."""

from collections.abc import Iterator, Mapping, Sequence

from xlkit.comparison.comparison import Note
from xlkit.comparison.people.heard import Heard
from xlkit.comparison.regional.region import CouncilHeard, RegionHeard, RegionSide
from xlkit.form.crosswalk import Crosswalk
from xlkit.intake.council_workbook import CountedPeople
from xlkit.intake.log import Ledger, Status
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import Scale
from xlkit.returns.names import organisation_of

SEVERAL = "Its workbooks differ in what its people say, so none of that is counted: leave all but one out."
UNKNOWN = "What its people say of {themes} is not counted: no theme is called so here."


def heard_in_region(ledger: Ledger, sides: Sequence[RegionSide], crosswalk: Crosswalk) -> RegionHeard | None:
    """What people say on each theme that any of them spoke of, by the councils of a region.

    A person counts in the council that heard them. None where no council's workbook says what people say.
    """
    people = {council: said[0] for council, said in _said(ledger) if len(said) == 1}
    headings = tuple(dict.fromkeys(heading for counted in people.values() for heading in counted.headings))
    rows = [
        row
        for theme in crosswalk.themes
        if any(any(counted.themes.get(theme.title, {}).values()) for counted in people.values())
        for row in _rows(theme.title, people, headings, sides)
    ]
    return RegionHeard(headings, tuple(rows)) if rows else None


def uncounted(ledger: Ledger, crosswalk: Crosswalk) -> Iterator[Note]:
    """What of people's statements no figure of a region holds, and why."""
    titles = {theme.title for theme in crosswalk.themes}
    for council, counts in _said(ledger):
        strange = [name for counted in counts for name in counted.themes if name not in titles]
        if len(counts) > 1:
            yield Note("people", council, "", SEVERAL)
        elif strange:
            yield Note("people", council, "", UNKNOWN.format(themes=", ".join(strange)))


def _said(ledger: Ledger) -> Iterator[tuple[str, list[CountedPeople]]]:
    """Each council of a ledger whose workbooks say what people say, and their different counts."""
    groups: dict[str, tuple[str, list[CountedPeople]]] = {}
    for entry in ledger.entries:
        if entry.people is not None and (entry.status.is_merged or entry.status is Status.DUPLICATE):
            _, counts = groups.setdefault(organisation_of(entry.council), (entry.council, []))
            counts.extend([entry.people] if entry.people not in counts else [])
    return (groups[name] for name in sorted(groups))


def _rows(
    theme: str, people: Mapping[str, CountedPeople], headings: Sequence[str], sides: Sequence[RegionSide]
) -> Iterator[CouncilHeard]:
    """A row for each council, and one for all; what not every council asked of has no sum."""
    levels, scale = _levels(theme, sides)
    every: list[Mapping[str, int]] = []
    for council, counted in people.items():
        people_by_heading = {heading: counted.themes.get(theme, {}).get(heading, 0) for heading in counted.headings}
        every.append(people_by_heading)
        yield CouncilHeard(council, _heard(theme, people_by_heading, counted.heard, levels.get(council), scale))
    common = [heading for heading in headings if all(heading in row for row in every)]
    summed = {heading: sum(row[heading] for row in every) for heading in common}
    heard = sum(counted.heard for counted in people.values())
    yield CouncilHeard("", _heard(theme, summed, heard, levels.get(""), scale), len(people))


def _levels(theme: str, sides: Sequence[RegionSide]) -> tuple[Mapping[str, Distribution], Scale | None]:
    """Where the providers of each council place themselves on a theme, and under no name those of all together."""
    for side in sides:
        for spoken in side.themes:
            if spoken.theme.title == theme:
                by_council = {one.name: one.found for one in spoken.units if one.found is not None}
                return {**by_council, "": spoken.found}, spoken.scale
    return {}, None


def _heard(theme: str, said: Mapping[str, int], heard: int, found: Distribution | None, scale: Scale | None) -> Heard:
    return Heard(theme, said, heard, (), found.median if found else None, found.n if found else 0, scale)
