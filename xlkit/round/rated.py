"""Rated: whom a workbook of ratings lists, where several of those listed answer for one organisation."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from xlkit.measures.grouped import grouped
from xlkit.returns.names import organisation_of, plain
from xlkit.round.round import Recipient


def once_each(recipients: Iterable[Recipient]) -> tuple[tuple[Recipient, ...], tuple[str, ...]]:
    """A row for each organisation and place, in the order of the first of each, and what is unclear, in sentences.

    An organisation is the same however it is spelt, and a place is a locality and a service area.
    """
    groups = grouped(
        recipients, lambda each: (organisation_of(each.organisation), plain(each.locality), plain(each.service_area))
    )
    listed = [replace(group[0], size=next((each.size for each in group if each.size), "")) for group in groups.values()]
    unclear = [sentence for group in groups.values() for sentence in _differing(group)]
    return tuple(listed), tuple(dict.fromkeys((*unclear, *_as_a_whole(listed))))


def _differing(group: Sequence[Recipient]) -> Iterator[str]:
    """What those who stand in one row say differently."""
    spelt = list(dict.fromkeys(each.organisation for each in group))
    if len({plain(name) for name in spelt}) > 1:
        yield f"{' and '.join(spelt)} are one organisation, which is rated once, as {spelt[0]}."
    sizes = list({plain(each.size): each.size for each in reversed(group) if each.size}.values())
    if len(sizes) > 1:
        yield f"{spelt[0]} is listed with the sizes {' and '.join(reversed(sizes))}: {sizes[-1]} was taken."


def _as_a_whole(listed: Sequence[Recipient]) -> Iterator[str]:
    """Who is listed for some place and for none, which may be the same thing twice."""
    whole = {organisation_of(each.organisation) for each in listed if not each.locality and not each.service_area}
    for recipient in listed:
        if organisation_of(recipient.organisation) in whole and (recipient.locality or recipient.service_area):
            yield (
                f"{recipient.organisation} is listed for one area or service and as a whole, and rated for each: "
                "delete the rows that are too many from the list."
            )
