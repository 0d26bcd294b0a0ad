"""Cases of workbooks of what people say, and of the lists of names that should not come with them."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders.reviews import blank
from tests.builders.voices import Statement, identity_of, person, write
from tests.corpus.case import Case, case
from xlkit.books.respondent import who_is_who

ALDER = "Alder House"


def cases() -> Iterator[Case]:
    """All of them."""
    yield _said("top twos", "working_1", Statement("Staff listen to me"), "valid")
    yield _said(
        "words beside “only counted”", "working_1", Statement("Staff listen", "counted"), "valid", "words-dropped C6"
    )
    yield _said("no words beside “only counted”", "working_1", Statement("", "counted"), "valid")
    yield _said(
        "words of which no use is said", "future_2", Statement("I want a dog", ""), "incomplete", "use-missing S6"
    )
    yield _said("no words, and no use of them said", "future_2", Statement("", ""), "valid")
    named = Statement("I want to see Marged again")
    yield _said("a name among the words", "future_1", named, "valid", "statement-may-identify O6")
    yield _said("no name among the words", "future_1", Statement("I want to see her again"), "valid")
    yield case("a list of who is who", _list(), "rejected", "names-in-return")
    yield case("a person's review", _review(), "rejected", "review-in-returns")


def _said(name: str, place: str, said: Statement, status: str, *findings: str) -> Case:
    with TemporaryDirectory() as folder:
        data = write(Path(folder) / "voices.xlsx", ALDER, [{**person(0), place: said}]).read_bytes()
    return case(name, data, status, *(finding.replace(" ", " Tables!") for finding in findings))


def _list() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        who_is_who.write(path, identity_of(ALDER), {"P.1": "PK7QM-3XWA"})
        return path.read_bytes()


def _review() -> bytes:
    with TemporaryDirectory() as folder:
        return blank(Path(folder) / "review.xlsx").read_bytes()
