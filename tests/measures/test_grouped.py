"""Tests of grouping things by what they have in common."""

from xlkit.measures.grouped import grouped


def test_groups_come_in_the_order_of_their_first_things() -> None:
    """So do the things of each; nothing makes no group."""
    assert [*grouped(["bee", "ant", "bat", "asp"], lambda word: word[0]).items()] == [
        ("b", ["bee", "bat"]),
        ("a", ["ant", "asp"]),
    ]
    assert grouped([], str) == {}
