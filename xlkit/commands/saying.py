"""What commands say: the one place where they print, so that nothing from a file steers a terminal or forges a line."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import click

from xlkit import shown
from xlkit.shown import Told

QUIET = "xlkit.quiet"  # where a command keeps that it prints no list of what it did
COLOURS: Mapping[str, str] = {
    **dict.fromkeys(("rejects", "error", "rejected", "conflict"), "red"),
    **dict.fromkeys(("holds", "warning", "incomplete", "held"), "yellow"),
    **dict.fromkeys(("valid",), "green"),
}
TO_LOOK_AT = frozenset(word for word, colour in COLOURS.items() if colour != "green")
_WAITING: list[str] = []
T = TypeVar("T")


def say(line: object, *, err: bool = False, is_to_look_at: bool = False) -> None:
    """Print one line, whatever it holds; the spaces that it begins with stay."""
    if err:
        click.echo(_shown(str(line)), err=True)
    elif is_to_look_at or not is_quiet():
        _keep(_shown(str(line)))


def say_report(lines: Iterable[Told], *, err: bool = False) -> None:
    """Print the lines of a report: each file's, and below it what was found there.

    Where only mistakes and what has to be looked at are asked for, those are printed, each below the line of its file.
    """
    waiting: Told | None = None
    for told in lines:
        is_of_file = not told.before.startswith(" ")
        if err or not is_quiet() or told.word in TO_LOOK_AT:
            for line in (told,) if is_of_file or waiting is None else (waiting, told):
                _say_told(line, err=err)
            waiting = None
        elif is_of_file:
            waiting = told


def _say_told(told: Told, *, err: bool) -> None:
    """Print a line, its status or severity in colour where a terminal shows it and NO_COLOR is not set."""
    colour = None if os.environ.get("NO_COLOR") else COLOURS.get(told.word)
    if err:
        say(told, err=True)
    elif colour is None:
        _keep(_shown(str(told)))
    else:
        indent = told.before[: len(told.before) - len(told.before.lstrip(" "))]
        before, after = shown.one_line(f"{told.before}|"), shown.one_line(f"|{told.after}")
        _keep(f"{indent}{before[:-1]}{click.style(told.word, fg=colour)}{after[1:]}")


def say_lines(text: str) -> None:
    """Print a text of several lines as it was laid out."""
    _keep(shown.lines(text))


def say_data(data: object) -> None:
    """Print data as JSON."""
    _keep(shown.as_json(data))


def hush(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    """Let a command print no list of what it did: what went wrong, what to look at and data asked for are printed."""
    ctx.meta[QUIET] = value


def _shown(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" "))] + shown.one_line(text)


def is_quiet() -> bool:
    """Whether the command is to print no list of what it did."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(QUIET))


def _keep(text: str) -> None:
    """What is printed waits for the end of its command: by then all is written, whatever becomes of the printing."""
    if click.get_current_context(silent=True) is None:
        click.echo(text)
    else:
        _WAITING.append(text)


def tell() -> None:
    """Print what waits, each text once."""
    texts, _WAITING[:] = [*_WAITING], []
    for text in texts:
        click.echo(text)


def is_watched() -> bool:
    """Whether stderr is a terminal; it may be closed."""
    return sys.stderr is not None and sys.stderr.isatty()


def watched(things: Iterable[T], label: str, many: int | None = None) -> Iterator[T]:
    """The same things, counted in a bar as they pass; there is none where stderr is no terminal."""
    if not is_watched():
        yield from things
        return
    with click.progressbar(things, length=many, label=label, show_pos=True, file=sys.stderr) as bar:
        yield from bar
