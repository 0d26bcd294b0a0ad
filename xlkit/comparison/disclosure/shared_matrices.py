"""Shared ratings: what of the ratings may be shown to everybody: councils' own, and counts of others that are many."""

from collections.abc import Iterator, Sequence

from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.published import SharedRated, SharedRatings, Withheld
from xlkit.comparison.disclosure.shared_regions import OF_COUNCILS
from xlkit.comparison.scale_matrix import MATRIX_ROLES, Rated, Ratings
from xlkit.form.instrument import Side
from xlkit.returns.names import plain

TOO_FEW = "Fewer than {smallest} organisations picked from the choices."
WHOLE = "{title}: what was picked"


def shared_ratings(comparison: Comparison, smallest: int) -> tuple[tuple[SharedRatings, ...], tuple[Withheld, ...]]:
    """The matrices of councils, each of which publishes what it says of itself; of others counts of `smallest` or more.

    No text, row of a table or request is among them. In a region nothing of others is shown, since what one council
    shows alone could be subtracted. What is left out is given with the reason.
    """
    shown: list[SharedRatings] = []
    withheld: list[Withheld] = []
    for ratings in comparison.ratings:
        if ratings.panel.instrument.side is Side.COMMISSIONER:
            shown += _of_publishers(ratings, comparison.publishers)
        elif comparison.region is not None:
            withheld.append(Withheld(WHOLE.format(title=ratings.panel.instrument.title), OF_COUNCILS))
        else:
            shown += _of_others(ratings, smallest)
            withheld += _left_out(ratings, smallest)
    return tuple(shown), tuple(withheld)


def _of_publishers(ratings: Ratings, names: frozenset[str]) -> Iterator[SharedRatings]:
    places = [place for place, name in enumerate(ratings.organisations) if plain(name) in names]
    organisations = tuple(ratings.organisations[place] for place in places)
    for role in MATRIX_ROLES:
        rows = tuple(_own(one, places) for one in ratings.of_role(role))
        if rows and places:
            yield SharedRatings(ratings.panel.instrument.title, role, organisations, rows)


def _of_others(ratings: Ratings, smallest: int) -> Iterator[SharedRatings]:
    for role in MATRIX_ROLES:
        rows = tuple(_counted(one) for one in ratings.of_role(role) if sum(one.counts) >= smallest)
        if rows:
            yield SharedRatings(ratings.panel.instrument.title, role, (), rows)


def _left_out(ratings: Ratings, smallest: int) -> Iterator[Withheld]:
    title, why = ratings.panel.instrument.title, TOO_FEW.format(smallest=smallest)
    small = [one for one in ratings.rated if sum(one.counts) < smallest]
    if small and len(small) == len(ratings.rated):
        yield Withheld(WHOLE.format(title=title), why)
        return
    for rated in small:
        yield Withheld(f"{title}: {f'{rated.item.ref} {rated.item.title}'.strip()} ({rated.section.title})", why)


def _own(rated: Rated, places: Sequence[int]) -> SharedRated:
    picks = tuple(rated.picks[place] for place in places)
    counts = tuple(picks.count(choice) for choice in rated.scale.choices)
    days = tuple(rated.days[place] for place in places)
    return SharedRated(rated.section, rated.item, rated.theme, rated.scale.choices, counts, days, picks)


def _counted(rated: Rated) -> SharedRated:
    return SharedRated(rated.section, rated.item, rated.theme, rated.scale.choices, rated.counts, (), ())
