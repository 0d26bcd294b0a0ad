"""`xlkit generate`: blank workbooks for respondents to fill in."""

from datetime import date
from pathlib import Path

import click

from xlkit.commands.opening import folder_of, open_control
from xlkit.commands.prefilling import KEEP_ANSWERS, PREFILL, Earlier
from xlkit.commands.templates import OWN
from xlkit.commands.writing import write_issued
from xlkit.errors import XlkitError
from xlkit.instrument import Instrument
from xlkit.round import Round


@click.command()
@click.argument("template")
@click.option("--to", "recipients", type=click.Path(path_type=Path), help="A workbook that lists the recipients.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The folder to write to.  [default: generated/NAME]")
@click.option("--round", "round_name", default="", help="The round's name, shown on every workbook.")
@click.option("--deadline", default="", help="When workbooks are to be returned, in words.")
@click.option("--contact", default="", help="Whom respondents ask, in words.")
@click.option("--language", default="", help="The language to write in, one the template is in, by its code: cy.")
@PREFILL
@KEEP_ANSWERS
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
    earlier: Path | None,
    keep_answers: bool,  # noqa: FBT001 - click passes a flag so
    folder: Path | None,
    force: bool,  # noqa: FBT001 - likewise
) -> None:
    """Write workbooks made from TEMPLATE, blank or starting from an earlier round.

    TEMPLATE is the control workbook of a round, the name of a template, or the path of your own XLSForm. From a control
    workbook it is one signed workbook for each recipient in scope, and beside them register.xlsx, which says who was
    sent which. From a template it is one workbook, whose holder enters the organisation; with --to it is one for each
    row of a list whose first row has the headings Organisation, Respondent, Role, Email, Template, Perspective,
    Subject, Locality, Service area, Size and In scope; only Organisation is required. The path of each is printed.
    """
    from xlkit import rounds

    start = Earlier(earlier, keep_answers=keep_answers)
    if rounds.is_control(Path(template)):
        if recipients or round_name or deadline or contact:
            raise XlkitError(
                f"{template} is a control workbook, which holds recipients, round, deadline and contact itself: "
                "enter them there, and leave out --to, --round, --deadline and --contact."
            )
        _from_control(Path(template), folder, language, start, out, force=force)
    else:
        this_round = Round(round_name, deadline, contact)
        _from_template(template, folder, language, recipients, this_round, start, out, force=force)


def _from_control(
    path: Path, folder: Path | None, language: str, start: Earlier, out: Path | None, *, force: bool
) -> None:
    from xlkit import issuing, templates
    from xlkit.write import register

    instruments = templates.library(folder)
    control = open_control(path, instruments)
    asked = {recipient.template for recipient in control.asked}
    spoken = {name: _spoken(each, language) if name in asked else each for name, each in instruments.items()}
    issued = issuing.for_round(control, spoken)
    place = out or folder_of(control)
    listed = place / register.FILE
    begun = start.of(issued, spoken)
    write_issued(issued, spoken, control.round, place, begun, force=force, beside=(listed,))
    register.write(listed, control.round, issued, date.today())  # noqa: DTZ011 - the day where the officer is
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
    from xlkit import issuing, rounds, templates

    instrument = templates.find(template, folder, language)
    issued = (
        issuing.for_recipients(instrument, rounds.load_recipients(recipients), this_round)
        if recipients
        else (issuing.blank_workbook(instrument, this_round),)
    )
    place = out or Path("generated") / instrument.name
    spoken = {instrument.name: instrument}
    write_issued(issued, spoken, this_round, place, start.of(issued, spoken), force=force)


def _spoken(instrument: Instrument, language: str) -> Instrument:
    found = instrument.in_language(language) if language else instrument
    if language and found.language != language:
        raise XlkitError(
            f"The template {instrument.name} is not in the language {language!r}: leave out --language, "
            "or add columns such as label::Welsh (cy) to the template."
        )
    return found
