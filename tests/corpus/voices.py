"""Cases of workbooks of what people say, and of the lists of names that should not come with them."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tests.builders.reviews import blank
from tests.builders.voices import Statement, identity_of, person, rows_of, top_twos, write
from tests.corpus.case import ROUND, SECRET, Case, case, control
from xlkit.books.respondent import respondent_workbook, who_is_who
from xlkit.form.draft import Draft
from xlkit.returns.signatures import signed
from xlkit.round import identities
from xlkit.round.round import Recipient, Round
from xlkit.voice.codes import with_codes

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
    yield _in("in a round: a locality of no recipient", "Mary Smith", "locality-not-listed Tables!W6")
    yield _in("in a round: a recipient's locality", "the  COAST")
    yield case("a list of who is who", _list(), "rejected", "names-in-return")
    yield case("a person's review", _review(), "rejected", "review-in-returns")


def _said(name: str, place: str, said: Statement, status: str, *findings: str) -> Case:
    with TemporaryDirectory() as folder:
        data = write(Path(folder) / "voices.xlsx", ALDER, [{**person(0), place: said}]).read_bytes()
    return case(name, data, status, *(finding.replace(" ", " Tables!") for finding in findings))


def _in(name: str, locality: str, *findings: str) -> Case:
    """A case of somebody whose support is in a locality, in a round of which a recipient is on the coast."""
    asked = Recipient(ALDER, template="top-twos", locality="The Coast")
    identity = signed(identities.issued(top_twos(), asked, ROUND, "", SECRET), SECRET)
    (row,) = rows_of([person(0)])
    draft = Draft(rows={"people": ({**row, "locality": locality},)})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        whole = with_codes(top_twos(), identity.return_id, SECRET, draft)
        respondent_workbook.write(path, top_twos(), identity, Round(ROUND), whole)
        data = path.read_bytes()
    return replace(case(name, data, "valid", *findings), control=replace(control(), recipients=(asked,)))


def _list() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        who_is_who.write(path, identity_of(ALDER), {"P.1": "PK7QM-3XWA"})
        return path.read_bytes()


def _review() -> bytes:
    with TemporaryDirectory() as folder:
        return blank(Path(folder) / "review.xlsx").read_bytes()
