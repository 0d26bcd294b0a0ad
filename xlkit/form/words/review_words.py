"""The words of a person's review, by language; others are those of `Words`."""

from xlkit.form.words.catalogue import Catalogue, Words
from xlkit.form.words.languages import in_each


class ReviewWords(Catalogue, frozen=True):
    """What a person's review says; `{…}` marks where a figure or a text is put in."""

    # Sheets
    before: str
    talk: str
    actions: str
    top_twos: str
    profile: str
    onward: str

    # Start
    subtitle: str
    readers_heading: str
    readers: str
    steps: tuple[str, ...]
    minutes: str
    minutes_all: str
    minutes_out: str
    minutes_fine: str
    so_far: str
    holds_before: str
    holds_talk: str
    holds_actions: str
    holds_top_twos: str
    holds_profile: str
    holds_onward: str

    # Before the day
    before_intro: str

    # Review
    talk_intro: str
    talk_headings: tuple[str, ...]
    top_hint: str
    top_refused: tuple[str, str]

    # Actions
    actions_intro: str
    actions_headings: tuple[str, ...]
    as_at: str
    late: str
    not_there: str

    # Top twos
    two_intro: str
    two_headings: tuple[str, ...]
    two_twice: str
    two_none: str
    two_lines: str
    two_others: str
    two_use: str
    two_told: str
    two_action: str
    two_ready: str

    # One-page profile
    name: str
    photograph: str
    too_long: str

    # To pass on
    onward_intro: str
    onward_steps: tuple[str, ...]


CATALOGUES = in_each(ReviewWords, "review")


def review_words(words: Words) -> ReviewWords:
    """The words of a person's review in the language of these words."""
    return CATALOGUES[words.code]
