"""Choices from a file beside the form: read where it lies there, and what is said where it does not."""

import json
import os
from pathlib import Path

import pytest

from tests.builders.forms import written
from tests.form.xlsform.books import Value, save_form
from tests.oracle.book import recalculate
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.xlsform import check, load

HEADS = ("type", "name", "label", "choice_filter", "parameters")
CHOICES = (("list_name", "name", "label"), ("region", "north", "North"), ("region", "south", "South"))
TOWNS = "name,label,region\nyork,York,north\nhull,Hull,north\nbath,Bath,south\n"


def form(folder: Path, *rows: tuple[Value, ...]) -> Path:
    return save_form(folder, (HEADS, *rows), CHOICES)


def item(instrument: Instrument, name: str) -> Item:
    return next(item for item in instrument.items if item.name == name)


def labels(path: Path, name: str = "town") -> list[str]:
    return [choice.label for choice in item(load(path), name).choices]


@pytest.mark.parametrize("kind", ["select_one_from_file towns.csv", "select_multiple_from_file towns.csv"])
def test_choices_lie_beside_the_form(tmp_path: Path, kind: str) -> None:
    """Nothing is said of them, as of choices on a sheet."""
    (tmp_path / "towns.csv").write_text(TOWNS)
    path = form(tmp_path, (kind, "town", "Town?"))
    assert check(path) == ()
    assert labels(path) == ["York", "Hull", "Bath"]


def test_a_dropdown_follows_the_columns_of_the_file(tmp_path: Path) -> None:
    """As it follows those of the choices; the workbook holds the choices itself."""
    (tmp_path / "towns.csv").write_text(TOWNS)
    path = form(
        tmp_path,
        ("select_one region", "region", "Region?"),
        ("select_one_from_file towns.csv", "town", "Town?", "region = ${region}"),
    )
    filled = written(tmp_path / "filled.xlsx", Draft(answers={"region": "south"}), instrument=load(path))
    book = recalculate(filled)
    (rule,) = [each for each in book.sheets["Questions"].validations if "Workings" in each.formulas[0]]
    assert [label for label in book.listed("Questions", rule.formulas[0]) if label] == ["Bath"]


def test_columns_may_be_named_as_the_form_says(tmp_path: Path) -> None:
    """By parameters; of which nothing is said then."""
    (tmp_path / "towns.csv").write_text("code,title\nyork,York\n")
    path = form(tmp_path, ("select_one_from_file towns.csv", "town", "Town?", None, "value=code label=title"))
    assert check(path) == ()
    assert labels(path) == ["York"]


def test_places_of_a_map_are_choices(tmp_path: Path) -> None:
    """Each by the id and the title that its facts state."""
    places = [{"type": "Feature", "geometry": None, "properties": {"id": "york", "title": "York"}}]
    (tmp_path / "towns.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": places}))
    assert labels(form(tmp_path, ("select_one_from_file towns.geojson", "town", "Town?"))) == ["York"]


def test_entries_of_xml_are_choices(tmp_path: Path) -> None:
    """Each by what its elements say; what stands deeper in them is none of it."""
    entry = "<item><name>york</name><label>York &amp; <b>about</b> it</label></item>"
    (tmp_path / "towns.xml").write_text(f"<?xml version='1.0'?><root>\n{entry}<item><name>hull</name></item></root>")
    path = form(tmp_path, ("select_one_from_file towns.xml", "town", "Town?"))
    assert labels(path) == ["York & it", "hull"]


def test_a_file_that_excel_saved_is_read(tmp_path: Path) -> None:
    """On the code page of Windows, and with the mark of a byte order."""
    for encoding in ("cp1252", "utf-8-sig"):
        (tmp_path / "towns.csv").write_text("name,label\ncafe,Café\n", encoding=encoding)
        assert labels(form(tmp_path, ("select_one_from_file towns.csv", "town", "Town?"))) == ["Café"]


def test_signs_that_nobody_sees_are_spaces(tmp_path: Path) -> None:
    """Such as no formula can hold: a workbook made of them would not open."""
    (tmp_path / "towns.csv").write_text("name,label\nyork,York\x01\uffffcity\n", encoding="utf-8")
    assert labels(form(tmp_path, ("select_one_from_file towns.csv", "town", "Town?"))) == ["York  city"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("towns.csv", None, "does not lie in the folder of the form: put it there"),
        ("towns.csv", "place\nYork\n", "has no column name, by which choices are known"),
        ("towns.csv", "", "has no column name"),
        ("towns.csv", "name,label\n", "holds no choices"),
        ("towns.txt", TOWNS, "cannot be read: a .csv, an .xml or a .geojson file of choices is read"),
        ("towns.xml", "<root/>", "has no column name"),
        ("towns.xml", "<root><item>", "cannot be read"),
        ("towns.xml", "<!DOCTYPE r [<!ENTITY e 'York'>]><r><i><name>&e;</name></i></r>", "cannot be read"),
        ("towns.geojson", "[]", "cannot be read"),
        ("towns.geojson", "[" * 10_000, "cannot be read"),
        ("../towns.csv", TOWNS, "does not lie in the folder of the form"),
    ],
)
def test_a_file_that_gives_no_choices_is_said(tmp_path: Path, name: str, content: str | None, reason: str) -> None:
    """At the cell that names it, with what to do; until then the answer is typed."""
    folder = tmp_path / "templates"
    folder.mkdir()
    if content is not None:
        (folder / name).write_text(content)
    path = form(folder, (f"select_one_from_file {name}", "town", "Town?", "region = ${town}"))
    (problem,) = check(path)
    assert problem.address == "survey!A2"
    assert reason in problem.reason
    assert item(load(path), "town").kind is Kind.TEXT


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few people make links")
def test_a_link_leads_to_no_file_elsewhere(tmp_path: Path) -> None:
    """What stands there is told nobody; one to a file beside the form is that file."""
    folder = tmp_path / "templates"
    folder.mkdir()
    for place in (tmp_path, folder):
        (place / "towns.csv").write_text(TOWNS)
    (folder / "out.csv").symlink_to(tmp_path / "towns.csv")
    (folder / "in.csv").symlink_to("towns.csv")
    asked = form(folder, ("select_one_from_file out.csv", "out", "?"), ("select_one_from_file in.csv", "in", "?"))
    (problem,) = check(asked)
    assert "'out.csv' does not lie in the folder of the form: put it there" in problem.reason
    assert labels(asked, "in") == ["York", "Hull", "Bath"]


def test_a_file_that_is_changed_is_read_anew(tmp_path: Path) -> None:
    """Though the form stays as it is, of which a copy is kept."""
    path = form(tmp_path, ("select_one_from_file towns.csv", "town", "Town?"))
    (tmp_path / "towns.csv").write_text(TOWNS)
    assert len(labels(path)) == 3
    (tmp_path / "towns.csv").write_text(f"{TOWNS}ely,Ely,east\n")
    assert len(labels(path)) == 4


def test_too_many_choices_for_a_row_each_stand_in_one_dropdown(tmp_path: Path) -> None:
    """Of whatever length; as many as there are rows for have a row each."""
    for count, kind in ((30, Kind.STATEMENTS), (31, Kind.CHOICE)):
        (tmp_path / "towns.csv").write_text("name,label\n" + "".join(f"t{n},A town of {n}\n" for n in range(count)))
        town = item(load(form(tmp_path, ("select_one_from_file towns.csv", "town", "Town?"))), "town")
        assert (town.kind, town.is_listed) == (kind, kind is Kind.CHOICE)
