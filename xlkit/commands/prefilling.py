"""What `xlkit generate --prefill` takes from an earlier round."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from xlkit.commands.earlier import kept
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.round.prefill import Prefill
from xlkit.round.round import Issued

PREFILL = click.option(
    "--prefill",
    "earlier",
    type=click.Path(path_type=Path),
    help="Last round's returned workbooks, or its consolidated workbook: levels are shown, actions carried over.",
)
KEEP_ANSWERS = click.option("--keep-answers", is_flag=True, help="With --prefill: start from last round's answers too.")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was asked for of an earlier round: where it stands, and whether to start from its answers too."""

    path: Path | None
    keep_answers: bool

    def of(self, issued: Iterable[Issued], instruments: Mapping[str, Instrument]) -> Mapping[str, Prefill]:
        """What each workbook starts with, by its return id; what finds no place any more is named on stderr."""
        from xlkit.round.prefill import last_return, prefill

        if self.path is None:
            if self.keep_answers:
                raise XlkitError("--keep-answers takes the answers from an earlier round: name it with --prefill.")
            return {}
        returns = kept(self.path, instruments)
        found: dict[str, Prefill] = {}
        for each in issued:
            identity = each.identity
            last = last_return(identity, returns)
            if last is None:
                click.echo(
                    f"{identity.organisation}: starts blank, since no one return of last time is theirs.", err=True
                )
                continue
            instrument = instruments[identity.template].in_language(identity.language)
            begun = prefill(instrument, last, keep_answers=self.keep_answers)
            for sentence in begun.left_out:
                click.echo(f"{identity.organisation}: left out: {sentence}", err=True)
            found[identity.return_id] = begun
        return found
