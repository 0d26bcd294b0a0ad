"""What the summary of a round names, and where it stops."""

from msgspec.structs import replace

from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, action, answered, entry, ledger
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.summary import Finding, Summary, summary
from xlkit.form.identity import Perspective
from xlkit.intake.duplicates import settle
from xlkit.intake.log import Status
from xlkit.returns.completed import Return
from xlkit.returns.issues import issue


def of(*returns: Return) -> tuple[Comparison, Summary]:
    found = compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT, "Spring")
    return found, summary(found)


def named(found: Comparison, findings: tuple[Finding, ...]) -> list[str]:
    return [found.markets[one.number - 1].themes[one.row].theme.name for one in findings]


def providers(many: int, **levels: int) -> list[Return]:
    return [answered(PROVIDER, f"P{number}", levels) for number in range(many)]


COUNCIL = answered(COMMISSIONER, "C", {"leadership": 1, "culture_change": 5, "prices": 2})


def test_many_low_providers_outrank_one() -> None:
    """One of one at a low level is a larger share than five of six, and says less."""
    alone = answered(PROVIDER, "Alone", {"costing": 1, "strategy": 5})
    found, said = of(COUNCIL, *providers(5, strategy=2), alone)
    assert named(found, said.first)[0] == "leadership"


def test_what_is_low_on_one_side_alone_is_not_taken_up_first() -> None:
    """Culture is low among providers, and the council stands at 5; leadership is low on both sides."""
    found, said = of(COUNCIL, *providers(5, strategy=1, culture=1))
    assert named(found, said.first) == ["leadership"]


def test_without_a_council_low_providers_are_enough() -> None:
    """There is no other side that could differ."""
    found, said = of(*providers(5, strategy=1, culture=4))
    assert named(found, said.first) == ["leadership"]
    assert said.apart == ()


def test_where_all_is_well_nothing_is_named() -> None:
    """No gap of 0 and no share of 0 fills a list."""
    level = answered(COMMISSIONER, "C", {"leadership": 4, "culture_change": 4, "prices": 4})
    _, said = of(level, *providers(6, strategy=4, culture=4, costing=4))
    assert (said.first, said.apart, said.divided, said.waiting) == ((), (), (), None)


def test_returns_about_others_are_told_apart() -> None:
    """Whoever counts the providers wonders where the other returns come from."""
    seen = answered(PROVIDER, "A neighbour", {"strategy": 4}, perspective=Perspective.PROVIDER, subject="Alone")
    found, _ = of(answered(PROVIDER, "Alone", {"strategy": 2}), seen)
    assert summary(found).answered.startswith("2 returns are counted; 1 says how others are seen. Dates ")


def test_a_side_that_came_back_blank_is_not_there() -> None:
    """What providers say stands as it does without a council; without providers nothing is compared either."""
    nothing = answered(COMMISSIONER, "C", {})
    found, said = of(nothing, *providers(5, strategy=1, culture=4))
    assert (said.compares, named(found, said.first)) == (False, ["leadership"])
    assert not of(COUNCIL, *providers(5))[1].compares


def test_what_came_back_blank_is_counted_apart() -> None:
    """It is no return with gaps, and the files add up."""
    empty = entry("b.xlsx", Status.INCOMPLETE).noted(issue("nothing-answered", subject="the provider"))
    blank = replace(empty, completed=answered(PROVIDER, "B", {}))
    found = compare(INSTRUMENTS, CROSSWALK, ledger(answered(PROVIDER, "A", {"strategy": 1}), others=[blank]), AS_AT)
    assert summary(found).answered.startswith("1 return is counted; 1 came back with nothing answered. Dates")


def test_a_file_left_out_by_decision_is_told() -> None:
    """So that the files that are counted, open and left out add up."""
    out = [entry("b.xlsx", Status.EXCLUDED)]
    found = compare(INSTRUMENTS, CROSSWALK, ledger(answered(PROVIDER, "A", {"strategy": 1}), others=out), AS_AT)
    assert summary(found).answered.startswith("1 return is counted; 1 file is left out by decision. Dates")


def test_a_council_that_answered_nothing_is_not_in_the_title() -> None:
    """It stands nowhere, so the summary is of providers alone."""
    provider, silent = answered(PROVIDER, "A", {"strategy": 1}), answered(COMMISSIONER, "Fenmoor", {})
    found = compare(INSTRUMENTS, CROSSWALK, ledger(provider, silent), AS_AT)
    assert summary(found).title.startswith("Summary: 1 provider")
    heard = compare(INSTRUMENTS, CROSSWALK, ledger(provider, answered(COMMISSIONER, "Fenmoor", {"prices": 2})), AS_AT)
    assert summary(heard).title.startswith("Summary: Fenmoor and 1 provider")


def test_what_came_back_as_sent_out_is_not_counted() -> None:
    """Last round's levels, of which nobody said that they still hold, are no return with gaps and no levels."""
    kept = replace(entry("b.xlsx", Status.VALID), completed=answered(PROVIDER, "B", {"strategy": 5}))
    (settled,) = settle([kept.noted(issue("left-as-sent"))]).entries
    found = compare(INSTRUMENTS, CROSSWALK, ledger(answered(PROVIDER, "A", {"strategy": 1}), others=[settled]), AS_AT)
    told = "1 return is counted; 1 came back as sent out, which does not count. Dates"
    assert summary(found).answered.startswith(told)
    assert [one.organisation for one in found.panels[0].answering] == ["A"]


def test_a_middle_where_nobody_stands_is_no_difference() -> None:
    """Three at 1 and three at 5 are divided; their median of 3 is two levels from the council's 5, and is not told."""
    ends = [answered(PROVIDER, f"P{number}", {"culture": 1 if number % 2 else 5}) for number in range(6)]
    found, said = of(COUNCIL, *ends)
    assert named(found, said.divided) == ["culture"]
    assert "culture" not in named(found, said.apart)


def test_who_is_furthest_from_the_council_is_named_where_the_two_differ_most() -> None:
    """The lowest where the council is further on, the highest where providers are; who is blank there is neither."""
    blank = answered(PROVIDER, "Blank", {"strategy": 3})
    low = [answered(PROVIDER, name, {"culture": level}) for name, level in (("A", 2), ("B", 1), ("C", 1), ("D", 3))]
    high = [answered(PROVIDER, name, {"strategy": level}) for name, level in (("A", 4), ("B", 5), ("C", 3), ("D", 4))]
    told = [of(COUNCIL, *some)[1].furthest for some in ((*low, blank), high)]
    assert [(one.position.organisation, one.level, one.alike) for one in told if one] == [("B", 1, 2), ("B", 5, 1)]


def test_without_a_difference_nobody_is_furthest() -> None:
    """Neither where both sides stand alike, nor without a council."""
    level = answered(COMMISSIONER, "C", {"culture_change": 4})
    assert of(level, *providers(6, culture=4))[1].furthest is None
    assert of(*providers(6, culture=4))[1].furthest is None


def test_the_action_that_waits_longest_is_named() -> None:
    """Of two that are overdue the earlier; one that is done does not wait."""
    late = (
        action("strategy", "Old", due=AS_AT.replace(month=2)),
        action("strategy", "Older", due=AS_AT.replace(month=1)),
    )
    done = action("strategy", "Oldest", due=AS_AT.replace(year=2026), status="Done")
    returned = replace(answered(PROVIDER, "A", {"strategy": 1}), actions=(*late, done))
    found, said = of(returned)
    assert said.waiting is not None
    assert found.actions[said.waiting].action.action == "Older"


def test_files_that_came_to_nothing_are_told() -> None:
    """A duplicate is settled; one that was rejected is not."""
    others = [entry("a.xlsx", Status.REJECTED), entry("b.xlsx", Status.DUPLICATE)]
    found = compare(INSTRUMENTS, CROSSWALK, ledger(answered(PROVIDER, "A", {"strategy": 1}), others=others), AS_AT)
    assert summary(found).answered.startswith(
        "1 return is counted; 1 file is not: see Files. Dates as at 6 April 2027. Level "
    )


def test_the_title_says_whom_it_is_about() -> None:
    """The council, how many providers, and the round."""
    assert of(COUNCIL, *providers(2, strategy=1))[1].title == "Summary: C and 2 providers, Spring"
    assert of(*providers(1, strategy=1))[1].title == "Summary: 1 provider, Spring"
