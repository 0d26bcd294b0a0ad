"""`xlkit templates`: which templates there are, what they say, and whether an edited one is sound."""

from functools import partial
from pathlib import Path

import click

from xlkit.commands.opening import say_typed, templates_here
from xlkit.commands.options import OWN, PATH, QUIET
from xlkit.commands.saying import say, say_data, say_lines
from xlkit.commands.writing import named_as_workbook, written
from xlkit.errors import XlkitError
from xlkit.form.draft import Draft, with_defaults
from xlkit.form.instrument import Side
from xlkit.form.item import Kind
from xlkit.form.xlsform import check as problems_of
from xlkit.form.xlsform import find, library, load_crosswalk, shipped
from xlkit.form.xlsform.problem import together
from xlkit.form.xlsform.shelf import CROSSWALK, copy_of, crosswalks_aside, left_out, path_of, to_check, unused
from xlkit.form.xlsform.shown import copied, not_compared, summary, unspoken, wording
from xlkit.round import issuing
from xlkit.round.naming import slug
from xlkit.round.round import Round
from xlkit.shown import typed


@click.group()
def templates() -> None:
    """List, show and check templates: the workbooks that hold the questions."""


@templates.command("list")
@OWN
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array instead of a table.")
def list_(folder: Path | None, *, as_json: bool) -> None:
    """List the templates by name, with how much there is to answer in each."""
    folder = templates_here(folder)
    for sentence in unused(folder):
        say(sentence, err=True)
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
    say_lines(wording(name, templates_here(folder)))


@templates.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@OWN
@QUIET
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], folder: Path | None) -> None:
    """Check the templates or crosswalks FILES: print every problem with its sheet and cell, and exit with 3 if any.

    Each of FILES may be any XLSForm, or a folder, of which all templates and the crosswalk are checked. What a workbook
    cannot do is no problem: it is printed as "left out", or as "recorded" where a device would have recorded it, and
    workbooks are made without it. "Not compared" is what a consolidated workbook will not give.
    """
    given = [(path, folder) for path in files if not path.is_dir()]
    given += [(path, folder or place) for place in files if place.is_dir() for path in to_check(place)]
    for place in files:
        if place.is_dir() and not to_check(place):
            say(f"{place} holds no template.", err=True)
    for path in (path for place in files if place.is_dir() for path in crosswalks_aside(place)):
        say(f"{path.name} is not used: only a crosswalk called {CROSSWALK}.xlsx counts, so call it that.", err=True)
    is_sound = [_check(path, own, f"{path.name}: " if len(given) > 1 else "") for path, own in given]
    if not all(is_sound):
        context.exit(3)


def _check(file: Path, folder: Path | None, named: str) -> bool:
    """Whether a template or crosswalk is sound; what is said of it is `named` where it is one of several."""
    problems = problems_of(file, folder)
    for problem in together(problems):
        said = problem.said if problem.is_wrong else f"{problem.weight}: {problem.said}"
        say(f"{named}{said}", is_to_look_at=problem.is_wrong)
    if any(problem.is_wrong for problem in problems):
        return False
    say(f"{file.name} is sound: {summary(file, folder)}")
    for sentence in not_compared(file, folder):
        say(f"{named}not compared: {sentence}")
    for sentence in unspoken(file):
        say(f"{named}not translated: {sentence}")
    if sentence := copied(file):
        say(f"{named}a copy: {sentence}")
    return True


@templates.command()
@click.argument("name", type=PATH)
@click.option("--title", default="", help="What people read above it; without it, its name.")
@click.option("--side", type=click.Choice(["provider", "commissioner"]), default="provider", show_default=True)
@click.option("--steps", type=click.IntRange(2, 9), default=5, show_default=True, help="Of its scale.")
@QUIET
def new(name: Path, title: str, side: str, steps: int) -> None:
    """Write a template to begin with, NAME.xlsx: three topics to be worded anew, and a sheet that explains each column.

    It is sound as it is, and workbooks can be written of it. Where there is no crosswalk.xlsx beside it, one is written
    too, which links its topics to themes: change it with them. A file that exists is never written over.
    """
    from xlkit.books.template import starter_workbook

    called = name.stem if name.suffix.lower() == ".xlsx" else name.name
    path = name.parent / f"{called}.xlsx"
    form_id = slug(called).rstrip("-")  # which may be a name that Windows keeps for itself
    if not form_id[:1].isalpha() or form_id == "crosswalk":
        raise XlkitError(f"A template cannot be called {called!r}: give a name that begins with a letter a to z.")
    if form_id in shipped():
        copying = typed("xlkit", "templates", "copy", form_id, str(path))
        raise XlkitError(f"{form_id} comes with xlkit: give another name, or begin with it by {copying}.")
    _refuse_existing(named_as_workbook(path))
    begun = partial(starter_workbook.write, name=form_id, title=title or _titled(form_id), side=Side(side), steps=steps)
    say(written(path, begun))
    beside = path.with_name("crosswalk.xlsx")
    if beside.exists():
        say(f"{beside} is left as it is: add rows for the topics of {form_id} to it.", err=True)
    else:
        themes = load_crosswalk()
        say(written(beside, partial(starter_workbook.write_crosswalk, name=form_id, themes=themes)))
    say_typed(path, form_id)


def _titled(form_id: str) -> str:
    return form_id.replace("-", " ").capitalize()


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise XlkitError(f"{path} exists already and was left as it is: name another file.")


@templates.command()
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@OWN
@QUIET
def copy(name: str, file: Path, folder: Path | None) -> None:
    """Copy the template NAME, or the crosswalk, to the new workbook FILE, to be edited.

    A file that exists is never written over. The copy keeps its form_id, by which rounds are compared; give it a
    version of its own in the settings once you change it.
    """
    content = copy_of(name, templates_here(folder))
    _refuse_existing(named_as_workbook(file))
    say(written(file, partial(Path.write_bytes, data=content)))


@templates.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@QUIET
def preview(file: Path) -> None:
    """Write the workbook that respondents would get of the template FILE, beside it, to be looked at.

    What a workbook cannot do is said. A file that exists is never written over: a numbered name beside it is used.
    """
    from xlkit.books.respondent import respondent_workbook

    instrument = find(str(file))
    say_left_out(str(file), None)
    identity, begun = issuing.blank_workbook(instrument, Round()).identity, with_defaults(instrument, Draft())
    writing = partial(
        respondent_workbook.write, instrument=instrument, identity=identity, this_round=Round(), draft=begun
    )
    say(written(file.with_name(f"{file.stem} preview.xlsx"), writing))


@templates.command()
@click.argument("name")
@click.option("--from", "source", required=True, type=PATH, help="The published document: .docx, .pdf or plain text.")
@click.option("-o", "--out", required=True, type=PATH, help="The template to write.")
@OWN
@QUIET
def word(name: str, source: Path, out: Path, folder: Path | None) -> None:
    """Put the statements of a published document that you hold into a copy of the template NAME.

    They are found by the titles of the topics, the numerals, the breaks, and what they say beside xlkit's. What is not
    certain is not taken, and said; the sheet `wording` sets both side by side. The copy has a version of its own. A
    file that exists is never written over.
    """
    from xlkit.form.published.document import lines_of
    from xlkit.form.published.placing import placed
    from xlkit.form.xlsform.worded import worded

    _refuse_existing(named_as_workbook(out))
    folder = templates_here(folder)
    instrument = find(name, folder)
    statements = placed(instrument, lines_of(source))
    content, taken = worded(path_of(name, folder), statements)
    sure = sum(each.is_sure for each in taken)
    if not sure:
        raise XlkitError(
            f"No statement of {instrument.title} was found in {source.name} for certain: give the document that has "
            "its topics and statements. Nothing was written."
        )
    say(written(out, partial(Path.write_bytes, data=content)))
    say(f"{sure} of {len(taken)} statements taken; the sheet wording sets them beside xlkit's")
    doubts: dict[tuple[str, str], list[str]] = {}
    for statement in taken:
        if not statement.is_sure:
            doubts.setdefault((statement.item.name, statement.doubt), []).append(statement.ref)
    for (_, doubt), refs in doubts.items():
        say(f"not taken: {', '.join(refs)}: {doubt}", is_to_look_at=True)


def say_left_out(name: str, folder: Path | None) -> None:
    """Say on the error stream what of a template workbooks are made without, and what stands in English in them."""
    for problem in left_out(name, folder):
        say(f"{name}: {problem.weight}: {problem.said}", err=True)
    for sentence in unspoken(path_of(name, folder)):
        say(f"{name}: not translated: {sentence}", err=True)


def _table(facts: list[dict[str, str | int]]) -> str:
    rows = [list(facts[0]), *([str(value) for value in fact.values()] for fact in facts)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
