"""What commands say: the one place where they print, so that nothing from a file steers a terminal or forges a line."""

import click

from xlkit import shown


def say(line: object, *, err: bool = False) -> None:
    """Print one line, whatever it holds; the spaces that it begins with stay."""
    text = str(line)
    indent = text[: len(text) - len(text.lstrip(" "))]
    click.echo(indent + shown.one_line(text), err=err)


def say_lines(text: str) -> None:
    """Print a text of several lines as it was laid out."""
    click.echo(shown.lines(text))


def say_data(data: object) -> None:
    """Print data as JSON."""
    click.echo(shown.as_json(data))
