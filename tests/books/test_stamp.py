"""Stamped workbooks are those that would have been written one by one."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.builders.bilingual import bilingual
from tests.builders.forms import asked, small
from tests.builders.properties import properties
from xlkit import __version__
from xlkit.books.respondent import respondent_workbook, stamp
from xlkit.books.writer.book import FORMAT
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument
from xlkit.returns import return_ids, signatures
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate.who import read_identity
from xlkit.round import identities, naming
from xlkit.round.round import Recipient, Round

ROUND = Round("Spring & <summer>", "26 March", "The team", readers="The team alone", retention="3 years")
# Among them texts that stand elsewhere in the workbook too, and those that XML, Excel or XlsxWriter treat specially.
NAMES = (
    "Alder House", "Ash & <Elm>", "Strategy", "Start", "Tick", "Questions", "Small", "السلام عليكم", "😀 👩‍👩‍👧", "CON",
    "../../x", "=1+1", "x" * 300, "a long name " * 30, " leading", "trailing ", "line\nbreak", "tab\there", "a\x01b",
    "_x0041_", "<r>rich</r>", "Prof. ė", "dots...", "Alder House",
)  # fmt: skip


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


SOME = NAMES[1::4]
SOON = ("progress-for-providers", "shaping-the-market-short", "top-twos")  # one of each make


def recipients(names: Sequence[str]) -> list[Recipient]:
    """Every name alone; some with a respondent of another name, and with one of the same, and what else varies."""
    plain = [Recipient(name) for name in NAMES]
    named = [Recipient("Oak", respondent=name, role="Manager") for name in names]
    twice = [Recipient(name, respondent=name) for name in names]
    others = [
        Recipient("Oak", perspective=Perspective.COMMISSIONER, subject=name, locality="North", size="Small")
        for name in names
    ]
    return [*plain, *named, *twice, *others]


def issued(instrument: Instrument, wanted: list[Recipient]) -> list[Identity]:
    return [signatures.signed(identities.issued(instrument, each, ROUND.name), "secret") for each in wanted]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        pytest.param("en", SOME, id="some names"),
        *(pytest.param(language, NAMES, id=language, marks=pytest.mark.slow) for language in ("en", "cy")),
    ],
)
def test_every_part_is_the_one_written_directly(language: str, names: Sequence[str], tmp_path: Path) -> None:
    """Whatever the names are, sheets, texts, formats, validations and properties are the same to the byte."""
    instrument = bilingual("cy") if language == "cy" else small()
    found = [*issued(instrument, recipients(names)), return_ids.blank(instrument, ROUND.name)]
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(found))]
    wanted = zip(paths, [instrument] * len(found), found, strict=True)
    assert list(stamp.write_many(wanted, ROUND)) == paths
    for path, identity in zip(paths, found, strict=True):
        respondent_workbook.write(tmp_path / "whole.xlsx", instrument, identity, ROUND)
        assert parts(path) == parts(tmp_path / "whole.xlsx"), identity


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in SOON else pytest.mark.slow) for name in asked()]
)
def test_shipped_workbooks_are_stamped_whole(name: str, tmp_path: Path) -> None:
    """The same holds for the templates that come with xlkit, one of whose topics is an organisation's name here."""
    instrument = xlsform.find(name)
    topics = [item.title for item in instrument.items][:2]
    found = issued(instrument, [Recipient("Alder"), Recipient("Birch"), *map(Recipient, topics)])
    wanted = [(tmp_path / f"{number}.xlsx", instrument, each) for number, each in enumerate(found)]
    list(stamp.write_many(wanted, ROUND))
    for path, _, identity in wanted:
        respondent_workbook.write(tmp_path / "whole.xlsx", instrument, identity, ROUND)
        assert parts(path) == parts(tmp_path / "whole.xlsx")


def test_a_stamped_workbook_says_which_xlkit_wrote_it_and_for_whom(tmp_path: Path) -> None:
    """Its document properties name xlkit's version and format beside the facts of its identity, each once."""
    found = issued(small(), [Recipient("Alder"), Recipient("Birch")])
    *_, path = stamp.write_many([(tmp_path / who.return_id, small(), who) for who in found], ROUND)
    facts = properties(path)
    wanted = {"version": __version__, "format": FORMAT, "template version": small().version, "organisation": "Birch"}
    assert [(f"xlkit {name}", fact) for name, fact in wanted.items() if (f"xlkit {name}", fact) not in facts] == []
    assert len(dict(facts)) == len(facts)


def test_only_the_first_of_a_shape_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ordinary names take one workbook written whole, however many there are."""
    whole: list[Identity] = []
    write = respondent_workbook.write_blank

    def counted(stream: BytesIO, instrument: Instrument, identity: Identity, this_round: Round) -> None:
        whole.append(identity)
        write(stream, instrument, identity, this_round)

    monkeypatch.setattr(respondent_workbook, "write_blank", counted)
    found = issued(small(), [Recipient(f"Organisation {number}") for number in range(20)])
    list(stamp.write_many([(tmp_path / f"{each.return_id}.xlsx", small(), each) for each in found], ROUND))
    assert len(whole) == 1


def test_instruments_do_not_share_a_die(tmp_path: Path) -> None:
    """Recipients of several templates, in any order, each get their own."""
    both = [small(), bilingual()] * 3
    wanted = [
        (tmp_path / f"{number}.xlsx", each, identities.issued(each, Recipient(f"Organisation {number}")))
        for number, each in enumerate(both)
    ]
    list(stamp.write_many(wanted, Round()))
    for path, instrument, identity in wanted:
        respondent_workbook.write(tmp_path / "whole.xlsx", instrument, identity, Round())
        assert parts(path) == parts(tmp_path / "whole.xlsx")


def test_a_workbook_has_the_same_bytes_whatever_is_written_beside_it(tmp_path: Path) -> None:
    """So that one is known again as it was issued, also where it alone is written anew; another's has others."""
    found = issued(small(), [Recipient("One"), Recipient("Two"), Recipient("Three")])

    def made(*identities: Identity) -> dict[str, bytes]:
        wanted = [(tmp_path / each.organisation, small(), each) for each in identities]
        return {path.name: path.read_bytes() for path in stamp.write_many(wanted, ROUND)}

    together = made(*found)
    assert made(*reversed(found)) == together
    assert [made(each) for each in found] == [{name: content} for name, content in together.items()]
    assert len({*together.values()}) == 3


def test_stamping_gives_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Nothing of the clock or the machine gets into a stamped workbook."""
    found = issued(small(), [Recipient("One"), Recipient("Two")])
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        list(stamp.write_many([(tmp_path / folder / each.return_id, small(), each) for each in found], ROUND))
    for each in found:
        assert (tmp_path / "a" / each.return_id).read_bytes() == (tmp_path / "b" / each.return_id).read_bytes()


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    """A folder that is not there is the operator's mistake."""
    wanted = [(tmp_path / "missing" / "one.xlsx", small(), return_ids.blank(small()))]
    with pytest.raises(XlkitError, match="could not be written"):
        list(stamp.write_many(wanted, ROUND))


@pytest.mark.slow
def test_hundreds_of_hostile_names_are_all_issued_and_read_back_as_themselves(tmp_path: Path) -> None:
    """500 recipients have files of 500 names that any system takes, and each comes back as who it was sent to."""
    names = [f"{name} {number}" for number in range(22) for name in NAMES[:-1]][:500]
    found = {naming.workbook_name(each): each for each in issued(small(), [Recipient(name) for name in names])}
    assert len({name.casefold() for name in found}) == 500
    assert all(re.fullmatch(r"[a-z0-9-]*-?[0-9A-Z]{4}-[0-9A-Z]{4}\.xlsx", name) for name in found)
    wanted = [(tmp_path / name, small(), identity) for name, identity in found.items()]
    for path, (_, _, identity) in zip(stamp.write_many(wanted, ROUND), wanted, strict=True):
        raw = read_bytes(path.read_bytes()).raw
        assert raw is not None
        assert read_identity(raw) == identity
