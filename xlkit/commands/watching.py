"""A progress bar on stderr for long work, shown where somebody is looking."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")


def watched(things: Iterable[T], label: str, many: int | None = None) -> Iterator[T]:
    """The same things, counted in a bar as they pass; there is none where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield from things
        return
    with click.progressbar(things, length=many, label=label, show_pos=True, file=sys.stderr) as bar:
        yield from bar
