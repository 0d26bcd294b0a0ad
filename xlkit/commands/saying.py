"""What commands say: the one place where they print, so that nothing from a file steers a terminal or forges a line."""

import click

from xlkit import shown

_WAITING: list[str] = []


def say(line: object, *, err: bool = False) -> None:
    """Print one line, whatever it holds; the spaces that it begins with stay."""
    text = str(line)
    indent = text[: len(text) - len(text.lstrip(" "))]
    said = indent + shown.one_line(text)
    if err:
        click.echo(said, err=True)
    else:
        _keep(said)


def say_lines(text: str) -> None:
    """Print a text of several lines as it was laid out."""
    _keep(shown.lines(text))


def say_data(data: object) -> None:
    """Print data as JSON."""
    _keep(shown.as_json(data))


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
