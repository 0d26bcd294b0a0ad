"""All that a made-up region publishes, as figures an attacker has: from workbooks read back, or quickly from memory.

A figure is a theme, an item or a group of providers at each level; what its readers know is whose answers it counts.
One answer may stand in several figures: that of a provider to an item is also its level on a theme of that item alone,
and a provider that gives two councils the same level gives them one answer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from openpyxl import load_workbook

from tests.books.tables import names, rows
from tests.builders.regions import internal, merged, of_round
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, entry, item, ledger
from xlkit.books.feedback import beside, feedback_workbook
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.shared_regions import TOGETHER
from xlkit.comparison.feedback import feedback
from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.form.instrument import Section
from xlkit.intake.log import Entry, Ledger
from xlkit.returns.completed import Return

Levels: TypeAlias = Mapping[str, int | None]
Table: TypeAlias = list[Mapping[str, Any]]
CARE = replace(
    PROVIDER,
    name="care-check",
    title="Care check",
    sections=(Section("care", "1", "Care", tuple(item(one, "") for one in ("plans", "reviews", "notes"))),),
)
KNOWN = {**INSTRUMENTS, CARE.name: CARE}
SHARING = {"Planning": ("plans", "reviews"), "Records": ("reviews", "notes"), "Safety": ("notes", "plans")}
MAPPED = Crosswalk(
    (
        *CROSSWALK.themes,
        *(
            Theme(title.casefold(), title, tuple(Link(CARE.name, one, Strength.DIRECT) for one in items))
            for title, items in SHARING.items()
        ),
    )
)
ITEMS = ("strategy", "culture", "costing", "invoicing", "accounting")
CARE_ITEMS = ("plans", "reviews", "notes")
THEMES: Mapping[str, tuple[str, ...]] = {
    "Leadership": ITEMS[:1],
    "Culture": ITEMS[1:2],
    "Costs and prices": ITEMS[2:3],
    "Personal money": ITEMS[3:],
    **SHARING,
}
SUBJECTS = (*((one, *items) for one, items in list(THEMES.items())[:4]), (*SHARING, *CARE_ITEMS))
"""What shares answers: themes with their items."""
ABOUT = {one.title: one.name for one in (*PROVIDER.items, *CARE.items) if one.name in (*ITEMS, *CARE_ITEMS)}
KINDS = ("Locality", "Service area", "Size")
EVERYBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Council:
    """A council, its smallest group, and by name its providers' levels and groups; it may give its counts alone.

    `before` holds the levels of earlier rounds, by the name of the round and the provider.
    """

    name: str
    smallest: int
    providers: Mapping[str, Levels]
    groups: Mapping[str, Mapping[str, str]]
    gives_counts: bool = False
    before: Mapping[str, Mapping[str, Levels]] = field(default_factory=dict)

    @property
    def ledger(self) -> Ledger:
        """What it got back."""
        return ledger(*self._returns(f"Spring {self.name}", self.providers))

    @property
    def compared(self) -> Comparison:
        """Its round."""
        earlier = [one for name, providers in self.before.items() for one in self._returns(name, providers)]
        return compare(
            KNOWN, MAPPED, self.ledger, AS_AT, f"Spring {self.name}", earlier=earlier, smallest=self.smallest
        )

    def _returns(self, round_: str, providers: Mapping[str, Levels]) -> Iterator[Return]:
        for name, levels in providers.items():
            locality, area, size = (self.groups.get(name, {}).get(kind, "") for kind in KINDS)
            for template, items in ((PROVIDER, ITEMS), (CARE, CARE_ITEMS)):
                if any(levels.get(one) for one in items) or template is PROVIDER:
                    said = answered(template, name, levels, locality=locality)
                    placed = replace(said, service_area=area, identity=replace(said.identity, size=size))
                    yield of_round(placed, round_)


Answer: TypeAlias = tuple[str, str, int]
"""A provider, what it is about, and its level: what cancels when one figure is taken away from another."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the file and the row it is in, the answers that it counts, and how many stand at each level.

    An answer that a provider gave to two councils counts twice where they are added up; what stands beside the reader
    of feedback has no counts of its own. A movement, and the round it starts from, are not of levels as they are now.
    """

    file: str
    what: str
    about: str
    answers: tuple[Answer, ...]
    counts: tuple[int, ...]
    is_of_levels: bool = True


@dataclass(frozen=True, slots=True)
class Published:
    """All figures: of each council's own workbook, of the region's, and of the feedback that each provider got."""

    own: Mapping[str, Sequence[Figure]]
    region: Sequence[Figure]
    feedback: Mapping[str, Sequence[Figure]]


def drawn(seed: int) -> tuple[Council, ...]:
    """Two to five councils of one to twelve providers, now and then 24; some of several, and settings from 3 to 10.

    Some regions have groups of up to three kinds, a second template, or one or two rounds before.
    """
    chance = Random(seed)
    many, most, are_alike = chance.randint(2, 5), chance.choice((12, 12, 24)), chance.random() < 0.8
    blanks = chance.choice((0.0, 0.0, 0.05, 0.3))
    pool = [f"Provider {number}" for number in range(chance.choice((24, 30, 60)))]
    kinds = [kind for kind in KINDS if chance.random() < 0.4]
    items = ITEMS if chance.random() < 0.5 else (*ITEMS, *CARE_ITEMS)
    rounds = ("Autumn", "Summer")[: chance.choice((0, 1, 2))]

    def levels() -> Levels:
        return {one: None if chance.random() < blanks else chance.randint(1, 5) for one in items}

    known: dict[str, Levels] = {}
    councils = []
    for number in range(many):
        gives_counts = number > 1 and chance.random() < 0.25  # nobody can tell whether its providers are others' too
        names = [f"{'Other ' if gives_counts else ''}{one}" for one in chance.sample(pool, chance.randint(1, most))]
        given = {one: levels() for one in names}
        mine = {one: known.setdefault(one, given[one]) if are_alike else given[one] for one in names}
        groups = {one: {kind: chance.choice(("North", "South")) for kind in kinds} for one in names}
        before = {name: _earlier(names, chance, levels) for name in rounds}
        smallest = chance.choice((3, 4, 5, 5, 5, 5, 8, 10))
        councils.append(Council(f"Council {number}", smallest, mine, groups, gives_counts, before))
    return tuple(councils)


def _earlier(names: Sequence[str], chance: Random, levels: Callable[[], Levels]) -> Mapping[str, Levels]:
    """An earlier round: of about the same providers, some of whom left since and some of whom joined."""
    stayed = names[chance.choice((0, 0, 1, 6)) :]
    return {one: levels() for one in (*stayed, *(f"Gone {number}" for number in range(chance.choice((0, 0, 1, 6)))))}


def in_memory(councils: Sequence[Council]) -> Published:
    """What is published, without writing it."""
    entries = [
        replace(entry, path=f"{one.name} {entry.path}", council=one.name, smallest=one.smallest)
        for one in councils
        for entry in (_counts(one) if one.gives_counts else one.ledger.entries)
    ]
    whole = compare(KNOWN, MAPPED, Ledger(tuple(entries)), AS_AT, smallest=1)
    given = [(one.council, one.organisation, _of(beside.sheet(one))) for one in feedback(whole)]
    return _published(
        councils,
        {one.name: [_of(sheet) for sheet in shared_workbook.sheets(share(one.compared))] for one in councils},
        [_of(sheet) for sheet in shared_workbook.sheets(share(whole))],
        given,
    )


def in_files(councils: Sequence[Council], folder: Path) -> Published:
    """What is published, each workbook written, the councils' own read by the region's, and all read back."""
    own = {one.name: folder / f"{one.name}.xlsx" for one in councils}
    for one in councils:
        shared_workbook.write(share(one.compared), own[one.name])
    given_by = [
        own[one.name]
        if one.gives_counts
        else internal(
            folder / f"{one.name} internal.xlsx", one.ledger, one.smallest, one.name, known=KNOWN, crosswalk=MAPPED
        )
        for one in councils
    ]
    whole = compare(KNOWN, MAPPED, merged(*given_by, known=KNOWN, crosswalk=MAPPED), AS_AT, smallest=1)
    shared_workbook.write(share(whole), folder / "region.xlsx")
    given = []
    for number, back in enumerate(feedback(whole)):
        feedback_workbook.write(back, folder / f"feedback {number}.xlsx")
        given.append((back.council, back.organisation, _read(folder / f"feedback {number}.xlsx")[0]))
    return _published(councils, {name: _read(path) for name, path in own.items()}, _read(folder / "region.xlsx"), given)


def _counts(council: Council) -> Iterator[Entry]:
    """The counts that its shared workbook gives."""
    for counted in share(council.compared).counted:
        named = replace(counted, council=council.name)
        yield replace(entry(f"{council.name}.xlsx"), counted=named)


def _of(sheet: Any) -> Table:
    return [{column.header: column.value(row) for column in sheet.columns} for row in sheet.records]


def _read(path: Path) -> list[Table]:
    """Every table of a workbook, wherever it stands on its sheet; what its charts draw is read, and told by them."""
    book = load_workbook(path)
    found: dict[str, Table] = {name: list(rows(book, name)) for name in names(book)}
    bars, lines = (found.pop(f"Chart_data_{drawn}", []) for drawn in ("levels", "sides"))
    everything = [row for table in found.values() for row in table]
    assert {_bar(row, "Bar", "Level") for row in bars} <= {
        _bar(row, "Item" if "Item" in row else "Theme", "At level") for row in everything if "At level 1" in row
    }, path
    middles = {row["Topic"]: row["Middle of the others"] for row in everything if "Middle of the others" in row}
    assert all(line["Disc"] in (None, middles.get(line["Line"])) for line in lines), path
    return list(found.values())


def _bar(row: Mapping[str, Any], name: str, level: str) -> tuple[object, ...]:
    """What a row is about, without how few a bar says that it counts, and how many stand at each level."""
    return (str(row[name]).split(" (")[0], *(row[f"{level} {step}"] for step in range(1, 6)))


def _published(
    councils: Sequence[Council],
    own: Mapping[str, Sequence[Table]],
    region: Sequence[Table],
    given: Iterable[tuple[str, str, Table]],
) -> Published:
    by_name = {one.name: one for one in councils}
    feedbacks: dict[str, list[Figure]] = {}
    for council, reader, table in given:
        others = replace(
            by_name[council], providers={one: said for one, said in by_name[council].providers.items() if one != reader}
        )
        feedbacks.setdefault(reader, []).extend(_beside(others, table))
    return Published(
        {name: list(_of_council(by_name[name], tables)) for name, tables in own.items()},
        list(_of_region(by_name, region)),
        feedbacks,
    )


def _of_council(council: Council, tables: Sequence[Table]) -> Iterator[Figure]:
    """The themes, items, groups and movements that a council's shared workbook shows."""
    for row in (row for table in tables for row in table):
        if row.get("Providers (n)"):
            about = ABOUT[row["Item"]] if "Item" in row else str(row["Theme"])
            groups = {kind: str(row[kind]) for kind in KINDS if kind in row}
            yield _figure(council.name, [council], about, row, groups)
        elif "Since" in row:
            yield from _moved(council, str(row["Since"]), row)


def _moved(council: Council, since: str, row: Mapping[str, Any]) -> Iterator[Figure]:
    """A movement, and the earlier round beside which it stands, as if one's answers then and now were one answer."""
    about = ABOUT[row["Item"]]
    then = {name: level for name, levels in council.before[since].items() if (level := levels.get(about)) is not None}
    now = {name: level for name, levels in council.providers.items() if (level := levels.get(about)) is not None}
    both = then.keys() & now.keys()
    moved = [now[name] - then[name] for name in both]
    assert [row["Went down"], row["Stayed"], row["Went up"]] == [
        sum(each < 0 for each in moved),
        moved.count(0),
        sum(each > 0 for each in moved),
    ]
    earlier = ((name, about, now.get(name, level)) for name, level in sorted(then.items()))
    stayed = tuple((one, about, now[one]) for one in sorted(both))
    yield Figure(council.name, f"moved {since} {about}", about, stayed, (), is_of_levels=False)
    yield Figure(council.name, f"then {since} {about}", about, tuple(earlier), (), is_of_levels=False)


def _of_region(councils: Mapping[str, Council], tables: Sequence[Table]) -> Iterator[Figure]:
    """Each council that the region's workbook shows, those that count together, and the sum of all."""
    # A council that gives its counts alone, and no answers of its own, is known by its round.
    rows = [
        {**row, "Council": str(row["Council"]).removeprefix("Spring ")}
        for table in tables
        for row in table
        if "Council" in row
    ]
    for theme in dict.fromkeys(row["Theme"] for row in rows):
        mine = [row for row in rows if row["Theme"] == theme and row["Council"] in councils]
        within = [councils[row["Council"]] for row in mine if row["Remark"] == "Counted among the smaller councils"]
        members = {row["Council"]: [councils[row["Council"]]] for row in mine if row["Providers (n)"]}
        if any(row["Council"] == TOGETHER for row in rows if row["Theme"] == theme):
            members[TOGETHER] = within
        for row in rows:
            if row["Theme"] == theme and row["Council"] in members:
                yield _figure("region", members[row["Council"]], theme, row)


def _beside(council: Council, table: Table) -> Iterator[Figure]:
    for row in table:
        if row.get("Others (n)"):
            about, level = ABOUT[row["Topic"]], row["Your level"]
            answers = _answers(council, about)
            found = [each for _, _, each in answers]
            assert row["Others below you"] == sum(each < level for each in found)
            assert row["Others (n)"] == len(found)
            yield Figure(f"feedback from {council.name}", about, about, tuple(answers), ())


def _figure(
    file: str, members: Sequence[Council], about: str, row: Mapping[str, Any], groups: Mapping[str, str] = EVERYBODY
) -> Figure:
    """The figure in a row, held against what the providers said."""
    answers = [answer for one in members for answer in _answers(one, about, groups)]
    counts = tuple(row[f"At level {level}"] for level in range(1, 6))
    assert counts == tuple(sum(said == level for _, _, said in answers) for level in range(1, 6)), (file, row)
    what = f"{row.get('Council', '')} {about} {' '.join(groups.values())}"
    return Figure(file, what, about, tuple(answers), counts)


def _answers(council: Council, about: str, groups: Mapping[str, str] = EVERYBODY) -> list[Answer]:
    """What the providers of a council, or of some groups of them, said about an item or a theme."""
    found = []
    for name, levels in council.providers.items():
        said = {one: level for one in THEMES.get(about, (about,)) if (level := levels.get(one)) is not None}
        if said and groups.items() <= council.groups[name].items():
            level = sorted(said.values())[(len(said) - 1) // 2]
            found.append((name, about if len(said) > 1 else next(iter(said)), level))
    return found
