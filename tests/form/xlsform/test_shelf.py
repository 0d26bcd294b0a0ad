"""Templates are found by name, by path and in a folder of one's own."""

from pathlib import Path

import pytest

from tests.form.xlsform.books import CROSSWALK, FORM, changed, save
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import find, library, load, load_crosswalk, shelf, shipped
from xlkit.form.xlsform.shelf import unused


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a template of one's own."""
    folder = tmp_path / "own"
    folder.mkdir()
    save(FORM, folder / "whatever it is called.xlsx")
    return folder


def test_a_shipped_template_is_found_by_name() -> None:
    """The names that are listed are the names that are found."""
    assert [find(name).name for name in shipped()] == list(shipped())


def test_a_template_is_found_by_its_path(own: Path) -> None:
    """A template that is in no folder of templates can still be used."""
    assert find(str(own / "whatever it is called.xlsx")).name == "small-form"


def test_a_template_of_ones_own_is_found_by_its_form_id(own: Path) -> None:
    """What its file is called does not matter."""
    assert find("small-form", own).title == "A small form"


def test_an_unknown_name_is_answered_with_those_spelt_alike() -> None:
    """A slip of the pen is told what was probably meant."""
    with pytest.raises(XlkitError, match="did you mean progress-for-providers, or give the path"):
        find("progres-for-provider")


def test_a_name_like_no_other_is_answered_with_all_there_are(own: Path) -> None:
    """Who guesses is told what there is."""
    with pytest.raises(XlkitError, match="shaping-the-market, shaping-the-market-short, small-form"):
        find("zzz", own)


def test_the_library_holds_shipped_templates_and_ones_own(own: Path) -> None:
    """A folder adds to what comes with xlkit."""
    assert set(library(own)) == {*shipped(), "small-form"}
    assert set(library()) == set(shipped())


def test_an_instrument_is_read_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Naming all costs no template its reading, and asking for one twice costs one."""
    read: list[str] = []

    def counted(path: Path) -> Instrument:
        read.append(path.stem)
        return load(path)

    monkeypatch.setattr(shelf, "load", counted)
    known = library()
    assert list(known) == list(shipped())
    assert "no-such-template" not in known
    assert read == []
    assert known["progress-for-providers"] is known["progress-for-providers"]
    assert read == ["progress-for-providers"]


def test_a_template_of_ones_own_wins(own: Path) -> None:
    """A council's wording takes the place of the shipped one with the same form_id."""
    save(changed(FORM, {"settings!B2": "shaping-the-market"}), own / "ours.xlsx")
    assert library(own)["shaping-the-market"].title == "A small form"
    assert find("shaping-the-market", own).title == "A small form"


def test_what_is_no_form_in_a_folder_is_left_alone(own: Path) -> None:
    """A crosswalk and the lock of an open workbook are not templates."""
    save(CROSSWALK, own / "crosswalk.xlsx")
    (own / "~$whatever it is called.xlsx").write_bytes(b"somebody")
    assert set(library(own)) == {*shipped(), "small-form"}


def test_a_template_is_found_however_its_ending_is_spelt(own: Path) -> None:
    """On a system too that tells names apart by capitals."""
    (own / "whatever it is called.xlsx").rename(own / "FORM.XLSX")
    assert "small-form" in library(own)


def test_of_two_templates_of_one_version_the_first_counts_and_the_other_is_named(own: Path) -> None:
    """A copy that somebody works on stops nobody, and is not used in silence either."""
    save(changed(FORM, {"settings!A2": "A copy"}), own / "zz second.xlsx")
    assert library(own)["small-form"].title == "A small form"
    (sentence,) = unused(own)
    assert sentence.startswith(
        "zz second.xlsx is not used, since whatever it is called.xlsx has the form_id small-form"
    )


def test_a_bad_draft_costs_itself_alone(own: Path) -> None:
    """The others are used, and it is said what is wrong with it; what is no form, such as a preview, is passed over."""
    save(changed(FORM, {"settings!B2": "draft", "survey!B9": None}), own / "draft.xlsx")
    (own / "broken.xlsx").write_bytes(b"nothing")
    save({"Questions": (("a",),)}, own / "draft preview.xlsx")
    assert set(library(own)) == {*shipped(), "small-form"}
    assert [sentence.partition(" ")[0] for sentence in unused(own)] == ["broken.xlsx", "draft.xlsx"]


def test_a_crosswalk_of_ones_own_says_all_of_the_instruments_it_names(own: Path) -> None:
    """Links of the shipped one to others stay, in the same themes; without such a file it is the shipped one."""
    assert load_crosswalk(own) == load_crosswalk()
    rows = (
        ("culture", "Our culture", "small-form", "welcome", "direct"),
        ("culture", "Our culture", "progress-for-providers", "risk", "direct"),
    )
    save({"crosswalk": (CROSSWALK["crosswalk"][0], *rows)}, own / "crosswalk.xlsx")
    joined, shipped_one = load_crosswalk(own), load_crosswalk()
    theme = next(theme for theme in joined.themes if theme.name == "culture")
    assert (theme.title, theme.items("small-form"), theme.items("progress-for-providers")) == (
        "Our culture",
        ("welcome",),
        ("risk",),
    )
    assert [each.name for each in joined.themes_of("progress-for-providers")] == ["culture"]
    assert {each.name for each in joined.themes_of("shaping-the-market")} == {
        each.name for each in shipped_one.themes_of("shaping-the-market")
    }


def test_of_several_versions_the_latest_counts(own: Path) -> None:
    """The others stay at hand with it, so that what was answered by them can be read."""
    for version in ("3.9", "3.10", "3.10-draft"):
        save(changed(FORM, {"settings!C2": version}), own / f"{version}.xlsx")
    latest = library(own)["small-form"]
    assert [each.version for each in (latest, *latest.earlier)] == ["3.10-draft", "3.10", "3.9", "3"]
    assert find("small-form", own).version == "3.10-draft"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A misspelt folder is not taken for an empty one."""
    with pytest.raises(XlkitError, match="There is no folder"):
        library(tmp_path / "none")


def test_the_templates_of_an_installed_package_are_found_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel holds its templates in the package; they come before those beside it."""
    inside = tmp_path / "xlkit" / "workbook_templates"
    inside.mkdir(parents=True)
    save(FORM, inside / "small-form.xlsx")
    monkeypatch.setattr("xlkit.__file__", str(tmp_path / "xlkit" / "__init__.py"))
    assert shipped() == {"small-form": inside / "small-form.xlsx"}


def test_the_stem_of_a_shipped_template_is_its_name() -> None:
    """So that a shipped template is found without opening all of them."""
    assert {name: load(path).name for name, path in shipped().items()} == {name: name for name in shipped()}
