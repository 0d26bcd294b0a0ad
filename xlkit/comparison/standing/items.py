"""Items: each item over all organisations, over the views inside one of them, and as a commissioning one answers it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from xlkit.comparison.comparison import Challenge, Council, ItemSpread, Planned, WithinItem
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.comparison.standing.standing import levels_of
from xlkit.form.identity import Perspective
from xlkit.form.item import Item
from xlkit.measures.distribution import Distribution
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


def spread(panel: Panel, actions: Sequence[Planned]) -> tuple[ItemSpread, ...]:
    """The items on the scale, in order, each over the positions of the panel, with the actions that count for it."""
    name = panel.instrument.name
    sections, scale = panel.sections, panel.scale
    planned = Counter(one.action.item for one in actions if one.template == name and one.number is not None)
    return tuple(
        ItemSpread(
            section=sections[item.name],
            item=item,
            theme=panel.theme_of(item),
            found=Distribution.of((position.levels[place] for position in panel.positions), scale),
            actions=planned[item.name],
            apart=_apart(panel, item),
        )
        for place, item in enumerate(panel.items)
    )


def _apart(panel: Panel, item: Item) -> int:
    """How many of the returns that positions rest on give an answer that is counted apart."""
    if not item.apart:
        return 0
    resting = (one for one, number in zip(panel.returns, panel.numbers, strict=True) if number in panel.own_numbers)
    answers = (one.answer(item.name) for one in resting)
    return sum(answer is not None and bool(item.said_apart(answer.value)) for answer in answers)


def within(panel: Panel) -> tuple[WithinItem, ...]:
    """Each item over the single views inside every organisation that has two or more, or one beside its agreed one."""
    groups: defaultdict[int, list[Return]] = defaultdict(list)
    for completed, number in zip(panel.returns, panel.singles, strict=True):
        if number is not None:
            groups[number].append(completed)
    return tuple(
        item
        for position in panel.positions
        if _is_shared(groups[position.number], position.speaking)
        for item in _items(panel, position, groups[position.number])
    )


def _items(panel: Panel, position: Position, singles: Sequence[Return]) -> Iterator[WithinItem]:
    sections, levels = panel.sections, [levels_of(one) for one in singles]
    for place, item in enumerate(panel.items):
        found = Distribution.of((one.get(item.name) for one in levels), panel.scale)
        yield WithinItem(sections[item.name], item, position, position.levels[place], found)


def _is_shared(singles: Sequence[Return], speaking: Sequence[str]) -> bool:
    return len({*speaking, *(one.identity.return_id for one in singles)}) > 1 and bool(singles)


def councils(panel: Panel) -> tuple[Council, ...]:
    """The councils of a panel that answered anything, in the order of its positions."""
    return tuple(_council(panel, position) for position in panel.answering)


def _council(panel: Panel, position: Position) -> Council:
    mine = [
        completed
        for completed in panel.returns
        if completed.identity.perspective is Perspective.SELF
        and organisation_of(completed.organisation) == organisation_of(position.organisation)
    ]
    speaking = [one for one in mine if one.identity.return_id in position.speaking]
    respondents = [one for one in mine if not one.agreed]
    views = [levels_of(one) for one in respondents]
    sections = panel.sections
    challenges = tuple(
        Challenge(
            section=sections[item.name],
            item=item,
            level=position.levels[place],
            views=(levels := tuple(view.get(item.name) for view in views)),
            found=Distribution.of(levels, panel.scale),
            evidence=_evidence(item, speaking),
        )
        for place, item in enumerate(panel.items)
    )
    return Council(panel, position, tuple(respondents), challenges)


def _evidence(item: Item, speaking: Sequence[Return]) -> str:
    given = [(one, answer.evidence) for one in speaking if (answer := one.answer(item.name)) and answer.evidence]
    if len(speaking) == 1:
        return "".join(text for _, text in given)
    return "\n".join(f"{one.respondent or one.identity.return_id}: {text}" for one, text in given)
