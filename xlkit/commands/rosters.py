"""What `xlkit generate --about` does: one workbook in which an officer rates many organisations."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from xlkit.commands.opening import folder_of, open_control
from xlkit.commands.places import made
from xlkit.errors import XlkitError
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Side
from xlkit.round.round import Control, Recipient, Round

ABOUT = click.option(
    "--about",
    type=click.Path(path_type=Path),
    metavar="PROVIDERS",
    help="A workbook that lists organisations: write one workbook in which all of them are rated, a row for each.",
)
ORGANISATION = click.option(
    "--organisation", default="", help="With --about: who rates.  [default: the council of the round]"
)
PERSPECTIVE = click.option(
    "--perspective",
    type=click.Choice([each.value for each in Perspective if each is not Perspective.SELF]),
    help="With --about: as whom they rate.  [default: commissioner]",
)


@dataclass(frozen=True, slots=True)
class Rating:
    """What was asked for: whom a workbook is about, and who rates them, as far as that was said."""

    about: Path | None
    organisation: str
    perspective: str | None

    def refuse_others(self, recipients: Path | None, earlier: Path | None, *, keep_answers: bool) -> None:
        """XlkitError where options are given that do not go together."""
        if self.about is None and (self.organisation or self.perspective):
            raise XlkitError("--organisation and --perspective say who rates: name whom they rate with --about.")
        others = {"--to": recipients, "--prefill": earlier, "--keep-answers": keep_answers}
        given = [option for option, value in others.items() if value]
        if self.about is not None and given:
            raise XlkitError(f"--about writes one workbook, for whoever rates: leave out {' and '.join(given)}.")

    def write(
        self, template: str, folder: Path | None, language: str, this_round: Round, out: Path | None, *, force: bool
    ) -> None:
        """Write the workbook and print its path; `template` may be the control workbook of a round, which signs it."""
        from xlkit.books.roster import roster_workbook as rosters
        from xlkit.form import xlsform
        from xlkit.round import issuing, naming, reading

        instruments = xlsform.library(folder)
        if reading.is_control(Path(template)):
            control = open_control(Path(template), instruments)
            instrument = _in_language(_template_of(control, instruments), language)
            place = out or folder_of(control)
        else:
            control = Control(this_round)
            instrument = xlsform.find(template, folder, language)
            place = out or Path("generated") / instrument.name
        listed = self._listed(instruments)
        roster = issuing.for_roster(instrument, listed, self._rater(control.round), control.round, control.secret)
        path = place / naming.roster_name(roster.identity)
        if path.exists() and not force:
            raise XlkitError(
                f"{path} exists already, and somebody may have filled it in: name another folder with -o, "
                "or write over it with --force. Nothing was written."
            )
        made(place)
        rosters.write(path, instrument, roster, control.round)
        click.echo(path)

    def _rater(self, this_round: Round) -> Recipient:
        organisation = self.organisation.strip() or this_round.council
        if not organisation:
            raise XlkitError('Say who rates, such as --organisation "Fenmoor County Council". Nothing was written.')
        return Recipient(organisation, perspective=Perspective(self.perspective or Perspective.COMMISSIONER))

    def _listed(self, instruments: Mapping[str, Instrument]) -> tuple[Recipient, ...]:
        """The organisations to rate: those on a list, or those who are asked about themselves in a round."""
        from xlkit.round import reading

        if self.about is None:
            return ()
        if not reading.is_control(self.about):
            return reading.load_recipients(self.about)
        asked = open_control(self.about, instruments).asked
        return tuple(each for each in asked if each.perspective is Perspective.SELF)


def _template_of(control: Control, instruments: Mapping[str, Instrument]) -> Instrument:
    """The template that organisations are rated by: the one for providers in the round."""
    named = dict.fromkeys(name for name in (control.template, *(each.template for each in control.asked)) if name)
    found = [name for name in named if instruments[name].side is not Side.COMMISSIONER]
    if len(found) == 1:
        return instruments[found[0]]
    which = f"several templates for providers ({', '.join(found)})" if found else "no template for providers"
    raise XlkitError(
        f"The round has {which}, so it does not say what to rate by: name a template in place of the control workbook."
    )


def _in_language(instrument: Instrument, language: str) -> Instrument:
    if language and language.casefold() not in map(str.casefold, instrument.languages):
        raise XlkitError(
            f"The template {instrument.name} is not in the language {language!r}: leave out --language, "
            "or add columns such as label::Welsh (cy) to the template."
        )
    return instrument.in_language(language) if language else instrument
