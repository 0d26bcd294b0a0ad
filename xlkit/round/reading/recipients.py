"""Recipients: who is to get a workbook, from a control workbook or from a list that somebody keeps anyway."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from xlkit.errors import XlkitError
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Side
from xlkit.returns import return_ids
from xlkit.returns.names import plain, same_organisation
from xlkit.round import identities
from xlkit.round.control import DELIVERIES, PERSPECTIVES, VIEWS
from xlkit.round.reading.sheets import Line, faults, lines, opened, repeated, told_once, too_long, unseen
from xlkit.round.round import Delivery, Recipient
from xlkit.round.rows import spelt

IN = frozenset({"", "yes", "y", "true", "1", "in"})
OUT = frozenset({"no", "n", "false", "0", "out"})
# What a column takes that does not take any text, and that in words.
TAKEN = {
    "perspective": (frozenset({"", *PERSPECTIVES}), f"one of {', '.join(PERSPECTIVES)}"),
    "in_scope": (IN | OUT, "yes or no"),
    "view": (frozenset({"", *VIEWS}), " or ".join(VIEWS)),
    "delivery": (frozenset({"", *DELIVERIES}), f"one of {', '.join(DELIVERIES)}"),
}
NOT_LISTED = ("row_id", "return_id", "form")  # what a list that somebody keeps does not say
COLUMNS = {name: name for name in Recipient.__struct_fields__ if name not in NOT_LISTED}
TEXTS = tuple(name for name in COLUMNS if name not in TAKEN)
# What any mail program takes as one address; names outside ASCII are rare there and refused by many servers.
ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
)
LONGEST_ADDRESS = 254
SIDES = (Perspective.COMMISSIONER, Perspective.PROVIDER)


def load_recipients(
    path: Path,
    instrument: Instrument | None = None,
    *,
    may_repeat: bool = False,
    tell: Callable[[str], object] = str,
) -> tuple[Recipient, ...]:
    """The recipients on the first sheet of a workbook, in order, those out of scope among them.

    The headings are those of `Recipient`, in any case and order; only Organisation has to be there. A language
    has to be one of the `instrument` that is issued, in the rows that are for it. XlkitError, with the cells of every
    bad row, where one cannot be taken; two rows that say the same are taken with `may_repeat` alone. What should be
    known of the others, `tell` is told.
    """
    sheet = next(iter(opened(path, "the list of recipients").values()))
    rows = lines(sheet, COLUMNS, "organisation")
    if rows is None:
        raise XlkitError(
            f"{path.name} has no column headed Organisation, which every list of recipients needs: add it in row 1."
        )
    sound = [line for line in rows if not problems(line)]
    default = instrument.perspective if instrument else Perspective.SELF
    recipients = [about_whom(recipient(line, default), instrument) for line in sound]
    wrong = [
        *too_long(sheet),
        *repeated(sheet, COLUMNS, "organisation"),
        *faults(rows),
        *(problem for line in rows for problem in problems(line)),
    ]
    if instrument is not None:
        wrong += [problem for line in rows for problem in _untranslated(line, instrument)]
    wrong += [] if may_repeat else repeats(sound, recipients)
    if wrong:
        raise XlkitError(
            f"{path.name} cannot be used as a list of recipients yet: {'; '.join(told_once(wrong))}. "
            "Nothing was written."
        )
    if not recipients:
        raise XlkitError(f"{path.name} names no organisation: enter one in each row below the headings.")
    for remark in unseen(rows):
        tell(remark)
    return tuple(recipients)


def problems(line: Line) -> list[str]:
    """What is wrong in one row, each with its cell."""
    wrong = []
    if not line.text("organisation"):
        wrong.append(f"{line.place('organisation')} names no organisation")
    wrong += [line.wrong(name, what) for name, (taken, what) in TAKEN.items() if plain(line.text(name)) not in taken]
    email = line.name("email")
    if email and (len(email) > LONGEST_ADDRESS or not ADDRESS.fullmatch(email)):
        wrong.append(line.wrong("email", "one e-mail address"))
    return wrong


def language_problems(line: Line, languages: Sequence[str]) -> list[str]:
    """What is wrong with a row's language, which may be empty or one of the codes given."""
    if plain(line.text("language")) in ("", *map(plain, languages)):
        return []
    return [line.wrong("language", f"a language of its template ({', '.join(languages)})")]


def _untranslated(line: Line, instrument: Instrument) -> list[str]:
    named = line.text("template")
    is_for = not named or template_named(named, {instrument.name: instrument})
    return language_problems(line, instrument.languages) if is_for else []


def recipient(line: Line, default: Perspective = Perspective.SELF) -> Recipient:
    """The recipient of a row in which nothing is wrong, of the default perspective where the row names none."""
    return Recipient(
        perspective=Perspective(plain(line.text("perspective")) or default),
        in_scope=plain(line.text("in_scope")) in IN,
        delivery=Delivery(plain(line.text("delivery"))),
        view=plain(line.text("view")),
        row_id=spelt(line.text("row_id")) or line.text("row_id"),
        **{name: line.name(name) for name in TEXTS},
    )


def about_whom(who: Recipient, instrument: Instrument | None, council: str = "") -> Recipient:
    """A recipient with whom they answer about: by a template about a council the round's, unless they say another.

    Whoever speaks about their own organisation as provider or commissioner speaks for it; its people do not.
    """
    if who.perspective is Perspective.SELF:
        return who
    is_about_council = instrument is not None and instrument.side is Side.COMMISSIONER
    subject = who.subject or (council if is_about_council else "")
    if who.perspective in SIDES and subject and same_organisation(subject, who.organisation):
        return replace(who, subject="", perspective=Perspective.SELF)
    return replace(who, subject=subject)


def repeats(asked: Iterable[Line], recipients: Iterable[Recipient]) -> list[str]:
    """The rows that say what an earlier row says, so that their answers could not be told apart."""
    first: dict[tuple[str, ...], Line] = {}
    wrong = []
    for line, who in zip(asked, recipients, strict=True):
        words = (plain(who.organisation), *return_ids.who(identities.unmade(who)))
        earlier = first.setdefault(words, line)
        if earlier is not line:
            wrong.append(
                f"{line.place('organisation')}: row {line.number} repeats row {earlier.number} ({who.organisation}): "
                "tell them apart by Subject (of a fund its code), Respondent, Role, Locality or Service area, "
                "or delete one"
            )
    return wrong


def one_of(instruments: Mapping[str, Instrument]) -> str:
    """In words, what is expected where a template is to be named."""
    return f"the name of a template ({', '.join(instruments)}, or one in the folder of your own that Settings name)"


def template_named(text: str, instruments: Mapping[str, Instrument]) -> str | None:
    """The name of the template that a text names, by its name or else by its title; None where it names none."""
    said = plain(text)
    if not said or said in map(plain, instruments):
        return next((name for name in instruments if plain(name) == said), None)
    # No template need be read for its name.
    return next((name for name in instruments if plain(instruments[name].title) == said), None)
