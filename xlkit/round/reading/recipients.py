"""Recipients: who is to get a workbook, from a control workbook or from a list that somebody keeps anyway."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from xlkit.errors import XlkitError
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.returns.names import plain
from xlkit.round import identities
from xlkit.round.reading.sheets import Line, faults, lines, opened, too_long
from xlkit.round.round import Delivery, Recipient

IN = frozenset({"", "yes", "y", "true", "1", "in"})
OUT = frozenset({"no", "n", "false", "0", "out"})
COLUMNS = {field.name: field.name for field in fields(Recipient)}
# What any mail program takes as one address; names outside ASCII are rare there and refused by many servers.
ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
)
LONGEST_ADDRESS = 254


def load_recipients(path: Path, instrument: Instrument | None = None) -> tuple[Recipient, ...]:
    """The recipients on the first sheet of a workbook, in order, those out of scope among them.

    The headings are those of `Recipient`, in any case and order; only Organisation has to be there. A language
    has to be one of the `instrument` that is issued, in the rows that are for it. XlkitError, with the cells of every
    bad row, where one cannot be taken.
    """
    sheet = opened(path, "the list of recipients").worksheets[0]
    rows = lines(sheet, COLUMNS, "organisation")
    if rows is None:
        raise XlkitError(
            f"{path.name} has no column headed Organisation, which every list of recipients needs: add it in row 1."
        )
    sound = [line for line in rows if not problems(line)]
    default = instrument.perspective if instrument else Perspective.SELF
    recipients = [recipient(line, default) for line in sound]
    wrong = [*too_long(sheet), *faults(rows), *(problem for line in rows for problem in problems(line))]
    if instrument is not None:
        wrong += [problem for line in rows for problem in _untranslated(line, instrument)]
    wrong += repeats(sound, recipients, "")
    if wrong:
        raise XlkitError(
            f"{path.name} cannot be used as a list of recipients yet: {'; '.join(wrong)}. Nothing was written."
        )
    if not recipients:
        raise XlkitError(f"{path.name} names no organisation: enter one in each row below the headings.")
    return tuple(recipients)


def problems(line: Line) -> list[str]:
    """What is wrong in one row, each with its cell."""
    found = []
    if not line.text("organisation"):
        found.append(f"{line.place('organisation')} names no organisation")
    if not _is_one_of(line.text("perspective"), ("", *(each.value for each in Perspective))):
        found.append(_expected(line, "perspective", f"one of {', '.join(each.value for each in Perspective)}"))
    if plain(line.text("in_scope")) not in IN | OUT:
        found.append(_expected(line, "in_scope", "yes or no"))
    if not _is_one_of(line.text("delivery"), (each.value for each in Delivery)):
        found.append(_expected(line, "delivery", f"one of {', '.join(each.value for each in Delivery if each.value)}"))
    email = line.text("email")
    if email and (len(email) > LONGEST_ADDRESS or not ADDRESS.fullmatch(email)):
        found.append(_expected(line, "email", "one e-mail address"))
    return found


def language_problems(line: Line, languages: Sequence[str]) -> list[str]:
    """What is wrong with a row's language, which may be empty or one of the codes given."""
    if _is_one_of(line.text("language"), ("", *map(plain, languages))):
        return []
    return [_expected(line, "language", f"a language of its template ({', '.join(languages)})")]


def _untranslated(line: Line, instrument: Instrument) -> list[str]:
    named = line.text("template")
    is_for = not named or template_named(named, {instrument.name: instrument.title})
    return language_problems(line, instrument.languages) if is_for else []


def recipient(line: Line, default: Perspective = Perspective.SELF) -> Recipient:
    """The recipient of a row in which nothing is wrong, of the default perspective where the row names none."""
    return Recipient(
        organisation=line.text("organisation"),
        respondent=line.text("respondent"),
        role=line.text("role"),
        email=line.text("email"),
        template=line.text("template"),
        perspective=Perspective(plain(line.text("perspective")) or default),
        subject=line.text("subject"),
        locality=line.text("locality"),
        service_area=line.text("service_area"),
        size=line.text("size"),
        in_scope=plain(line.text("in_scope")) in IN,
        delivery=Delivery(plain(line.text("delivery"))),
        language=line.text("language"),
    )


def repeats(rows: Iterable[Line], recipients: Iterable[Recipient], round_name: str) -> list[str]:
    """The rows that would get the return id of an earlier row, so that their answers could not be told apart."""
    first: dict[str, Line] = {}
    found = []
    for line, each in zip(rows, recipients, strict=True):
        earlier = first.setdefault(identities.recipient_id(each, round_name), line)
        if earlier is not line:
            found.append(
                f"{line.place('organisation')}: row {line.number} repeats row {earlier.number} ({each.organisation}): "
                "tell them apart by Respondent, Role, Locality or Service area, or delete one"
            )
    return found


def template_named(text: str, titles: Mapping[str, str]) -> str | None:
    """The name of the template that a text names, by its name or its title; None where it names none."""
    return next((name for name, title in titles.items() if plain(text) in (plain(name), plain(title))), None)


def _is_one_of(text: str, allowed: Iterable[str]) -> bool:
    return plain(text) in set(allowed)


def _expected(line: Line, name: str, expected: str) -> str:
    return f"{line.place(name)} says “{line.text(name)}”, where {expected} was expected"
