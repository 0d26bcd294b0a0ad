"""The shared workbook as written: aggregates alone, in every byte of it."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import fields, replace

from tests.books import tables
from tests.builders import scale_matrices
from tests.builders.opened import load_workbook
from tests.builders.properties import properties
from tests.builders.rounds import (
    AS_AT,
    COMMISSIONER,
    CROSSWALK,
    INSTRUMENTS,
    PROVIDER,
    action,
    answered,
    entry,
    ledger,
    random_ledger,
    standing,
)
from tests.office import ooxml
from xlkit.books.shared import shared_workbook
from xlkit.books.shared.shared_cover import hollow
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.form.identity import Identity, Perspective
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.completed import Return
from xlkit.returns.issues import issue

COUNCIL = "Council 0"
MARK = "Zq"  # begins every text that must not come out
PUBLIC = {"template", "version", "content_hash", "round", "perspective", "language"}  # of the form, not of the holder


def secret(entry_: Entry, number: int) -> Entry:
    """The entry with a text of its own in every place that a respondent or a path could fill."""
    one = entry_.completed
    if one is None:
        return replace(entry_, path=f"{MARK}path{number}", issues=(issue("empty-file"),))
    organisation = one.organisation if one.organisation == COUNCIL else f"{MARK}organisation {one.organisation}"
    identity = replace(
        one.identity,
        return_id=f"{MARK}id{number}",
        organisation=organisation,
        subject=f"{MARK}subject{number}",
        respondent=f"{MARK}respondent{number}",
        role=f"{MARK}role{number}",
        locality=f"{MARK}locality{number}",
        service_area=f"{MARK}area{number}",
        size=f"{MARK}size{number}",
        signature=f"{MARK}signature{number}",
    )
    answers = tuple(
        replace(
            answer,
            evidence=f"{MARK}evidence{number} & <more>",
            value=f"{MARK}value{number}" if isinstance(answer.value, str) else answer.value,
        )
        for answer in one.answers
    )
    planned = replace(action("strategy", f"{MARK}action{number}", due=date(2027, 1, 1), owner=f"{MARK}owner{number}"),
                      other=(("note", f"{MARK}note{number}"),))  # fmt: skip
    told = replace(
        one,
        identity=identity,
        organisation=organisation,
        subject=f"{MARK}subject{number}",
        respondent=f"{MARK}respondent{number}",
        role=f"{MARK}role{number}",
        locality=f"{MARK}locality{number}",
        service_area=f"{MARK}area{number}",
        answers=answers,
        actions=(planned,),
    )
    return replace(entry_, path=f"{MARK}/path{number}.xlsx", sha256=f"{MARK}sha{number}", completed=told)


def round_of(seed: int, many: int) -> Ledger:
    given = random_ledger(seed, providers=many)
    others = [entry("broken.pdf", Status.REJECTED)]
    return Ledger(tuple(secret(one, number) for number, one in enumerate([*given.entries, *others])))


def parts(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            yield name, unescape(package.read(name).decode())


def said(value: object) -> Iterator[str]:
    """Every text inside a return, however deep, of three letters or more."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Return | Identity | Entry):
        for each in fields(value):
            if each.name not in PUBLIC and each.name not in ("item", "status"):
                yield from said(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from said(each)


@pytest.mark.parametrize("many", [2, 8, 40])
def test_no_part_of_the_file_says_anything_that_a_return_said(many: int, tmp_path: Path) -> None:
    """No name, address, note, path or id that went in stands in any byte of it, but the publisher's own name."""
    given = round_of(7, many)
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(share(compare(INSTRUMENTS, CROSSWALK, given, AS_AT, "Spring 2027")), path)
    went_in = {text for one in given.entries for text in said(one) if text.startswith(MARK)}
    assert len(went_in) > 20 * many
    for name, content in parts(path):
        assert MARK not in content, name
        assert MARK not in name


def test_the_publisher_is_named(tmp_path: Path) -> None:
    """The commissioner's own name and position are there to be read."""
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(share(compare(INSTRUMENTS, CROSSWALK, random_ledger(7, providers=12), AS_AT)), path)
    assert COUNCIL in dict(parts(path))["xl/sharedStrings.xml"]


@pytest.mark.parametrize("many", [4, 5])
def test_a_round_of_which_nothing_may_be_shown_is_written(many: int, tmp_path: Path) -> None:
    """Four providers and no council: no sheet without a figure and no chart, as is said; the near miss is five."""
    path = tmp_path / "shared.xlsx"
    given = ledger(*(answered(PROVIDER, f"P{number}", {"strategy": 2}) for number in range(many)))
    shared = share(compare(INSTRUMENTS, CROSSWALK, given, AS_AT))
    shared_workbook.write(shared, path)
    book = load_workbook(path)
    assert ("By theme" in book.sheetnames) == (many == 5)
    cover = {row[0]: row[1] for row in book["Cover"].iter_rows(max_col=2, values_only=True)}
    assert hollow(shared).startswith("No figure about others than the council") == (many == 4)
    assert cover.get("What is shown", "") == hollow(shared)
    left_out = [one.what for one in shared.withheld if "Strategy" in one.what or "all themes" in one.what]
    assert left_out == (["Provider check: all themes and topics"] if many == 4 else [])
    assert any("chart" in name for name, _ in parts(path)) == (many == 5)


def test_the_cover_speaks_of_what_is_there(tmp_path: Path) -> None:
    """Of councils on choices alone it says nothing of levels or providers, and names no sheet that is not in it."""
    given = ledger(*(scale_matrices.planned(name, {"people": "green"}) for name in ("Marsh", "Hill")))
    choices = share(compare(scale_matrices.PLANS, scale_matrices.CROSSWALK, given, AS_AT))
    few = share(compare(INSTRUMENTS, CROSSWALK, ledger(answered(PROVIDER, "P", {"strategy": 2})), AS_AT))
    of_levels = {"Levels", "Quadrants part at", "Providers"}
    for shared, said, who in ((choices, set(), "Commissioners"), (few, of_levels, "Commissioner")):
        path = tmp_path / "shared.xlsx"
        shared_workbook.write(shared, path)
        book = load_workbook(path)
        cover = {row[0]: str(row[1]) for row in book["Cover"].iter_rows(max_col=2, values_only=True)}
        assert of_levels & cover.keys() == said
        assert who in cover
        assert ("“Left out”" in cover["What is left out"]) == ("Left out" in book.sheetnames) == bool(said)


def test_a_council_without_a_level_is_not_offered(tmp_path: Path) -> None:
    """Where its form came back blank, and where it wrote evidence alone; the near miss ticked one challenge."""
    evidence = {"prices": "Minutes of May"}
    for own, shows in (({}, False), ({"prices": 3}, True)):
        for said in ({}, evidence):
            path = tmp_path / "shared.xlsx"
            council = answered(COMMISSIONER, "Council", own, evidence=said)
            providers = (answered(PROVIDER, f"P{number}", {"strategy": 2}) for number in range(5))
            shared = share(compare(INSTRUMENTS, CROSSWALK, ledger(*providers, council), AS_AT))
            shared_workbook.write(shared, path)
            book = load_workbook(path)
            assert ("Council" in book.sheetnames) == shows
            assert ("Council" in str(book["By theme"]["A2"].value)) == shows


def test_all_figures_are_stored_values(tmp_path: Path) -> None:
    """No formula, no defined name into answers, no link to another file, nothing hidden."""
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(share(compare(INSTRUMENTS, CROSSWALK, random_ledger(7, providers=40), AS_AT)), path)
    book = load_workbook(path)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not [name for name, _ in parts(path) if "external" in name]
    assert {name for name, _ in properties(path)} == {"xlkit version", "xlkit format"}


def test_document_properties_say_nothing_of_the_round(tmp_path: Path) -> None:
    """The title is always the same, and the round's name is on the cover alone."""
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(share(compare(INSTRUMENTS, CROSSWALK, random_ledger(7), AS_AT, "Spring 2027")), path)
    core = dict(parts(path))["docProps/core.xml"]
    assert re.findall(r"<dc:title>(.*?)</dc:title>", core) == ["360-degree comparison: shared figures"]
    assert "Spring" not in core


def test_figures_equal_those_of_the_internal_workbook(tmp_path: Path) -> None:
    """Counts of a theme are the same in both."""
    comparison = compare(INSTRUMENTS, CROSSWALK, random_ledger(7, providers=40, councils=1), AS_AT)
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(share(comparison), path)
    found = tables.rows(load_workbook(path), "Themes_1")
    market = comparison.markets[0]
    shown = [row for row in found if row["Theme"] == "Leadership"]
    assert [row["Providers (n)"] for row in shown] == [standing(market.themes[0]).n]
    assert [row["At level 2"] for row in shown] == [standing(market.themes[0]).counts[1]]


def test_what_providers_say_of_the_commissioner_needs_five_of_them(tmp_path: Path) -> None:
    """Four providers' views of it are left out, five are shown."""
    from tests.builders.rounds import COMMISSIONER, answered, ledger

    for many in (4, 5):
        views = [
            replace(
                answered(COMMISSIONER, f"Provider {n}", {"leadership": 2}, perspective=Perspective.PROVIDER),
                subject="Council",
            )
            for n in range(many)
        ]
        own = answered(COMMISSIONER, "Council", {"leadership": 4})
        found = share(compare(INSTRUMENTS, CROSSWALK, ledger(own, *views), AS_AT))
        assert [one.found.n for one in found.views] == ([5] if many == 5 else [])


@pytest.mark.slow
@pytest.mark.ooxml
@pytest.mark.parametrize("many", [0, 3, 40])
def test_excel_opens_it_without_a_word(many: int, tmp_path: Path) -> None:
    """The workbook is valid Open XML."""
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(share(compare(INSTRUMENTS, CROSSWALK, random_ledger(3, providers=many), AS_AT)), path)
    assert ooxml.errors(path) == []
