"""All that a made-up region publishes, as figures an attacker has: from workbooks read back, or quickly from memory.

A figure is a theme, an item or a group of providers at each level; what its readers know is whose answers it counts.
One answer may stand in several figures: that of a provider to an item is also its level on a theme of that item alone,
and a provider that gives two councils the same level gives them one answer. What it said in an earlier round is taken
for what it says now where a movement between the two is shown, as if nobody had moved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import ceil, floor
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl import Workbook

from tests.books.tables import names, place, rows
from tests.builders.opened import load_workbook
from tests.builders.regions import internal, merged, of_round
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, SHORT, answered, entry, item, ledger
from tests.builders.scale_matrices import RAG
from xlkit.books.feedback import beside, feedback_workbook
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.labels import NOT_STATED
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.shared_regions import TOGETHER
from xlkit.comparison.feedback import feedback
from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item, Kind, Role
from xlkit.intake.log import Entry, Ledger
from xlkit.returns.completed import Return

Levels: TypeAlias = Mapping[str, int | None]
Table: TypeAlias = tuple[str, list[Mapping[str, Any]]]
"""The title of a table and its rows by the words of their headings."""
CARE = replace(
    PROVIDER,
    name="care-check",
    title="Care check",
    sections=(Section("care", "1", "Care", tuple(item(one, "") for one in ("plans", "reviews", "notes"))),),
)


def rated(name: str) -> Item:
    """An item that is picked from four colours."""
    return Item(name, "", name.capitalize(), Kind.CHOICE, choices=RAG, role=Role.RATING)


RATED = replace(
    PROVIDER,
    name="rated-check",
    title="Rated check",
    sections=(Section("rated", "1", "Rated", tuple(map(rated, ("people", "money")))),),
)
KNOWN = {**INSTRUMENTS, CARE.name: CARE, RATED.name: RATED}
EVERYDAY = {PROVIDER.title: ("costing", "invoicing"), CARE.title: ("plans", "reviews", "notes")}
"""A theme that two templates feed."""
SHARING = {"Planning": ("plans", "reviews"), "Records": ("reviews", "notes"), "Safety": ("notes", "plans")}
MAPPED = Crosswalk(
    (
        *CROSSWALK.themes,
        *(
            Theme(title.casefold(), title, tuple(Link(CARE.name, one, Strength.DIRECT) for one in items))
            for title, items in SHARING.items()
        ),
        Theme(
            "everyday",
            "Everyday",
            tuple(Link(one.name, item, Strength.DIRECT) for one in (PROVIDER, CARE) for item in EVERYDAY[one.title]),
        ),
    )
)
ITEMS = ("strategy", "culture", "costing", "invoicing", "accounting")
CARE_ITEMS = ("plans", "reviews", "notes")
RATED_ITEMS, SEEN_ITEMS = ("people", "money"), ("prices", "need")
ASKED = ((PROVIDER, ITEMS), (CARE, CARE_ITEMS), (RATED, RATED_ITEMS), (SHORT, SEEN_ITEMS))
THEMES: Mapping[str, tuple[str, ...]] = {
    "Leadership": ITEMS[:1],
    "Culture": ITEMS[1:2],
    "Costs and prices": ITEMS[2:3],
    "Personal money": ITEMS[3:],
    **SHARING,
}
ABOUT = {one.title: one.name for template, items in ASKED for one in template.items if one.name in items}
KINDS = ("Locality", "Service area", "Size")
EVERYBODY: Mapping[str, str] = {}
NOW = ""  # the round that is under way
Limit: TypeAlias = tuple[frozenset[int], float, float]
"""Some levels, and how many at least and at most stand at one of them."""


class Council(Struct, frozen=True):
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
            *(KNOWN, MAPPED, self.ledger, AS_AT, f"Spring {self.name}"),
            earlier=earlier,
            council=self.name,
            smallest=self.smallest,
        )

    @property
    def rounds(self) -> Mapping[str, "Council"]:
        """Its earlier rounds, the latest first, each as a council with those before it."""
        names = list(self.before)
        return {
            name: replace(self, providers=self.before[name], before={one: self.before[one] for one in names[at:]})
            for at, name in enumerate(names, start=1)
        }

    def _returns(self, round_: str, providers: Mapping[str, Levels]) -> Iterator[Return]:
        for name, levels in providers.items():
            locality, area, size = (self.groups.get(name, {}).get(kind, "") for kind in KINDS)
            for template, items in ASKED:
                if any(levels.get(one) for one in items) or template is PROVIDER:
                    said = answered(template, name, levels, locality=locality, **self._of(template))
                    placed = replace(said, service_area=area, identity=replace(said.identity, size=size))
                    yield of_round(picked(placed, levels) if template is RATED else placed, round_)

    def _of(self, template: Instrument) -> dict[str, Any]:
        """Whom a template is about: providers themselves, or the council as they see it."""
        return {"subject": self.name, "perspective": Perspective.PROVIDER} if template is SHORT else {}


Answer: TypeAlias = tuple[str, str, int]
"""A provider, what it is about, and its level: what cancels when one figure is taken away from another."""


class Figure(Struct, frozen=True):
    """One figure: the file and the row it is in, the answers that it counts, and how many stand at each level.

    An answer that a provider gave to two councils counts twice where they are added up; what stands beside the reader
    of feedback has no counts of its own. A movement, and what an earlier round showed, are not of levels as they are
    now: of a council's own workbook `rounds` names the round, and of a movement the one before too, whose limits are
    of those who went down (-1), stayed (0) and went up (1).
    """

    file: str
    what: str
    about: str
    answers: tuple[Answer, ...]
    limits: tuple[Limit, ...]
    is_of_levels: bool = True
    rounds: tuple[str, ...] = ()


class Published(Struct, frozen=True):
    """All figures: of each council's own workbook, of the region's, and of the feedback that each provider got.

    `earlier` holds those of all own workbooks of earlier rounds, by council.
    """

    own: Mapping[str, Sequence[Figure]]
    region: Sequence[Figure]
    feedback: Mapping[str, Sequence[Figure]]
    earlier: Mapping[str, Sequence[Figure]]


def picked(said: Return, levels: Levels) -> Return:
    """The return with the colours that stand for some levels."""
    colours = {one: RAG[min(level, len(RAG)) - 1].name for one, level in levels.items() if level}
    return replace(said, answers=tuple(replace(one, value=colours.get(one.item), level=None) for one in said.answers))


def drawn(seed: int) -> tuple[Council, ...]:
    """Two to five councils of one to twelve providers, now and then 24; some of several, and settings from 3 to 10.

    Some regions have groups of up to three kinds, a second template, colours to pick from, what providers say about
    their council, or one or two rounds before.
    """
    chance = Random(seed)
    many, most, are_alike = chance.randint(2, 5), chance.choice((12, 12, 24)), chance.random() < 0.8
    blanks = chance.choice((0.0, 0.0, 0.05, 0.3))
    pool = [f"Provider {number}" for number in range(chance.choice((24, 30, 60)))]
    kinds = [kind for kind in KINDS if chance.random() < 0.4]
    more = (one for one in (CARE_ITEMS, RATED_ITEMS, SEEN_ITEMS) if chance.random() < 0.5)
    items = (*ITEMS, *(item for some in more for item in some))
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
        {(one.name, name): _sheets(each) for one in councils for name, each in _rounds(one)},
        [_of(sheet) for sheet in shared_workbook.sheets(share(whole))],
        given,
    )


def of_all_rounds(council: Council) -> list[Figure]:
    """What a council's own workbooks of all its rounds show, without writing them."""
    tables = {(council.name, name): _sheets(each) for name, each in _rounds(council)}
    return [figure for name in council.rounds.keys() | {NOW} for figure in _of_round(council, name, tables)]


def in_files(councils: Sequence[Council], folder: Path) -> Published:
    """What is published, each workbook written, the councils' own read by the region's, and all read back."""
    own = {(one.name, name): folder / f"{one.name}{name}.xlsx" for one in councils for name, _ in _rounds(one)}
    for one in councils:
        for name, each in _rounds(one):
            shared_workbook.write(share(each.compared), own[one.name, name])
    given_by = [
        own[one.name, NOW]
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


def _rounds(council: Council) -> Iterator[tuple[str, Council]]:
    """A council as it stands now, and as it stood in each earlier round."""
    yield NOW, council
    yield from council.rounds.items()


def _sheets(council: Council) -> list[Table]:
    return [_of(sheet) for sheet in shared_workbook.sheets(share(council.compared))]


def _counts(council: Council) -> Iterator[Entry]:
    """The counts that its shared workbook gives."""
    for counted in share(council.compared).counted:
        named = replace(counted, council=council.name)
        yield replace(entry(f"{council.name}.xlsx"), counted=named)


def _of(sheet: Any) -> Table:
    return sheet.title, [{column.header: column.value(row) for column in sheet.columns} for row in sheet.records]


def _read(path: Path) -> list[Table]:
    """Every table of a workbook, wherever it stands on its sheet; what its charts draw is read, and told by them."""
    book = load_workbook(path)
    found: dict[str, Table] = {name: (_title(book, name), list(rows(book, name))) for name in names(book)}
    bars, lines = (found.pop(f"Chart_data_{drawn}", ("", []))[1] for drawn in ("levels", "sides"))
    everything = [row for _, table in found.values() for row in table]
    assert {_bar(row, "Bar", "Level") for row in bars} <= {
        _bar(row, "Item" if "Item" in row else "Theme", "At level") for row in everything if "At level 1" in row
    }, path
    middles = {row["Topic"]: row["Middle of the others"] for row in everything if "Middle of the others" in row}
    assert all(line["Disc"] in (None, middles.get(line["Line"])) for line in lines), path
    return list(found.values())


def _title(book: Workbook, name: str) -> str:
    return str(place(book, name)[0]["A1"].value)


def _bar(row: Mapping[str, Any], name: str, level: str) -> tuple[object, ...]:
    """What a row is about, without how few a bar says that it counts, and how many stand at each level."""
    return (str(row[name]).split(" (")[0], *(row[f"{level} {step}"] for step in range(1, 6)))


def _published(
    councils: Sequence[Council],
    own: Mapping[tuple[str, str], Sequence[Table]],
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
        {name: _of_round(one, NOW, own) for name, one in by_name.items()},
        list(_of_region(by_name, region)),
        feedbacks,
        {
            name: [figure for round_ in one.rounds for figure in _of_round(one, round_, own)]
            for name, one in by_name.items()
        },
    )


def _of_round(council: Council, name: str, tables: Mapping[tuple[str, str], Sequence[Table]]) -> list[Figure]:
    """What a council's shared workbook of one round shows; what moved since links answers of several rounds."""
    rounds = dict(_rounds(council))
    moved = {
        (later, str(row["Since"]), ABOUT[row["Item"]])
        for later in rounds
        for _, table in tables[council.name, later]
        for row in table
        if "Since" in row
    }

    def as_now(figure: Figure) -> Figure:
        return replace(
            figure,
            file=f"{council.name}{name}",
            answers=tuple(_linked(rounds, moved, name, one) for one in figure.answers),
            is_of_levels=figure.is_of_levels and not name,
            rounds=(name, *figure.rounds),
        )

    return list(map(as_now, _of_council(rounds[name], tables[council.name, name])))


def _linked(rounds: Mapping[str, Council], moved: AbstractSet[tuple[str, str, str]], name: str, said: Answer) -> Answer:
    """An answer of a round as the latest one that movements link it to, as if nobody had moved between them."""
    who, about, level = said
    for later in rounds:
        then = rounds[later].providers.get(who, {}).get(about)
        if then is not None and (later, name, about) in moved:
            return _linked(rounds, moved, later, (who, about, then))
    together = {name}
    for _ in rounds:
        links = ({later, earlier} for later, earlier, one in moved if one == about)
        together = together.union(*(link for link in links if link & together))
    return who, f"{about} {min(together, key=list(rounds).index)}".strip(), level


def _of_council(council: Council, tables: Sequence[Table]) -> Iterator[Figure]:
    """The themes, items, groups, colours, views and movements that a council's shared workbook shows."""
    for title, table in tables:
        for row in table:
            about = ABOUT[row["Item"]] if "Item" in row else str(row.get("Theme"))
            if row.get("Providers (n)"):
                groups = {kind: str(row[kind]) for kind in KINDS if kind in row}
                yield _figure(council.name, [council], about, row, groups, title)
            elif row.get("Organisations (n)"):
                yield replace(_figure(council.name, [council], about, row), is_of_levels=False)
            elif row.get("Answered (n)"):
                coloured = {f"At level {at}": row.get(one.label, 0) for at, one in enumerate(RAG, start=1)}
                answers = [(who, said, min(level, len(RAG))) for who, said, level in _answers(council, about)]
                yield _shown(council.name, f"{about} in colours", about, answers, {**coloured, "At level 5": 0})
            elif "Since" in row:
                yield _moved(council, str(row["Since"]), row)


def _moved(council: Council, since: str, row: Mapping[str, Any]) -> Figure:
    """A movement, as an answer of each provider that has one in both rounds."""
    about = ABOUT[row["Item"]]
    then = {name: level for name, levels in council.before[since].items() if (level := levels.get(about)) is not None}
    now = {name: level for name, levels in council.providers.items() if (level := levels.get(about)) is not None}
    both = then.keys() & now.keys()
    moved = [now[name] - then[name] for name in both]
    many = [row["Went down"], row["Stayed"], row["Went up"]]
    assert many == [sum(each < 0 for each in moved), moved.count(0), sum(each > 0 for each in moved)]
    limits = tuple((frozenset({way}), each, each) for way, each in zip((-1, 0, 1), many, strict=True))
    stayed = tuple((one, about, now[one]) for one in sorted(both))
    return Figure(council.name, f"moved {since} {about}", about, stayed, limits, is_of_levels=False, rounds=(since,))


def _of_region(councils: Mapping[str, Council], tables: Sequence[Table]) -> Iterator[Figure]:
    """Each council that the region's workbook shows, those that count together, and the sum of all."""
    for title, table in tables:
        # A council that gives its counts alone, and no answers of its own, is known by its round.
        rows = [{**row, "Council": str(row["Council"]).removeprefix("Spring ")} for row in table if "Council" in row]
        for theme in dict.fromkeys(row["Theme"] for row in rows):
            yield from _of_theme(councils, title, [row for row in rows if row["Theme"] == theme])


def _of_theme(councils: Mapping[str, Council], title: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
    mine = [row for row in rows if row["Council"] in councils]
    within = [councils[row["Council"]] for row in mine if row["Remark"] == "Counted among the smaller councils"]
    members = {row["Council"]: [councils[row["Council"]]] for row in mine if row["Providers (n)"]}
    if any(row["Council"] == TOGETHER for row in rows):
        members[TOGETHER] = within
    for row in rows:
        if row["Council"] in members:
            yield _figure("region", members[row["Council"]], row["Theme"], row, title=title)


def _beside(council: Council, table: Table) -> Iterator[Figure]:
    for row in table[1]:
        if row.get("Others (n)"):
            about, level = ABOUT[row["Topic"]], row["Your level"]
            answers = _answers(council, about)
            found = [each for _, _, each in answers]
            many = [row[f"Others {where}"] for where in ("below you", "at your level", "further on")]
            below, above = (sum(sign * each > sign * level for each in found) for sign in (-1, 1))
            assert many == [below, found.count(level), above]
            levels = (range(1, level), (level,), range(level + 1, 6))
            limits = [(frozenset(some), each, each) for some, each in zip(levels, many, strict=True)]
            limits += _around(row["Middle of the others"], len(found))
            yield Figure(f"feedback from {council.name}", about, about, tuple(answers), tuple(limits))


def _around(median: float, many: int) -> Iterator[Limit]:
    """What a median says of so many: how many of them stand below it, and how many no higher."""
    half, is_odd = divmod(many, 2)
    is_between = median != int(median)
    yield frozenset(range(1, ceil(median))), half if is_between else 0, half
    yield frozenset(range(1, floor(median) + 1)), half + is_odd, half if is_between else many


def _figure(
    file: str,
    members: Sequence[Council],
    about: str,
    row: Mapping[str, Any],
    groups: Mapping[str, str] = EVERYBODY,
    title: str = "",
) -> Figure:
    """The figure in a row, held against what the providers said."""
    answers = [answer for one in members for answer in _answers(one, about, groups, title)]
    what = f"{row.get('Council', '')} {about} {' '.join(groups.values())}"
    return _shown(file, what, about, answers, row)


def _shown(file: str, what: str, about: str, answers: Sequence[Answer], row: Mapping[str, Any]) -> Figure:
    counts = [row[f"At level {level}"] for level in range(1, 6)]
    assert counts == [sum(said == level for _, _, said in answers) for level in range(1, 6)], (file, row)
    limits = tuple((frozenset({level}), many, many) for level, many in enumerate(counts, start=1))
    return Figure(file, what, about, tuple(answers), limits)


def _answers(council: Council, about: str, groups: Mapping[str, str] = EVERYBODY, title: str = "") -> list[Answer]:
    """What the providers of a council, or of some groups of them, said about an item or a theme of a template."""
    of_template = next((items for one, items in EVERYDAY.items() if about == "Everyday" and title.endswith(one)), ())
    theme, found = f"{about} {of_template}" if of_template else about, []
    for name, levels in council.providers.items():
        items = of_template or THEMES.get(about, (about,))
        said = {one: level for one in items if (level := levels.get(one)) is not None}
        stated = {kind: council.groups.get(name, EVERYBODY).get(kind) or NOT_STATED for kind in groups}
        if said and groups == stated:
            level = sorted(said.values())[(len(said) - 1) // 2]
            single = next(iter(said))
            of_council = f"{council.name} {single}" if single in SEEN_ITEMS else single
            found.append((name, theme if len(said) > 1 else of_council, level))
    return found
