"""Shared ratings: what of the ratings may be shown to everybody: councils' own, and counts of others that are many."""

from collections.abc import Iterator

from xlkit.comparison import Comparison
from xlkit.instrument import Side
from xlkit.ratings import MATRIX_ROLES, Rated, Ratings
from xlkit.sharing import SharedRated, SharedRatings


def shared_ratings(comparison: Comparison, smallest: int) -> tuple[SharedRatings, ...]:
    """The matrices of councils, each of which publishes what it says of itself; of others counts of `smallest` or more.

    No text, row of a table or request is among them. In a region nothing of others is shown, since what one council
    shows alone could be subtracted.
    """
    return tuple(
        found for one in comparison.ratings for found in _of(one, smallest, is_region=comparison.region is not None)
    )


def _of(ratings: Ratings, smallest: int, *, is_region: bool) -> Iterator[SharedRatings]:
    is_own = ratings.panel.instrument.side is Side.COMMISSIONER
    if is_region and not is_own:
        return
    for role in MATRIX_ROLES:
        rows = tuple(
            _shown(one, is_own=is_own) for one in ratings.of_role(role) if is_own or sum(one.counts) >= smallest
        )
        if rows:
            names = ratings.organisations if is_own else ()
            yield SharedRatings(ratings.panel.instrument.title, role, names, rows)


def _shown(one: Rated, *, is_own: bool) -> SharedRated:
    return SharedRated(
        section=one.section,
        item=one.item,
        theme=one.theme,
        choices=one.scale.choices,
        counts=one.counts,
        days=one.days if is_own else (),
        picks=one.picks if is_own else (),
    )
