"""Dealing: which statements become cards, in which order and with which numbers."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from xlkit.round.round import Rules
from xlkit.voice.statements import Statement
from xlkit.voice.walls import without
from xlkit.voice.where import heard_where
from xlkit.voice.workshop import SPARE, TEAMS, Card, Wall, Workshop, given_by, prepared

RULES = Rules()


def new_workshop(
    statements: Sequence[Statement],
    these: tuple[Wall, ...],
    secret: str,
    named: tuple[str, str],
    as_at: date,
    rules: Rules = RULES,
    groups: tuple[str, ...] = (),
) -> Workshop:
    """A workshop before the day, its cards numbered through all headings; `named` are its round and its council.

    Of one input the cards always come in one order, in which those of a person do not stand side by side. Where teams
    speak, `groups` are the kinds that they are of, and it is an event.
    """
    blank = ruled(Workshop(*named, as_at, these, (), (), (), highest=0, dots_each=rules.dots_each), rules)
    if groups:
        blank = replace(blank, groups=groups, attended=(None,) * len(groups), counted=TEAMS)
    dealt = _with_new(prepared(blank), statements, secret)
    where = () if dealt.is_event else heard_where(statements)
    return replace(_with_spare(dealt), given=given_by(statements), where=where)


def ruled(workshop: Workshop, rules: Rules) -> Workshop:
    """The workshop under the rules of its round, which may have changed since it began.

    A provider is named on no card any more where they do not agree to it.
    """
    is_named = rules.names_providers
    cards = workshop.cards if is_named else tuple(replace(card, provider="") for card in workshop.cards)
    return replace(workshop, cards=cards, smallest_theme=rules.smallest_theme, names_providers=is_named)


def onto(before: Workshop, statements: Sequence[Statement], secret: str, present: Mapping[str, str]) -> Workshop:
    """The workshop with what came or went since: every card keeps its number, and what was withdrawn leaves everything.

    `present` gives the provider of every code that a return at hand has: of other codes nothing is known, so their
    cards stay as they are. New cards have the next numbers and stand on no wall. A card whose words changed since at
    their source has the new ones, and says so.
    """
    cleared = {each.key: each for each in statements if each.is_cleared}
    known = {card.number for card in before.cards if card.place and card.code in present}
    gone = {card.number for card in before.cards if card.number in known and (card.code, card.place) not in cleared}
    kept = tuple(
        _renewed(before, card, cleared[card.code, card.place]) if card.number in known else card
        for card in before.cards
        if card.number not in gone
    )
    themes = tuple(replace(theme, cards=without(theme.cards, gone)) for theme in before.themes)
    rest = replace(before, cards=kept, themes=themes, withdrawn=before.withdrawn + len(gone))
    others = {given.provider: given for given in before.given if given.provider not in present.values()}
    fresh = {given.provider: given for given in given_by(statements)}
    every = tuple(given for _, given in sorted({**others, **fresh}.items()))
    after = replace(_with_new(rest, statements, secret), given=every)
    if not others:
        return after if before.is_event else replace(after, where=heard_where(statements))
    # Of those who are not at hand nobody knows where they are: unless nothing changed, that of all is not known either.
    is_same = (after.cards, after.given) == (before.cards, before.given)
    return after if is_same else replace(after, where=())


def changed(before: Workshop, after: Workshop) -> Iterator[str]:
    """What carrying a workshop on changed, in sentences; no words of anybody are in them."""
    was, now = ({card.number: card for card in each.cards} for each in (before, after))
    sentences = {
        "new, and on no wall yet": now.keys() - was.keys(),
        "withdrawn, and their numbers are not used again": was.keys() - now.keys(),
        "reworded by whoever sent them": {at for at in was.keys() & now.keys() if was[at].came != now[at].came},
    }
    for what, cards in sentences.items():
        if cards:
            named = ", ".join(map(str, sorted(cards)))
            yield f"{len(cards)} card{'s' if len(cards) > 1 else ''} {what}: {named}"


def _renewed(workshop: Workshop, card: Card, now: Statement) -> Card:
    provider = now.provider if workshop.names_providers else ""
    facts = replace(card, told=now.told, service=now.service, locality=now.locality, provider=provider)
    if card.came == now.words:
        return facts
    # What it said before is not kept: it may have been reworded since it told who somebody is.
    return replace(facts, words=now.words, came=now.words, changed="Reworded since, by whoever sent it")


def _with_new(before: Workshop, statements: Sequence[Statement], secret: str) -> Workshop:
    """The workshop with cards of those cleared statements that have none yet."""
    there = {(card.code, card.place) for card in before.cards}
    fresh = [each for each in statements if each.is_cleared and each.key not in there]
    cards, number = list(before.cards), before.highest
    for wall in before.walls:
        for statement in _apart(_shuffled((one for one in fresh if one.wall == wall.name), secret)):
            number += 1
            words = statement.words
            facts = (number, statement.wall, words, statement.code, statement.place, words, "", "")
            provider = statement.provider if before.names_providers else ""
            cards.append(Card(*facts, statement.told, statement.service, statement.locality, provider))
    return replace(before, cards=tuple(cards), highest=number)


def _with_spare(before: Workshop) -> Workshop:
    """The workshop with cards for what is said on the day, behind those of each wall and numbered on."""
    cards, number = list(before.cards), before.highest
    for wall in before.walls:
        cards += [Card(number + at, wall.name) for at in range(1, SPARE + 1)]
        number += SPARE
    return replace(before, cards=tuple(cards), highest=number)


def _shuffled(statements: Iterable[Statement], secret: str) -> list[Statement]:
    def place(each: Statement) -> bytes:
        return hmac.new(secret.encode(), "\x1f".join(("card", *each.key)).encode(), hashlib.sha256).digest()

    return sorted(statements, key=place)


def _apart(statements: list[Statement]) -> list[Statement]:
    """The statements so that nobody's follow each other, as far as that can be."""
    left, ordered = list(statements), list[Statement]()
    while left:
        last = ordered[-1].code if ordered else ""
        at = next((at for at, each in enumerate(left) if each.code != last), 0)
        ordered.append(left.pop(at))
    return ordered
