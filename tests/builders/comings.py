"""Comings: workshops of one round, between which people come and go and cards are moved."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random

from msgspec.structs import replace

from xlkit.voice.statements import Statement
from xlkit.voice.where import heard_where
from xlkit.voice.workshop import Card, Given, Theme, Wall, Workshop

WALLS = (Wall("Working", "W"), Wall("For the future", "F"))
SERVICES, LOCALITIES = ("Home care", "Day opportunities"), ("North", "South")
REFS = ("W1", "W2", "F1", "F2", "F3")


def drawn(
    seed: int, providers: Sequence[int] = (4, 5, 6), *, are_named: bool = False, are_parted: bool = False
) -> list[Workshop]:
    """Two or three workshops of one round; between them people come and go, and cards are moved, or checked.

    `providers` are how many there may be, of which cards say whose they are where they are named. Where people are
    parted they are more, and of two kinds of service in two localities.
    """
    chance = Random(seed)
    codes = iter(range(1000))
    organisations = chance.choice(providers)
    few = chance.choice((3, 3, 4))
    standing: dict[tuple[str, str], str] = {}

    def come(many: int) -> None:
        for _ in range(many):
            who = f"{chance.randrange(organisations)}:{next(codes)}"
            for place in range(chance.choice((1, 2, 2, 3))):
                standing[who, f"place {place}"] = chance.choice((*REFS, ""))

    come(chance.choice((40, 60, 80) if are_parted else (6, 12, 20)))
    workshops = []
    for _ in range(chance.choice((2, 3))):
        workshop = _workshop(standing, few, {ref for ref in REFS if chance.random() < 0.8}, are_named)
        workshops.append(_parted(workshop, seed) if are_parted else workshop)
        people = sorted({who for who, _ in standing})
        gone = set(chance.sample(people, min(len(people), chance.choice((0, 0, 0, 1, 5)))))
        standing = {at: ref for at, ref in standing.items() if at[0] not in gone}
        come(chance.choice((0, 0, 1, 5, 6)))
        for at in chance.sample(sorted(standing), min(len(standing), chance.choice((0, 1, 4, 5)))):
            standing[at] = chance.choice((*REFS, ""))
    return workshops


def _workshop(standing: dict[tuple[str, str], str], few: int, checked: set[str], are_named: bool) -> Workshop:
    cards = {
        at: Card(number, "", "", *at, provider=provider_of(at[0]) if are_named else "")
        for number, at in enumerate(sorted(standing), start=1)
    }
    walls = {wall.letter: wall.name for wall in WALLS}
    themes = [
        Theme(
            *(ref, walls[ref[0]], f"I say {ref}"),
            cards=", ".join(str(cards[at].number) for at, stands in standing.items() if stands == ref),
            cleared="checked" if ref in checked else "",
        )
        for ref in REFS
    ]
    placed_on = {at: walls[ref[0]] if ref else WALLS[0].name for at, ref in standing.items()}
    people = {who for who, _ in standing}
    given = Counter(map(provider_of, people))
    return Workshop(
        *("Voices", "Fenmoor", date(2027, 5, 14), WALLS),
        tuple(replace(card, wall=placed_on[at]) for at, card in cards.items()),
        tuple(themes),
        tuple(Given(one, many, 0) for one, many in sorted(given.items())),
        highest=len(cards),
        smallest_theme=few,
        names_providers=are_named,
    )


def _parted(workshop: Workshop, seed: int) -> Workshop:
    """The workshop with where its people are: of two kinds of service, and in two localities that are much the same."""
    of_code = {}
    for code in {card.code for card in workshop.cards}:
        chance = Random(f"{seed} {code}")
        service = chance.randrange(2)
        of_code[code] = (SERVICES[service], LOCALITIES[service if chance.random() < seed % 4 / 4 else 1 - service])
    cards = (replace(card, service=of_code[card.code][0], locality=of_code[card.code][1]) for card in workshop.cards)
    said = (Statement(code, provider_of(code), "", "", "", None, "", *where) for code, where in of_code.items())
    return replace(workshop, cards=tuple(cards), where=heard_where(tuple(said)))


def provider_of(code: str) -> str:
    """Whose person has a code."""
    return f"Provider {code.split(':', maxsplit=1)[0]}"
