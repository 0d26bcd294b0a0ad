"""`xlkit templates`: which templates there are, what they say, and whether an edited one is sound."""

from pathlib import Path

import click

from xlkit.commands.options import OWN
from xlkit.commands.saying import say, say_data, say_lines
from xlkit.form.item import Kind


@click.group()
def templates() -> None:
    """List, show and check templates: the workbooks that hold the questions."""


@templates.command("list")
@OWN
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array instead of a table.")
def list_(folder: Path | None, *, as_json: bool) -> None:
    """List the templates by name, with how much there is to answer in each."""
    from xlkit.form.xlsform import library

    facts: list[dict[str, str | int]] = [
        {
            "name": instrument.name,
            "title": instrument.title,
            "version": instrument.version,
            "sections": len(instrument.sections),
            "items": len(list(instrument.items)),
            "statements": instrument.statements,
            "tables": sum(item.kind is Kind.TABLE for item in instrument.items),
            "languages": " ".join(instrument.languages),
        }
        for instrument in library(folder).values()
    ]
    say_data(facts) if as_json else say_lines(_table(facts))


@templates.command()
@click.argument("name")
@OWN
def show(name: str, folder: Path | None) -> None:
    """Show the whole wording of the template NAME, or of the template in the file NAME, as plain text."""
    from xlkit.form.xlsform import wording

    say_lines(wording(name, folder))


@templates.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@OWN
@click.pass_context
def check(context: click.Context, file: Path, folder: Path | None) -> None:
    """Check the template or crosswalk FILE: print every problem with its sheet and cell, and exit with 3 if any.

    FILE may be any XLSForm. What a workbook cannot do is no problem: it is printed as "left out", or as "recorded"
    where a device would have recorded it, and workbooks are made without it. "Not compared" is what a consolidated
    workbook will not give.
    """
    from xlkit.form.xlsform import check as problems_of
    from xlkit.form.xlsform import not_compared, summary

    problems = problems_of(file, folder)
    for problem in problems:
        say(problem.said if problem.is_wrong else f"{problem.weight}: {problem.said}")
    if any(problem.is_wrong for problem in problems):
        context.exit(3)
    say(f"{file.name} is sound: {summary(file)}")
    for sentence in not_compared(file):
        say(f"not compared: {sentence}")


def say_left_out(name: str, folder: Path | None) -> None:
    """Say on the error stream what of a template workbooks are made without, a line each."""
    from xlkit.form.xlsform import left_out

    for problem in left_out(name, folder):
        say(f"{name}: {problem.weight}: {problem.said}", err=True)


def _table(facts: list[dict[str, str | int]]) -> str:
    rows = [list(facts[0]), *([str(value) for value in fact.values()] for fact in facts)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
