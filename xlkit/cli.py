"""The command line: its commands are loaded when they are called for, so that --help answers at once."""

import errno
import importlib
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any, ClassVar

import click

from xlkit import __version__, shown
from xlkit.commands import saying
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

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command from what was typed; characters that the output's code page lacks are printed as escapes."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors=shown.ESCAPES)
        return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """What a command runs in; help and version are printed as it is made."""
        try:
            return super().make_context(*args, **extra)
        except OSError as error:
            raise _in_words(error) from error

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, and print what it has to say once that is done."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                saying.tell()
        except XlkitError as error:
            raise Mistake(shown.lines(str(error))) from error
        except MemoryError as error:
            raise Mistake("This computer has too little memory left for that: close other programs.") from error
        except OSError as error:
            raise _in_words(error) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params["traceback"]:
                raise
            from xlkit.commands.reporting import report

            raise Mistake(report(error)) from error


class Mistake(click.ClickException):
    """The operator's own mistake, shown as one sentence."""

    exit_code = FAILED


def _in_words(error: OSError) -> Exception:
    """What a system refused, as a sentence; a reader of what is printed that has gone away is none."""
    if error.filename is None and error.errno in (errno.EPIPE, errno.EINVAL):  # the latter is what Windows says
        return BrokenPipeError(errno.EPIPE, "")
    if error.filename:
        what = f"“{shown.one_line(str(error.filename))}”"
    elif error.errno == errno.ENOENT:  # which nothing that is printed ends in
        what = "The folder that you are in, or one for what is temporary,"
    else:
        what = "What xlkit prints"
    return Mistake(f"{what} could not be read or written ({error.strerror or error}): name another place.")


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="xlkit")
@click.option("--traceback", is_flag=True, help="Print where xlkit failed, instead of writing a report of it.")
@click.pass_context
def main(ctx: click.Context, *, traceback: bool) -> None:
    """Self-assessment workbooks for adult social care: Excel out, Excel back in, one 360-degree workbook at the end.

    With nothing behind it, xlkit says where the round of the current folder stands, and what comes next.
    """
    if ctx.invoked_subcommand is None:
        from xlkit.commands.standing import say_standing

        say_standing()
