"""Who a workbook for everybody may name: the council that publishes it, whoever else answers as a commissioner."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from tests.builders import scale_matrices as plans
from tests.builders.regions import internal, merged
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, SHORT, answered, entry, ledger
from xlkit.books.shared.shared_workbook import data as of_shared
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison, Note
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.published import Shared
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.intake.log import Ledger, Status
from xlkit.returns.completed import Return

COUNCIL = "Ashshire"
ABOUT_THEMSELVES = "Market check of the whole council area: answers of others than the council about themselves"
ABOUT_OTHERS = "Market check of the whole council area: answers about others than the council"


def providers(many: int = 7) -> list[Return]:
    return [answered(PROVIDER, f"Prov {number}", {"strategy": 1 + number % 5}) for number in range(many)]


def own(organisation: str = COUNCIL, level: int = 4) -> Return:
    return answered(COMMISSIONER, organisation, {"leadership": level, "prices": level})


def slip(organisation: str = "Prov 3", instrument: Instrument = SHORT) -> Return:
    """A provider's answers to a council's form about itself, where answers about the council were wanted."""
    return answered(instrument, organisation, {"prices": 1, "need": 1})


def about(subject: str, many: int = 6) -> list[Return]:
    return [
        answered(SHORT, f"Prov {number}", {"prices": 2}, perspective=Perspective.PROVIDER, subject=subject)
        for number in range(many)
    ]


def compared(*returns: Return, council: str = "") -> Comparison:
    return compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT, council=council)


def shared(*returns: Return, council: str = "") -> Shared:
    return share(compared(*returns, council=council))


def left_out(found: Shared) -> set[str]:
    return {one.what for one in found.withheld}


def named(found: Shared) -> tuple[list[str], list[str], list[str]]:
    """Who is named as a commissioner: beside the market, with a position, and in the counts."""
    return (
        [one.commissioner for one in found.markets],
        [one.organisation for one in found.councils],
        [one.council for one in found.counted],
    )


def strangers(found: Comparison) -> list[Note]:
    return [note for note in found.notes if note.kind == "not the council"]


@pytest.mark.parametrize("instrument", [SHORT, COMMISSIONER])
@pytest.mark.parametrize("council", [COUNCIL, "", "  ASHSHIRE "])
def test_a_provider_that_answers_as_a_commissioner_is_not_named(instrument: Instrument, council: str) -> None:
    """Neither it nor its levels are shown, whether the round names its council or not; that is said without a name."""
    found = shared(*providers(), own(), slip(instrument=instrument), council=council)
    assert named(found) == ([COUNCIL], [COUNCIL], [COUNCIL])
    assert "Prov 3" not in str(of_shared(found))
    assert ABOUT_THEMSELVES in left_out(found)


@pytest.mark.parametrize("council", [COUNCIL, ""])
def test_without_slips_the_shared_figures_are_the_same(council: str) -> None:
    """All but the line that says so."""
    clean = shared(*providers(), own(), *about(COUNCIL), council=council)
    found = shared(*providers(), own(), *about(COUNCIL), slip(), council=council)
    assert replace(found, withheld=clean.withheld) == clean
    assert ABOUT_THEMSELVES not in left_out(clean)


def test_a_slip_does_not_stand_for_the_council() -> None:
    """Where the council itself has not answered, its columns stay empty; the counts are those of its round."""
    found = shared(*providers(), slip(), council=COUNCIL)
    assert named(found) == ([""], [], [COUNCIL])
    assert [row.level for row in found.markets[0].themes] == [None] * len(found.markets[0].themes)


def test_where_the_round_names_a_council_others_are_not_shown() -> None:
    """Also those that give no return as a provider; the near miss is a round that names none."""
    returns = (*providers(), own(), own("Beechshire", 2))
    assert named(shared(*returns, council=COUNCIL))[1] == [COUNCIL]
    assert named(shared(*returns))[1] == [COUNCIL, "Beechshire"]


@pytest.mark.parametrize(
    ("spoken", "shows"),
    [
        (answered(PROVIDER, "Both", {"strategy": 2}), False),
        (answered(SHORT, "Both", {"need": 2}, perspective=Perspective.PROVIDER, subject=COUNCIL), False),
        (answered(PROVIDER, COUNCIL, {"strategy": 2}, perspective=Perspective.COMMISSIONER, subject="Both"), False),
        (answered(PROVIDER, "Both", {"strategy": 2}, perspective=Perspective.COMMISSIONER, subject="Prov 1"), True),
    ],
    ids=["answers as a provider", "speaks as a provider", "is spoken of as a provider", "speaks of a provider"],
)
def test_who_is_a_provider_is_no_council(spoken: Return, shows: bool) -> None:
    """Where no round names a council; a council that speaks of providers is none."""
    assert ("Both" in named(shared(*providers(), own(), own("Both"), spoken))[1]) == shows


@pytest.mark.parametrize("shows", [False, True])
def test_who_is_a_provider_by_a_return_that_is_not_merged_is_no_council(shows: bool) -> None:
    """Of a conflict, or of an earlier round; the near miss has no provider's return at all."""
    mine = answered(PROVIDER, "Prov 9", {"strategy": 2})
    stated = replace(entry("z.xlsx", Status.CONFLICT), stated=mine.identity)
    given = [*providers(), own(), slip("Prov 9")]
    in_conflict = compare(INSTRUMENTS, CROSSWALK, ledger(*given, others=() if shows else (stated,)), AS_AT)
    before = compare(INSTRUMENTS, CROSSWALK, ledger(*given), AS_AT, earlier=() if shows else (mine,))
    for found in (in_conflict, before):
        assert ("Prov 9" in str(of_shared(share(found)))) == shows


def test_a_council_that_did_not_answer_is_the_one_that_providers_speak_of() -> None:
    """Their views of it are shown; of two that they speak of neither is, and a note says what is missing."""
    assert {one.commissioner for one in shared(*providers(), *about(COUNCIL)).views} == {COUNCIL}
    two = compared(*providers(), *about(COUNCIL), *about("Beechshire"))
    assert share(two).views == ()
    (note,) = strangers(two)
    assert "name the council in the round's control workbook" in note.text


def test_views_of_others_than_the_council_are_left_out() -> None:
    """Six speak of a provider by its name; the near miss are six that speak of the council."""
    found = shared(*providers(), own(), *about("Alder House Care"), council=COUNCIL)
    assert (found.views, ABOUT_OTHERS in left_out(found)) == ((), True)
    found = shared(*providers(), own(), *about(COUNCIL.upper()), council=COUNCIL)
    assert {one.found.n for one in found.views} == {6}
    assert ABOUT_OTHERS not in left_out(found)


@pytest.mark.parametrize(("fifth", "shows"), [("Bridgwater Homes", False), ("Longwater Homes", True)])
def test_a_view_of_who_looks_like_another_makes_no_group_larger(fifth: str, shows: bool) -> None:
    """Three and what may be one organisation under two names are four."""
    alike = (
        answered(SHORT, name, {"prices": 2}, perspective=Perspective.PROVIDER, subject=COUNCIL)
        for name in ("Bridgewater Homes", fifth)
    )
    assert bool(shared(own(), *about(COUNCIL, 3), *alike, council=COUNCIL).views) is shows


@pytest.mark.parametrize(("many", "is_whole"), [(4, True), (5, False)])
def test_views_of_too_few_are_named_among_what_is_left_out(many: int, is_whole: bool) -> None:
    """A view of which nothing is shown in one line, single items by name."""
    found = shared(own(), *about(COUNCIL, many), council=COUNCIL)
    whole, item = (
        f"As others see it: {COUNCIL}, by perspective provider",
        "As others see it, by perspective provider: 4",
    )
    assert (whole in left_out(found), any(one.startswith(item) for one in left_out(found))) == (is_whole, not is_whole)


def test_the_internal_workbook_says_who_answered_as_a_commissioner() -> None:
    """What was found, what was expected and what to do; the near miss is the council itself, however it is written."""
    (note,) = strangers(compared(*providers(), own("ashshire"), slip(), council=COUNCIL))
    assert (note.subject, note.return_id) == ("Prov 3", slip().identity.return_id)
    assert "but the council of this round is Ashshire" in note.text
    assert "let its return speak as “provider” about the council" in note.text
    assert strangers(compared(*providers(), own("ashshire"), council=COUNCIL)) == []
    (note,) = strangers(compared(*providers(), own(), slip()))
    assert "but is a provider too" in note.text


@pytest.mark.parametrize(("council", "expected"), [(COUNCIL, []), ("", ["New Care"])])
def test_a_workbook_that_is_merged_again_knows_its_council(council: str, expected: list[str], tmp_path: Path) -> None:
    """What the round named stands on the cover; a round that named none goes by who answered."""
    path = internal(tmp_path / "a.xlsx", ledger(*providers(), slip("New Care", COMMISSIONER)), council_name=council)
    again = share(compare(INSTRUMENTS, CROSSWALK, merged(path), AS_AT))
    assert named(again)[1] == expected


def test_picks_of_others_than_the_council_are_left_out() -> None:
    """Neither its name, nor its picks, nor the counts with it."""
    given = ledger(plans.planned("A", {"people": "red"}), plans.planned("B", {"people": "green"}))
    found, *_ = share(compare(plans.PLANS, plans.CROSSWALK, given, AS_AT, council="B")).matrices
    assert (found.organisations, found.rows[0].counts) == (("B",), (0, 0, 1, 0))
    assert [pick.name if pick else "" for pick in found.rows[0].picks] == ["green"]
    both, *_ = share(compare(plans.PLANS, plans.CROSSWALK, given, AS_AT)).matrices
    assert both.organisations == ("A", "B")


def region(*others: Return) -> Ledger:
    """Ashshire with the returns of providers and of others, and Beechshire."""
    mine = {COUNCIL: [*providers(), *others], "Beechshire": [own("Beechshire", 2), *renamed(providers())]}
    return Ledger(
        tuple(
            replace(entry, path=f"{name} {entry.path}", council=name)
            for name, returns in mine.items()
            for entry in ledger(*returns).entries
        )
    )


def renamed(returns: list[Return]) -> list[Return]:
    return [
        replace(one, organisation=f"Beech {number}", identity=replace(one.identity, return_id=f"B{number}"))
        for number, one in enumerate(returns)
    ]


def levels(given: Ledger) -> Mapping[str, int | None]:
    found = share(compare(INSTRUMENTS, CROSSWALK, given, AS_AT)).region
    assert found is not None
    return {one.name: one.level for one in found.sides[0].themes[0].units}


def test_in_a_region_a_slip_does_not_stand_for_its_council() -> None:
    """Its level is nobody's; beside the council's own return that one counts."""
    assert levels(region(slip(instrument=COMMISSIONER))) == {COUNCIL: None, "Beechshire": 2}
    assert levels(region(own(), slip())) == {COUNCIL: 4, "Beechshire": 2}


def test_in_a_region_a_plan_beside_its_position_takes_no_council_s_level() -> None:
    """What a council returns without levels stands beside its position."""
    plan = plans.planned(COUNCIL, {"people": "red"})
    given = compare({**INSTRUMENTS, **plans.PLANS}, CROSSWALK, region(own(), plan), AS_AT)
    found = share(given)
    assert found.region is not None
    assert [one.level for one in found.region.sides[0].themes[0].units] == [4, 2]
    assert found.matrices[0].organisations == (COUNCIL,)


def test_in_a_region_a_slip_is_noted() -> None:
    """The internal workbook names it and the councils."""
    (note,) = strangers(compare(INSTRUMENTS, CROSSWALK, region(own(), slip()), AS_AT))
    assert (note.subject, "but the councils here are Ashshire, Beechshire" in note.text) == ("Prov 3", True)


@pytest.mark.parametrize("seed", range(30))
def test_no_provider_is_ever_named(seed: int) -> None:
    """Whatever providers send on a council's forms, of themselves or of each other, as whomever they speak."""
    chance = Random(seed)
    names = [f"Prov {number}" for number in range(12)]
    slips = [
        answered(
            chance.choice((SHORT, COMMISSIONER)),
            name,
            {"prices": chance.choice((None, 1, 5)), "leadership": chance.randint(1, 5)},
            perspective=chance.choice(tuple(Perspective)),
            subject=chance.choice((name, name.upper(), COUNCIL, *names)),
            respondent=str(number),
        )
        for number, name in enumerate(chance.choices(names, k=chance.randint(1, 40)))
    ]
    for council in (COUNCIL, ""):
        found = shared(*providers(12), own(), *about(COUNCIL), *slips, council=council)
        assert "prov " not in str(of_shared(found)).casefold()
        assert named(found) == ([COUNCIL], [COUNCIL], [COUNCIL])
        assert [one for one in found.views if one.found.n < 5] == []
        assert {one.commissioner for one in found.views} == {COUNCIL}
