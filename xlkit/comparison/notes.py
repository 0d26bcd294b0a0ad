"""Notes: what a reader should know of the returns; none of them is an error."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlkit.comparison.comparison import Note
from xlkit.comparison.other_scales.scale_matrix import YES, Matrices
from xlkit.comparison.standing.panel import Basis, Panel
from xlkit.comparison.standing.standing import levels_of
from xlkit.measures import level_words
from xlkit.measures.grouped import grouped
from xlkit.returns.completed import Return

FEWEST_ALIKE = 5  # answers before "all alike" is worth a note


def notes(panels: Sequence[Panel], earlier: Sequence[Return] = ()) -> tuple[Note, ...]:
    """The notes on all panels: on the instruments first, then on positions, then on single returns."""
    kinds = (_partial, _unscaled, _stand_ins, _coherence)
    return (
        *(note for panel in panels for note in _versions(panel, earlier)),
        *(note for kind in kinds for panel in panels for note in kind(panel)),
    )


def undated(several: Iterable[Matrices]) -> Iterator[Note]:
    """How many forecasts of dates that have passed count though nobody knows that they were given by then."""
    for matrices in several:
        passed = (one for one in matrices.prospects if one.passed == YES and one.given and one.is_undated)
        for organisation, mine in grouped(passed, lambda one: one.position.organisation).items():
            count = f"{len(mine)} forecast{'' if len(mine) == 1 else 's'}"
            text = f"A return that does not say its day is taken as in time: {count} of dates that have passed."
            yield Note("undated forecast", organisation, "", text)


def _versions(panel: Panel, earlier: Sequence[Return]) -> Iterator[Note]:
    """What was asked in other words: within the round, than the template has now, or than in an earlier round."""
    now = _versions_of(panel.returns)
    before = _versions_of(earlier)
    for template, versions in now.items():
        merged, then = ", ".join(sorted(versions)), before.get(template, versions)
        stands = {panel.instrument.version} if template == panel.instrument.name else versions
        if len(versions) > 1:
            yield _reworded(panel, f"Returns of versions {merged} are merged")
        elif versions != stands:
            yield _reworded(panel, f"Returns of version {merged} stand under the words of {panel.instrument.version}")
        if then != versions:
            yield _reworded(panel, f"Earlier returns are of version {', '.join(sorted(then))}, these of {merged}")


def _versions_of(returns: Iterable[Return]) -> Mapping[str, set[str]]:
    versions: defaultdict[str, set[str]] = defaultdict(set)
    for completed in returns:
        versions[completed.identity.template].add(completed.identity.version)
    return versions


def _reworded(panel: Panel, what: str) -> Note:
    return Note("versions", panel.instrument.title, "", f"{what}: check items whose wording changed between them.")


def _partial(panel: Panel) -> Iterator[Note]:
    for spoken in panel.themes:
        if spoken.is_partial and panel.answering and panel.instrument.side is not None:
            names = ", ".join(panel.items[place].title for place in spoken.items)
            text = f"{panel.instrument.title} speaks of this theme only in part, through: {names}."
            yield Note("partial links", spoken.theme.title, "", text)


def _unscaled(panel: Panel) -> Iterator[Note]:
    compared = {item.name for item in panel.items}
    for item in panel.instrument.items:
        if item.has_levels and item.name not in compared:
            text = (
                f"This item is not on the scale of {level_words.steps(panel.scale)} levels, "
                "so it stands among the answers alone."
            )
            yield Note("other scale", f"{item.ref} {item.title}", "", text)


def _stand_ins(panel: Panel) -> Iterator[Note]:
    for position in panel.positions:
        if position.basis is Basis.MIDDLE:
            spelt = {one.organisation for one in panel.returns if one.identity.return_id in position.speaking}
            named = f", as {' and as '.join(sorted(spelt))}" if len(spelt) > 1 else ""
            text = (
                f"{len(position.speaking)} returns speak for this organisation in {panel.instrument.title}{named}, "
                "so the middle one of them stands for its position."
            )
            yield Note("position", position.organisation, "", text)


def _coherence(panel: Panel) -> Iterator[Note]:
    for completed in panel.returns:
        for text in (*_alike(panel, completed), *_unsupported(panel, completed), *_unanswered(panel, completed)):
            yield Note("coherence", completed.organisation, completed.identity.return_id, text)


def _alike(panel: Panel, completed: Return) -> Iterator[str]:
    compared = {item.name for item in panel.items}
    levels = [level for item, level in levels_of(completed).items() if item in compared]
    if len(levels) >= FEWEST_ALIKE and len(set(levels)) == 1:
        yield f"All {len(levels)} answers are at level {levels[0]}."


def _unsupported(panel: Panel, completed: Return) -> Iterator[str]:
    asked = {item.name: item for item in panel.items if item.evidence}
    refs = [
        asked[answer.item].ref
        for answer in completed.answers
        if answer.item in asked and (answer.level or 0) >= panel.scale.high and not answer.evidence.strip()
    ]
    if refs:
        high = level_words.high_or(panel.scale)
        yield f"Level {high} without evidence, where evidence is asked for: {', '.join(refs)}."


def _unanswered(panel: Panel, completed: Return) -> Iterator[str]:
    refs = {item.name: item.ref for item in panel.items}
    answered = levels_of(completed)
    planned = {action.item for action in completed.actions if action.action.strip()}
    blank = [ref for item, ref in refs.items() if item in planned and item not in answered]
    if blank:
        yield f"An action is planned, but nothing is answered: {', '.join(blank)}."
