"""Councils: each commissioning organisation's position beside the answers of its single respondents."""

from collections.abc import Sequence

from xlkit.comparison.comparison import Challenge, Council
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.comparison.standing.standing import levels_of
from xlkit.form.identity import Perspective
from xlkit.form.item import Item
from xlkit.measures.distribution import Distribution
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


def councils(panel: Panel) -> tuple[Council, ...]:
    """The councils of a panel, in the order of its positions."""
    return tuple(_council(panel, position) for position in panel.positions)


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
