"""What `xlkit generate` does beside a round: one workbook in which an officer rates many, and a person's own review."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from xlkit.commands.opening import open_round, templates_for
from xlkit.commands.saying import say
from xlkit.commands.writing import GENERATED, folder_of, hash_of, made, refuse_existing, refuse_others
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.round import issuing, naming, reading
from xlkit.round.rated import once_each
from xlkit.round.round import Control, Recipient, Round

ONWARD = "top-twos"  # the template in which what people say comes together


def write_roster(
    template: str,
    folder: Path | None,
    language: str,
    about: Path,
    rater: Recipient,
    this_round: Round,
    out: Path | None,
    *,
    force: bool,
) -> None:
    """Write the workbook and print its path; `template` may be the control workbook of a round, which signs it.

    A rater without an organisation is the council of the round.
    """
    from xlkit.books.roster import roster_workbook

    is_control = reading.is_control(Path(template))
    folder = templates_for(folder, template if is_control else None)
    instruments = xlsform.library(folder)
    if is_control:
        control = open_round(Path(template), instruments, out)
        instrument = issuing.in_language(issuing.rated_by(control, instruments), language)
        place = out or folder_of(control, Path(template))
    else:
        control = Control(this_round)
        instrument = xlsform.find(template, folder, language)
        place = out or GENERATED / instrument.name
    rated = _rated(about, instruments)
    if not rater.organisation and not control.round.council:
        raise XlkitError('Say who rates, such as --organisation "Fenmoor County Council". Nothing was written.')
    who = replace(rater, organisation=rater.organisation or control.round.council)
    roster = issuing.for_roster(instrument, rated, who, control.round, control.secret)
    path = place / naming.roster_name(roster.identity)
    writing = partial(roster_workbook.write, instrument=instrument, roster=roster, this_round=control.round)
    _refuse_existing({path: writing}, force=force)
    made(place)
    writing(path, force=force)
    say(path)
    for sentence in once_each(recipient for recipient in rated if recipient.in_scope)[1]:
        say(sentence, err=True)


def _rated(about: Path, instruments: Mapping[str, Instrument]) -> tuple[Recipient, ...]:
    """The organisations to rate: those on a list, or those who are asked about themselves in a round."""
    if not reading.is_control(about):
        return reading.load_recipients(about, may_repeat=True, tell=partial(say, err=True))
    asked = reading.load(about, instruments).asked
    return tuple(recipient for recipient in asked if recipient.perspective is Perspective.SELF)


def write_reviews(
    instrument: Instrument, folder: Path | None, people: Path | None, out: Path | None, *, force: bool
) -> None:
    """Write a review, or one for each row of a list of people, and print their paths: no person's name is in them."""
    from xlkit.books.review import review_workbook

    onward = xlsform.find(ONWARD, folder).in_language(instrument.language)
    listed = reading.load_recipients(people, instrument, tell=partial(say, err=True)) if people else ()
    names = [one.respondent for one in listed] or [""]
    place = out or GENERATED / instrument.name
    files = [f"{instrument.name}{f'-{number:02}' if people else ''}.xlsx" for number in range(1, len(names) + 1)]
    write = partial(review_workbook.write, instrument=instrument, onward_to=onward)
    writing = {place / file: partial(write, name=name) for file, name in zip(files, names, strict=True)}
    _refuse_existing(writing, force=force)
    made(place)
    for path, write_one in writing.items():
        write_one(path, force=force)
        say(path)


def _refuse_existing(writing: Mapping[Path, Callable[[Path], object]], *, force: bool) -> None:
    """As `refuse_existing`, and with `force` where what stands at one of the paths may be filled in."""
    refuse_existing(writing, force=force)
    refuse_others({path: hash_of(write) for path, write in writing.items() if path.exists()})
