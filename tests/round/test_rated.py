"""Whom a workbook of ratings lists: each organisation once, and each of its places."""

from xlkit.round.rated import once_each
from xlkit.round.round import Recipient

OAK = Recipient("Oakfield Care Ltd", "Ann", locality="North", size="<10")


def named(*recipients: Recipient) -> list[tuple[str, str, str]]:
    return [(each.organisation, each.locality, each.size) for each in once_each(recipients)[0]]


def test_several_respondents_of_one_organisation_are_one_row() -> None:
    """Its place is the first one's, and the size is that of whoever gives one; nothing is unclear about it."""
    respondents = (Recipient("Elm Row", "Di"), Recipient("Elm Row", "Ed", size="<10"))
    assert named(respondents[0], OAK, respondents[1]) == [("Elm Row", "", "<10"), ("Oakfield Care Ltd", "North", "<10")]
    assert once_each((*respondents, OAK))[1] == ()


def test_places_are_rows_of_their_own() -> None:
    """An organisation in two localities is rated for each, and that is not unclear."""
    both = (OAK, Recipient("Oakfield Care Ltd", locality="South"))
    assert [place for _, place, _ in named(*both)] == ["North", "South"]
    assert once_each(both)[1] == ()


def test_a_whole_beside_a_place_is_said() -> None:
    """It may be the same thing twice, which only the officer knows."""
    listed, unclear = once_each((OAK, Recipient("Oakfield Care")))
    assert len(listed) == 2
    assert "listed for one area or service and as a whole" in unclear[0]


def test_other_spellings_and_sizes_are_said() -> None:
    """One row stands for them, and says which name and size it has."""
    listed, unclear = once_each((OAK, Recipient("The Oakfield Care", "Bo", locality="NORTH", size="10-20")))
    assert [(each.organisation, each.size) for each in listed] == [("Oakfield Care Ltd", "<10")]
    assert unclear == (
        "Oakfield Care Ltd and The Oakfield Care are one organisation, which is rated once, as Oakfield Care Ltd.",
        "Oakfield Care Ltd is listed with the sizes <10 and 10-20: <10 was taken.",
    )
