"""Voices: made-up people and what they say, in the workbooks of their providers as these come back."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.respondent import respondent_workbook
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.returns.completed import Answer, Return, TableRow
from xlkit.returns.raw import CellRef
from xlkit.returns.signatures import signed
from xlkit.round import identities
from xlkit.round.round import Recipient, Round
from xlkit.voice.codes import with_codes

SECRET = "0f" * 32
ROUND = Round("Voices 2027", council="Fenmoor")
PLACES = ("working_1", "working_2", "not_working_1", "not_working_2", "future_1", "future_2")
WORDS = {
    "working_1": ("I choose what I eat", "The day centre is friendly", "Staff listen to me", "I like my new room"),
    "working_2": ("I go swimming each week", "My money is my own", "I have a key to my door", "I cook on Sundays"),
    "not_working_1": (
        *("I wait too long for somebody to come", "New faces every week", "Nobody asks before they come in"),
        "The night call never gets answered",
    ),
    "not_working_2": (
        "I cannot get out in the evening",
        "The bus is dear",
        "My chair is broken",
        "Meals are too early",
    ),
    "future_1": ("I want a job", "I want to live near the sea", "I want my own flat", "I want to learn to read"),
    "future_2": ("I want to see more of my friends", "I want a dog", "I want a holiday", "I want to sing in a choir"),
}


class Statement(Struct, frozen=True):
    """What one person says in one place, how it may be used, and who told it."""

    words: str
    use: str = "words"
    told: str = "person"


Person = Mapping[str, Statement]


def top_twos() -> Instrument:
    return xlsform.find("top-twos")


def person(number: int) -> Person:
    """All six statements of a person, each cleared; the same for the same number."""
    return {place: Statement(WORDS[place][(number + at) % 4]) for at, place in enumerate(PLACES)}


def identity_of(organisation: str, secret: str = SECRET) -> Identity:
    recipient = Recipient(organisation)
    return signed(identities.issued(top_twos(), recipient, ROUND.name, ROUND.council, secret), secret)


def rows_of(people: Sequence[Person]) -> tuple[dict[str, str], ...]:
    return tuple(
        {
            name: value
            for place, said in each.items()
            for name, value in ((place, said.words), (f"{place}_use", said.use), (f"{place}_told", said.told))
            if value
        }
        for each in people
    )


def write(path: Path, organisation: str, people: Sequence[Person], *, correction: int = 0) -> Path:
    """The workbook of a provider as it comes back, with a row for each person."""
    identity = signed(replace(identity_of(organisation), correction=correction), SECRET)
    draft = with_codes(top_twos(), identity.return_id, SECRET, Draft(rows={"people": rows_of(people)}))
    respondent_workbook.write(path, top_twos(), identity, ROUND, draft)
    return path


def returned(organisation: str, people: Sequence[Person]) -> Return:
    """The return of a provider, made by hand."""
    identity = identity_of(organisation)
    rows = tuple(
        TableRow(
            "people", at, tuple(Answer(name, None, value, CellRef("Tables", at, 1)) for name, value in row.items())
        )
        for at, row in enumerate(rows_of(people), start=1)
    )
    return Return(
        *(identity, organisation, organisation, "", "", "", "", "one", None),
        *((), (), rows),
    )
