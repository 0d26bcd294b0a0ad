"""What people say, from the control workbook to what is made of the workbooks that come back."""

import json
from datetime import date
from email import message_from_bytes
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from tests.books.tables import rows
from tests.builders.control import with_ids
from tests.builders.opened import load_workbook
from tests.builders.voices import ROUND, SECRET, Statement, person, write
from tests.builders.workshops import NOT_WORKING, before, begun, filled, listed, numbers, placed, theme
from xlkit.books.respondent import respondent_workbook
from xlkit.books.round import control_workbook
from xlkit.books.workshop import workshop_workbook
from xlkit.cli import main
from xlkit.commands.workshops import figures, say_broken
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.headings import WHO_IS_WHO
from xlkit.round import identities
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient, Round, Rules

ALDER = "Alder House"
HELD = "They took it away from me"


def xlkit(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def control(tmp_path: Path) -> Path:
    """A round of one provider."""
    due, day = date(2027, 3, 12), "Friday 12 March 2027"
    stated = replace(ROUND, contact="The team", readers="The team", retention="A year", due=due, deadline=day)
    this = Control(stated, template="top-twos", letters=LETTERS_DEFAULT, secret=SECRET)
    path = tmp_path / "voices.xlsx"
    asked = with_ids(Recipient(ALDER, email="alder@home.example", template="top-twos"))
    control_workbook.write(path, replace(this, recipients=asked), ["top-twos"])
    return path


def test_codes_alone_are_nobodys_words(control: Path, tmp_path: Path) -> None:
    """A workbook that came back as it went out says nothing, is told as that and reminded, and makes no workshop."""
    xlkit("generate", control, "-o", tmp_path / "out")
    (tmp_path / "out" / "register.xlsx").unlink()
    validated = xlkit("validate", tmp_path / "out", "--round", control)
    assert (validated.exit_code, "Nothing is answered about “Alder House”" in validated.output) == (3, True)
    outcome = xlkit("merge", tmp_path / "out", "--round", control, "-o", tmp_path / "workshop.xlsx")
    assert outcome.exit_code == 1
    assert "nothing for a workshop to sort" in outcome.output
    assert not (tmp_path / "workshop.xlsx").exists()


def test_the_list_of_names_has_the_codes_of_the_workbook(control: Path, tmp_path: Path) -> None:
    """Its provider finds each code of the workbook in it, with a cell for a name; nobody else is sent it."""
    outcome = xlkit("generate", control, "--lists", "-o", tmp_path / "out")
    assert outcome.exit_code == 0, outcome.output
    (listed,) = (tmp_path / "out").glob("*-who-is-who.xlsx")
    (sent,) = set((tmp_path / "out").glob("alder*.xlsx")) - {listed}
    names = [row[:3] for row in load_workbook(listed)["Who is who"].iter_rows(min_row=5, values_only=True)]
    rows = [row[:2] for row in load_workbook(sent)["Tables"].iter_rows(values_only=True)]
    assert names[0] == ("Row", *WHO_IS_WHO)
    assert {row[:2] for row in names[1:]} == {row for row in rows if str(row[0]).startswith("P.")}
    assert not any(row[2] for row in names[1:])
    outcome = xlkit("mail", "--round", control, "--workbooks", tmp_path / "out", "-o", tmp_path / "drafts")
    assert outcome.exit_code == 0, outcome.output
    (draft,) = (tmp_path / "drafts").glob("*.eml")
    enclosed = [each.get_filename() for each in message_from_bytes(draft.read_bytes()).walk() if each.get_filename()]
    assert enclosed == [sent.name]


def test_lists_are_written_only_where_they_are_asked_for(control: Path, tmp_path: Path) -> None:
    """Without --lists there is none, and without a control workbook there can be none."""
    assert xlkit("generate", control, "-o", tmp_path / "out").exit_code == 0
    assert not list((tmp_path / "out").glob("*-who-is-who.xlsx"))
    assert "control workbook" in xlkit("generate", "top-twos", "--lists").output


def test_held_back_words_stand_nowhere(tmp_path: Path) -> None:
    """What was held back is in no line that is printed, in no data and in no correction."""
    people = [{**person(0), "working_1": Statement(HELD, "held"), "future_1": Statement("I want a dog", "")}]
    write(tmp_path / "alder.xlsx", ALDER, people)
    outcome = xlkit("validate", tmp_path / "alder.xlsx", "--corrections", tmp_path / "corrections")
    data = xlkit("validate", tmp_path / "alder.xlsx", "--json").stdout
    (correction,) = (tmp_path / "corrections").iterdir()
    cells = [cell for sheet in load_workbook(correction) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "words-dropped" in data
    assert "I want a dog" in cells
    assert not any(HELD in text for text in (outcome.output, data, *map(str, cells)))
    assert json.loads(data)["files"][0]["status"] == "incomplete"


def test_the_codes_are_those_of_the_round(control: Path, tmp_path: Path) -> None:
    """Issued again, a workbook has the codes that it had."""
    assert xlkit("generate", control, "-o", tmp_path / "one").exit_code == 0
    assert xlkit("generate", control, "-o", tmp_path / "two").exit_code == 0
    first, second = (next((tmp_path / name).glob("alder*.xlsx")).read_bytes() for name in ("one", "two"))
    assert first == second


def test_a_round_of_what_people_say_becomes_a_workshop(control: Path, tmp_path: Path) -> None:
    """Merged, it is a workbook of cards; carried on, a card that was withdrawn is gone and the others stay."""
    folder, first, second = tmp_path / "returned", tmp_path / "workshop.xlsx", tmp_path / "workshop-2.xlsx"
    folder.mkdir()
    write(folder / "alder.xlsx", ALDER, [person(0), person(1)])
    outcome = xlkit("merge", folder, "--round", control, "-o", first, "--json")
    assert outcome.exit_code == 0, outcome.output
    assert json.loads(outcome.stdout)["people_heard"] == 2
    write(folder / "alder.xlsx", ALDER, [{**person(0), "working_1": Statement("", "no")}, person(1)])
    carried = xlkit("merge", folder, first, "--round", control, "--onto", first, "-o", second)
    assert carried.exit_code == 0, carried.output
    assert "1 card withdrawn" in carried.output
    assert "2 files: 1 valid, 1 ignored" in carried.output
    assert "left aside" not in carried.output
    begun_again = xlkit("merge", folder, first, "--round", control, "-o", tmp_path / "again.xlsx")
    assert f"{first}: left aside; to carry it on, merge the returns with --onto {first}." in begun_again.output
    words = [
        {row[2] for row in load_workbook(path)["Statements"].iter_rows(values_only=True)} for path in (first, second)
    ]
    assert words[0] - words[1] == {person(0)["working_1"].words}
    assert words[1] <= words[0]


def test_words_taken_back_in_one_of_two_copies_are_told_to_nobody(control: Path, tmp_path: Path) -> None:
    """Neither screen nor letter quotes them, each names their row and column, and --onto says that something waits."""
    folder, first = tmp_path / "returned", tmp_path / "workshop.xlsx"
    folder.mkdir()
    write(folder / "alder.xlsx", ALDER, [person(0), person(1)])
    write(folder / "beech.xlsx", "Beech Homes", [person(2)])
    assert xlkit("merge", folder, "--round", control, "-o", first).exit_code == 0
    write(folder / "alder new.xlsx", ALDER, [{**person(0), "working_1": Statement("", "no")}, person(1)])
    validated = xlkit("validate", folder, "--round", control)
    xlkit("mail", "--round", control, "--chase", folder, "-o", tmp_path / "chased")
    letter = message_from_bytes(next((tmp_path / "chased").glob("*.eml")).read_bytes()).get_payload(decode=True)
    assert isinstance(letter, bytes)
    for told in (validated.output, " ".join(letter.decode().split())):
        assert "P.1 reads otherwise" in told
        assert "Working now 1" in told
        assert person(0)["working_1"].words not in told
    carried = xlkit("merge", folder, "--round", control, "--onto", first, "-o", tmp_path / "workshop-2.xlsx")
    assert f"No return of {ALDER} could be merged, though there is one among the files" in carried.output
    assert "is among the files, so what is theirs" not in carried.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--round", "Voices 2027"), "made from the secret"),
        (("--audience", "shared"), "internal use alone"),
        (("--onto", "nowhere.xlsx"), "no file"),
    ],
)
def test_what_cannot_become_a_workshop_is_refused(
    control: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    """Codes need the round's secret, words are never shared, and what is carried on has to be there."""
    path = write(tmp_path / "alder.xlsx", ALDER, [person(0)])
    given = options if "--round" in options else (*options, "--round", str(control))
    outcome = xlkit("merge", path, *given, "-o", tmp_path / "out.xlsx")
    assert outcome.exit_code == 1
    assert said in outcome.output
    assert not (tmp_path / "out.xlsx").exists()


def test_only_a_workshop_of_the_round_is_carried_on(control: Path, tmp_path: Path) -> None:
    """Another workbook is not, and a workshop of another round is not either."""
    path = write(tmp_path / "alder.xlsx", ALDER, [person(0)])
    other = tmp_path / "other.xlsx"
    workshop_workbook.write(replace(before(), round="Voices 2026"), (), other)
    said = [
        xlkit("merge", path, "--round", control, "--onto", onto, "-o", tmp_path / "out.xlsx").output
        for onto in (control, other)
    ]
    assert "not the workbook of a workshop" in said[0]
    assert "is the workshop of “Voices 2026”" in said[1]
    assert not (tmp_path / "out.xlsx").exists()


def test_everybody_is_told_what_came_of_it(tmp_path: Path) -> None:
    """One theme a page, with how many said it, and no code, card or word of anybody's that is no theme."""
    workshop_workbook.write(filled(), (), tmp_path / "workshop.xlsx")
    outcome = xlkit("feedback", tmp_path / "workshop.xlsx", "-o", tmp_path / "out")
    assert outcome.exit_code == 0, outcome.output
    sheet = load_workbook(tmp_path / "out" / "you-said-we-will.xlsx").worksheets[0]
    lines = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    assert "5 of 20 people said this." in lines
    assert "People and families will: Do 1 (by Wednesday 1 September 2027)" in lines
    assert len(sheet.row_breaks.brk) == len([line for line in lines if line.startswith("“")]) == 5
    said = {card.words for card in filled().cards if card.words} | {card.code for card in filled().cards if card.code}
    assert not said & set(lines)


def test_what_a_workshop_checks_is_said_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number that is no card and a card on another wall are errors; of a sound workshop nothing is said."""
    say_broken(tmp_path, filled())
    assert capsys.readouterr().err == ""
    *kept, last = theme(filled(), "W1").cards.split(", ")
    astray = placed(placed(filled(), "W1", ", ".join((*kept, "999"))), "N1", f"{theme(filled(), 'N1').cards}, {last}")
    workshop_workbook.write(astray, (), tmp_path / "workshop.xlsx")
    outcome = xlkit("feedback", tmp_path / "workshop.xlsx", "-o", tmp_path / "out")
    for place in (f"wall of its own heading. Not so: {last}", "no range like 12–15. Not so: W1"):
        assert place in outcome.stderr


def test_each_provider_is_told_of_its_own_and_those_who_promised_of_their_promises(tmp_path: Path) -> None:
    """A file for the one provider of whom enough people spoke, beside what everybody is told; and who does what."""
    names = {"Alder House": range(6), "Birch Care": range(3)}
    of_two = begun({name: [person(at) for at in many] for name, many in names.items()}, Rules(names_providers=True))
    facts = filled().causes, filled().successes, filled().promises
    workshop = placed(of_two, "N1", listed(numbers(of_two, NOT_WORKING)), name="I wait", cleared="checked")
    workshop = replace(workshop, causes=facts[0], successes=facts[1], promises=facts[2])
    workshop_workbook.write(workshop, (), tmp_path / "workshop.xlsx")
    outcome = xlkit("feedback", tmp_path / "workshop.xlsx", "-o", tmp_path / "out")
    assert outcome.exit_code == 0, outcome.output
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    own, promised = "alder-house-what-your-people-say.xlsx", "who-promised-what.xlsx"
    assert files == [own, promised, "you-said-we-will.xlsx"]
    (page,) = load_workbook(tmp_path / "out" / own).worksheets
    lines = [str(row[0]) for row in page.iter_rows(values_only=True)]
    assert {"9 of 9 people said this.", "6 of your 6 people said this."} <= set(lines)
    assert not any("Birch" in line for line in lines)
    made = rows(load_workbook(tmp_path / "out" / promised), "Promised")
    assert [(row["You said"], row["Who acts"], row["Action"]) for row in made] == [
        ("I wait", "people and families", "Do 1"),
        ("I wait", "providers", "Do 2"),
        ("I wait", "commissioners", "Do 3"),
    ]


def test_two_files_that_tell_everybody_are_one_release(tmp_path: Path) -> None:
    """One that stands there asks for its workshop, as two at once do; a card that moved since leaves its theme out."""
    first, second = tmp_path / "workshop.xlsx", tmp_path / "workshop-2.xlsx"
    workshop_workbook.write(filled(), (), first)
    *kept, last = theme(filled(), "N1").cards.split(", ")
    moved = placed(placed(filled(), "N1", ", ".join(kept)), "N2", f"{theme(filled(), 'N2').cards}\n{last}")
    workshop_workbook.write(moved, (), second)
    assert xlkit("feedback", first, "-o", tmp_path / "out").exit_code == 0
    for named in ((second,), (first, second)):
        refused = xlkit("feedback", *named, "-o", tmp_path / "out")
        assert (refused.exit_code, "with --previous" in refused.output) == (1, True)
    assert len(list((tmp_path / "out").glob("you-said*"))) == 1
    outcome = xlkit("feedback", second, "--previous", first, "-o", tmp_path / "out")
    assert outcome.exit_code == 0, outcome.output
    assert "Left out, since with what was told before" in outcome.output
    sheet = load_workbook(outcome.output.splitlines()[-1]).worksheets[0]
    lines = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    assert any(line.startswith("We do not tell 2 more things here.") for line in lines)
    assert "“I wait, and nobody says how long”" not in lines


@pytest.mark.parametrize(
    ("people", "cleared", "said"), [(3, "checked", "3 people were heard"), (5, "", "No theme may be told")]
)
def test_too_little_is_told_to_nobody(tmp_path: Path, people: int, cleared: str, said: str) -> None:
    """Of three people no figure is told, and of words that nobody checked nothing is."""
    workshop = begun({ALDER: [person(at) for at in range(people)]})
    cards = ", ".join(map(str, numbers(workshop, "Working")))
    workshop_workbook.write(
        placed(workshop, "W1", cards, name="I live", cleared=cleared), (), tmp_path / "workshop.xlsx"
    )
    outcome = xlkit("feedback", tmp_path / "workshop.xlsx", "-o", tmp_path / "out")
    assert (outcome.exit_code, said in outcome.output) == (1, True)
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def beside_levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-assessment of one provider, at the highest level throughout, and a workshop that speaks of its theme."""
    folder = tmp_path_factory.mktemp("beside")
    provider = xlsform.find("progress-for-providers")
    choices = {item.name: choice.name for item in provider.items if (choice := item.at_level(5))}
    who = identities.issued(provider, Recipient(ALDER), "Spring 2027", "Fenmoor")
    respondent_workbook.write(folder / "alder.xlsx", provider, who, Round("Spring 2027"), Draft(answers=choices))
    themes = (replace(each, speaks_of="Community") if each.ref == "N3" else each for each in filled().themes)
    workshop_workbook.write(replace(filled(), themes=tuple(themes)), (), folder / "workshop.xlsx")
    return folder


def test_the_data_of_a_workshop_holds_no_words_and_no_code() -> None:
    """Only themes and how many people named each; their names are the group's own words."""
    told = json.dumps(figures(filled()))
    assert "I wait, and nobody says how long" in told
    assert [
        card for card in filled().cards if (card.words and card.words in told) or (card.code and card.code in told)
    ] == []


def test_what_people_say_stands_beside_the_levels(beside_levels: Path) -> None:
    """Where the workshop is named itself, and on a sheet of its own; a level is what it was."""
    out = beside_levels / "out.xlsx"
    outcome = xlkit("merge", beside_levels / "alder.xlsx", beside_levels / "workshop.xlsx", "-o", out)
    assert outcome.exit_code in (0, 3), outcome.output
    found = rows(load_workbook(out, data_only=True), "What_people_say")
    assert [row["Theme"] for row in found] == ["Community", *["Something else"] * 4]
    assert [found[0][key] for key in ("Middle provider", "Providers (n)", "People heard")] == [5, 1, 20]
    assert "20 of 20 people say something is not working" in str(found[0]["In words"])


def test_a_workshop_that_only_lies_in_the_folder_adds_nothing(beside_levels: Path) -> None:
    """It has to be named itself."""
    out = beside_levels.parent / "plain-out.xlsx"
    assert xlkit("merge", beside_levels, "-o", out).exit_code in (0, 3)
    assert not {"What people say", "Signals to the market"} & set(load_workbook(out).sheetnames)


def test_a_shared_workbook_says_what_everybody_is_told_of_people_and_nothing_else(beside_levels: Path) -> None:
    """Every theme that is checked, and what is wanted next as a signal: no card, no code, no promise."""
    out = beside_levels.parent / "shared-out.xlsx"
    assert xlkit("merge", *beside_levels.glob("*.xlsx"), "--audience", "shared", "-o", out).exit_code in (0, 3)
    book = load_workbook(out)
    assert [(row["What"], row["People"], row["People heard"]) for row in rows(book, "Signals")] == [
        ("I want more of a life", 20, 20)
    ]
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {row["What people say"] for row in rows(book, "People_say")} == {
        theme.name for theme in filled().themes if theme.name
    }
    of_cards = {text for card in filled().cards for text in (card.words, card.code) if text}
    assert not cells & (of_cards | {"Do 1", "Do 2", "Do 3"})
