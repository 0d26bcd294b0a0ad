"""The command line: its commands are loaded when they are called for, so that --help answers at once."""

import importlib
from collections.abc import Mapping
from typing import ClassVar

import click

from xlkit import __version__, shown
from xlkit.errors import XlkitError

FAILED = 1


class Commands(click.Group):
    """A group whose commands are imported from `xlkit.commands` by name; an operator's mistake ends in one sentence."""

    summaries: ClassVar[Mapping[str, str]] = {
        "templates": "List, show and check the templates that workbooks are made from.",
        "new": "Write the control workbook of a new round.",
        "generate": "Write blank workbooks for respondents to fill in.",
        "mail": "Draft the messages of a round; nothing is sent.",
        "validate": "Read returned workbooks and say what is wrong in each.",
        "status": "Write a tracker: who has returned what, and whom to chase.",
        "merge": "Merge returned workbooks into one 360-degree workbook.",
        "feedback": "Write each provider a workbook of its own results beside all others together.",
        "demo": "Run a whole made-up round, to see what comes out.",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a round."""
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None where there is none of that name."""
        if cmd_name not in self.summaries:
            return None
        command: click.Command = getattr(importlib.import_module(f"xlkit.commands.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except XlkitError as error:
            raise Mistake(shown.lines(str(error))) from error


class Mistake(click.ClickException):
    """The operator's own mistake, shown as one sentence."""

    exit_code = FAILED


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="xlkit")
def main() -> None:
    """Self-assessment workbooks for adult social care: Excel out, Excel back in, one 360-degree workbook at the end."""
