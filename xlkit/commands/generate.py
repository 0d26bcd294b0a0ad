"""`xlkit generate`: blank workbooks for respondents to fill in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from xlkit.commands.opening import folder_of, open_control
from xlkit.commands.prefilling import KEEP_ANSWERS, PREFILL, Earlier
from xlkit.commands.rosters import ABOUT, ORGANISATION, PERSPECTIVE, Rating
from xlkit.commands.stating import SET, settings_of
from xlkit.commands.templates import OWN, say_left_out
from xlkit.commands.writing import write_issued
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.round.round import Control, Round


@click.command()
@click.argument("template")
@click.option("--to", "recipients", type=click.Path(path_type=Path), help="A workbook that lists the recipients.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The folder to write to.  [default: generated/NAME]")
@click.option("--round", "round_name", default="", help="The round's name, shown on every workbook.")
@click.option("--deadline", default="", help="When workbooks are to be returned, in words.")
@click.option("--contact", default="", help="Whom respondents ask, in words.")
@click.option("--language", default="", help="The language to write in, one the template is in, by its code: cy.")
@SET
@PREFILL
@KEEP_ANSWERS
@ABOUT
@ORGANISATION
@PERSPECTIVE
@OWN
@click.option("--force", is_flag=True, help="Write over workbooks of the same names.")
def generate(
    template: str,
    recipients: Path | None,
    out: Path | None,
    round_name: str,
    deadline: str,
    contact: str,
    language: str,
    stated: tuple[str, ...],
    earlier: Path | None,
    keep_answers: bool,  # noqa: FBT001 - click passes a flag so
    about: Path | None,
    organisation: str,
    perspective: str | None,
    folder: Path | None,
    force: bool,  # noqa: FBT001 - likewise
) -> None:
    """Write workbooks made from TEMPLATE, blank or starting from an earlier round.

    TEMPLATE is the control workbook of a round, the name of a template, or the path of your own XLSForm. From a control
    workbook it is one signed workbook for each recipient in scope, and beside them register.xlsx, which says who was
    sent which. From a template it is one workbook, whose holder enters the organisation; with --to it is one for each
    row of a list whose first row has the headings Organisation, Respondent, Role, Email, Template, Perspective,
    Subject, Locality, Service area, Size, In scope and Language; only Organisation is required. With
    --about it is one workbook in which an officer rates every organisation of such a list. The path of each is printed.
    """
    from xlkit.form import xlsform
    from xlkit.round import reading

    _refuse_missing(template)
    rating = Rating(about, organisation, perspective)
    rating.refuse_others(recipients, earlier, keep_answers=keep_answers)
    start = Earlier(earlier, keep_answers=keep_answers)
    is_control = reading.is_control(Path(template))
    if is_control and (recipients or round_name or deadline or contact or stated):
        raise XlkitError(
            f"{template} is a control workbook, which holds recipients, round, deadline, contact and settings itself: "
            "enter them there, and leave out --to, --round, --deadline, --contact and --set."
        )
    settings = settings_of(xlsform.find(template, folder), stated) if stated else ()
    this_round = Round(round_name, deadline, contact, settings=settings)
    if about is not None:
        rating.write(template, folder, language, this_round, out, force=force)
    elif is_control:
        _from_control(Path(template), folder, language, start, out, force=force)
    else:
        _from_template(template, folder, language, recipients, this_round, start, out, force=force)


def _refuse_missing(template: str) -> None:
    """XlkitError where what is given can only be the path of a workbook, and there is none."""
    path = Path(template)
    if path.suffix.lower() == ".xlsx" and not path.is_file():
        raise XlkitError(
            f"There is no file {path}: give the path of the round's control workbook or of a template, "
            "or the name of a template, as xlkit templates lists them."
        )


def _from_control(
    path: Path, folder: Path | None, language: str, start: Earlier, out: Path | None, *, force: bool
) -> None:
    from xlkit.books.round import issue_register
    from xlkit.form import xlsform
    from xlkit.round import issuing

    instruments = xlsform.library(folder)
    control = open_control(path, instruments)
    issued = issuing.for_round(_speaking(control, instruments, language), instruments)
    place = out or folder_of(control)
    listed = place / issue_register.FILE
    for name in sorted({each.template for each in control.asked}):
        say_left_out(name, folder)
    begun = start.of(issued, instruments)
    write_issued(issued, instruments, control.round, place, begun, force=force, beside=(listed,))
    issue_register.write(listed, control.round, issued, date.today())  # noqa: DTZ011 - the day where the officer is
    click.echo(listed)


def _from_template(
    template: str,
    folder: Path | None,
    language: str,
    recipients: Path | None,
    this_round: Round,
    start: Earlier,
    out: Path | None,
    *,
    force: bool,
) -> None:
    from xlkit.form import xlsform
    from xlkit.round import issuing, reading

    instrument = xlsform.find(template, folder, language)
    say_left_out(template, folder)
    issued = (
        issuing.for_recipients(instrument, reading.load_recipients(recipients, instrument), this_round)
        if recipients
        else (issuing.blank_workbook(instrument, this_round),)
    )
    place = out or Path("generated") / instrument.name
    spoken = {instrument.name: instrument}
    write_issued(issued, spoken, this_round, place, start.of(issued, spoken), force=force)


def _speaking(control: Control, instruments: Mapping[str, Instrument], language: str) -> Control:
    """The round with a language for every recipient whose row names none; XlkitError where a template is not in it."""
    silent = {each.template for each in control.asked if not each.language}
    for template in sorted(silent) if language else ():
        if language.casefold() not in map(str.casefold, instruments[template].languages):
            raise XlkitError(
                f"The template {template} is not in the language {language!r}: leave out --language, "
                "or add columns such as label::Welsh (cy) to the template."
            )
    spoken = (replace(each, language=each.language or language) for each in control.recipients)
    return replace(control, recipients=tuple(spoken))
