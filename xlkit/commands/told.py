"""What `xlkit feedback` does with a workshop: what everybody is told, what each provider is, and who promised what."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from xlkit.commands.saying import say
from xlkit.commands.workshops import is_workshop, read, say_broken
from xlkit.commands.writing import written
from xlkit.comparison.disclosure.told import changed_by_few, told_to_providers
from xlkit.comparison.disclosure.told import told as may_be_told
from xlkit.errors import XlkitError
from xlkit.returns.names import same_name
from xlkit.round.naming import slug
from xlkit.voice.telling import SMALLEST_HEARD, Telling
from xlkit.voice.workshop import Workshop


def told(paths: Sequence[Path], out: Path, previous: Sequence[Path]) -> bool:
    """Whether a workshop is what feedback is of, and then written; XlkitError where too little of it may be told."""
    from xlkit.books.feedback import you_said

    if len(paths) != 1 or not is_workshop(paths[0]):
        return False
    workshop = read(paths[0])
    say_broken(paths[0], workshop)
    target = out / you_said.file_name(workshop)
    earlier = _told_before(workshop, target, previous)
    telling = may_be_told(workshop, earlier)
    say_left_out(telling, workshop.counted)
    _refuse_too_few(workshop, telling, earlier)
    say(written(target, partial(you_said.write, telling, workshop)))
    _tell_providers(telling, workshop, earlier, out)
    if any(one.will for one in telling.told):
        say(written(out / you_said.PROMISED_FILE, partial(you_said.write_promised, telling, workshop)))
    return True


def _tell_providers(telling: Telling, workshop: Workshop, earlier: Sequence[Workshop], out: Path) -> None:
    """Write for each provider that may know it what its own people say."""
    from xlkit.books.feedback import you_said

    for own in told_to_providers(telling, workshop, earlier):
        named = out / f"{slug(own.provider)}-what-your-people-say.xlsx"
        say(written(named, partial(you_said.write, telling, workshop, own=own)))


def say_left_out(telling: Telling, counted: str) -> None:
    """Tell the operator, by their references, which themes everybody is not told, and what to do.

    `counted` says who is counted: people or teams.
    """
    if telling.why:
        say(f"Nothing that people say is told everybody. {telling.why}", err=True)
        return
    if telling.unchecked:
        say(f"Left out until checked under Names nobody on Feedback: {', '.join(telling.unchecked)}", err=True)
    if telling.follows:
        why = f"with what was told before, something about fewer than {telling.few} {counted} would follow"
        say(f"Left out, since {why}: {', '.join(telling.follows)}", err=True)


def _told_before(workshop: Workshop, target: Path, previous: Sequence[Path]) -> list[Workshop]:
    """The earlier workshops of the same round; XlkitError where something was told that none of them is named for."""
    if target.exists() and not previous:
        raise XlkitError(
            f"{target} was written before, and two such files of one round less each other may tell of one person: "
            "name the workshop that it was made of with --previous, or move the file away where nobody was told. "
            "Nothing was written."
        )
    earlier = {path: read(path) for path in previous}
    for path, before in earlier.items():
        if not same_name(before.round, workshop.round):
            say(f"{path} is a workshop of “{before.round}”, and is not held against this one.", err=True)
    return [one for one in earlier.values() if same_name(one.round, workshop.round)]


def _refuse_too_few(workshop: Workshop, telling: Telling, earlier: Sequence[Workshop]) -> None:
    """XlkitError where too few were heard, or since what was told before, or where no theme may be told."""
    if telling.heard < SMALLEST_HEARD:
        raise XlkitError(
            f"{telling.heard} {workshop.counted} were heard, and everybody is told figures from {SMALLEST_HEARD} on: "
            "tell each of them in person. Nothing was written."
        )
    if few := changed_by_few(workshop, earlier):
        raise XlkitError(
            f"Of {few.heard} {few.counted} everybody was told before, and by now fewer than {SMALLEST_HEARD} came or "
            "went: whatever differs would tell of them. Tell what became of it from the earlier workshop, or wait "
            "until more came. Nothing was written."
        )
    if not telling.told:
        raise XlkitError(
            "No theme may be told yet: it needs a name, enough people, and checked under Names nobody on Feedback, and "
            "no few of them may follow with what was told before. Nothing was written."
        )
