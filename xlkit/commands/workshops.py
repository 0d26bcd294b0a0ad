"""What `xlkit merge` does with what people say: a workshop workbook in place of a 360-degree one."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import asdict

from xlkit import shown
from xlkit.commands.reading import Returned
from xlkit.commands.saying import say, say_data
from xlkit.commands.writing import GENERATED, INTERNAL, named_as_workbook, written
from xlkit.comparison.comparison import Comparison
from xlkit.errors import XlkitError
from xlkit.form.identity import OfficersWorkbook
from xlkit.returns.issues import issue
from xlkit.returns.names import same_name, same_organisation
from xlkit.returns.read.limits import OWN
from xlkit.returns.read.source import Source
from xlkit.returns.read.workers import read_all
from xlkit.shown import typed
from xlkit.voice.checks import Weight, checks
from xlkit.voice.codes import asks_what_is_said, listed
from xlkit.voice.dealing import changed
from xlkit.voice.following import Following
from xlkit.voice.statements import Statement, gather, groups_of, walls_of
from xlkit.voice.walls import Placed
from xlkit.voice.workshop import Workshop, walls

NAME, EVENT = "workshop.xlsx", "event.xlsx"


def merged(
    returned: Returned, out: Path | None, onto: Path | None, *, audience: str, force: bool, as_json: bool
) -> bool:
    """Whether what people say was merged, and not something else; XlkitError where a workshop has nothing to go on."""
    if _are_said(returned):
        _write(returned, out, onto, audience=audience, force=force, as_json=as_json)
        return True
    if onto is not None:
        raise XlkitError("--onto carries on a workshop, and nothing that people say is among these returns.")
    return False


def _are_said(returned: Returned) -> bool:
    """Whether what people say is among the returns that are merged; XlkitError where something else is too."""
    asked = {completed.identity.template for completed in returned.ledger.returns}
    voices = {name for name in asked if asks_what_is_said(returned.instruments[name])}
    if voices and asked - voices:
        raise XlkitError(
            f"What people say ({', '.join(sorted(voices))}) goes into a workbook of its own: merge it apart from "
            f"{', '.join(sorted(asked - voices))}. Nothing was written."
        )
    return bool(voices)


def _write(
    returned: Returned, out: Path | None, onto: Path | None, *, audience: str, force: bool, as_json: bool
) -> None:
    """Write the workshop workbook and print its path; XlkitError without a secret, or where it is to be shared."""
    from xlkit.books.workshop import workshop_workbook

    if audience != INTERNAL:
        raise XlkitError("A workshop workbook holds people's words and codes: it is written for internal use alone.")
    control = returned.control
    if not control.secret:
        raise XlkitError(
            "The codes of people are made from the secret of their round: name its control workbook with --round. "
            "Nothing was written."
        )
    if aside := _aside(returned) if onto is None else ():
        for path in map(str, sorted(aside)):
            say(f"{path}: left aside; to carry it on, merge the returns with {typed('--onto', path)}.", err=True)
    workshop = _carried_on(returned, onto) if onto else begun(returned)
    if not workshop.given:
        raise XlkitError(
            "Nobody's words are among these returns, so there is nothing for a workshop to sort: ask those who sent "
            "them for the workbooks that were filled in. Nothing was written."
        )
    wanted = named_as_workbook(out or GENERATED / (EVENT if workshop.is_event else NAME))
    subjects = [theme.title for theme in returned.crosswalk.themes]
    say(written(wanted, partial(workshop_workbook.write, workshop, subjects), force=force), err=as_json)
    if as_json:
        say_data(figures(workshop))


def refuse_in_region(comparison: Comparison, workshop: Workshop | None) -> None:
    """XlkitError where a workshop is named beside several councils: its people would be taken for those of all."""
    if workshop and comparison.region:
        raise XlkitError(
            f"What people say in “{workshop.round}” is one council's, and the files are of several: leave the workshop "
            "out here, and merge it beside that council's own files: what its workbook counts of people is added "
            "up. Nothing was written."
        )


def beside(comparison: Comparison, workshop: Workshop | None, earlier: Sequence[Workshop]) -> Comparison:
    """The comparison with what people say, where a workshop is named among its files."""
    from xlkit.comparison.compare import with_people

    return with_people(comparison, workshop, earlier) if workshop else comparison


def named_among(paths: Sequence[Path], returned: Returned) -> Workshop | None:
    """The workshop that is named itself, unless it cannot be read back, which is said and keeps nobody's levels.

    XlkitError where there are two, or it is another council's.
    """
    named = _named(paths, returned)
    if not named:
        return None
    if len(named) > 1:
        raise XlkitError(f"{named[0]} and {named[1]} are workshops, and one was expected: leave one out.")
    try:
        workshop, council = read(named[0]), returned.control.round.council
    except XlkitError as error:
        say(f"{error} What people say is left out of the workbook.", err=True)
        return None
    if council and workshop.council and not same_organisation(council, workshop.council):
        raise XlkitError(f"{named[0]} is a workshop of “{workshop.council}”, and the round is of “{council}”.")
    if workshop.is_event:
        raise XlkitError(
            f"{named[0]} is the event of “{workshop.round}”: teams spoke there, and beside levels people do. "
            "Leave it out. Nothing was written."
        )
    say(f"{named[0]} holds what {workshop.heard} people say, which counts for no level.", err=True)
    say_broken(named[0], workshop)
    if not Placed(workshop).theme_of:
        say("None of its cards stands in a theme yet, so nothing of that is shown.", err=True)
    return workshop


def _named(paths: Sequence[Path], returned: Returned) -> list[Path]:
    """The workshops among the files that are named themselves."""
    aside = _aside(returned)
    return [path for path in paths if path in aside]


def _aside(returned: Returned) -> set[Path]:
    """The workshops among all files."""
    passed_over = issue("not-a-return", found=OfficersWorkbook.WORKSHOP)
    return {Path(entry.path) for entry in returned.ledger.entries if passed_over in entry.issues}


def refuse_beside(paths: Sequence[Path], returned: Returned) -> None:
    """XlkitError where feedback is asked of a workshop and of something else at once."""
    if named := _named(paths, returned):
        raise XlkitError(
            f"{' and '.join(map(str, named))}: what came of a workshop is told of one alone, with nothing beside it. "
            "Name the one to tell of, and with --previous those of its round told before. Nothing was written."
        )


def apart(previous: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Workshop, ...]]:
    """The earlier rounds that are no workshops, and the workshops among them."""
    those = [path for path in previous if is_workshop(path)]
    return tuple(path for path in previous if path not in those), tuple(map(read, those))


def is_workshop(path: Path) -> bool:
    """Whether a workshop workbook stands at a path."""
    from xlkit.returns.read.workers import read_all
    from xlkit.returns.validate.who import officers_workbook

    if not path.is_file():
        return False
    reads = read_all([Source(str(path), file=path.absolute())], officers_workbook)
    return any(each.result == OfficersWorkbook.WORKSHOP for each in reads)


def figures(workshop: Workshop) -> Mapping[str, object]:
    """Every figure of a workshop as JSON has it; nobody's words and nobody's code are among them."""
    following = Following.of(workshop)
    return {
        "audience": INTERNAL,
        "round": workshop.round,
        "as_at": workshop.as_at.isoformat(),
        f"{workshop.counted}_heard": workshop.heard,
        "withdrawn": workshop.withdrawn,
        "given": [{**asdict(given), "statements": given.statements} for given in workshop.given],
        "themes": [
            {
                "theme": theme.ref,
                "heading": theme.wall,
                "name": theme.name,
                "speaks_of": theme.speaks_of,
                workshop.counted: following.placed.people(theme),
                "share": following.share(theme),
            }
            for theme in workshop.themes
            if theme.cards or theme.name
        ],
        "checks": [{"code": check.code, "rule": check.rule, "places": check.places} for check in checks(following)],
    }


def begun(returned: Returned) -> Workshop:
    """The workshop of what came back, before its day."""
    from xlkit.voice.dealing import new_workshop

    asked = dict.fromkeys(completed.identity.template for completed in returned.ledger.returns)
    instruments, control = [returned.instruments[template] for template in asked], returned.control
    names = dict.fromkeys(name for instrument in instruments for name in walls_of(instrument))
    groups = tuple(dict.fromkeys(group for instrument in instruments for group in groups_of(instrument)))
    facts = (walls(tuple(names)), control.secret, (control.round.name, control.round.council), returned.day)
    return new_workshop(_statements(returned), *facts, control.rules, groups)


def _carried_on(returned: Returned, path: Path) -> Workshop:
    """A workshop that was filled in, with what came and went since; XlkitError where it is not one of this round."""
    from xlkit.voice.dealing import onto, ruled

    before = ruled(read(path, "carried on"), returned.control.rules)
    if not same_name(before.round, returned.control.round.name):
        raise XlkitError(
            f"{path} is the workshop of “{before.round}”, and the returns are of “{returned.control.round.name}”: name "
            "the workshop of this round. Nothing was written."
        )
    instruments, secret = returned.instruments, returned.control.secret
    present = {
        code: completed.organisation
        for completed in returned.ledger.returns
        for code in listed(instruments[completed.identity.template], completed.identity.return_id, secret).values()
    }
    after = onto(before, _statements(returned), secret, present)
    kept = [given.provider for given in after.given if given.provider not in present.values()]
    unsettled = {entry.speaker.organisation for entry in returned.ledger.entries if entry.speaker} & {*kept}
    if missing := [provider for provider in kept if provider not in unsettled]:
        say(f"No return of {', '.join(missing)} is among the files, so what is theirs stays as it was.", err=True)
    if unsettled:
        say(
            f"No return of {', '.join(sorted(unsettled))} could be merged, though there is one among the files, so "
            "their cards stay as they were, also with words that were taken back since: settle what is said of it, and "
            "merge again before anybody is shown the cards.",
            err=True,
        )
    say_broken(path, before)
    for sentence in changed(before, after):
        say(sentence, err=True)
    return after


def _statements(returned: Returned) -> Sequence[Statement]:
    return gather(returned.ledger.returns, returned.instruments, returned.control.secret, returned.control.localities)


def say_broken(path: Path, workshop: Workshop) -> None:
    """Say on stderr which rules of a workshop are broken that its sheet Check tells as errors or warnings."""
    broken = [check for check in checks(Following.of(workshop)) if check.places and check.weight is not Weight.NOTE]
    for check in broken:
        say(f"{path}, {check.weight}: {check.asks}. Not so: {shown.listed(check.places)}", err=True)


def read(path: Path, use: str = "read back") -> Workshop:
    """The workshop in a workbook, read in a worker; XlkitError where it cannot be put to its use."""
    from xlkit.intake import workshop_reader

    if not path.is_file():
        raise XlkitError(f"There is no file {path}: give the path of a workshop workbook.")
    (answer,) = read_all([Source(str(path), file=path.absolute())], workshop_reader.read, limits=OWN)
    if isinstance(answer.result, str) or answer.result is None:
        why = answer.result or " ".join(problem.message for problem in answer.issues)
        raise XlkitError(f"{path} cannot be {use}: {why}.")
    return answer.result
