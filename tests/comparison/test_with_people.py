"""What was promised at a workshop, among the actions of a round."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, action, answered, ledger
from tests.builders.workshops import before, filled, speaking
from xlkit.comparison.actions import action_groups
from xlkit.comparison.compare import compare, with_people
from xlkit.comparison.comparison import Comparison
from xlkit.voice.workshop import Workshop

LATE = date(2027, 9, 2)  # the first two promises are due by then, and the third a day later


def joined(workshop: Workshop, *earlier: Workshop, as_at: date = AS_AT) -> Comparison:
    """A round of one provider that plans one action, with a workshop beside it."""
    provider = answered(PROVIDER, "Alder House", {"strategy": 5}, actions=[action("strategy", "Train")])
    return with_people(compare(INSTRUMENTS, CROSSWALK, ledger(provider), as_at, "Spring"), workshop, earlier)


def promises(comparison: Comparison) -> Sequence[tuple[str, str, str, str]]:
    return [
        (each.organisation, each.promised.who, each.action.action, each.timing)
        for each in comparison.actions
        if each.promised
    ]


def test_promises_join_the_actions_of_a_round() -> None:
    """With the group that made each, or the organisation it names, and overdue like any other action."""
    named = replace(filled().promises[0], organisation="Birch Care", owner="A. Rees")
    found = joined(replace(filled(), promises=(named, *filled().promises[1:])), as_at=LATE)
    assert promises(found) == [
        ("Birch Care", "people and families", "Do 1", "overdue"),
        ("providers", "providers", "Do 2", "to come"),
        ("commissioners", "commissioners", "Do 3", "to come"),
    ]
    assert [each.organisation for each in found.actions if not each.promised] == ["Alder House"]


def test_a_workshop_before_its_day_adds_nothing() -> None:
    """While no card stands in a theme there is nothing to count; once some do, there is."""
    assert joined(before()).heard is None
    assert joined(filled()).heard is not None


def test_a_promise_stands_on_the_theme_that_its_cause_was_found_for() -> None:
    """Through its success and that one's cause; one of no success stands on none, under no topic."""
    loose = replace(filled().promises[3], action="Ring round", success="")
    workshop = speaking(filled(), {"N1": "Leadership"})
    found = joined(replace(workshop, promises=(*workshop.promises[:3], loose, *workshop.promises[4:])))
    themes = {each.action.action: each.theme and each.theme.title for each in found.actions if each.promised}
    assert themes == {"Do 1": "Leadership", "Do 2": "Leadership", "Do 3": "Leadership", "Ring round": None}
    assert {each.topic for each in found.actions if each.promised} == {"I wait, and nobody says how long", ""}
    leadership = next(each for each in action_groups(found.actions, CROSSWALK) if each.name == "Leadership")
    assert leadership.n == 4


def test_a_promise_counts_for_no_level_and_no_plan() -> None:
    """Whatever is promised, levels, plans of organisations and markets are those of the returns alone."""
    alone = compare(INSTRUMENTS, CROSSWALK, ledger(answered(PROVIDER, "A", {"strategy": 1})), AS_AT)
    found = with_people(alone, speaking(filled(), {"N1": "Leadership"}))
    assert (found.markets, found.panels, found.spreads) == (alone.markets, alone.panels, alone.spreads)
    assert {each.number for each in found.actions} == {None}


def test_what_was_promised_before_in_the_same_words_is_told() -> None:
    """By the same group, whatever its case; another group's promise of the same words is another one."""
    own, others = filled().promises[0], filled().promises[1]
    earlier = replace(
        filled(), round="Voices 2026", promises=(replace(own, action="DO 1!"), replace(others, who="others"))
    )
    found = joined(filled(), earlier)
    assert {each.action.action: each.before for each in found.actions if each.promised} == {
        "Do 1": ("Voices 2026",),
        "Do 2": (),
        "Do 3": (),
    }
    assert found.earlier == ("Voices 2026",)
