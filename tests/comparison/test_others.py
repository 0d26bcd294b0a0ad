"""What others say: providers beside them, the commissioner as they see it, worked by hand."""

from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, SHORT, answered, ledger
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.sides.pairing import Pair, Pairing, SeenItem
from xlkit.comparison.standing.panel import Basis
from xlkit.form.identity import Perspective
from xlkit.returns.completed import Return

COUNCIL, PEOPLE, PARTNER = Perspective.COMMISSIONER, Perspective.PEOPLE, Perspective.PARTNER


def compared(*returns: Return) -> Comparison:
    return compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT)


def pairing(*returns: Return) -> Pairing:
    (only,) = compared(*returns).pairings
    return only


def pair(*returns: Return) -> Pair:
    (only,) = pairing(*returns).pairs
    return only


def about(subject: str, organisation: str, level: int | None, who: Perspective, *, respondent: str = "") -> Return:
    """What an organisation says of a provider's strategy."""
    levels = {"strategy": level}
    return answered(PROVIDER, organisation, levels, perspective=who, subject=subject, respondent=respondent)


def seen(*returns: Return) -> dict[tuple[Perspective, str], SeenItem]:
    (only,) = compared(*returns).seen
    return {(item.view.perspective, item.item.name): item for item in only.items}


def as_seen(provider: str, level: int | None, *, council: str = "Council") -> Return:
    """What a provider says of a council's tenders, in the short form."""
    return answered(SHORT, provider, {"prices": level}, perspective=Perspective.PROVIDER, subject=council)


def test_a_provider_stands_beside_its_commissioner_on_the_same_item() -> None:
    """The council's return about the provider is its view, item by item, however the name is cased."""
    found = pair(answered(PROVIDER, "Alder House", {"strategy": 4}), about("ALDER  house", "Council", 2, COUNCIL))
    assert (found.subject, found.own(0), [view.levels[0] for view in found.views if view]) == ("Alder House", 4, [2])


def test_without_views_nothing_is_paired() -> None:
    """A round of own answers alone has no such comparison."""
    assert compared(answered(PROVIDER, "A", {"strategy": 4})).pairings == ()


def test_a_provider_that_sent_nothing_has_no_level_of_its_own() -> None:
    """What others say of it is shown all the same."""
    found = pair(about("B", "Council", 2, COUNCIL))
    assert (found.subject, found.position, found.own(0)) == ("B", None, None)


def test_each_perspective_is_a_view_of_its_own() -> None:
    """People and the council are never pooled; who is silent about a provider has no view of it."""
    found = pairing(about("A", "Council", 2, COUNCIL), about("A", "Ann", 5, PEOPLE), about("B", "Council", 3, COUNCIL))
    assert found.perspectives == (COUNCIL, PEOPLE)
    assert [[view.levels[0] if view else None for view in pair.views] for pair in found.pairs] == [[2, 5], [3, None]]


def test_of_several_voices_the_low_median_stands() -> None:
    """Three of four families: 2, 3, 5 and a blank give 3; 2, 3, 4 and 5 give 3 as well."""
    three = pair(*(about("A", f"Family {level}", level, PEOPLE) for level in (2, 3, 5, None)))
    four = pair(*(about("A", f"Family {level}", level, PEOPLE) for level in (2, 3, 4, 5)))
    assert [view.levels[0] for found in (three, four) for view in found.views if view] == [3, 3]


def test_each_item_has_what_each_perspective_says_of_it() -> None:
    """A stands at 4 and its council places it at 2: a gap of 2; of two families one answers, and gives no less."""
    row = pairing(
        answered(PROVIDER, "A", {"strategy": 4}),
        about("A", "Council", 2, COUNCIL),
        *(about("A", f"Family {level}", level, PEOPLE) for level in (4, None)),
    ).items[0]
    assert (row.subject, row.number, row.item.name, row.own) == ("A", 1, "strategy", 4)
    found = [(heard.voices, heard.n, heard.level, heard.gap) for heard in row.heard if heard]
    assert found == [(1, 1, 2, 2), (2, 1, 4, 0)]


def test_who_places_itself_further_on_is_counted() -> None:
    """Of four providers one stands above its council's view, one below, one alike, and one has no level of its own."""
    own = [answered(PROVIDER, name, {"strategy": level}) for name, level in (("A", 4), ("B", 1), ("C", 3), ("D", None))]
    found = pairing(*own, *(about(name, "Council", 3, COUNCIL) for name in "ABCD"), about("A", "Ann", 5, PEOPLE)).gaps
    counted = [
        (row.perspective, row.below, row.alike, row.above, row.n) for row in found if row.item.name == "strategy"
    ]
    assert counted == [(COUNCIL, 1, 1, 1, 3), (PEOPLE, 1, 0, 0, 1)]


def test_several_people_of_one_organisation_are_one_voice() -> None:
    """Three officers of one council are not three councils: their low median is its voice."""
    officers = [about("A", "Council", level, COUNCIL, respondent=str(level)) for level in (1, 4, 5)]
    (panel,) = compared(*officers, about("A", "Other council", 2, COUNCIL)).panels
    assert [(voice.organisation, voice.levels[0], voice.basis) for voice in panel.voices] == [
        ("Council", 4, Basis.MIDDLE),
        ("Other council", 2, Basis.ONE_VIEW),
    ]
    assert panel.views[0].levels[0] == 2


def test_an_agreed_voice_stands_for_its_organisation() -> None:
    """What single officers ticked does not move it."""
    agreed = answered(
        PROVIDER, "Council", {"strategy": 5}, perspective=COUNCIL, subject="A", respondent="all", agreed=True
    )
    found = pair(about("A", "Council", 1, COUNCIL, respondent="x"), agreed)
    assert [view.levels[0] for view in found.views if view] == [5]


def test_voices_are_numbered_on_from_positions() -> None:
    """No number means two things."""
    (panel,) = compared(
        answered(PROVIDER, "A", {}), answered(PROVIDER, "B", {}), about("A", "Council", 1, COUNCIL)
    ).panels
    assert [position.number for position in panel.positions] == [1, 2]
    assert [voice.number for voice in panel.voices] == [3]


def test_the_commissioner_stands_beside_all_providers_on_a_challenge() -> None:
    """Own level 4 beside 1, 2, 2 and 5: median 2, gap +2, three below and one above of four."""
    own = answered(COMMISSIONER, "Council", {"prices": 4}, agreed=True)
    found = seen(own, *(as_seen(f"P{place}", level) for place, level in enumerate((1, 2, 2, 5))))
    item = found[Perspective.PROVIDER, "prices"]
    assert (item.own, item.found.counts, item.found.median) == (4, (1, 2, 0, 0, 1), 2.0)
    assert (item.gap, item.dominance) == (2.0, 0.5)


def test_a_short_form_is_compared_with_its_whole_instrument() -> None:
    """Its answers stand in the panel of the whole, and only what it asks is compared."""
    comparison = compared(answered(COMMISSIONER, "Council", {"leadership": 3}), as_seen("A", 2))
    (panel,) = comparison.panels
    assert (panel.instrument.name, len(panel.returns), len(panel.positions)) == (COMMISSIONER.name, 2, 1)
    assert [item.item.name for item in comparison.seen[0].items] == ["prices", "need"]


def test_a_short_form_stands_alone_without_its_whole() -> None:
    """Where the whole instrument is not at hand, nothing is lost."""
    comparison = compare({SHORT.name: SHORT}, CROSSWALK, ledger(as_seen("A", 2)), AS_AT)
    assert [panel.instrument.name for panel in comparison.panels] == [SHORT.name]


def test_partners_may_answer_the_whole_instrument() -> None:
    """Providers are asked two challenges, partners all five: each view has its own rows."""
    partner = answered(COMMISSIONER, "NHS", {"need": 5}, perspective=PARTNER, subject="Council")
    found = seen(answered(COMMISSIONER, "Council", {"need": 2}), partner, as_seen("A", 2))
    assert sorted(who.value for who, _ in found) == ["partner"] * 5 + ["provider"] * 2
    assert found[PARTNER, "need"].gap == -3


def test_two_councils_are_seen_apart() -> None:
    """What providers say of one is not told of the other."""
    (found,) = compared(as_seen("A", 2, council="North"), as_seen("A", 5, council="South")).seen
    levels = {item.subject: item.found.median for item in found.items if item.item.name == "prices"}
    assert levels == {"North": 2.0, "South": 5.0}
