"""The workbooks of many recipients written into a folder, with a bar that shows how far it is."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from xlkit.commands.places import made
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.round.prefill import Prefill
from xlkit.round.round import Issued, Round

WORTH_A_BAR = 50  # workbooks: about a second of work


def write_issued(
    issued: Sequence[Issued],
    instruments: Mapping[str, Instrument],
    this_round: Round,
    folder: Path,
    begun: Mapping[str, Prefill],
    *,
    force: bool,
    beside: Sequence[Path] = (),
) -> None:
    """Write workbooks into a folder, or none where one of them, or what goes `beside` them, is there already.

    `begun` is what some of them start with, by their return ids; the others are blank. Their paths are printed.
    """
    paths = [folder / each.file_name for each in issued]
    existing = [path for path in (*paths, *beside) if path.exists()]
    if existing and not force:
        raise XlkitError(
            f"{existing[0]} exists already, and somebody may have filled it in: name another folder with -o, "
            "or write over it with --force. Nothing was written."
        )
    made(folder)
    written = _written(paths, issued, instruments, this_round, begun)
    if len(issued) < WORTH_A_BAR or not sys.stderr.isatty():
        for path in written:
            click.echo(path)
        return
    with click.progressbar(written, len(issued), label="Workbooks", file=sys.stderr) as shown:
        done = list(shown)
    for path in done:
        click.echo(path)


def _written(
    paths: Sequence[Path],
    issued: Sequence[Issued],
    instruments: Mapping[str, Instrument],
    this_round: Round,
    begun: Mapping[str, Prefill],
) -> Iterator[Path]:
    """The path of each workbook once it is there: those that start from something first, then the blank ones."""
    from xlkit.books.respondent import respondent_workbook, stamp
    from xlkit.returns.unchanged import mark

    blank = []
    for path, each in zip(paths, issued, strict=True):
        instrument = instruments[each.identity.template].in_language(each.identity.language)
        start = begun.get(each.identity.return_id)
        if start is None:
            blank.append((path, instrument, each.identity))
        else:
            begun_with = mark(start.draft, each.identity)
            respondent_workbook.write(path, instrument, each.identity, this_round, start.draft, start.last, begun_with)
            yield path
    yield from stamp.write_many(blank, this_round)
