"""`xlkit generate`: blank workbooks for respondents to fill in."""

from pathlib import Path

import click

from xlkit.errors import XlkitError
from xlkit.round import Round


@click.command()
@click.argument("template")
@click.option("--to", "recipients", type=click.Path(path_type=Path), help="A workbook that lists the recipients.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The folder to write to.  [default: generated/NAME]")
@click.option("--round", "round_name", default="", help="The round's name, shown on every workbook.")
@click.option("--deadline", default="", help="When workbooks are to be returned, in words.")
@click.option("--contact", default="", help="Whom respondents ask, in words.")
@click.option("--force", is_flag=True, help="Write over workbooks of the same names.")
def generate(
    template: str,
    recipients: Path | None,
    out: Path | None,
    round_name: str,
    deadline: str,
    contact: str,
    force: bool,  # noqa: FBT001 - click passes a flag so
) -> None:
    """Write blank workbooks made from TEMPLATE: the name of a shipped template, or the path of your own XLSForm.

    Without --to it is one workbook, whose holder enters the organisation. With --to it is one workbook for each row of
    a list whose first row has the headings Organisation, Respondent, Role, Email, Template, Perspective, Subject,
    Locality, Service area, Size and In scope; only Organisation is required. The path of each workbook is printed.
    """
    from xlkit import issuing, templates
    from xlkit.recipients import load_recipients
    from xlkit.write import respondent

    instrument = templates.find(template)
    this_round = Round(round_name, deadline, contact)
    issued = (
        issuing.for_recipients(instrument, load_recipients(recipients), this_round)
        if recipients
        else (issuing.blank_workbook(instrument, this_round),)
    )
    folder = out or Path("generated") / instrument.name
    paths = [folder / each.file_name for each in issued]
    existing = [path for path in paths if path.exists()]
    if existing and not force:
        raise XlkitError(
            f"{existing[0]} exists already, and somebody may have filled it in: name another folder with -o, "
            "or write over it with --force. Nothing was written."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for each, path in zip(issued, paths, strict=True):
        respondent.write(path, instrument, each.identity, this_round)
        click.echo(path)
