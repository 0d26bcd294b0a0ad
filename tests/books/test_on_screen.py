"""What is said below a title is seen whole on a screen."""

import pytest

from xlkit.books.correction import correction_workbook
from xlkit.books.respondent import start
from xlkit.books.writer.heights import SCREEN, free_column, line_count, on_screen
from xlkit.books.writer.letters import wide
from xlkit.books.writer.paper import pixels
from xlkit.books.writer.styles import SIZE
from xlkit.books.writer.table import Column
from xlkit.form.words.languages import LANGUAGES, Language


def test_a_line_too_long_for_a_screen_is_parted_behind_a_sentence() -> None:
    """If both parts then have room, otherwise between words; a line that fits stays whole."""
    sentence = "Each of many things that are said of many others, which takes its room. "
    text = (sentence * 4).strip()
    assert on_screen(sentence.strip(), 0) == (sentence.strip(), "")
    assert on_screen(text, SCREEN) == ((sentence * 2).strip(), (sentence * 2).strip())
    first, rest = on_screen(text, wide(sentence))
    assert f"{first} {rest}" == text
    assert wide(first) <= SCREEN < wide(f"{first} {rest.split()[0]}")


def test_it_goes_on_where_no_way_back_runs_over_it() -> None:
    """The last of them may be wider than its column; without one it goes on in the first."""
    words = "Back to the cover"
    assert free_column([wide(words) + 20, 100], [words]) == (1, wide(words) + 20)
    assert free_column([50, 50, 200, 100], [words]) == (3, 300)
    assert free_column([50, 50], [words]) == (2, 100)
    assert free_column([50, 50], []) == (0, 0)


def test_a_column_is_as_wide_as_each_word_of_its_heading() -> None:
    """No word is broken, but for one longer than words are, such as a name without a space, and one that runs up."""
    narrow, broad = Column("n", "Organisations (n)", 8), Column("n", "Organisations (n)", 30)
    assert line_count("Organisations (n)", narrow.width, "header") == 2
    assert (Column("n", "n", 8).width, broad.width) == (8, 30)
    assert Column("n", "S" * 17, 8).width == 8
    assert Column("n", "Organisations", 5, is_upright=True).width == 5


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_what_is_said_of_each_section_has_room(language: Language) -> None:
    """Beside its title on Start, with nineteen topics, some to look at and some left, to whomever it is said."""
    for words in (language.words, language.without_levels, language.about_others, language.about_others_without_levels):
        said = f"{words.progress}{words.progress_many}{words.progress_left}".format(answered=9, all=19, many=3, left=7)
        assert wide(said, SIZE, is_bold=True) <= sum(map(pixels, start.WIDTHS[start.STATE :])), said


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_correction_opens_on_all_that_is_said_of_a_problem(language: Language) -> None:
    """Its columns are in sight together, and what the list is stands above them in two lines."""
    words = language.words.correction
    across = sum(map(pixels, correction_workbook.WIDTHS))
    assert across <= SCREEN
    for whole in (words.whole, words.in_part):
        assert max(map(wide, on_screen(words.intro.format(whole=whole), SCREEN))) <= across
