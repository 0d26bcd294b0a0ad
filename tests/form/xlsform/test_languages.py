"""Templates in several languages, and statements worded for those who answer about others."""

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from tests.builders.bilingual import FORM, bilingual
from tests.builders.forms import oakfield, returned
from tests.form.xlsform.books import Sheets, Value, changed, save, without
from xlkit.errors import XlkitError
from xlkit.form.draft import Draft
from xlkit.form.xlsform import check, find, library, load
from xlkit.form.xlsform.shown import wording


def saved(tmp_path: Path, sheets: Sheets = FORM) -> Path:
    return save(sheets, tmp_path / "form.xlsx")


def reasons(path: Path) -> list[tuple[str, str]]:
    return [(problem.address, problem.reason) for problem in check(path)]


def test_a_bilingual_template_is_sound_and_an_ordinary_xlsform(tmp_path: Path) -> None:
    """Neither xlkit nor pyxform, which converts it, has anything to say against it."""
    path = saved(tmp_path)
    assert check(path) == ()
    assert convert(str(path)).warnings == []


def test_all_words_are_in_the_language_asked_for() -> None:
    """Questions, hints, statements, bands, planner and glossary are in Welsh."""
    welsh = bilingual("cy")
    welcome = welsh.sections[0].items[0]
    assert (welsh.language, welsh.title, welsh.sections[0].title) == ("cy", "Dwy iaith", "Ffyrdd o weithio")
    assert (welcome.title, welcome.hint, welcome.evidence) == ("Croeso", "Sut mae pobl yn cyrraedd", "Llythyrau")
    assert welcome.choices[0].label == "Nid ydym wedi dechrau."
    assert welsh.band(2) == "peth cynnydd"
    assert [column.title for column in welsh.planner][3:5] == ["Cam", "Perchennog"]
    assert welsh.planner[-1].choices == ("Heb ddechrau", "Wedi'i wneud")
    assert welsh.glossary[0].meaning == "Grisiau."
    assert welsh.resources[0].title == "On ladders"


def test_all_but_the_words_is_the_same_in_each_language() -> None:
    """Names, references and scores do not change with the language, so that answers can be merged."""
    facts = [
        [(item.name, item.ref, item.kind, [(c.name, c.score) for c in item.choices]) for item in instrument.items]
        for instrument in (bilingual(), bilingual("cy"))
    ]
    assert facts[0] == facts[1]


def test_each_language_knows_the_others() -> None:
    """An instrument gives itself in another language, and as it is where it has no such translation."""
    assert bilingual().in_language("cy").title == "Dwy iaith"
    assert bilingual("cy").in_language("en").title == "Two languages"
    assert bilingual().in_language("fr") is bilingual()
    assert bilingual().in_language("en") is bilingual()


def test_a_language_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Those that are there are named; the default one may be asked for by its code too."""
    path = saved(tmp_path)
    with pytest.raises(XlkitError, match=r"not in the language 'fr' \(it is in en, cy\)"):
        load(path, "fr")
    assert load(path, "en").title == "Two languages"
    with pytest.raises(XlkitError, match="it is in en"):
        find("progress-for-providers", language="cy")


def test_a_folder_s_templates_are_found_in_a_language(tmp_path: Path) -> None:
    """By name, from a folder of one's own."""
    saved(tmp_path)
    assert find("two-languages", tmp_path, "cy").title == "Dwy iaith"
    assert library(tmp_path)["two-languages"].in_language("cy").title == "Dwy iaith"


@pytest.mark.parametrize(
    ("changes", "told", "parts"),
    [
        ({"survey!E3": None}, "1 of 26 texts, for which those of the default language stand: survey!E3", ["1.1"]),
        ({"survey!G3": None, "survey!E5": None}, "survey!G3, E5", ["1"]),
        ({"survey!E2": None}, "survey!E2", ["1"]),
        ({"survey!E4": None}, "survey!E4", ["1.1"]),
        ({"choices!D2": None, "choices!D3": None, "choices!G2": None}, "choices!D2\N{EN DASH}D3, G2", ["1"]),
        ({"bands!C2": None, "planner!D2": None}, "bands!C2; planner!D2", ["Crynodeb", "Cynllun gweithredu"]),
        ({"glossary!B2": None, "glossary!D2": None}, "glossary!B2, D2", ["Geirfa"]),
        ({"settings!B1": "x"}, "settings has no column form_title_cy", ["Dechrau"]),
        ({"bands!C1": "x"}, "bands has no column band::Welsh (cy)", ["Crynodeb"]),
    ],
)
def test_words_of_the_default_language_stand_for_what_is_not_translated(
    tmp_path: Path, changes: dict[str, Value], told: str, parts: list[str]
) -> None:
    """The check lists them once for a language, and the instrument knows in which of its parts."""
    path = saved(tmp_path, changed(FORM, changes))
    ((address, reason),) = reasons(path)
    assert address == "survey"
    assert reason.startswith("not in Welsh (cy) yet, ")
    assert reason.endswith(told)
    assert list(load(path, "cy").fallen_back) == parts
    assert load(path).fallen_back == ()


def test_what_is_translated_stays_beside_what_is_not(tmp_path: Path) -> None:
    """Text by text; where half of the labels are in a language, workbooks can be had in it."""
    path = saved(tmp_path, changed(FORM, {"survey!E3": None, "choices!D2": None}))
    welcome = load(path).in_language("cy").sections[0].items[0]
    assert (welcome.title, welcome.hint) == ("Welcome", "Sut mae pobl yn cyrraedd")
    assert [choice.label for choice in welcome.choices][:2] == ["We have not begun.", "Rydym wedi dechrau."]


def test_the_first_sheet_says_what_is_not_translated(tmp_path: Path) -> None:
    """In its language, and only where something is not."""
    for missing, told in ((None, ["Heb eu cyfieithu eto"]), ("Croeso", [])):
        instrument = load(saved(tmp_path, changed(FORM, {"survey!E3": missing})), "cy")
        start = returned(Draft(), oakfield(instrument), instrument).sheets[0]
        assert [row[0] for row in start.rows if row and str(row[0]).startswith("Heb eu")] == told


def test_published_works_may_stay_as_they_were_published(tmp_path: Path) -> None:
    """Resources need no translation, and have one where their headings do."""
    changes: dict[str, Value] = {"resources!D1": "heading::Welsh (cy)", "resources!D2": "Llyfrau"}
    path = saved(tmp_path, changed(FORM, changes))
    assert check(path) == ()
    assert load(path, "cy").resources[0].heading == "Llyfrau"
    assert load(path).resources[0].heading == "Books"


def test_a_language_without_a_code_is_told(tmp_path: Path) -> None:
    """Workbooks go by codes, which a name alone does not give."""
    changes: dict[str, Value] = {"survey!E1": "label::Welsh", "survey!G1": "hint::Welsh"}
    path = saved(tmp_path, changed(FORM, changes))
    reason = "the language 'Welsh' has no code, so it is left out: write it like label::Welsh (cy)"
    assert reasons(path) == [("survey", reason)]
    assert load(path).languages == ("en",)


def test_a_translation_that_has_hardly_begun_stops_nobody_from_using_the_others(tmp_path: Path) -> None:
    """The default language loads without it; whoever asks for it is told how far it is."""
    path = saved(tmp_path, changed(FORM, {**{f"survey!E{row}": None for row in range(2, 6)}, "choices!D2": None}))
    assert load(path).translations == ()
    reason = (
        "Welsh (cy) is not offered until half of the labels are in it, and 4 of 9 are; "
        "missing: survey!E2\N{EN DASH}E5; choices!D2"
    )
    assert reasons(path) == [("survey", reason)]
    with pytest.raises(XlkitError, match=r"Welsh \(cy\) is not offered .* use another language until then\.$"):
        load(path, "cy")


def test_a_language_has_its_own_faults_too(tmp_path: Path) -> None:
    """Two choices that are alike in Welsh alone cannot be told apart there."""
    path = saved(tmp_path, changed(FORM, {"choices!D6": "Heb ddechrau"}))
    assert [address for address, _ in reasons(path)] == ["choices!D6"]


def test_a_template_without_planner_brings_one_in_its_language(tmp_path: Path) -> None:
    """The planner that xlkit adds is in Welsh for the Welsh workbook."""
    path = saved(tmp_path, without(FORM, "planner"))
    assert load(path, "cy").planner[-1].choices[0] == "Heb ddechrau"
    assert load(path).planner[-1].choices[0] == "Not started"


def test_the_wording_shows_every_language(tmp_path: Path) -> None:
    """A change to the Welsh words can be reviewed like any other."""
    text = wording(str(saved(tmp_path)))
    assert "two-languages, version 1, en" in text
    assert "two-languages, version 1, cy" in text
    assert "Nid ydym wedi dechrau." in text


def test_statements_are_worded_for_those_who_answer_about_others() -> None:
    """Where the template says it in the third person, that is what they read, in each language."""
    english = bilingual().about_others()
    assert english.sections[0].items[0].choices[0].label == "They have not begun."
    assert english.in_language("cy").sections[0].items[0].choices[0].label == "Nid ydym wedi dechrau. (nhw)"


def test_without_such_wording_others_read_the_same() -> None:
    """A template that has none is the same for everybody, and so is its hash."""
    instrument = find("milestones")
    others = instrument.about_others()
    assert [item.choices for item in others.items] == [item.choices for item in instrument.items]
    assert others.content_hash == instrument.content_hash
