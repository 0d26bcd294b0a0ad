"""Statements, cards and walls: what is counted, what shows, and what stays as it was."""

from datetime import date
from itertools import pairwise

import pytest
from msgspec.structs import replace

from tests.builders.voices import ROUND, SECRET, Statement, person, returned, top_twos
from tests.builders.workshops import (
    FUTURE,
    NOT_WORKING,
    WORKING,
    before,
    begun,
    codes_of,
    filled,
    listed,
    numbers,
    placed,
    statements_of,
    theme,
    twenty,
)
from xlkit.returns.completed import Answer
from xlkit.round.round import Control, Recipient, Rules
from xlkit.voice import walls
from xlkit.voice.checks import checks
from xlkit.voice.codes import code as code_of
from xlkit.voice.codes import said_table
from xlkit.voice.dealing import changed, onto, ruled
from xlkit.voice.following import Following
from xlkit.voice.statements import gather
from xlkit.voice.telling import SMALLEST_HEARD, telling
from xlkit.voice.walls import Placed
from xlkit.voice.workshop import Promise, Workshop


def broken(workshop: Workshop) -> dict[str, tuple[str, ...]]:
    """What breaks each rule that something breaks."""
    return {check.code: check.places for check in checks(Following.of(workshop)) if check.places}


def test_twenty_people_and_120_statements_are_all_accounted_for() -> None:
    """All that was given is on a theme once each has its cards, and the shares are of twenty people."""
    workshop = filled()
    themes = [each for each in workshop.themes if each.cards]
    at = Placed(workshop)
    assert sum(given.statements for given in workshop.given) == sum(len(at.cards(each)) for each in themes) == 120
    assert workshop.heard == 20
    assert at.people(theme(workshop, "N1")) == 5
    assert Following.of(workshop).share(theme(workshop, "N1")) == 5 / 20
    assert broken(workshop) == {}


def test_three_reviews_are_worked_with_and_not_published() -> None:
    """Inside the room a workshop of three people has its counts; the command that tells everybody refuses."""
    workshop = begun({"Alder House": [person(at) for at in range(3)]})
    all_of_it = placed(workshop, "W1", listed(numbers(workshop, WORKING)), name="I live", cleared="checked")
    assert Placed(all_of_it).people(theme(all_of_it, "W1")) == all_of_it.heard == 3
    assert telling(Following.of(all_of_it)).heard < SMALLEST_HEARD


def test_everybody_is_told_checked_words_of_enough_people() -> None:
    """A theme whose words nobody checked, and one of two people, is told under no name; the latter is counted."""
    own = [card for card in filled().cards if card.wall == WORKING and card.place.endswith("_1")]
    few, rest = [card.number for card in own[:2]], numbers(filled(), WORKING)
    workshop = placed(filled(), "W1", listed([each for each in rest if each not in few]))
    workshop = placed(workshop, "W2", listed(few), name="I keep bees", cleared="checked")
    workshop = placed(workshop, "N2", theme(workshop, "N2").cards, cleared="")
    found = telling(Following.of(workshop))
    assert [each.theme.ref for each in found.told] == ["W1", "N1", "N3", "F1"]
    assert (found.others, found.unchecked, broken(workshop)["words-not-checked"]) == (1, ("N2",), ("N2",))
    more = [*few, own[2].number]
    three = placed(workshop, "W1", listed([each for each in rest if each not in more]))
    three = placed(three, "W2", listed(more))
    assert "W2" in [each.theme.ref for each in telling(Following.of(three)).told]


def test_what_is_told_of_a_theme_is_what_was_found_and_promised() -> None:
    """The theme of the night call is told of as many as named it, and the one that was followed with each group's."""
    found = {each.theme.ref: each for each in telling(Following.of(filled())).told}
    assert (found["N2"].people, found["N2"].found, found["N2"].will) == (5, "", ())
    assert found["N1"].found == "Rotas are made for staff"
    assert [(one.who, one.action, one.by) for one in found["N1"].will] == [
        ("people and families", "Do 1", date(2027, 9, 1)),
        ("providers", "Do 2", date(2027, 9, 2)),
        ("commissioners", "Do 3", date(2027, 9, 3)),
    ]


def test_a_person_who_names_a_theme_twice_counts_once() -> None:
    """All forty cards of a wall in one theme are twenty people's, and their weights come to as many."""
    at = Placed(filled())
    cards = at.cards(theme(filled(), "W1"))
    assert (len(cards), at.people(theme(filled(), "W1"))) == (40, 20)
    assert sum(map(at.weight, cards)) == 20


def test_a_card_read_as_another_shows_as_one_missing_and_one_twice() -> None:
    """11 typed as 17: the one is on no wall, the other on two themes."""
    workshop = filled()
    own = numbers(workshop, WORKING)
    misread = placed(workshop, "W1", listed([17 if each == 11 else each for each in own if each != 17]))
    twice = placed(misread, "W2", "17", name="I like it")
    found = broken(twice)
    assert (found["card-not-placed"], found["card-twice"]) == (("11",), ("17",))


@pytest.mark.parametrize(
    ("ref", "typed", "code", "places"),
    [
        ("N4", "1", "card-twice", ("1",)),
        ("W2", "9999", "card-unknown", ("W2",)),
        ("W2", "12–15", "card-unknown", ("W2",)),
        ("W2", "(the one about the bus)", "card-unknown", ("W2",)),
    ],
)
def test_what_is_no_card_of_the_theme_is_named(ref: str, typed: str, code: str, places: tuple[str, ...]) -> None:
    """A card of another theme, a number no card has, a range and words are each said."""
    assert broken(placed(filled(), ref, typed, name="I see"))[code] == places


def test_a_card_on_another_wall_is_named() -> None:
    """A card counts for themes of its own heading alone."""
    first, *rest = numbers(filled(), NOT_WORKING, "night call")
    moved = placed(placed(filled(), "N2", listed(rest), name="I call"), "F2", str(first), name="I want")
    assert broken(moved)["card-of-other-wall"] == (str(first),)


@pytest.mark.parametrize("typed", ["3, 7, 12", "3;7;12", "3.7.12", "3\n7\n12", " 3 7  12 "])
def test_numbers_are_taken_however_they_are_set_apart(typed: str) -> None:
    """Commas, semicolons, dots, lines and spaces."""
    assert walls.numbers(typed) == (3, 7, 12)


def test_a_spare_card_counts_as_a_card_and_as_a_person_only_with_a_code() -> None:
    """What is said on the day has a number; whose it is, somebody types or leaves open."""
    spare = next(card for card in filled().cards if card.wall == WORKING and not card.place)
    written = replace(spare, words="I sing")
    workshop = replace(filled(), cards=tuple(written if each is spare else each for each in filled().cards))
    on_wall = placed(workshop, "W2", str(spare.number), name="I sing")
    code = code_of(SECRET, "M3WB-3B0Z", 1)
    coded = replace(
        on_wall, cards=tuple(replace(each, code=code) if each == written else each for each in on_wall.cards)
    )
    assert broken(workshop)["card-not-placed"] == (str(spare.number),)
    at = [(Placed(one), theme(one, "W2")) for one in (on_wall, coded)]
    assert [(len(each.cards(row)), each.people(row)) for each, row in at] == [(1, 0), (1, 1)]


def test_only_cleared_words_are_on_cards_and_all_else_is_counted() -> None:
    """Words not checked, only counted, refused and held back are on no card and in no theme, and each is counted."""
    people = twenty()
    uses = ("unchecked", "counted", "no", "held")
    odd = {place: Statement(f"Hidden {use}", use) for place, use in zip(person(0), uses, strict=False)}
    people["Alder House"] = [{**person(0), **odd}, *people["Alder House"][1:]]
    workshop = begun(people)
    given = next(each for each in workshop.given if each.provider == "Alder House")
    assert not any("Hidden" in card.words for card in workshop.cards)
    assert (given.cards, given.unchecked, given.counted, given.refused, given.held) == (20, 1, 1, 1, 1)
    assert given.statements == 24


@pytest.mark.parametrize(
    ("typed", "own", "shown"),
    [
        ("the  COAST", "", "The Coast"),
        ("Mary Smith", "", ""),
        ("Mary Smith", "The Coast", ""),
        ("", "the coast", "The Coast"),
        ("", "Mary Smith", ""),
    ],
)
def test_only_a_locality_of_the_round_is_on_a_card(typed: str, own: str, shown: str) -> None:
    """As its list spells it; what else is typed for a person, or for all of a provider, could name somebody."""
    given = replace(returned("Alder House", [person(0)]), locality=own)
    (row,) = given.rows
    answers = (*row.answers, Answer("locality", None, typed or None, None))
    given = replace(given, rows=(replace(row, answers=answers),))
    round_ = Control(
        ROUND, recipients=(Recipient("Alder House", locality="The Coast"), Recipient("B", locality="the coast"))
    )
    found = gather([given], {"top-twos": top_twos()}, SECRET, round_.localities)
    assert {statement.locality for statement in found} == {shown}


@pytest.mark.parametrize("name", ["told", "service"])
def test_what_is_typed_in_place_of_a_list_is_on_no_card(name: str) -> None:
    """A template may ask with free text what is shown beside words that were checked; a pick from a list is shown."""
    column = {"told": "working_1_told", "service": "service"}[name]
    instrument, given = top_twos(), returned("Alder House", [person(0)])
    table = said_table(instrument)
    assert table is not None
    picked = next(field for field in table.fields if field.name == column).choices[0]
    (row,) = given.rows
    for value, shown in ((picked.name, picked.label), ("Mary Smith", "")):
        answers = (*(answer for answer in row.answers if answer.item != column), Answer(column, None, value, None))
        told = replace(given, rows=(replace(row, answers=answers),))
        first = next(one for one in gather([told], {"top-twos": instrument}, SECRET, {}) if one.place == "working_1")
        assert getattr(first, name) == shown


def test_the_order_of_cards_is_no_portrait() -> None:
    """No two neighbours of a wall are one person's, and the order is the same whatever the order of files."""
    cards = [card for card in before().cards if card.place]
    assert not any(one.code == other.code for one, other in pairwise(cards) if one.wall == other.wall)
    assert begun(dict(reversed(twenty().items()))) == before()


def test_numbers_run_on_over_all_walls() -> None:
    """So that a card on the wrong wall shows."""
    assert [card.number for card in before().cards] == list(range(1, 120 + 3 * 8 + 1))


def test_what_is_withdrawn_leaves_everything_and_its_number_is_not_used_again() -> None:
    """The others keep theirs, and a new statement has the next number."""
    gone = next(card for card in filled().cards if card.wall == NOT_WORKING and "night call" in card.words)
    late = statements_of(twenty())
    left = [each for each in late if each.key != (gone.code, gone.place)]
    new = replace(late[0], code="PNEWC-ODE0", words="I am new here")
    after = onto(filled(), [*left, new], SECRET, codes_of(twenty()))
    assert gone.number not in {card.number for card in after.cards}
    assert gone.number not in walls.numbers(theme(after, "N2").cards)
    assert [card for card in after.cards if card.number <= filled().highest] == [
        card for card in filled().cards if card != gone
    ]
    assert [(card.number, card.words) for card in after.cards if card.number > filled().highest] == [
        (filled().highest + 1, "I am new here")
    ]
    assert (after.withdrawn, after.promises) == (1, filled().promises)
    assert len(list(changed(filled(), after))) == 2


def test_words_that_changed_at_their_source_are_marked_and_the_groups_own_stay() -> None:
    """A reworded statement has its new words and nowhere the old ones; one that the group reworded keeps its own."""
    first, second = [card for card in filled().cards if card.place][:2]
    ours = replace(
        filled(), cards=tuple(replace(each, words="Ours") if each == second else each for each in filled().cards)
    )
    theirs = [
        replace(each, words="Said anew") if each.key == (first.code, first.place) else each
        for each in statements_of(twenty())
    ]
    after = {card.number: card for card in onto(ours, theirs, SECRET, codes_of(twenty())).cards}
    reworded = after[first.number]
    assert (reworded.words, reworded.changed) == ("Said anew", "Reworded since, by whoever sent it")
    assert first.words not in (reworded.words, reworded.came, reworded.changed)
    assert after[second.number].words == "Ours"


def test_nothing_changes_where_nothing_came_since() -> None:
    """Carried on with the same returns, a workshop is as it was."""
    assert onto(filled(), statements_of(twenty()), SECRET, codes_of(twenty())) == filled()


def test_what_is_of_a_provider_whose_return_is_not_at_hand_stays() -> None:
    """One late return given alone takes nobody else's words away; an emptied one takes its own."""
    alone = {"Alder House": twenty()["Alder House"]}
    codes = codes_of(alone)
    emptied = onto(filled(), [], SECRET, codes)
    assert onto(filled(), statements_of(alone), SECRET, codes) == filled()
    assert {card.code for card in filled().cards} - {card.code for card in emptied.cards} == {
        card.code for card in filled().cards if card.code in codes
    }
    assert [given.provider for given in emptied.given] == ["Birch Care", "Cedar Support", "Dogwood Living", "Elm Care"]
    assert "statements-unaccounted" not in broken(emptied)


def test_too_many_dots_are_named_where_it_is_known_who_came() -> None:
    """Twelve people with three dots each have 36; without an attendance nothing is claimed."""
    over = placed(filled(), "N1", theme(filled(), "N1").cards, dots=(37, None, None, None))
    unknown = replace(over, attended=(None, None, None, None))
    even = placed(filled(), "N1", theme(filled(), "N1").cards, dots=(36, None, None, None))
    assert broken(over)["too-many-dots"] == ("people and families on not working (37 of 36)",)
    assert "too-many-dots" not in broken(unknown) | broken(even)


def test_what_is_not_followed_to_its_end_is_a_note() -> None:
    """A theme taken further without a cause, a cause without success, a success without a group's action or reason."""
    further = placed(filled(), "N2", theme(filled(), "N2").cards, further="yes")
    no_success = replace(filled(), successes=(replace(filled().successes[0], cause=""), *filled().successes[1:]))
    alone = replace(filled(), promises=(filled().promises[0], Promise("A2"), Promise("A3"), *filled().promises[3:]))
    together = replace(alone, promises=(replace(alone.promises[0], who="together"), *alone.promises[1:]))
    assert broken(further) == {"theme-without-cause": ("N2",)}
    assert broken(no_success) == {"cause-without-success": ("C1",)}
    assert broken(alone) == {"success-without-action": ("S1 (providers, commissioners)",)}
    assert broken(together) == {}
    stated = replace(alone.successes[0], without="Providers have no say in it")
    assert broken(replace(alone, successes=(stated, *alone.successes[1:]))) == {}


@pytest.mark.parametrize(
    ("typed", "places"),
    [({"who": "a provider"}, ("A1 (“a provider”)",)), ({"success": "S 1"}, ("A1 (“S 1”)",)), ({"who": "together"}, ())],
)
def test_an_action_that_nobody_would_be_told_of_is_named(typed: dict[str, str], places: tuple[str, ...]) -> None:
    """Who acts is one of the groups, or all together, and what it is towards one of the successes."""
    promises = (replace(filled().promises[0], **typed), *filled().promises[1:])
    assert broken(replace(filled(), promises=promises)).get("action-of-nobody", ()) == places


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "theme-without-name"),
        ("Waiting times", "theme-is-not-I"),
        ("I wait for Marged", "statement-may-identify"),
        ("I wait for Alder House", "statement-may-identify"),
    ],
)
def test_names_of_themes_are_words_too(name: str, code: str) -> None:
    """They are asked for, begin with I, and are looked at as every published word is."""
    assert broken(placed(filled(), "F1", listed(numbers(filled(), FUTURE)), name=name)).keys() == {code}


def test_a_theme_of_few_people_is_noted_before_anything_is_shared() -> None:
    """Two people's theme is under the smallest of three, three people's is not."""
    codes: dict[str, int] = {}
    for card in filled().cards:
        if card.wall == WORKING and card.place and card.place.endswith("_1"):
            codes.setdefault(card.code, card.number)
    some = list(codes.values())
    for many, is_few in ((2, True), (3, False)):
        rest = [each for each in numbers(filled(), WORKING) if each not in some[:many]]
        workshop = placed(placed(filled(), "W1", listed(rest), name="I live"), "W2", listed(some[:many]), name="I sing")
        assert ("few-people" in broken(workshop)) is is_few


def test_a_card_that_is_gone_is_missed_unless_it_was_withdrawn() -> None:
    """A row deleted among the statements is a cleared statement without a card; one taken back is accounted for."""
    first = next(card for card in filled().cards if card.place)
    theirs = [each for each in statements_of(twenty()) if each.key != (first.code, first.place)]
    deleted = replace(filled(), cards=tuple(card for card in filled().cards if card != first))
    withdrawn = onto(filled(), theirs, SECRET, codes_of(twenty()))
    assert broken(deleted)["statements-unaccounted"] == ("119 cards of 120 cleared statements",)
    assert "statements-unaccounted" not in broken(withdrawn)
    assert withdrawn.withdrawn == 1


def test_a_provider_is_named_only_while_providers_agree() -> None:
    """By the settings of the round, also where they changed since; the smallest theme and dots come from there too."""
    rules = Rules(smallest_theme=4, dots_each=5, names_providers=True)
    named = begun(twenty(), rules)
    again = onto(ruled(before(), rules), statements_of(twenty()), SECRET, codes_of(twenty()))
    assert {card.provider for card in before().cards} == {""}
    assert {card.provider for card in named.cards if card.place} == set(twenty())
    assert (named.smallest_theme, named.dots_each, before().smallest_theme, before().dots_each) == (4, 5, 3, 3)
    assert again.cards == named.cards
    assert {card.provider for card in ruled(named, Rules()).cards} == {""}


def on_the_day(code: str) -> Workshop:
    """The workshop with one more card on a theme of everybody's, under a code that was typed beside it."""
    spare = next(card for card in filled().cards if card.wall == WORKING and not card.place)
    cards = (replace(card, words="I sing", code=code) if card is spare else card for card in filled().cards)
    workshop = replace(filled(), cards=tuple(cards))
    row = theme(workshop, "W1")
    return placed(workshop, "W1", f"{row.cards}, {spare.number}")


def test_a_third_card_of_one_person_in_a_theme_is_named() -> None:
    """A code typed beside the wrong card shows; somebody new, or nobody, has one card there."""
    somebody = next(card.code for card in filled().cards if card.place)
    assert broken(on_the_day(somebody)) == {"people-and-cards": ("W1 (3 cards of one person)",)}
    assert broken(on_the_day(code_of(SECRET, "M3WB-3B0Z", 1))) == broken(on_the_day("")) == {}


def test_a_code_that_is_nobodys_is_named() -> None:
    """One character read wrong from a ticket would count as one more person."""
    code = code_of(SECRET, "M3WB-3B0Z", 1)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    spare = next(card.number for card in filled().cards if card.wall == WORKING and not card.place)
    assert broken(on_the_day(wrong)) == {"code-mistyped": (f"card {spare}",)}
