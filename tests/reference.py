"""The parts of README.md that follow from the code: the commands' help, and the catalogue of issues.

    uv run python -m tests.reference

writes them between their markers; a test says when that is due.
"""

from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from xlkit.cli import main
from xlkit.returns.issues import CATALOGUE

README = Path(__file__).parent.parent / "README.md"
WIDTH = 100


def parts() -> dict[str, str]:
    """What stands between each pair of markers."""
    return {"commands": "\n\n".join(_helps()), "issues": "\n".join(_issues())}


def updated(readme: str) -> str:
    """The page with each part as it follows from the code."""
    for name, text in parts().items():
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = readme.partition(begin)
        _, _, after = rest.partition(end)
        readme = f"{before}{begin}\n{text}\n{end}{after}"
    return readme


def _helps() -> Iterator[str]:
    for words in _commands(main, ()):
        outcome = CliRunner().invoke(main, [*words, "--help"], terminal_width=WIDTH, prog_name="xlkit")
        name = " ".join(("xlkit", *words))
        yield f"### `{name}`\n\n```text\n{outcome.stdout.rstrip()}\n```"


def _commands(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not isinstance(command, click.Group):
        yield words
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        if found is not None:
            yield from _commands(found, (*words, name))


def _issues() -> Iterator[str]:
    yield "| code | severity | what it is |"
    yield "|---|---|---|"
    for code, kind in CATALOGUE.items():
        yield f"| `{code}` | {kind.severity.value} | {kind.title} |"


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
